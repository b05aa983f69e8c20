//! Items and their passages.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params, params_from_iter};

use crate::item_filter::{HAS_WORDS, ItemFilter, LIVE_ITEMS};
use crate::{Result, Store, Write};

/// A piece of feedback about to be stored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewItem {
    /// Row in the file.
    pub row: Option<u64>,
    /// Sixteen bytes that tell this item from any other.
    pub fingerprint: [u8; 16],
    /// The file's own id.
    pub external_id: Option<String>,
    /// The customer as the file names them.
    pub customer: Option<String>,
    /// E-mail address or its token.
    pub email: Option<String>,
    /// Who wrote or spoke it.
    pub author: Option<String>,
    /// Unix seconds UTC.
    pub time: Option<i64>,
    /// Rating that came with it.
    pub rating: Option<f64>,
    /// The question it answers.
    pub question: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// The whole text.
    pub text: String,
    /// Turns of a conversation, JSON.
    pub turns: Option<String>,
    /// Segments, a JSON object of strings.
    pub segments: Option<String>,
    /// It says nothing (“n/a”).
    pub no_answer: bool,
}

/// A passage about to be stored.
#[derive(Clone, Debug, Default)]
pub struct NewPassage {
    /// First byte in the item's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Who speaks.
    pub speaker: Option<String>,
    /// Compound sentiment, −1 to 1.
    pub sentiment: f64,
    /// It is a complaint.
    pub negative: bool,
}

/// An item as listed.
#[derive(Clone, Debug)]
pub struct ItemRow {
    /// Its number.
    pub id: i64,
    /// File name of its source.
    pub source: String,
    /// Row in that file.
    pub row: Option<u64>,
    /// The customer, or whoever else is known to have written it.
    pub customer: Option<String>,
    /// Unix seconds UTC.
    pub time: Option<i64>,
    /// The question it answers.
    pub question: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Rating.
    pub rating: Option<f64>,
    /// The whole text.
    pub text: String,
    /// Its themes, most similar first.
    pub themes: Vec<ItemThemeRow>,
}

/// A theme of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemThemeRow {
    /// The theme.
    pub theme: i64,
    /// Greatest similarity of its passages.
    pub similarity: f64,
    /// All its passages on that theme are weakly tagged.
    pub weak: bool,
    /// `machine`, `rule` or `person`.
    pub origin: String,
}

/// A passage to be analysed.
#[derive(Clone, Debug)]
pub struct PassageRow {
    /// Its number.
    pub id: i64,
    /// The item it stands in.
    pub item: i64,
    /// Its words.
    pub text: String,
}

/// Who gave a piece of feedback.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedbackRow {
    /// The item.
    pub item: i64,
    /// The source it came with.
    pub source: i64,
    /// The person, by whatever tells them apart.
    pub person: String,
    /// The customer, where one is known.
    pub customer: Option<String>,
    /// Unix seconds UTC.
    pub time: Option<i64>,
}

const PASSAGES: &str = "SELECT passage.id, passage.item, passage.start, passage.end, item.text
                        FROM passage JOIN item ON item.id = passage.item";

fn passage_row(row: &Row) -> rusqlite::Result<PassageRow> {
    let (start, end): (usize, usize) = (row.get(2)?, row.get(3)?);
    let text = row.get_ref(4)?.as_str()?;
    Ok(PassageRow {
        id: row.get(0)?,
        item: row.get(1)?,
        text: text.get(start..end).unwrap_or_default().to_owned(),
    })
}

impl Store {
    /// Items that match, in the order of import, and how many there are in all.
    pub fn items(&self, filter: &ItemFilter) -> Result<(u64, Vec<ItemRow>)> {
        let (condition, values) = filter.condition();
        if condition == HAS_WORDS {
            let found = self.matching_items(filter)?;
            let page = found.iter().skip(filter.offset as usize);
            let page: Vec<i64> = page.take(filter.limit as usize).copied().collect();
            let items = self.items_by_id(&page)?;
            return Ok((found.len() as u64, items));
        }
        let total: i64 = self.connection.query_row(
            &format!("SELECT count(*) {LIVE_ITEMS} WHERE {condition}"),
            params_from_iter(&values),
            |row| row.get(0),
        )?;
        let items = self.page(&condition, values, filter.limit, filter.offset)?;
        Ok((total as u64, items))
    }

    /// Those of the items `ids` that are live, by number.
    pub fn items_by_id(&self, ids: &[i64]) -> Result<Vec<ItemRow>> {
        let list = serde_json::json!(ids).to_string();
        let condition = "item.id IN (SELECT value FROM json_each(?))";
        self.page(condition, vec![list.into()], ids.len() as u64, 0)
    }

    fn page(
        &self,
        condition: &str,
        mut values: Vec<Value>,
        limit: u64,
        offset: u64,
    ) -> Result<Vec<ItemRow>> {
        values.push((limit as i64).into());
        values.push((offset as i64).into());
        let mut statement = self.connection.prepare(&format!(
            "SELECT item.id, source.name, item.row, coalesce((SELECT customer FROM feedback WHERE feedback.item = item.id), item.email, item.author),
                    item.time,
                    item.question, item.title, item.rating, item.text
             {LIVE_ITEMS} WHERE {condition} ORDER BY item.id LIMIT ? OFFSET ?"
        ))?;
        let rows = statement.query_map(params_from_iter(&values), |row| {
            Ok(ItemRow {
                id: row.get(0)?,
                source: row.get(1)?,
                row: row.get(2)?,
                customer: row.get(3)?,
                time: row.get(4)?,
                question: row.get(5)?,
                title: row.get(6)?,
                rating: row.get(7)?,
                text: row.get(8)?,
                themes: Vec::new(),
            })
        })?;
        let mut items = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        for item in &mut items {
            item.themes = self.item_themes(item.id)?;
        }
        Ok(items)
    }

