//! Questions that next year's form words a little differently are joined with what they were, so
//! that their answers are compared over the years.

use std::collections::BTreeSet;

use assay_ingest::{ColumnGuess, Problem, ProblemKind, Record};
use assay_store::Write;

use crate::Result;

/// Questions of a file, and the earlier wordings that they are taken for.
#[derive(Default)]
pub(super) struct Joined(Vec<(String, String)>);

impl Joined {
    /// Finds the questions of `sample` that live sources of the kind have in other words. One that
    /// could be several, or whose other wording the file has as well, stays as it is.
    pub(super) fn find(write: &mut Write, kind: &str, sample: &[Record]) -> Result<Joined> {
        let here: BTreeSet<&str> = sample
            .iter()
            .filter_map(|record| match record {
                Record::Feedback(feedback) => feedback.question.as_deref(),
                _ => None,
            })
            .collect();
        if here.is_empty() {
            return Ok(Joined::default());
        }
        let known = write.questions(kind)?;
        let mut joined = Vec::new();
        for question in here.iter().filter(|here| !known.contains(**here)) {
            let mut alike = known.iter().filter(|earlier| {
                !here.contains(earlier.as_str()) && is_same_question(question, earlier)
            });
            if let (Some(earlier), None) = (alike.next(), alike.next()) {
                joined.push(((*question).to_owned(), earlier.clone()));
            }
        }
        Ok(Joined(joined))
    }

    /// The record with the earlier wording of its question.
    pub(super) fn apply(&self, mut record: Record) -> Record {
        if let Record::Feedback(feedback) = &mut record
            && let Some(question) = &feedback.question
            && let Some(earlier) = self.earlier(question)
        {
            feedback.question = Some(earlier.to_owned());
        }
        record
    }

    /// The columns, those that are headed by their question with its earlier wording.
    pub(super) fn columns(&self, columns: &[ColumnGuess]) -> Vec<ColumnGuess> {
        let mut columns = columns.to_vec();
        for column in &mut columns {
            if let Some(earlier) = self.earlier(&column.name) {
                column.name = earlier.to_owned();
            }
        }
        columns
    }

    /// What is said about it.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let said = self.0.iter().map(|(question, earlier)| Problem {
            row: None,
            column: Some(question.clone()),
            what: ProblemKind::Repaired,
            reason: format!(
                "it is taken for the question “{earlier}” of an earlier file; import it with --keep-questions to keep them apart"
            ),
        });
        said.collect()
    }

    fn earlier(&self, question: &str) -> Option<&str> {
        let found = self.0.iter().find(|(here, _)| here == question);
        found.map(|(_, earlier)| earlier.as_str())
    }
}

/// Whether two questions differ in nothing but punctuation, numbering, the year, endings and words
/// that carry no meaning of their own. “Most” and “least”, “with” and “without” do not agree.
fn is_same_question(a: &str, b: &str) -> bool {
    const FEWEST_SHARED: usize = 2;
    let (mut left, mut right) = (words(a), words(b));
    let before = left.len().min(right.len());
    let mut shared = 0;
    for same in [|a: &str, b: &str| a == b, is_other_ending] {
        left.retain(|word| {
            let place = right.iter().position(|other| same(word, other));
            shared += usize::from(place.is_some());
            place.map(|place| right.remove(place)).is_none()
        });
    }
    let says_nothing = |word: &String| FILLERS.contains(&word.as_str()) || is_year(word);
    shared >= FEWEST_SHARED
        && shared * 2 >= before
        && left.iter().all(says_nothing)
        && right.iter().all(says_nothing)
}

/// Lower-case words, without a number in front.
fn words(question: &str) -> Vec<String> {
    let mut words: Vec<String> = question
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    if words
        .first()
        .is_some_and(|word| word.len() <= 3 && word.ends_with(|c: char| c.is_ascii_digit()))
    {
        words.remove(0);
    }
    words
}

/// “tool” and “tools”, “improve” and “improvements”.
fn is_other_ending(a: &str, b: &str) -> bool {
    const STEM: usize = 5;
    const ENDING: usize = 5;
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let plural = shared >= 3
        && long
            .strip_prefix(short)
            .is_some_and(|rest| matches!(rest, "s" | "es" | "n" | "e" | "en"));
    plural || (shared >= STEM && long.chars().count() - shared <= ENDING)
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit())
}

const FILLERS: &[&str] = &[
    "what",
    "which",
    "the",
    "a",
    "an",
    "of",
    "in",
    "on",
    "at",
    "to",
    "for",
    "your",
    "our",
    "you",
    "us",
    "we",
    "i",
    "please",
    "do",
    "did",
    "does",
    "have",
    "has",
    "had",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "this",
    "that",
    "these",
    "there",
    "last",
    "past",
    "current",
    "currently",
    "year",
    "years",
    "and",
    "or",
    "any",
    "would",
    "will",
    "can",
    "could",
    "if",
    "so",
    "it",
    "its",
    "der",
    "die",
    "das",
    "den",
    "dem",
    "ein",
    "eine",
    "im",
    "am",
    "ihr",
    "ihre",
    "ihrer",
    "sie",
    "bitte",
    "jahr",
    "le",
    "la",
    "les",
    "un",
    "une",
    "de",
    "des",
    "du",
    "votre",
    "vos",
    "vous",
    "en",
    "el",
    "los",
    "las",
    "su",
    "sus",
    "este",
    "het",
    "een",
    "uw",
    "il",
    "lo",
    "gli",
    "o",
    "os",
    "as",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_known_in_other_words_but_not_for_another() {
        for (a, b) in [
            ("What is your main technology?", "Your main technology"),
            (
                "What could we improve?",
                "3. What could we improve in 2024?",
            ),
            (
                "Which tools do you use most?",
                "Which tool do you use most ?",
            ),
            (
                "What improvements would you like to see?",
                "What improvement would you like to see",
            ),
        ] {
            assert!(
                is_same_question(a, b) && is_same_question(b, a),
                "{a} / {b}"
            );
        }
        for (a, b) in [
            ("What do you like most?", "What do you like least?"),
            ("What do you like?", "What do you dislike?"),
            ("Do you work with us?", "Do you work without us?"),
            ("Rate feature 1", "Rate feature 2"),
            ("Why did you leave us?", "Why did you join us?"),
            ("Your main technology", "Your second technology"),
            ("What is it?", "What was that?"),
        ] {
            assert!(!is_same_question(a, b), "{a} / {b}");
        }
    }
}
