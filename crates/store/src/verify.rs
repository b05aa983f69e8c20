//! Checks of the file's own consistency.

use crate::{Result, Store, StoreError};

impl Store {
    /// Look for damage: SQLite's integrity check, foreign keys, the full-text index, and the promises
    /// the schema cannot express. Every finding is a sentence; none means the file is whole.
    pub fn problems(&self) -> Result<Vec<String>> {
        let mut problems = Vec::new();
        let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
        let findings = statement.query_map([], |row| row.get::<_, String>(0))?;
        for finding in findings {
            let finding = finding?;
            if finding != "ok" {
                problems.push(format!("the file's structure is damaged: {finding}"));
            }
        }
        let mut statement = self
            .connection
            .prepare("SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1")?;
        let broken = statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
        })?;
        for row in broken {
            let (table, count) = row?;
            problems.push(format!(
                "{count} rows of “{table}” refer to something that is not there"
            ));
        }
        let index = self.connection.execute(
            "INSERT INTO passage_search (passage_search, rank) VALUES ('integrity-check', 1)",
            [],
        );
        // The check counts as writing, which a file that is read-only or in use refuses.
        match index.map_err(StoreError::from) {
            Ok(_) => {}
            Err(StoreError::Damaged(why)) => {
                problems.push(format!("the search index does not fit the passages: {why}"));
            }
            Err(error) => return Err(error),
        }
        let unreadable = self.unreadable_timelines()?;
        if unreadable > 0 {
            problems.push(format!("{unreadable} customers' events cannot be read"));
        }
        for (what, sql) in PROMISES {
            let count: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
            if count > 0 {
                problems.push(format!("{count} {what}"));
            }
        }
        Ok(problems)
    }
}

const PROMISES: &[(&str, &str)] = &[
    (
        "machine tags are on passages that are not there",
        "SELECT count(*) FROM part_tag WHERE passage NOT IN (SELECT id FROM passage)",
    ),
    (
        "themes of runs are not there",
        "SELECT count(*) FROM (SELECT run, theme FROM run_theme UNION SELECT run, parent FROM run_theme
             WHERE parent IS NOT NULL UNION SELECT run, theme FROM run_part) AS named
         JOIN run ON run.id = named.run AND run.state = 'live'
         WHERE named.theme NOT IN (SELECT id FROM theme)",
    ),
    (
        "passages that were set aside are not there",
        "SELECT count(*) FROM aside WHERE passage NOT IN (SELECT id FROM passage)
            OR same_as NOT IN (SELECT id FROM passage)",
    ),
    (
        "passages reach beyond the text of their item",
        "SELECT count(*) FROM passage JOIN item ON item.id = passage.item WHERE passage.end > length(CAST(item.text AS BLOB))",
    ),
    (
        "themes are merged into a theme that is itself merged away",
        "SELECT count(*) FROM theme JOIN theme AS target ON target.id = theme.merged_into WHERE target.merged_into IS NOT NULL",
    ),
    (
        "sources hold another number of items than their ledger says",
        "SELECT count(*) FROM source WHERE items <> (SELECT count(*) FROM item WHERE item.source = source.id)",
    ),
    (
        "sources hold another number of events than their ledger says",
        "SELECT count(*) FROM source
         LEFT JOIN (SELECT source, sum(count) AS events FROM timeline GROUP BY source) AS held ON held.source = source.id
         LEFT JOIN (SELECT source, sum(events) AS events FROM event_day GROUP BY source) AS counted ON counted.source = source.id
         WHERE source.events <> coalesce(held.events, 0) OR source.events <> coalesce(counted.events, 0)",
    ),
    (
        "passages have no main theme though the run read them",
        "SELECT count(*) FROM (SELECT passage FROM machine_tag WHERE run = (SELECT current_run FROM project)
             GROUP BY passage HAVING sum(main) <> 1)",
    ),
];
