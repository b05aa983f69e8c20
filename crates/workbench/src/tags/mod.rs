//! Tags set and removed by hand. They outlive every run.

mod passages;
mod set;
mod span;

use serde::Deserialize;
use ts_rs::TS;

pub use passages::move_passages;
pub use set::set;
pub use span::{span, unspan};

/// A tag to set on, or take from, items and passages, as one step.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[ts(optional_fields)]
pub struct TagRequest {
    /// Items, with every passage they have.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<i64>>")]
    pub items: Vec<i64>,
    /// Single passages.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<i64>>")]
    pub passages: Vec<i64>,
    /// The theme.
    pub theme: i64,
    /// Set it (true) or take it away (false).
    pub present: bool,
}

/// Passages to be moved to a theme.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[ts(optional_fields)]
pub struct MoveRequest {
    /// Every passage of these items; where `from` is given, only those that have it.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<i64>>")]
    pub items: Vec<i64>,
    /// These passages.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<i64>>")]
    pub passages: Vec<i64>,
    /// The theme to take them from; whatever is their main theme when absent.
    #[serde(default)]
    pub from: Option<i64>,
    /// The theme to put them in.
    pub to: i64,
}

/// A stretch of an item's text to be marked for a theme, in UTF-16 code units.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SpanRequest {
    /// The item.
    pub item: i64,
    /// First place in its text.
    pub start: u64,
    /// One past the last.
    pub end: u64,
    /// The theme.
    pub theme: i64,
}

/// A mark by its number.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SpanId {
    /// The mark.
    pub span: i64,
}
