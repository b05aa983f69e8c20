//! Sources and their ledgers.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, Row, params};

use crate::{Result, Store, Write};

/// A file about to be stored.
#[derive(Clone, Debug, Default)]
pub struct NewSource {
    /// Path it was read from.
    pub path: String,
    /// File name.
    pub name: String,
    /// Kind of source.
    pub kind: String,
    /// Format in words.
    pub format: String,
    /// Encoding in words.
    pub encoding: String,
    /// BLAKE3 of its bytes.
    pub hash: Vec<u8>,
    /// How its columns were read, JSON.
    pub mapping: String,
    /// Unix seconds UTC.
    pub imported_at: i64,
}

/// A stored source.
#[derive(Clone, Debug, Default)]
pub struct SourceRow {
    /// Its number.
    pub id: i64,
    /// Path it was read from.
    pub path: String,
    /// File name.
    pub name: String,
    /// Kind of source.
    pub kind: String,
    /// Format in words.
    pub format: String,
    /// Unix seconds UTC.
    pub imported_at: i64,
    /// Data rows seen.
    pub rows: u64,
    /// Items added.
    pub items: u64,
    /// Customer records added.
    pub customers: u64,
    /// Events added.
    pub events: u64,
    /// Known already.
    pub duplicates: u64,
    /// Of the items and customer records, those that stand in the place of earlier ones.
    pub updated: u64,
    /// Unusable.
    pub rejected: u64,
    /// Mended.
    pub repaired: u64,
    /// Contact details replaced.
    pub redacted: u64,
    /// Answers that say nothing.
    pub no_answer: u64,
}

/// What happened to one row of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerRow {
    /// The source.
    pub source: i64,
    /// Row in the file.
    pub row: Option<u64>,
    /// Column, where one is to blame.
    pub column: Option<String>,
    /// `rejected`, `repaired`, `duplicate`, `updated`, `redacted` or `no_answer`.
    pub what: String,
    /// The reason.
    pub reason: String,
}

/// Which ledger entries to read.
#[derive(Clone, Debug, Default)]
pub struct LedgerFilter<'a> {
    /// Only of this source.
    pub source: Option<i64>,
    /// Only of this sort.
    pub what: Option<&'a str>,
    /// Entries to skip.
    pub offset: u64,
    /// Entries to return.
    pub limit: u64,
}

const COLUMNS: &str = "id, path, name, kind, format, imported_at, rows, items, customers, events, duplicates, \
                       rejected, repaired, redacted, no_answer, updated";

impl Store {
    /// Live sources, oldest first.
    pub fn sources(&self) -> Result<Vec<SourceRow>> {
        let sql = format!("SELECT {COLUMNS} FROM source WHERE state = 'live' ORDER BY id");
        let mut statement = self.connection.prepare(&sql)?;
        let rows = statement.query_map([], source)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The live source `id`.
    pub fn source(&self, id: i64) -> Result<Option<SourceRow>> {
        let sql = format!("SELECT {COLUMNS} FROM source WHERE state = 'live' AND id = ?1");
        Ok(self.connection.query_row(&sql, [id], source).optional()?)
    }

    /// Fingerprints of every live item and customer record.
    pub fn fingerprints(&self) -> Result<HashSet<[u8; 16]>> {
        let mut known = HashSet::new();
        for table in ["item", "customer"] {
            let mut statement = self.connection.prepare(&format!(
                "SELECT fingerprint FROM {table} JOIN source ON source.id = {table}.source WHERE source.state = 'live'"
            ))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                known.insert(row.get(0)?);
            }
        }
        Ok(known)
    }

