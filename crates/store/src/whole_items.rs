//! Items with all that is known of them, for ways out of the project.

use crate::item_filter::LIVE_ITEMS;
use crate::{Result, Store, StoreError};

/// A live item as it is stored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WholeItem {
    /// Its number.
    pub id: i64,
    /// Sixteen bytes that tell this item from any other.
    pub fingerprint: [u8; 16],
    /// File name of its source.
    pub source: String,
    /// Kind of its source.
    pub kind: String,
    /// Row in that file.
    pub row: Option<u64>,
    /// The file's own id.
    pub external_id: Option<String>,
    /// The customer, as the row names them or as their e-mail address tells.
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
    /// It is a conversation with turns.
    pub talk: bool,
    /// Segments, a JSON object of strings.
    pub segments: Option<String>,
    /// It says nothing (“n/a”).
    pub no_answer: bool,
    /// A passage of it is a complaint.
    pub negative: bool,
}

impl Store {
    /// How many live items there are.
    pub fn live_items(&self) -> Result<u64> {
        let sql = format!("SELECT count(*) {LIVE_ITEMS}");
        let count: i64 = self.connection.query_row(&sql, [], |row| row.get(0))?;
        Ok(count as u64)
    }

    /// Call `each` for every live item, in the order of import, until it fails.
    pub fn each_whole_item<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(WholeItem) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let failed = |error: rusqlite::Error| E::from(error.into());
        let mut statement = self
            .connection
            .prepare(&format!(
                "SELECT item.id, item.fingerprint, source.name, source.kind, item.row, item.external_id,
                        (SELECT customer FROM feedback WHERE feedback.item = item.id), item.email, item.author,
                        item.time, item.rating, item.question, item.title, item.text, item.turns IS NOT NULL,
                        item.segments, item.no_answer,
                        EXISTS (SELECT 1 FROM passage WHERE passage.item = item.id AND passage.negative = 1)
                 {LIVE_ITEMS} ORDER BY item.id"
            ))
            .map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            each(item(row).map_err(failed)?)?;
        }
        Ok(())
    }

    /// The names of the segments of live items, in alphabetical order.
    pub fn item_segment_names(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare(&format!(
            "SELECT DISTINCT cell.key FROM (SELECT item.segments AS segments {LIVE_ITEMS} AND item.segments IS NOT NULL) AS described,
                    json_each(described.segments) AS cell ORDER BY cell.key"
        ))?;
        let names = statement.query_map([], |row| row.get(0))?;
        Ok(names.collect::<rusqlite::Result<_>>()?)
    }
}

fn item(row: &rusqlite::Row) -> rusqlite::Result<WholeItem> {
    Ok(WholeItem {
        id: row.get(0)?,
        fingerprint: row.get(1)?,
        source: row.get(2)?,
        kind: row.get(3)?,
        row: row.get(4)?,
        external_id: row.get(5)?,
        customer: row.get(6)?,
        email: row.get(7)?,
        author: row.get(8)?,
        time: row.get(9)?,
        rating: row.get(10)?,
        question: row.get(11)?,
        title: row.get(12)?,
        text: row.get(13)?,
        talk: row.get(14)?,
        segments: row.get(15)?,
        no_answer: row.get(16)?,
        negative: row.get(17)?,
    })
}
