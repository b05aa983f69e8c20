//! Names and keywords of themes.

mod alike;
mod keywords;
mod pairs;
mod worth;

use std::collections::HashMap;

use rayon::prelude::*;

use super::phrases::{Phrase, Phrases, Scored, Surface, in_order, overlap, stems_of};
use crate::text::Corpus;
use alike::alike;
use keywords::{different, diverse};
use pairs::{Pair, pairs, telling_words};
use worth::{Ranked, ranked};

/// Phrases of a theme that are tried as its name.
const CANDIDATES: usize = 40;
/// What is left of a name's worth when another theme's name has all its words.
const ALIKE: f32 = 0.3;
/// A name is an example, and its theme about many things, where none of its words is in this share of the
/// theme's texts …
const NAMES_IT: f32 = 0.12;
/// … and it does not mean something like the theme either.
const NEAR: f32 = 0.3;
/// What is left of a single word's worth where a phrase with it is in this share of the theme's texts.
const TOLD_MORE: f32 = 0.6;
const MANY: f32 = 0.2;
/// So many words say what such a theme is about.
const SEVERAL: usize = 2;
/// How the name of a theme begins that is about many things.
pub const LEFT_OVER: &str = "Other: ";

/// The name and the keywords of a theme.
pub(super) struct Names {
    pub(super) label: String,
    /// At most ten, best first.
    pub(super) keywords: Vec<String>,
}

/// The names of themes given by the texts and the scored phrases of each, as people wrote them.
///
/// A name is the phrase that says most of the theme, or where no phrase does, two words. A theme of
/// which no word names more than a few texts is called what is left over, with two of its words.
/// No two names have the same words; a theme without any phrase has an empty label.
/// Keywords are different ideas, best first.
pub(super) fn names(corpus: &Corpus<'_>, members: &[Vec<usize>], phrases: &Phrases) -> Vec<Names> {
    let written: Vec<(Vec<Candidate>, Vec<String>)> = phrases
        .scored
        .par_iter()
        .zip(members)
        .map(|(scored, members)| tried(corpus, members, phrases, scored))
        .collect();
    let mut used: Vec<Candidate> = Vec::new();
    written
        .into_iter()
        .map(|(candidates, keywords)| {
            let best = candidates
                .into_iter()
                .filter(|one| !used.iter().any(|other| other.same(one)))
                .map(|one| (one.worth_beside(&used), one))
                // Of equal ones the first.
                .rev()
                .max_by(|a, b| a.0.total_cmp(&b.0))
                .map(|(_, one)| one);
            let label = best.as_ref().map(|one| capitalised(&one.label));
            used.extend(best);
            Names {
                label: label.unwrap_or_default(),
                keywords,
            }
        })
        .collect()
}

/// The possible names of a theme, and its keywords.
fn tried(
    corpus: &Corpus<'_>,
    members: &[usize],
    phrases: &Phrases,
    scored: &[Scored],
) -> (Vec<Candidate>, Vec<String>) {
    let ranked = ranked(scored);
    let keywords = diverse(&ranked);
    let best = &ranked[..ranked.len().min(CANDIDATES)];
    let telling = telling_words(&ranked);
    let mut wanted: Vec<Phrase> = best.iter().map(|one| one.phrase).collect();
    wanted.extend(&keywords);
    wanted.extend(telling.iter().map(|one| one.phrase));
    let surfaces = phrases.surfaces(corpus, members, &wanted);
    let pairs = pairs(&ranked, &surfaces, |first, second| {
        in_order(&corpus.words, &corpus.stems, members, first, second)
    });
    let singles = ranked.iter().filter(|one| one.is_single());
    let shares: HashMap<u32, f32> = singles.map(|one| (one.phrase[0], one.share)).collect();
    (
        candidates(best, &pairs, &telling, &surfaces, &shares),
        different(&keywords, &surfaces),
    )
}

/// A possible name.
struct Candidate {
    label: String,
    stems: Vec<u32>,
    worth: f32,
}

