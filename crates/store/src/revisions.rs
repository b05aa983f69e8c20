//! Which state each noun is in, so that what was read need not be read again.

use rusqlite::Connection;

use crate::{Noun, Result, Store};

impl Store {
    /// For each of `nouns` a number that is another one after every write that touched it, whoever
    /// wrote. A noun that was never touched has 0.
    pub fn revisions(&self, nouns: &[Noun]) -> Result<Vec<i64>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT coalesce((SELECT number FROM revision WHERE noun = ?1), 0)")?;
        nouns
            .iter()
            .map(|noun| Ok(statement.query_row([name(*noun)], |row| row.get(0))?))
            .collect()
    }
}

/// Say that a write touches these nouns.
pub(crate) fn revise(connection: &Connection, nouns: &[Noun]) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO revision (noun, number) VALUES (?1, random())
         ON CONFLICT (noun) DO UPDATE SET number = excluded.number",
    )?;
    for noun in nouns {
        statement.execute([name(*noun)])?;
    }
    Ok(())
}

fn name(noun: Noun) -> &'static str {
    match noun {
        Noun::Sources => "sources",
        Noun::Items => "items",
        Noun::Themes => "themes",
        Noun::Tags => "tags",
        Noun::Runs => "runs",
        Noun::Actions => "actions",
        Noun::Settings => "settings",
        Noun::History => "history",
    }
}
