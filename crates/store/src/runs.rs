//! Runs: analyses, and cuts of an analysis at another level. Immutable once made.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::columns::{list, numbers};
use crate::{Result, Store, Write};

/// A run about to be stored.
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
    /// Digest of the sentence encoder that placed the texts; none is the word table.
    pub encoder: Option<String>,
    /// Passages read.
    pub passages: u64,
    /// Hash of the analysis.
    pub hash: String,
    /// Wall-clock seconds.
    pub seconds: f64,
    /// The analysis it cuts; none when it is one itself.
    pub analysis: Option<i64>,
    /// The level at which it cuts it; none where no levels are on record.
    pub level: Option<usize>,
}

/// A stored run.
#[derive(Clone, Debug)]
pub struct RunRow {
    /// Its number.
    pub id: i64,
    /// What it was; `analysis` is always set.
    pub run: NewRun,
    /// The run that was shown before it.
    pub previous: Option<i64>,
}

impl RunRow {
    /// The analysis it cuts; itself, when it is one.
    pub fn analysis(&self) -> i64 {
        self.run.analysis.unwrap_or(self.id)
    }
}

/// A theme as a run found it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunTheme {
    /// The theme.
    pub theme: i64,
    /// The machine's label.
    pub label: String,
    /// Words that set it apart, best first.
    pub keywords: Vec<String>,
    /// Central passages, most central first.
    pub quotes: Vec<i64>,
    /// The broader theme above it.
    pub parent: Option<i64>,
}

/// A level of an analysis.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelRow {
    /// 1 is the default, more is finer.
    pub granularity: f64,
    /// For each part its group, numbered from 0.
    pub group_of: Vec<usize>,
}

/// The part that a passage is in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MainPart {
    /// The passage.
    pub passage: i64,
    /// The part.
    pub part: usize,
    /// Cosine similarity to the part's centre.
    pub similarity: f32,
}

/// A tag an analysis gave.
#[derive(Clone, Copy, Debug)]
pub struct PartTag {
    /// The passage.
    pub passage: i64,
    /// The part.
    pub part: usize,
    /// Cosine similarity to the part's centre.
    pub similarity: f32,
    /// The passage's main part.
    pub main: bool,
    /// Similarity too low to lean on.
    pub weak: bool,
}

const RUNS: &str = "SELECT id, created_at, granularity, themes, seed, passages, hash, seconds, analysis, level, previous, encoder
                    FROM run WHERE state = 'live'";

impl Store {
    /// The run whose themes are shown.
    pub fn current_run(&self) -> Result<Option<RunRow>> {
        let current = format!("{RUNS} AND id = (SELECT current_run FROM project)");
        Ok(self
            .connection
            .query_row(&current, [], run_row)
            .optional()?)
    }

