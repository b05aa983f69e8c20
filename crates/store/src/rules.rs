//! Rules: what a theme of a person's takes in by itself.

use rusqlite::{OptionalExtension, Row};

use crate::columns::{list, numbers};
use crate::item_filter::match_expression;
use crate::{Result, Store, Write};

/// What a theme takes in.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// Passages with these words; the last may be unfinished.
    Words(String),
    /// Passages that are like these at least so much.
    Like {
        /// The examples.
        examples: Vec<i64>,
        /// The least cosine, 0–1.
        least: f64,
    },
}

impl Store {
    /// Every rule, with its theme.
    pub fn rules(&self) -> Result<Vec<(i64, Rule)>> {
        let mut statement = self
            .connection
            .prepare("SELECT theme, query, examples, least FROM rule ORDER BY theme")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, rule(row)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The rule of `theme`; `None` when it has none.
    pub fn rule(&self, theme: i64) -> Result<Option<Rule>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT theme, query, examples, least FROM rule WHERE theme = ?1")?;
        Ok(statement.query_row([theme], rule).optional()?)
    }

    /// The live passages with these words, by number.
    pub fn passages_with_words(&self, words: &str) -> Result<Vec<i64>> {
        let expression = match_expression(words);
        if expression.is_empty() {
            return Ok(Vec::new());
        }
        numbers(
            &self.connection,
            &format!("SELECT passage.id {FOUND} ORDER BY passage.id"),
            [expression],
        )
    }

    /// At most `limit` live passages that share words with a text, those that share most, and the
    /// rarest, first.
    pub fn passages_with_any_word(&self, words: &[String], limit: usize) -> Result<Vec<i64>> {
        let quoted: Vec<String> = words
            .iter()
            .filter(|word| word.chars().all(char::is_alphanumeric))
            .map(|word| format!("\"{word}\""))
            .collect();
        if quoted.is_empty() {
            return Ok(Vec::new());
        }
        numbers(
            &self.connection,
            &format!("SELECT passage.id {FOUND} ORDER BY passage_search.rank, passage.id LIMIT ?2"),
            (quoted.join(" OR "), limit),
        )
    }
}

const FOUND: &str = "FROM passage_search JOIN passage ON passage.id = passage_search.rowid
                     JOIN item ON item.id = passage.item
                     JOIN source ON source.id = item.source AND source.state = 'live'
                     WHERE passage_search MATCH ?1";

impl Write<'_> {
    /// Give a theme a rule.
    pub fn add_rule(&mut self, theme: i64, rule: &Rule) -> Result<()> {
        let (query, examples, least) = match rule {
            Rule::Words(words) => (Some(words), None, None),
            Rule::Like { examples, least } => (
                None,
                Some(serde_json::json!(examples).to_string()),
                Some(least),
            ),
        };
        self.transaction.execute(
            "INSERT INTO rule (theme, query, examples, least) VALUES (?1, ?2, ?3, ?4)",
            (theme, query, examples, least),
        )?;
        Ok(())
    }

    /// What the rule of a theme gives now: (passage, similarity).
    pub fn set_rule_tags(&mut self, theme: i64, tags: &[(i64, f64)]) -> Result<()> {
        let connection = self.transaction;
        connection
            .prepare_cached("DELETE FROM rule_tag WHERE theme = ?1")?
            .execute([theme])?;
        let mut insert = connection.prepare_cached(
            "INSERT INTO rule_tag (theme, passage, similarity) VALUES (?1, ?2, ?3)",
        )?;
        for (passage, similarity) in tags {
            insert.execute((theme, passage, similarity))?;
        }
        Ok(())
    }

    /// Look again for the words of every rule that has some: data came or went.
    pub fn apply_word_rules(&mut self) -> Result<()> {
        let rules: Vec<(i64, String)> = {
            let mut statement = self.transaction.prepare_cached(
                "SELECT theme, query FROM rule WHERE query IS NOT NULL ORDER BY theme",
            )?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        for (theme, words) in rules {
            let found: Vec<(i64, f64)> = numbers(
                self.transaction,
                &format!("SELECT passage.id {FOUND} ORDER BY passage.id"),
                [match_expression(&words)],
            )?
            .into_iter()
            .map(|passage| (passage, 1.0))
            .collect();
            self.set_rule_tags(theme, &found)?;
        }
        Ok(())
    }
}

fn rule(row: &Row) -> rusqlite::Result<Rule> {
    Ok(match row.get::<_, Option<String>>(1)? {
        Some(words) => Rule::Words(words),
        None => Rule::Like {
            examples: list(row, 2)?,
            least: row.get(3)?,
        },
    })
}
