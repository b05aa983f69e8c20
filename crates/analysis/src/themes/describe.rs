//! What a theme is called and who speaks for it.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

use super::labels::names;
use super::phrases::Phrases;
use super::quotes::quotes;
use super::{FoundTheme, sizes};
use crate::text::{Aside, Corpus};

/// Names, keywords and quotes of themes that were put together by a person.
///
/// `partition` has the theme of each text, below `n_themes`; texts of none, or of a
/// theme past the last, take no part. The answer has one theme a number, in that order,
/// an empty one with an empty label. Labels are distinct.
#[must_use]
pub fn describe_themes(
    texts: &[&str],
    partition: &[Option<usize>],
    n_themes: usize,
) -> Vec<FoundTheme> {
    let corpus = Corpus::read(texts, &[]);
    let partition: Vec<Option<usize>> = (0..texts.len())
        .map(|text| {
            partition
                .get(text)
                .copied()
                .flatten()
                .filter(|&theme| theme < n_themes)
        })
        .collect();
    describe(&corpus, &partition, n_themes, &vec![1.0; texts.len()])
}

/// The themes of a partition; `similarity` says how close each text is to its theme, 0..1.
///
/// Of texts that say the same only the first is read.
pub(super) fn describe(
    corpus: &Corpus<'_>,
    partition: &[Option<usize>],
    themes: usize,
    similarity: &[f32],
) -> Vec<FoundTheme> {
    let Corpus {
        texts,
        words,
        stems,
        languages,
        aside,
    } = corpus;
    let sizes = sizes(partition, themes);
    let members = distinct_members(&aside.same_as, partition, themes)
        .into_iter()
        .map(|members| in_main_language(members, languages))
        .collect::<Vec<_>>();
    let phrases = Phrases::new(corpus, &members, similarity);
    let names = names(texts, words, stems, &members, &phrases);
    let quotes: Vec<Vec<usize>> = members
        .par_iter()
        .zip(&phrases.scored)
        .map(|(members, scored)| {
            let trimmed = |text: usize| aside.why[text] == Some(Aside::Trimmed);
            let similarity = |text: usize| similarity[text];
            quotes(texts, words, stems, members, scored, similarity, trimmed)
        })
        .collect();
    let mut used: HashSet<String> = names
        .iter()
        .map(|names| names.label.to_lowercase())
        .collect();
    names
        .into_iter()
        .zip(quotes)
        .zip(sizes)
        .map(|((names, quotes), passages)| {
            let mut label = names.label;
            if label.is_empty()
                && let Some(&quote) = quotes.first()
            {
                label = unused(&beginning(texts[quote]), &mut used);
            }
            FoundTheme {
                label,
                keywords: names.keywords,
                quotes,
                passages,
            }
        })
        .collect()
}

/// The texts of each theme, of those that say the same the first.
fn distinct_members(
    same_as: &[usize],
    partition: &[Option<usize>],
    themes: usize,
) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); themes];
    let mut seen: HashSet<(usize, usize)> = HashSet::new();
    for (text, theme) in partition.iter().enumerate() {
        if let &Some(theme) = theme
            && seen.insert((theme, same_as[text]))
        {
            members[theme].push(text);
        }
    }
    members
}

/// The texts of a theme in the language that most of them have: in a mixed theme a few others
/// would lend it a name that most who read the project cannot read.
fn in_main_language(members: Vec<usize>, languages: &[Option<&'static str>]) -> Vec<usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for &text in &members {
        if let Some(language) = languages[text] {
            *counts.entry(language).or_default() += 1;
        }
    }
    let Some((&main, _)) = counts.iter().max_by_key(|(_, count)| **count) else {
        return members;
    };
    let spoken = |&text: &usize| languages[text].is_none_or(|language| language == main);
    members.into_iter().filter(spoken).collect()
}

/// The first words of a text, where no phrase gives a name.
fn beginning(text: &str) -> String {
    let first: Vec<&str> = text.split_whitespace().take(5).collect();
    first.join(" ").chars().take(40).collect()
}

fn unused(label: &str, used: &mut HashSet<String>) -> String {
    let mut number = 2;
    let mut candidate = label.to_owned();
    while candidate.is_empty() || !used.insert(candidate.to_lowercase()) {
        candidate = format!("{label} ({number})");
        number += 1;
    }
    candidate
}
