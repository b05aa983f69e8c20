//! The phrases of themes, and how much each says about its theme.

use std::collections::HashMap;

use rayon::prelude::*;

use super::quotes::stem_set;
use crate::text::{Filler, Stems, Token, Words, filler};

/// Longest phrase, in stems.
const LONGEST: usize = 3;
/// Texts of one theme that are read for phrases; more would change little.
const READ: usize = 4_000;
/// A word in this share of all texts is like a stop word for names, …
const IN_MOST: f32 = 0.4;
/// … and one in this share says too little by itself, …
const IN_MANY: f32 = 0.2;
/// … unless there are too few texts to tell.
const FEW: usize = 50;
/// Best phrases of a theme that are looked at further.
const KEPT: usize = 120;

/// A phrase's stems; places past its length hold [`NONE`].
pub(super) type Phrase = [u32; LONGEST];
const NONE: u32 = u32::MAX;

/// A phrase of a theme.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    pub(super) phrase: Phrase,
    /// Share of the theme's texts that have it.
    pub(super) share: f32,
    pub(super) score: f32,
}

/// The number of stems in a phrase.
pub(super) fn length(phrase: &Phrase) -> usize {
    phrase.iter().take_while(|&&stem| stem != NONE).count()
}

/// The stems that two phrases have in common, as a share of the shorter one's.
pub(super) fn overlap(a: &Phrase, b: &Phrase) -> f32 {
    let common = a
        .iter()
        .filter(|&&stem| stem != NONE && b.contains(&stem))
        .count();
    common as f32 / length(a).min(length(b)).max(1) as f32
}

/// Each theme's phrases, best first, by class TF-IDF.
///
/// After Grootendorst 2022, with shares of texts in place of counts of words, so that
/// neither long texts nor large themes outweigh others: share × ln(1 + share / mean
/// share over the themes). Phrases are of one to three stems, in the text apart by at
/// most one stop word each.
pub(super) fn phrases(words: &Words, stems: &Stems, members: &[Vec<usize>]) -> Vec<Vec<Scored>> {
    let fillers = fillers(words, stems, members);
    let shares: Vec<Vec<(Phrase, f32)>> = members
        .par_iter()
        .map(|texts| shares(words, stems, &fillers, &sample(texts)))
        .collect();
    let mut sums: HashMap<Phrase, f32> = HashMap::new();
    // In the order of themes and phrases, so that sums are always rounded alike.
    for &(phrase, share) in shares.iter().flatten() {
        *sums.entry(phrase).or_default() += share;
    }
    let themes = members.len() as f32;
    shares
        .into_iter()
        .map(|shares| {
            let mut scored: Vec<Scored> = shares
                .into_iter()
                .map(|(phrase, share)| {
                    let mean = sums.get(&phrase).copied().unwrap_or(share) / themes;
                    Scored {
                        phrase,
                        share,
                        score: share * (1.0 + share / mean).ln(),
                    }
                })
                .collect();
            scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.phrase.cmp(&b.phrase)));
            scored.truncate(KEPT);
            scored
        })
        .collect()
}

/// How little each word says, by itself and in this set of texts: what most texts have
/// in common, as the name of the company or product, names none of their themes.
fn fillers(words: &Words, stems: &Stems, members: &[Vec<usize>]) -> Vec<Option<Filler>> {
    let texts: Vec<usize> = sample(&members.concat());
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for &text in &texts {
        for stem in stem_set(words, stems, text) {
            *counts.entry(stem).or_default() += 1;
        }
    }
    let mut fillers: Vec<Option<Filler>> =
        words.distinct().iter().map(|word| filler(word)).collect();
    if texts.len() < FEW || members.len() < 3 {
        return fillers;
    }
    for &text in &texts {
        for token in words.tokens(text) {
            let count = stems
                .stem(text, token.word)
                .and_then(|stem| counts.get(&stem));
            let share = count.map_or(0.0, |&count| count as f32 / texts.len() as f32);
            let place = &mut fillers[token.word as usize];
            if share >= IN_MOST {
                *place = Some(Filler::Empty);
            } else if share >= IN_MANY && place.is_none() {
                *place = Some(Filler::Vague);
            }
        }
    }
    fillers
}