    /// Every run, oldest first.
    pub fn runs(&self) -> Result<Vec<RunRow>> {
        let mut statement = self.connection.prepare(&format!("{RUNS} ORDER BY id"))?;
        let rows = statement.query_map([], run_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The levels of an analysis, broadest first; none for one made before there were levels.
    pub fn levels(&self, analysis: i64) -> Result<Vec<LevelRow>> {
        let mut statement = self
            .connection
            .prepare("SELECT granularity, group_of FROM run_level WHERE run = ?1 ORDER BY level")?;
        let rows = statement.query_map([analysis], |row| {
            Ok(LevelRow {
                granularity: row.get(0)?,
                group_of: list(row, 1)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The main part of each passage of an analysis, by passage.
    pub fn main_parts(&self, analysis: i64) -> Result<Vec<MainPart>> {
        let mut statement = self.connection.prepare(
            "SELECT passage, part, similarity FROM part_tag WHERE run = ?1 AND main = 1 ORDER BY passage",
        )?;
        let rows = statement.query_map([analysis], |row| {
            Ok(MainPart {
                passage: row.get(0)?,
                part: row.get(1)?,
                similarity: row.get::<_, f64>(2)? as f32,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The theme of each part in a run, as the run had it: (part, theme), by part.
    pub fn parts(&self, run: i64) -> Result<Vec<(usize, i64)>> {
        let mut statement = self
            .connection
            .prepare("SELECT part, theme FROM run_part WHERE run = ?1 ORDER BY part")?;
        let rows = statement.query_map([run], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The themes of a run as it described them, by number.
    pub fn run_themes(&self, run: i64) -> Result<Vec<RunTheme>> {
        let mut statement = self.connection.prepare(
            "SELECT theme, label, keywords, quotes, parent FROM run_theme WHERE run = ?1 ORDER BY theme",
        )?;
        let rows = statement.query_map([run], |row| {
            Ok(RunTheme {
                theme: row.get(0)?,
                label: row.get(1)?,
                keywords: list(row, 2)?,
                quotes: list(row, 3)?,
                parent: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The main theme that a run's machine gave each passage, merges followed: (passage, theme), by passage.
    pub fn run_partition(&self, run: i64) -> Result<Vec<(i64, i64)>> {
        let mut statement = self.connection.prepare(
            "SELECT part_tag.passage, coalesce(theme.merged_into, theme.id)
             FROM run JOIN part_tag ON part_tag.run = run.analysis AND part_tag.main = 1
             JOIN run_part ON run_part.run = run.id AND run_part.part = part_tag.part
             JOIN theme ON theme.id = run_part.theme
             WHERE run.id = ?1 ORDER BY part_tag.passage",
        )?;
        let rows = statement.query_map([run], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The live sources, by number.
    pub fn live_sources(&self) -> Result<Vec<i64>> {
        live_sources(&self.connection)
    }

    /// The sources that a run read, by number. One that an undone import made for records that it
    /// replaced (see `updates`) is none of them: the next step deletes it.
    pub fn sources_of_run(&self, run: i64) -> Result<Vec<i64>> {
        numbers(
            &self.connection,
            "SELECT run_source.source FROM run_source JOIN source ON source.id = run_source.source
             WHERE run_source.run = ?1 AND source.state <> 'staged' ORDER BY run_source.source",
            [run],
        )
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
    /// when other sources are live by now than those that were read, or another run is shown than
    /// `after`.
    pub fn stage_run(
        &mut self,
        run: &NewRun,
        sources: &[i64],
        after: Option<i64>,
    ) -> Result<Option<i64>> {
        let shown: Option<i64> =
            self.transaction
                .query_row("SELECT current_run FROM project", [], |row| row.get(0))?;
        let read_all = run.analysis.is_some() || live_sources(self.transaction)? == sources;
        if shown != after || !read_all {
            return Ok(None);
        }
        self.bulk(|connection| {
            connection.execute(
                "INSERT INTO run (created_at, granularity, themes, seed, passages, hash, seconds, analysis, level, previous, encoder, state)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'staged')",
                params![
                    run.created_at,
                    run.granularity,
                    run.themes,
                    run.seed as i64,
                    run.passages,
                    run.hash,
                    run.seconds,
                    run.analysis,
                    run.level,
                    shown,
                    run.encoder,
                ],
            )?;
            let id = connection.last_insert_rowid();
            connection.execute("UPDATE run SET analysis = id WHERE id = ?1 AND analysis IS NULL", [id])?;
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

    /// Add what a staged analysis found: its levels, and its tags ordered by passage and part.
    pub fn add_analysis(&mut self, run: i64, levels: &[LevelRow], tags: &[PartTag]) -> Result<()> {
        self.bulk(|connection| {
            let mut insert = connection.prepare_cached(
                "INSERT INTO run_level (run, level, granularity, group_of) VALUES (?1, ?2, ?3, ?4)",
            )?;
            for (number, level) in levels.iter().enumerate() {
                let group_of = serde_json::json!(level.group_of).to_string();
                insert.execute((run, number, level.granularity, group_of))?;
            }
            let mut insert = connection.prepare_cached(
                "INSERT INTO part_tag (run, passage, part, similarity, main, weak) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?;
            for tag in tags {
                insert.execute((run, tag.passage, tag.part, f64::from(tag.similarity), tag.main, tag.weak))?;
            }
            Ok(())
        })
    }

    /// Add the themes of a staged run, and to which of them each part belongs.
    pub fn add_cut(&mut self, run: i64, themes: &[RunTheme], parts: &[i64]) -> Result<()> {
        self.bulk(|connection| {
            let mut insert = connection.prepare_cached(
                "INSERT INTO run_theme (run, theme, label, keywords, quotes, parent) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?;
            for theme in themes {
                insert.execute((
                    run,
                    theme.theme,
                    &theme.label,
                    serde_json::json!(theme.keywords).to_string(),
                    serde_json::json!(theme.quotes).to_string(),
                    theme.parent,
                ))?;
            }
            let mut insert =
                connection.prepare_cached("INSERT INTO run_part (run, part, theme) VALUES (?1, ?2, ?3)")?;
            for (part, theme) in parts.iter().enumerate() {
                insert.execute((run, part, theme))?;
            }
            Ok(())
        })
    }
}

fn run_row(row: &Row) -> rusqlite::Result<RunRow> {
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
            analysis: row.get(8)?,
            level: row.get(9)?,
            encoder: row.get(11)?,
        },
        previous: row.get(10)?,
    })
}

fn live_sources(connection: &Connection) -> Result<Vec<i64>> {
    numbers(
        connection,
        "SELECT id FROM source WHERE state = 'live' ORDER BY id",
        [],
    )
}
