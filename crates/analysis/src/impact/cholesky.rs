//! Small symmetric systems that may be singular.

/// A square matrix, symmetric unless said otherwise, kept whole, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Gram {
    size: usize,
    values: Vec<f64>,
}

impl Gram {
    /// A matrix of zeros.
    pub fn new(size: usize) -> Gram {
        Gram {
            size,
            values: vec![0.0; size * size],
        }
    }

    /// One entry.
    pub fn get(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.size + column]
    }

    /// Adds to one entry.
    pub fn add(&mut self, row: usize, column: usize, value: f64) {
        self.values[row * self.size + column] += value;
    }

    /// Adds x xᵀ for the 0/1 vector with the given columns.
    pub fn add_outer(&mut self, columns: &[u32]) {
        self.add_weighted_outer(columns, 1.0);
    }

    /// Adds weight · x xᵀ for the 0/1 vector with the given columns.
    pub fn add_weighted_outer(&mut self, columns: &[u32], weight: f64) {
        for &row in columns {
            let row = self.row_mut(row);
            for &column in columns {
                row[column as usize] += weight;
            }
        }
    }

    /// Subtracts n · m mᵀ.
    pub fn subtract_means(&mut self, means: &[(u32, f64)], n: f64) {
        for &(row, mean) in means {
            let row = self.row_mut(row);
            for &(column, other) in means {
                row[column as usize] -= n * mean * other;
            }
        }
    }

    /// Turns Σ w x xᵀ into Σ w (x − m)(x − m)ᵀ, with Σ w x given at the columns of m.
    pub fn subtract_weighted_means(
        &mut self,
        means: &[(u32, f64)],
        weighted: &[f64],
        weight_sum: f64,
    ) {
        for (&(row, mean), sum) in means.iter().zip(weighted) {
            let row = self.row_mut(row);
            for (&(column, other), other_sum) in means.iter().zip(weighted) {
                row[column as usize] += weight_sum * mean * other - sum * other - mean * other_sum;
            }
        }
    }

    /// A x.
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.rows()
            .map(|row| row.iter().zip(vector).map(|(a, x)| a * x).sum())
            .collect()
    }

    /// Aᵀ x for a sparse x; A need not be symmetric.
    pub fn transposed_times_sparse(&self, vector: &[(u32, f64)]) -> Vec<f64> {
        let mut product = vec![0.0; self.size];
        for &(column, x) in vector {
            for (total, a) in product.iter_mut().zip(self.row(column as usize)) {
                *total += a * x;
            }
        }
        product
    }

    /// xᵀ A x for the 0/1 vector with the given columns.
    pub fn quadratic(&self, columns: &[u32]) -> f64 {
        columns
            .iter()
            .map(|&row| self.row_times(row as usize, columns))
            .sum()
    }

    /// Row of A times the 0/1 vector with the given columns.
    pub fn row_times(&self, row: usize, columns: &[u32]) -> f64 {
        let row = self.row(row);
        columns.iter().map(|&column| row[column as usize]).sum()
    }

    /// Sum of the given rows of A, which need not be symmetric, less `subtracted`.
    pub fn rows_minus(&self, columns: &[u32], subtracted: &[f64], into: &mut [f64]) {
        for (total, subtract) in into.iter_mut().zip(subtracted) {
            *total = -subtract;
        }
        for &column in columns {
            for (total, a) in into.iter_mut().zip(self.row(column as usize)) {
                *total += a;
            }
        }
    }

    /// xᵀ A x.
    pub fn sandwich(&self, slice: &[f64]) -> f64 {
        self.rows()
            .zip(slice)
            .filter(|(_, outer)| **outer != 0.0)
            .map(|(row, outer)| outer * row.iter().zip(slice).map(|(a, b)| a * b).sum::<f64>())
            .sum()
    }

    /// A matrix whose entries are given by row and column.
    pub fn from_entries(size: usize, entry: impl Fn(usize, usize) -> f64) -> Gram {
        let places = (0..size).flat_map(|row| (0..size).map(move |column| (row, column)));
        Gram {
            size,
            values: places.map(|(row, column)| entry(row, column)).collect(),
        }
    }

    /// Number of rows.
    pub fn size(&self) -> usize {
        self.size
    }

    /// `left` · A, row by row; `left` and the product need not be symmetric.
    pub fn times_from_left(&self, left: &Gram) -> Gram {
        let mut product = Gram::new(self.size);
        for row in 0..self.size {
            let into = product.row_mut(row as u32);
            for (weight, own) in left.row(row).iter().zip(self.rows()) {
                if *weight != 0.0 {
                    into.iter_mut()
                        .zip(own)
                        .for_each(|(sum, a)| *sum += weight * a);
                }
            }
        }
        product
    }

    /// Aᵀ.
    pub fn transposed(&self) -> Gram {
        Gram::from_entries(self.size, |row, column| self.get(column, row))
    }

    /// One row.
    pub fn row(&self, row: usize) -> &[f64] {
        &self.values[row * self.size..(row + 1) * self.size]
    }

    fn rows(&self) -> impl Iterator<Item = &[f64]> {
        // A size of 0 has no rows to chunk, but chunks may not be empty either.
        self.values.chunks(self.size.max(1))
    }

    fn row_mut(&mut self, row: u32) -> &mut [f64] {
        let start = row as usize * self.size;
        &mut self.values[start..start + self.size]
    }
}

