//! Names and keywords of themes.

use std::collections::HashMap;

use rayon::prelude::*;

use super::phrases::{Phrase, Phrases, Scored, Surface, in_order, overlap, stems_of};
use crate::text::{Stems, Words};

const KEYWORDS: usize = 10;
/// Phrases of a theme that are tried as its name.
const CANDIDATES: usize = 40;
/// What a phrase of one to four stems is worth as a name: more words say more.
const LENGTH: [f32; 4] = [0.4, 1.0, 1.0, 0.9];
/// What a name of its own is worth instead, where nearly all of a theme's texts have it.
const PROPER: f32 = 0.9;
/// The weight of a phrase's best, second, … word.
const RANKS: [f32; 4] = [1.0, 0.6, 0.3, 0.1];
/// How much it counts that many of the theme's texts have a phrase, as a power of their share.
const COVERAGE: f32 = 0.38;
/// How much it counts that the texts which have a phrase are central ones, as a power.
const CENTRAL: f32 = 3.0;
/// A phrase that a smaller share of the theme's texts have is an example, not a name.
const CARRIED: f32 = 0.04;
/// A single word that fewer of the theme's texts have does not stand for it alone.
const STANDS_ALONE: f32 = 0.6;
/// Weight of a word to be named beside another one, as a share of the best word's.
const BESIDE: f32 = 0.3;
/// Two words are a name where each is in this share of the theme's texts …
const EACH: f32 = 0.12;
/// … and the two together, as far as their shares tell, in this one.
const BOTH: f32 = 0.4;
/// What two words side by side are worth next to the first of them alone.
const PAIR: f32 = 0.8;
/// What is left of a name's worth when another theme's name has all its words.
const ALIKE: f32 = 0.3;
/// What a longer keyword loses by holding the words of a shorter one.
const LONGER: f32 = 0.85;
/// A phrase is broken off when it goes on in a larger share of its uses.
const GOES_ON: f32 = 0.75;
/// Longer names are hard to read in a list, in characters.
const LONG: usize = 36;
/// Words that begin alike in this share of the shorter one mean the same.
const SAME_BEGINNING: f32 = 0.7;

/// The name and the keywords of a theme.
pub(super) struct Names {
    pub(super) label: String,
    /// At most ten, best first.
    pub(super) keywords: Vec<String>,
}

