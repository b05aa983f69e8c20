//! Sums of the rows of groups.

use ndarray::Array2;
use rayon::prelude::*;

use super::Rows;

/// Rows of one block; fixed, so that sums do not depend on the threads.
const BLOCK: usize = 16 * 1024;

/// groups × dimensions: the sum of the rows of each of `count` groups; rows of none are left out.
pub(crate) fn group_sums(vectors: &Rows, groups: &[Option<usize>], count: usize) -> Array2<f32> {
    let none = || Array2::zeros((count, vectors.dimensions()));
    // Blocks are summed in their order, so that the threads have no influence on rounding.
    let sums: Vec<Array2<f32>> = vectors
        .blocks(BLOCK)
        .zip(groups.par_chunks(BLOCK))
        .map(|(block, groups)| {
            let mut sums = none();
            for (row, group) in block.outer_iter().zip(groups) {
                if let &Some(group) = group {
                    sums.row_mut(group).scaled_add(1.0, &row);
                }
            }
            sums
        })
        .collect();
    sums.into_iter().fold(none(), |sum, block| sum + block)
}
