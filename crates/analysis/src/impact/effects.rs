//! What is asked of, and said about, each theme's link with activation; [`theme_effects`](super::theme_effects) computes it.

use serde::{Deserialize, Serialize};

use super::activation::Outcome;
use super::influence::Influence;
use super::proportion::Estimate;
use super::records::{Customer, Feedback, Mention};
use super::selection::Selection;
use super::stratified::Heterogeneity;
use super::target::{Response, Target};

/// Everything the link between themes and activation, or another outcome, is computed from.
#[derive(Clone, Debug)]
pub struct RankInput<'a> {
    /// The customers.
    pub customers: &'a [Customer],
    /// The outcome of each, in the same order; empty where nothing is known of any.
    pub response: Response,
    /// What the activation rule makes of each, in the same order; empty where the outcome is not
    /// activation.
    pub outcomes: &'a [Outcome],
    /// The date the data were taken; feedback after it is left out.
    pub as_of: Option<i64>,
    /// Number of themes.
    pub themes: usize,
    /// Who raised which theme when.
    pub mentions: &'a [Mention],
    /// All feedback, whatever its themes.
    pub feedback: &'a [Feedback],
    /// What to hold constant: segment names, or `signed_up_week`, `signed_up_month`,
    /// `signed_up_quarter`, `signed_up_year`; the most important first.
    pub strata: &'a [String],
    /// Fewer respondents than this mentioning a theme, or not mentioning it, are too few to say
    /// anything; [`DEFAULT_MIN_MENTIONS`] unless the user asks otherwise.
    pub min_mentions: u32,
    /// The segment that says to which account (company, organisation) a customer belongs, if one
    /// does: see [`super::account_segment`].
    pub account: Option<&'a str>,
}

/// Fewest respondents on either side of a comparison.
pub const DEFAULT_MIN_MENTIONS: u32 = 10;

/// The link of every theme with activation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Effects {
    /// What the themes are linked with. The words below speak of activation; of another outcome
    /// they mean its yes.
    pub target: Target,
    /// The activation window, in days.
    pub window_days: Option<u32>,
    /// Customers whose outcome is known.
    pub eligible: u64,
    /// Eligible customers who gave feedback in the window, or undated feedback.
    pub respondents: u64,
    /// Activation rate of the respondents, or the mean of their ratings.
    pub baseline_rate: Option<f64>,
    /// Eligible customers who are not respondents: reported apart, never the comparison.
    pub silent: Count,
    /// How they differ from the respondents; `None` where either are none.
    pub selection: Option<Selection>,
    /// What was held constant.
    pub strata: Vec<String>,
    /// What one activation is worth: mean revenue of the activated less that of the others.
    pub value_per_activation: Option<Estimate>,
    /// Share of all revenue that one customer brings, the one who brings most.
    pub largest_revenue_share: Option<f64>,
    /// What the reader has to know about how this was computed, in sentences.
    pub notes: Vec<String>,
    /// One a theme, in the themes' order.
    pub themes: Vec<ThemeEffect>,
}

/// Respondents, and how many of them activated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Respondents.
    pub n: u64,
    /// Those of them who activated.
    pub activated: u64,
}

/// One theme's link with activation. Differences and rates are fractions; `low` and `high` bound a
/// 95 % interval.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ThemeEffect {
    /// Respondents who mention the theme.
    pub mentioned: Count,
    /// Respondents who do not.
    pub others: Count,
    /// Their mean outcomes: rates, or mean ratings.
    pub mean_mentioned: Option<f64>,
    /// The same of those who do not.
    pub mean_others: Option<f64>,
    /// Share of respondents who mention it.
    pub share: f64,
    /// Activation rate where it is mentioned less the rate where it is not, all else held constant;
    /// where each respondent raises about one theme, less the rate where others are raised instead.
    pub difference: Option<f64>,
    /// Lower end of the difference.
    pub low: Option<f64>,
    /// Upper end of the difference.
    pub high: Option<f64>,
    /// How the difference was computed.
    pub method: String,
    /// Two-sided p-value of no difference.
    pub p_value: Option<f64>,
    /// Benjamini–Hochberg adjusted p-value over the themes that have one.
    pub q_value: Option<f64>,
    /// Share × difference: what the respondents' activation rate gains (loses, if negative).
    pub points_at_stake: Option<f64>,
    /// Lower end of the points at stake.
    pub points_at_stake_low: Option<f64>,
    /// Upper end of the points at stake.
    pub points_at_stake_high: Option<f64>,
    /// Number who mention it × −difference: positive when activations are lost. Where the outcome
    /// is bad (churn), number × difference: positive when customers are lost.
    pub activations_lost: Option<f64>,
    /// Lower end of the activations lost.
    pub activations_lost_low: Option<f64>,
    /// Upper end of the activations lost.
    pub activations_lost_high: Option<f64>,
    /// Activations lost × value of one activation; positive when value is lost.
    pub value_at_stake: Option<f64>,
    /// Lower end of the value at stake.
    pub value_at_stake_low: Option<f64>,
    /// Upper end of the value at stake.
    pub value_at_stake_high: Option<f64>,
    /// What may be said.
    pub verdict: Verdict,
    /// Why there is not enough data.
    pub reason: Option<NotEnough>,
    /// With not enough data: about how many more respondents mentioning the theme it takes to see
    /// 5 points.
    pub more_needed: Option<u64>,
    /// Days in the window before activating, where it is mentioned less where it is not, by the
    /// same model: positive when it goes with activating later. Whoever does not activate counts
    /// the whole window (difference in restricted mean time: Royston & Parmar 2013, BMC Medical
    /// Research Methodology 13:152).
    pub days: Option<Estimate>,
    /// Whether the difference is the same in all strata.
    pub heterogeneity: Option<Heterogeneity>,
    /// An account that many of those who mention it belong to.
    pub influence: Option<Influence>,
    /// E-value of the difference (VanderWeele & Ding 2017).
    pub e_value: Option<f64>,
    /// E-value of the end of the interval nearer to 0; 1 where the interval holds 0.
    pub e_value_of_interval: Option<f64>,
}

/// What may be said of a theme's link with activation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Linked to lower activation.
    Lower,
    /// Linked to higher activation.
    Higher,
    /// No clear link.
    Unclear,
    /// Not enough data to say.
    #[default]
    NotEnoughData,
}

/// Why there is not enough data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotEnough {
    /// There is no activation data, or nobody eligible gave feedback.
    NoOutcomes,
    /// Too few respondents mention it.
    TooFewMention,
    /// Nearly everyone mentions it: too few others to compare with.
    TooFewOthers,
    /// It goes together with other themes or with a stratum, and cannot be told apart from them.
    DeterminedByOthers,
    /// The interval is so wide that it neither shows a link nor rules a large one out.
    WideInterval,
}

/// The same difference, computed in another way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// Which way.
    pub kind: SensitivityKind,
    /// The difference.
    pub difference: f64,
    /// Lower end of a 95 % interval.
    pub low: f64,
    /// Upper end of a 95 % interval.
    pub high: f64,
}

/// Other ways to compute a theme's difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SensitivityKind {
    /// Nothing held constant (Newcombe).
    Unadjusted,
    /// One theme at a time within strata (Mantel–Haenszel, Sato).
    OneAtATime,
    /// Only mentions in the first half of the window, and activation after it.
    Landmark,
    /// Ridge logistic regression with all themes, standardised to a difference of rates.
    RidgeLogistic,
    /// Without weakly tagged passages.
    WithoutWeak,
    /// Negative passages only.
    NegativeOnly,
    /// Without the largest stratum.
    WithoutLargestStratum,
}