/// The way each of some phrases is most often written in some texts, with the particle
/// that mostly follows it: "top up", "signed out".
pub(super) fn surfaces(
    texts: &[&str],
    words: &Words,
    stems: &Stems,
    members: &[usize],
    wanted: &[Phrase],
) -> HashMap<Phrase, String> {
    let fillers: Vec<Option<Filler>> = Vec::new();
    let mut counts: HashMap<Phrase, HashMap<String, usize>> = wanted
        .iter()
        .map(|&phrase| (phrase, HashMap::new()))
        .collect();
    for &text in &sample(members) {
        for_each_phrase(words, stems, &fillers, text, |phrase, tokens| {
            if let Some(counts) = counts.get_mut(&phrase)
                && let [first, .., last] | [first @ last] = tokens
            {
                let end = particle(words, text, last).map_or(last.place().end, |end| end);
                let written = &texts[text][first.place().start..end];
                let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
                // Shouting is not how the others write it, unless all do.
                let weight = if is_shouted(&written) { 1 } else { 2 };
                *counts.entry(written).or_default() += weight;
            }
        });
    }
    counts
        .into_iter()
        .filter_map(|(phrase, counts)| {
            let most = counts
                .into_iter()
                .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
            Some((phrase, most?.0))
        })
        .collect()
}

/// Where the particle right after a word ends, if one follows it.
fn particle(words: &Words, text: usize, last: &Token) -> Option<usize> {
    const PARTICLES: &[&str] = &["up", "off", "out", "down", "away"];
    let tokens = words.tokens(text);
    let at = tokens.partition_point(|token| token.place().start <= last.place().start);
    let next = tokens.get(at)?;
    (next.follows && PARTICLES.contains(&words.word(next.word))).then(|| next.place().end)
}

fn is_shouted(written: &str) -> bool {
    written.chars().filter(|c| c.is_uppercase()).count() > 4
        && !written.chars().any(char::is_lowercase)
}

fn sample(texts: &[usize]) -> Vec<usize> {
    texts
        .iter()
        .copied()
        .step_by(texts.len().div_ceil(READ).max(1))
        .collect()
}

/// The share of texts that have each phrase, in the order of the phrases.
fn shares(
    words: &Words,
    stems: &Stems,
    fillers: &[Option<Filler>],
    texts: &[usize],
) -> Vec<(Phrase, f32)> {
    let mut counts: HashMap<Phrase, u32> = HashMap::new();
    let mut own: Vec<Phrase> = Vec::new();
    for &text in texts {
        own.clear();
        for_each_phrase(words, stems, fillers, text, |phrase, _| own.push(phrase));
        own.sort_unstable();
        own.dedup();
        for &phrase in &own {
            *counts.entry(phrase).or_default() += 1;
        }
    }
    // What one person wrote once names no theme, unless hardly anybody wrote.
    let fewest = if texts.len() < 6 { 1 } else { 2 };
    let mut shares: Vec<(Phrase, f32)> = counts
        .into_iter()
        .filter(|&(_, count)| count >= fewest)
        .map(|(phrase, count)| (phrase, count as f32 / texts.len() as f32))
        .collect();
    shares.sort_unstable_by_key(|&(phrase, _)| phrase);
    shares
}

/// Calls with each phrase of a text and the tokens it spans; no `fillers`, all phrases.
fn for_each_phrase(
    words: &Words,
    stems: &Stems,
    fillers: &[Option<Filler>],
    text: usize,
    mut found: impl FnMut(Phrase, &[Token]),
) {
    let tokens = words.tokens(text);
    let filler = |token: &Token| fillers.get(token.word as usize).copied().flatten();
    for first in 0..tokens.len() {
        let mut phrase = [NONE; LONGEST];
        let mut length = 0;
        let mut says_something = false;
        let mut stop_words = 0;
        for (last, token) in tokens.iter().enumerate().skip(first) {
            if last > first && !token.follows {
                break;
            }
            let Some(stem) = stems.stem(text, token.word) else {
                stop_words += 1;
                if length == 0 || stop_words > 1 {
                    break;
                }
                continue;
            };
            stop_words = 0;
            let filler = filler(token);
            if filler == Some(Filler::Empty) || phrase.contains(&stem) {
                break;
            }
            phrase[length] = stem;
            length += 1;
            says_something |= filler.is_none();
            if says_something {
                found(phrase, &tokens[first..=last]);
            }
            if length == LONGEST {
                break;
            }
        }
    }
}
