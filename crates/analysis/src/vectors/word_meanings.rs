//! The meaning of a text by itself, without a set of texts that it belongs to.

use rayon::prelude::*;

use super::meanings::{weight, write_listed};
use super::word_rows::WordRows;
use super::word_vectors::WordVectors;
use crate::text::Words;

/// The words of some texts, looked up in the table of English.
pub(crate) struct WordMeanings {
    /// Weighted, of the words that the table has.
    vectors: WordRows,
}

impl WordMeanings {
    /// Looks the distinct words up; `None` if there is no table.
    pub(crate) fn english(words: &Words) -> Option<WordMeanings> {
        let table = WordVectors::english()?;
        let places: Vec<Option<usize>> = (words.distinct().par_iter())
            .map(|word| table.find(word))
            .collect();
        let vectors = WordRows::written(&places, table.dimensions(), |&place, row| {
            write_listed(&table, place, weight(&table, place), row);
        });
        Some(WordMeanings { vectors })
    }

    /// Numbers in each vector.
    pub(crate) fn dimensions(&self) -> usize {
        self.vectors.dimensions()
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
        if let Some(vector) = self.vectors.of(word) {
            for (sum, value) in sum.iter_mut().zip(vector) {
                *sum += value;
            }
        }
    }
}
