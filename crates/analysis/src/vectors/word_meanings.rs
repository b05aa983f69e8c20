//! The meaning of a text by itself, without a set of texts that it belongs to.

use super::meanings::weight;
use super::word_vectors::WordVectors;
use crate::text::Words;

/// The words of some texts, looked up in the table of English.
pub(crate) struct WordMeanings {
    table: WordVectors<'static>,
    /// For each distinct word, its place and what its numbers are multiplied by.
    listed: Vec<Option<(usize, f32)>>,
}

impl WordMeanings {
    /// Looks the distinct words up; `None` if there is no table.
    pub(crate) fn english(words: &Words) -> Option<WordMeanings> {
        let table = WordVectors::english()?;
        let listed = words
            .distinct()
            .iter()
            .map(|word| {
                let place = table.find(word)?;
                Some((place, weight(&table, place)))
            })
            .collect();
        Some(WordMeanings { table, listed })
    }

    /// Numbers in each vector.
    pub(crate) fn dimensions(&self) -> usize {
        self.table.dimensions()
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
        if let Some((place, weight)) = self.listed[word as usize] {
            for (sum, value) in sum.iter_mut().zip(self.table.vector(place)) {
                *sum += weight * value;
            }
        }
    }
}
