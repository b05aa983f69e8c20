//! What feedback says of the product as a whole.

use crate::{Result, Store};

/// Who gave a piece of feedback, and what came with the words.
#[derive(Clone, Debug, PartialEq)]
pub struct OpinionRow {
    /// The item.
    pub item: i64,
    /// The person, by whatever tells them apart; a customer by their key.
    pub person: String,
    /// Unix seconds UTC.
    pub time: Option<i64>,
    /// A rating, on the scale of the source.
    pub rating: Option<f64>,
    /// Other columns: a JSON object of strings.
    pub segments: Option<String>,
    /// The words say something.
    pub says_something: bool,
}

impl Store {
    /// Every live piece of feedback, by item, also those whose words say nothing.
    pub fn opinions(&self) -> Result<Vec<OpinionRow>> {
        let mut statement = self.connection.prepare(
            "SELECT feedback.item, feedback.person, item.time, item.rating, item.segments, item.no_answer = 0
             FROM feedback JOIN item ON item.id = feedback.item ORDER BY item.id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(OpinionRow {
                item: row.get(0)?,
                person: row.get(1)?,
                time: row.get(2)?,
                rating: row.get(3)?,
                segments: row.get(4)?,
                says_something: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
