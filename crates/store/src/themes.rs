//! Themes as they stand: the machine's findings with a person's decisions laid over.

use std::collections::{HashMap, HashSet};

use rusqlite::{OptionalExtension, Row};

use crate::columns::list;
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
    /// Words that set it apart, best first; those that a person struck out are left out.
    pub keywords: Vec<String>,
    /// Central passages.
    pub quotes: Vec<i64>,
    /// The theme it stands under.
    pub parent: Option<i64>,
    /// Its place among those under the same theme, where a person chose one.
    pub position: Option<i64>,
    /// Locked by a person.
    pub locked: bool,
    /// Hidden by a person.
    pub hidden: bool,
    /// Named by a person.
    pub renamed: bool,
    /// Made by a person.
    pub made: bool,
    /// Put in its place by a person.
    pub arranged: bool,
    /// Others were merged into it.
    pub merged: bool,
    /// It has no passages of its own and stands for the themes under it.
    pub group: bool,
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
    /// Themes that were not merged away: those of the current run, and those a person made,
    /// locked or tagged by hand. Hidden ones are among them.
    pub fn themes(&self) -> Result<Vec<ThemeRow>> {
        let mut statement = self.connection.prepare(
            "SELECT theme.id, coalesce(theme.label, anew.label, found.label, theme.found_label),
                    coalesce(anew.label, found.label, theme.found_label),
                    coalesce(anew.keywords, found.keywords, theme.keywords, '[]'),
                    coalesce(anew.quotes, found.quotes, theme.quotes, '[]'),
                    coalesce(above.merged_into, above.id), theme.position, theme.locked, theme.hidden,
                    theme.label IS NOT NULL, theme.origin = 'person',
                    EXISTS (SELECT 1 FROM theme AS other WHERE other.merged_into = theme.id),
                    theme.id NOT IN (SELECT theme FROM run_part WHERE run = (SELECT current_run FROM project))
                      AND theme.id NOT IN (SELECT theme FROM person_tag WHERE present = 1)
                      AND theme.id NOT IN (SELECT theme FROM rule)
                      AND theme.id NOT IN (SELECT theme FROM code WHERE codable = 1)
                      AND NOT EXISTS (SELECT 1 FROM theme AS other WHERE other.merged_into = theme.id),
                    theme.arranged = 1 OR theme.position IS NOT NULL
             FROM theme
             LEFT JOIN run_theme AS found
               ON found.theme = theme.id AND found.run = (SELECT current_run FROM project)
             LEFT JOIN redescription AS anew
               ON anew.theme = theme.id AND anew.run = (SELECT current_run FROM project)
             LEFT JOIN theme AS above
               ON above.id = CASE WHEN theme.arranged THEN theme.parent ELSE coalesce(theme.parent, found.parent) END
             WHERE theme.merged_into IS NULL
               AND (found.theme IS NOT NULL OR theme.origin = 'person' OR theme.locked = 1
                    OR theme.id IN (SELECT theme FROM person_tag WHERE present = 1)
                    OR EXISTS (SELECT 1 FROM theme AS other WHERE other.merged_into = theme.id))
             ORDER BY theme.id",
        )?;
        let rows = statement.query_map([], theme)?;
        let mut themes = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        let struck = self.struck_keywords()?;
        for theme in &mut themes {
            let id = theme.id;
            theme
                .keywords
                .retain(|keyword| !struck.contains(&(id, keyword.to_lowercase())));
        }
        Ok(themes)
    }

    /// The name of every theme there is or was: a person's, or the newest of the machine's.
    pub fn theme_names(&self) -> Result<HashMap<i64, String>> {
        let mut statement = self.connection.prepare(
            "SELECT id, coalesce(label, (SELECT label FROM run_theme WHERE theme = theme.id ORDER BY run DESC LIMIT 1),
                                 found_label, 'Unnamed theme') FROM theme",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn struck_keywords(&self) -> Result<HashSet<(i64, String)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT theme, keyword FROM struck_keyword")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
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

    /// How a theme reads in `run` from now on.
    pub fn redescribe_theme(&mut self, run: i64, described: &RunTheme) -> Result<()> {
        self.transaction.execute(
            "INSERT INTO redescription (run, theme, label, keywords, quotes) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (run, theme) DO UPDATE
             SET label = excluded.label, keywords = excluded.keywords, quotes = excluded.quotes",
            (
                run,
                described.theme,
                &described.label,
                serde_json::json!(described.keywords).to_string(),
                serde_json::json!(described.quotes).to_string(),
            ),
        )?;
        Ok(())
    }

    /// Put a theme under another, or under none.
    pub fn set_theme_parent(&mut self, theme: i64, parent: Option<i64>) -> Result<()> {
        self.transaction.execute(
            "UPDATE theme SET parent = ?2, arranged = 1 WHERE id = ?1",
            (theme, parent),
        )?;
        Ok(())
    }

    /// Give a theme its place among those under the same theme.
    pub fn set_theme_position(&mut self, theme: i64, position: Option<i64>) -> Result<()> {
        self.transaction.execute(
            "UPDATE theme SET position = ?2 WHERE id = ?1",
            (theme, position),
        )?;
        Ok(())
    }

    /// Strike a keyword out of a theme, or let it stand again.
    pub fn strike_keyword(&mut self, theme: i64, keyword: &str, struck: bool) -> Result<()> {
        let sql = if struck {
            "INSERT INTO struck_keyword (theme, keyword) VALUES (?1, ?2) ON CONFLICT DO NOTHING"
        } else {
            "DELETE FROM struck_keyword WHERE theme = ?1 AND keyword = ?2"
        };
        self.transaction
            .execute(sql, (theme, keyword.to_lowercase()))?;
        Ok(())
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
        position: row.get(6)?,
        locked: row.get(7)?,
        hidden: row.get(8)?,
        renamed: row.get(9)?,
        made: row.get(10)?,
        merged: row.get(11)?,
        group: row.get(12)?,
        arranged: row.get(13)?,
    })
}
