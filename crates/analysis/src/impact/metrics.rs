//! The activation metrics of a project.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::activation::{ActivationSettings, Ineligible, Outcome};
use super::activity::activity;
use super::clock::{days_between, is_after};
use super::proportion::{Estimate, mean, wilson};
use super::records::{Customer, Event};
use super::strata::level;
use super::survival::{Quantile, kaplan_meier, quantile};

/// What the metrics are computed from.
#[derive(Clone, Copy, Debug)]
pub struct MetricsInput<'a> {
    /// The activation rule; `None` if none has been set.
    pub settings: Option<&'a ActivationSettings>,
    /// The customers.
    pub customers: &'a [Customer],
    /// What the rule makes of each, in the same order; empty without a rule.
    pub outcomes: &'a [Outcome],
    /// Everything the customers did.
    pub events: &'a [Event],
    /// The date the data were taken.
    pub as_of: i64,
    /// A segment name, `signed_up_month`, `signed_up_quarter` or `signed_up_year` to split by.
    pub by: Option<&'a str>,
}

/// The metrics; what the data do not allow is absent. Rates are fractions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metrics {
    /// The activation rule as a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The activation window, in days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window_days: Option<u32>,
    /// The date the data were taken, Unix seconds.
    pub as_of: i64,
    /// The metrics of all customers.
    #[serde(flatten)]
    pub all: GroupMetrics,
    /// The same by segment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<BySegment>,
}

/// The metrics of each value of a segment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BySegment {
    /// The segment.
    pub segment: String,
    /// One a value, most customers first, then by name (cohorts in order of time).
    pub groups: Vec<SegmentGroup>,
}

/// The metrics of the customers with one value of a segment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SegmentGroup {
    /// The value.
    pub value: String,
    /// Its metrics.
    #[serde(flatten)]
    pub metrics: GroupMetrics,
}

/// The metrics of a group of customers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupMetrics {
    /// Customers in the group.
    pub customers: u64,
    /// Share of eligible customers who activated within the window (Wilson 1927).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activation_rate: Option<Estimate>,
    /// Days from signing up to activation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_to_activate_days: Option<TimeToActivate>,
    /// Share of customers who have left, of those of whom it is known (Wilson 1927).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub churn_rate: Option<Estimate>,
    /// Average revenue per customer, of those whose revenue is known (t interval).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arpu: Option<Estimate>,
    /// Mean number of customers active on a day, over the last 30 days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dau: Option<Estimate>,
    /// Customers active in the last 7 days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wau: Option<Estimate>,
    /// Customers active in the last 30 days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mau: Option<Estimate>,
    /// Daily over monthly active customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stickiness: Option<Estimate>,
    /// Share of customers active in the last 30 days (Wilson 1927).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub engagement_rate: Option<Estimate>,
    /// The last day with events, Unix seconds: where the counts of active customers end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_until: Option<i64>,
}

/// Time from signing up to activation (Kaplan & Meier 1958): over everyone who signed up, those
/// not activated observed until the as-of date. Quantiles are absent while fewer have activated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimeToActivate {
    /// Days by which half have activated.
    pub median: Option<f64>,
    /// Lower end of the median's 95 % interval.
    pub median_low: Option<f64>,
    /// Upper end of the median's 95 % interval.
    pub median_high: Option<f64>,
    /// Days by which a quarter have activated.
    pub p25: Option<f64>,
    /// Lower end of its 95 % interval.
    pub p25_low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub p25_high: Option<f64>,
    /// Days by which three quarters have activated.
    pub p75: Option<f64>,
    /// Lower end of its 95 % interval.
    pub p75_low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub p75_high: Option<f64>,
    /// Median days of those who activated so far. It says nothing of the others and only grows
    /// with time; useful where fewer than half activate, so that `median` is absent.
    pub median_of_activated: Option<f64>,
    /// Customers observed.
    pub n: u64,
    /// Those of them who activated, sooner or later.
    pub activated: u64,
}

/// Computes the metrics, and those of each value of `by`.
pub fn metrics(input: &MetricsInput<'_>) -> Metrics {
    Metrics {
        rule: input.settings.map(ActivationSettings::sentence),
        window_days: input.settings.and_then(|settings| settings.within_days),
        as_of: input.as_of,
        all: group_metrics(input, |_| true),
        by: input.by.map(|segment| by_segment(input, segment)),
    }
}

