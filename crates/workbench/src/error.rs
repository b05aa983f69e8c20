//! Errors as sentences for the person who meets them, with a code where a window acts on it.

use std::path::Path;

use assay_store::StoreError;
use serde::Serialize;
use ts_rs::TS;

/// What every verb returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something could not be done.
#[derive(Clone, Debug, PartialEq, Serialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// For a program that acts on it.
    pub code: Code,
    /// For a person: what failed, where, what to do.
    pub message: String,
}

/// Sorts of errors that a window or script treats differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// No project is open.
    NoProject,
    /// What was asked for does not exist.
    NotFound,
    /// The request does not make sense.
    BadInput,
    /// A file could not be read or written.
    File,
    /// The file is not an Assay project.
    NotAProject,
    /// A newer Assay made the file.
    NewerFile,
    /// The file or its folder cannot be written.
    ReadOnly,
    /// The disk is full.
    DiskFull,
    /// The project file was removed, replaced or taken over while it was open.
    Gone,
    /// Someone else is writing.
    Busy,
    /// What is to be written holds what looks like contact data, and nobody said that it may.
    ContactData,
    /// The person cancelled it.
    Cancelled,
    /// The project file is damaged.
    Damaged,
    /// A defect of Assay.
    Internal,
}

impl Error {
    /// An error with this code and sentence.
    pub fn new(code: Code, message: impl Into<String>) -> Error {
        Error {
            code,
            message: message.into(),
        }
    }

    pub(crate) fn bad_input(message: impl Into<String>) -> Error {
        Error::new(Code::BadInput, message)
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Error {
        Error::new(Code::NotFound, message)
    }

    /// A file of the user's that could not be read or written (`doing`: “read”, “written”).
    pub(crate) fn file(path: &Path, doing: &str, error: &std::io::Error) -> Error {
        use std::io::ErrorKind;
        let path = path.display();
        let (code, why) = match error.kind() {
            ErrorKind::NotFound => (
                Code::File,
                "there is no such file or folder; check the path".to_string(),
            ),
            ErrorKind::PermissionDenied => (
                Code::ReadOnly,
                "permission is denied; check its permissions".to_string(),
            ),
            ErrorKind::ReadOnlyFilesystem => (
                Code::ReadOnly,
                "the disk is read-only; choose another place".to_string(),
            ),
            ErrorKind::StorageFull => (
                Code::DiskFull,
                "the disk is full; free some space and try again".to_string(),
            ),
            ErrorKind::IsADirectory => (Code::File, "it is a folder; name a file".to_string()),
            _ => (Code::File, error.to_string()),
        };
        Error::new(code, format!("{path} cannot be {doing}: {why}"))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        let code = match &error {
            StoreError::Missing(_) => Code::NotFound,
            StoreError::Exists(_) => Code::BadInput,
            StoreError::NotAProject { .. } => Code::NotAProject,
            StoreError::Newer { .. } => Code::NewerFile,
            StoreError::ReadOnly => Code::ReadOnly,
            StoreError::DiskFull => Code::DiskFull,
            StoreError::Busy | StoreError::OpenElsewhere { .. } => Code::Busy,
            StoreError::Disk(_)
            | StoreError::NoLocks
            | StoreError::DamagedCopy(_)
            | StoreError::Beside { .. } => Code::File,
            StoreError::Gone(_) | StoreError::TakenOver(_) => Code::Gone,
            StoreError::Damaged(_) => Code::Damaged,
            StoreError::Conflict(_) => Code::BadInput,
            StoreError::Other(_) => Code::Internal,
        };
        Error::new(code, error.to_string())
    }
}

impl From<assay_analysis::Cancelled> for Error {
    fn from(_: assay_analysis::Cancelled) -> Error {
        Error::new(Code::Cancelled, "cancelled; nothing was changed")
    }
}
