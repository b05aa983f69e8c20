//! The project: one file, what it holds, and how it is doing.

mod create;
mod info;
mod open;
mod repair;
mod sample;
mod verify;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::themes::SetAside;

pub use create::create;
pub use info::info;
pub use open::open;
pub use repair::repair;
pub use sample::{Sample, make_sample, open_sample};
pub use verify::verify;

/// What a project file holds at this moment.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ProjectInfo {
    /// Full path of the project file.
    pub path: String,
    /// The file's name without its extension.
    pub name: String,
    /// How much of each noun there is.
    pub counts: Counts,
    /// The run whose themes are shown; none before the first analysis.
    pub run: Option<RunInfo>,
    /// Passages imported since that run, which have no theme yet.
    pub passages_without_run: u64,
    /// What undo would take back, in words.
    pub undo: Option<String>,
    /// What redo would bring back, in words.
    pub redo: Option<String>,
    /// The activation rule as a sentence; none until it is set.
    pub activation: Option<String>,
}

/// Numbers of live rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct Counts {
    /// Imported files.
    pub sources: u64,
    /// Pieces of feedback, answers without content included.
    pub items: u64,
    /// Pieces of feedback that say nothing (“n/a”, “none”, “.”).
    pub no_answers: u64,
    /// Stretches of text that are analysed.
    pub passages: u64,
    /// Customers on record.
    pub customers: u64,
    /// Events on record.
    pub events: u64,
    /// Themes shown.
    pub themes: u64,
}

/// One analysis.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RunInfo {
    /// Number of the run in this project.
    pub id: i64,
    /// The run that was shown before it.
    pub previous: Option<i64>,
    /// When it was made, unix seconds UTC.
    pub created_at: i64,
    /// Granularity; 1 is the default, more is finer.
    pub granularity: f64,
    /// The fixed number of themes asked for, if any.
    pub themes: Option<usize>,
    /// Seed of every random choice.
    pub seed: u64,
    /// Digest of the sentence encoder that placed the texts; none is the word table.
    pub encoder: Option<String>,
    /// Passages it read.
    pub passages: u64,
    /// BLAKE3 hash of the result, hexadecimal.
    pub hash: String,
    /// Wall-clock seconds it took.
    pub seconds: f64,
    /// Passages that it set aside, whole or in part.
    pub aside: SetAside,
    /// What is to be known about its themes, in sentences.
    pub notes: Vec<String>,
}

/// A project file to open or create.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ProjectPath {
    /// Path of the file, `name.assay`.
    pub path: String,
}

/// Where to put the sample.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct SampleRequest {
    /// A folder; when absent “Assay sample” among the person's documents.
    #[serde(default)]
    pub folder: Option<String>,
}

/// What `verify` found. Every problem is a sentence; none means all is well.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Verification {
    /// Checks made, in words.
    pub checked: Vec<String>,
    /// What is wrong, in words.
    pub problems: Vec<String>,
    /// BLAKE3 hash of everything the project says, hexadecimal: two files with the same one hold the
    /// same sources, themes and decisions, whatever was done and taken back on the way.
    pub contents_hash: String,
    /// The stored hash of the current run.
    pub stored_hash: Option<String>,
    /// The hash of the same analysis done again now.
    pub recomputed_hash: Option<String>,
}

/// What was saved of a damaged file.
#[derive(Clone, Debug, Serialize)]
pub struct Repair {
    /// The new file.
    pub path: String,
    /// Rows in it.
    pub saved: u64,
    /// What is lost, in words by table; none means nothing.
    pub lost: Vec<String>,
    /// What is still wrong with the new file, in words; none means all is well.
    pub problems: Vec<String>,
}
