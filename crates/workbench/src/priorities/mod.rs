//! Priorities: themes ranked by how many raise them and by the activation lost where they are raised.

mod people;
mod question;
mod raised;
mod rank;
mod sensitivity;
mod words;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use people::people;
pub(crate) use question::strata;
pub use rank::rank;
pub use sensitivity::sensitivity;

/// How to rank.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct RankRequest {
    /// `priority` (default), `frequency`, `impact`, `value`, `negative` or `effort`.
    #[serde(default)]
    pub by: Option<String>,
    /// What themes are linked with: `activated` (default), `churned`, `recommended`, `retained:30`
    /// (any number of days) or `rating`.
    #[serde(default)]
    pub outcome: Option<String>,
    /// Segments to adjust for; the project's when absent.
    #[serde(default)]
    pub strata: Option<Vec<String>>,
}

/// Themes in order of what to fix first.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Ranking {
    /// `priority`, `frequency`, `impact`, `value`, `negative` or `effort`.
    pub by: String,
    /// What the themes are linked with, as in the request. Of an outcome other than activation the
    /// words below mean its yes: who left, recommended, stayed; of ratings, the mean.
    pub outcome: String,
    /// The outcome as a noun: “linked to lower activation”.
    pub outcome_noun: String,
    /// The activation rule as a sentence; none when the project has none, or for another outcome.
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
    /// Mean revenue of the activated less that of the others; none where it is not known.
    pub value_per_activation: Option<f64>,
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
#[derive(Clone, Debug, Default, Serialize, TS)]
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
    /// Mean outcome of those who mention it: a rate, or a mean rating.
    pub mean_mentioned: Option<f64>,
    /// Mean outcome of those who do not.
    pub mean_others: Option<f64>,
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
    /// Activations lost × what one is worth, in the currency of the customer file.
    pub value_at_stake: Option<f64>,
    /// Lower end of its interval.
    pub value_at_stake_low: Option<f64>,
    /// Upper end.
    pub value_at_stake_high: Option<f64>,
    /// Effort of its open actions, in the team's own unit; none where none says.
    pub effort: Option<f64>,
    /// `lower`, `higher`, `unclear` or `not_enough_data`.
    pub verdict: String,
    /// The verdict as a sentence.
    pub verdict_sentence: String,
    /// Why it stands where it stands, one sentence.
    pub reason: String,
    /// What speaks for caution with this theme's numbers, sentences.
    pub remarks: Vec<String>,
    /// What the default order goes by: activations lost at the cautious end of the interval, 0 where
    /// it crosses 0; without activation data, people × negative share.
    pub priority: f64,
    /// Place in this ranking, from 1.
    pub rank: u64,
}

/// A theme to look at more closely, in the ranking of the same outcome and strata.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct ThemeQuestion {
    /// The theme.
    pub theme: i64,
    /// As in the ranking.
    #[serde(default)]
    pub outcome: Option<String>,
    /// As in the ranking.
    #[serde(default)]
    pub strata: Option<Vec<String>>,
}

/// The same question asked in other ways.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SensitivityPanel {
    /// The theme with the numbers of the ranking, its place and order apart.
    pub theme: RankedTheme,
    /// The outcome as a noun.
    pub outcome_noun: String,
    /// Each other way that the data allow.
    pub ways: Vec<SensitivityWay>,
    /// How strongly, as a risk ratio, something unmeasured would have to go with both the theme and
    /// the outcome to explain the difference away (E-value).
    pub e_value: Option<f64>,
    /// The same for the end of the interval nearer to 0; 1 where the interval holds 0.
    pub e_value_of_interval: Option<f64>,
    /// Days later (if above 0) that those who raise it activate, within the window.
    pub days_later: Option<f64>,
    /// Lower end of its interval.
    pub days_later_low: Option<f64>,
    /// Upper end.
    pub days_later_high: Option<f64>,
    /// P-value of the same difference in all strata; none with one stratum.
    pub heterogeneity_p: Option<f64>,
    /// What all of it comes to, one sentence.
    pub summary: String,
}

/// The difference by another method or on other data. Fractions, with a 95 % interval.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SensitivityWay {
    /// `unadjusted`, `one_at_a_time`, `landmark`, `ridge_logistic`, `without_weak`,
    /// `negative_only` or `without_largest_stratum`.
    pub kind: String,
    /// What was done, in words.
    pub title: String,
    /// The difference.
    pub difference: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Who is behind one of a theme's four counts.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct PeopleRequest {
    /// The theme.
    pub theme: i64,
    /// Those who mention it, or those who do not.
    pub mentioned: bool,
    /// Those with the outcome, or those without; all when absent.
    #[serde(default)]
    pub activated: Option<bool>,
    /// As in the ranking.
    #[serde(default)]
    pub outcome: Option<String>,
    /// As in the ranking.
    #[serde(default)]
    pub strata: Option<Vec<String>>,
    /// People to skip.
    #[serde(default)]
    #[ts(optional, as = "Option<u64>")]
    pub offset: u64,
    /// People to return; 50 when absent.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// A stretch of the people behind a count.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PeoplePage {
    /// How many there are: the count in the ranking.
    pub total: u64,
    /// The ones asked for, by name.
    pub people: Vec<PersonBehind>,
}

/// A respondent.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PersonBehind {
    /// The customer's key, or whatever tells the person apart.
    pub person: String,
    /// The outcome: 1 or 0 for yes or no, or a mean rating.
    pub outcome: f64,
    /// When they signed up, unix seconds UTC.
    pub signed_up: Option<i64>,
    /// What they said on the theme; of those who do not mention it, all they said.
    pub passages: Vec<PassageBehind>,
}

/// What somebody said.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PassageBehind {
    /// The item it stands in.
    pub item: i64,
    /// Its words.
    pub text: String,
}