fn by_segment(input: &MetricsInput, segment: &str) -> BySegment {
    let levels: Vec<_> = input.customers.iter().map(|c| level(c, segment)).collect();
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    for value in &levels {
        *sizes.entry(value.as_ref()).or_default() += 1;
    }
    let mut values: Vec<(&str, u64)> = sizes.into_iter().collect();
    if !segment.starts_with("signed_up_") {
        // Stable: equal sizes stay in the order of their names.
        values.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    }
    BySegment {
        segment: segment.to_string(),
        groups: values
            .into_iter()
            .map(|(value, _)| SegmentGroup {
                value: value.to_string(),
                metrics: group_metrics(input, |customer| levels[customer] == value),
            })
            .collect(),
    }
}

fn group_metrics(input: &MetricsInput, chosen: impl Fn(usize) -> bool) -> GroupMetrics {
    let members = || {
        let all = input.customers.iter().enumerate();
        all.filter(|(index, _)| chosen(*index))
    };
    let active = activity(input.customers, input.events, input.as_of, &chosen);
    let revenue: Vec<f64> = members()
        .filter_map(|(_, customer)| customer.revenue.filter(|r| r.is_finite()))
        .collect();
    GroupMetrics {
        customers: members().count() as u64,
        activation_rate: activation_rate(members().filter_map(|(i, _)| input.outcomes.get(i))),
        time_to_activate_days: time_to_activate(
            members().filter_map(|(i, customer)| Some((customer, input.outcomes.get(i)?))),
            input.as_of,
        ),
        churn_rate: churn_rate(input, members().map(|(_, customer)| customer)),
        arpu: mean(&revenue),
        dau: active.daily,
        wau: active.weekly,
        mau: active.monthly,
        stickiness: active.stickiness,
        engagement_rate: active.engagement,
        active_until: active.until,
    }
}

fn activation_rate<'a>(outcomes: impl Iterator<Item = &'a Outcome>) -> Option<Estimate> {
    let (mut n, mut activated) = (0, 0);
    for outcome in outcomes.filter(|outcome| outcome.eligible) {
        n += 1;
        activated += u64::from(outcome.activated);
    }
    wilson(activated, n)
}

/// `None` if no customer's time is known. Customers activated without a date are left out.
fn time_to_activate<'a>(
    members: impl Iterator<Item = (&'a Customer, &'a Outcome)>,
    as_of: i64,
) -> Option<TimeToActivate> {
    let observations: Vec<(f64, bool)> = members
        .filter_map(|(customer, outcome)| {
            let signed_up = customer.signed_up.filter(|time| !is_after(*time, as_of))?;
            match outcome.activated_at {
                Some(time) => Some((days_between(signed_up, time), true)),
                None if outcome.activated => None,
                None => match outcome.reason {
                    None | Some(Ineligible::WindowOpen) => {
                        Some((days_between(signed_up, as_of), false))
                    }
                    Some(_) => None,
                },
            }
        })
        .collect();
    let happened: Vec<(f64, bool)> = observations.iter().copied().filter(|o| o.1).collect();
    if happened.is_empty() {
        return None;
    }
    let curve = kaplan_meier(&observations);
    let [p25, median, p75]: [Quantile; 3] = [0.25, 0.5, 0.75].map(|share| quantile(&curve, share));
    Some(TimeToActivate {
        median: median.value,
        median_low: median.low,
        median_high: median.high,
        p25: p25.value,
        p25_low: p25.low,
        p25_high: p25.high,
        p75: p75.value,
        p75_low: p75.low,
        p75_high: p75.high,
        median_of_activated: quantile(&kaplan_meier(&happened), 0.5).value,
        n: observations.len() as u64,
        activated: happened.len() as u64,
    })
}

/// A customer has left if the file says so or gives a date up to the as-of date. Where the file
/// never says that somebody stayed, an empty cell means they did.
fn churn_rate<'a>(
    input: &MetricsInput,
    members: impl Iterator<Item = &'a Customer>,
) -> Option<Estimate> {
    let known = |c: &Customer| c.churned.is_some() || c.churned_at.is_some();
    if !input.customers.iter().any(known) {
        return None;
    }
    let says_stayed = input.customers.iter().any(|c| c.churned == Some(false));
    let (mut n, mut left) = (0, 0);
    for customer in members {
        let has_left = match (customer.churned_at, customer.churned) {
            (Some(time), said) => said != Some(false) && !is_after(time, input.as_of),
            (None, Some(said)) => said,
            (None, None) if says_stayed => continue,
            (None, None) => false,
        };
        n += 1;
        left += u64::from(has_left);
    }
    wilson(left, n)
}

#[cfg(test)]
#[path = "metrics_tests.rs"]
mod tests;
