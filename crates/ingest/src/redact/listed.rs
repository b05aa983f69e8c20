//! What the user lists: words, and patterns of a form of their own.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::Sensitive;

/// A list of what is to be replaced, ready to be looked for.
#[derive(Debug, Clone)]
pub struct Listed {
    words: Vec<Regex>,
    patterns: Vec<Regex>,
}

/// Why a list cannot be used: the end of a sentence that begins with its name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// A pattern is wrong.
    #[error("has a pattern in line {line} that cannot be read ({reason})")]
    Pattern {
        /// Its line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// The words are too many to be looked for together.
    #[error("is too long to be looked for")]
    TooLong,
}

impl Listed {
    /// Reads a list: one entry a line, empty lines and those that begin with `#` apart. An entry is
    /// words, found whole and whatever their case, or between slashes a regular expression.
    ///
    /// # Errors
    /// If a pattern is wrong.
    pub fn parse(text: &str) -> Result<Listed, ListError> {
        let mut words = Vec::new();
        let mut patterns = Vec::new();
        for (line, entry) in (1..).zip(text.lines()) {
            let entry = entry.trim().trim_start_matches('\u{feff}');
            if entry.is_empty() || entry.starts_with('#') {
                continue;
            }
            let between = entry
                .strip_prefix('/')
                .and_then(|rest| rest.strip_suffix('/'));
            match between.filter(|pattern| !pattern.is_empty()) {
                Some(pattern) => {
                    let found = build(pattern).map_err(|error| ListError::Pattern {
                        line,
                        reason: error
                            .to_string()
                            .lines()
                            .last()
                            .unwrap_or_default()
                            .trim()
                            .to_owned(),
                    })?;
                    patterns.push(found);
                }
                None => {
                    let parts: Vec<String> = entry.split_whitespace().map(regex::escape).collect();
                    words.push(parts.join(r"\s+"));
                }
            }
        }
        // The longest first: “Ann Lee” rather than “Ann”.
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let words = words
            .chunks(2_000)
            .map(|some| build(&format!("(?i)(?:{})", some.join("|"))))
            .collect::<Result<_, _>>()
            .map_err(|_| ListError::TooLong)?;
        Ok(Listed { words, patterns })
    }

    /// Where in a text something listed stands.
    pub(super) fn find(&self, text: &str, spans: &mut Vec<(Sensitive, Range<usize>)>) {
        for words in &self.words {
            let found = words.find_iter(text).map(|found| found.range());
            spans.extend(
                found
                    .filter(|range| is_whole(text, range))
                    .map(|range| (Sensitive::Private, range)),
            );
        }
        // A pattern says itself where it begins and ends.
        for pattern in &self.patterns {
            let found = pattern.find_iter(text).filter(|found| !found.is_empty());
            spans.extend(found.map(|found| (Sensitive::Private, found.range())));
        }
    }
}

fn build(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(32 << 20).build()
}

/// Whether no letter or digit stands directly beside it that goes on with it.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let goes_on = |inside: Option<char>, outside: Option<char>| {
        inside
            .zip(outside)
            .is_some_and(|(inside, outside)| inside.is_alphanumeric() && outside.is_alphanumeric())
    };
    let inside = &text[range.clone()];
    !goes_on(
        inside.chars().next(),
        text[..range.start].chars().next_back(),
    ) && !goes_on(inside.chars().next_back(), text[range.end..].chars().next())
}
