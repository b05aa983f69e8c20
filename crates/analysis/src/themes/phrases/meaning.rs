//! How near the meaning of a phrase is to what its theme is about.

use std::collections::HashMap;

use rayon::prelude::*;

use super::{Scored, stems_of};
use crate::text::Corpus;
use crate::vectors::WordMeanings;

/// Texts of one theme whose meanings are read; more would change little.
const READ: usize = 400;
/// The language of the word vectors, ISO 639-3.
const LANGUAGE: &str = "eng";

/// For each theme and each of its phrases, the cosine of the phrase's meaning to the theme's, −1..1;
/// none where the word vectors know no word of the phrase, or not the language.
///
/// A theme's meaning is the mean of its texts', each of unit length, less the mean of all themes'
/// texts, and so is a phrase's: what all texts have in common tells no theme from another.
pub(super) fn fits(
    corpus: &Corpus<'_>,
    read: &[Vec<usize>],
    scored: &[Vec<Scored>],
) -> Option<Vec<Vec<Option<f32>>>> {
    let english = |text: &&usize| corpus.languages[**text] == Some(LANGUAGE);
    if !read.iter().flatten().any(|text| english(&text)) {
        return None;
    }
    let meanings = WordMeanings::english(&corpus.words)?;
    let sums: Vec<(Vec<f32>, usize)> = read
        .par_iter()
        .map(|read| {
            let mut sum = vec![0.0; meanings.dimensions()];
            let mut texts = 0;
            let step = read.len().div_ceil(READ).max(1);
            for &text in read.iter().step_by(step).filter(english) {
                let mut meaning = meanings.of_text(&corpus.words, text);
                if normalise(&mut meaning) {
                    add(&mut sum, &meaning, 1.0);
                    texts += step;
                }
            }
            // As many texts as there are, though not all were read.
            sum.iter_mut().for_each(|value| *value *= step as f32);
            (sum, texts)
        })
        .collect();
    let all: usize = sums.iter().map(|(_, texts)| texts).sum();
    let mut usual = vec![0.0; meanings.dimensions()];
    for (sum, _) in &sums {
        add(&mut usual, sum, 1.0 / all.max(1) as f32);
    }
    // One theme has nothing to be told from.
    if sums.iter().filter(|(_, texts)| *texts > 0).count() < 2 {
        usual.fill(0.0);
    }
    let written = written(corpus, read);
    let of_theme = |((mut centre, texts), scored): ((Vec<f32>, usize), &Vec<Scored>)| {
        add(&mut centre, &usual, -(texts as f32));
        let known = normalise(&mut centre);
        let fit = |one: &Scored| {
            let mut meaning = vec![0.0; centre.len()];
            for stem in stems_of(&one.phrase) {
                if let Some(&(word, _)) = written.get(stem) {
                    meanings.add_word(word, &mut meaning);
                }
            }
            if !known || !normalise(&mut meaning) {
                return None;
            }
            add(&mut meaning, &usual, -1.0);
            normalise(&mut meaning).then(|| dot(&meaning, &centre))
        };
        scored.iter().map(fit).collect()
    };
    Some(sums.into_par_iter().zip(scored).map(of_theme).collect())
}

/// The word that most often stands for each stem, with how often it does.
fn written(corpus: &Corpus<'_>, read: &[Vec<usize>]) -> HashMap<u32, (u32, u32)> {
    let mut uses = vec![(0_u32, None); corpus.words.distinct().len()];
    for &text in read.iter().flatten() {
        for token in corpus.words.tokens(text) {
            let (uses, stem) = &mut uses[token.word as usize];
            *uses += 1;
            *stem = stem.or_else(|| corpus.stems.lemma(text, token.word));
        }
    }
    let mut written: HashMap<u32, (u32, u32)> = HashMap::new();
    for (word, (uses, stem)) in (0..).zip(uses) {
        if let Some(stem) = stem {
            let most = written.entry(stem).or_insert((word, uses));
            if uses > most.1 {
                *most = (word, uses);
            }
        }
    }
    written
}

fn add(sum: &mut [f32], vector: &[f32], times: f32) {
    for (sum, value) in sum.iter_mut().zip(vector) {
        *sum += times * value;
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Makes a vector one of unit length; false where it has no direction.
fn normalise(vector: &mut [f32]) -> bool {
    let length = dot(vector, vector).sqrt();
    vector
        .iter_mut()
        .for_each(|value| *value /= length.max(f32::MIN_POSITIVE));
    length > 1e-6
}
