//! Tags: who mentions what, and the ones a person set or took away.

use crate::{Result, Store, Write};

impl Store {
    /// Call `each(item, theme, weak, negative)` for every theme of every live item, in item order.
    /// `weak`: all of the item's passages on that theme are weakly tagged; `negative`: one of them is negative.
    pub fn each_mention(&self, mut each: impl FnMut(i64, i64, bool, bool)) -> Result<()> {
        let mut statement = self.connection.prepare(
            "SELECT passage.item, tag.theme, min(tag.weak), max(passage.negative)
             FROM tag JOIN passage ON passage.id = tag.passage
             JOIN item ON item.id = passage.item
             JOIN source ON source.id = item.source AND source.state = 'live'
             GROUP BY passage.item, tag.theme ORDER BY passage.item, tag.theme",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        }
        Ok(())
    }

    /// Call `each(passage, theme)` for the main themes of every live passage, by passage.
    pub fn each_main_tag(&self, mut each: impl FnMut(i64, i64)) -> Result<()> {
        let mut statement = self.connection.prepare(
            "SELECT DISTINCT tag.passage, tag.theme FROM tag
             JOIN passage ON passage.id = tag.passage
             JOIN item ON item.id = passage.item
             JOIN source ON source.id = item.source AND source.state = 'live'
             WHERE tag.main = 1 ORDER BY tag.passage, tag.theme",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(row.get(0)?, row.get(1)?);
        }
        Ok(())
    }
}

impl Write<'_> {
    /// Set (`present`) or take away a tag by hand; whatever was decided before is replaced.
    pub fn set_person_tags(&mut self, passages: &[i64], theme: i64, present: bool) -> Result<()> {
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO person_tag (passage, theme, present) VALUES (?1, ?2, ?3)
             ON CONFLICT (passage, theme) DO UPDATE SET present = excluded.present",
        )?;
        for passage in passages {
            insert.execute((passage, theme, present))?;
        }
        Ok(())
    }
}
