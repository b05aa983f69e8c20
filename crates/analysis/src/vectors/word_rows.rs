//! Vectors of the words of some texts, side by side.

use ndarray::{Array2, ArrayView1, ArrayViewMut1, Axis};
use rayon::prelude::*;

/// Words written by one thread at a time.
const BLOCK: usize = 256;

/// A vector for each word that has one.
pub(super) struct WordRows {
    /// The row of each word.
    rows: Vec<Option<usize>>,
    /// rows × dimensions.
    vectors: Array2<f32>,
}

impl WordRows {
    /// `write` fills a row, zeros before, with the vector of a word by what is known of it.
    pub(super) fn written<T: Sync>(
        known: &[Option<T>],
        dimensions: usize,
        write: impl Fn(&T, ArrayViewMut1<'_, f32>) + Sync,
    ) -> Self {
        let listed: Vec<&T> = known.iter().flatten().collect();
        let mut vectors = Array2::zeros((listed.len(), dimensions));
        (vectors.axis_iter_mut(Axis(0)).into_par_iter())
            .zip(listed)
            .with_min_len(BLOCK)
            .for_each(|(row, word)| write(word, row));
        let mut next = 0..;
        let rows = (known.iter())
            .map(|word| word.as_ref().and_then(|_| next.next()))
            .collect();
        Self { rows, vectors }
    }

    /// Numbers in each vector.
    pub(super) fn dimensions(&self) -> usize {
        self.vectors.ncols()
    }

    /// The vector of a word, if it has one.
    pub(super) fn of(&self, word: u32) -> Option<ArrayView1<'_, f32>> {
        Some(self.vectors.row(self.rows[word as usize]?))
    }
}
