//! Items: single pieces of feedback, searched and read.

mod search;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use search::search;

/// Which items to list.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct ItemQuery {
    /// Only items with this theme.
    #[serde(default)]
    pub theme: Option<i64>,
    /// Only items whose text has these words (the last word may be unfinished).
    #[serde(default)]
    pub search: Option<String>,
    /// Only items of this source.
    #[serde(default)]
    pub source: Option<i64>,
    /// Items to skip.
    #[serde(default)]
    #[ts(optional, as = "Option<u64>")]
    pub offset: u64,
    /// Items to return; 100 when absent.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// A stretch of the items that match.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ItemPage {
    /// Items that match in all.
    pub total: u64,
    /// The ones asked for.
    pub items: Vec<Item>,
}

/// One piece of feedback.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Item {
    /// Its number in the project; quotes are cited by it.
    pub id: i64,
    /// File name of its source.
    pub source: String,
    /// Row in that file.
    pub row: Option<u64>,
    /// Who wrote it, as the file names them.
    pub customer: Option<String>,
    /// When, unix seconds UTC.
    pub time: Option<i64>,
    /// The question it answers.
    pub question: Option<String>,
    /// A ticket's or review's title.
    pub title: Option<String>,
    /// Rating that came with it.
    pub rating: Option<f64>,
    /// The whole text.
    pub text: String,
    /// Its themes, most similar first.
    pub themes: Vec<ItemTheme>,
}

/// A theme of an item.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ItemTheme {
    /// The theme.
    pub id: i64,
    /// Its label.
    pub label: String,
    /// Cosine similarity of the closest passage to the theme's centre, 0–1; 1 for a tag set by hand.
    pub similarity: f64,
    /// `machine` or `person`.
    pub origin: String,
}
