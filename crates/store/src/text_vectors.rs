//! Vectors of texts by a sentence encoder, kept from run to run.

use rusqlite::OptionalExtension;

use crate::{Result, Store, Write};

/// Sixteen bytes that tell a text from any other.
pub type TextDigest = [u8; 16];

impl Store {
    /// The vectors that `encoder` (a digest) gave to texts, in their order; none for texts that it
    /// has not met. Values are fractions of 32,767.
    pub fn text_vectors(
        &self,
        encoder: &str,
        texts: &[TextDigest],
    ) -> Result<Vec<Option<Vec<i16>>>> {
        let mut statement = self
            .connection
            .prepare("SELECT vector FROM text_vector WHERE encoder = ?1 AND text = ?2")?;
        let mut vectors = Vec::with_capacity(texts.len());
        for text in texts {
            let found = statement.query_row((encoder, text), |row| {
                let bytes = row.get_ref(0)?.as_blob()?;
                let (values, _) = bytes.as_chunks::<2>();
                Ok(values
                    .iter()
                    .map(|value| i16::from_le_bytes(*value))
                    .collect())
            });
            vectors.push(found.optional()?);
        }
        Ok(vectors)
    }
}

impl Write<'_> {
    /// Keep vectors that `encoder` gave to texts, and let go of those that no run uses.
    pub fn add_text_vectors(
        &mut self,
        encoder: &str,
        vectors: &[(TextDigest, Vec<i16>)],
    ) -> Result<()> {
        self.bulk(|connection| {
            connection.execute(
                "DELETE FROM text_vector WHERE encoder <> ?1
                 AND encoder NOT IN (SELECT encoder FROM run WHERE encoder IS NOT NULL)",
                [encoder],
            )?;
            let mut insert = connection.prepare_cached(
                "INSERT OR IGNORE INTO text_vector (encoder, text, vector) VALUES (?1, ?2, ?3)",
            )?;
            for (text, vector) in vectors {
                let bytes: Vec<u8> = vector
                    .iter()
                    .flat_map(|value| value.to_le_bytes())
                    .collect();
                insert.execute((encoder, text, bytes))?;
            }
            Ok(())
        })
    }
}
