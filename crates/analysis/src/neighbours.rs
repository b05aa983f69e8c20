//! The nearest neighbours of each vector by cosine.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use ndarray::{ArrayView1, ArrayView2, Axis};
use rayon::prelude::*;

use crate::cells::Cells;
use crate::vectors::Rows;
use crate::watch::{Cancelled, Step, Watch};

/// Up to this many vectors every pair is compared.
const EXACT: usize = 4_000;
/// Rows compared at once with others.
const BLOCK: usize = 256;
/// A vector of a larger set is compared with about so many others …
const CANDIDATES: usize = 2_000;
/// … and with those of so many cells at least.
const VISITS: usize = 6;

/// The neighbours of each vector: (index, cosine), nearest first, at most `k` each.
pub(crate) type Neighbours = Vec<Vec<(u32, f32)>>;

/// The `k` nearest neighbours of each row of `vectors`.
///
/// Exact up to 4,000 rows. Beyond, rows are sorted into cells around seeded k-means centres,
/// and each is compared with the rows of the cells whose centres it is nearest to (an inverted
/// file: Sivic & Zisserman 2003; Jégou, Douze & Schmid 2011). Only positive cosines count; rows
/// of zeros have no neighbours.
///
/// # Errors
/// [`Cancelled`] when the watch asks to stop.
pub(crate) fn neighbours(
    vectors: &Rows,
    k: usize,
    seed: u64,
    watch: &dyn Watch,
) -> Result<Neighbours, Cancelled> {
    let nearest = Nearest::new(vectors.len(), k);
    watch.at(Step::Neighbours, 0, vectors.len() as u64)?;
    if vectors.len() <= EXACT {
        all_pairs(vectors, &nearest, watch)?;
    } else {
        by_cells(vectors, &nearest, seed, watch)?;
    }
    Ok(nearest.found())
}

/// Compares blocks of rows with each other, each pair of blocks once.
fn all_pairs(vectors: &Rows, nearest: &Nearest, watch: &dyn Watch) -> Result<(), Cancelled> {
    let n = vectors.len();
    let blocks: Vec<(Vec<u32>, _)> = (0u32..)
        .step_by(BLOCK)
        .zip(vectors.blocks(BLOCK).collect::<Vec<_>>())
        .map(|(first, block)| ((first..).take(block.nrows()).collect(), block))
        .collect();
    let done = AtomicUsize::new(0);
    // The row of blocks with the most pairs comes first, so that no thread is left with it.
    (0..blocks.len())
        .into_par_iter()
        .with_max_len(1)
        .try_for_each(|a| {
            let (own, block) = &blocks[a];
            for (others, other) in &blocks[a..] {
                let products = block.dot(&other.t());
                nearest.offer(own, others, products.view());
                if own != others {
                    nearest.offer(others, own, products.t());
                }
            }
            let before = done.fetch_add(own.len(), Ordering::Relaxed);
            watch.at(Step::Neighbours, (before + own.len()) as u64, n as u64)
        })
}

/// Compares the rows of each cell with those that look for neighbours there.
fn by_cells(
    vectors: &Rows,
    nearest: &Nearest,
    seed: u64,
    watch: &dyn Watch,
) -> Result<(), Cancelled> {
    let n = vectors.len();
    let count = n.isqrt();
    let visits = (CANDIDATES * count).div_ceil(n).max(VISITS);
    let cells = Cells::new(vectors, count, visits, seed);
    let done = AtomicUsize::new(0);
    let compare = |visitors: &[u32], members: &[u32]| {
        for members in members.chunks(4 * BLOCK) {
            let there = select(vectors, members);
            for visitors in visitors.chunks(BLOCK) {
                let products = select(vectors, visitors).dot(&there.t());
                nearest.offer(visitors, members, products.view());
            }
        }
    };
    // At home first: beside what is found there, little of what comes later is near enough.
    (cells.members.par_iter())
        .with_max_len(1)
        .try_for_each(|members| {
            compare(members, members);
            watch.at(Step::Neighbours, 0, n as u64)
        })?;
    (cells.members.par_iter().zip(&cells.visitors))
        .with_max_len(1)
        .try_for_each(|(members, visitors)| {
            compare(visitors, members);
            let before = done.fetch_add(visitors.len(), Ordering::Relaxed);
            let done = (before + visitors.len()) / (visits - 1);
            watch.at(Step::Neighbours, done as u64, n as u64)
        })
}

fn select(vectors: &Rows, rows: &[u32]) -> ndarray::Array2<f32> {
    let rows: Vec<usize> = rows.iter().map(|&row| row as usize).collect();
    vectors.select(&rows)
}

/// The nearest of those that each row was compared with so far. Of equal ones the first of the
/// set is nearer, so that the order of the comparisons does not matter.
struct Nearest {
    k: usize,
    lists: Vec<Mutex<Vec<(u32, f32)>>>,
}

impl Nearest {
    fn new(rows: usize, k: usize) -> Self {
        Self {
            k,
            lists: (0..rows).map(|_| Mutex::default()).collect(),
        }
    }

    /// Takes in the cosines of some rows to others.
    fn offer(&self, rows: &[u32], others: &[u32], cosines: ArrayView2<'_, f32>) {
        for (&row, cosines) in rows.iter().zip(cosines.outer_iter()) {
            self.offer_one(row, others, cosines);
        }
    }

    fn offer_one(&self, row: u32, others: &[u32], cosines: ArrayView1<'_, f32>) {
        let lock = self.lists[row as usize].lock();
        let mut list = lock.unwrap_or_else(PoisonError::into_inner);
        if list.capacity() == 0 {
            list.reserve_exact(self.k + 1);
        }
        let least = |list: &[(u32, f32)]| match list.get(self.k - 1) {
            Some(&(_, least)) => least,
            None => NOTHING,
        };
        let mut bar = least(&list);
        // Most are farther than those that are known: several are passed over at once.
        for (others, cosines) in others
            .chunks(AT_ONCE)
            .zip(cosines.axis_chunks_iter(Axis(0), AT_ONCE))
        {
            if !cosines.fold(false, |any, &cosine| any | (cosine >= bar)) {
                continue;
            }
            for (&other, &cosine) in others.iter().zip(cosines) {
                if cosine >= bar && other != row {
                    let nearer = |&(one, better): &(u32, f32)| {
                        better > cosine || (better == cosine && one < other)
                    };
                    let at = list.partition_point(nearer);
                    list.insert(at, (other, cosine));
                    list.truncate(self.k);
                    bar = least(&list);
                }
            }
        }
    }

    fn found(self) -> Neighbours {
        let list = |list: Mutex<Vec<_>>| list.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.lists.into_iter().map(list).collect()
    }
}

/// Cosines looked at together.
const AT_ONCE: usize = 16;
/// Cosines below this are rounding.
const NOTHING: f32 = 1e-6;
