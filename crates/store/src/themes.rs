//! Themes as they stand: the machine's findings with a person's decisions laid over.

use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, params_from_iter};
use serde::de::DeserializeOwned;

use crate::{Result, RunTheme, Store, Write};

/// A theme that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeRow {
    /// Its number.
    pub id: i64,
    /// The person's label, or the machine's.
    pub label: String,
    /// The machine's label.
    pub machine_label: Option<String>,
    /// Words that set it apart, best first.
    pub keywords: Vec<String>,
    /// Central passages.
    pub quotes: Vec<i64>,
    /// The theme it stands under.
    pub parent: Option<i64>,
    /// Locked by a person.
    pub locked: bool,
    /// Hidden by a person.
    pub hidden: bool,
    /// Named by a person.
    pub renamed: bool,
}

/// How often a theme is mentioned.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ThemeCounts {
    /// Items.
    pub items: u64,
    /// People.
    pub people: u64,
    /// Passages.
    pub passages: u64,
    /// Passages whose tag is weak.
    pub weak: u64,
    /// Passages that are negative.
    pub negative: u64,
}

/// A passage with where it comes from.
#[derive(Clone, Debug)]
pub struct QuoteRow {
    /// The item it stands in.
    pub item: i64,
    /// The words.
    pub text: String,
    /// File name of the source.
    pub source: String,
    /// Row in that file.
    pub row: Option<u64>,
    /// Who wrote it.
    pub customer: Option<String>,
    /// Unix seconds UTC.
    pub time: Option<i64>,
}

impl Store {
    /// Themes that were not merged away: those of the current run, and those a person made, named,
    /// locked or tagged by hand. Hidden ones are among them.
    pub fn themes(&self) -> Result<Vec<ThemeRow>> {
        let mut statement = self.connection.prepare(
            "SELECT theme.id, coalesce(theme.label, found.label, theme.found_label),
                    coalesce(found.label, theme.found_label), coalesce(found.keywords, theme.keywords, '[]'),
                    coalesce(found.quotes, theme.quotes, '[]'), theme.parent, theme.locked, theme.hidden,
                    theme.label IS NOT NULL
             FROM theme
             LEFT JOIN run_theme AS found
               ON found.theme = theme.id AND found.run = (SELECT current_run FROM project)
             WHERE theme.merged_into IS NULL
               AND (found.theme IS NOT NULL OR theme.origin = 'person' OR theme.label IS NOT NULL OR theme.locked = 1
                    OR theme.id IN (SELECT theme FROM person_tag WHERE present = 1)
                    OR theme.id IN (SELECT merged_into FROM theme))
             ORDER BY theme.id",
        )?;
        let rows = statement.query_map([], theme)?;
        let themes = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(themes)
    }

    /// Items, people and passages of each theme, by theme.
    pub fn theme_counts(&self) -> Result<Vec<(i64, ThemeCounts)>> {
        self.counts_where("1 = 1", None)
    }

    /// Items, people and passages of one theme.
    pub fn theme_count(&self, theme: i64) -> Result<ThemeCounts> {
        let counts = self.counts_where("tag.theme = ?1", Some(theme))?;
        Ok(counts
            .first()
            .map(|(_, counts)| *counts)
            .unwrap_or_default())
    }

