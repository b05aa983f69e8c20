//! What the complaints of a theme are about, so that a remedy of that kind can be suggested.
//!
//! Each passage is read for causes – a confusing page, the price, waiting for support, … – by cues
//! (words and phrases that say it) and by how near its meaning is to sentences that say it. A theme
//! has a cause when clearly more of its passages name it than of the others: a word that is common
//! everywhere tells nothing about one theme. Only English is read.

mod causes;
mod cues;
mod likeness;
mod read;
mod signal;
#[cfg(test)]
mod tests;

pub use causes::Cause;
pub use read::{Reading, read_causes};
pub use signal::{CauseFound, Signal, signal};
