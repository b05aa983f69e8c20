//! Records met again with other contents: what there is of them, and putting the new in their place.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, params};

use crate::{CustomerRow, NewItem, Result, SourceMapping, Write};

/// The sources in which items lie that were superseded, by the source they were in.
#[derive(Debug, Default)]
pub struct SupersededSources(BTreeMap<i64, i64>);

impl Write<'_> {
    /// How the columns of each live source were read, those of this transaction included.
    pub fn live_mappings(&mut self) -> Result<Vec<SourceMapping>> {
        crate::mappings::source_mappings(self.transaction)
    }

    /// Hash, mapping (JSON) and number of items of the sources of a kind, the latest first, removed
    /// ones included.
    pub fn source_hashes(&mut self, kind: &str) -> Result<Vec<(Vec<u8>, String, u64)>> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT hash, mapping, items FROM source WHERE kind = ?1 AND state <> 'staged' AND items > 0 AND hash <> x''
             ORDER BY id DESC",
        )?;
        let rows =
            statement.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The questions that live sources of a kind have answers to.
    pub fn questions(&mut self, kind: &str) -> Result<BTreeSet<String>> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT DISTINCT question FROM item
             WHERE source IN (SELECT id FROM source WHERE state = 'live' AND kind = ?1) AND question IS NOT NULL",
        )?;
        let rows = statement.query_map([kind], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Call `each(item, id, time, question)` for the items of a source.
    pub fn each_item_told_apart(
        &mut self,
        source: i64,
        mut each: impl FnMut(i64, Option<&str>, Option<i64>, Option<&str>),
    ) -> Result<()> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT id, external_id, time, question FROM item WHERE source = ?1")?;
        let mut rows = statement.query([source])?;
        while let Some(row) = rows.next()? {
            let text = |column| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str_or_null()?);
            each(row.get(0)?, text(1)?, row.get(2)?, text(3)?);
        }
        Ok(())
    }

    /// Call `each(record, key)` for the customer records of a source, in its order.
    pub fn each_customer_key(
        &mut self,
        source: i64,
        mut each: impl FnMut(i64, &str),
    ) -> Result<()> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT id, key FROM customer WHERE source = ?1 ORDER BY id")?;
        let mut rows = statement.query([source])?;
        while let Some(row) = rows.next()? {
            each(row.get(0)?, row.get_ref(1)?.as_str().unwrap_or_default());
        }
        Ok(())
    }

    /// An item as it was stored, with the source it is in.
    pub fn stored_item(&mut self, id: i64) -> Result<Option<(i64, NewItem)>> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT source, row, fingerprint, external_id, customer, email, author, time, rating,
                    question, title, text, turns, segments, no_answer FROM item WHERE id = ?1",
        )?;
        let found = statement.query_row([id], |row| {
            Ok((
                row.get(0)?,
                NewItem {
                    row: row.get(1)?,
                    fingerprint: row.get(2)?,
                    external_id: row.get(3)?,
                    customer: row.get(4)?,
                    email: row.get(5)?,
                    author: row.get(6)?,
                    time: row.get(7)?,
                    rating: row.get(8)?,
                    question: row.get(9)?,
                    title: row.get(10)?,
                    text: row.get(11)?,
                    turns: row.get(12)?,
                    segments: row.get(13)?,
                    no_answer: row.get(14)?,
                },
            ))
        });
        Ok(found.optional()?)
    }

    /// A customer record as it was stored.
    pub fn stored_customer(&mut self, id: i64) -> Result<Option<CustomerRow>> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT row, fingerprint, key, email, signed_up, activated, churned, revenue, segments
             FROM customer WHERE id = ?1",
        )?;
        let found = statement.query_row([id], crate::customers::customer_row);
        Ok(found.optional()?)
    }

    /// Let `new` stand in the place of the item `old`: the old one no longer counts, and what a
    /// person decided about its passages holds for those of the new one that have the same words.
    pub fn supersede(&mut self, old: i64, new: i64, homes: &mut SupersededSources) -> Result<()> {
        let (source, no_answer): (i64, bool) = self.transaction.query_row(
            "SELECT source, no_answer FROM item WHERE id = ?1",
            [old],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let home = match homes.0.get(&source) {
            Some(home) => *home,
            None => {
                let home = self.add_home(source)?;
                *homes.0.entry(source).or_insert(home)
            }
        };
        let transaction = self.transaction;
        transaction
            .prepare_cached("UPDATE item SET source = ?2 WHERE id = ?1")?
            .execute([old, home])?;
        for (source, items) in [(source, -1), (home, 1)] {
            transaction
                .prepare_cached(
                    "UPDATE source SET items = items + ?2, no_answer = no_answer + ?3 WHERE id = ?1",
                )?
                .execute([source, items, items * i64::from(no_answer)])?;
        }
        transaction
            .prepare_cached("INSERT INTO superseded (item, source, successor) VALUES (?1, ?2, ?3)")?
            .execute([old, source, new])?;
        self.keep_decisions(old, new)
    }

    /// A source for items of `source` that do not count any more. Runs that read them still do.
    fn add_home(&mut self, source: i64) -> Result<i64> {
        let home = self.bulk(|connection| {
            connection.execute(
                "INSERT INTO source (path, name, kind, format, encoding, hash, mapping, imported_at, rows, items,
                     customers, events, duplicates, rejected, repaired, redacted, no_answer, state)
                 SELECT path, name, kind, format, encoding, x'', mapping, imported_at, 0, 0,
                     0, 0, 0, 0, 0, 0, 0, 'staged' FROM source WHERE id = ?1",
                [source],
            )?;
            let home = connection.last_insert_rowid();
            connection.execute(
                "INSERT INTO run_source (run, source) SELECT run, ?2 FROM run_source WHERE source = ?1",
                [source, home],
            )?;
            Ok(home)
        })?;
        // Recorded, so that it goes when this step is undone for good.
        self.transaction
            .execute("UPDATE source SET state = 'removed' WHERE id = ?1", [home])?;
        Ok(home)
    }

    fn keep_decisions(&mut self, old: i64, new: i64) -> Result<()> {
        let transaction = self.transaction;
        let decided: bool = transaction
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM person_tag JOIN passage ON passage.id = person_tag.passage
                     WHERE passage.item = ?1) OR EXISTS (SELECT 1 FROM span WHERE item = ?1)
                     OR EXISTS (SELECT 1 FROM memo WHERE item = ?1)",
            )?
            .query_row([old], |row| row.get(0))?;
        if !decided {
            return Ok(());
        }
        transaction.execute(
            "INSERT INTO memo (guid, name, text, item)
             SELECT guid, name, text, ?2 FROM memo WHERE item = ?1 AND start IS NULL",
            [old, new],
        )?;
        let before = self.stretches(old)?;
        let mut after = self.stretches(new)?;
        for (passage, start, end, text) in before {
            let Some(place) = after.iter().position(|(.., words)| *words == text) else {
                continue;
            };
            let (same, new_start, ..) = after.remove(place);
            transaction
                .prepare_cached(
                    "INSERT INTO person_tag (passage, theme, present, moved, origin, similarity, weak)
                     SELECT ?2, theme, present, moved, origin, similarity, weak FROM person_tag WHERE passage = ?1",
                )?
                .execute([passage, same])?;
            transaction
                .prepare_cached(
                    "INSERT INTO span (item, start, end, theme)
                     SELECT ?2, start + ?5, end + ?5, theme FROM span WHERE item = ?1 AND start >= ?3 AND end <= ?4",
                )?
                .execute(params![old, new, start, end, new_start - start])?;
            transaction
                .prepare_cached(
                    "INSERT INTO memo (guid, name, text, item, start, end)
                     SELECT guid, name, text, ?2, start + ?5, end + ?5 FROM memo
                     WHERE item = ?1 AND start >= ?3 AND end <= ?4",
                )?
                .execute(params![old, new, start, end, new_start - start])?;
        }
        Ok(())
    }

    /// The passages of an item: number, first byte, one past the last, words.
    fn stretches(&mut self, item: i64) -> Result<Vec<(i64, i64, i64, String)>> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT passage.id, start, end, passage_text.text FROM passage
             JOIN passage_text ON passage_text.id = passage.id WHERE item = ?1 ORDER BY passage.id",
        )?;
        let rows = statement.query_map([item], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Give items back their place whose successors are in a source that is taken out.
    pub(crate) fn restore_superseded_by(&mut self, source: i64) -> Result<()> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT superseded.item, superseded.source, item.source, item.no_answer FROM superseded
             JOIN item AS successor ON successor.id = superseded.successor AND successor.source = ?1
             JOIN item ON item.id = superseded.item",
        )?;
        let rows = statement.query_map([source], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
        let rows = rows.collect::<rusqlite::Result<Vec<(i64, i64, i64, bool)>>>()?;
        for (item, was, home, no_answer) in rows {
            let transaction = self.transaction;
            transaction
                .prepare_cached("UPDATE item SET source = ?2 WHERE id = ?1")?
                .execute([item, was])?;
            for (source, items) in [(was, 1), (home, -1)] {
                transaction
                    .prepare_cached(
                        "UPDATE source SET items = items + ?2, no_answer = no_answer + ?3 WHERE id = ?1",
                    )?
                    .execute([source, items, items * i64::from(no_answer)])?;
            }
            transaction
                .prepare_cached("DELETE FROM superseded WHERE item = ?1")?
                .execute([item])?;
        }
        Ok(())
    }
}
