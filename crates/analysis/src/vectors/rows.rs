//! Many vectors of unit length, as small as their number demands.

use ndarray::{Array2, ArrayViewMut2, Axis, CowArray, Ix1, Ix2, Slice};
use rayon::prelude::*;

use super::centre::BLOCK;

/// More rows than this are kept as 16-bit fractions.
const MANY: usize = 100_000;
/// The fraction that stands for 1. Rounding moves a cosine by some 10⁻⁵.
const ONE: f32 = 32_767.0;

/// rows × dimensions, each row of unit length or zero.
///
/// A large set is kept as 16-bit fractions, which halves what is by far the most memory that an
/// analysis takes; its rows are unpacked a block at a time.
pub(crate) struct Rows {
    dimensions: usize,
    values: Values,
}

enum Values {
    Exact(Array2<f32>),
    Fractions(Vec<i16>),
}

impl Rows {
    /// `write` fills a block of rows, zeros before, from the given first one on. Blocks are
    /// written by several threads, always the same ones.
    pub(super) fn written(
        rows: usize,
        dimensions: usize,
        write: impl Fn(usize, ArrayViewMut2<'_, f32>) + Sync,
    ) -> Self {
        let values = if rows <= MANY {
            let mut values = Array2::zeros((rows, dimensions));
            values
                .axis_chunks_iter_mut(Axis(0), BLOCK)
                .into_par_iter()
                .enumerate()
                .for_each(|(block, rows)| write(block * BLOCK, rows));
            Values::Exact(values)
        } else {
            let mut values = vec![0; rows * dimensions];
            values
                .par_chunks_mut(BLOCK * dimensions.max(1))
                .enumerate()
                .for_each(|(block, packed)| {
                    let count = packed.len() / dimensions.max(1);
                    let mut rows = Array2::zeros((count, dimensions));
                    write(block * BLOCK, rows.view_mut());
                    for (packed, value) in packed.iter_mut().zip(&rows) {
                        *packed = (value * ONE).round() as i16;
                    }
                });
            Values::Fractions(values)
        };
        Self { dimensions, values }
    }

    pub(crate) fn len(&self) -> usize {
        match &self.values {
            Values::Exact(values) => values.nrows(),
            Values::Fractions(values) => values.len() / self.dimensions.max(1),
        }
    }

    pub(crate) fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// One row.
    pub(crate) fn row(&self, row: usize) -> CowArray<'_, f32, Ix1> {
        match &self.values {
            Values::Exact(values) => values.row(row).into(),
            Values::Fractions(_) => self.some(row, row + 1).index_axis_move(Axis(0), 0).into(),
        }
    }

    /// Blocks of `length` rows and a last one of what is left, in their order.
    pub(crate) fn blocks(
        &self,
        length: usize,
    ) -> impl IndexedParallelIterator<Item = CowArray<'_, f32, Ix2>> {
        let count = self.len().div_ceil(length);
        (0..count).into_par_iter().map(move |block| {
            let (from, to) = (block * length, self.len().min((block + 1) * length));
            match &self.values {
                Values::Exact(values) => values.slice_axis(Axis(0), Slice::from(from..to)).into(),
                Values::Fractions(_) => self.some(from, to).into(),
            }
        })
    }

    /// The rows at the given places, in their order.
    pub(crate) fn select(&self, rows: &[usize]) -> Array2<f32> {
        match &self.values {
            Values::Exact(values) => {
                let values = values.as_slice().unwrap_or_default();
                let mut selected = Vec::with_capacity(rows.len() * self.dimensions);
                for row in rows {
                    let row = &values[row * self.dimensions..(row + 1) * self.dimensions];
                    selected.extend_from_slice(row);
                }
                shaped(selected, rows.len(), self.dimensions)
            }
            Values::Fractions(values) => {
                let mut selected = Vec::with_capacity(rows.len() * self.dimensions);
                for row in rows {
                    let packed = &values[row * self.dimensions..(row + 1) * self.dimensions];
                    selected.extend(packed.iter().map(|&value| unpacked(value)));
                }
                shaped(selected, rows.len(), self.dimensions)
            }
        }
    }

    /// Only the rows at the given places, in their order.
    pub(crate) fn only(&self, rows: &[usize]) -> Self {
        let values = match &self.values {
            Values::Exact(values) => Values::Exact(values.select(Axis(0), rows)),
            Values::Fractions(values) => Values::Fractions(
                rows.iter()
                    .flat_map(|row| &values[row * self.dimensions..(row + 1) * self.dimensions])
                    .copied()
                    .collect(),
            ),
        };
        Self {
            dimensions: self.dimensions,
            values,
        }
    }

    /// Whether a row is all zeros.
    pub(crate) fn is_zero(&self, row: usize) -> bool {
        match &self.values {
            Values::Exact(values) => values.row(row).iter().all(|&value| value == 0.0),
            Values::Fractions(values) => values[row * self.dimensions..(row + 1) * self.dimensions]
                .iter()
                .all(|&value| value == 0),
        }
    }

    fn some(&self, from: usize, to: usize) -> Array2<f32> {
        let rows: Vec<usize> = (from..to).collect();
        self.select(&rows)
    }
}

impl From<Array2<f32>> for Rows {
    /// Rows that are of unit length or zero already.
    fn from(values: Array2<f32>) -> Self {
        Self {
            dimensions: values.ncols(),
            values: Values::Exact(values),
        }
    }
}

fn unpacked(value: i16) -> f32 {
    f32::from(value) / ONE
}

fn shaped(values: Vec<f32>, rows: usize, dimensions: usize) -> Array2<f32> {
    Array2::from_shape_vec((rows, dimensions), values)
        .unwrap_or_else(|_| Array2::zeros((rows, dimensions)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(row: usize, column: usize) -> f32 {
        (row % 7) as f32 / 10.0 - 0.1 * column as f32
    }

    fn rows(count: usize) -> Rows {
        Rows::written(count, 3, |first, mut rows| {
            for ((row, column), out) in rows.indexed_iter_mut() {
                *out = value(first + row, column);
            }
        })
    }

    #[test]
    fn many_rows_read_as_few_do() {
        for count in [5, MANY + 3] {
            let rows = rows(count);
            assert_eq!((rows.len(), rows.dimensions()), (count, 3));
            let near = |found: f32, row, column| (found - value(row, column)).abs() < 2e-5;
            let last = count - 1;
            assert!((0..3).all(|column| near(rows.row(last)[column], last, column)));
            let selected = rows.select(&[last, 0]);
            assert!(near(selected[[0, 1]], last, 1) && near(selected[[1, 2]], 0, 2));
            let blocks: Vec<usize> = rows.blocks(1000).map(|block| block.nrows()).collect();
            assert_eq!(blocks.iter().sum::<usize>(), count);
            let only = rows.only(&[last]);
            assert!(only.len() == 1 && near(only.row(0)[2], last, 2));
            assert!(!rows.is_zero(0));
        }
        let nothing = Rows::written(MANY + 1, 2, |_, _| ());
        assert!(nothing.is_zero(MANY));
        assert_eq!(Rows::written(0, 0, |_, _| ()).len(), 0);
    }
}
