//! The meaning of a text by itself, without a set of texts that it belongs to.

use ndarray::{Array2, Axis};
use rayon::prelude::*;

use super::meanings::{weight, write_listed};
use super::word_vectors::WordVectors;
use crate::text::Words;

/// The words of some texts, looked up in the table of English.
pub(crate) struct WordMeanings {
    /// For each distinct word its row, if the table has it.
    rows: Vec<Option<usize>>,
    /// Weighted, known words × dimensions.
    vectors: Array2<f32>,
}

impl WordMeanings {
    /// Looks the distinct words up; `None` if there is no table.
    pub(crate) fn english(words: &Words) -> Option<WordMeanings> {
        let table = WordVectors::english()?;
        let places: Vec<Option<usize>> = (words.distinct().par_iter())
            .map(|word| table.find(word))
            .collect();
        let known: Vec<usize> = places.iter().copied().flatten().collect();
        let mut vectors = Array2::zeros((known.len(), table.dimensions()));
        (vectors.axis_iter_mut(Axis(0)).into_par_iter())
            .zip(&known)
            .with_min_len(256)
            .for_each(|(row, &place)| write_listed(&table, place, weight(&table, place), row));
        let mut next = 0..;
        let rows = (places.into_iter())
            .map(|place| place.and_then(|_| next.next()))
            .collect();
        Some(WordMeanings { rows, vectors })
    }

    /// Numbers in each vector.
    pub(crate) fn dimensions(&self) -> usize {
        self.vectors.ncols()
    }

    /// The weighted sum of the words' vectors, of any length; zeros where the table has none of them.
    pub(crate) fn of_text(&self, words: &Words, text: usize) -> Vec<f32> {
        let mut sum = vec![0.0; self.dimensions()];
        for token in words.tokens(text) {
            self.add_word(token.word, &mut sum);
        }
        sum
    }

    /// Adds a word's weighted vector to `sum`; nothing where the table has not the word.
    pub(crate) fn add_word(&self, word: u32, sum: &mut [f32]) {
        if let Some(row) = self.rows[word as usize] {
            for (sum, value) in sum.iter_mut().zip(self.vectors.row(row)) {
                *sum += value;
            }
        }
    }
}
