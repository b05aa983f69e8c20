//! Names and keywords of themes.

use std::collections::HashSet;

use rayon::prelude::*;

use super::phrases::{Phrase, Scored, length, overlap, surfaces};
use crate::text::{Stems, Words};

const KEYWORDS: usize = 10;
/// Weight of a keyword's own score against its likeness to those chosen before it.
const RELEVANCE: f32 = 0.65;
/// What a phrase of one, two, three stems is worth as a name: more words say more.
const LENGTH_BONUS: [f32; 3] = [1.0, 1.7, 2.0];
/// A single word that fewer of the theme's texts have does not stand for it alone.
const STANDS_ALONE: f32 = 0.6;
/// A longer phrase is the better name when this share of the texts with the word have it.
const SPECIFIC: f32 = 0.25;

/// The name and the keywords of a theme.
pub(super) struct Names {
    pub(super) label: String,
    /// At most ten, best first.
    pub(super) keywords: Vec<String>,
}

/// The names of themes given by the texts and the scored phrases of each, as people wrote them.
///
/// Labels are distinct, also without regard to case; a theme without any phrase has an
/// empty label. Keywords are chosen by maximal marginal relevance (Carbonell & Goldstein 1998).
pub(super) fn names(
    texts: &[&str],
    words: &Words,
    stems: &Stems,
    members: &[Vec<usize>],
    phrases: &[Vec<Scored>],
) -> Vec<Names> {
    let written: Vec<(Vec<Vec<String>>, Vec<String>)> = phrases
        .par_iter()
        .zip(members)
        .map(|(scored, members)| {
            let keywords = diverse(scored);
            let candidates = label_candidates(scored, &keywords);
            let wanted: Vec<Phrase> = keywords
                .iter()
                .copied()
                .chain(candidates.iter().flatten().copied())
                .collect();
            let surfaces = surfaces(texts, words, stems, members, &wanted);
            let write = |phrase: &Phrase| surfaces.get(phrase).cloned();
            (
                candidates
                    .iter()
                    .map(|parts| parts.iter().filter_map(write).collect())
                    .collect(),
                keywords.iter().filter_map(write).collect(),
            )
        })
        .collect();
    let mut used = HashSet::new();
    written
        .into_iter()
        .map(|(candidates, keywords)| {
            let mut labels = candidates.iter().map(|parts| label(parts));
            let label = labels.find(|label| !label.is_empty() && used.insert(label.to_lowercase()));
            Names {
                label: label.unwrap_or_default(),
                keywords: without_repeats(keywords),
            }
        })
        .collect()
}

/// One word of two languages has two stems, but is written alike.
fn without_repeats(keywords: Vec<String>) -> Vec<String> {
    let mut written = HashSet::new();
    keywords
        .into_iter()
        .filter(|keyword| written.insert(keyword.to_lowercase()))
        .collect()
}

/// Phrases of high score that say different things.
fn diverse(scored: &[Scored]) -> Vec<Phrase> {
    let best = scored
        .iter()
        .map(|one| one.score * bonus(one))
        .fold(f32::MIN_POSITIVE, f32::max);
    let mut left: Vec<&Scored> = scored.iter().collect();
    let mut chosen: Vec<Phrase> = Vec::new();
    while chosen.len() < KEYWORDS && !left.is_empty() {
        let worth = |one: &Scored| {
            let alike = chosen
                .iter()
                .map(|other| overlap(&one.phrase, other))
                .fold(0.0, f32::max);
            RELEVANCE * one.score * bonus(one) / best - (1.0 - RELEVANCE) * alike
        };
        let Some((at, worth)) = (0..left.len())
            .map(|at| (at, worth(left[at])))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        else {
            break;
        };
        // From here on all phrases repeat what was said, or say next to nothing.
        if worth < -0.3 {
            break;
        }
        chosen.push(left.remove(at).phrase);
    }
    chosen
}

fn bonus(one: &Scored) -> f32 {
    LENGTH_BONUS[length(&one.phrase) - 1]
}

/// Possible labels, best first, each of one or two phrases.
fn label_candidates(scored: &[Scored], keywords: &[Phrase]) -> Vec<Vec<Phrase>> {
    let mut ranked: Vec<&Scored> = scored.iter().collect();
    ranked.sort_by(|a, b| {
        (b.score * bonus(b))
            .total_cmp(&(a.score * bonus(a)))
            .then(a.phrase.cmp(&b.phrase))
    });
    let mut candidates: Vec<Vec<Phrase>> = Vec::new();
    for &one in ranked.iter().take(12) {
        let single = length(&one.phrase) == 1;
        let longer = ranked.iter().find(|longer| {
            single
                && length(&longer.phrase) > 1
                && longer.phrase.contains(&one.phrase[0])
                && longer.share >= SPECIFIC * one.share
        });
        let other = keywords
            .iter()
            .find(|other| overlap(&one.phrase, other) == 0.0);
        match (longer, other) {
            (Some(longer), _) => candidates.push(vec![longer.phrase]),
            (None, Some(&other)) if single && one.share < STANDS_ALONE => {
                candidates.push(vec![one.phrase, other]);
            }
            _ => candidates.push(vec![one.phrase]),
        }
    }
    // What is left when all of these are taken: the best with each of the keywords.
    if let Some(first) = ranked.first() {
        let others = keywords.iter().filter(|other| **other != first.phrase);
        candidates.extend(others.map(|&other| vec![first.phrase, other]));
    }
    candidates
}

fn label(parts: &[String]) -> String {
    let label = parts.join(", ");
    let first = label.split_whitespace().next().unwrap_or_default();
    // "iPhone" and "eBay" keep their way of beginning.
    if first.chars().any(char::is_uppercase) {
        return label;
    }
    let mut characters = label.chars();
    characters.next().map_or_else(String::new, |initial| {
        initial.to_uppercase().chain(characters).collect()
    })
}
