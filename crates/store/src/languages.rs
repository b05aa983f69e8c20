//! The languages of passages, as a run found them.

use crate::{Result, Write};

impl Write<'_> {
    /// Add the languages of a staged run's passages, ISO 639-3: the one that most are in, and the
    /// passages that are in another.
    pub fn add_languages(&mut self, run: i64, most: &str, others: &[(i64, &str)]) -> Result<()> {
        self.bulk(|connection| {
            connection.execute(
                "INSERT INTO run_language (run, language) VALUES (?1, ?2)",
                (run, most),
            )?;
            let mut insert = connection.prepare_cached(
                "INSERT INTO other_language (run, passage, language) VALUES (?1, ?2, ?3)",
            )?;
            for (passage, language) in others {
                insert.execute((run, passage, language))?;
            }
            Ok(())
        })
    }
}