/// A Gram matrix inverted as far as it goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    /// Inverse over the kept columns, 0 elsewhere: a reflexive generalised inverse.
    pub inverse: Gram,
    /// A largest set of independent columns.
    pub kept: Vec<usize>,
    /// Whether the column's coefficient is the same in every solution. False for all columns of a
    /// linear dependence, whichever of them was kept.
    pub identified: Vec<bool>,
    /// A basis of the linear dependences: combinations of columns that are 0.
    dependences: Vec<Vec<f64>>,
}

/// What is left of a column, as a share of its own length, below which the others determine it.
const TOLERANCE: f64 = 1e-9;

/// Inverts a positive semi-definite Gram matrix by Cholesky decomposition with diagonal pivoting
/// (Higham 2002, Accuracy and Stability of Numerical Algorithms, section 10.3), its columns scaled
/// to length 1 first.
pub fn solve_gram(gram: &Gram) -> Solved {
    let size = gram.size;
    let largest = (0..size).map(|i| gram.get(i, i)).fold(0.0, f64::max);
    let scale: Vec<f64> = (0..size)
        .map(|i| {
            let length = gram.get(i, i);
            if length > TOLERANCE * largest.max(1.0) {
                length.sqrt()
            } else {
                0.0
            }
        })
        .collect();
    let scaled = |i: usize, j: usize| {
        if scale[i] == 0.0 || scale[j] == 0.0 {
            0.0
        } else {
            gram.get(i, j) / (scale[i] * scale[j])
        }
    };
    // Column k of the factor, for all rows; rows of pivots taken later stay below the diagonal.
    let mut factor: Vec<Vec<f64>> = Vec::new();
    let mut kept: Vec<usize> = Vec::new();
    let mut taken = vec![false; size];
    let mut remaining: Vec<f64> = (0..size).map(|i| scaled(i, i)).collect();
    while let Some(pivot) = largest_remaining(&remaining, &taken) {
        let root = remaining[pivot].sqrt();
        let column: Vec<f64> = (0..size)
            .map(|row| {
                if row == pivot {
                    return root;
                }
                if taken[row] {
                    return 0.0;
                }
                let known: f64 = factor.iter().map(|c| c[row] * c[pivot]).sum();
                (scaled(row, pivot) - known) / root
            })
            .collect();
        taken[pivot] = true;
        kept.push(pivot);
        for (left, value) in remaining.iter_mut().zip(&column) {
            *left -= value * value;
        }
        factor.push(column);
    }
    let mut inverse = Gram::new(size);
    for (position, &column) in kept.iter().enumerate() {
        let mut unit = vec![0.0; kept.len()];
        unit[position] = 1.0;
        let solution = solve_kept(&factor, &kept, unit);
        for (&row, value) in kept.iter().zip(solution) {
            inverse.row_mut(row as u32)[column] = value / (scale[row] * scale[column]);
        }
    }
    let mut identified = taken.clone();
    let mut dependences = Vec::new();
    for dropped in (0..size).filter(|&i| !taken[i]) {
        let mut dependence = vec![0.0; size];
        dependence[dropped] = 1.0;
        if scale[dropped] > 0.0 {
            let right = kept.iter().map(|&row| scaled(row, dropped)).collect();
            for (&row, share) in kept.iter().zip(solve_kept(&factor, &kept, right)) {
                dependence[row] = -share * scale[dropped] / scale[row];
                if share.abs() > NEGLIGIBLE {
                    identified[row] = false;
                }
            }
        }
        dependences.push(dependence);
    }
    Solved {
        inverse,
        kept,
        identified,
        dependences,
    }
}

