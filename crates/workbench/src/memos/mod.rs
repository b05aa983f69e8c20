//! Memos that came with projects of programs for qualitative analysis.

mod list;

use serde::Serialize;
use ts_rs::TS;

pub use list::list;

/// A memo, and one thing that it is on; on the project as a whole if neither theme nor item is there.
/// One on several things is listed with each.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Memo {
    /// Its heading; may be empty.
    pub name: String,
    /// What it says.
    pub text: String,
    /// The theme it is on.
    pub theme: Option<i64>,
    /// That theme's name.
    pub theme_label: Option<String>,
    /// The piece of feedback it is on.
    pub item: Option<i64>,
    /// The words in it that it is on; none if it is on all of them.
    pub words: Option<String>,
}
