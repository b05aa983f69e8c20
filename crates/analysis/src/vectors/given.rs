//! Vectors of texts that were made elsewhere, such as by a sentence encoder.

use ndarray::{ArrayView1, ArrayViewMut2};

use super::centre::centre;

/// A vector for each text, in the order of the texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextVectors {
    /// Numbers in a vector.
    pub dimensions: usize,
    /// texts × dimensions, row after row. A text whose row is missing or zeros has no meaning.
    pub values: Vec<f32>,
}

impl TextVectors {
    /// Writes the vectors of each document's first text to `rows` (documents × dimensions), what
    /// all have in common taken away. Tells which documents have one.
    pub(super) fn place(
        &self,
        mut rows: ArrayViewMut2<'_, f32>,
        first_text: &[usize],
    ) -> Vec<bool> {
        for (mut row, text) in rows.outer_iter_mut().zip(first_text) {
            let from = text * self.dimensions;
            if let Some(vector) = self.values.get(from..from + self.dimensions) {
                row.assign(&ArrayView1::from(vector));
            }
        }
        centre(rows)
    }
}
