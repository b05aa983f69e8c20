//! What can go wrong with a project file, as sentences.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// Failure of the project file.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("there is no project at {}; create it, or check the path", .0.display())]
    Missing(PathBuf),
    /// There is something there already.
    #[error("{} exists already; open it, or choose another name", .0.display())]
    Exists(PathBuf),
    /// The file is not an Assay project.
    #[error("{} is not an Assay project ({why}); choose a file that Assay made", .path.display())]
    NotAProject {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        why: String,
    },
    /// A later Assay made the file.
    #[error("{} was made by a newer Assay (file version {found}, this one reads up to {known}); update Assay to open it", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The version this program writes.
        known: i64,
    },
    /// The place cannot be written to.
    #[error(
        "the project file cannot be written; check the permissions of the file and its folder, or work on a copy elsewhere"
    )]
    ReadOnly,
    /// No space is left.
    #[error("the disk is full, so nothing was changed; free some space and try again")]
    DiskFull,
    /// Another program is writing.
    #[error(
        "the project is being written by another Assay window or command; wait until it is done and try again"
    )]
    Busy,
    /// The file is damaged.
    #[error("the project file is damaged ({0}); open a backup, and keep this file for repair")]
    Damaged(String),
    /// An undo or redo does not fit the file any more.
    #[error(
        "“{0}” cannot be taken back or done again, because the project has changed since; nothing was changed"
    )]
    Conflict(String),
    /// Anything else SQLite says.
    #[error("the project file could not be used ({0}); run `assay verify` on it")]
    Other(String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                StoreError::ReadOnly
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                StoreError::Damaged(error.to_string())
            }
            _ => StoreError::Other(error.to_string()),
        }
    }
}
