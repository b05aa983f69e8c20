//! Columns as Rust values.

use rusqlite::types::Type;
use rusqlite::{Connection, Params, Row};
use serde::de::DeserializeOwned;

use crate::Result;

/// A column that holds a JSON list.
pub(crate) fn list<T: DeserializeOwned>(row: &Row, index: usize) -> rusqlite::Result<Vec<T>> {
    serde_json::from_str(row.get_ref(index)?.as_str()?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(index, Type::Text, error.into()))
}

/// The only column of a query, as numbers.
pub(crate) fn numbers(
    connection: &Connection,
    query: &str,
    parameters: impl Params,
) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(query)?;
    let rows = statement.query_map(parameters, |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