    /// Ledger entries of live sources that match, in file order, and how many there are in all.
    pub fn ledger(&self, filter: &LedgerFilter) -> Result<(u64, Vec<LedgerRow>)> {
        const MATCH: &str = "FROM ledger JOIN source ON source.id = ledger.source
             WHERE source.state = 'live' AND (?1 IS NULL OR ledger.source = ?1) AND (?2 IS NULL OR ledger.what = ?2)";
        let total: i64 = self.connection.query_row(
            &format!("SELECT count(*) {MATCH}"),
            (filter.source, filter.what),
            |row| row.get(0),
        )?;
        let mut statement = self.connection.prepare(&format!(
            "SELECT ledger.source, ledger.row, ledger.column, ledger.what, ledger.reason {MATCH}
             ORDER BY ledger.source, ledger.row, ledger.id LIMIT ?3 OFFSET ?4"
        ))?;
        let rows = statement.query_map(
            (filter.source, filter.what, filter.limit, filter.offset),
            |row| {
                Ok(LedgerRow {
                    source: row.get(0)?,
                    row: row.get(1)?,
                    column: row.get(2)?,
                    what: row.get(3)?,
                    reason: row.get(4)?,
                })
            },
        )?;
        Ok((total as u64, rows.collect::<rusqlite::Result<_>>()?))
    }
}

impl Write<'_> {
    /// Stage a source: its rows may be added, but it does not count before [`Write::publish_source`].
    pub fn stage_source(&mut self, new: &NewSource) -> Result<i64> {
        self.bulk(|connection| {
            connection.execute(
                "INSERT INTO source (path, name, kind, format, encoding, hash, mapping, imported_at, rows, items,
                     customers, events, duplicates, rejected, repaired, redacted, no_answer, state)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'staged')",
                params![new.path, new.name, new.kind, new.format, new.encoding, new.hash, new.mapping, new.imported_at],
            )?;
            Ok(connection.last_insert_rowid())
        })
    }

    /// Set the numbers of a staged source and let it count.
    pub fn publish_source(&mut self, source: &SourceRow) -> Result<()> {
        self.bulk(|connection| {
            connection.execute(
                "UPDATE source SET rows = ?2, items = ?3, customers = ?4, events = ?5, duplicates = ?6, rejected = ?7,
                     repaired = ?8, redacted = ?9, no_answer = ?10, updated = ?11 WHERE id = ?1",
                params![
                    source.id,
                    source.rows,
                    source.items,
                    source.customers,
                    source.events,
                    source.duplicates,
                    source.rejected,
                    source.repaired,
                    source.redacted,
                    source.no_answer,
                    source.updated
                ],
            )?;
            Ok(())
        })?;
        self.transaction.execute(
            "UPDATE source SET state = 'live' WHERE id = ?1",
            [source.id],
        )?;
        Ok(())
    }

    /// Take a source out of the project; undo brings it back. Items in whose place its own stood
    /// count again.
    pub fn remove_source(&mut self, id: i64) -> Result<()> {
        self.restore_superseded_by(id)?;
        self.transaction
            .execute("UPDATE source SET state = 'removed' WHERE id = ?1", [id])?;
        Ok(())
    }

    /// Take back a staged source of which nothing but a ledger was stored.
    pub fn discard_source(&mut self, id: i64) -> Result<()> {
        self.bulk(|connection| {
            connection.execute("DELETE FROM ledger WHERE source = ?1", [id])?;
            connection.execute(
                "DELETE FROM source WHERE id = ?1 AND state = 'staged'",
                [id],
            )?;
            Ok(())
        })
    }

    /// Add entries to the ledger of a staged source.
    pub fn add_ledger(&mut self, entries: &[LedgerRow]) -> Result<()> {
        self.bulk(|connection| {
            let mut insert = connection.prepare_cached(
                "INSERT INTO ledger (source, row, column, what, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for entry in entries {
                insert.execute((entry.source, entry.row, &entry.column, &entry.what, &entry.reason))?;
            }
            Ok(())
        })
    }
}

fn source(row: &Row) -> rusqlite::Result<SourceRow> {
    Ok(SourceRow {
        id: row.get(0)?,
        path: row.get(1)?,
        name: row.get(2)?,
        kind: row.get(3)?,
        format: row.get(4)?,
        imported_at: row.get(5)?,
        rows: row.get(6)?,
        items: row.get(7)?,
        customers: row.get(8)?,
        events: row.get(9)?,
        duplicates: row.get(10)?,
        rejected: row.get(11)?,
        repaired: row.get(12)?,
        redacted: row.get(13)?,
        no_answer: row.get(14)?,
        updated: row.get(15)?,
    })
}
