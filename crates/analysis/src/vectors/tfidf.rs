//! Term weights.

use super::documents::Bags;
use super::sparse::Sparse;

/// A word in one document only ties it to no other; a pair must tie more than two.
const MIN_DF: u32 = 2;
const MIN_DF_PAIRS: u32 = 3;
/// In sets below this size two must do.
const SMALL: usize = 50;

/// Rows of unit length, documents × terms: (1 + ln tf) × idf.
///
/// Words of a single document are left out of its row but not of its length, so that a
/// document of words nobody else uses weighs little, or is a row of zeros.
/// Sublinear tf and smooth idf as in scikit-learn: idf = ln((1 + n) / (1 + df)) + 1.
pub(crate) fn tf_idf(bags: &Bags) -> Sparse {
    let df = &bags.df;
    let n = bags.len() as f32;
    let min_df_pairs = if bags.len() < SMALL { 2 } else { MIN_DF_PAIRS };
    let mut columns = 0u32;
    let column: Vec<Option<u32>> = df
        .iter()
        .enumerate()
        .map(|(term, &df)| {
            let min_df = if term >= bags.first_pair {
                min_df_pairs
            } else {
                MIN_DF
            };
            columns += u32::from(df >= min_df);
            (df >= min_df).then(|| columns - 1)
        })
        .collect();
    let idf = |term: u32| ((1.0 + n) / (1.0 + df[term as usize] as f32)).ln() + 1.0;
    let mut row: Vec<(u32, f32)> = Vec::new();
    let mut weights = Sparse::empty(columns as usize);
    for document in 0..bags.len() {
        row.clear();
        let mut squares = 0.0;
        for &(term, count) in bags.of(document) {
            let weight = (1.0 + (count as f32).ln()) * idf(term);
            if let Some(column) = column[term as usize] {
                row.push((column, weight));
                squares += weight * weight;
            } else if (term as usize) < bags.first_pair {
                squares += weight * weight;
            }
        }
        row.iter_mut()
            .for_each(|(_, weight)| *weight /= squares.sqrt());
        weights.push_row(&row);
    }
    weights
}
