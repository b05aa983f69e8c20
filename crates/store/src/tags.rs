//! Tags: who mentions what, and the ones a person set or took away.

use rusqlite::OptionalExtension;

use crate::columns::numbers;
use crate::{Result, Store, Write};

/// A passage with how well it fits its theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KeptTag {
    /// The passage.
    pub passage: i64,
    /// Cosine similarity, as the machine had it; 1 for what a person put there.
    pub similarity: f64,
    /// The similarity is low.
    pub weak: bool,
}

impl Store {
    /// At most `limit` of the passages whose main theme the machine made `theme`.
    pub fn some_passages(&self, theme: i64, limit: usize) -> Result<Vec<i64>> {
        // In this order, and by this index, a few rows are read; otherwise the whole run is.
        numbers(
            &self.connection,
            "SELECT part_tag.passage FROM theme
             CROSS JOIN run_part
               ON run_part.theme = theme.id AND run_part.run = (SELECT current_run FROM project)
             CROSS JOIN part_tag INDEXED BY part_tag_part
               ON part_tag.part = run_part.part AND part_tag.main = 1
               AND part_tag.run = (SELECT analysis FROM run WHERE id = (SELECT current_run FROM project))
             WHERE theme.id = ?1 OR theme.merged_into = ?1 LIMIT ?2",
            (theme, limit),
        )
    }

    /// Those of `passages` that have `theme`.
    pub fn with_theme(&self, passages: &[i64], theme: i64) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM tag WHERE passage = ?1 AND theme = ?2)",
        )?;
        let mut with = Vec::new();
        for passage in passages {
            if statement.query_row((passage, theme), |row| row.get(0))? {
                with.push(*passage);
            }
        }
        Ok(with)
    }

    /// The main part of each of `passages` in an analysis; none for those that it did not read.
    pub fn parts_of(&self, analysis: i64, passages: &[i64]) -> Result<Vec<Option<usize>>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT part FROM part_tag WHERE run = ?1 AND passage = ?2 AND main = 1",
        )?;
        passages
            .iter()
            .map(|passage| {
                let part = statement.query_row((analysis, passage), |row| row.get(0));
                Ok(part.optional()?)
            })
            .collect()
    }

    /// The passages whose main theme a person decided, with it: (passage, theme).
    pub fn moved_passages(&self) -> Result<Vec<(i64, i64)>> {
        let mut statement = self.connection.prepare(
            "SELECT person_tag.passage, coalesce(theme.merged_into, theme.id)
             FROM person_tag JOIN theme ON theme.id = person_tag.theme
             WHERE person_tag.moved = 1 AND person_tag.present = 1 ORDER BY person_tag.passage",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Set (`present`) or take away a tag by hand; whatever was decided before is replaced.
    pub fn set_person_tags(&mut self, passages: &[i64], theme: i64, present: bool) -> Result<()> {
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO person_tag (passage, theme, present) VALUES (?1, ?2, ?3)
             ON CONFLICT (passage, theme) DO UPDATE SET present = excluded.present, origin = 'person',
               similarity = 1.0, weak = 0, moved = excluded.present AND person_tag.moved",
        )?;
        for passage in passages {
            insert.execute((passage, theme, present))?;
        }
        Ok(())
    }

    /// Make `to` the main theme of passages in place of what they had, and take `from` away from
    /// them. `by_hand`: a person put them there one by one; otherwise they keep what the machine
    /// thought of them.
    pub fn move_passages(
        &mut self,
        tags: &[KeptTag],
        from: Option<i64>,
        to: i64,
        by_hand: bool,
    ) -> Result<()> {
        let mut leave = self.transaction.prepare_cached(
            "UPDATE person_tag SET moved = 0, present = 0 WHERE passage = ?1 AND moved = 1 AND theme <> ?2",
        )?;
        let mut take = self.transaction.prepare_cached(
            "INSERT INTO person_tag (passage, theme, present, origin) VALUES (?1, ?2, 0, ?3)
             ON CONFLICT (passage, theme) DO UPDATE SET present = 0, moved = 0, origin = excluded.origin",
        )?;
        let mut give = self.transaction.prepare_cached(
            "INSERT INTO person_tag (passage, theme, present, moved, origin, similarity, weak)
             VALUES (?1, ?2, 1, 1, ?3, ?4, ?5)
             ON CONFLICT (passage, theme) DO UPDATE SET present = 1, moved = 1, origin = excluded.origin,
               similarity = excluded.similarity, weak = excluded.weak",
        )?;
        let origin = if by_hand { "person" } else { "machine" };
        for tag in tags {
            leave.execute((tag.passage, to))?;
            if let Some(from) = from {
                take.execute((tag.passage, from, origin))?;
            }
            give.execute((tag.passage, to, origin, tag.similarity, tag.weak))?;
        }
        Ok(())
    }

    /// Keep passages in the theme they are in, whatever later runs find.
    pub fn keep_passages(&mut self, tags: &[KeptTag], theme: i64) -> Result<()> {
        let mut keep = self.transaction.prepare_cached(
            "INSERT INTO person_tag (passage, theme, present, moved, origin, similarity, weak)
             VALUES (?1, ?2, 1, 1, 'machine', ?3, ?4)
             ON CONFLICT (passage, theme) DO UPDATE SET moved = 1",
        )?;
        for tag in tags {
            keep.execute((tag.passage, theme, tag.similarity, tag.weak))?;
        }
        Ok(())
    }

    /// Leave passages that were only kept to the machine again.
    pub fn release_passages(&mut self, theme: i64) -> Result<()> {
        self.transaction.execute(
            "DELETE FROM person_tag WHERE theme = ?1 AND moved = 1 AND present = 1 AND origin = 'machine'",
            [theme],
        )?;
        Ok(())
    }
}
