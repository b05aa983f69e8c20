//! What was wrong in a file that could still be read.

use serde::{Deserialize, Serialize};

/// What became of the row or cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// It was left out.
    Rejected,
    /// It was kept, after a correction or a choice that a person may want to know of.
    Repaired,
}

/// Something in a file that was left out, corrected or had to be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The row as [`crate::Feedback::row`] counts; none if it concerns the whole file.
    pub row: Option<u64>,
    /// The name of the column; none if it concerns the whole row.
    pub column: Option<String>,
    /// What became of it.
    pub what: ProblemKind,
    /// One sentence or clause for a person.
    pub reason: String,
}

impl Problem {
    pub(crate) fn rejected(row: u64, column: Option<&str>, reason: impl Into<String>) -> Self {
        Problem {
            row: Some(row),
            column: column.map(str::to_owned),
            what: ProblemKind::Rejected,
            reason: reason.into(),
        }
    }

    pub(crate) fn repaired(
        row: Option<u64>,
        column: Option<&str>,
        reason: impl Into<String>,
    ) -> Self {
        Problem {
            row,
            column: column.map(str::to_owned),
            what: ProblemKind::Repaired,
            reason: reason.into(),
        }
    }
}
