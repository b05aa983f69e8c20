//! Cells around k-means centres, so that only near vectors need be compared.

use ndarray::{Array2, ArrayView1, Axis};
use rand::SeedableRng;
use rand::seq::index::sample;
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

use crate::vectors::Rows;

/// Rows the centres are learnt from, for each cell.
const SAMPLE: usize = 20;
const ROUNDS: usize = 4;
const BLOCK: usize = 1024;

/// A division of unit vectors into cells.
pub(crate) struct Cells {
    /// The rows in each cell, ascending.
    pub(crate) members: Vec<Vec<u32>>,
    /// For each cell the rows of others that look for neighbours in it, ascending.
    pub(crate) visitors: Vec<Vec<u32>>,
}

impl Cells {
    /// Spherical k-means on a sample of the rows. Each row belongs to the cell of its nearest
    /// centre, and visits the next nearest, `visits` cells with its own.
    pub(crate) fn new(vectors: &Rows, cells: usize, visits: usize, seed: u64) -> Self {
        let centres = centres(vectors, cells, seed);
        let near: Vec<Vec<u32>> = vectors
            .blocks(BLOCK)
            .map(|block| {
                let similarities = block.dot(&centres.t());
                let rows = similarities.outer_iter();
                rows.flat_map(|row| largest(row, visits)).collect()
            })
            .collect();
        let mut members = vec![Vec::new(); centres.nrows()];
        let mut visitors = vec![Vec::new(); centres.nrows()];
        let visits = visits.clamp(1, centres.nrows().max(1));
        let rows = near.iter().flat_map(|block| block.chunks(visits));
        for (row, cells) in (0u32..).zip(rows) {
            members[cells[0] as usize].push(row);
            for &cell in &cells[1..] {
                visitors[cell as usize].push(row);
            }
        }
        Self { members, visitors }
    }
}

/// Unit vectors in the middle of as many cells.
fn centres(vectors: &Rows, cells: usize, seed: u64) -> Array2<f32> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let n = vectors.len();
    let mut learnt_from = sample(&mut rng, n, n.min(cells * SAMPLE)).into_vec();
    learnt_from.sort_unstable();
    let learnt_from = vectors.select(&learnt_from);
    let count = learnt_from.nrows();
    let mut starts = sample(&mut rng, count, cells.min(count)).into_vec();
    starts.sort_unstable();
    let mut centres = learnt_from.select(Axis(0), &starts);
    for _ in 0..ROUNDS {
        let nearest: Vec<Vec<u32>> = learnt_from
            .axis_chunks_iter(Axis(0), BLOCK)
            .into_par_iter()
            .map(|block| {
                let similarities = block.dot(&centres.t());
                let rows = similarities.outer_iter();
                rows.flat_map(|row| largest(row, 1)).collect()
            })
            .collect();
        let mut sums = Array2::<f32>::zeros(centres.dim());
        for (row, &cell) in learnt_from.outer_iter().zip(nearest.iter().flatten()) {
            sums.row_mut(cell as usize).scaled_add(1.0, &row);
        }
        for (mut centre, sum) in centres.outer_iter_mut().zip(sums.outer_iter()) {
            let norm = sum.dot(&sum).sqrt();
            // A centre that lost all its rows stays where it was.
            if norm > 1e-6 {
                centre.assign(&(&sum / norm));
            }
        }
    }
    centres
}

/// The places of the `count` largest values, largest first; of equal ones the first.
fn largest(values: ArrayView1<'_, f32>, count: usize) -> Vec<u32> {
    let mut best: Vec<(u32, f32)> = Vec::with_capacity(count + 1);
    for (at, &value) in (0u32..).zip(values) {
        if best.len() < count || best.last().is_some_and(|&(_, least)| value > least) {
            let place = best.partition_point(|&(_, better)| better >= value);
            best.insert(place, (at, value));
            best.truncate(count);
        }
    }
    best.into_iter().map(|(at, _)| at).collect()
}
