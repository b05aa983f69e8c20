//! Which items are meant: the conditions of a search.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use crate::{Result, Store};

/// Which items to list. Every condition that is given must hold.
#[derive(Clone, Debug, Default)]
pub struct ItemFilter<'a> {
    /// This item.
    pub id: Option<i64>,
    /// With these words; the last may be unfinished.
    pub search: Option<&'a str>,
    /// Of this source.
    pub source: Option<i64>,
    /// Of sources of this kind.
    pub kind: Option<&'a str>,
    /// With a passage that the current run read in this language, ISO 639-3.
    pub language: Option<&'a str>,
    /// Answers to this question.
    pub question: Option<&'a str>,
    /// By this person, as [`Store::feedback`] names them.
    pub person: Option<&'a str>,
    /// With a passage that says something, as the current run has it.
    pub says_something: bool,
    /// With a passage that the current run set aside for this reason; see [`crate::AsideRow`].
    pub aside: Option<&'a str>,
    /// Written at or after this instant, unix seconds UTC.
    pub from: Option<i64>,
    /// Written before this instant.
    pub until: Option<i64>,
    /// Items to skip.
    pub offset: u64,
    /// Items to return.
    pub limit: u64,
}

/// Items are joined to their live sources wherever a filter is applied.
pub(crate) const LIVE_ITEMS: &str =
    "FROM item JOIN source ON source.id = item.source AND source.state = 'live'";

/// The condition that every item meets.
const EVERYTHING: &str = "1";

/// The item has the words of an FTS5 expression.
pub(crate) const HAS_WORDS: &str = "item.id IN (SELECT passage.item FROM passage_search
    JOIN passage ON passage.id = passage_search.rowid WHERE passage_search MATCH ?)";

/// The items that the current run read, with the languages that their passages are in.
pub(crate) const LANGUAGES: &str = "
    SELECT passage.item AS item, coalesce(other_language.language, run_language.language) AS language
    FROM run_language
    JOIN run_source ON run_source.run = run_language.run
    JOIN item AS read ON read.source = run_source.source
    JOIN passage ON passage.item = read.id
    LEFT JOIN other_language ON other_language.run = run_language.run AND other_language.passage = passage.id
    WHERE run_language.run = (SELECT analysis FROM run WHERE id = (SELECT current_run FROM project))";

impl ItemFilter<'_> {
    /// Whether every item matches.
    pub fn is_everything(&self) -> bool {
        self.condition().0 == EVERYTHING
    }

    /// The conditions as SQL that follows `WHERE`, and the values of its question marks.
    pub(crate) fn condition(&self) -> (String, Vec<Value>) {
        let mut all = Conditions::default();
        if let Some(id) = self.id {
            all.add("item.id = ?", [id.into()]);
        }
        if let Some(source) = self.source {
            all.add("item.source = ?", [source.into()]);
        }
        if let Some(kind) = self.kind {
            all.add("source.kind = ?", [text(kind)]);
        }
        if let Some(question) = self.question {
            all.add("item.question = ?", [text(question)]);
        }
        if let Some(from) = self.from {
            all.add("item.time >= ?", [from.into()]);
        }
        if let Some(until) = self.until {
            all.add("item.time < ?", [until.into()]);
        }
        if let Some(words) = self
            .search
            .map(match_expression)
            .filter(|words| !words.is_empty())
        {
            all.add(HAS_WORDS, [words.into()]);
        }
        if let Some(person) = self.person {
            all.add(
                "item.id IN (SELECT item FROM feedback WHERE person = ?)",
                [text(person)],
            );
        }
        if self.says_something {
            all.add(
                "item.no_answer = 0 AND EXISTS (SELECT 1 FROM passage WHERE passage.item = item.id AND NOT EXISTS (
                   SELECT 1 FROM aside WHERE aside.run = (SELECT analysis FROM run WHERE id = (SELECT current_run FROM project))
                     AND aside.passage = passage.id AND aside.why IN ('no_answer', 'boilerplate')))",
                [],
            );
        }
        if let Some(why) = self.aside {
            all.add(
                "item.id IN (SELECT passage.item FROM aside JOIN passage ON passage.id = aside.passage
                 WHERE aside.run = (SELECT analysis FROM run WHERE id = (SELECT current_run FROM project)) AND aside.why = ?)",
                [text(why)],
            );
        }
        if let Some(language) = self.language {
            all.add(
                &format!("item.id IN (SELECT item FROM ({LANGUAGES}) WHERE language = ?)"),
                [text(language)],
            );
        }
        if all.sql.is_empty() {
            all.sql.push_str(EVERYTHING);
        }
        (all.sql, all.values)
    }
}

impl Store {
    /// The numbers of all items that match, ascending, whatever part of them is asked for.
    pub fn matching_items(&self, filter: &ItemFilter) -> Result<Vec<i64>> {
        let (condition, values) = filter.condition();
        if condition == HAS_WORDS {
            return self.items_with_words(&values);
        }
        let mut statement = self.connection.prepare(&format!(
            "SELECT item.id {LIVE_ITEMS} WHERE {condition} ORDER BY item.id"
        ))?;
        let rows = statement.query_map(params_from_iter(&values), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The live items with the words of an expression, ascending. As long as nothing was removed or
    /// replaced, only the index is asked: a common word is in so many items that looking each of
    /// them up takes many times as long.
    fn items_with_words(&self, expression: &[Value]) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT passage.item FROM passage_search JOIN passage ON passage.id = passage_search.rowid
             WHERE passage_search MATCH ?1
               AND (NOT EXISTS (SELECT 1 FROM source WHERE state <> 'live')
                    OR EXISTS (SELECT 1 FROM item JOIN source ON source.id = item.source AND source.state = 'live'
                               WHERE item.id = passage.item))",
        )?;
        let rows = statement.query_map(params_from_iter(expression), |row| row.get(0))?;
        let mut items = rows.collect::<rusqlite::Result<Vec<i64>>>()?;
        items.sort_unstable();
        items.dedup();
        Ok(items)
    }
}

#[derive(Default)]
struct Conditions {
    sql: String,
    values: Vec<Value>,
}

impl Conditions {
    fn add(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        if !self.sql.is_empty() {
            self.sql += " AND ";
        }
        self.sql += sql;
        self.values.extend(values);
    }
}

fn text(value: &str) -> Value {
    value.to_owned().into()
}

/// What a person typed as an FTS5 expression: every word must occur, the last may be unfinished.
pub(crate) fn match_expression(typed: &str) -> String {
    let words: Vec<&str> = typed
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    if quoted.is_empty() {
        String::new()
    } else {
        quoted.join(" AND ") + "*"
    }
}
