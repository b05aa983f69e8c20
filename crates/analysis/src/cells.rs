//! Cells around k-means centres, so that only near vectors need be compared.

use ndarray::{Array2, ArrayView2, Axis};
use rand::SeedableRng;
use rand::seq::index::sample;
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

/// Rows the centres are learnt from, for each cell.
const SAMPLE: usize = 40;
const ROUNDS: usize = 6;
const BLOCK: usize = 1024;

/// A division of unit vectors into cells.
pub(crate) struct Cells {
    /// The rows in each cell, ascending.
    pub(crate) members: Vec<Vec<u32>>,
    centres: Array2<f32>,
}

impl Cells {
    /// Spherical k-means on a sample of the rows, then each row to its nearest centre.
    pub(crate) fn new(vectors: &Array2<f32>, cells: usize, seed: u64) -> Self {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let n = vectors.nrows();
        let mut learnt_from = sample(&mut rng, n, n.min(cells * SAMPLE)).into_vec();
        learnt_from.sort_unstable();
        let learnt_from = vectors.select(Axis(0), &learnt_from);
        let mut starts = sample(
            &mut rng,
            learnt_from.nrows(),
            cells.min(learnt_from.nrows()),
        )
        .into_vec();
        starts.sort_unstable();
        let mut centres = learnt_from.select(Axis(0), &starts);
        for _ in 0..ROUNDS {
            let nearest = nearest_centre(learnt_from.view(), &centres);
            let mut sums = Array2::<f32>::zeros(centres.dim());
            for (row, &cell) in learnt_from.outer_iter().zip(&nearest) {
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
        let mut members = vec![Vec::new(); centres.nrows()];
        for (row, &cell) in (0u32..).zip(&nearest_centre(vectors.view(), &centres)) {
            members[cell as usize].push(row);
        }
        Self { members, centres }
    }

    /// The rows of the cells nearest to a cell, itself first, at least `enough` where there are.
    pub(crate) fn near(&self, cell: usize, enough: usize) -> Vec<u32> {
        let similarities = self.centres.dot(&self.centres.row(cell));
        let mut order: Vec<usize> = (0..self.members.len()).collect();
        order.sort_by(|&a, &b| similarities[b].total_cmp(&similarities[a]).then(a.cmp(&b)));
        let mut rows = self.members[cell].clone();
        for other in order.into_iter().filter(|&other| other != cell) {
            if rows.len() >= enough {
                break;
            }
            rows.extend(&self.members[other]);
        }
        rows
    }
}

fn nearest_centre(vectors: ArrayView2<'_, f32>, centres: &Array2<f32>) -> Vec<u32> {
    let blocks: Vec<Vec<u32>> = vectors
        .axis_chunks_iter(Axis(0), BLOCK)
        .into_par_iter()
        .map(|block| {
            let similarities = block.dot(&centres.t());
            similarities
                .outer_iter()
                .map(|row| first_largest(row.iter().copied()))
                .collect()
        })
        .collect();
    blocks.into_iter().flatten().collect()
}

fn first_largest(values: impl Iterator<Item = f32>) -> u32 {
    let mut best = (0, f32::NEG_INFINITY);
    for (at, value) in (0u32..).zip(values) {
        if value > best.1 {
            best = (at, value);
        }
    }
    best.0
}
