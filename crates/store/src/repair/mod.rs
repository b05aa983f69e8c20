//! Saving what can be saved of a damaged file into a new one.
//!
//! The file is copied with its log, and the copy is read page by page: SQLite gives up a table of
//! which a page is lost that leads to others. What such a page led to is recognised by its rows, and
//! without the first page, on which everything depends, the schema is found by its form. What was
//! read is written into a new project; rows that refer to something lost are left out, and the search
//! index is made anew.

mod mend;
mod pages;
mod record;
mod shape;
mod trees;

use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags, params_from_iter};

use self::mend::make_whole;
use self::pages::{HEADER, MAGIC, Pages, page_size};
use self::shape::Shape;
use self::trees::{Entry, Tree};

use crate::open::{APPLICATION_ID, build, open_connection, with_suffix};
use crate::{Result, SCHEMA_VERSION, Store, StoreError};

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
    let (copy, part) = (with_suffix(to, ".damaged"), with_suffix(to, ".part"));
    let rescued = take_copy(from, &copy)
        .map_err(|error| StoreError::beside(&copy, &error))
        .and_then(|()| rescue_into(from, &copy, &part))
        .and_then(|rescued| {
            std::fs::rename(&part, to).map_err(|error| StoreError::beside(to, &error))?;
            Ok(rescued)
        });
    for file in [&copy, &part] {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            let _ = std::fs::remove_file(with_suffix(file, suffix));
        }
    }
    let rescued = rescued?;
    // Brings a file of an older version up to date.
    drop(Store::open(to)?);
    Ok(rescued)
}

/// Copy a project with what its log or journal holds, and let SQLite put that in its place as far as
/// it can. A header that is lost is written anew in the copy: without one SQLite does not look.
fn take_copy(from: &Path, copy: &Path) -> io::Result<()> {
    std::fs::copy(from, copy)?;
    let mut logged = None;
    for suffix in ["-wal", "-journal"] {
        let (log, to) = (with_suffix(from, suffix), with_suffix(copy, suffix));
        let _ = std::fs::remove_file(&to);
        if log.is_file() {
            std::fs::copy(&log, &to)?;
            logged.get_or_insert(to);
        }
    }
    let mut file = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(copy)?;
    let mut header = [0; HEADER];
    let whole = file.read_exact(&mut header).is_ok();
    if !whole || page_size(&header).is_none() {
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&plain_header(with_suffix(copy, "-wal").is_file()))?;
    }
    drop(file);
    if let (Some(_), Ok(connection)) = (
        logged,
        open_connection(copy, OpenFlags::SQLITE_OPEN_READ_WRITE),
    ) {
        // What it cannot do stays undone.
        let _ = connection.pragma_update(None, "wal_checkpoint", "TRUNCATE");
    }
    Ok(())
}

/// The header of a file as Assay makes them.
fn plain_header(with_log: bool) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[..16].copy_from_slice(MAGIC);
    header[16..18].copy_from_slice(&4096_u16.to_be_bytes());
    header[18..20].fill(if with_log { 2 } else { 1 });
    header[21..24].copy_from_slice(&[64, 32, 32]);
    header[47] = 4;
    header[59] = 1;
    header
}

fn rescue_into(from: &Path, copy: &Path, part: &Path) -> Result<Vec<Rescued>> {
    let unread = |error: io::Error| StoreError::Disk(error.to_string());
    let _ = std::fs::remove_file(part);
    let mut pages = Pages::open(copy).map_err(unread)?;
    let entries = trees::schema(&mut pages).map_err(unread)?;
    let version = version(from, &mut pages, &entries)?;
    let create = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut new = open_connection(part, create)?;
    new.pragma_update(None, "foreign_keys", false)?;
    let transaction = new.transaction()?;
    build(&transaction, 0, version)?;
    let shapes = Shape::all(&transaction)?;
    let trees = trees::find(&mut pages, &entries, &shapes).map_err(unread)?;
    // Rows go in as they are; the search index is made at the end.
    transaction.execute_batch(
        "DROP TRIGGER IF EXISTS passage_added; DROP TRIGGER IF EXISTS passage_dropped;",
    )?;
    let mut rescued = Vec::new();
    for (shape, tree) in shapes.iter().zip(trees) {
        if shape.kept {
            rescued.push(store(&mut pages, shape, &tree, &transaction)?);
        }
    }
    make_whole(&transaction, &mut rescued)?;
    transaction.execute_batch("INSERT INTO passage_search (passage_search) VALUES ('rebuild');")?;
    restore_triggers(&transaction)?;
    transaction.commit()?;
    new.close().map_err(|(_, error)| StoreError::from(error))?;
    Ok(rescued)
}

/// The version of a damaged project: as its header says, or the one whose schema it has most of.
fn version(from: &Path, pages: &mut Pages, entries: &[Entry]) -> Result<i64> {
    let header = pages.read(1).ok().flatten().unwrap_or_default();
    let number = |place: usize| {
        let bytes = header.get(place..).and_then(|rest| rest.first_chunk());
        i64::from(bytes.copied().map_or(0, i32::from_be_bytes))
    };
    let said = number(60);
    if number(68) == APPLICATION_ID {
        if said > SCHEMA_VERSION {
            return Err(StoreError::Newer {
                path: from.into(),
                found: said,
                known: SCHEMA_VERSION,
            });
        }
        if said > 0 {
            return Ok(said);
        }
    }
    // Fewer lines in common, and it may be the file of another program.
    const ENOUGH: usize = 5;
    let mut likely = (ENOUGH, None);
    for version in 1..=SCHEMA_VERSION {
        let mut plain = Connection::open_in_memory()?;
        let transaction = plain.transaction()?;
        build(&transaction, 0, version)?;
        let mut statement =
            transaction.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema")?;
        let lines = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<BTreeMap<String, String>>>()?;
        let same = |entry: &&Entry| lines.get(&entry.name) == Some(&entry.sql);
        let common = entries.iter().filter(same).count();
        if common >= likely.0 {
            likely = (common, Some(version));
        }
    }
    likely.1.ok_or_else(|| StoreError::NotAProject {
        path: from.into(),
        why: "nothing that is left in it looks like one; a backup may be whole, see `assay backup list`".into(),
    })
}

/// Store every row of a tree that can be read.
fn store(pages: &mut Pages, shape: &Shape, tree: &Tree, new: &Connection) -> Result<Rescued> {
    let mut rescued = Rescued {
        table: shape.name.clone(),
        saved: 0,
        gaps: tree.gaps,
        dropped: 0,
    };
    for page in &tree.pages {
        let node = pages.node(*page);
        let node = node.map_err(|error| StoreError::Disk(error.to_string()))?;
        for cell in node.map_or_else(Vec::new, |node| node.cells) {
            let Some(mut values) =
                record::values(&cell.payload).filter(|values| shape.fits(values))
            else {
                rescued.dropped += 1;
                continue;
            };
            shape.place_rowid(&mut values, cell.rowid);
            let mut insert = new.prepare_cached(&shape.insert(values.len()))?;
            match insert.execute(params_from_iter(values)) {
                Ok(_) => rescued.saved += 1,
                // A row that the table refuses is damaged; a full disk is not its fault.
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                    rescued.dropped += 1;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
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
