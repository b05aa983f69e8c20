//! What people decided passage by passage, beside what the current run says of the same passages.

use crate::{Result, Store};

/// A person's word on a passage that the current run read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DecisionRow {
    /// The passage.
    pub passage: i64,
    /// The item it stands in.
    pub item: i64,
    /// The theme, merges followed.
    pub theme: i64,
    /// It has the theme, or has it not.
    pub present: bool,
}

/// Passages of the current run that people decided about one by one; those that a lock or a split
/// kept as the machine had them are none.
const DECIDED: &str = "SELECT person_tag.passage FROM person_tag
    JOIN passage ON passage.id = person_tag.passage
    JOIN item ON item.id = passage.item
    JOIN source ON source.id = item.source AND source.state = 'live'
    WHERE person_tag.origin = 'person'
      AND source.id IN (SELECT source FROM run_source WHERE run = (SELECT current_run FROM project))";

impl Store {
    /// Every decision about a live passage that the current run read, by passage and theme.
    pub fn decisions(&self) -> Result<Vec<DecisionRow>> {
        let mut statement = self.connection.prepare(&format!(
            "SELECT person_tag.passage, passage.item, coalesce(theme.merged_into, theme.id) AS stands,
                    max(person_tag.present)
             FROM person_tag
             JOIN theme ON theme.id = person_tag.theme
             JOIN passage ON passage.id = person_tag.passage
             WHERE person_tag.origin = 'person' AND person_tag.passage IN ({DECIDED})
             GROUP BY person_tag.passage, stands ORDER BY person_tag.passage, stands"
        ))?;
        let rows = statement.query_map([], |row| {
            Ok(DecisionRow {
                passage: row.get(0)?,
                item: row.get(1)?,
                theme: row.get(2)?,
                present: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// (passage, theme) of the current run's own tags on passages that people decided about, merges
    /// followed, as if nobody had decided anything.
    pub fn machine_tags_of_decided(&self) -> Result<Vec<(i64, i64)>> {
        self.pairs(&format!(
            "SELECT DISTINCT machine_tag.passage, coalesce(theme.merged_into, theme.id)
             FROM machine_tag JOIN theme ON theme.id = machine_tag.theme
             WHERE machine_tag.run = (SELECT current_run FROM project)
               AND machine_tag.passage IN ({DECIDED}) ORDER BY 1, 2"
        ))
    }

    /// (passage, theme) of the tags as they stand on passages that people decided about.
    pub fn tags_of_decided(&self) -> Result<Vec<(i64, i64)>> {
        self.pairs(&format!(
            "SELECT DISTINCT passage, theme FROM tag WHERE passage IN ({DECIDED}) ORDER BY 1, 2"
        ))
    }

    /// Themes that the current run found, merges followed.
    pub fn themes_of_run(&self) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare(
            "SELECT DISTINCT coalesce(theme.merged_into, theme.id) FROM run_part
             JOIN theme ON theme.id = run_part.theme
             WHERE run_part.run = (SELECT current_run FROM project) ORDER BY 1",
        )?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn pairs(&self, sql: &str) -> Result<Vec<(i64, i64)>> {
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
