//! Runs: analyses and cuts of them, what one changed against another, and the way back.

mod diff;
mod list;
mod switch;
mod words;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use diff::diff;
pub(crate) use diff::{Divided, compare};
pub use list::list;
pub use switch::switch;
pub use words::sentences;

/// A run as listed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RunSummary {
    /// Its number.
    pub id: i64,
    /// When, unix seconds UTC.
    pub created_at: i64,
    /// The analysis whose parts it joins to themes; itself, unless only the granularity was changed.
    pub analysis: i64,
    /// Its granularity.
    pub granularity: f64,
    /// The number of themes that was asked for, where it was.
    pub asked: Option<u64>,
    /// Themes it shows, parents left out.
    pub themes: u64,
    /// Passages it read.
    pub passages: u64,
    /// Its themes are shown.
    pub current: bool,
    /// The run that was shown before.
    pub previous: Option<i64>,
}

/// A run by its number.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RunId {
    /// The run.
    pub id: i64,
}

/// Two runs to be compared.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DiffRequest {
    /// The earlier one.
    pub from: i64,
    /// The later one.
    pub to: i64,
}

/// What changed from one run to another. Passages are counted by their main theme.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct RunDiff {
    /// The earlier run; none where there was none.
    pub from: Option<i64>,
    /// The later run.
    pub to: i64,
    /// Themes that are in both.
    pub continued: Vec<ContinuedTheme>,
    /// Themes of new subjects.
    pub new: Vec<ThemeChange>,
    /// Themes most of whose passages were another's, which goes on beside them.
    pub split: Vec<ThemeChange>,
    /// Themes that are gone because most of their passages went to one other.
    pub merged: Vec<ThemeChange>,
    /// Themes that are gone, their passages spread over several or removed.
    pub gone: Vec<ThemeChange>,
    /// Passages that the earlier run did not have.
    pub new_passages: u64,
    /// Passages that both runs have, under another theme than before.
    pub moved_passages: u64,
}

/// A theme that goes on.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ContinuedTheme {
    /// The theme.
    pub id: i64,
    /// Its label.
    pub label: String,
    /// Passages it has now.
    pub passages: u64,
    /// Passages among them that the earlier run did not have.
    pub new: u64,
    /// Passages among them that came from other themes.
    pub arrived: u64,
    /// Passages that went to other themes.
    pub left: u64,
}

/// A theme that came or went.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ThemeChange {
    /// The theme.
    pub id: i64,
    /// Its label.
    pub label: String,
    /// Passages it has, or had.
    pub passages: u64,
    /// The theme that it came from, or went into.
    pub other: Option<i64>,
    /// That theme's label.
    pub other_label: Option<String>,
}

/// What is shown after the granularity or the run was changed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CutReport {
    /// The run that is shown.
    pub run: i64,
    /// Its level; none for a run made before there were levels.
    pub level: Option<u64>,
    /// Its granularity.
    pub granularity: f64,
    /// Themes shown, parents left out.
    pub themes: u64,
    /// What changed.
    pub diff: RunDiff,
}
