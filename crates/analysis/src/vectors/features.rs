//! The one seam between texts and everything that compares them.

use ndarray::{Array2, ArrayViewMut2, Axis, Slice};

use super::centre::normalise;
use super::documents::Documents;
use super::given::TextVectors;
use super::meanings::meanings;
use super::sparse::Sparse;
use super::svd::truncated_svd;
use super::tfidf::tf_idf;
use super::word_vectors::WordVectors;
use crate::text::{Stems, Words};

/// Directions of meaning that are looked at; how many of them count, the data decide.
const DIMENSIONS: usize = 200;
/// Documents from which the directions are learnt.
const LEARNT_FROM: usize = 30_000;

/// What latent semantic analysis weighs against word vectors.
const LATENT: f32 = 0.5;

/// Documents as vectors.
pub(crate) struct Features {
    /// documents × dimensions: unit length, or zeros where nothing ties a document to others.
    pub(crate) vectors: Array2<f32>,
    /// The documents in whose vectors the meanings of their words have a part.
    pub(crate) meant: Vec<bool>,
}

/// Where the meaning of a text is taken from.
enum Meaning<'a> {
    /// The meanings of its words.
    OfWords(WordVectors<'static>),
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
    words: &Words,
    stems: &Stems,
    languages: &[Option<&'static str>],
    given: Option<&TextVectors>,
    seed: u64,
) -> Features {
    let latent = Latent::learnt(documents, seed);
    let rank = latent.directions.ncols();
    let english = || {
        let mut texts = documents.first_text.iter();
        let english = texts.any(|&text| languages[text] == Some("eng"));
        english.then(WordVectors::english).flatten()
    };
    let meaning = match given {
        Some(given) => Some(Meaning::Given(given)),
        None => english().map(Meaning::OfWords),
    };
    let Some(meaning) = meaning else {
        let mut vectors = Array2::zeros((documents.len(), rank));
        latent.place(vectors.view_mut());
        return Features {
            vectors,
            meant: vec![false; documents.len()],
        };
    };
    let width = match &meaning {
        Meaning::OfWords(table) => table.dimensions(),
        Meaning::Given(given) => given.dimensions,
    };
    // Both parts are written where they stay: of a large set there is no room for them twice.
    let mut vectors = Array2::zeros((documents.len(), width + rank));
    let mut placed = vectors.slice_axis_mut(Axis(1), Slice::from(width..));
    latent.place(placed.view_mut());
    placed *= LATENT;
    drop(latent);
    let rows = vectors.slice_axis_mut(Axis(1), Slice::from(..width));
    let meant = match &meaning {
        Meaning::OfWords(table) => meanings(rows, table, documents, words, stems, languages),
        Meaning::Given(given) => given.place(rows, &documents.first_text),
    };
    normalise(vectors.view_mut());
    Features { vectors, meant }
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
    fn learnt(documents: &Documents, seed: u64) -> Self {
        let rank = DIMENSIONS.min(documents.len().saturating_sub(1).max(1));
        let weights = tf_idf(documents);
        // Directions learnt from an even sample hardly differ from those of all documents.
        let svd = match documents.len().div_ceil(LEARNT_FROM) {
            0 | 1 => truncated_svd(&weights, rank, seed),
            stride => truncated_svd(&weights.every(stride), rank, seed),
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

    /// Writes the documents to `rows`, zeros before: of unit length, or zeros where no word
    /// ties a document to others.
    fn place(&self, mut rows: ArrayViewMut2<'_, f32>) {
        self.weights
            .times_into(self.directions.view(), rows.view_mut());
        normalise(rows);
    }
}
