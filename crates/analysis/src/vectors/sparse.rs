//! Sparse matrices by rows.

use ndarray::{Array2, ArrayView2, ArrayViewMut1, Axis};
use rayon::prelude::*;

/// A matrix of `rows` × `columns` of which only the non-zero values are kept.
#[derive(Clone, Debug)]
pub(crate) struct Sparse {
    columns: usize,
    starts: Vec<usize>,
    indices: Vec<u32>,
    values: Vec<f32>,
}

impl Sparse {
    /// A matrix without rows.
    pub(crate) fn empty(columns: usize) -> Self {
        Self {
            columns,
            starts: vec![0],
            indices: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Adds a row of (column, value).
    pub(crate) fn push_row(&mut self, row: &[(u32, f32)]) {
        self.indices.extend(row.iter().map(|&(column, _)| column));
        self.values.extend(row.iter().map(|&(_, value)| value));
        self.starts.push(self.indices.len());
    }

    pub(crate) fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// The (column, value) pairs of a row.
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = (u32, f32)> + '_ {
        let range = self.starts[row]..self.starts[row + 1];
        self.indices[range.clone()]
            .iter()
            .copied()
            .zip(self.values[range].iter().copied())
    }

    /// Itself × `dense`, each row by one thread.
    pub(crate) fn times(&self, dense: ArrayView2<'_, f32>) -> Array2<f32> {
        let mut product = Array2::zeros((self.rows(), dense.ncols()));
        let dense = dense.as_standard_layout();
        product
            .axis_iter_mut(Axis(0))
            .into_par_iter()
            .enumerate()
            .with_min_len(256)
            .for_each(|(row, out)| self.add_row(row, dense.view(), out));
        product
    }

    /// Adds one of its rows × `dense` to `out`.
    pub(crate) fn add_row(
        &self,
        row: usize,
        dense: ArrayView2<'_, f32>,
        mut out: ArrayViewMut1<'_, f32>,
    ) {
        for (column, value) in self.row(row) {
            out.scaled_add(value, &dense.row(column as usize));
        }
    }

    /// Every so many rows, from the first, without the columns in which all of these are zero –
    /// which it loses itself.
    pub(crate) fn sample(&mut self, stride: usize) -> Self {
        let mut place = vec![u32::MAX; self.columns];
        for row in (0..self.rows()).step_by(stride) {
            for at in self.starts[row]..self.starts[row + 1] {
                place[self.indices[at] as usize] = 0;
            }
        }
        let mut columns = 0;
        for place in place.iter_mut().filter(|place| **place == 0) {
            *place = columns;
            columns += 1;
        }
        let (mut from, mut kept) = (0, 0);
        for row in 0..self.rows() {
            let to = self.starts[row + 1];
            for at in from..to {
                let column = place[self.indices[at] as usize];
                if column != u32::MAX {
                    self.indices[kept] = column;
                    self.values[kept] = self.values[at];
                    kept += 1;
                }
            }
            self.starts[row + 1] = kept;
            from = to;
        }
        self.indices.truncate(kept);
        self.values.truncate(kept);
        self.columns = columns as usize;
        let mut some = Self::empty(self.columns);
        for row in (0..self.rows()).step_by(stride) {
            let pairs: Vec<(u32, f32)> = self.row(row).collect();
            some.push_row(&pairs);
        }
        some
    }

    pub(crate) fn transposed(&self) -> Self {
        let mut starts = vec![0usize; self.columns + 1];
        for &column in &self.indices {
            starts[column as usize + 1] += 1;
        }
        for column in 0..self.columns {
            starts[column + 1] += starts[column];
        }
        let mut next = starts.clone();
        let mut indices = vec![0u32; self.indices.len()];
        let mut values = vec![0f32; self.values.len()];
        for row in 0..self.rows() {
            for (column, value) in self.row(row) {
                let at = next[column as usize];
                next[column as usize] += 1;
                indices[at] = u32::try_from(row).unwrap_or(u32::MAX);
                values[at] = value;
            }
        }
        Self {
            columns: self.rows(),
            starts,
            indices,
            values,
        }
    }
}
