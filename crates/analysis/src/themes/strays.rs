//! Texts that share no word with any other.

use std::collections::HashMap;

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
    let mut numbers: HashMap<Vec<char>, usize> = HashMap::new();
    let profiles: Vec<Vec<usize>> = strays
        .iter()
        .map(|&text| {
            let mut profile = Vec::new();
            for trigram in trigrams(words, text) {
                let next = numbers.len();
                profile.push(*numbers.entry(trigram).or_insert(next));
            }
            profile.sort_unstable();
            profile.dedup();
            profile
        })
        .collect();
    let mut shares = vec![vec![0.0f32; members.len()]; numbers.len()];
    for (theme, texts) in members.iter().enumerate() {
        for &text in texts {
            for trigram in trigrams(words, text) {
                if let Some(&number) = numbers.get(&trigram) {
                    shares[number][theme] += 1.0 / texts.len() as f32;
                }
            }
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

/// The trigrams of a text's words, with their edges marked.
fn trigrams(words: &Words, text: usize) -> Vec<Vec<char>> {
    let mut trigrams = Vec::new();
    for token in words.tokens(text) {
        let characters: Vec<char> = [' ']
            .into_iter()
            .chain(words.word(token.word).chars())
            .chain([' '])
            .collect();
        trigrams.extend(characters.windows(SIZE).map(<[char]>::to_vec));
    }
    trigrams
}
