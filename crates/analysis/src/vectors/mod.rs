//! Texts as vectors.

mod documents;
mod features;
mod sparse;
mod svd;
mod tfidf;

pub(crate) use documents::Documents;
pub(crate) use features::features;
