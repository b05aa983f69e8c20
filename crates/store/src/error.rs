//! What can go wrong with a project file, as sentences.

use std::path::{Path, PathBuf};

use rusqlite::{ErrorCode, ffi};

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
    /// The disk does not do what it is asked.
    #[error(
        "the disk failed while the project was in use ({0}), so nothing was changed; copy the project to another disk, or restore a backup (`assay backup restore`)"
    )]
    Disk(String),
    /// Another program is writing.
    #[error(
        "the project is being written by another Assay window or command; wait until it is done and try again"
    )]
    Busy,
    /// Files cannot be locked here.
    #[error(
        "the folder of the project does not let files be locked (is it a network folder?), so that two windows could harm it; copy the project to a disk of this machine and open it there"
    )]
    NoLocks,
    /// Another program has it open, and nothing would keep the two apart.
    #[error(
        "{} is open in another Assay ({who}), and on this disk two at once would harm it; close it there and try again, or copy it to a disk of this machine and open it there (if nobody has it open, remove the folder {})", .path.display(), .marks.display()
    )]
    OpenElsewhere {
        /// The project.
        path: PathBuf,
        /// The other one: “process 4711 on anna-laptop”.
        who: String,
        /// The folder with the marks of those who have it open.
        marks: PathBuf,
    },
    /// Another program may have taken this one for gone.
    #[error(
        "{} could have been opened by another machine while this one was asleep (its mark beside the file is gone), so nothing was written; open the file again", .0.display()
    )]
    TakenOver(PathBuf),
    /// The path names another file than the one that is open, or none.
    #[error(
        "{} was removed or replaced by another program while it was open, so nothing was written; make a backup now to keep what is open here, or open the file again", .0.display()
    )]
    Gone(PathBuf),
    /// The file is damaged.
    #[error(
        "the project file is damaged ({0}); restore a backup (`assay backup restore`), or save what can be saved (`assay verify --repair`)"
    )]
    Damaged(String),
    /// A backup is damaged.
    #[error("{} is damaged, so nothing was changed; choose another backup", .0.display())]
    DamagedCopy(PathBuf),
    /// An undo or redo does not fit the file any more.
    #[error(
        "“{0}” cannot be taken back or done again, because the project has changed since; nothing was changed"
    )]
    Conflict(String),
    /// A file beside the project could not be read or written.
    #[error("{} cannot be written ({why}); check the permissions and the space of its folder", .path.display())]
    Beside {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// Anything else SQLite says.
    #[error("the project file could not be used ({0}); run `assay verify` on it")]
    Other(String),
}

impl StoreError {
    /// What the system says of a file beside the project.
    pub(crate) fn beside(path: &Path, error: &std::io::Error) -> StoreError {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::FileTooLarge => {
                StoreError::DiskFull
            }
            _ => StoreError::Beside {
                path: path.to_path_buf(),
                why: error.to_string(),
            },
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let said = one_line(&error.to_string());
        match (error.sqlite_error_code(), &error) {
            (Some(ErrorCode::DiskFull), _) => StoreError::DiskFull,
            (
                Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied),
                _,
            ) => StoreError::ReadOnly,
            (Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked), _) => StoreError::Busy,
            (Some(ErrorCode::FileLockingProtocolFailed), _) => StoreError::NoLocks,
            (
                Some(ErrorCode::SystemIoFailure),
                rusqlite::Error::SqliteFailure(ffi::Error { extended_code, .. }, _),
            ) => match *extended_code {
                ffi::SQLITE_IOERR_LOCK
                | ffi::SQLITE_IOERR_RDLOCK
                | ffi::SQLITE_IOERR_UNLOCK
                | ffi::SQLITE_IOERR_CHECKRESERVEDLOCK
                | ffi::SQLITE_IOERR_SHMLOCK => StoreError::NoLocks,
                // The memory that windows share is a file, too.
                ffi::SQLITE_IOERR_SHMSIZE => StoreError::DiskFull,
                // The file ends before it should.
                ffi::SQLITE_IOERR_SHORT_READ => StoreError::Damaged(said),
                _ => StoreError::Disk(said),
            },
            (Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase), _) => {
                StoreError::Damaged(said)
            }
            // Assay's statements fit its tables and its tables their values, so something else has
            // changed what is stored.
            (Some(_), rusqlite::Error::SqlInputError { msg, .. }) => {
                StoreError::Damaged(one_line(msg))
            }
            (
                None,
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::Utf8Error(..),
            ) => StoreError::Damaged(said),
            _ => StoreError::Other(said),
        }
    }
}

/// SQLite repeats the names and statements of a damaged schema, which may hold anything.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(|sign: char| sign.is_control()).collect();
    let line = words.join(" ");
    match line.char_indices().nth(300) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
