//! Trends: which themes are raised more, or less, often than before.

mod list;
mod load;
mod show;
mod words;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use list::list;
pub(crate) use load::Loaded;
pub use show::show;

/// Two periods to compare, by days `YYYY-MM-DD` (UTC), the last ones included. Either `since`, or
/// `before` and `after`, or nothing: then the last quarter of the span with the time before it.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct Split {
    /// The later period begins on this day; the earlier one is all the time before.
    #[serde(default)]
    pub since: Option<String>,
    /// First and last day of the earlier period.
    #[serde(default)]
    pub before: Option<[String; 2]>,
    /// First and last day of the later period.
    #[serde(default)]
    pub after: Option<[String; 2]>,
}

/// Which trends to show.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct TrendsRequest {
    /// `week`, `month` or `year`; chosen by span and number of people when absent.
    #[serde(default)]
    pub unit: Option<String>,
    /// What to compare.
    #[serde(default)]
    pub split: Option<Split>,
}

/// Which theme's trend to show.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct TrendRequest {
    /// The theme.
    pub id: i64,
    /// `week`, `month` or `year`; chosen by span and number of people when absent.
    #[serde(default)]
    pub unit: Option<String>,
    /// What to compare.
    #[serde(default)]
    pub split: Option<Split>,
}

/// Every theme's trend: rising ones first, then falling ones, then the others by people.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Trends {
    /// `week`, `month` or `year`.
    pub unit: String,
    /// The weeks, months or years from the first feedback to the last.
    pub bins: Vec<TrendBin>,
    /// What was compared; none when all feedback falls into one week, month or year.
    pub compared: Option<ComparedPeriods>,
    /// What a reader should know about these numbers, sentences.
    pub notes: Vec<String>,
    /// One a theme.
    pub themes: Vec<TrendRow>,
}

/// A week, month or year.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TrendBin {
    /// `2026-03-02` (a week's Monday), `2026-03` or `2026`.
    pub label: String,
    /// Its first second, unix seconds UTC.
    pub start: i64,
    /// People who gave feedback.
    pub people: u64,
    /// The feedback begins or ends inside it, so it may not be complete.
    pub partial: bool,
}

/// The two periods compared.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ComparedPeriods {
    /// The earlier one.
    pub before: ComparedPeriod,
    /// The later one.
    pub after: ComparedPeriod,
}

/// A period, as far as there is feedback.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ComparedPeriod {
    /// Its first day, `YYYY-MM-DD`.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// People who gave feedback in it that can be compared.
    pub people: u64,
}

/// One theme over time.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TrendRow {
    /// The theme.
    pub id: i64,
    /// Its label.
    pub label: String,
    /// The later period against the earlier one.
    #[serde(flatten)]
    pub change: TrendChange,
    /// People who raise it, one number a bin.
    pub people: Vec<u64>,
    /// Share of each bin's people, 0–1; none where nobody gave feedback.
    pub shares: Vec<Option<f64>>,
}

/// How much more or less often a theme is raised than before. Somebody heard in several weeks
/// (months, years) counts in each.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct TrendChange {
    /// `rising`, `falling`, `steady`, `unclear` or `not_enough_data`.
    pub verdict: String,
    /// The verdict as a sentence.
    pub sentence: String,
    /// The earlier period.
    pub before: Raised,
    /// The later period.
    pub after: Raised,
    /// Later less earlier share within each source of feedback, −1 to 1.
    pub difference: Option<f64>,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Two-sided p-value of no change.
    pub p_value: Option<f64>,
    /// The same corrected for the number of themes (Benjamini & Hochberg 1995).
    pub q_value: Option<f64>,
    /// How the difference was found, in words.
    pub method: String,
}

/// How many of the people heard raise a theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, TS)]
pub struct Raised {
    /// Who raise it.
    pub n: u64,
    /// Who are heard.
    pub of: u64,
}

/// One theme's trend.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ThemeTrend {
    /// The theme.
    pub id: i64,
    /// Its label.
    pub label: String,
    /// `week`, `month` or `year`.
    pub unit: String,
    /// The weeks, months or years from the first feedback to the last.
    pub points: Vec<TrendPoint>,
    /// The later period against the earlier one.
    pub change: TrendChange,
    /// What was compared; none when all feedback falls into one week, month or year.
    pub compared: Option<ComparedPeriods>,
    /// What a reader should know about these numbers, sentences.
    pub notes: Vec<String>,
}

/// A theme in one week, month or year.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TrendPoint {
    /// When.
    #[serde(flatten)]
    pub bin: TrendBin,
    /// People who raise it.
    pub raised: u64,
    /// Share of the people who gave feedback, 0–1; none where nobody did.
    pub share: Option<f64>,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}
