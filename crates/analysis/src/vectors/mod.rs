//! Texts as vectors.

mod centre;
mod documents;
mod features;
mod given;
mod group_sums;
mod likeness;
mod meanings;
mod rows;
mod sparse;
mod svd;
mod tfidf;
mod word_meanings;
mod word_rows;
mod word_vectors;

pub(crate) use centre::centred;
pub(crate) use documents::Documents;
pub(crate) use features::{Features, features};
pub use given::TextVectors;
pub(crate) use group_sums::group_sums;
pub(crate) use likeness::Likeness;
pub(crate) use rows::Rows;
pub(crate) use word_meanings::WordMeanings;
