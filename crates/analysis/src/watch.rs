//! Progress and cancellation of long work, in one call.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Receives the progress of a long computation and may stop it.
///
/// The computation calls [`Watch::at`] between blocks of work, possibly from
/// several threads; an implementation that shows something should limit its own rate.
pub trait Watch: Sync {
    /// `done` of `total` units of `step` are finished (`total` may be 0 where it is not known).
    ///
    /// # Errors
    /// [`Cancelled`] asks the computation to stop; it returns at once with that error.
    fn at(&self, step: Step, done: u64, total: u64) -> Result<(), Cancelled>;
}

/// A watch that shows nothing and never stops the work.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn at(&self, _step: Step, _done: u64, _total: u64) -> Result<(), Cancelled> {
        Ok(())
    }
}

/// The work was stopped because the watch asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl fmt::Display for Cancelled {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("The analysis was cancelled.")
    }
}

impl std::error::Error for Cancelled {}

/// The steps of finding themes, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Texts into words, stems and term counts.
    Terms,
    /// Term counts into dense vectors.
    Vectors,
    /// The nearest neighbours of each vector.
    Neighbours,
    /// Communities of the neighbour graph.
    Themes,
    /// Names, keywords and quotes.
    Labels,
    /// The themes of each passage.
    Tags,
}

impl Step {
    /// What the step does, for a person who waits.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Terms => "Reading the words",
            Self::Vectors => "Placing the texts by meaning",
            Self::Neighbours => "Finding similar texts",
            Self::Themes => "Grouping texts into themes",
            Self::Labels => "Naming the themes",
            Self::Tags => "Tagging the texts",
        }
    }
}
