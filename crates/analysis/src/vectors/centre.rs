//! Directions of rows, and what they have in common.

use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut2, Axis};
use rayon::prelude::*;

use super::rows::Rows;

/// Rows of one block; fixed, so that sums do not depend on the threads.
pub(super) const BLOCK: usize = 1024;
/// A row that is shorter than this has no direction.
const NOTHING: f32 = 1e-4;

/// What rows have in common: the mean of those that have a direction, as unit vectors.
pub(super) struct Centre {
    mean: Array1<f32>,
    /// Which rows have a direction.
    pub(super) present: Vec<bool>,
}

impl Centre {
    /// `write` fills a block of rows, zeros before, from the given first one on.
    pub(super) fn of(
        rows: usize,
        dimensions: usize,
        write: impl Fn(usize, ArrayViewMut2<'_, f32>) + Sync,
    ) -> Self {
        let blocks: Vec<(Array1<f32>, Vec<bool>)> = (0..rows.div_ceil(BLOCK))
            .into_par_iter()
            .map(|block| {
                let first = block * BLOCK;
                let mut rows = Array2::zeros((BLOCK.min(rows - first), dimensions));
                write(first, rows.view_mut());
                normalise(rows.view_mut());
                let present = rows.outer_iter().map(|row| row.iter().any(|&v| v != 0.0));
                (rows.sum_axis(Axis(0)), present.collect())
            })
            .collect();
        let mut sum = Array1::zeros(dimensions);
        let mut present = Vec::with_capacity(rows);
        for (block, has) in blocks {
            sum += &block;
            present.extend(has);
        }
        let count = present.iter().filter(|&&present| present).count();
        Self {
            mean: sum / count.max(1) as f32,
            present,
        }
    }

    /// Takes what all have in common away from the rows from `first` on, and brings them to unit
    /// length; rows without a direction become zeros.
    pub(super) fn take_from(&self, first: usize, mut rows: ArrayViewMut2<'_, f32>) {
        normalise(rows.view_mut());
        for (mut row, _) in
            (rows.outer_iter_mut().zip(&self.present[first..])).filter(|&(_, &present)| present)
        {
            row -= &self.mean;
        }
        normalise(rows);
    }
}

/// Rows of any length as unit rows, without what all of them have in common.
pub(crate) fn centred(vectors: ArrayView2<'_, f32>) -> Rows {
    let write = |first: usize, mut rows: ArrayViewMut2<'_, f32>| {
        for (mut row, vector) in rows.outer_iter_mut().zip(vectors.outer_iter().skip(first)) {
            row.assign(&vector);
        }
    };
    let centre = Centre::of(vectors.nrows(), vectors.ncols(), write);
    Rows::written(vectors.nrows(), vectors.ncols(), |first, mut rows| {
        write(first, rows.view_mut());
        centre.take_from(first, rows);
    })
}

/// Rows to unit length; those that are next to nothing to zeros.
pub(super) fn normalise(mut rows: ArrayViewMut2<'_, f32>) {
    for mut row in rows.outer_iter_mut() {
        let norm = row.dot(&row).sqrt();
        if norm > NOTHING {
            row /= norm;
        } else {
            row.fill(0.0);
        }
    }
}
