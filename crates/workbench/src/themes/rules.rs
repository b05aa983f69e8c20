//! What a theme's rule takes in.

use std::collections::BTreeSet;

use assay_analysis::likeness;
use assay_store::{KeptTag, Rule, Store};

use crate::Result;

/// Passages that are compared with examples; others share no word with them.
const COMPARED: usize = 2_000;
/// Words of the examples that are looked for.
const WORDS: usize = 60;
/// Seed of the comparison, so that a preview is what is done.
const SEED: u64 = 42;
/// What counts as like a single example, and the bounds for several.
const LIKE_ONE: f64 = 0.6;
const LOOSEST: f64 = 0.45;
const STRICTEST: f64 = 0.75;

/// A passage that a rule takes in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Match {
    pub(super) passage: i64,
    /// 1 for words; likeness to the examples otherwise.
    pub(super) similarity: f64,
}

impl Match {
    pub(super) fn tag(&self) -> KeptTag {
        KeptTag {
            passage: self.passage,
            similarity: self.similarity,
            weak: false,
        }
    }
}

/// The passages that a theme's rule takes in, each with its similarity.
pub(super) type TakenIn = Vec<(i64, f64)>;

/// What every rule takes in now, by theme.
pub(super) fn all_matches(store: &Store) -> Result<Vec<(i64, TakenIn)>> {
    let mut all = Vec::new();
    for (theme, rule) in store.rules()? {
        let found = matches(store, &rule)?.into_iter();
        all.push((
            theme,
            found.map(|one| (one.passage, one.similarity)).collect(),
        ));
    }
    Ok(all)
}

/// The passages that a rule takes in now, by number.
pub(super) fn matches(store: &Store, rule: &Rule) -> Result<Vec<Match>> {
    Ok(match rule {
        Rule::Words(words) => store
            .passages_with_words(words)?
            .into_iter()
            .map(|passage| Match {
                passage,
                similarity: 1.0,
            })
            .collect(),
        Rule::Like { examples, least } => like(store, examples.clone(), Some(*least))?.1,
    })
}

/// The rule of a theme of passages like `examples`, and what it takes in now. Where no `least` is
/// asked for, it is what the examples are like each other, somewhat loosened.
pub(super) fn like(
    store: &Store,
    examples: Vec<i64>,
    least: Option<f64>,
) -> Result<(Rule, Vec<Match>)> {
    let texts = store.passages_by_id(&examples)?;
    let mut words = BTreeSet::new();
    for text in &texts {
        let lower = text.text.to_lowercase();
        words.extend(
            lower
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| word.chars().count() > 2)
                .map(str::to_owned),
        );
    }
    // The longest words say most.
    let mut words: Vec<String> = words.into_iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.truncate(WORDS);
    let found = store.passages_with_any_word(&words, COMPARED)?;
    let ids: Vec<i64> = BTreeSet::from_iter(found.into_iter().chain(examples.iter().copied()))
        .into_iter()
        .collect();
    let compared = store.passages_by_id(&ids)?;
    let places: Vec<usize> = (0..compared.len())
        .filter(|&place| examples.binary_search(&compared[place].id).is_ok())
        .collect();
    let texts: Vec<&str> = compared
        .iter()
        .map(|passage| passage.text.as_str())
        .collect();
    let like = likeness(&texts, &places, SEED);
    let least = least.unwrap_or_else(|| match like.of_examples {
        Some(mean) => (0.9 * f64::from(mean)).clamp(LOOSEST, STRICTEST),
        None => LIKE_ONE,
    });
    let matches = compared
        .iter()
        .zip(like.of_text)
        .map(|(passage, similarity)| Match {
            passage: passage.id,
            similarity: f64::from(similarity),
        })
        .filter(|one| one.similarity >= least || examples.binary_search(&one.passage).is_ok())
        .collect();
    Ok((Rule::Like { examples, least }, matches))
}
