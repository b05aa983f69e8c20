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
    let partition = complete(partition, texts.len(), n_themes);
    describe(&corpus, &partition, n_themes, &vec![1.0; texts.len()])
}

/// Names, keywords and quotes of parents of themes, by what the themes under each share.
///
/// `partition` has the theme of each text, `parent_of` the parent of each theme, below `n_parents`.
/// Each theme counts alike, however many of the texts are its own. A parent that has no phrase in
/// common with most of its themes has an empty label: it is best called by the names of these.
#[must_use]
pub fn describe_parents(
    texts: &[&str],
    partition: &[Option<usize>],
    parent_of: &[usize],
    n_parents: usize,
) -> Vec<FoundTheme> {
    let corpus = Corpus::read(texts, &[]);
    let themes = complete(partition, texts.len(), parent_of.len());
    let above: Vec<Option<usize>> = themes
        .iter()
        .map(|theme| Some(parent_of[(*theme)?]).filter(|&parent| parent < n_parents))
        .collect();
    let similarity = vec![1.0; texts.len()];
    let of_themes = Phrases::new(
        &corpus,
        &members_of(&corpus, &themes, parent_of.len()),
        &similarity,
    );
    let members = members_of(&corpus, &above, n_parents);
    let mut phrases = Phrases::new(&corpus, &members, &similarity);
    phrases.keep_shared(&of_themes, parent_of);
    described(&corpus, &above, &members, &phrases, &similarity)
}

/// The theme of each of `texts` texts, of those below `themes`.
fn complete(partition: &[Option<usize>], texts: usize, themes: usize) -> Vec<Option<usize>> {
    let theme = |text: usize| partition.get(text).copied().flatten();
    (0..texts)
        .map(|text| theme(text).filter(|&theme| theme < themes))
        .collect()
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
    let members = members_of(corpus, partition, themes);
    let phrases = Phrases::new(corpus, &members, similarity);
    let mut described = described(corpus, partition, &members, &phrases, similarity);
    let mut used: HashSet<String> = described
        .iter()
        .map(|theme| theme.label.to_lowercase())
        .collect();
    for theme in &mut described {
        if theme.label.is_empty()
            && let Some(&quote) = theme.quotes.first()
        {
            theme.label = unused(&beginning(corpus.texts[quote]), &mut used);
        }
    }
    described
}

/// The themes with what their phrases say, without a label where no phrase is a name.
fn described(
    corpus: &Corpus<'_>,
    partition: &[Option<usize>],
    members: &[Vec<usize>],
    phrases: &Phrases,
    similarity: &[f32],
) -> Vec<FoundTheme> {
    let Corpus {
        texts,
        words,
        stems,
        aside,
        ..
    } = corpus;
    let names = names(corpus, members, phrases);
    let quotes: Vec<Vec<usize>> = members
        .par_iter()
        .zip(&phrases.scored)
        .map(|(members, scored)| {
            let trimmed = |text: usize| aside.why[text] == Some(Aside::Trimmed);
            let similarity = |text: usize| similarity[text];
            quotes(texts, words, stems, members, scored, similarity, trimmed)
        })
        .collect();
    let sizes = sizes(partition, members.len());
    names
        .into_iter()
        .zip(quotes)
        .zip(sizes)
        .map(|((names, quotes), passages)| FoundTheme {
            label: names.label,
            keywords: names.keywords,
            quotes,
            passages,
        })
        .collect()
}

/// The texts of each theme that speak for it: of those that say the same the first, and of several
/// languages the main one.
fn members_of(corpus: &Corpus<'_>, partition: &[Option<usize>], themes: usize) -> Vec<Vec<usize>> {
    distinct_members(&corpus.aside.same_as, partition, themes)
        .into_iter()
        .map(|members| in_main_language(members, &corpus.languages))
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
    let first: String = first.join(" ").chars().take(40).collect();
    if first.len() < text.trim().len() {
        format!("{}…", first.trim_end())
    } else {
        first
    }
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
