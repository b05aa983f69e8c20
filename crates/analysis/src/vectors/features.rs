//! The one seam between texts and everything that compares them.

use ndarray::{Array2, Axis};
use rayon::prelude::*;

use super::documents::Documents;
use super::svd::truncated_svd;
use super::tfidf::tf_idf;

/// Directions of meaning that are looked at; how many of them count, the data decide.
const DIMENSIONS: usize = 200;
/// Documents from which the directions are learnt.
const LEARNT_FROM: usize = 30_000;
/// A document that is less than this along all directions is unlike all others.
const UNKNOWN: f32 = 1e-4;

/// One row of unit length a document, in which similar documents point the same way.
///
/// documents × dimensions; a row of zeros where nothing ties a document to others.
/// Latent semantic analysis (Deerwester et al. 1990) of the TF-IDF weights.
///
/// The singular values are lowered by the smallest one kept (soft thresholding, as in
/// Cai, Candès & Shen 2010): it estimates what chance alone gives a direction. Where a
/// few directions stand out, as in a large set of short jargon, they then count for
/// nearly everything; where many matter, as in a small set of fine themes, all count.
pub(crate) fn features(documents: &Documents, seed: u64) -> Array2<f32> {
    let rank = DIMENSIONS.min(documents.len().saturating_sub(1).max(1));
    let weights = tf_idf(documents);
    // Directions learnt from an even sample hardly differ from those of all documents.
    let svd = match documents.len().div_ceil(LEARNT_FROM) {
        0 | 1 => truncated_svd(&weights, rank, seed),
        stride => truncated_svd(&weights.every(stride), rank, seed),
    };
    let mut vectors = weights.times(svd.right.view());
    // A set of few directions has them all, and no noise below them to estimate.
    let noise = match svd.singular.last() {
        Some(&last) if svd.singular.len() == DIMENSIONS => last,
        _ => 0.0,
    };
    for (mut column, &value) in vectors.columns_mut().into_iter().zip(&svd.singular) {
        column *= (value - noise) / value;
    }
    normalise(&mut vectors);
    vectors
}

fn normalise(vectors: &mut Array2<f32>) {
    vectors
        .axis_iter_mut(Axis(0))
        .into_par_iter()
        .with_min_len(1024)
        .for_each(|mut row| {
            let norm = row.dot(&row).sqrt();
            if norm > UNKNOWN {
                row /= norm;
            } else {
                row.fill(0.0);
            }
        });
}
