//! The texts that speak for a theme.

use crate::text::{Stems, Words};

const QUOTES: usize = 5;
/// Texts looked at, best first, for ones that differ.
const LOOKED_AT: usize = 80;
/// Two texts with a larger share of their stems in common say the same.
const SAME: f32 = 0.55;

/// At most five of `members`, central, easy to read, and different from each other.
///
/// `centrality` says how close a text is to its theme, 0..1.
pub(super) fn quotes(
    texts: &[&str],
    words: &Words,
    stems: &Stems,
    members: &[usize],
    centrality: impl Fn(usize) -> f32,
) -> Vec<usize> {
    let mut ranked: Vec<(f32, usize)> = members
        .iter()
        .map(|&text| (centrality(text) * readability(texts[text]), text))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<(usize, Vec<u32>)> = Vec::new();
    for &(_, text) in ranked.iter().take(LOOKED_AT) {
        let own = stem_set(words, stems, text);
        if chosen.iter().all(|(_, other)| jaccard(&own, other) <= SAME) {
            chosen.push((text, own));
            if chosen.len() == QUOTES {
                break;
            }
        }
    }
    chosen.into_iter().map(|(text, _)| text).collect()
}

/// The stems of a text, ascending.
pub(super) fn stem_set(words: &Words, stems: &Stems, text: usize) -> Vec<u32> {
    let tokens = words.tokens(text).iter();
    let mut set: Vec<u32> = tokens
        .filter_map(|token| stems.stem(text, token.word))
        .collect();
    set.sort_unstable();
    set.dedup();
    set
}

/// Lower for what is too short to say anything, too long to be read, or shouted.
fn readability(text: &str) -> f32 {
    let characters = text.chars().take(2_000).count();
    let length = match characters {
        0..20 => 0.6,
        20..40 => 0.85,
        40..=240 => 1.0,
        241..=500 => 0.8,
        _ => 0.6,
    };
    let small = text.chars().take(200).any(char::is_lowercase);
    let capital = text.chars().take(200).any(char::is_uppercase);
    if capital && !small {
        length * 0.7
    } else {
        length
    }
}

fn jaccard(a: &[u32], b: &[u32]) -> f32 {
    let common = a
        .iter()
        .filter(|stem| b.binary_search(stem).is_ok())
        .count();
    common as f32 / (a.len() + b.len() - common).max(1) as f32
}
