//! Backups: whole copies of the project file, in the folder `NAME.assay.backups` beside it.
//!
//! One is made by itself before each import, analysis, removal of a source and restoring, unless
//! the newest one has the same history; undo takes back a step, a backup takes back everything.
//! Those kept beside the file by a migration (`NAME.assay.vN.backup`) are listed with them.

mod automatic;
mod folder;
mod keep;
mod list;
mod make;
mod restore;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use automatic::set_automatic;
pub(crate) use automatic::{discard, inform};
pub use list::{list, list_at};
pub use make::make;
pub use restore::{restore, restore_at};

/// A copy of the project file.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Backup {
    /// Its file name, by which it is restored.
    pub name: String,
    /// Full path.
    pub path: String,
    /// When it was made, unix seconds UTC.
    pub made_at: i64,
    /// What it was made before.
    pub why: BackupReason,
    /// Size in bytes.
    pub bytes: u64,
}

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum BackupReason {
    /// A person asked for it; it is never removed.
    Asked,
    /// Before an import.
    Import,
    /// Before an analysis was stored.
    Analysis,
    /// Before a source was removed.
    Removal,
    /// Before another backup was restored.
    Restore,
    /// Before a file of an older Assay was brought up to date; it is never removed.
    Migration,
}

/// Which backup.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct BackupName {
    /// Its file name; when not given, the newest that is not as the project is now.
    #[ts(optional)]
    pub name: Option<String>,
}

/// Whether backups are made by themselves.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub struct AutomaticBackups {
    /// They are.
    pub on: bool,
}

/// What restoring did.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Restored {
    /// The backup that the project is now as.
    pub restored: Backup,
    /// Restoring this one takes it back; none when the file could not be opened.
    pub before: Option<Backup>,
    /// Where a file that could not be opened was put.
    pub aside: Option<String>,
}
