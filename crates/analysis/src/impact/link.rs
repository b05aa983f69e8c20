//! How much less often the customers who raise a theme activate.

use super::compared::{Compared, Found, Plan};
use super::distributions::Z_95;
use super::effects::{Count, Effects, NotEnough, RankInput, ThemeEffect, Verdict};
use super::estimate::{Method, Strata, Study, ThemeDifference};
use super::influence::largest_account;
use super::multiple::benjamini_hochberg;
use super::notes::notes;
use super::proportion::{Difference, Estimate, welch};
use super::respondents::Respondents;
use super::selection::selection;
use super::sensitivity::e_value;
use super::stratified::{Heterogeneity, Table, heterogeneity};
use super::target::Target;
use super::verdict::{Yardstick, more_needed, verdict};

/// Links every theme with activation, or with another outcome.
///
/// Default: a linear model of the outcome on strata and all themes at once, with HC3 intervals.
/// Where respondents hardly differ in how many themes they raise (one each, say), a theme is
/// compared with those who raise other themes instead (see `alternatives`); `method` and `notes`
/// say so. With fewer than ten respondents a column: one theme at a time, by Mantel–Haenszel over
/// strata, or by Newcombe without. Strata too small for ten respondents a column are pooled first;
/// `notes` says so.
pub fn theme_effects(input: &RankInput) -> Effects {
    let compared = Compared::new(input);
    let study = compared.study();
    let counts = study.counts();
    let plan = compared.plan(&study, &counts);
    let found = plan.differences(study, &counts);
    let value = value_per_activation(input);
    let respondents = &compared.respondents;
    let mut effects = Effects {
        target: input.response.target,
        window_days: input.response.window_days,
        eligible: input.response.values.iter().flatten().count() as u64,
        respondents: respondents.customers.len() as u64,
        baseline_rate: mean(&respondents.outcome),
        silent: silent(input, respondents),
        selection: selection(input, &respondents.customers),
        strata: input.strata.to_vec(),
        value_per_activation: value,
        largest_revenue_share: value.and_then(|_| largest_revenue_share(input)),
        notes: Vec::new(),
        themes: theme_rows(input, &study, &found, &counts, &plan, value.as_ref()),
    };
    for (row, days) in effects
        .themes
        .iter_mut()
        .zip(days(input, &compared, &study, &plan, &found))
    {
        row.days = days;
    }
    if study.is_yes_or_no && plan.cells.count > 1 {
        let found = differences_in_strata(&study, plan.strata());
        for (row, found) in effects.themes.iter_mut().zip(found) {
            row.heterogeneity = found;
        }
    }
    if let Some(account) = input.account {
        let mentioning = compared.mentioning();
        for (theme, row) in effects.themes.iter_mut().enumerate() {
            let customers = mentioning[theme].iter().copied();
            let largest = largest_account(input.customers, account, customers);
            row.influence = largest.map(|mut influence| {
                if matches!(row.verdict, Verdict::Lower | Verdict::Higher) {
                    let without = compared.without(account, &influence, &study, &plan, &found);
                    influence.leave_out(without.get(theme));
                }
                influence
            });
        }
    }
    effects.notes = notes(input, &compared, &plan, &found, &effects);
    effects
}

fn theme_rows(
    input: &RankInput,
    study: &Study,
    found: &Found,
    counts: &[(Count, Count)],
    plan: &Plan,
    value: Option<&Estimate>,
) -> Vec<ThemeEffect> {
    let yardstick = Yardstick::new(study.outcome, study.is_yes_or_no);
    let means = study.means();
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
                mean_mentioned: means[theme][0],
                mean_others: means[theme][1],
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
                    row.fill(difference, input.response.target, &yardstick, value);
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
                let known = difference.as_ref().ok();
                row.more_needed = more_needed(mentioned, others, known, &yardstick);
            }
            row
        })
        .collect()
}

impl ThemeEffect {
    fn fill(
        &mut self,
        difference: &Difference,
        target: Target,
        yardstick: &Yardstick,
        value: Option<&Estimate>,
    ) {
        let n = self.mentioned.n as f64;
        self.difference = Some(difference.value);
        self.low = Some(difference.low);
        self.high = Some(difference.high);
        self.p_value = Some(difference.p_value);
        self.points_at_stake = Some(self.share * difference.value);
        self.points_at_stake_low = Some(self.share * difference.low);
        self.points_at_stake_high = Some(self.share * difference.high);
        let loss = if target.is_bad() {
            *difference
        } else {
            Difference {
                value: -difference.value,
                low: -difference.high,
                high: -difference.low,
                ..*difference
            }
        };
        self.activations_lost = Some(n * loss.value);
        self.activations_lost_low = Some(n * loss.low);
        self.activations_lost_high = Some(n * loss.high);
        if let Some((lost, half)) = value.and_then(|value| value_at_stake(n, &loss, value)) {
            self.value_at_stake = Some(lost);
            self.value_at_stake_low = Some(lost - half);
            self.value_at_stake_high = Some(lost + half);
        }
        (self.verdict, self.reason) = verdict(difference, self.q_value.unwrap_or(1.0), yardstick);
        if target.is_yes_or_no() {
            self.e_value = e_value(difference.value, &self.others);
            let nearer = difference.low.max(0.0) + difference.high.min(0.0);
            self.e_value_of_interval = e_value(nearer, &self.others);
        }
    }
}

