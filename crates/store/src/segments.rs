//! What the feedback says of who gave it.

use crate::{Result, Store};

/// A live piece of feedback that says something, with what tells groups of people apart.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupedItem {
    /// The item.
    pub item: i64,
    /// The person, by whatever tells them apart.
    pub person: String,
    /// The customer, where one is known.
    pub customer: Option<String>,
    /// The kind of its source.
    pub kind: String,
    /// Segments of the feedback itself: a JSON object of strings.
    pub segments: Option<String>,
    /// Passages in it.
    pub passages: u64,
    /// Those of them that are negative.
    pub negative: u64,
}

impl Store {
    /// Every live piece of feedback that says something, by number.
    pub fn grouped_items(&self) -> Result<Vec<GroupedItem>> {
        let mut statement = self.connection.prepare(
            "SELECT item.id, feedback.person, feedback.customer, source.kind, item.segments, said.passages, said.negative
             FROM feedback
             JOIN item ON item.id = feedback.item
             JOIN source ON source.id = item.source
             JOIN (SELECT item, count(*) AS passages, sum(negative) AS negative FROM passage GROUP BY item) AS said
               ON said.item = item.id
             WHERE item.no_answer = 0 ORDER BY item.id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(GroupedItem {
                item: row.get(0)?,
                person: row.get(1)?,
                customer: row.get(2)?,
                kind: row.get(3)?,
                segments: row.get(4)?,
                passages: row.get(5)?,
                negative: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
