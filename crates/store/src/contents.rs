//! Everything that a project says, row by row: what undo and redo, a copy or a rescue must keep.

use rusqlite::types::ValueRef;

use crate::{Result, Store};

/// What counts of each table, in an order that does not depend on how the file came to be. Left out
/// are the times at which things were done, rows of undone or removed sources and runs, empty sources
/// among those that a run read (an update that was undone leaves one), and
/// [`NOT_SAID`].
const SAID: &[(&str, &str)] = &[
    ("project", "SELECT current_run FROM project"),
    ("setting", "SELECT key, value FROM setting ORDER BY key"),
    (
        "source",
        "SELECT id, path, name, kind, format, encoding, hash, mapping, rows, items, customers, events,
                duplicates, rejected, repaired, redacted, no_answer
         FROM source WHERE state = 'live' ORDER BY id",
    ),
    (
        "ledger",
        "SELECT source, row, column, what, reason FROM ledger WHERE source IN live_source ORDER BY id",
    ),
    ("item", "SELECT * FROM item WHERE source IN live_source ORDER BY id"),
    (
        "passage",
        "SELECT passage.* FROM passage JOIN item ON item.id = passage.item
         WHERE item.source IN live_source ORDER BY passage.id",
    ),
    ("customer", "SELECT * FROM customer WHERE source IN live_source ORDER BY id"),
    ("timeline", "SELECT * FROM timeline WHERE source IN live_source ORDER BY id"),
    (
        "event_day",
        "SELECT * FROM event_day WHERE source IN live_source ORDER BY source, name, day",
    ),
    (
        "run",
        "SELECT id, granularity, themes, seed, passages, hash, analysis, level, previous, encoder
         FROM run WHERE state = 'live' ORDER BY id",
    ),
    ("run_source", "SELECT * FROM run_source WHERE run IN live_run
           AND source IN (SELECT id FROM source WHERE items + customers + events > 0) ORDER BY run, source"),
    ("run_theme", "SELECT * FROM run_theme WHERE run IN live_run ORDER BY run, theme"),
    ("run_language", "SELECT * FROM run_language WHERE run IN live_run ORDER BY run"),
    ("other_language", "SELECT * FROM other_language WHERE run IN live_run ORDER BY run, passage"),
    ("run_part", "SELECT * FROM run_part WHERE run IN live_run ORDER BY run, part"),
    ("run_level", "SELECT * FROM run_level WHERE run IN live_run ORDER BY run, level"),
    ("run_map", "SELECT * FROM run_map WHERE run IN live_run ORDER BY run"),
    ("part_tag", "SELECT * FROM part_tag WHERE run IN live_run ORDER BY run, passage, part"),
    ("aside", "SELECT * FROM aside WHERE run IN live_run ORDER BY run, passage"),
    (
        "theme",
        "SELECT * FROM theme WHERE origin = 'person' OR label IS NOT NULL OR parent IS NOT NULL
            OR merged_into IS NOT NULL OR locked OR hidden OR arranged OR position IS NOT NULL
            OR id IN (SELECT theme FROM run_theme WHERE run IN live_run) ORDER BY id",
    ),
    ("person_tag", "SELECT * FROM person_tag ORDER BY passage, theme"),
    (
        "action",
        "SELECT id, theme, what, owner, effort, status, shipped_on, note, suggestion FROM action ORDER BY id",
    ),
    ("dismissed_suggestion", "SELECT * FROM dismissed_suggestion ORDER BY theme, cause"),
    ("span", "SELECT * FROM span ORDER BY id"),
    ("redescription", "SELECT * FROM redescription ORDER BY run, theme"),
    ("superseded", "SELECT * FROM superseded ORDER BY item"),
    ("struck_keyword", "SELECT * FROM struck_keyword ORDER BY theme, keyword"),
    ("rule", "SELECT * FROM rule ORDER BY theme"),
    ("rule_tag", "SELECT * FROM rule_tag ORDER BY theme, passage"),
    ("code", "SELECT * FROM code ORDER BY theme"),
    ("memo", "SELECT * FROM memo ORDER BY id"),
];

/// Tables that say nothing by themselves: the history, numbers that outlive an undo so that they
/// never change their meaning, and what can be computed again.
#[cfg(test)]
const NOT_SAID: &[&str] = &[
    "change",
    "pseudonym",
    "event_name",
    "text_vector",
    "revision",
];

const LIVE: &str = "WITH live_source AS (SELECT id FROM source WHERE state = 'live'),
                         live_run AS (SELECT id FROM run WHERE state = 'live') ";

impl Store {
    /// Give `each` every row that counts, as bytes that no other row has. Two projects that give
    /// the same rows say the same: the same sources, themes and decisions.
    pub fn each_row_said(&self, mut each: impl FnMut(&[u8])) -> Result<()> {
        let mut bytes = Vec::new();
        for (table, query) in SAID {
            let mut statement = self.connection.prepare(&format!("{LIVE}{query}"))?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                bytes.clear();
                append(&mut bytes, b'n', table.as_bytes());
                for column in 0..columns {
                    match row.get_ref(column)? {
                        ValueRef::Null => append(&mut bytes, b'0', &[]),
                        ValueRef::Integer(value) => append(&mut bytes, b'i', &value.to_le_bytes()),
                        ValueRef::Real(value) => append(&mut bytes, b'r', &value.to_le_bytes()),
                        ValueRef::Text(value) => append(&mut bytes, b't', value),
                        ValueRef::Blob(value) => append(&mut bytes, b'b', value),
                    }
                }
                each(&bytes);
            }
        }
        Ok(())
    }
}

/// A value with its kind and its length, so that no two lists of values look alike.
fn append(bytes: &mut Vec<u8>, kind: u8, value: &[u8]) {
    bytes.push(kind);
    bytes.extend_from_slice(&(value.len() as u64).to_le_bytes());
    bytes.extend_from_slice(value);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_table_is_among_what_is_said_or_is_known_to_say_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("a.assay"), 0, [0; 16]).unwrap();
        let mut statement = store
            .connection
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'passage_search%' AND name NOT LIKE 'sqlite_%'")
            .unwrap();
        let tables: BTreeSet<String> = statement
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        let known = SAID
            .iter()
            .map(|(table, _)| *table)
            .chain(NOT_SAID.iter().copied());
        assert_eq!(tables, known.map(str::to_owned).collect());
    }
}