/// What is lost times the value of one, with the half-width of its interval: the variance of a
/// product of independent estimates (Goodman 1960, JASA 55:708–713, equation 2).
fn value_at_stake(n: f64, loss: &Difference, value: &Estimate) -> Option<(f64, f64)> {
    let lost = n * loss.value;
    let variance = |low: f64, high: f64| ((high - low) / (2.0 * Z_95)).powi(2);
    let of_lost = n * n * variance(loss.low, loss.high);
    let of_value = variance(value.low?, value.high?);
    let product = lost * lost * of_value + value.value * value.value * of_lost + of_lost * of_value;
    Some((lost * value.value, Z_95 * product.sqrt()))
}

/// Mean revenue of those with the good outcome less that of those without it.
fn value_per_activation(input: &RankInput) -> Option<Estimate> {
    let target = input.response.target;
    if !target.is_yes_or_no() {
        return None;
    }
    let revenue = |good: bool| -> Vec<f64> {
        let outcomes = input.customers.iter().zip(&input.response.values);
        outcomes
            .filter(|(_, outcome)| {
                let is_good = |yes: f64| (yes > 0.5) != target.is_bad();
                outcome.is_some_and(|outcome| is_good(outcome) == good)
            })
            .filter_map(|(customer, _)| customer.revenue.filter(|r| r.is_finite()))
            .collect()
    };
    welch(&revenue(true), &revenue(false))
}

fn largest_revenue_share(input: &RankInput) -> Option<f64> {
    let known = input.customers.iter().zip(&input.response.values);
    let known = known.filter(|(_, outcome)| outcome.is_some());
    let revenue = known.filter_map(|(c, _)| c.revenue.filter(|r| r.is_finite() && *r > 0.0));
    let (sum, largest) = revenue.fold((0.0, 0.0_f64), |(sum, most), r| (sum + r, most.max(r)));
    (sum > 0.0).then(|| largest / sum)
}

fn silent(input: &RankInput, respondents: &Respondents) -> Count {
    let yes = |outcome: &f64| input.response.target.is_yes_or_no() && *outcome > 0.5;
    let all = input.response.values.iter().flatten();
    let n = all.clone().count() - respondents.customers.len();
    let activated = all.filter(|outcome| yes(outcome)).count();
    let of_respondents = respondents
        .outcome
        .iter()
        .filter(|outcome| yes(outcome))
        .count();
    Count {
        n: n as u64,
        activated: (activated - of_respondents) as u64,
    }
}

fn mean(outcome: &[f64]) -> Option<f64> {
    (!outcome.is_empty()).then(|| outcome.iter().sum::<f64>() / outcome.len() as f64)
}

/// The difference in days to activate of each theme, by the same model.
fn days(
    input: &RankInput,
    compared: &Compared,
    study: &Study,
    plan: &Plan,
    found: &Found,
) -> Vec<Option<Estimate>> {
    let Some(days) = compared.respondents.days_to_activate(input) else {
        return vec![None; study.themes];
    };
    let differences = match &found.model {
        Some(model) => model
            .with_outcome(&days)
            .differences(&found.comparison, |_| true),
        None => {
            let study = Study {
                outcome: &days,
                is_yes_or_no: false,
                ..*study
            };
            study.one_at_a_time(plan.strata(), &study.counts())
        }
    };
    let estimate = |difference: ThemeDifference| {
        difference.ok().map(|difference| Estimate {
            value: difference.value,
            low: Some(difference.low),
            high: Some(difference.high),
            n: days.len() as u64,
        })
    };
    differences.into_iter().map(estimate).collect()
}

fn differences_in_strata(study: &Study, strata: Strata) -> Vec<Option<Heterogeneity>> {
    let tables = study.tables(strata);
    let mut found: Vec<Option<Heterogeneity>> = (0..study.themes)
        .map(|theme| {
            let own: Vec<Table> = tables.iter().map(|table| table[theme]).collect();
            heterogeneity(&own)
        })
        .collect();
    let p_values: Vec<Option<f64>> = found.iter().map(|h| h.map(|h| h.p_value)).collect();
    for (heterogeneity, q_value) in found.iter_mut().zip(benjamini_hochberg(&p_values)) {
        if let Some(heterogeneity) = heterogeneity {
            heterogeneity.q_value = q_value;
        }
    }
    found
}
