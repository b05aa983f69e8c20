//! What the feedback says of who gave it.

use crate::{Result, Store};

/// A live piece of feedback that says something, with what tells groups of people apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupedItem<'a> {
    /// The item.
    pub item: i64,
    /// The person, by whatever tells them apart.
    pub person: &'a str,
    /// The kind of its source.
    pub kind: &'a str,
    /// Segments of the feedback itself: a JSON object of strings.
    pub segments: Option<&'a str>,
}

impl Store {
    /// Hands over every live piece of feedback that says something, by number.
    pub fn each_grouped_item(&self, mut each: impl FnMut(GroupedItem)) -> Result<()> {
        let mut statement = self.connection.prepare(
            "SELECT item.id, feedback.person, source.kind, item.segments
             FROM feedback
             JOIN item ON item.id = feedback.item
             JOIN source ON source.id = item.source
             WHERE item.no_answer = 0 ORDER BY item.id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
            let segments = row.get_ref(3)?.as_str_or_null();
            each(GroupedItem {
                item: row.get(0)?,
                person: text(1)?,
                kind: text(2)?,
                segments: segments.map_err(rusqlite::Error::from)?,
            });
        }
        Ok(())
    }
}
