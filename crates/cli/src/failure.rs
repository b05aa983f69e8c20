//! Why a command did not do its work, as one sentence.

use std::fmt;
use std::io;

/// A failed command.
pub enum Failure {
    /// The workbench says what is wrong.
    Workbench(assay_workbench::Error),
    /// The command itself says what is wrong.
    Said(String),
    /// Nobody reads our output any more. Not an error for a person to see.
    Closed,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Workbench(error) => error.fmt(formatter),
            Failure::Said(sentence) => formatter.write_str(sentence),
            Failure::Closed => formatter.write_str("the output was closed"),
        }
    }
}

impl From<assay_workbench::Error> for Failure {
    fn from(error: assay_workbench::Error) -> Self {
        Failure::Workbench(error)
    }
}

impl Failure {
    /// What went wrong while writing to stdout.
    pub fn writing(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Failure::Closed
        } else {
            Failure::Said(format!("the result could not be written: {error}"))
        }
    }
}
