//! One item as it is read: whole, with its passages, who speaks, its tags and the marks a person made.

use rusqlite::OptionalExtension;

use crate::{Result, Store, Write};

/// What [`Store::items`] leaves out of a list.
#[derive(Clone, Debug, Default)]
pub struct ItemReading {
    /// Turns of a conversation, JSON.
    pub turns: Option<String>,
    /// The file's own columns about it, a JSON object of strings.
    pub segments: Option<String>,
    /// It says nothing (“n/a”).
    pub no_answer: bool,
    /// Its passages, in the order of the text.
    pub passages: Vec<ReadPassage>,
    /// The marks, in the order of the text.
    pub spans: Vec<SpanRow>,
}

/// A passage of an item that is read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadPassage {
    /// Its number.
    pub id: i64,
    /// First byte in the item's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Compound sentiment, −1 to 1.
    pub sentiment: f64,
    /// It is a complaint.
    pub negative: bool,
    /// Why the current run set it aside, whole or in part; see [`crate::AsideRow`].
    pub aside: Option<String>,
    /// The item of the passage that it repeats.
    pub repeats: Option<i64>,
    /// Its themes, most similar first; hidden ones left out.
    pub tags: Vec<PassageTag>,
}

/// A theme of a passage.
#[derive(Clone, Debug, PartialEq)]
pub struct PassageTag {
    /// The theme.
    pub theme: i64,
    /// Cosine similarity to the theme's centre; 1 for a tag set by hand.
    pub similarity: f64,
    /// The similarity is low.
    pub weak: bool,
    /// `machine`, `rule` or `person`.
    pub origin: String,
}

/// A stretch of text that a person marked for a theme.
#[derive(Clone, Debug, PartialEq)]
pub struct SpanRow {
    /// Its number.
    pub id: i64,
    /// The item it stands in.
    pub item: i64,
    /// First byte in the item's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The theme, merges followed.
    pub theme: i64,
}

const SPANS: &str =
    "SELECT span.id, span.item, span.start, span.end, coalesce(theme.merged_into, theme.id)
                     FROM span JOIN theme ON theme.id = span.theme";

impl Store {
    /// The item `id` of a live source with all that is read beside its text; `None` when there is none.
    pub fn item_reading(&self, id: i64) -> Result<Option<ItemReading>> {
        let mut found = self
            .connection
            .query_row(
                "SELECT item.turns, item.segments, item.no_answer
                 FROM item JOIN source ON source.id = item.source AND source.state = 'live' WHERE item.id = ?1",
                [id],
                |row| {
                    Ok(ItemReading {
                        turns: row.get(0)?,
                        segments: row.get(1)?,
                        no_answer: row.get(2)?,
                        ..ItemReading::default()
                    })
                },
            )
            .optional()?;
        if let Some(reading) = &mut found {
            reading.passages = self.read_passages(id)?;
            reading.spans = self.spans_where("span.item = ?1 ORDER BY span.start, span.id", id)?;
        }
        Ok(found)
    }

    /// The span `id`; `None` when there is none.
    pub fn span(&self, id: i64) -> Result<Option<SpanRow>> {
        Ok(self.spans_where("span.id = ?1", id)?.pop())
    }

    fn read_passages(&self, item: i64) -> Result<Vec<ReadPassage>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT passage.id, passage.start, passage.end, passage.sentiment, passage.negative, aside.why,
                    (SELECT first.item FROM passage AS first WHERE first.id = aside.same_as)
             FROM passage LEFT JOIN aside
               ON aside.passage = passage.id AND aside.run = (SELECT analysis FROM run WHERE id = (SELECT current_run FROM project))
             WHERE passage.item = ?1 ORDER BY passage.start, passage.id",
        )?;
        let rows = statement.query_map([item], |row| {
            Ok(ReadPassage {
                id: row.get(0)?,
                start: row.get(1)?,
                end: row.get(2)?,
                sentiment: row.get(3)?,
                negative: row.get(4)?,
                aside: row.get(5)?,
                repeats: row.get(6)?,
                tags: Vec::new(),
            })
        })?;
        let mut passages = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT theme, max(similarity), min(weak), CASE WHEN max(origin = 'person') THEN 'person' ELSE max(origin) END FROM tag
             WHERE passage = ?1 AND theme NOT IN (SELECT id FROM theme WHERE hidden = 1)
             GROUP BY theme ORDER BY max(similarity) DESC, theme",
        )?;
        for passage in &mut passages {
            let tags = statement.query_map([passage.id], |row| {
                Ok(PassageTag {
                    theme: row.get(0)?,
                    similarity: row.get(1)?,
                    weak: row.get(2)?,
                    origin: row.get(3)?,
                })
            })?;
            passage.tags = tags.collect::<rusqlite::Result<_>>()?;
        }
        Ok(passages)
    }

    fn spans_where(&self, condition: &str, value: i64) -> Result<Vec<SpanRow>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{SPANS} WHERE {condition}"))?;
        let rows = statement.query_map([value], |row| {
            Ok(SpanRow {
                id: row.get(0)?,
                item: row.get(1)?,
                start: row.get(2)?,
                end: row.get(3)?,
                theme: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Mark a stretch of an item's text for a theme; returns the span's number.
    pub fn add_span(&mut self, item: i64, start: usize, end: usize, theme: i64) -> Result<i64> {
        self.transaction.execute(
            "INSERT INTO span (item, start, end, theme) VALUES (?1, ?2, ?3, ?4)",
            (item, start, end, theme),
        )?;
        Ok(self.transaction.last_insert_rowid())
    }

    /// Take a mark away.
    pub fn remove_span(&mut self, id: i64) -> Result<()> {
        self.transaction
            .execute("DELETE FROM span WHERE id = ?1", [id])?;
        Ok(())
    }

    /// Forget what was decided by hand about a theme on these passages: what the run found holds again.
    pub fn forget_person_tags(&mut self, passages: &[i64], theme: i64) -> Result<()> {
        let mut delete = self.transaction.prepare_cached(
            "DELETE FROM person_tag WHERE passage = ?1 AND theme IN
               (SELECT id FROM theme WHERE coalesce(merged_into, id) = ?2)",
        )?;
        for passage in passages {
            delete.execute((passage, theme))?;
        }
        Ok(())
    }
}