impl Solved {
    /// Whether a linear combination of the coefficients is the same in every solution.
    pub fn is_estimable(&self, combination: &[f64]) -> bool {
        self.dependences.iter().all(|dependence| {
            let terms = combination.iter().zip(dependence).map(|(c, d)| c * d);
            terms.sum::<f64>().abs() <= NEGLIGIBLE
        })
    }
}

/// A share of one column in another that rounding may leave.
const NEGLIGIBLE: f64 = 1e-6;

/// The column with most left to say; ties go to the first.
fn largest_remaining(remaining: &[f64], taken: &[bool]) -> Option<usize> {
    let mut best = None;
    let mut most = TOLERANCE;
    for (index, &left) in remaining.iter().enumerate() {
        if !taken[index] && left > most {
            best = Some(index);
            most = left;
        }
    }
    best
}

/// Solves L Lᵀ x = b over the kept columns, in pivot order.
fn solve_kept(factor: &[Vec<f64>], kept: &[usize], mut b: Vec<f64>) -> Vec<f64> {
    for k in 0..kept.len() {
        let known: f64 = (0..k).map(|j| factor[j][kept[k]] * b[j]).sum();
        b[k] = (b[k] - known) / factor[k][kept[k]];
    }
    for k in (0..kept.len()).rev() {
        let known: f64 = (k + 1..kept.len()).map(|j| factor[k][kept[j]] * b[j]).sum();
        b[k] = (b[k] - known) / factor[k][kept[k]];
    }
    b
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gram(rows: &[&[f64]]) -> Gram {
        Gram {
            size: rows.len(),
            values: rows.concat(),
        }
    }

    #[test]
    fn a_regular_matrix_is_inverted() {
        let solved = solve_gram(&gram(&[&[4.0, 2.0], &[2.0, 3.0]]));
        for (row, expected) in [[0.375, -0.25], [-0.25, 0.5]].iter().enumerate() {
            for (column, value) in expected.iter().enumerate() {
                assert!((solved.inverse.get(row, column) - value).abs() < 1e-12);
            }
        }
        assert_eq!(solved.identified, [true, true]);
    }

    #[test]
    fn all_columns_of_a_dependence_are_marked_and_the_others_are_not() {
        // Third = first + second; the fourth is apart; the fifth is empty.
        let solved = solve_gram(&gram(&[
            &[2.0, 0.0, 2.0, 0.0, 0.0],
            &[0.0, 3.0, 3.0, 0.0, 0.0],
            &[2.0, 3.0, 5.0, 0.0, 0.0],
            &[0.0, 0.0, 0.0, 7.0, 0.0],
            &[0.0, 0.0, 0.0, 0.0, 0.0],
        ]));
        assert_eq!(solved.identified, [false, false, false, true, false]);
        assert_eq!(solved.kept.len(), 3);
        // First + third is not known, first less second is only through the third.
        assert!(!solved.is_estimable(&[1.0, 0.0, 0.0, 0.0, 0.0]));
        assert!(solved.is_estimable(&[1.0, -1.0, 0.0, 0.5, 0.0]));
        assert!(solved.is_estimable(&[1.0, 0.0, 1.0, 0.0, 0.0]));
        assert!(!solved.is_estimable(&[0.0, 0.0, 0.0, 0.0, 1.0]));
        assert!((solved.inverse.get(3, 3) - 1.0 / 7.0).abs() < 1e-12);
        assert!(solve_gram(&Gram::new(0)).kept.is_empty());
    }
}
