//! What headings are called. The names stand in `synonyms.txt`; keys are made by `names::key`.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Names of one sort, better ones first.
pub(crate) type Names = LazyLock<Vec<&'static str>>;

const LISTS: &str = include_str!("synonyms.txt");

/// What numbers a record.
pub(super) static ID: Names = LazyLock::new(|| list("id"));
/// Whose record it is.
pub(super) static CUSTOMER: Names = LazyLock::new(|| list("customer"));
/// Addresses of mail.
pub(super) static EMAIL: Names = LazyLock::new(|| list("email"));
/// When something was said.
pub(super) static SAID_AT: Names = LazyLock::new(|| list("said_at"));
/// Scores.
pub(super) static RATING: Names = LazyLock::new(|| list("rating"));
/// Subjects and titles.
pub(super) static TITLE: Names = LazyLock::new(|| list("title"));
/// What people wrote.
pub(super) static TEXT: Names = LazyLock::new(|| list("text"));
/// Who wrote.
pub(super) static AUTHOR: Names = LazyLock::new(|| list("author"));
/// Who speaks in a transcript.
pub(super) static SPEAKER: Names = LazyLock::new(|| list("speaker"));
/// When a piece of speech begins.
pub(crate) static STARTS: Names = LazyLock::new(|| list("starts"));
/// When a piece of speech ends.
pub(crate) static ENDS: Names = LazyLock::new(|| list("ends"));
/// What groups are told apart by.
pub(super) static SEGMENT: Names = LazyLock::new(|| list("segment"));
/// What programs add and nobody analyses, and personal details that are not needed.
pub(super) static NOT_USED: Names = LazyLock::new(|| list("not_used"));
/// When a customer came.
pub(super) static SIGNED_UP: Names = LazyLock::new(|| list("signed_up"));
/// Whether or when a customer was activated.
pub(super) static ACTIVATED: Names = LazyLock::new(|| list("activated"));
/// Whether or when a customer left.
pub(super) static CHURNED: Names = LazyLock::new(|| list("churned"));
/// What a customer pays.
pub(super) static REVENUE: Names = LazyLock::new(|| list("revenue"));
/// What a customer did.
pub(super) static EVENT: Names = LazyLock::new(|| list("event"));
/// When a customer did it.
pub(super) static DONE_AT: Names = LazyLock::new(|| list("done_at"));
/// How much of it.
pub(super) static VALUE: Names = LazyLock::new(|| list("value"));
/// Where help desks keep what was written, however short.
pub(super) static BODIES: Names = LazyLock::new(|| list("bodies"));

/// What was asked, in surveys with a row for each answer.
pub(super) static QUESTION: Names = LazyLock::new(|| list("question"));
/// Which part of it.
pub(super) static SUB_QUESTION: Names = LazyLock::new(|| list("sub_question"));
/// What was answered there.
pub(super) static ANSWER: Names = LazyLock::new(|| list("answer"));
/// Which response the answer belongs to.
pub(super) static RESPONSE: Names = LazyLock::new(|| list("response"));

/// Whether it is the name of some column that tables of feedback, customers or events have.
pub(super) fn is_known(key: &str) -> bool {
    /// Too common to prove anything.
    const PLAIN: [&str; 6] = [
        "starts",
        "ends",
        "question",
        "sub_question",
        "answer",
        "response",
    ];
    static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let lists = sections(LISTS).filter(|(name, _)| !PLAIN.contains(name));
        lists
            .flat_map(|(_, words)| words.split_whitespace())
            .collect()
    });
    KNOWN.contains(key)
}

fn list(name: &str) -> Vec<&'static str> {
    words_of(LISTS, name)
}

/// The words of a list among others, each of which stands under its name in brackets.
pub(super) fn words_of(lists: &'static str, name: &str) -> Vec<&'static str> {
    let found = sections(lists).find(|(section, _)| *section == name);
    found.map_or_else(Vec::new, |(_, words)| words.split_whitespace().collect())
}

/// The name of each list and its words.
fn sections(lists: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lists
        .split("\n[")
        .skip(1)
        .filter_map(|section| section.split_once("]\n"))
}

#[cfg(test)]
mod tests {
    use super::super::names::key;
    use super::*;

    #[test]
    fn every_list_is_there_and_its_words_can_be_met() {
        let lists = [
            &ID,
            &CUSTOMER,
            &EMAIL,
            &SAID_AT,
            &RATING,
            &TITLE,
            &TEXT,
            &AUTHOR,
            &SPEAKER,
            &STARTS,
            &ENDS,
            &SEGMENT,
            &NOT_USED,
            &SIGNED_UP,
            &ACTIVATED,
            &CHURNED,
            &REVENUE,
            &EVENT,
            &DONE_AT,
            &VALUE,
            &BODIES,
            &QUESTION,
            &SUB_QUESTION,
            &ANSWER,
            &RESPONSE,
        ];
        assert_eq!(
            lists.len(),
            sections(LISTS).count(),
            "each list has a name in the code"
        );
        for list in lists {
            assert!(list.len() > 3);
            let different: HashSet<_> = list.iter().collect();
            assert_eq!(different.len(), list.len(), "{:?} once each", **list);
            for word in list.iter() {
                let met = key(word);
                assert!(met == *word || met == word.trim_matches('_'), "{word}");
            }
        }
        assert!(is_known("ticket_id") && !is_known("out"));
    }
}
