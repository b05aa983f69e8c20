//! Sentence encoders read from a folder on disk, as sentence-transformers writes them: BERT, weights
//! in safetensors, through candle. Nothing is downloaded.
//!
//! The crate is empty unless the feature `candle` is on, so that a plain build of the workspace does
//! not compile candle.
#![cfg(feature = "candle")]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod encode;
mod folder;
mod tokens;

pub use encode::Encoder;

/// Why texts could not be encoded.
#[derive(Debug, thiserror::Error)]
pub enum EncoderError {
    /// The folder does not hold an encoder that can be read; the sentence says why.
    #[error("{folder} cannot be used as a sentence encoder: {why}")]
    Folder {
        /// As it was given.
        folder: String,
        /// What is wrong with it, and what would be right.
        why: String,
    },
    /// Whoever asked for it wants no more.
    #[error("the encoding was stopped")]
    Stopped,
}
