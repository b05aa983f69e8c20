//! Saving what can be saved of a damaged file into a new one.
//!
//! Every table is read in the order of its key. Where a page cannot be read, reading goes on behind
//! it: the next key that can be found again is looked for in steps that double. What was read is
//! written into a new project; rows that refer to something lost are left out, and the search index
//! is made anew.

mod mend;
mod table;

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use self::mend::make_whole;
use self::table::Table;

use crate::open::{accepted, build, open_connection, with_suffix};
use crate::{Result, Store, StoreError};

/// What was saved of one table, and what not.
#[derive(Clone, Debug, PartialEq)]
pub struct Rescued {
    /// The table.
    pub table: String,
    /// Rows in the new file.
    pub saved: u64,
    /// Places at which rows could not be read; how many rows were there is not known.
    pub gaps: u64,
    /// Rows that were read and do not make sense any more: a value of another kind, or something
    /// that they refer to is lost.
    pub dropped: u64,
}

/// Save what can be saved of the project at `from` into a new one at `to`, which must not exist.
/// `from` is only read. Says what became of every table.
pub fn rescue(from: &Path, to: &Path) -> Result<Vec<Rescued>> {
    if to.exists() {
        return Err(StoreError::Exists(to.to_path_buf()));
    }
    if !from.is_file() {
        return Err(StoreError::Missing(from.to_path_buf()));
    }
    let part = with_suffix(to, ".part");
    let rescued = rescue_into(from, &part).and_then(|rescued| {
        std::fs::rename(&part, to).map_err(|error| StoreError::beside(to, &error))?;
        Ok(rescued)
    });
    for suffix in ["", "-journal"] {
        let _ = std::fs::remove_file(with_suffix(&part, suffix));
    }
    let rescued = rescued?;
    // Brings a file of an older version up to date.
    drop(Store::open(to)?);
    Ok(rescued)
}

fn rescue_into(from: &Path, part: &Path) -> Result<Vec<Rescued>> {
    let _ = std::fs::remove_file(part);
    let old = open_connection(from, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let version = accepted(&old, from)?;
    let create = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut new = open_connection(part, create)?;
    new.pragma_update(None, "foreign_keys", false)?;
    let transaction = new.transaction()?;
    build(&transaction, 0, version)?;
    let mut rescued = Vec::new();
    // Rows go in as they are; the search index is made at the end.
    transaction.execute_batch(
        "DROP TRIGGER IF EXISTS passage_added; DROP TRIGGER IF EXISTS passage_dropped;",
    )?;
    for table in Table::all(&transaction)? {
        rescued.push(table.copy(&old, &transaction)?);
    }
    make_whole(&transaction, &mut rescued)?;
    transaction.execute_batch("INSERT INTO passage_search (passage_search) VALUES ('rebuild');")?;
    restore_triggers(&transaction)?;
    transaction.commit()?;
    new.close().map_err(|(_, error)| StoreError::from(error))?;
    Ok(rescued)
}

/// The triggers that keep the search index, as the schema has them.
fn restore_triggers(new: &Connection) -> Result<()> {
    let plain = Connection::open_in_memory()?;
    let version = new.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let transaction = plain.unchecked_transaction()?;
    build(&transaction, 0, version)?;
    let mut statement =
        transaction.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")?;
    let statements = statement
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for statement in statements {
        new.execute_batch(&statement)?;
    }
    Ok(())
}
