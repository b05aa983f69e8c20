//! Directions of rows, and what they have in common.

use ndarray::{Array1, ArrayViewMut2, Axis};
use rayon::prelude::*;

/// Rows of one block; fixed, so that sums do not depend on the threads.
pub(super) const BLOCK: usize = 1024;
/// A row that is shorter than this has no direction.
const NOTHING: f32 = 1e-4;

/// Takes away from unit rows what all of them have in common, their mean, and brings them to
/// unit length again; rows without a direction become zeros. Tells which rows have one.
pub(crate) fn centre(mut rows: ArrayViewMut2<'_, f32>) -> Vec<bool> {
    normalise(rows.view_mut());
    let present: Vec<bool> = rows
        .outer_iter()
        .map(|row| row.iter().any(|&value| value != 0.0))
        .collect();
    let count = present.iter().filter(|&&present| present).count();
    let mean = sum(&rows) / count.max(1) as f32;
    for (mut row, _) in rows.outer_iter_mut().zip(&present).filter(|&(_, &has)| has) {
        row -= &mean;
    }
    normalise(rows);
    present
}

/// Rows to unit length; those that are next to nothing to zeros.
pub(super) fn normalise(mut rows: ArrayViewMut2<'_, f32>) {
    rows.axis_iter_mut(Axis(0))
        .into_par_iter()
        .with_min_len(BLOCK)
        .for_each(|mut row| {
            let norm = row.dot(&row).sqrt();
            if norm > NOTHING {
                row /= norm;
            } else {
                row.fill(0.0);
            }
        });
}

fn sum(rows: &ArrayViewMut2<'_, f32>) -> Array1<f32> {
    let sums: Vec<Array1<f32>> = rows
        .axis_chunks_iter(Axis(0), BLOCK)
        .into_par_iter()
        .map(|block| block.sum_axis(Axis(0)))
        .collect();
    let zero = Array1::zeros(rows.ncols());
    sums.into_iter().fold(zero, |sum, block| sum + block)
}
