//! Sources: imported files, how their columns were read, and their ledgers.

mod archive;
mod convert;
mod earlier;
mod events;
mod files;
mod fingerprint;
mod gzip;
mod import;
mod incoming;
mod ledger;
mod list;
mod mapping;
mod passages;
mod preview;
mod questions;
mod refi;
mod remove;
mod storing;
#[cfg(test)]
pub(crate) mod trial;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use import::{import, import_at};
pub use ledger::ledger;
pub use list::list;
pub use preview::preview;
pub use remove::remove;

/// One file to read, and what is already known about it.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
pub struct FileToRead {
    /// Path of the file, folder or ZIP archive on this machine; of a file in an archive its path goes on
    /// inside of it.
    pub path: String,
    /// `survey`, `ticket`, `interview`, `focus-group`, `review`, `customers` or `events`; guessed when absent.
    #[serde(default)]
    pub kind: Option<String>,
    /// Roles of columns that are set by hand; the others are guessed.
    #[serde(default)]
    pub map: Vec<ColumnRole>,
}

/// A column and the role a person gave it.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct ColumnRole {
    /// One of `text title id customer email time rating segment author ignore signed_up activated churned revenue event value`.
    pub role: String,
    /// The column's name as the file has it.
    pub column: String,
}

/// Files to import in one undoable step.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct ImportRequest {
    /// Files, folders or ZIP archives, in order.
    pub files: Vec<FileToRead>,
    /// Replace e-mail addresses, phone, card, account and identity numbers before storing.
    #[serde(default = "yes")]
    #[ts(optional, as = "Option<bool>")]
    pub redact: bool,
    /// A file, outside the project, to keep what was replaced; nobody can get it back without.
    #[serde(default)]
    #[ts(optional)]
    pub redaction_key: Option<String>,
    /// A file of further words and patterns to replace, which the project remembers the place of;
    /// the one remembered when absent, none from now on when empty.
    #[serde(default)]
    #[ts(optional)]
    pub redact_list: Option<String>,
    /// Keep questions apart that an earlier file words a little differently.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub keep_questions: bool,
    /// Read and report, but store nothing.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub dry_run: bool,
}

/// What an import did, one entry a file.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportReport {
    /// In the order of the request.
    pub sources: Vec<ImportedSource>,
}

/// What became of one file.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct ImportedSource {
    /// Its number in the project; none when nothing was stored.
    pub id: Option<i64>,
    /// Path as given.
    pub path: String,
    /// Kind of source.
    pub kind: String,
    /// Format as recognised, in words.
    pub format: String,
    /// Character encoding the bytes were read in.
    pub encoding: String,
    /// Data rows (or turns of a conversation) seen.
    pub rows: u64,
    /// Pieces of feedback added.
    pub items: u64,
    /// Customer records added.
    pub customers: u64,
    /// Events added.
    pub events: u64,
    /// Records left out because the project has them already.
    pub duplicates: u64,
    /// Records that the project had with other contents: these stand in their place now. They are
    /// not among the items and customers added.
    pub updated: u64,
    /// Rows that could not be used.
    pub rejected: u64,
    /// Rows that were mended on the way in.
    pub repaired: u64,
    /// Contact details replaced.
    pub redacted: u64,
    /// Answers that say nothing; kept and counted.
    pub no_answer: u64,
    /// Themes that a codebook brought.
    pub themes: u64,
    /// Tags that coded selections gave.
    pub tags: u64,
    /// Rows rejected or repaired, with the reason; at most 1,000 here, all of them in the ledger.
    pub problems: Vec<ImportProblem>,
    /// How each column was read.
    pub columns: Vec<ColumnReading>,
}

/// One row that was rejected or repaired.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportProblem {
    /// Row in the file, as a person counts: the header is row 1.
    pub row: Option<u64>,
    /// Column, where one is to blame.
    pub column: Option<String>,
    /// What was wrong and what was done.
    pub reason: String,
}

/// How one column is read.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ColumnReading {
    /// Its name in the file.
    pub name: String,
    /// The question it answers, where the file says so.
    pub question: Option<String>,
    /// The role it has.
    pub role: String,
    /// Why it was given that role.
    pub reason: String,
}

/// A file as it would be read.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SourcePreview {
    /// Path as given.
    pub path: String,
    /// Kind of source.
    pub kind: String,
    /// Why that kind.
    pub kind_reason: String,
    /// Format in words.
    pub format: String,
    /// Encoding in words.
    pub encoding: String,
    /// Each column and its role; empty for conversations.
    pub columns: Vec<ColumnReading>,
    /// The first five rows, one cell a column.
    pub rows: Vec<Vec<String>>,
    /// The files of a folder or archive that would be imported; empty for a file.
    pub files: Vec<FolderFile>,
}

/// A file found in a folder or archive.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FolderFile {
    /// Its path from the folder or archive on.
    pub name: String,
    /// Kind of source; none where the file is too large to look into beforehand, or cannot be read.
    pub kind: Option<String>,
    /// Why it cannot be read.
    pub problem: Option<String>,
}

/// A source as listed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SourceSummary {
    /// Number in the project.
    pub id: i64,
    /// File name.
    pub name: String,
    /// Path it was read from.
    pub path: String,
    /// Kind of source.
    pub kind: String,
    /// Format in words.
    pub format: String,
    /// When it was imported, unix seconds UTC.
    pub imported_at: i64,
    /// Data rows seen.
    pub rows: u64,
    /// Pieces of feedback.
    pub items: u64,
    /// Customer records.
    pub customers: u64,
    /// Events.
    pub events: u64,
    /// Left out as known already.
    pub duplicates: u64,
    /// Of the items and customer records, those that stand in the place of earlier ones.
    pub updated: u64,
    /// Could not be used.
    pub rejected: u64,
    /// Mended on the way in.
    pub repaired: u64,
    /// Contact details replaced.
    pub redacted: u64,
    /// Answers that say nothing.
    pub no_answer: u64,
}

/// Which part of a ledger to read.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct LedgerRequest {
    /// The source; all sources when absent.
    #[serde(default)]
    pub source: Option<i64>,
    /// `rejected`, `repaired`, `duplicate`, `updated`, `redacted` or `no_answer`; all when absent.
    #[serde(default)]
    pub what: Option<String>,
    /// Entries to skip.
    #[serde(default)]
    #[ts(optional, as = "Option<u64>")]
    pub offset: u64,
    /// Entries to return; 200 when absent.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// A stretch of a ledger.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LedgerPage {
    /// Entries that match in all.
    pub total: u64,
    /// The ones asked for, in file order.
    pub entries: Vec<LedgerEntry>,
}

/// What happened to one row.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LedgerEntry {
    /// The source it belongs to.
    pub source: i64,
    /// Row in the file.
    pub row: Option<u64>,
    /// Column, where one is to blame.
    pub column: Option<String>,
    /// `rejected`, `repaired`, `duplicate`, `updated`, `redacted` or `no_answer`.
    pub what: String,
    /// The reason, a sentence.
    pub reason: String,
}

/// A source by its number.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SourceId {
    /// Its number in the project.
    pub source: i64,
}

fn yes() -> bool {
    true
}
