//! Suggested next steps: what a theme's complaints are about, and what is known to help there.

mod dismiss;
mod find;
mod remedies;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::themes::Quote;

pub use dismiss::dismiss;
pub(crate) use find::{cause, suggestions};
pub use find::{for_theme, list};

/// What is suggested for one theme.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ThemeSuggestions {
    /// The theme.
    pub theme: i64,
    /// Its label.
    pub label: String,
    /// Suggestions, the clearest first; empty where the signal is weak.
    pub suggestions: Vec<Suggestion>,
    /// Why there are none, or why they rest on a part of the passages.
    pub note: Option<String>,
}

/// A step that may help, and what led there.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Suggestion {
    /// What the complaints are about: `confusing`, `price`, …; with the theme it names the suggestion.
    pub cause: String,
    /// What the passages say, with the numbers, one sentence.
    pub about: String,
    /// What could be done, one sentence: the text of an action, to be edited.
    pub action: String,
    /// What else is known to help.
    pub alternatives: Vec<String>,
    /// Passages of the theme that say it.
    pub passages: u64,
    /// Their share of the passages read, 0–1.
    pub share: f64,
    /// The share among the other themes' passages.
    pub share_elsewhere: f64,
    /// Lower end of the difference of the two, 95 %.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The passages that say it most plainly.
    pub quotes: Vec<Quote>,
    /// An action was made from it.
    pub accepted: bool,
    /// A person does not want to see it.
    pub dismissed: bool,
}

/// A suggestion not to be shown again, or to be shown again.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DismissRequest {
    /// The theme.
    pub theme: i64,
    /// The suggestion, by its cause.
    pub cause: String,
    /// Not shown from now on.
    pub dismissed: bool,
}