impl Candidate {
    fn same(&self, other: &Self) -> bool {
        let all_shared = overlap(&self.stems, &other.stems) >= 1.0;
        (all_shared && self.stems.len() == other.stems.len()) || alike(&self.label, &other.label)
    }

    /// Its worth when others have their names already.
    fn worth_beside(&self, used: &[Self]) -> f32 {
        let shared = used
            .iter()
            .map(|other| overlap(&self.stems, &other.stems))
            .fold(0.0, f32::max);
        self.worth * (1.0 - (1.0 - ALIKE) * shared)
    }
}

/// Possible names, best first as far as is known before others have theirs; `shares` says in how many of
/// the theme's texts each stem is.
fn candidates(
    ranked: &[Ranked],
    pairs: &[Pair],
    telling: &[&Ranked],
    surfaces: &HashMap<Phrase, Surface>,
    shares: &HashMap<u32, f32>,
) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let several = several(telling, surfaces);
    for one in ranked {
        let Some(surface) = surfaces.get(&one.phrase) else {
            continue;
        };
        let mut worth = one.worth(surface);
        if one.is_single() && !one.stands_alone(surface) && told_more(one, ranked) {
            worth *= TOLD_MORE;
        }
        let of_words = stems_of(&one.phrase)
            .iter()
            .filter_map(|stem| shares.get(stem));
        let most = of_words.fold(one.share, |most, share| most.max(*share));
        let near = surface.is_phrase() && one.fit.is_none_or(|fit| fit >= NEAR);
        let weak = most < NAMES_IT && !near;
        candidates.push(match &several {
            Some((label, stems)) if weak => Candidate {
                label: label.clone(),
                stems: stems.clone(),
                worth,
            },
            _ => Candidate {
                label: match surface.degree {
                    Some(degree) => format!("{degree} {}", surface.written.to_lowercase()),
                    None => surface.written.clone(),
                },
                stems: stems_of(&one.phrase).to_vec(),
                worth,
            },
        });
    }
    for pair in pairs {
        let [one, other] = pair.words.map(|word| &surfaces[&word]);
        if !alike(&one.written, &other.written) {
            candidates.push(Candidate {
                label: format!("{} & {}", one.written, other.written),
                stems: pair.words.map(|word| word[0]).to_vec(),
                worth: pair.worth,
            });
        }
    }
    candidates
}

/// Whether a phrase with a word in it is in many of the theme's texts.
fn told_more(word: &Ranked, ranked: &[Ranked]) -> bool {
    ranked.iter().any(|one| {
        !one.is_single() && one.share >= MANY && stems_of(&one.phrase).contains(&word.phrase[0])
    })
}

/// What a theme is called that is about many things, by the words that say most of it, and their
/// stems; none where there are hardly any.
fn several(telling: &[&Ranked], surfaces: &HashMap<Phrase, Surface>) -> Option<(String, Vec<u32>)> {
    let things: Vec<(&str, u32)> = telling
        .iter()
        .filter_map(|one| Some((surfaces.get(&one.phrase)?, one.phrase[0])))
        .filter(|(surface, _)| !surface.no_thing && !surface.written.contains([' ', '\'']))
        .map(|(surface, stem)| (surface.written.as_str(), stem))
        .take(SEVERAL)
        .collect();
    (things.len() == SEVERAL).then(|| {
        let words: Vec<&str> = things.iter().map(|(word, _)| *word).collect();
        (
            format!("{LEFT_OVER}{}", words.join(", ")),
            things.iter().map(|(_, stem)| *stem).collect(),
        )
    })
}

/// A name with a capital at its beginning; "iPhone" and "eBay" keep theirs.
#[must_use]
pub fn capitalised(label: &str) -> String {
    let first = label.split_whitespace().next().unwrap_or_default();
    if first.chars().any(char::is_uppercase) {
        return label.to_owned();
    }
    let mut characters = label.chars();
    characters.next().map_or_else(String::new, |initial| {
        initial.to_uppercase().chain(characters).collect()
    })
}

#[cfg(test)]
mod tests;
