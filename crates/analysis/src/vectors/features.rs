//! The one seam between texts and everything that compares them.

use ndarray::{Array2, ArrayViewMut2, Axis};
use rayon::prelude::*;

use super::centre::{Centre, normalise};
use super::documents::{Bags, Documents};
use super::given::TextVectors;
use super::meanings::{LANGUAGE, Meanings};
use super::rows::Rows;
use super::sparse::Sparse;
use super::svd::{principal_directions, truncated_svd};
use super::tfidf::tf_idf;
use crate::text::{Stems, Words};

/// Directions of meaning that are looked at; how many of them count, the data decide.
const DIMENSIONS: usize = 200;
/// Documents from which the directions are learnt.
const LEARNT_FROM: usize = 10_000;

/// Up to so many documents have vectors of every direction there is …
const WIDE: usize = 8_000;
/// … and those of a larger set vectors of so many directions, …
const NARROW: usize = 192;
/// … which are learnt from so many of them.
const NARROWED_FROM: usize = 4_096;

/// What latent semantic analysis weighs against word vectors.
const LATENT: f32 = 0.5;

/// Documents as vectors.
pub(crate) struct Features {
    /// documents × dimensions; zeros where nothing ties a document to others.
    pub(crate) vectors: Rows,
    /// The documents in whose vectors the meanings of their words have a part.
    pub(crate) meant: Vec<bool>,
}

/// Where the meaning of a text is taken from.
enum Meaning<'a> {
    /// The meanings of its words.
    OfWords(Meanings<'a>),
    /// A vector made elsewhere.
    Given(&'a TextVectors),
}

/// Vectors in which similar documents point the same way.
///
/// What the texts mean beside what latent semantic analysis finds in the set itself. Their
/// meaning is what `given` says, in whatever language, or else that of their words, where
/// the language has word vectors; without either there is the latter alone.
pub(crate) fn features(
    documents: &Documents,
    bags: Bags,
    words: &Words,
    stems: &Stems,
    languages: &[Option<&'static str>],
    given: Option<&TextVectors>,
    seed: u64,
) -> Features {
    let texts = &documents.first_text;
    let meaning = match given {
        Some(given) => Some(Meaning::Given(given)),
        None if texts.iter().any(|&text| languages[text] == Some(LANGUAGE)) => {
            Meanings::new(documents, &bags, words, stems, languages).map(Meaning::OfWords)
        }
        None => None,
    };
    let latent = Latent::learnt(bags, seed);
    let rank = latent.directions.ncols();
    let Some(meaning) = meaning else {
        let place = |first, rows: ArrayViewMut2<'_, f32>| latent.place(first, rows);
        return Features {
            vectors: Rows::written(documents.len(), rank, place),
            meant: vec![false; documents.len()],
        };
    };
    let width = match &meaning {
        Meaning::OfWords(meanings) => meanings.dimensions(),
        Meaning::Given(given) => given.dimensions,
    };
    let mean = |first: usize, mut rows: ArrayViewMut2<'_, f32>| {
        for (row, &text) in rows.outer_iter_mut().zip(&texts[first..]) {
            match &meaning {
                Meaning::OfWords(meanings) => meanings.write(text, row),
                Meaning::Given(given) => given.write(text, row),
            }
        }
    };
    // Rows are made several times, first for what all have in common: of a large set there is no
    // room for them before they are packed.
    let centre = Centre::of(documents.len(), width, mean);
    let write = |first: usize, mut rows: ArrayViewMut2<'_, f32>| {
        let (mut meant, mut placed) = rows.view_mut().split_at(Axis(1), width);
        latent.place(first, placed.view_mut());
        placed *= LATENT;
        mean(first, meant.view_mut());
        centre.take_from(first, meant);
        normalise(rows);
    };
    Features {
        vectors: if documents.len() <= WIDE {
            Rows::written(documents.len(), width + rank, write)
        } else {
            narrowed(documents.len(), width + rank, seed, write)
        },
        meant: centre.present,
    }
}

/// Rows along the principal directions of an even sample of them, of unit length or zero.
fn narrowed(
    rows: usize,
    dimensions: usize,
    seed: u64,
    write: impl Fn(usize, ArrayViewMut2<'_, f32>) + Sync,
) -> Rows {
    let stride = rows.div_ceil(NARROWED_FROM);
    let mut sample = Array2::zeros((rows.div_ceil(stride), dimensions));
    (sample.axis_chunks_iter_mut(Axis(0), 1).into_par_iter())
        .enumerate()
        .for_each(|(place, row)| write(place * stride, row));
    let directions = principal_directions(sample.view(), NARROW, seed);
    drop(sample);
    Rows::written(rows, directions.ncols(), |first, mut narrow| {
        let mut wide = Array2::zeros((narrow.nrows(), dimensions));
        write(first, wide.view_mut());
        narrow.assign(&wide.dot(&directions));
        normalise(narrow);
    })
}

/// Latent semantic analysis (Deerwester et al. 1990) of the TF-IDF weights.
///
/// The singular values are lowered by the smallest one kept (soft thresholding, as in
/// Cai, Candès & Shen 2010): it estimates what chance alone gives a direction. Where a
/// few directions stand out, as in a large set of short jargon, they then count for
/// nearly everything; where many matter, as in a small set of fine themes, all count.
struct Latent {
    /// documents × terms.
    weights: Sparse,
    /// terms × dimensions.
    directions: Array2<f32>,
}

impl Latent {
    fn learnt(bags: Bags, seed: u64) -> Self {
        let rank = DIMENSIONS.min(bags.len().saturating_sub(1).max(1));
        let mut weights = tf_idf(&bags);
        drop(bags);
        // Directions learnt from an even sample hardly differ from those of all documents. Terms
        // that the sample lacks have no part in them.
        let svd = match weights.rows().div_ceil(LEARNT_FROM) {
            0 | 1 => truncated_svd(&weights, rank, seed),
            stride => truncated_svd(&weights.sample(stride), rank, seed),
        };
        // A set of few directions has them all, and no noise below them to estimate.
        let noise = match svd.singular.last() {
            Some(&last) if svd.singular.len() == DIMENSIONS => last,
            _ => 0.0,
        };
        let mut directions = svd.right;
        for (mut column, &value) in directions.columns_mut().into_iter().zip(&svd.singular) {
            column *= (value - noise) / value;
        }
        Self {
            weights,
            directions,
        }
    }

    /// Writes the documents from `first` on to `rows`, zeros before: of unit length, or zeros
    /// where no word ties a document to others.
    fn place(&self, first: usize, mut rows: ArrayViewMut2<'_, f32>) {
        for (row, document) in rows.outer_iter_mut().zip(first..) {
            self.weights.add_row(document, self.directions.view(), row);
        }
        normalise(rows);
    }
}
