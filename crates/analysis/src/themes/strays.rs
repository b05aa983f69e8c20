//! Texts that share no word with any other.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::text::Words;

const SIZE: usize = 3;

/// The theme that the spelling of each stray text is most like, with the cosine.
///
/// Compares the character trigrams of words, so that "recieving refnud" still finds
/// the refunds. `members` are the texts of each theme. A text that is like none goes
/// to the largest, that is the first, with a similarity of 0.
pub(super) fn place(words: &Words, strays: &[usize], members: &[Vec<usize>]) -> Vec<(usize, f32)> {
    if strays.is_empty() || members.is_empty() {
        return Vec::new();
    }
    // Only the trigrams of the strays matter.
    let mut numbers: HashMap<[char; SIZE], usize> = HashMap::new();
    let profiles: Vec<Vec<usize>> = strays
        .iter()
        .map(|&text| {
            let mut profile = Vec::new();
            let tokens = words.tokens(text).iter();
            for trigram in tokens.flat_map(|token| trigrams(words.word(token.word))) {
                let next = numbers.len();
                profile.push(*numbers.entry(trigram).or_insert(next));
            }
            profile.sort_unstable();
            profile.dedup();
            profile
        })
        .collect();
    let mut shares = vec![vec![0.0f32; members.len()]; numbers.len()];
    let of_word: Vec<Vec<usize>> = (words.distinct().par_iter())
        .map(|word| {
            let known = trigrams(word);
            known
                .filter_map(|trigram| numbers.get(&trigram).copied())
                .collect()
        })
        .collect();
    for (theme, texts) in members.iter().enumerate() {
        let tokens = texts.iter().flat_map(|&text| words.tokens(text));
        for &number in tokens.flat_map(|token| &of_word[token.word as usize]) {
            shares[number][theme] += 1.0 / texts.len() as f32;
        }
    }
    profiles
        .iter()
        .map(|profile| {
            let mut best = (0, 0.0);
            for theme in 0..members.len() {
                // How much more often than on average the theme has the text's trigrams.
                let lift = |&number: &usize| {
                    let all: f32 = shares[number].iter().sum();
                    if all > 0.0 {
                        shares[number][theme] / all
                    } else {
                        0.0
                    }
                };
                let similarity =
                    profile.iter().map(lift).sum::<f32>() / profile.len().max(1) as f32;
                if similarity > best.1 {
                    best = (theme, similarity);
                }
            }
            best
        })
        .collect()
}

/// The trigrams of a word, with its edges marked.
fn trigrams(word: &str) -> impl Iterator<Item = [char; SIZE]> {
    let characters: Vec<char> = [' '].into_iter().chain(word.chars()).chain([' ']).collect();
    (SIZE..=characters.len()).filter_map(move |end| characters[end - SIZE..end].try_into().ok())
}