/// The names of themes given by the texts and the scored phrases of each, as people wrote them.
///
/// A name is the phrase that says most of the theme, or where no phrase does, two words.
/// No two names have the same words; a theme without any phrase has an empty label.
/// Keywords are different ideas, best first.
pub(super) fn names(
    texts: &[&str],
    words: &Words,
    stems: &Stems,
    members: &[Vec<usize>],
    phrases: &Phrases,
) -> Vec<Names> {
    let written: Vec<(Vec<Candidate>, Vec<String>)> = phrases
        .scored
        .par_iter()
        .zip(members)
        .map(|(scored, members)| {
            let ranked = ranked(scored);
            let keywords = diverse(&ranked);
            let ranked = &ranked[..ranked.len().min(CANDIDATES)];
            let mut wanted: Vec<Phrase> = ranked.iter().map(|one| one.phrase).collect();
            wanted.extend(&keywords);
            let pairs = pairs(scored, |first, second| {
                in_order(words, stems, members, first, second)
            });
            wanted.extend(pairs.iter().flat_map(|pair| pair.0));
            let surfaces = phrases.surfaces(texts, words, stems, members, &wanted);
            (
                candidates(ranked, &pairs, &surfaces),
                different(&keywords, &surfaces),
            )
        })
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

/// A possible name.
struct Candidate {
    label: String,
    stems: Vec<u32>,
    worth: f32,
}

impl Candidate {
    fn same(&self, other: &Self) -> bool {
        let all_shared = overlap(&self.stems, &other.stems) >= 1.0;
        (all_shared && self.stems.len() == other.stems.len())
            // "Kurs" and "Kurses", whatever their stems.
            || alike(&self.label, &other.label)
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

/// A phrase and what it is worth as a name.
#[derive(Clone, Copy)]
struct Ranked {
    phrase: Phrase,
    /// Share of the theme's texts that have it.
    share: f32,
    worth: f32,
    /// What it is worth as a keyword: single words as much as longer phrases.
    as_keyword: f32,
}

/// The phrases worth most as names, best first.
///
/// Worth is what a phrase's words say of the theme, times how many of its texts have the
/// phrase (to a power), times how much it tells the theme from others.
fn ranked(scored: &[Scored]) -> Vec<Ranked> {
    let weights = weights(scored);
    let mut ranked: Vec<Ranked> = scored
        .iter()
        .map(|one| {
            let stems = stems_of(&one.phrase);
            let mut own: Vec<f32> = stems
                .iter()
                .map(|stem| weights.get(stem).copied().unwrap_or(0.0))
                .collect();
            own.sort_by(|a, b| b.total_cmp(a));
            let says: f32 = own
                .iter()
                .zip(RANKS)
                .map(|(weight, rank)| weight * rank)
                .sum();
            let whole = if one.fragment { 0.4 } else { 1.0 };
            let carried = (one.share / CARRIED).min(1.0);
            let central = one.central.powf(CENTRAL);
            let told = says * one.telling / (one.telling + 1.0) * whole * carried * central;
            Ranked {
                phrase: one.phrase,
                share: one.share,
                worth: told * one.share.powf(COVERAGE) * LENGTH[stems.len() - 1],
                as_keyword: if one.fragment && stems.len() > 1 {
                    0.0
                } else {
                    told * one.share.sqrt() / stems.len() as f32
                },
            }
        })
        .collect();
    ranked.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.phrase.cmp(&b.phrase)));
    ranked
}

/// The weight of each single word, 0..1.
fn weights(scored: &[Scored]) -> HashMap<u32, f32> {
    let single = |one: &&Scored| stems_of(&one.phrase).len() == 1;
    let singles: Vec<&Scored> = scored.iter().filter(single).collect();
    let best = singles
        .iter()
        .map(|one| one.score())
        .fold(f32::MIN_POSITIVE, f32::max);
    singles
        .iter()
        .map(|one| (one.phrase[0], one.score() / best))
        .collect()
}

/// Pairs of single words that say most together, with their worth, best first.
///
/// Words that stand in one phrase make no pair; the phrase is the better name.
fn pairs(scored: &[Scored], in_order: impl Fn(u32, u32) -> bool) -> Vec<([Phrase; 2], f32)> {
    let best: Vec<(&Scored, f32)> = {
        let weights = weights(scored);
        scored
            .iter()
            .filter(|one| stems_of(&one.phrase).len() == 1)
            .map(|one| (one, weights.get(&one.phrase[0]).copied().unwrap_or(0.0)))
            .take(6)
            .collect()
    };
    let together = |a: u32, b: u32| {
        let mut stems = scored.iter().map(|one| stems_of(&one.phrase));
        stems.any(|stems| stems.contains(&a) && stems.contains(&b))
    };
    let mut pairs = Vec::new();
    for (at, &(first, weight)) in best.iter().enumerate() {
        for &(second, beside) in &best[at + 1..] {
            let both = first.share + second.share;
            let weak =
                beside < BESIDE * weight || first.share.min(second.share) < EACH || both < BOTH;
            if weak || together(first.phrase[0], second.phrase[0]) {
                continue;
            }
            let (mut one, mut other) = (first.phrase, second.phrase);
            if !in_order(one[0], other[0]) {
                std::mem::swap(&mut one, &mut other);
            }
            let says = weight * RANKS[0] + beside * RANKS[1];
            let alone = if first.share >= STANDS_ALONE {
                0.5
            } else {
                1.0
            };
            let worth = says
                * first.share.powf(COVERAGE)
                * (first.telling / (first.telling + 1.0))
                * LENGTH[0]
                * PAIR
                * alone;
            pairs.push(([one, other], worth));
        }
    }
    pairs
}

/// Possible names, best first as far as is known before others have theirs.
fn candidates(
    ranked: &[Ranked],
    pairs: &[([Phrase; 2], f32)],
    surfaces: &HashMap<Phrase, Surface>,
) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for one in ranked {
        if let Some(surface) = surfaces.get(&one.phrase) {
            candidates.push(Candidate {
                label: surface.written.clone(),
                stems: stems_of(&one.phrase).to_vec(),
                worth: one.worth * readable(surface) * named(one, surface),
            });
        }
    }
    for ([first, second], worth) in pairs {
        if let (Some(one), Some(other)) = (surfaces.get(first), surfaces.get(second))
            && !alike(&one.written, &other.written)
        {
            candidates.push(Candidate {
                label: format!("{} & {}", one.written, other.written),
                stems: vec![first[0], second[0]],
                worth: worth * readable(one).min(readable(other)),
            });
        }
    }
    candidates
}

