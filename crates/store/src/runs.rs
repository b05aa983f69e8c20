//! Runs: analyses, immutable once made.

use rusqlite::{Connection, OptionalExtension, params};

use crate::{Result, Store, Write};

/// An analysis about to be stored.
#[derive(Clone, Debug, Default)]
pub struct NewRun {
    /// Unix seconds UTC.
    pub created_at: i64,
    /// Granularity.
    pub granularity: f64,
    /// Fixed number of themes, if asked for.
    pub themes: Option<usize>,
    /// Seed.
    pub seed: u64,
    /// Passages read.
    pub passages: u64,
    /// Hash of the result.
    pub hash: String,
    /// Wall-clock seconds.
    pub seconds: f64,
}

/// A stored analysis.
#[derive(Clone, Debug)]
pub struct RunRow {
    /// Its number.
    pub id: i64,
    /// What it was.
    pub run: NewRun,
}

/// A theme as a run found it.
#[derive(Clone, Debug, Default)]
pub struct RunTheme {
    /// The theme.
    pub theme: i64,
    /// The machine's label.
    pub label: String,
    /// Words that set it apart, best first.
    pub keywords: Vec<String>,
    /// Central passages, most central first.
    pub quotes: Vec<i64>,
}

/// A tag a run gave.
#[derive(Clone, Copy, Debug)]
pub struct MachineTag {
    /// The passage.
    pub passage: i64,
    /// The theme.
    pub theme: i64,
    /// Cosine similarity to the theme's centre.
    pub similarity: f32,
    /// The passage's main theme.
    pub main: bool,
    /// Similarity too low to lean on.
    pub weak: bool,
}

impl Store {
    /// The run whose themes are shown.
    pub fn current_run(&self) -> Result<Option<RunRow>> {
        Ok(self
            .connection
            .query_row(
                "SELECT id, created_at, granularity, themes, seed, passages, hash, seconds
                 FROM run WHERE id = (SELECT current_run FROM project)",
                [],
                |row| {
                    Ok(RunRow {
                        id: row.get(0)?,
                        run: NewRun {
                            created_at: row.get(1)?,
                            granularity: row.get(2)?,
                            themes: row.get(3)?,
                            seed: row.get::<_, i64>(4)? as u64,
                            passages: row.get(5)?,
                            hash: row.get(6)?,
                            seconds: row.get(7)?,
                        },
                    })
                },
            )
            .optional()?)
    }

    /// Each theme of the current run with the passages it is the main theme of, as the machine had it.
    pub fn machine_partition(&self) -> Result<Vec<(i64, Vec<i64>)>> {
        let mut statement = self.connection.prepare(
            "SELECT theme, passage FROM machine_tag
             WHERE run = (SELECT current_run FROM project) AND main = 1 ORDER BY theme, passage",
        )?;
        let mut rows = statement.query([])?;
        let mut partition: Vec<(i64, Vec<i64>)> = Vec::new();
        while let Some(row) = rows.next()? {
            let (theme, passage) = (row.get(0)?, row.get(1)?);
            match partition.last_mut() {
                Some((last, passages)) if *last == theme => passages.push(passage),
                _ => partition.push((theme, vec![passage])),
            }
        }
        Ok(partition)
    }

    /// The live sources, by number.
    pub fn live_sources(&self) -> Result<Vec<i64>> {
        live_sources(&self.connection)
    }

    /// Live passages that the current run did not read.
    pub fn passages_without_run(&self) -> Result<u64> {
        Ok(self.connection.query_row(
            "SELECT count(*) FROM passage JOIN item ON item.id = passage.item
             JOIN source ON source.id = item.source
             WHERE source.state = 'live' AND source.id NOT IN
               (SELECT source FROM run_source WHERE run = (SELECT current_run FROM project))",
            [],
            |row| row.get::<_, i64>(0),
        )? as u64)
    }
}

impl Write<'_> {
    /// Stage a run over `sources`; it does not count before [`Write::set_current_run`]. `None`
    /// when other sources are live by now than those that were read.
    pub fn stage_run(&mut self, run: &NewRun, sources: &[i64]) -> Result<Option<i64>> {
        if live_sources(self.transaction)? != sources {
            return Ok(None);
        }
        self.bulk(|connection| {
            connection.execute(
                "INSERT INTO run (created_at, granularity, themes, seed, passages, hash, seconds, state)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'staged')",
                params![run.created_at, run.granularity, run.themes, run.seed as i64, run.passages, run.hash, run.seconds],
            )?;
            let id = connection.last_insert_rowid();
            let mut insert = connection.prepare_cached("INSERT INTO run_source (run, source) VALUES (?1, ?2)")?;
            for source in sources {
                insert.execute((id, source))?;
            }
            Ok(Some(id))
        })
    }

    /// A new theme that a staged run found.
    pub fn add_machine_theme(&mut self) -> Result<i64> {
        self.bulk(|connection| {
            connection.execute("INSERT INTO theme (origin) VALUES ('machine')", [])?;
            Ok(connection.last_insert_rowid())
        })
    }

    /// Add what a staged run found.
    pub fn add_findings(
        &mut self,
        run: i64,
        themes: &[RunTheme],
        tags: &[MachineTag],
    ) -> Result<()> {
        self.bulk(|connection| {
            let mut insert = connection.prepare_cached(
                "INSERT INTO run_theme (run, theme, label, keywords, quotes) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for theme in themes {
                insert.execute((
                    run,
                    theme.theme,
                    &theme.label,
                    serde_json::json!(theme.keywords).to_string(),
                    serde_json::json!(theme.quotes).to_string(),
                ))?;
            }
            let mut insert = connection.prepare_cached(
                "INSERT INTO machine_tag (run, passage, theme, similarity, main, weak) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?;
            for tag in tags {
                insert.execute((run, tag.passage, tag.theme, f64::from(tag.similarity), tag.main, tag.weak))?;
            }
            Ok(())
        })
    }
}

fn live_sources(connection: &Connection) -> Result<Vec<i64>> {
    let mut statement =
        connection.prepare_cached("SELECT id FROM source WHERE state = 'live' ORDER BY id")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
