//! How much less often the customers who raise a theme activate.

use serde::{Deserialize, Serialize};

use super::activation::Outcome;
use super::distributions::Z_95;
use super::estimate::{Method, RESPONDENTS_A_COLUMN, Strata, Study, ThemeDifference};
use super::multiple::benjamini_hochberg;
use super::proportion::{Difference, Estimate, welch};
use super::records::{Customer, Feedback, Mention};
use super::respondents::{Respondents, respondents};
use super::sensitivity::{e_value, sensitivity};
use super::strata::{Cells, cells, level};
use super::verdict::{more_needed, verdict};

/// Everything the link between themes and activation is computed from.
#[derive(Clone, Copy, Debug)]
pub struct RankInput<'a> {
    /// The customers.
    pub customers: &'a [Customer],
    /// What the activation rule makes of each, in the same order; empty without activation data.
    pub outcomes: &'a [Outcome],
    /// The window the outcomes were made with.
    pub window_days: Option<u32>,
    /// The date the data were taken; feedback after it is left out.
    pub as_of: Option<i64>,
    /// Number of themes.
    pub themes: usize,
    /// Who raised which theme when.
    pub mentions: &'a [Mention],
    /// All feedback, whatever its themes.
    pub feedback: &'a [Feedback],
    /// What to hold constant: segment names, or `signed_up_month`, `signed_up_quarter`,
    /// `signed_up_year`; the most important first.
    pub strata: &'a [String],
    /// Fewer respondents than this mentioning a theme, or not mentioning it, are too few to say
    /// anything; [`DEFAULT_MIN_MENTIONS`] unless the user asks otherwise.
    pub min_mentions: u32,
}

/// Fewest respondents on either side of a comparison.
pub const DEFAULT_MIN_MENTIONS: u32 = 10;

/// The link of every theme with activation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Effects {
    /// The activation window, in days.
    pub window_days: Option<u32>,
    /// Customers whose outcome is known.
    pub eligible: u64,
    /// Eligible customers who gave feedback in the window, or undated feedback.
    pub respondents: u64,
    /// Activation rate of the respondents.
    pub baseline_rate: Option<f64>,
    /// Activation rate of all eligible customers, whether they wrote or not.
    pub eligible_rate: Option<f64>,
    /// What was held constant.
    pub strata: Vec<String>,
    /// What one activation is worth: mean revenue of the activated less that of the others.
    pub value_per_activation: Option<Estimate>,
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
    /// Share of respondents who mention it.
    pub share: f64,
    /// Activation rate where it is mentioned less the rate where it is not, all else held constant.
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
    /// Number who mention it × −difference: positive when activations are lost.
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
    /// The same question asked in other ways.
    pub sensitivity: Vec<Sensitivity>,
    /// E-value of the difference (VanderWeele & Ding 2017).
    pub e_value: Option<f64>,
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
    /// Without weakly tagged passages.
    WithoutWeak,
    /// Negative passages only.
    NegativeOnly,
    /// Without the largest stratum.
    WithoutLargestStratum,
}

/// Links every theme with activation.
///
/// Default: a linear probability model of activation on strata and all themes at once, with HC3
/// intervals. With fewer than ten respondents a column: one theme at a time, by Mantel–Haenszel
/// over strata, or by Newcombe without. Strata too small for ten respondents a column are pooled
/// first; `notes` says so.
pub fn theme_effects(input: &RankInput) -> Effects {
    let respondents = respondents(input);
    let indicators = respondents.indicators(|_| true);
    let study = Study {
        activated: &respondents.activated,
        indicators: &indicators,
        themes: input.themes,
        minimum: u64::from(input.min_mentions.max(2)),
    };
    let counts = study.counts();
    let plan = plan(input, &respondents, &study, &counts);
    let strata = Strata {
        cell: &plan.cells.cell,
        count: plan.cells.count,
    };
    let differences = match plan.method {
        Method::Adjusted => study.adjusted(strata, &counts),
        Method::Stratified | Method::Simple => study.one_at_a_time(strata, &counts),
    };
    let value_per_activation = value_per_activation(input);
    let mut effects = Effects {
        window_days: input.window_days,
        eligible: eligible(input).count() as u64,
        respondents: respondents.customers.len() as u64,
        baseline_rate: rate(respondents.activated.iter().copied()),
        eligible_rate: rate(eligible(input).map(|(_, outcome)| outcome.activated)),
        strata: input.strata.to_vec(),
        value_per_activation,
        notes: Vec::new(),
        themes: theme_rows(&differences, &counts, &plan, value_per_activation.as_ref()),
    };
    effects.notes = notes(input, &respondents, &plan, &effects);
    for (theme, list) in
        effects
            .themes
            .iter_mut()
            .zip(sensitivity(&study, strata, &respondents, &counts))
    {
        theme.sensitivity = list;
    }
    effects
}