/// A name of its own ("Excel") says as much as two words where nearly all of a theme have it.
fn named(one: &Ranked, surface: &Surface) -> f32 {
    if surface.proper && stems_of(&one.phrase).len() == 1 && one.share >= STANDS_ALONE {
        PROPER / LENGTH[0]
    } else {
        1.0
    }
}

/// Lower for what is long, broken off, or two words in one.
fn readable(surface: &Surface) -> f32 {
    let length = if surface.written.chars().nth(LONG).is_some() {
        0.5
    } else {
        1.0
    };
    let whole = if surface.goes_on > GOES_ON { 0.6 } else { 1.0 };
    let one = if surface.written.contains('/') {
        0.6
    } else {
        1.0
    };
    let complete = if surface.numbered > 0.5 { 0.4 } else { 1.0 };
    // What somebody does, or what something is like, names it less well than what it is.
    let noun = if surface.written.contains(' ') {
        1.0
    } else {
        (1.0 - surface.verbal) * (1.0 - 0.5 * surface.goes_on)
    };
    length * whole * one * noun * complete
}

/// Phrases that say different things, best first, somewhat more than there will be keywords.
///
/// After maximal marginal relevance (Carbonell & Goldstein 1998): a phrase loses by what
/// it shares with those before it.
fn diverse(ranked: &[Ranked]) -> Vec<Phrase> {
    let mut left: Vec<Ranked> = ranked.to_vec();
    let mut chosen: Vec<Phrase> = Vec::new();
    while chosen.len() < KEYWORDS * 3 / 2 {
        let worth = |one: &Ranked| {
            let stems = stems_of(&one.phrase);
            let shared = chosen.iter().map(|other| {
                let other = stems_of(other);
                // A word of a phrase that is there says nothing new; a longer phrase may.
                if stems.len() > other.len() {
                    LONGER * overlap(stems, other)
                } else {
                    overlap(stems, other)
                }
            });
            one.as_keyword * (1.0 - shared.fold(0.0, f32::max))
        };
        let best = (0..left.len())
            .map(|at| (worth(&left[at]), at))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        match best {
            Some((worth, at)) if worth > 0.0 => chosen.push(left.remove(at).phrase),
            _ => break,
        }
    }
    chosen
}

/// Keywords as written, without those written much alike.
fn different(keywords: &[Phrase], surfaces: &HashMap<Phrase, Surface>) -> Vec<String> {
    let mut different: Vec<String> = Vec::new();
    for surface in keywords.iter().filter_map(|phrase| surfaces.get(phrase)) {
        let written = &surface.written;
        let broken_off = surface.goes_on > GOES_ON && written.contains(' ');
        if different.len() < KEYWORDS
            && !broken_off
            && !different.iter().any(|other| alike(written, other))
        {
            different.push(written.clone());
        }
    }
    different
}

/// Whether two single words are forms of one, or two phrases are written alike.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    if a.contains(' ') || b.contains(' ') {
        return a == b;
    }
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let (shorter, longer) = {
        let (a, b) = (a.chars().count(), b.chars().count());
        (a.min(b), a.max(b))
    };
    a == b
        || (common >= 4 && common as f32 >= SAME_BEGINNING * shorter as f32 && longer - common <= 6)
}

fn capitalised(label: &str) -> String {
    let first = label.split_whitespace().next().unwrap_or_default();
    // "iPhone" and "eBay" keep their way of beginning.
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
