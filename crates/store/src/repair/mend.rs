//! Making whole what was saved: nothing may refer to what is lost, and what is counted must be there.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::Rescued;
use crate::Result;
use crate::events::count_anew;

/// Leave out what refers to something that is not there, and let sources count what they have.
pub(super) fn make_whole(new: &Connection, rescued: &mut [Rescued]) -> Result<()> {
    // A project always has its one row.
    new.execute(
        "INSERT OR IGNORE INTO project (id, created_at, salt) VALUES (1, 0, randomblob(16))",
        [],
    )?;
    let beyond = new.execute(BEYOND_ITS_ITEM, [])?;
    for sql in PUT_BACK {
        new.execute(sql, [])?;
    }
    new.execute(
        "UPDATE project SET current_run = NULL WHERE current_run NOT IN (SELECT id FROM run WHERE state = 'live')",
        [],
    )?;
    let mut dropped = BTreeMap::from([("passage".to_owned(), beyond as u64)]);
    // What is dropped may be referred to itself.
    loop {
        let lost = lost_references(new)?;
        if lost.is_empty() {
            break;
        }
        for (table, condition) in lost {
            let count = new.execute(&format!("DELETE FROM \"{table}\" WHERE {condition}"), [])?;
            *dropped.entry(table).or_default() += count as u64;
        }
    }
    for (table, sql) in UNDECLARED {
        let present: bool = new.query_row(
            "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ?1)",
            [table],
            |row| row.get(0),
        )?;
        if present {
            *dropped.entry((*table).to_owned()).or_default() += new.execute(sql, [])? as u64;
        }
    }
    for (table, count) in dropped {
        if let Some(of_table) = rescued.iter_mut().find(|rescued| rescued.table == table) {
            of_table.dropped += count;
            of_table.saved = of_table.saved.saturating_sub(count);
        }
    }
    for sql in COUNTED_ANEW {
        new.execute(sql, [])?;
    }
    if new.prepare("SELECT 1 FROM timeline").is_ok() {
        count_anew(new)?;
    }
    Ok(())
}

const BEYOND_ITS_ITEM: &str = "DELETE FROM passage WHERE end > (SELECT length(CAST(text AS BLOB)) FROM item WHERE item.id = passage.item)";

/// One row that many others refer to: better one of which little is known than to lose those.
const PUT_BACK: &[&str] = &[
    "INSERT OR IGNORE INTO source (id, path, name, kind, format, encoding, hash, mapping, imported_at, rows,
         items, customers, events, duplicates, rejected, repaired, redacted, no_answer, state)
     SELECT DISTINCT source, '', 'source ' || source || ' (name lost)', 'survey', '', '', x'', '[]', 0, 0,
         0, 0, 0, 0, 0, 0, 0, 0, 'live'
     FROM (SELECT source FROM item UNION SELECT source FROM customer)",
    "INSERT OR IGNORE INTO theme (id, origin) SELECT DISTINCT theme, 'machine' FROM run_theme",
    "INSERT OR IGNORE INTO theme (id, origin, label)
     SELECT DISTINCT theme, 'person', 'Theme ' || theme || ' (name lost)'
     FROM (SELECT theme FROM person_tag UNION SELECT theme FROM action)",
];

/// Rows whose declared references are broken, as a condition by table.
fn lost_references(new: &Connection) -> Result<Vec<(String, String)>> {
    let mut statement = new.prepare(
        "SELECT DISTINCT broken.\"table\", list.\"from\", list.\"table\", coalesce(list.\"to\", 'id')
         FROM pragma_foreign_key_check AS broken
         JOIN pragma_foreign_key_list(broken.\"table\") AS list ON list.id = broken.fkid",
    )?;
    let rows = statement.query_map([], |row| {
        let [table, from, to, key]: [String; 4] =
            [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
        Ok((
            table,
            format!(
                "\"{from}\" IS NOT NULL AND \"{from}\" NOT IN (SELECT \"{key}\" FROM \"{to}\")"
            ),
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// References that the schema does not declare: `assay verify` looks for the same.
const UNDECLARED: &[(&str, &str)] = &[
    (
        "part_tag",
        "DELETE FROM part_tag WHERE passage NOT IN (SELECT id FROM passage)",
    ),
    (
        "rule_tag",
        "DELETE FROM rule_tag WHERE passage NOT IN (SELECT id FROM passage) OR theme NOT IN (SELECT theme FROM rule)",
    ),
    // A passage without its main theme would count for nothing.
    (
        "part_tag",
        "DELETE FROM part_tag WHERE (run, passage) NOT IN (SELECT run, passage FROM part_tag WHERE main = 1)",
    ),
    (
        "run_part",
        "DELETE FROM run_part WHERE theme NOT IN (SELECT id FROM theme)",
    ),
    (
        "run_theme",
        "DELETE FROM run_theme WHERE theme NOT IN (SELECT id FROM theme)",
    ),
    (
        "other_language",
        "DELETE FROM other_language WHERE passage NOT IN (SELECT id FROM passage)",
    ),
    (
        "aside",
        "DELETE FROM aside WHERE passage NOT IN (SELECT id FROM passage) OR same_as NOT IN (SELECT id FROM passage)",
    ),
];

const COUNTED_ANEW: &[&str] = &[
    // A run of which parts have no theme any more cannot be shown: the last whole one is.
    "UPDATE project SET current_run = (
       SELECT max(id) FROM run WHERE state = 'live' AND NOT EXISTS (
         SELECT 1 FROM part_tag WHERE part_tag.run = run.analysis AND part_tag.part NOT IN
           (SELECT part FROM run_part WHERE run_part.run = run.id)))
     WHERE EXISTS (
       SELECT 1 FROM run JOIN part_tag ON part_tag.run = run.analysis
       WHERE run.id = project.current_run AND part_tag.part NOT IN
         (SELECT part FROM run_part WHERE run_part.run = run.id))",
    "UPDATE run_theme SET parent = NULL WHERE parent NOT IN (SELECT id FROM theme)",
    "UPDATE theme SET merged_into = NULL WHERE merged_into IN (SELECT id FROM theme WHERE merged_into IS NOT NULL)",
    "UPDATE source SET items = (SELECT count(*) FROM item WHERE item.source = source.id)",
];
