//! How much contact data is found, and how much that is none: on a test set of our own, over
//! sixteen countries' telephone numbers and as many that look like them.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::ops::Range;

use assay_ingest::{Listed, Pseudonyms, find_sensitive, redact};
use proptest::prelude::*;

/// What the rules were written for.
const CASES: &str = include_str!("redaction/cases.txt");

/// Other countries and other ways of writing, written afterwards by hand.
const OTHERS: &str = include_str!("redaction/other_countries.txt");

/// The same once more, for what neither has: further countries, spelt-out addresses, accounts of
/// fifty countries in seven ways of writing, and numbers that stay.
const FURTHER: &str = include_str!("redaction/further_countries.txt");

/// Identity numbers of sixty countries, further contact data, and numbers of other kinds, many of which
/// pass the check of some country. The numbers are invented and their check digits worked out apart
/// from these rules.
const IDENTITIES: &str = include_str!("redaction/identities.txt");

#[derive(Default)]
struct Score {
    right: u32,
    missed: Vec<String>,
    wrong: Vec<String>,
}

impl Score {
    fn recall(&self) -> f64 {
        f64::from(self.right) / (f64::from(self.right) + self.missed.len() as f64)
    }

    fn precision(&self) -> f64 {
        f64::from(self.right) / (f64::from(self.right) + self.wrong.len() as f64)
    }
}

