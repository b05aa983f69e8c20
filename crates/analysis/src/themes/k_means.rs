//! Exactly as many groups as asked for.

use linfa::DatasetBase;
use linfa::traits::{Fit, Predict};
use linfa_clustering::{KMeans, KMeansInit};
use ndarray::{Array1, Array2, ArrayView2};
use rand::SeedableRng;
use rand::seq::index::sample;
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

use super::graph::Graph;
use super::leiden::leiden;
use crate::vectors::Rows;
use crate::watch::{Cancelled, Watch};

/// Vectors from which k-means learns its centres; more would change them little.
const LEARNT_FROM: usize = 20_000;
const ROUNDS: u64 = 30;
/// Rows read at once.
const BLOCK: usize = 1024;

/// Exactly `k` groups of the rows of `vectors`, or one a row where there are not as many rows.
///
/// k-means (Lloyd 1982, in linfa) from centres that Leiden communities give: on short
/// texts, centres drawn at random end in worse groups. Groups that lose all their rows
/// take the rows that fit worst elsewhere.
///
/// # Errors
/// [`Cancelled`] when the watch asks to stop.
pub(super) fn exactly(
    k: usize,
    vectors: &Rows,
    graph: &Graph,
    seed: u64,
    watch: &dyn Watch,
) -> Result<Vec<usize>, Cancelled> {
    let n = vectors.len();
    let k = k.max(1);
    if n <= k {
        return Ok((0..n).collect());
    }
    let mut resolution = 1.0;
    let mut groups = leiden(graph, resolution, 2, seed, watch)?;
    while count(&groups) < k && resolution < 1e4 {
        resolution *= 1.6;
        groups = leiden(graph, resolution, 2, seed, watch)?;
    }
    let centres = merged_centres(vectors, &groups, k);
    let mut groups = if centres.nrows() == k {
        refined(vectors, centres, seed)
    } else {
        groups
    };
    fill_empty(vectors, &mut groups, k);
    Ok(groups)
}

fn count(groups: &[usize]) -> usize {
    groups.iter().max().map_or(0, |&last| last + 1)
}

/// The centres of the groups, the two that lose least by it merged until `k` are left
/// (Ward 1963).
fn merged_centres(vectors: &Rows, groups: &[usize], k: usize) -> Array2<f32> {
    let (mut centres, mut sizes) = means(vectors, groups, count(groups));
    let loss = |a: usize, b: usize, centres: &[Array1<f32>], sizes: &[f32]| {
        let apart = &centres[a] - &centres[b];
        apart.dot(&apart) * sizes[a] * sizes[b] / (sizes[a] + sizes[b])
    };
    let nearest = |a: usize, centres: &[Array1<f32>], sizes: &[f32]| {
        (0..centres.len())
            .filter(|&b| b != a)
            .map(|b| (loss(a, b, centres, sizes), b))
            .min_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)))
    };
    while centres.len() > k.max(1) {
        let pair = (0..centres.len())
            .filter_map(|a| nearest(a, &centres, &sizes).map(|(loss, b)| (loss, a, b)))
            .min_by(|x, y| x.0.total_cmp(&y.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let Some((_, a, b)) = pair else {
            break;
        };
        let (a, b) = (a.min(b), a.max(b));
        let size = sizes[a] + sizes[b];
        centres[a] = (&centres[a] * sizes[a] + &centres[b] * sizes[b]) / size;
        sizes[a] = size;
        centres.remove(b);
        sizes.remove(b);
    }
    let mut merged = Array2::zeros((centres.len(), vectors.dimensions()));
    for (mut row, centre) in merged.outer_iter_mut().zip(&centres) {
        row.assign(centre);
    }
    merged
}

fn means(vectors: &Rows, groups: &[usize], count: usize) -> (Vec<Array1<f32>>, Vec<f32>) {
    let mut sums = vec![Array1::<f32>::zeros(vectors.dimensions()); count];
    let mut sizes = vec![0.0f32; count];
    for (row, &group) in groups.iter().enumerate() {
        sums[group] += &vectors.row(row);
        sizes[group] += 1.0;
    }
    for (sum, &size) in sums.iter_mut().zip(&sizes) {
        *sum /= size.max(1.0);
    }
    (sums, sizes)
}

/// Lloyd's rounds from the given centres.
fn refined(vectors: &Rows, centres: Array2<f32>, seed: u64) -> Vec<usize> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut rows = sample(&mut rng, vectors.len(), vectors.len().min(LEARNT_FROM)).into_vec();
    rows.sort_unstable();
    let learnt_from = DatasetBase::from(vectors.select(&rows));
    let fallback = centres.clone();
    let model = KMeans::params_with_rng(centres.nrows(), rng)
        .init_method(KMeansInit::Precomputed(centres))
        .n_runs(1)
        .max_n_iterations(ROUNDS)
        .tolerance(1e-4)
        .fit(&learnt_from);
    let nearest: Vec<Vec<usize>> = vectors
        .blocks(BLOCK)
        .map(|block| match &model {
            Ok(model) => model.predict(&block).to_vec(),
            // Without convergence the centres it started from still are good ones.
            Err(_) => nearest_centres(block.view(), &fallback),
        })
        .collect();
    nearest.into_iter().flatten().collect()
}

fn nearest_centres(vectors: ArrayView2<'_, f32>, centres: &Array2<f32>) -> Vec<usize> {
    vectors
        .outer_iter()
        .map(|row| {
            let distances = centres.outer_iter().map(|centre| {
                let apart = &row - &centre;
                apart.dot(&apart)
            });
            let nearest = distances.enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
            nearest.map_or(0, |(group, _)| group)
        })
        .collect()
}

/// Each of `k` groups gets at least one row: those farthest from the centre of theirs.
fn fill_empty(vectors: &Rows, groups: &mut [usize], k: usize) {
    let (centres, mut sizes) = means(vectors, groups, k.max(count(groups)));
    let empty: Vec<usize> = (0..k).filter(|&group| sizes[group] == 0.0).collect();
    if empty.is_empty() {
        return;
    }
    let mut far: Vec<(f32, usize)> = groups
        .iter()
        .enumerate()
        .map(|(row, &group)| (vectors.row(row).dot(&centres[group]), row))
        .collect();
    far.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut far = far.into_iter();
    for group in empty {
        if let Some((_, row)) = far.by_ref().find(|&(_, row)| sizes[groups[row]] > 1.0) {
            sizes[groups[row]] -= 1.0;
            sizes[group] = 1.0;
            groups[row] = group;
        }
    }
}
