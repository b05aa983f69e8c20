//! Vectors of texts that were made elsewhere, such as by a sentence encoder.

use ndarray::{ArrayView1, ArrayViewMut1};

/// A vector for each text, in the order of the texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextVectors {
    /// Numbers in a vector.
    pub dimensions: usize,
    /// texts × dimensions, row after row. A text whose row is missing or zeros has no meaning.
    pub values: Vec<f32>,
}

impl TextVectors {
    /// Writes the vector of a text to `row`, zeros before.
    pub(super) fn write(&self, text: usize, mut row: ArrayViewMut1<'_, f32>) {
        let from = text * self.dimensions;
        if let Some(vector) = self.values.get(from..from + self.dimensions) {
            row.assign(&ArrayView1::from(vector));
        }
    }
}