/// A line without its marks, and what was marked.
fn parse(line: &str) -> (String, Vec<(String, Range<usize>)>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        let (kind, after) = after.split_once(':').unwrap();
        let (value, after) = after.split_once('}').unwrap();
        text.push_str(before);
        let start = text.len();
        text.push_str(value);
        marks.push((kind.to_owned(), start..text.len()));
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

fn scores(cases: &str) -> BTreeMap<String, Score> {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for line in cases.lines() {
        let (_, line) = line.split_once('\t').unwrap();
        let (text, truth) = parse(line);
        let found = find_sensitive(&text);
        for (kind, range) in &truth {
            let score = scores.entry(kind.clone()).or_default();
            match found.iter().any(|(k, r)| k.name() == kind && r == range) {
                true => score.right += 1,
                false => score.missed.push(text.clone()),
            }
        }
        for (kind, range) in &found {
            if !truth.iter().any(|(k, r)| kind.name() == k && r == range) {
                scores
                    .entry(kind.name().into())
                    .or_default()
                    .wrong
                    .push(text.clone());
            }
        }
    }
    scores
}

/// Exactly as marked, from the first sign to the last: a number of which a digit is left is missed
/// and wrong at once. Each kind with the least recall and precision.
fn hold(cases: &str, limits: &[(&str, f64, f64)]) {
    let scores = scores(cases);
    for (kind, recall, precision) in limits {
        let score = &scores[*kind];
        println!(
            "{kind}: {} found, recall {:.3}, precision {:.3}",
            score.right,
            score.recall(),
            score.precision()
        );
        assert!(
            score.recall() >= *recall && score.precision() >= *precision,
            "{kind}: recall {:.3}, missed {:#?}; precision {:.3}, wrong {:#?}",
            score.recall(),
            score.missed,
            score.precision(),
            score.wrong
        );
    }
}

#[test]
fn contact_data_is_found_and_little_else() {
    assert!(CASES.lines().count() > 400);
    hold(
        CASES,
        &[
            ("email", 1.0, 1.0),
            ("iban", 1.0, 1.0),
            ("card", 1.0, 1.0),
            ("ip", 1.0, 0.98),
            ("phone", 0.98, 0.98),
        ],
    );
}

#[test]
fn contact_data_of_other_countries_is_found_as_well() {
    assert!(OTHERS.lines().count() > 300);
    // As first met, before the rules learnt from it: e-mail .87 of them found, cards .83, addresses
    // of machines .80, telephones .90, accounts all; one find in two hundred was wrong.
    hold(
        OTHERS,
        &[
            ("email", 1.0, 1.0),
            ("iban", 1.0, 1.0),
            ("card", 1.0, 1.0),
            ("ip", 1.0, 1.0),
            ("phone", 0.98, 1.0),
        ],
    );
}

#[test]
fn contact_data_in_further_forms_is_found_as_well() {
    assert!(FURTHER.lines().count() > 300);
    // As first met: e-mail .86 of them found, accounts .58 (new countries, pairs, spaces that keep a
    // line together), cards .67, addresses of machines all, telephones .96; one find in ninety wrong.
    hold(
        FURTHER,
        &[
            ("email", 0.95, 1.0),
            ("iban", 1.0, 1.0),
            ("card", 1.0, 1.0),
            ("ip", 1.0, 1.0),
            ("phone", 1.0, 1.0),
        ],
    );
}

#[test]
fn identity_numbers_are_found_and_little_else() {
    assert!(IDENTITIES.lines().count() > 1100);
    // As first met: .98 of the identity numbers and one wrong find in a hundred in the part that was
    // written before the rules, .91 and one in sixty in a part written after them, .92 and one in
    // twenty in a third, where most of what is none has a form and check of some scheme's own.
    hold(
        IDENTITIES,
        &[
            ("id", 0.98, 0.99),
            ("email", 1.0, 1.0),
            ("iban", 1.0, 1.0),
            ("card", 1.0, 1.0),
            ("ip", 1.0, 1.0),
            ("phone", 0.95, 0.95),
        ],
    );
}

#[test]
fn what_the_user_lists_is_replaced() {
    let listed = Listed::parse("# names\nAnn Lee\nAnn\n/ACME-[0-9]+/\n\nStraße 7").unwrap();
    let mut pseudonyms = Pseudonyms::new([7; 32], []).with_list(Some(listed));
    let clean = redact(
        "ann  lee met ANN, not Annabel, at STRAßE 7 on ACME-77x; mail a@x.org",
        &mut pseudonyms,
    );
    assert_eq!(
        clean.text,
        "[private 1] met [private 2], not Annabel, at [private 3] on [private 4]x; mail [email 1]"
    );
    let error = Listed::parse("Ann\n/[/").unwrap_err().to_string();
    assert!(error.starts_with("has a pattern in line 2"), "{error}");
}

#[test]
fn originals_are_kept_only_when_asked_for() {
    let mut without = Pseudonyms::new([7; 32], []);
    redact("a@x.org", &mut without);
    assert_eq!(without.met().count(), 0);
    let known: Vec<_> = without
        .take_added()
        .iter()
        .map(|one| (one.kind, one.digest, one.number))
        .collect();
    let mut with = Pseudonyms::new([7; 32], known).keeping_originals();
    redact("A@x.org and b@x.org", &mut with);
    let met: Vec<_> = with
        .met()
        .map(|(_, number, original)| (number, original))
        .collect();
    assert_eq!(
        met,
        [(1, "A@x.org"), (2, "b@x.org")],
        "those that were known already, too"
    );
    assert_eq!(with.take_added().len(), 1);
}

proptest! {
    /// What was redacted holds nothing that would be refused when it is written.
    #[test]
    fn nothing_is_left_to_be_found(text in "([0-9+() ./-]{0,14}|a@b\\.example|, tel |[a-z ]{0,5}){0,6}") {
        let clean = redact(&text, &mut Pseudonyms::new([0; 32], [])).text.into_owned();
        let left = find_sensitive(&clean);
        prop_assert!(left.is_empty(), "{:?} → {:?}: {:?}", text, clean, left);
    }
    #[test]
    fn nothing_is_left_of_identity_numbers(
        text in "([0-9]{3}-[0-9]{2}-[0-9]{4}|[0-9]{6}[-/][0-3][0-9]{3}|[0-9]{7,9}[A-Z]?|[A-Z]{2}[0-9]{6}[A-D]|ssn |DNI:|passport |my id|is|[-. ,/]{1,2}|a@b\\.example|1\\.2\\.33\\.4){0,8}"
    ) {
        let clean = redact(&text, &mut Pseudonyms::new([0; 32], [])).text.into_owned();
        let left = find_sensitive(&clean);
        prop_assert!(left.is_empty(), "{:?} → {:?}: {:?}", text, clean, left);
    }
}
