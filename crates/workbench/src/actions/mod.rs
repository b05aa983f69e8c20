//! Actions: what will be done about a theme, by whom, and what changed after it shipped.

mod add;
mod edit;
mod effort;
mod list;
mod monitor;
mod overall;
mod remove;
mod ship;
mod update;
mod watched;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use add::add;
pub use effort::effort_by_theme;
pub use list::list;
pub use monitor::monitor;
pub use remove::remove;
pub use ship::ship;
pub use update::update;

use edit::{edit, find};

/// Something to be done about a theme.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Action {
    /// Its number.
    pub id: i64,
    /// The theme it is about; when that was merged, the one it went into.
    pub theme: i64,
    /// The theme's label; its last known one when the themes shown do not have it.
    pub theme_label: String,
    /// The theme is among those shown.
    pub theme_shown: bool,
    /// What will be done.
    pub what: String,
    /// Who does it.
    pub owner: Option<String>,
    /// How much work it is, in the unit the team counts in (days, points): the same for all actions.
    pub effort: Option<f64>,
    /// How far it is.
    pub status: ActionStatus,
    /// The day it went out, `YYYY-MM-DD`.
    pub shipped_on: Option<String>,
    /// Whatever else is to be said.
    pub note: Option<String>,
    /// The suggestion it was made from, by its cause.
    pub suggestion: Option<String>,
    /// When it was written down, unix seconds UTC.
    pub created_at: i64,
}

/// How far an action is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ActionStatus {
    /// Somebody thought of it.
    #[default]
    Idea,
    /// It will be done.
    Planned,
    /// It is being done.
    Doing,
    /// It is with the customers.
    Shipped,
    /// It will not be done.
    Dropped,
}

/// An action to write down.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct AddActionRequest {
    /// The theme it is about.
    pub theme: i64,
    /// What will be done.
    pub what: String,
    /// Who does it.
    #[serde(default)]
    pub owner: Option<String>,
    /// How much work it is, above 0, in the unit the team counts in.
    #[serde(default)]
    pub effort: Option<f64>,
    /// How far it is; an idea when absent.
    #[serde(default)]
    pub status: Option<ActionStatus>,
    /// The day it went out, `YYYY-MM-DD`; today when it is shipped and this is absent.
    #[serde(default)]
    pub shipped_on: Option<String>,
    /// Whatever else is to be said.
    #[serde(default)]
    pub note: Option<String>,
    /// The suggestion it is made from, by its cause.
    #[serde(default)]
    pub suggestion: Option<String>,
}

/// What to change about an action; what is absent stays as it is.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct UpdateActionRequest {
    /// The action.
    pub id: i64,
    /// Another theme.
    #[serde(default)]
    pub theme: Option<i64>,
    /// What will be done.
    #[serde(default)]
    pub what: Option<String>,
    /// Who does it; empty for nobody.
    #[serde(default)]
    pub owner: Option<String>,
    /// How much work it is; 0 for not known.
    #[serde(default)]
    pub effort: Option<f64>,
    /// How far it is. What ships gets today's date unless `shipped_on` says another; what is no
    /// longer shipped loses its date.
    #[serde(default)]
    pub status: Option<ActionStatus>,
    /// The day it went out, `YYYY-MM-DD`.
    #[serde(default)]
    pub shipped_on: Option<String>,
    /// Whatever else is to be said; empty for nothing.
    #[serde(default)]
    pub note: Option<String>,
}

/// An action that went out.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ShipActionRequest {
    /// The action.
    pub id: i64,
    /// The day, `YYYY-MM-DD`; today when absent.
    #[serde(default)]
    pub on: Option<String>,
}

/// An action by its number.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ActionId {
    /// The action.
    pub id: i64,
}

/// Which shipped actions to watch.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct MonitorRequest {
    /// This one; every one that shipped when absent.
    #[serde(default)]
    pub action: Option<i64>,
}

/// What may be said of what changed after an action shipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MonitorVerdict {
    /// Better after than before.
    Improved,
    /// Worse after than before.
    Worse,
    /// No change worth seeing, or none that the data can carry.
    NoClearChange,
    /// Too little time has passed, or too few people were seen.
    TooEarly,
    /// There is not enough from before to compare with.
    NotComparable,
}

/// An action that shipped, and what was different after it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MonitoredAction {
    /// The action.
    pub action: Action,
    /// What both measures come to: improved when one did and the other is not worse.
    pub verdict: MonitorVerdict,
    /// The verdict as a sentence.
    pub sentence: String,
    /// The share of the people who gave feedback that raise the theme.
    pub mentions: WatchedChange,
    /// The share of the sign-ups that activate; none without an activation rule.
    pub activation: Option<WatchedChange>,
}

/// A share before and after. Shares and differences are fractions; intervals are 95 %.
#[derive(Clone, Debug, Serialize, TS)]
pub struct WatchedChange {
    /// What may be said.
    pub verdict: MonitorVerdict,
    /// The same as a sentence.
    pub sentence: String,
    /// The period before.
    pub before: Option<WatchedShare>,
    /// The period after, of the same length.
    pub after: Option<WatchedShare>,
    /// After less before; none where it is too early, or nothing to compare with.
    pub difference: Option<f64>,
    /// Lower end of its interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Benjamini–Hochberg adjusted p-value over all changes shown.
    pub q_value: Option<f64>,
    /// How the difference was computed, in words.
    pub method: String,
    /// Where it is too early: about how many more people it takes.
    pub more_needed: Option<u64>,
    /// Where it is too early: the day by which there may be enough, `YYYY-MM-DD`.
    pub until: Option<String>,
    /// What a reader should know about these numbers, sentences.
    pub notes: Vec<String>,
}

/// A share of people in a period.
#[derive(Clone, Debug, Serialize, TS)]
pub struct WatchedShare {
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day.
    pub to: String,
    /// People seen.
    pub people: u64,
    /// Those of them who raise the theme, or activated.
    pub count: u64,
    /// Their share.
    pub share: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}
