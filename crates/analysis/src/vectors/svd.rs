//! Truncated singular value decomposition of a large sparse matrix.

use linfa_linalg::eigh::{EigSort, Eigh};
use ndarray::{Array1, Array2, ArrayView2, Axis, Slice};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

use super::sparse::Sparse;

/// Directions drawn beyond the wanted rank, which make the wanted ones accurate.
const OVERSAMPLING: usize = 20;
const POWER_ITERATIONS: usize = 1;
/// Of the subspace iteration, which begins with no idea of the space.
const ROUNDS: usize = 3;

/// The right singular vectors of a matrix, one column each, with the singular values, largest first.
pub(crate) struct TruncatedSvd {
    /// columns × rank, orthonormal.
    pub(crate) right: Array2<f32>,
    /// rank values.
    pub(crate) singular: Array1<f32>,
}

/// The `rank` largest singular triplets, by the randomised range finder with power
/// iterations (Halko, Martinsson & Tropp 2011, algorithms 4.4 and 5.1).
///
/// The rank of the result may be smaller where the matrix has no more directions.
pub(crate) fn truncated_svd(matrix: &Sparse, rank: usize, seed: u64) -> TruncatedSvd {
    let width = (rank + OVERSAMPLING)
        .min(matrix.rows())
        .min(matrix.columns());
    let transposed = matrix.transposed();
    let mut range = matrix.times(signs(matrix.columns(), width, seed).view());
    for _ in 0..POWER_ITERATIONS {
        let back = transposed.times(orthogonal(range).view());
        range = matrix.times(orthogonal(back).view());
    }
    let range = orthogonal(range);
    // With Q the range, AᵀQ = V S Wᵀ has the singular values and right vectors of A.
    let projected = transposed.times(range.view());
    let (values, mut vectors) = eigen(&gram(projected.view()));
    let largest = values.first().copied().unwrap_or(0.0);
    let kept = values
        .iter()
        .take(rank)
        .filter(|&&value| value > largest * 1e-9)
        .count();
    let singular: Array1<f32> = values
        .iter()
        .take(kept)
        .map(|&value| value.sqrt() as f32)
        .collect();
    for (mut column, &value) in vectors.columns_mut().into_iter().zip(&values).take(kept) {
        column /= value.sqrt();
    }
    let right = product(
        projected.view(),
        vectors.slice_axis(Axis(1), Slice::from(..kept)),
    );
    TruncatedSvd { right, singular }
}

/// The `width` directions along which rows reach farthest from 0, as columns, orthonormal.
///
/// Their uncentred principal components, by subspace iteration (Rutishauser 1969): a few rounds
/// give the space that the first of them span, and within it any basis will do.
pub(crate) fn principal_directions(
    rows: ArrayView2<'_, f32>,
    width: usize,
    seed: u64,
) -> Array2<f32> {
    let products = gram(rows).mapv(|value| value as f32);
    let mut directions = signs(rows.ncols(), width.min(rows.ncols()), seed);
    for _ in 0..ROUNDS {
        directions = orthogonal(products.dot(&directions));
    }
    orthogonal(directions)
}

/// Random signs, which serve as well as normal deviates and need one bit each.
fn signs(rows: usize, columns: usize, seed: u64) -> Array2<f32> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut bits = (0, 0u64);
    Array2::from_shape_simple_fn((rows, columns), || {
        if bits.0 == 0 {
            bits = (u64::BITS, rng.r#gen());
        }
        let positive = bits.1 & 1 == 1;
        bits = (bits.0 - 1, bits.1 >> 1);
        if positive { 1.0 } else { -1.0 }
    })
}

/// A basis of the columns, orthonormal but for rounding, with columns of zeros where they depend
/// on those before.
///
/// Cholesky QR (Yamamoto et al. 2015): on tall matrices far faster than Householder reflections,
/// and as exact when done twice.
fn orthogonal(columns: Array2<f32>) -> Array2<f32> {
    let inverse = inverse_cholesky(&gram(columns.view()));
    product(columns.view(), inverse.view())
}

