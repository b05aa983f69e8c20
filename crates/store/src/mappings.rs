//! How the columns of sources were read.

use rusqlite::Connection;

use crate::{Result, Store};

/// A live source of feedback and how its columns were read.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceMapping {
    /// Its number.
    pub source: i64,
    /// Kind of source.
    pub kind: String,
    /// Columns with their roles, in the order of the file.
    pub columns: Vec<(String, String)>,
}

impl Store {
    /// How the columns of each live source were read.
    pub fn source_mappings(&self) -> Result<Vec<SourceMapping>> {
        source_mappings(&self.connection)
    }
}

pub(crate) fn source_mappings(connection: &Connection) -> Result<Vec<SourceMapping>> {
    let mut statement = connection
        .prepare("SELECT id, kind, mapping FROM source WHERE state = 'live' ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        Ok(SourceMapping {
            source: row.get(0)?,
            kind: row.get(1)?,
            columns: serde_json::from_str(row.get_ref(2)?.as_str()?).unwrap_or_default(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