    fn counts_where(&self, condition: &str, value: Option<i64>) -> Result<Vec<(i64, ThemeCounts)>> {
        let mut statement = self.connection.prepare(&format!(
            "SELECT tag.theme, count(DISTINCT voice.item), count(DISTINCT voice.person),
                    count(DISTINCT passage.id), count(DISTINCT CASE WHEN tag.weak THEN passage.id END),
                    count(DISTINCT CASE WHEN passage.negative THEN passage.id END)
             FROM tag
             JOIN passage ON passage.id = tag.passage
             JOIN voice ON voice.passage = passage.id
             WHERE {condition}
             GROUP BY tag.theme ORDER BY tag.theme"
        ))?;
        let rows = statement.query_map(params_from_iter(value), |row| {
            Ok((
                row.get(0)?,
                ThemeCounts {
                    items: row.get(1)?,
                    people: row.get(2)?,
                    passages: row.get(3)?,
                    weak: row.get(4)?,
                    negative: row.get(5)?,
                },
            ))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// People who said anything that is live.
    pub fn people(&self) -> Result<u64> {
        let people = "SELECT count(DISTINCT person) FROM voice";
        Ok(self.connection.query_row(people, [], |row| row.get(0))?)
    }

    /// The passages `ids` that are live, in that order, with where they come from.
    pub fn quotes(&self, ids: &[i64]) -> Result<Vec<QuoteRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT item.id, passage_text.text, source.name, item.row,
                    coalesce(feedback.customer, passage.speaker, item.author, item.email), item.time
             FROM passage
             JOIN passage_text ON passage_text.id = passage.id
             JOIN item ON item.id = passage.item
             JOIN feedback ON feedback.item = item.id
             JOIN source ON source.id = item.source
             WHERE passage.id = ?1",
        )?;
        let mut quotes = Vec::new();
        for id in ids {
            let quote = statement
                .query_row([id], |row| {
                    Ok(QuoteRow {
                        item: row.get(0)?,
                        text: row.get(1)?,
                        source: row.get(2)?,
                        row: row.get(3)?,
                        customer: row.get(4)?,
                        time: row.get(5)?,
                    })
                })
                .optional()?;
            quotes.extend(quote);
        }
        Ok(quotes)
    }

    /// Items of a theme by kind of source, most frequent first.
    pub fn theme_kinds(&self, theme: i64) -> Result<Vec<(String, u64)>> {
        self.count_items(
            "SELECT source.kind, count(DISTINCT item.id) FROM tag JOIN passage ON passage.id = tag.passage
             JOIN item ON item.id = passage.item JOIN source ON source.id = item.source AND source.state = 'live'
             WHERE tag.theme = ?1 GROUP BY source.kind ORDER BY 2 DESC, 1",
            theme,
        )
    }

    /// Items of a theme by month (`2026-03`), oldest first; undated ones are left out.
    pub fn theme_months(&self, theme: i64) -> Result<Vec<(String, u64)>> {
        self.count_items(
            "SELECT strftime('%Y-%m', item.time, 'unixepoch'), count(DISTINCT item.id) FROM tag
             JOIN passage ON passage.id = tag.passage
             JOIN item ON item.id = passage.item JOIN source ON source.id = item.source AND source.state = 'live'
             WHERE tag.theme = ?1 AND item.time IS NOT NULL GROUP BY 1 ORDER BY 1",
            theme,
        )
    }

    /// Other themes of the items that mention `theme`, by number, most frequent first.
    pub fn theme_neighbours(&self, theme: i64) -> Result<Vec<(i64, u64)>> {
        let mut statement = self.connection.prepare(
            "SELECT other.theme, count(DISTINCT passage.item) FROM passage
             JOIN tag AS other ON other.passage = passage.id
             WHERE passage.item IN (SELECT passage.item FROM tag JOIN passage ON passage.id = tag.passage WHERE tag.theme = ?1)
               AND other.theme <> ?1 GROUP BY other.theme ORDER BY 2 DESC, 1",
        )?;
        let rows = statement.query_map([theme], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn count_items(&self, sql: &str, theme: i64) -> Result<Vec<(String, u64)>> {
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([theme], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Name a theme; `None` gives the machine's name back.
    pub fn set_theme_label(&mut self, theme: i64, label: Option<&str>) -> Result<()> {
        self.transaction
            .execute("UPDATE theme SET label = ?2 WHERE id = ?1", (theme, label))?;
        Ok(())
    }

    /// Lock or unlock a theme.
    pub fn set_theme_locked(&mut self, theme: i64, locked: bool) -> Result<()> {
        self.transaction.execute(
            "UPDATE theme SET locked = ?2 WHERE id = ?1",
            (theme, locked),
        )?;
        Ok(())
    }

    /// Hide or show a theme.
    pub fn set_theme_hidden(&mut self, theme: i64, hidden: bool) -> Result<()> {
        self.transaction.execute(
            "UPDATE theme SET hidden = ?2 WHERE id = ?1",
            (theme, hidden),
        )?;
        Ok(())
    }

    /// Let `theme`, and all that was merged into it, stand for `into` from now on.
    pub fn merge_theme(&mut self, theme: i64, into: i64) -> Result<()> {
        self.transaction.execute(
            "UPDATE theme SET merged_into = ?2 WHERE id = ?1 OR merged_into = ?1",
            (theme, into),
        )?;
        self.transaction.execute(
            "UPDATE theme SET parent = nullif(?2, id) WHERE parent = ?1",
            (theme, into),
        )?;
        Ok(())
    }

    /// A theme that a person made, as described in `found` (its number there is ignored).
    pub fn add_person_theme(&mut self, found: &RunTheme, parent: Option<i64>) -> Result<i64> {
        self.transaction.execute(
            "INSERT INTO theme (origin, parent, found_label, keywords, quotes) VALUES ('person', ?1, ?2, ?3, ?4)",
            (
                parent,
                &found.label,
                serde_json::json!(found.keywords).to_string(),
                serde_json::json!(found.quotes).to_string(),
            ),
        )?;
        Ok(self.transaction.last_insert_rowid())
    }
}

fn theme(row: &Row) -> rusqlite::Result<ThemeRow> {
    Ok(ThemeRow {
        id: row.get(0)?,
        label: row
            .get::<_, Option<String>>(1)?
            .unwrap_or_else(|| "Unnamed theme".into()),
        machine_label: row.get(2)?,
        keywords: list(row, 3)?,
        quotes: list(row, 4)?,
        parent: row.get(5)?,
        locked: row.get(6)?,
        hidden: row.get(7)?,
        renamed: row.get(8)?,
    })
}

/// A column that holds a JSON list.
fn list<T: DeserializeOwned>(row: &Row, index: usize) -> rusqlite::Result<Vec<T>> {
    serde_json::from_str(row.get_ref(index)?.as_str()?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(index, Type::Text, error.into()))
}
