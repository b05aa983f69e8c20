//! Passages that a run set aside: what says nothing, stands in many items, or repeats another.

use crate::{Result, Store, Write};

/// A passage that a run set aside, whole or in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsideRow {
    /// The passage.
    pub passage: i64,
    /// `no_answer`, `boilerplate`, `repeat` or `trimmed`.
    pub why: &'static str,
    /// The passage that a repeat says the same as.
    pub same_as: Option<i64>,
}

/// How many passages the current run set aside, by the reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsideCounts {
    /// Say nothing, and have no theme.
    pub no_answer: u64,
    /// Stand alike in many items, and have no theme.
    pub boilerplate: u64,
    /// Say the same as another, whose themes they have.
    pub repeat: u64,
    /// Have their themes by what is left without boilerplate.
    pub trimmed: u64,
}

impl Store {
    /// Passages that the current run set aside.
    pub fn aside_counts(&self) -> Result<AsideCounts> {
        let mut statement = self.connection.prepare_cached(
            "SELECT why, count(*) FROM aside
             WHERE run = (SELECT analysis FROM run WHERE id = (SELECT current_run FROM project)) GROUP BY why",
        )?;
        let mut rows = statement.query([])?;
        let mut counts = AsideCounts::default();
        while let Some(row) = rows.next()? {
            let count = row.get::<_, i64>(1)? as u64;
            match row.get::<_, String>(0)?.as_str() {
                "no_answer" => counts.no_answer = count,
                "boilerplate" => counts.boilerplate = count,
                "repeat" => counts.repeat = count,
                _ => counts.trimmed = count,
            }
        }
        Ok(counts)
    }
}

impl Write<'_> {
    /// Add what a staged run set aside.
    pub fn add_asides(&mut self, run: i64, asides: &[AsideRow]) -> Result<()> {
        self.bulk(|connection| {
            let mut insert = connection.prepare_cached(
                "INSERT INTO aside (run, passage, why, same_as) VALUES (?1, ?2, ?3, ?4)",
            )?;
            for aside in asides {
                insert.execute((run, aside.passage, aside.why, aside.same_as))?;
            }
            Ok(())
        })
    }
}
