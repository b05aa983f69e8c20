//! Numbers that stand for redacted values.

use crate::{Result, Store, Write};

impl Store {
    /// Every pseudonym given so far: the kind of the redacted value (`email`, `phone`, …), its salted
    /// digest, and the number in its token, from 1.
    pub fn each_pseudonym(&self, mut each: impl FnMut(&str, &[u8], u32)) -> Result<()> {
        let mut statement = self
            .connection
            .prepare("SELECT kind, digest, number FROM pseudonym")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let digest = row.get_ref(1)?.as_bytes().map_err(rusqlite::Error::from)?;
            let kind = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            each(kind, digest, row.get(2)?);
        }
        Ok(())
    }
}

impl Write<'_> {
    /// Keep pseudonyms given by this import, each as [`Store::each_pseudonym`] has them. They outlive
    /// an undo: a token never changes its meaning.
    pub fn add_pseudonyms<'a>(
        &mut self,
        pseudonyms: impl IntoIterator<Item = (&'a str, &'a [u8], u32)>,
    ) -> Result<()> {
        self.bulk(|connection| {
            let mut insert = connection.prepare_cached(
                "INSERT INTO pseudonym (kind, digest, number) VALUES (?1, ?2, ?3)",
            )?;
            for pseudonym in pseudonyms {
                insert.execute(pseudonym)?;
            }
            Ok(())
        })
    }
}
