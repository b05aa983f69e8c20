//! The texts that speak for a theme.

use super::phrases::{Scored, stems_of};
use crate::text::{Stems, Words};

const QUOTES: usize = 6;
/// Texts looked at, best first, for ones that differ.
const LOOKED_AT: usize = 80;
/// Two texts with a larger share of their stems in common say the same.
const SAME: f32 = 0.5;
/// So does one that holds a larger share of the stems of another with at least [`FEW`].
const HELD: f32 = 0.7;
const FEW: usize = 3;
/// What a text counts as a quote without any of its theme's words.
const OWN_WORDS: f32 = 0.2;
/// A text with no word of this weight says nothing of the theme.
const TELLS: f32 = 0.15;

/// What a text counts that carries boilerplate along.
const TRIMMED: f32 = 0.5;
/// Two texts with so many first words in common begin alike, and look alike in a list.
const OPENING: usize = 4;

/// At most six of `members`, central, in the theme's words, easy to read, and different
/// from each other.
///
/// `similarity` says how close a text is to its theme, 0..1, `trimmed` whether it carries
/// boilerplate along.
pub(super) fn quotes(
    texts: &[&str],
    words: &Words,
    stems: &Stems,
    members: &[usize],
    phrases: &[Scored],
    similarity: impl Fn(usize) -> f32,
    trimmed: impl Fn(usize) -> bool,
) -> Vec<usize> {
    let weights = word_weights(phrases);
    let mut ranked: Vec<(f32, usize)> = members
        .iter()
        .map(|&text| {
            let own = stem_set(words, stems, text);
            let said = about(&own, &weights) * substance(own.len(), words.tokens(text).len());
            let whole = if trimmed(text) { TRIMMED } else { 1.0 };
            (
                similarity(text) * said * readability(texts[text]) * whole,
                text,
            )
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<(usize, Vec<u32>)> = Vec::new();
    for &(_, text) in ranked.iter().take(LOOKED_AT) {
        let own = stem_set(words, stems, text);
        let begins = opening(words, text);
        let alike = |other: usize| begins.is_some() && begins == opening(words, other);
        if !chosen
            .iter()
            .any(|(other, stems)| is_same(&own, stems) || alike(*other))
        {
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
        .filter_map(|token| stems.lemma(text, token.word))
        .collect();
    set.sort_unstable();
    set.dedup();
    set
}

/// The weight of each stem in a theme, 0..1, by stem.
fn word_weights(phrases: &[Scored]) -> Vec<(u32, f32)> {
    let singles = || {
        phrases
            .iter()
            .filter(|one| stems_of(&one.phrase).len() == 1)
    };
    let best = singles()
        .map(Scored::score)
        .fold(f32::MIN_POSITIVE, f32::max);
    let mut weights: Vec<(u32, f32)> = singles()
        .map(|one| (one.phrase[0], one.score() / best))
        .collect();
    weights.sort_unstable_by_key(|&(stem, _)| stem);
    weights
}

/// How much of its theme a text says: the mean weight of its words, one word alone not
/// making a high mean; little where no word is one of the theme's.
fn about(own: &[u32], weights: &[(u32, f32)]) -> f32 {
    let mut sum = 0.0;
    let mut most = 0.0_f32;
    for stem in own {
        if let Ok(at) = weights.binary_search_by_key(stem, |&(stem, _)| stem) {
            sum += weights[at].1;
            most = most.max(weights[at].1);
        }
    }
    let mean = sum / (own.len() as f32 + 3.0);
    if most < TELLS {
        OWN_WORDS * mean
    } else {
        OWN_WORDS + mean
    }
}

/// Lower for texts of few words that say something among many that do not.
fn substance(stems: usize, words: usize) -> f32 {
    let few = match stems {
        0..=1 => 0.5,
        2 => 0.8,
        _ => 1.0,
    };
    if (stems as f32) < 0.25 * words as f32 {
        few * 0.7
    } else {
        few
    }
}

/// Lower for what is too short to say anything, too long to be read, broken off, or shouted.
fn readability(text: &str) -> f32 {
    let text = text.trim();
    let length = match text.chars().take(2_000).count() {
        0..20 => 0.6,
        20..40 => 0.85,
        40..=240 => 1.0,
        241..=500 => 0.75,
        _ => 0.5,
    };
    // "Hi team," and "I attach:" are beginnings of something that is not there.
    let whole = if text.ends_with([',', ':', ';', '-', '–', '—']) || text.ends_with("...") {
        0.5
    } else if text.ends_with(['.', '!', '?', '…', '"', '”', ')', '。', '！', '？', '؟']) {
        1.0
    } else {
        0.9
    };
    // A message in several lines carries its greeting and signature along.
    let lines = if text.lines().filter(|line| !line.trim().is_empty()).count() > 2 {
        0.8
    } else {
        1.0
    };
    // "and then it stopped" is the end of a sentence.
    let begun = if text.starts_with(char::is_lowercase) && text.contains(". ") {
        0.85
    } else {
        1.0
    };
    let small = text.chars().take(200).any(char::is_lowercase);
    let capital = text.chars().take(200).any(char::is_uppercase);
    let shouted = if capital && !small { 0.7 } else { 1.0 };
    length * whole * lines * shouted * begun
}

/// The first words of a text, if it has more.
fn opening(words: &Words, text: usize) -> Option<Vec<u32>> {
    let tokens = words.tokens(text);
    (tokens.len() > OPENING).then(|| tokens[..OPENING].iter().map(|token| token.word).collect())
}

/// Whether two texts say the same, be it that one of them says more.
fn is_same(a: &[u32], b: &[u32]) -> bool {
    let common = a
        .iter()
        .filter(|stem| b.binary_search(stem).is_ok())
        .count();
    let either = (a.len() + b.len() - common).max(1);
    let shorter = a.len().min(b.len());
    common as f32 > SAME * either as f32
        || (shorter >= FEW && common as f32 > HELD * shorter as f32)
}