/// The method and the strata it works with.
struct Plan {
    method: Method,
    cells: Cells,
}

/// Fewest respondents in a stratum; the second where the first leaves fewer than ten a column.
const SMALLEST_STRATA: [usize; 2] = [10, 20];

fn plan(
    input: &RankInput,
    respondents: &Respondents,
    study: &Study,
    counts: &[(Count, Count)],
) -> Plan {
    let columns = study.columns(counts).count as usize;
    let cut = |smallest: usize| {
        cells(
            input.customers,
            &respondents.customers,
            input.strata,
            smallest,
        )
    };
    let enough = |cells: &Cells| {
        respondents.customers.len() >= RESPONDENTS_A_COLUMN * (cells.count + columns)
    };
    let [finest, coarser] = SMALLEST_STRATA;
    let finest = cut(finest);
    if enough(&finest) {
        let method = Method::Adjusted;
        return Plan {
            method,
            cells: finest,
        };
    }
    let coarser = cut(coarser);
    if enough(&coarser) && coarser.count > 1 {
        let method = Method::Adjusted;
        return Plan {
            method,
            cells: coarser,
        };
    }
    let method = if finest.count > 1 {
        Method::Stratified
    } else {
        Method::Simple
    };
    Plan {
        method,
        cells: finest,
    }
}

fn theme_rows(
    differences: &[ThemeDifference],
    counts: &[(Count, Count)],
    plan: &Plan,
    value: Option<&Estimate>,
) -> Vec<ThemeEffect> {
    let p_values: Vec<Option<f64>> = differences
        .iter()
        .map(|d| d.as_ref().ok().map(|d| d.p_value))
        .collect();
    let q_values = benjamini_hochberg(&p_values);
    differences
        .iter()
        .zip(counts)
        .zip(q_values)
        .map(|((difference, (mentioned, others)), q_value)| {
            let respondents = mentioned.n + others.n;
            let mut row = ThemeEffect {
                mentioned: *mentioned,
                others: *others,
                share: if respondents > 0 {
                    mentioned.n as f64 / respondents as f64
                } else {
                    0.0
                },
                method: plan.method.name().to_string(),
                q_value,
                ..ThemeEffect::default()
            };
            match difference {
                Ok(difference) => row.fill(difference, value),
                Err(reason) => {
                    row.reason = Some(if respondents == 0 {
                        NotEnough::NoOutcomes
                    } else {
                        *reason
                    });
                }
            }
            if row.verdict == Verdict::NotEnoughData
                && !matches!(row.reason, Some(NotEnough::DeterminedByOthers))
            {
                row.more_needed = more_needed(mentioned, others, difference.as_ref().ok());
            }
            row
        })
        .collect()
}

impl ThemeEffect {
    fn fill(&mut self, difference: &Difference, value: Option<&Estimate>) {
        let n = self.mentioned.n as f64;
        self.difference = Some(difference.value);
        self.low = Some(difference.low);
        self.high = Some(difference.high);
        self.p_value = Some(difference.p_value);
        self.points_at_stake = Some(self.share * difference.value);
        self.points_at_stake_low = Some(self.share * difference.low);
        self.points_at_stake_high = Some(self.share * difference.high);
        self.activations_lost = Some(-n * difference.value);
        self.activations_lost_low = Some(-n * difference.high);
        self.activations_lost_high = Some(-n * difference.low);
        if let Some((lost, half)) = value.and_then(|value| value_at_stake(n, difference, value)) {
            self.value_at_stake = Some(lost);
            self.value_at_stake_low = Some(lost - half);
            self.value_at_stake_high = Some(lost + half);
        }
        (self.verdict, self.reason) = verdict(difference, self.q_value.unwrap_or(1.0));
        self.e_value = e_value(difference.value, &self.others);
    }
}

