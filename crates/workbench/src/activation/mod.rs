//! Activation: what it means in this project, and the metrics that follow.

mod behaviour;
mod curve;
mod data;
mod metrics;
mod opinions;
mod options;
mod people;
mod presets;
mod rule;
mod set;
mod state;
mod sweep;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use curve::curve;
pub use metrics::metrics;
pub(crate) use opinions::{recommended, segments};
pub use options::options;
pub use presets::{preset_rule, presets};
pub(crate) use rule::{check_segment, settings, strata};
pub use set::set;
pub(crate) use state::notes;
pub use state::{attempt, get};

pub(crate) use behaviour::whole_behaviour;
pub(crate) use data::{ActivationData, data};
pub(crate) use options::Columns;
pub(crate) use people::{People, people};

/// When a customer counts as activated.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, TS)]
pub struct ActivationRequest {
    /// A column of the customer file: a date, or yes/no. Either this or `event`.
    #[serde(default)]
    pub column: Option<String>,
    /// The name of an event.
    #[serde(default)]
    pub event: Option<String>,
    /// How often the event has to happen; 1 when absent.
    #[serde(default)]
    pub times: Option<u32>,
    /// Each occasion on a day of its own.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub distinct_days: bool,
    /// All occasions inside so many days; unlimited when absent.
    #[serde(default)]
    pub span_days: Option<u32>,
    /// The last of them within so many days of signing up; unlimited when absent.
    #[serde(default)]
    pub within_days: Option<u32>,
    /// The day the data end, `YYYY-MM-DD`; when absent the last instant in the data, a lone date far
    /// beyond the rest left out.
    #[serde(default)]
    pub as_of: Option<String>,
    /// Segments to adjust for in the ranking; `None` keeps what is set, or chooses.
    #[serde(default)]
    pub strata: Option<Vec<String>>,
}

/// The rule as it stands and what it means for the customers on record.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ActivationState {
    /// The rule; none until it is set.
    pub rule: Option<ActivationRequest>,
    /// The rule as a sentence.
    pub sentence: Option<String>,
    /// Customers on record.
    pub customers: u64,
    /// Customers whose window has closed.
    pub eligible: u64,
    /// Of those, activated.
    pub activated: u64,
    /// Customers whose window was still open when the data end: neither activated nor not.
    pub censored: u64,
    /// Customers left out because something about them is missing or wrong.
    pub excluded: u64,
    /// Customers left out, with the reason: the two numbers above in parts.
    pub left_out: Vec<crate::themes::LabelledCount>,
    /// What else a reader should know of, counted: late and repeated activations, events that play
    /// no part, people known from one file only.
    pub noted: Vec<crate::themes::LabelledCount>,
    /// What a reader should know about the date the data end, sentences.
    pub notes: Vec<String>,
    /// The instant the data end, unix seconds UTC.
    pub as_of: Option<i64>,
}

/// A usual rule for a sort of business.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ActivationPreset {
    /// `saas`, `ecommerce` or `finance`.
    pub id: String,
    /// The sort of business, in words.
    pub title: String,
    /// What the rule counts, in words.
    pub counts: String,
    /// Why it is usual, a sentence.
    pub why: String,
    /// The rule over the event of this project that fits; none where no event does.
    pub rule: Option<ActivationRequest>,
    /// That rule as a sentence.
    pub sentence: Option<String>,
    /// Where no event fits, the most frequent ones to choose from.
    pub candidates: Vec<crate::themes::LabelledCount>,
}

/// What a rule and its strata can be made of in this project.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ActivationOptions {
    /// Columns of customer files that hold dates or yes/no.
    pub columns: Vec<String>,
    /// Events and how often each happened, most frequent first.
    pub events: Vec<crate::themes::LabelledCount>,
    /// Segments to adjust for and to compare.
    pub segments: Vec<String>,
}

/// How to break metrics down.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct MetricsRequest {
    /// A segment; the whole when absent.
    #[serde(default)]
    pub by: Option<String>,
    /// By sign-up cohort: `week`, `month`, `quarter` or `year`.
    #[serde(default)]
    pub cohorts: Option<String>,
}

/// The share of customers activated by each day since they signed up (Kaplan & Meier 1958), those
/// not activated yet counted as long as they have been observed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ActivationCurve {
    /// Customers observed.
    pub customers: u64,
    /// The window; none is unlimited.
    pub window_days: Option<u32>,
    /// The last day drawn.
    pub until_days: f64,
    /// Steps: the share holds from this day to the next point's.
    pub points: Vec<CurvePoint>,
}

/// A step of the curve, with its 95 % band.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CurvePoint {
    /// Days since signing up.
    pub days: f64,
    /// Share activated by then.
    pub activated: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Customers not activated and still observed just before.
    pub at_risk: u64,
}

/// Activation metrics by name, each with its interval; those the data cannot carry are absent, and
/// `by` is there when a segment was asked for. See `assay_analysis::impact::Metrics`.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Metrics(#[ts(type = "Record<string, unknown>")] pub serde_json::Value);
