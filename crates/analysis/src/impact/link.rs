//! How much less often the customers who raise a theme activate.

use super::activation::Outcome;
use super::adjusted::{Adjusted, Comparison, q_values, verdicts};
use super::distributions::Z_95;
use super::effects::{Count, Effects, NotEnough, RankInput, ThemeEffect, Verdict};
use super::estimate::{Method, RESPONDENTS_A_COLUMN, Strata, Study, ThemeDifference};
use super::proportion::{Difference, Estimate, welch};
use super::records::Customer;
use super::respondents::{Respondents, respondents};
use super::sensitivity::{e_value, sensitivity};
use super::strata::{Cells, UNKNOWN, cells, level};
use super::verdict::{more_needed, verdict};

/// Links every theme with activation.
///
/// Default: a linear probability model of activation on strata and all themes at once, with HC3
/// intervals. Where respondents hardly differ in how many themes they raise (one each, say), a
/// theme is compared with those who raise other themes instead (see `alternatives`); `method` and
/// `notes` say so. With fewer than ten respondents a column: one theme at a time, by Mantel–Haenszel
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
    let found = match plan.method {
        Method::Adjusted => Found::adjusted(&Adjusted::new(&study, strata, &counts)),
        _ => Found::one_at_a_time(study.one_at_a_time(strata, &counts)),
    };
    let value_per_activation = value_per_activation(input);
    let mut effects = Effects {
        window_days: input.window_days,
        eligible: eligible(input).count() as u64,
        respondents: respondents.customers.len() as u64,
        baseline_rate: rate(&respondents.activated),
        silent: silent(input, &respondents),
        strata: input.strata.to_vec(),
        value_per_activation,
        notes: Vec::new(),
        themes: theme_rows(&found, &counts, &plan, value_per_activation.as_ref()),
    };
    effects.notes = notes(input, &respondents, &plan, &found, &effects);
    for (theme, list) in effects.themes.iter_mut().zip(sensitivity(
        &study,
        strata,
        &respondents,
        &counts,
        &found.comparison,
    )) {
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

/// The differences and what may be said of them.
struct Found {
    comparison: Comparison,
    differences: Vec<ThemeDifference>,
    q_values: Vec<Option<f64>>,
    /// Links that rest only on what the other themes are linked with.
    doubted: Vec<bool>,
}

impl Found {
    fn adjusted(model: &Adjusted) -> Found {
        let comparison = model.comparison();
        let mut found = Found::new(model.differences(&comparison, |_| true), comparison);
        let judged = verdicts(&found.differences, &found.q_values);
        found.doubted = model.doubted(&found.comparison, &judged);
        found
    }

    fn one_at_a_time(differences: Vec<ThemeDifference>) -> Found {
        Found::new(differences, Comparison::default())
    }

    fn new(differences: Vec<ThemeDifference>, comparison: Comparison) -> Found {
        Found {
            q_values: q_values(&differences),
            doubted: vec![false; differences.len()],
            differences,
            comparison,
        }
    }
}

fn theme_rows(
    found: &Found,
    counts: &[(Count, Count)],
    plan: &Plan,
    value: Option<&Estimate>,
) -> Vec<ThemeEffect> {
    counts
        .iter()
        .enumerate()
        .map(|(theme, (mentioned, others))| {
            let difference = &found.differences[theme];
            let method = if found.comparison.is_with_other_themes(theme) {
                Method::AgainstOtherThemes
            } else {
                plan.method
            };
            let respondents = mentioned.n + others.n;
            let mut row = ThemeEffect {
                mentioned: *mentioned,
                others: *others,
                share: if respondents > 0 {
                    mentioned.n as f64 / respondents as f64
                } else {
                    0.0
                },
                method: method.name().to_string(),
                q_value: found.q_values[theme],
                ..ThemeEffect::default()
            };
            match difference {
                Ok(difference) => {
                    row.fill(difference, value);
                    if found.doubted[theme] {
                        row.verdict = Verdict::Unclear;
                    }
                }
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

fn silent(input: &RankInput, respondents: &Respondents) -> Count {
    let activated =
        |outcomes: &mut dyn Iterator<Item = bool>| outcomes.filter(|a| *a).count() as u64;
    let all = activated(&mut eligible(input).map(|(_, outcome)| outcome.activated));
    Count {
        n: eligible(input).count() as u64 - respondents.customers.len() as u64,
        activated: all - activated(&mut respondents.activated.iter().copied()),
    }
}

fn rate(activated: &[bool]) -> Option<f64> {
    let yes = activated.iter().filter(|a| **a).count();
    (!activated.is_empty()).then(|| yes as f64 / activated.len() as f64)
}

fn notes(
    input: &RankInput,
    respondents: &Respondents,
    plan: &Plan,
    found: &Found,
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
        let known = |&c: &usize| level(&input.customers[c], name) != UNKNOWN;
        if !respondents.customers.iter().any(known) {
            notes.push(format!(
                "“{name}” is not known of any respondent and holds nothing constant."
            ));
        }
    }
    if plan.cells.pooled > 0 {
        notes.push(format!(
            "{} in small strata {} pooled; {} left.",
            people(plan.cells.pooled, "respondent"),
            if plan.cells.pooled == 1 {
                "was"
            } else {
                "were"
            },
            if plan.cells.count == 1 {
                "one stratum is".to_string()
            } else {
                format!("{} strata are", plan.cells.count)
            }
        ));
    }
    if plan.method != Method::Adjusted {
        notes.push(format!(
            "There are fewer than {RESPONDENTS_A_COLUMN} respondents for each theme and stratum, so themes were compared one at a time ({}); a theme may carry the blame of those mentioned with it.",
            plan.method.name()
        ));
    }
    if found.comparison.has_alternatives() {
        let raised: u64 = effects.themes.iter().map(|t| t.mentioned.n).sum();
        notes.push(format!(
            "Respondents hardly differ in how many themes they raise ({:.2} on average), so there is hardly anyone who raises none to compare with: each theme is compared with those who raise other themes instead. They carry what those themes do; where other themes do harm, a theme is somewhat worse than its difference says.",
            raised as f64 / effects.respondents as f64
        ));
    }
    let doubted = found.doubted.iter().filter(|d| **d).count() as u64;
    if doubted > 0 {
        notes.push(format!(
            "{} {} only from themes that are linked with activation the other way, and {} not called linked.",
            people(doubted, "theme"),
            if doubted == 1 { "differs" } else { "differ" },
            if doubted == 1 { "is" } else { "are" }
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