    /// The themes of an item, most similar first; hidden ones left out.
    pub fn item_themes(&self, item: i64) -> Result<Vec<ItemThemeRow>> {
        let mut statement = self.connection.prepare_cached(
            // Asked this way, SQLite looks up the item's passages instead of laying out every tag.
            "SELECT theme, max(similarity), min(weak), CASE WHEN max(origin = 'person') THEN 'person' ELSE max(origin) END FROM tag
             WHERE passage IN (SELECT id FROM passage WHERE item = ?1)
               AND theme NOT IN (SELECT id FROM theme WHERE hidden = 1)
             GROUP BY theme ORDER BY max(similarity) DESC, theme",
        )?;
        let rows = statement.query_map([item], |row| {
            Ok(ItemThemeRow {
                theme: row.get(0)?,
                similarity: row.get(1)?,
                weak: row.get(2)?,
                origin: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every passage of the live sources, by number: what an analysis reads.
    pub fn passages(&self) -> Result<Vec<PassageRow>> {
        self.passages_where(
            "item.source IN (SELECT id FROM source WHERE state = 'live')",
            None,
        )
    }

    /// The passages that `run` read, by number.
    pub fn passages_of_run(&self, run: i64) -> Result<Vec<PassageRow>> {
        self.passages_where(
            "item.source IN (SELECT source FROM run_source WHERE run = ?1)",
            Some(run),
        )
    }

    /// Those of the passages `ids` that are live, in that order.
    pub fn passages_by_id(&self, ids: &[i64]) -> Result<Vec<PassageRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{PASSAGES} JOIN source ON source.id = item.source AND source.state = 'live' WHERE passage.id = ?1"
        ))?;
        let mut passages = Vec::with_capacity(ids.len());
        for id in ids {
            passages.extend(statement.query_row([id], passage_row).optional()?);
        }
        Ok(passages)
    }

    /// The passages of one item that have `theme` now, or all of them, by number.
    pub fn passages_of_item_on(&self, item: i64, theme: Option<i64>) -> Result<Vec<PassageRow>> {
        let mut passages = self.passages_of_item(item)?;
        if let Some(theme) = theme {
            let mut tagged = self.connection.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM tag WHERE tag.passage = ?1 AND tag.theme = ?2)",
            )?;
            let mut kept = Vec::new();
            for passage in passages {
                if tagged.query_row((passage.id, theme), |row| row.get(0))? {
                    kept.push(passage);
                }
            }
            passages = kept;
        }
        Ok(passages)
    }

    /// The passages of one item, by number.
    pub fn passages_of_item(&self, item: i64) -> Result<Vec<PassageRow>> {
        self.passages_where("item.id = ?1", Some(item))
    }

    fn passages_where(&self, condition: &str, value: Option<i64>) -> Result<Vec<PassageRow>> {
        let mut statement = self
            .connection
            .prepare(&format!("{PASSAGES} WHERE {condition} ORDER BY passage.id"))?;
        let rows = statement.query_map(params_from_iter(value), passage_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The words of these passages, in their order.
    pub fn passage_texts(&self, ids: &[i64]) -> Result<Vec<(i64, String)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT text FROM passage_text WHERE id = ?1")?;
        ids.iter()
            .map(|id| Ok((*id, statement.query_row([id], |row| row.get(0))?)))
            .collect()
    }

    /// Everyone who gave live feedback that says something, one entry an item.
    pub fn feedback(&self) -> Result<Vec<FeedbackRow>> {
        let mut statement = self.connection.prepare(
            "SELECT feedback.item, feedback.source, feedback.person, feedback.customer, item.time
             FROM feedback JOIN item ON item.id = feedback.item WHERE item.no_answer = 0 ORDER BY item.id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(FeedbackRow {
                item: row.get(0)?,
                source: row.get(1)?,
                person: row.get(2)?,
                customer: row.get(3)?,
                time: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Add an item with its passages to a staged source. Returns its number.
    pub fn add_item(
        &mut self,
        source: i64,
        item: &NewItem,
        passages: &[NewPassage],
    ) -> Result<i64> {
        self.bulk(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO item (source, row, fingerprint, external_id, customer, email, author, time, rating,
                         question, title, text, turns, segments, no_answer)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
                )?
                .execute(params![
                    source,
                    item.row,
                    item.fingerprint,
                    item.external_id,
                    item.customer,
                    item.email,
                    item.author,
                    item.time,
                    item.rating,
                    item.question,
                    item.title,
                    item.text,
                    item.turns,
                    item.segments,
                    item.no_answer
                ])?;
            let id = connection.last_insert_rowid();
            let mut insert = connection.prepare_cached(
                "INSERT INTO passage (item, start, end, speaker, sentiment, negative) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?;
            let mut index =
                connection.prepare_cached("INSERT INTO passage_search (rowid, text) VALUES (?1, ?2)")?;
            for passage in passages {
                insert.execute((id, passage.start, passage.end, &passage.speaker, passage.sentiment, passage.negative))?;
                let words = item.text.get(passage.start..passage.end).unwrap_or_default();
                index.execute((connection.last_insert_rowid(), words))?;
            }
            Ok(id)
        })
    }
}
