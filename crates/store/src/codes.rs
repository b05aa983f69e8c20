//! What comes from, and goes to, the codebooks and projects of other programs.

use std::collections::HashMap;

use crate::item_filter::LIVE_ITEMS;
use crate::{Result, Store, Write};

/// What a codebook says of a theme beside its name.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeRow {
    /// The theme.
    pub theme: i64,
    /// Tells the code apart wherever it goes.
    pub guid: [u8; 16],
    /// It may be given to words.
    pub codable: bool,
    /// `#rrggbb` or `#rgb`.
    pub color: Option<String>,
    /// What it means.
    pub description: Option<String>,
    /// The code directly above, where that stands under another one itself.
    pub under: Option<i64>,
}

/// A memo.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MemoRow {
    /// Tells the memo apart; one on several things has a row for each.
    pub guid: [u8; 16],
    /// Its heading.
    pub name: String,
    /// What it says.
    pub text: String,
    /// The theme it is on.
    pub theme: Option<i64>,
    /// The item it is on.
    pub item: Option<i64>,
    /// The bytes of the item's text that it is on.
    pub stretch: Option<(usize, usize)>,
}

impl Store {
    /// Every code that a codebook brought, by theme.
    pub fn codes(&self) -> Result<Vec<CodeRow>> {
        let mut statement = self.connection.prepare(
            "SELECT theme, guid, codable, color, description, under FROM code ORDER BY theme",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(CodeRow {
                theme: row.get(0)?,
                guid: row.get(1)?,
                codable: row.get(2)?,
                color: row.get(3)?,
                description: row.get(4)?,
                under: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every memo but those on items that are not live, in the order they came.
    pub fn memos(&self) -> Result<Vec<MemoRow>> {
        let mut statement = self.connection.prepare(&format!(
            "SELECT guid, name, text, theme, item, start, end FROM memo
             WHERE item IS NULL OR item IN (SELECT item.id {LIVE_ITEMS}) ORDER BY id"
        ))?;
        let rows = statement.query_map([], |row| {
            let start: Option<usize> = row.get(5)?;
            Ok(MemoRow {
                guid: row.get(0)?,
                name: row.get(1)?,
                text: row.get(2)?,
                theme: row.get(3)?,
                item: row.get(4)?,
                stretch: start.zip(row.get(6)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The live items by what tells them apart.
    pub fn items_by_fingerprint(&self) -> Result<HashMap<[u8; 16], i64>> {
        let mut statement = self
            .connection
            .prepare(&format!("SELECT item.fingerprint, item.id {LIVE_ITEMS}"))?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many tags a person took away, how many rules there are, and how many actions.
    pub fn kept_at_home(&self) -> Result<[u64; 3]> {
        let count = |sql: &str| -> Result<u64> {
            let count: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
            Ok(count as u64)
        };
        Ok([
            count("SELECT count(*) FROM person_tag WHERE present = 0")?,
            count("SELECT count(*) FROM rule")?,
            count("SELECT count(*) FROM action")?,
        ])
    }
}

/// Passages with their first byte and one past their last.
type Stretches = Vec<(i64, usize, usize)>;

impl Write<'_> {
    /// Keep what a codebook says of a theme.
    pub fn add_code(&mut self, code: &CodeRow) -> Result<()> {
        self.transaction.execute(
            "INSERT INTO code (theme, guid, codable, color, description, under) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            (
                code.theme,
                code.guid,
                code.codable,
                &code.color,
                &code.description,
                code.under,
            ),
        )?;
        Ok(())
    }

    /// Keep a memo, unless it is there already.
    pub fn add_memo(&mut self, memo: &MemoRow) -> Result<()> {
        let (start, end) = memo.stretch.unzip();
        self.transaction.execute(
            "INSERT INTO memo (guid, name, text, theme, item, start, end)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
             WHERE NOT EXISTS (SELECT 1 FROM memo WHERE guid = ?1 AND theme IS ?4 AND item IS ?5 AND start IS ?6 AND end IS ?7)",
            (
                memo.guid, &memo.name, &memo.text, memo.theme, memo.item, start, end,
            ),
        )?;
        Ok(())
    }

    /// The passages of an item, as (number, first byte, one past the last), and its text.
    pub fn item_passages(&self, item: i64) -> Result<(String, Stretches)> {
        let text = self
            .transaction
            .prepare_cached("SELECT text FROM item WHERE id = ?1")?
            .query_row([item], |row| row.get(0))?;
        let mut statement = self
            .transaction
            .prepare_cached("SELECT id, start, end FROM passage WHERE item = ?1 ORDER BY id")?;
        let rows =
            statement.query_map([item], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok((text, rows.collect::<rusqlite::Result<_>>()?))
    }

    /// Tag a passage as somebody else coded it (`by_hand`, or by a machine). What a person decided
    /// here stays: false where there was a decision already.
    pub fn add_coding(&mut self, passage: i64, theme: i64, by_hand: bool) -> Result<bool> {
        let origin = if by_hand { "person" } else { "machine" };
        let added = self
            .transaction
            .prepare_cached(
                "INSERT INTO person_tag (passage, theme, present, origin) VALUES (?1, ?2, 1, ?3)
                 ON CONFLICT (passage, theme) DO NOTHING",
            )?
            .execute((passage, theme, origin))?;
        Ok(added > 0)
    }

    /// Mark a stretch of a text for a theme, unless it is marked already.
    pub fn add_span_once(&mut self, item: i64, start: usize, end: usize, theme: i64) -> Result<()> {
        self.transaction.execute(
            "INSERT INTO span (item, start, end, theme) SELECT ?1, ?2, ?3, ?4
             WHERE NOT EXISTS (SELECT 1 FROM span WHERE item = ?1 AND start = ?2 AND end = ?3 AND theme = ?4)",
            (item, start, end, theme),
        )?;
        Ok(())
    }
}
