//! The project as a whole: how much it holds and which run it shows.

use crate::{Result, Store, Write};

/// Numbers of live rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// Imported files.
    pub sources: u64,
    /// Pieces of feedback.
    pub items: u64,
    /// Pieces of feedback that say nothing.
    pub no_answers: u64,
    /// Passages.
    pub passages: u64,
    /// Distinct customers on record.
    pub customers: u64,
    /// Events.
    pub events: u64,
}

impl Store {
    /// Count what is live.
    pub fn counts(&self) -> Result<Counts> {
        let count = |sql: &str| -> Result<u64> {
            Ok(self
                .connection
                .query_row(sql, [], |row| row.get::<_, i64>(0))
                .map(|n| n as u64)?)
        };
        Ok(Counts {
            sources: count("SELECT count(*) FROM source WHERE state = 'live'")?,
            items: count("SELECT coalesce(sum(items), 0) FROM source WHERE state = 'live'")?,
            no_answers: count(
                "SELECT coalesce(sum(no_answer), 0) FROM source WHERE state = 'live'",
            )?,
            passages: count(
                "SELECT count(*) FROM passage JOIN item ON item.id = passage.item
                 JOIN source ON source.id = item.source WHERE source.state = 'live'",
            )?,
            customers: count(
                "SELECT count(DISTINCT customer.key) FROM customer
                 JOIN source ON source.id = customer.source WHERE source.state = 'live'",
            )?,
            events: count("SELECT coalesce(sum(events), 0) FROM source WHERE state = 'live'")?,
        })
    }

    /// 16 random bytes made with the project, for the digests of redacted values.
    pub fn salt(&self) -> Result<Vec<u8>> {
        Ok(self
            .connection
            .query_row("SELECT salt FROM project", [], |row| row.get(0))?)
    }
}

impl Write<'_> {
    /// Show the themes of `run` from now on.
    pub fn set_current_run(&mut self, run: i64) -> Result<()> {
        self.transaction
            .execute("UPDATE run SET state = 'live' WHERE id = ?1", [run])?;
        self.transaction
            .execute("UPDATE project SET current_run = ?1", [run])?;
        Ok(())
    }
}
