//! Priorities: themes ranked by how many raise them and by the activation lost where they are raised.

mod rank;
mod words;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use rank::rank;
pub(crate) use rank::strata;

/// How to rank.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct RankRequest {
    /// `priority` (default), `frequency`, `impact`, `value` or `negative`.
    #[serde(default)]
    pub by: Option<String>,
    /// Segments to adjust for; the project's when absent.
    #[serde(default)]
    pub strata: Option<Vec<String>>,
}

/// Themes in order of what to fix first.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Ranking {
    /// `priority`, `frequency`, `impact`, `value` or `negative`.
    pub by: String,
    /// The activation rule as a sentence; none when the project has none.
    pub rule: Option<String>,
    /// Days within which a customer has to activate; none is unlimited.
    pub window_days: Option<u32>,
    /// Customers whose window has closed.
    pub eligible: u64,
    /// Eligible customers who gave feedback: the people compared.
    pub respondents: u64,
    /// Activation rate of the respondents, 0–1.
    pub baseline_rate: Option<f64>,
    /// Activation rate of the eligible who said nothing, reported apart.
    pub silent_rate: Option<f64>,
    /// Segments adjusted for.
    pub strata: Vec<String>,
    /// What a reader should know about these numbers, sentences.
    pub notes: Vec<String>,
    /// The themes, first to fix first.
    pub themes: Vec<RankedTheme>,
}

/// How many, and how many of them activated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, TS)]
pub struct ActivatedCount {
    /// Respondents.
    pub n: u64,
    /// Those of them who activated.
    pub activated: u64,
}

/// One theme in the ranking. Rates and differences are fractions; intervals are 95 %.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RankedTheme {
    /// The theme.
    pub id: i64,
    /// Its label.
    pub label: String,
    /// Pieces of feedback that mention it.
    pub items: u64,
    /// People who mention it.
    pub customers: u64,
    /// Share of the people who gave feedback.
    pub share: f64,
    /// Share of its passages that are negative.
    pub negative_share: f64,
    /// Respondents who mention it.
    pub mentioned: ActivatedCount,
    /// Respondents who do not.
    pub others: ActivatedCount,
    /// Difference in activation rate linked to mentioning it, adjusted.
    pub difference: Option<f64>,
    /// Lower end of its interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// How the difference was estimated, in words.
    pub method: String,
    /// Benjamini–Hochberg adjusted p-value.
    pub q_value: Option<f64>,
    /// Share who mention it × difference: what the whole rate would move by.
    pub points_at_stake: Option<f64>,
    /// Respondents who mention it × −difference.
    pub activations_lost: Option<f64>,
    /// Lower end of its interval.
    pub activations_lost_low: Option<f64>,
    /// Upper end.
    pub activations_lost_high: Option<f64>,
    /// `lower`, `higher`, `unclear` or `not_enough_data`.
    pub verdict: String,
    /// The verdict as a sentence.
    pub verdict_sentence: String,
    /// Why it stands where it stands, one sentence.
    pub reason: String,
    /// What the default order goes by: activations lost at the cautious end of the interval, 0 where
    /// it crosses 0; without activation data, people × negative share.
    pub priority: f64,
    /// Place in this ranking, from 1.
    pub rank: u64,
}
