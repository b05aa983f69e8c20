//! Settings: what a person chose for the whole project, as JSON by key.

use rusqlite::OptionalExtension;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Result, Store, StoreError, Write};

impl Store {
    /// The setting `key`; `None` when it was never set. A value of another shape is an error.
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>> {
        let text: Option<String> = self
            .connection
            .query_row("SELECT value FROM setting WHERE key = ?1", [key], |row| {
                row.get(0)
            })
            .optional()?;
        text.map(|text| serde_json::from_str(&text).map_err(|error| unreadable(key, &error)))
            .transpose()
    }
}

impl Write<'_> {
    /// Set `key` to `value`.
    pub fn set_setting<T: Serialize>(&mut self, key: &str, value: &T) -> Result<()> {
        let text = serde_json::to_string(value).map_err(|error| unreadable(key, &error))?;
        self.transaction.execute(
            "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, text),
        )?;
        Ok(())
    }
}

fn unreadable(key: &str, error: &serde_json::Error) -> StoreError {
    StoreError::Other(format!("the setting “{key}” has an unknown form: {error}"))
}
