//! Texts that say the same.

use std::collections::HashMap;

use rayon::prelude::*;

use super::super::words::Words;

/// Texts of fewer words are the same only when all words are.
const FEWEST: usize = 12;
/// Two texts with this share of their pairs of neighbouring words in common are the same.
const SAME: f64 = 0.75;
/// Bands of two minima each: texts alike by [`SAME`] meet in one with 99.3 %, texts alike
/// by a third with 50 %.
const BANDS: usize = 6;
/// Texts compared with, of those that a band brings together.
const COMPARED: usize = 8;

/// The first text that says the same as each text; itself where there is none.
///
/// Equal words in equal order, whatever the numbers and punctuation between them; of longer
/// texts also those that differ in a few words: the Jaccard index of their pairs of words,
/// found by MinHash with bands (Broder 1997; Leskovec, Rajaraman & Ullman 2020, section 3.4).
/// Linear in the length of all texts.
pub(super) fn same_as(words: &Words) -> Vec<usize> {
    let mut same_as: Vec<usize> = (0..words.texts()).collect();
    let hashes: Vec<u64> = (0..words.texts())
        .into_par_iter()
        .with_min_len(1024)
        .map(|text| words_of(words, text).fold(0, |hash, word| mix(hash ^ u64::from(word + 1))))
        .collect();
    let mut first: HashMap<u64, usize> = HashMap::new();
    for (text, &hash) in hashes.iter().enumerate() {
        if words.tokens(text).is_empty() {
            continue;
        }
        let earlier = *first.entry(hash).or_insert(text);
        if words_of(words, earlier).eq(words_of(words, text)) {
            same_as[text] = earlier;
        }
    }
    let long: Vec<(usize, [u64; BANDS])> = (0..words.texts())
        .into_par_iter()
        .with_min_len(256)
        .filter(|&text| same_as[text] == text && words.tokens(text).len() >= FEWEST)
        .map(|text| (text, bands(&pairs(words, text))))
        .collect();
    let mut met: HashMap<(usize, u64), Vec<usize>> = HashMap::new();
    for (text, bands) in long {
        let mut candidates: Vec<usize> = bands
            .iter()
            .enumerate()
            .filter_map(|band| met.get(&(band.0, *band.1)))
            .flatten()
            .copied()
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        if !candidates.is_empty() {
            let own = pairs(words, text);
            if let Some(earlier) = candidates
                .into_iter()
                .find(|&earlier| jaccard(&own, &pairs(words, earlier)) >= SAME)
            {
                same_as[text] = earlier;
                continue;
            }
        }
        for band in bands.into_iter().enumerate() {
            let met = met.entry(band).or_default();
            if met.len() < COMPARED {
                met.push(text);
            }
        }
    }
    // A copy of a copy is one of the first.
    for text in 0..same_as.len() {
        same_as[text] = same_as[same_as[text]];
    }
    same_as
}

fn words_of(words: &Words, text: usize) -> impl Iterator<Item = u32> + '_ {
    words.tokens(text).iter().map(|token| token.word)
}

/// The pairs of neighbouring words, hashed, ascending, each once.
fn pairs(words: &Words, text: usize) -> Vec<u64> {
    let mut pairs: Vec<u64> = words
        .tokens(text)
        .windows(2)
        .map(|pair| mix(u64::from(pair[0].word) << 32 | u64::from(pair[1].word)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// For each band, its two smallest values under two orders of all pairs.
fn bands(pairs: &[u64]) -> [u64; BANDS] {
    std::array::from_fn(|band| {
        let least = |order: usize| {
            // Odd factors permute the numbers; the upper bits are mixed best.
            let factor = mix(2 * band as u64 + order as u64) | 1;
            let values = pairs.iter().map(|pair| pair.wrapping_mul(factor) >> 16);
            values.min().unwrap_or(0)
        };
        mix(least(1) ^ mix(least(2)))
    })
}

fn jaccard(a: &[u64], b: &[u64]) -> f64 {
    let common = a
        .iter()
        .filter(|pair| b.binary_search(pair).is_ok())
        .count();
    common as f64 / (a.len() + b.len() - common).max(1) as f64
}

/// SplitMix64's finaliser (Steele, Lea & Flood 2014).
pub(super) fn mix(value: u64) -> u64 {
    let mut value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    value = (value ^ value >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ value >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ value >> 31
}