/// R⁻¹ of the Cholesky factor R (upper triangular, RᵀR = `gram`); columns of zeros where
/// the matrix has no further rank.
fn inverse_cholesky(gram: &Array2<f64>) -> Array2<f64> {
    let n = gram.nrows();
    let mut lower = Array2::<f64>::zeros((n, n));
    let largest = gram.diag().iter().copied().fold(0.0, f64::max);
    for j in 0..n {
        let row = lower
            .row(j)
            .slice_axis(Axis(0), Slice::from(..j))
            .to_owned();
        let pivot = gram[[j, j]] - row.dot(&row);
        // Single precision leaves about seven digits of the sums.
        if pivot <= largest * 1e-9 || pivot <= gram[[j, j]] * 1e-6 {
            continue;
        }
        let root = pivot.sqrt();
        lower[[j, j]] = root;
        for i in j + 1..n {
            let before = lower.row(i).slice_axis(Axis(0), Slice::from(..j)).dot(&row);
            lower[[i, j]] = (gram[[i, j]] - before) / root;
        }
    }
    // Forward substitution, one column of L⁻¹ at a time; R⁻¹ is its transpose.
    let mut inverse = Array2::<f64>::zeros((n, n));
    for column in 0..n {
        if lower[[column, column]] == 0.0 {
            continue;
        }
        let mut solution = inverse.row_mut(column);
        solution[column] = 1.0 / lower[[column, column]];
        for i in column + 1..n {
            if lower[[i, i]] != 0.0 {
                let known = Slice::from(column..i);
                let factors = lower.row(i);
                let sum =
                    (factors.slice_axis(Axis(0), known)).dot(&solution.slice_axis(Axis(0), known));
                solution[i] = -sum / lower[[i, i]];
            }
        }
    }
    inverse
}

/// Rows multiplied by one thread at a time; fixed, so that sums do not depend on the threads.
const BLOCK: usize = 2048;

/// AᵀA, summed over blocks of rows in their order.
fn gram(matrix: ArrayView2<'_, f32>) -> Array2<f64> {
    let blocks: Vec<Array2<f64>> = matrix
        .axis_chunks_iter(Axis(0), BLOCK)
        .into_par_iter()
        .map(|block| block.t().dot(&block).mapv(f64::from))
        .collect();
    let width = matrix.ncols();
    blocks
        .into_iter()
        .fold(Array2::zeros((width, width)), |sum, block| sum + block)
}

fn product(matrix: ArrayView2<'_, f32>, factor: ArrayView2<'_, f64>) -> Array2<f32> {
    let factor = factor.mapv(|value| value as f32);
    let mut product = Array2::zeros((matrix.nrows(), factor.ncols()));
    product
        .axis_chunks_iter_mut(Axis(0), BLOCK)
        .into_par_iter()
        .zip(matrix.axis_chunks_iter(Axis(0), BLOCK).into_par_iter())
        .for_each(|(mut out, block)| out.assign(&block.dot(&factor)));
    product
}

/// Eigenvalues, largest first, and eigenvectors by column of a symmetric matrix.
fn eigen(symmetric: &Array2<f64>) -> (Vec<f64>, Array2<f64>) {
    match symmetric.eigh() {
        Ok(pairs) => {
            let (values, vectors) = pairs.sort_eig_desc();
            (values.to_vec(), vectors)
        }
        // Only a matrix that is not finite or not square fails; it has no directions to give.
        Err(_) => (Vec::new(), Array2::zeros((symmetric.nrows(), 0))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sparse(columns: usize, rows: &[Vec<(u32, f32)>]) -> Sparse {
        let mut sparse = Sparse::empty(columns);
        rows.iter().for_each(|row| sparse.push_row(row));
        sparse
    }

    /// A random sparse matrix with one strong direction a block.
    fn example() -> Sparse {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(3);
        let rows: Vec<Vec<(u32, f32)>> = (0..400u32)
            .map(|row| {
                let block = row % 5 * 12;
                (0..6)
                    .map(|i| (block + 2 * i + rng.gen_range(0..2), rng.gen_range(0.5..2.0)))
                    .collect()
            })
            .collect();
        sparse(60, &rows)
    }

    #[test]
    fn agrees_with_the_full_decomposition() {
        let matrix = example();
        let dense = matrix.times(Array2::eye(60).view());
        let (values, _) = eigen(&gram(dense.view()));
        let svd = truncated_svd(&matrix, 20, 1);
        for (found, value) in svd.singular.iter().zip(&values) {
            assert!(
                (f64::from(*found) - value.sqrt()).abs() < 2e-2 * value.sqrt(),
                "{found} {value}"
            );
        }
        let products = gram(svd.right.view());
        assert!(
            (products - Array2::<f64>::eye(20))
                .iter()
                .all(|error| error.abs() < 1e-4)
        );
    }

    #[test]
    fn a_matrix_of_low_rank_gives_its_rank() {
        let rows = vec![vec![(0, 1.0), (2, 2.0)]; 4];
        let svd = truncated_svd(&sparse(3, &rows), 3, 1);
        assert_eq!(svd.singular.len(), 1);
        assert!((svd.singular[0] - 20f32.sqrt()).abs() < 1e-4);
        let none = truncated_svd(&sparse(0, &[]), 3, 1);
        assert_eq!(none.singular.len(), 0);
    }
}