/// Activations lost times value of one, with the half-width of its interval: the variance of a
/// product of independent estimates (Goodman 1960, JASA 55:708–713, equation 2).
fn value_at_stake(n: f64, difference: &Difference, value: &Estimate) -> Option<(f64, f64)> {
    let lost = -n * difference.value;
    let variance = |low: f64, high: f64| ((high - low) / (2.0 * Z_95)).powi(2);
    let of_lost = n * n * variance(difference.low, difference.high);
    let of_value = variance(value.low?, value.high?);
    let product = lost * lost * of_value + value.value * value.value * of_lost + of_lost * of_value;
    Some((lost * value.value, Z_95 * product.sqrt()))
}

fn eligible<'a>(input: &'a RankInput) -> impl Iterator<Item = (&'a Customer, &'a Outcome)> {
    let pairs = input.customers.iter().zip(input.outcomes);
    pairs.filter(|(_, outcome)| outcome.eligible)
}

fn value_per_activation(input: &RankInput) -> Option<Estimate> {
    let revenue = |activated: bool| -> Vec<f64> {
        eligible(input)
            .filter(|(_, outcome)| outcome.activated == activated)
            .filter_map(|(customer, _)| customer.revenue.filter(|r| r.is_finite()))
            .collect()
    };
    welch(&revenue(true), &revenue(false))
}

fn rate(activated: impl Iterator<Item = bool>) -> Option<f64> {
    let (mut n, mut yes) = (0_u64, 0_u64);
    for activated in activated {
        n += 1;
        yes += u64::from(activated);
    }
    (n > 0).then(|| yes as f64 / n as f64)
}

fn notes(
    input: &RankInput,
    respondents: &Respondents,
    plan: &Plan,
    effects: &Effects,
) -> Vec<String> {
    let mut notes = Vec::new();
    if effects.eligible == 0 {
        notes.push("No customer’s activation is known, so no theme can be linked with it.".into());
        return notes;
    }
    if respondents.outside_window > 0 {
        notes.push(format!(
            "{} gave feedback only outside the window and {} left out.",
            people(respondents.outside_window, "eligible customer"),
            if respondents.outside_window == 1 {
                "is"
            } else {
                "are"
            }
        ));
    }
    if effects.respondents == 0 {
        notes.push("No eligible customer gave feedback in the window.".into());
        return notes;
    }
    for name in input.strata {
        let known = |&c: &usize| level(&input.customers[c], name) != super::strata::UNKNOWN;
        if !respondents.customers.iter().any(known) {
            notes.push(format!(
                "“{name}” is not known of any respondent and holds nothing constant."
            ));
        }
    }
    if plan.cells.pooled > 0 {
        notes.push(format!(
            "{} in small strata {} pooled; {} strata remain.",
            people(plan.cells.pooled, "respondent"),
            if plan.cells.pooled == 1 {
                "was"
            } else {
                "were"
            },
            plan.cells.count
        ));
    }
    if plan.method != Method::Adjusted {
        notes.push(format!(
            "There are fewer than {RESPONDENTS_A_COLUMN} respondents for each theme and stratum, so themes were compared one at a time ({}); a theme may carry the blame of those mentioned with it.",
            plan.method.name()
        ));
    }
    let rare = |t: &&ThemeEffect| t.reason == Some(NotEnough::TooFewMention) && t.mentioned.n > 0;
    let rare = effects.themes.iter().filter(rare).count() as u64;
    if rare > 0 && plan.method == Method::Adjusted {
        notes.push(format!(
            "{} with fewer than {} respondents share one indicator.",
            people(rare, "theme"),
            input.min_mentions.max(2)
        ));
    }
    notes
}

fn people(n: u64, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
