//! Tags set and removed by hand. They outlive every run.

mod set;
mod span;

use serde::Deserialize;
use ts_rs::TS;

pub use set::set;
pub use span::{span, unspan};

/// A tag to set on, or take from, items and passages, as one step.
#[derive(Clone, Debug, Deserialize, TS)]
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
