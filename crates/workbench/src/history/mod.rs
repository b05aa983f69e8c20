//! History: what was done, taken back and done again. Kept in the file.

mod list;
mod redo;
mod undo;

use serde::Serialize;
use ts_rs::TS;

pub use list::list;
pub use redo::redo;
pub use undo::undo;

/// One step of the history.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HistoryEntry {
    /// Its number.
    pub id: i64,
    /// What was done, in words.
    pub what: String,
    /// When, unix seconds UTC.
    pub at: i64,
    /// It has been taken back and can be done again.
    pub undone: bool,
}

/// What undo or redo did.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HistoryStep {
    /// The step in words; none when there was nothing to do.
    pub what: Option<String>,
}
