//! Numbers that stand for redacted values.

use crate::{Result, Store, Write};

/// A redacted value, by its digest, and its number among those of its kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Pseudonym {
    /// `email`, `phone`, …
    pub kind: String,
    /// Salted digest of the value.
    pub digest: Vec<u8>,
    /// The number in its token, from 1.
    pub number: u32,
}

impl Store {
    /// Every pseudonym given so far.
    pub fn pseudonyms(&self) -> Result<Vec<Pseudonym>> {
        let mut statement = self
            .connection
            .prepare("SELECT kind, digest, number FROM pseudonym")?;
        let rows = statement.query_map([], |row| {
            Ok(Pseudonym {
                kind: row.get(0)?,
                digest: row.get(1)?,
                number: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Keep pseudonyms given by this import. They outlive an undo: a token never changes its meaning.
    pub fn add_pseudonyms(&mut self, pseudonyms: &[Pseudonym]) -> Result<()> {
        self.bulk(|connection| {
            let mut insert = connection.prepare_cached(
                "INSERT INTO pseudonym (kind, digest, number) VALUES (?1, ?2, ?3)",
            )?;
            for pseudonym in pseudonyms {
                insert.execute((&pseudonym.kind, &pseudonym.digest, pseudonym.number))?;
            }
            Ok(())
        })
    }
}
