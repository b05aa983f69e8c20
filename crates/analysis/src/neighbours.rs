//! The nearest neighbours of each vector by cosine.

use std::sync::atomic::{AtomicUsize, Ordering};

use ndarray::{Array2, ArrayView2, Axis};
use rayon::prelude::*;

use crate::cells::Cells;
use crate::watch::{Cancelled, Step, Watch};

/// Up to this many vectors every pair is compared.
const EXACT: usize = 12_000;
/// Queries compared at once.
const BLOCK: usize = 256;
/// A vector of a large set is compared with at least so many others.
const CANDIDATES: usize = 2_000;

/// Some vectors with their neighbours.
type Found = Vec<(u32, Vec<(u32, f32)>)>;

/// The neighbours of each vector: (index, cosine), nearest first, at most `k` each.
pub(crate) type Neighbours = Vec<Vec<(u32, f32)>>;

/// The `k` nearest neighbours of each row of `vectors`, rows of unit length or zero.
///
/// Exact up to 12,000 rows. Beyond, rows are sorted into cells around seeded k-means
/// centres and compared with the rows of the nearest cells only. Only positive cosines
/// count; rows of zeros have no neighbours.
///
/// # Errors
/// [`Cancelled`] when the watch asks to stop.
pub(crate) fn neighbours(
    vectors: &Array2<f32>,
    k: usize,
    seed: u64,
    watch: &dyn Watch,
) -> Result<Neighbours, Cancelled> {
    let n = vectors.nrows();
    watch.at(Step::Neighbours, 0, n as u64)?;
    if n <= EXACT {
        exact(vectors, k, watch)
    } else {
        by_cells(vectors, k, seed, watch)
    }
}

fn exact(vectors: &Array2<f32>, k: usize, watch: &dyn Watch) -> Result<Neighbours, Cancelled> {
    let n = vectors.nrows();
    let done = AtomicUsize::new(0);
    let blocks: Result<Vec<Neighbours>, Cancelled> = vectors
        .axis_chunks_iter(Axis(0), BLOCK)
        .into_par_iter()
        .enumerate()
        .map(|(block, queries)| {
            let similarities = queries.dot(&vectors.t());
            let nearest = similarities
                .outer_iter()
                .enumerate()
                .map(|(i, row)| nearest(row.iter().copied().enumerate(), block * BLOCK + i, k))
                .collect();
            let done = done.fetch_add(queries.nrows(), Ordering::Relaxed);
            watch.at(Step::Neighbours, (done + queries.nrows()) as u64, n as u64)?;
            Ok(nearest)
        })
        .collect();
    Ok(blocks?.into_iter().flatten().collect())
}

fn by_cells(
    vectors: &Array2<f32>,
    k: usize,
    seed: u64,
    watch: &dyn Watch,
) -> Result<Neighbours, Cancelled> {
    let n = vectors.nrows();
    let cells = Cells::new(vectors, n.isqrt(), seed);
    let done = AtomicUsize::new(0);
    let by_cell: Result<Vec<Found>, Cancelled> = (0..cells.members.len())
        .into_par_iter()
        .map(|cell| {
            let members = &cells.members[cell];
            let candidates = cells.near(cell, CANDIDATES);
            let others = rows(vectors.view(), &candidates);
            let mut found = Vec::with_capacity(members.len());
            for block in members.chunks(BLOCK) {
                let similarities = rows(vectors.view(), block).dot(&others.t());
                for (&query, row) in block.iter().zip(similarities.outer_iter()) {
                    let pairs = candidates
                        .iter()
                        .map(|&other| other as usize)
                        .zip(row.iter().copied());
                    found.push((query, nearest(pairs, query as usize, k)));
                }
            }
            let done = done.fetch_add(members.len(), Ordering::Relaxed);
            watch.at(Step::Neighbours, (done + members.len()) as u64, n as u64)?;
            Ok(found)
        })
        .collect();
    let mut neighbours = vec![Vec::new(); n];
    for (query, nearest) in by_cell?.into_iter().flatten() {
        neighbours[query as usize] = nearest;
    }
    Ok(neighbours)
}

fn rows(vectors: ArrayView2<'_, f32>, indices: &[u32]) -> Array2<f32> {
    let indices: Vec<usize> = indices.iter().map(|&index| index as usize).collect();
    vectors.select(Axis(0), &indices)
}

/// The `k` most similar others; of equal ones those that come first.
fn nearest(pairs: impl Iterator<Item = (usize, f32)>, query: usize, k: usize) -> Vec<(u32, f32)> {
    let mut best: Vec<(u32, f32)> = Vec::with_capacity(k + 1);
    let mut least = 1e-6;
    for (other, similarity) in pairs {
        if similarity > least && other != query {
            let at = best.partition_point(|&(_, better)| better >= similarity);
            best.insert(at, (u32::try_from(other).unwrap_or(u32::MAX), similarity));
            if best.len() > k {
                best.pop();
            }
            if best.len() == k {
                least = best[k - 1].1;
            }
        }
    }
    best
}
