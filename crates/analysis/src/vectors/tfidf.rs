//! Term weights.

use super::documents::Documents;
use super::sparse::Sparse;

/// In larger sets, pairs of words in fewer documents than this are left out: they are
/// most of the vocabulary and tie hardly anything together.
const MIN_DF_PAIRS: u32 = 3;
const SMALL: usize = 50;

/// Rows of unit length, documents × terms: (1 + ln tf) × idf.
///
/// Sublinear tf and smooth idf as in scikit-learn: idf = ln((1 + n) / (1 + df)) + 1.
pub(crate) fn tf_idf(documents: &Documents) -> Sparse {
    let mut df = vec![0u32; documents.terms];
    for &(term, _) in documents.bags.iter().flatten() {
        df[term as usize] += 1;
    }
    let n = documents.len() as f32;
    let min_df_pairs = if documents.len() < SMALL {
        2
    } else {
        MIN_DF_PAIRS
    };
    let mut columns = 0u32;
    let column: Vec<Option<(u32, f32)>> = df
        .iter()
        .enumerate()
        .map(|(term, &df)| {
            let min_df = if term >= documents.first_pair {
                min_df_pairs
            } else {
                1
            };
            if df < min_df {
                return None;
            }
            columns += 1;
            Some((columns - 1, ((1.0 + n) / (1.0 + df as f32)).ln() + 1.0))
        })
        .collect();
    let mut row: Vec<(u32, f32)> = Vec::new();
    let mut weights = Sparse::empty(columns as usize);
    for bag in &documents.bags {
        row.clear();
        row.extend(bag.iter().filter_map(|&(term, count)| {
            let (column, idf) = column[term as usize]?;
            Some((column, (1.0 + (count as f32).ln()) * idf))
        }));
        let norm = row
            .iter()
            .map(|(_, value)| value * value)
            .sum::<f32>()
            .sqrt();
        if norm > 0.0 {
            row.iter_mut().for_each(|(_, value)| *value /= norm);
        }
        weights.push_row(&row);
    }
    weights
}
