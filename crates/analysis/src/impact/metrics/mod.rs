//! The activation metrics of a project.

mod activity;
pub mod churn;
mod features;
mod funnel;
pub mod golden_path;
mod money;
mod score;
mod time_to_activate;

use serde::{Deserialize, Serialize};

use super::activation::{ActivationSettings, Outcome};
use super::behaviour::{Behaviour, GroupBehaviour};
use super::event_kind::EventKind;
use super::groups::{Divisions, Groups};
use super::proportion::{Estimate, wilson};
use super::records::Customer;

pub use activity::ActivePeriod;
use activity::activity;
use churn::{Churn, Lifetime, lifetime};
pub use features::FeatureUsage;
use features::{activation_frequency, features, return_rate};
use funnel::funnel;
pub use funnel::{Funnel, Stage, StageName, advocates};
use golden_path::{GoldenStep, golden_path};
pub use money::{LifetimeBasis, LifetimeValue};
use money::{lifetime_value, mean_revenue, revenue};
use score::bands;
pub use score::{Band, BandName, activation_scores};
use time_to_activate::time_to_activate;
pub use time_to_activate::{TimeToActivate, activation_curve, times_to_activate};

/// What the metrics are computed from.
#[derive(Clone, Copy, Debug)]
pub struct MetricsInput<'a> {
    /// The activation rule; `None` if none has been set.
    pub settings: Option<&'a ActivationSettings>,
    /// The customers.
    pub customers: &'a [Customer],
    /// What the rule makes of each, in the same order; empty without a rule.
    pub outcomes: &'a [Outcome],
    /// What the customers do, counted for the same divisions.
    pub behaviour: &'a Behaviour,
    /// The events' names.
    pub event_names: &'a [String],
    /// The kind of each.
    pub kinds: &'a [EventKind],
    /// The event that the rule counts, if it counts one.
    pub rule_event: Option<u32>,
    /// Whether each customer recommends the product, in the customers' order; empty where nothing
    /// was asked. See [`advocates`].
    pub advocates: &'a [Option<bool>],
    /// The revenue column holds lifetime values.
    pub revenue_is_lifetime_value: bool,
    /// The groups to tell of: everyone, and those of a segment or of sign-up cohorts.
    pub divisions: &'a Divisions,
    /// The date the data were taken.
    pub as_of: i64,
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
    /// The early behaviours that go with activation most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub golden_path: Vec<GoldenStep>,
    /// The same by segment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<BySegment>,
    /// The same by sign-up cohort.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cohorts: Option<BySegment>,
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
    /// How long customers stay, where dates of leaving are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifetime_days: Option<Lifetime>,
    /// Average revenue per customer, of those whose revenue is known, over the time of the record
    /// (bootstrap interval, BCa); absent where the file gives lifetime values instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arpu: Option<Estimate>,
    /// Customer lifetime value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_lifetime_value: Option<LifetimeValue>,
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
    /// Active customers as means over up to 90 days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_period: Option<ActivePeriod>,
    /// How often activated customers do what the rule counts, in 30 days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activation_frequency: Option<Estimate>,
    /// Of the activated customers who were away for 30 days, the share who came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_rate: Option<Estimate>,
    /// Who uses what, most used first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub feature_usage: Vec<FeatureUsage>,
    /// The four stages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funnel: Option<Funnel>,
    /// The bands of the activation score, high, medium and low.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub activation_score: Vec<Band>,
    /// The last day with events, Unix seconds: where the counts of active customers end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_until: Option<i64>,
}

/// Computes the metrics of everyone, and those of each group asked for.
pub fn metrics(input: &MetricsInput<'_>) -> Metrics {
    let shared = Shared {
        churn: Churn::new(input.customers, input.as_of),
        revenue: revenue(input),
        scores: activation_scores(input),
    };
    let mut divided = input
        .divisions
        .iter()
        .zip(&input.behaviour.groups)
        .map(|(groups, counts)| divided(input, &shared, groups, counts));
    let all = divided.next().and_then(|mut everyone| everyone.pop());
    let mut rest = divided.map(|groups| groups.into_iter());
    let mut by = |groups: &Option<Groups>| {
        groups.as_ref().map(|groups| BySegment {
            segment: groups.segment.clone().unwrap_or_default(),
            groups: groups
                .values
                .iter()
                .zip(rest.next().into_iter().flatten())
                .map(|(value, metrics)| SegmentGroup {
                    value: value.clone(),
                    metrics,
                })
                .collect(),
        })
    };
    Metrics {
        rule: input.settings.map(ActivationSettings::sentence),
        window_days: input.settings.and_then(|settings| settings.within_days),
        as_of: input.as_of,
        by: by(&input.divisions.by),
        cohorts: by(&input.divisions.cohorts),
        all: all.unwrap_or_default(),
        golden_path: golden_path(
            &input.behaviour.early,
            input.customers,
            input.outcomes,
            input.event_names,
        ),
    }
}

/// What is read from all customers, whatever the group.
struct Shared {
    churn: Churn,
    revenue: Vec<Option<f64>>,
    scores: Vec<Option<f64>>,
}

fn divided(
    input: &MetricsInput,
    shared: &Shared,
    groups: &Groups,
    counts: &[GroupBehaviour],
) -> Vec<GroupMetrics> {
    groups
        .members()
        .iter()
        .zip(counts)
        .map(|(members, counts)| group_metrics(input, shared, members, counts))
        .collect()
}

fn group_metrics(
    input: &MetricsInput,
    shared: &Shared,
    members: &[usize],
    counts: &GroupBehaviour,
) -> GroupMetrics {
    let active = activity(input, counts, members);
    let records: Vec<&Customer> = members.iter().map(|&c| &input.customers[c]).collect();
    let with_outcomes = members.iter().filter_map(|&c| {
        let outcome = input.outcomes.get(c)?;
        Some((&input.customers[c], outcome))
    });
    let window = input.settings.and_then(|settings| settings.within_days);
    GroupMetrics {
        customers: members.len() as u64,
        activation_rate: activation_rate(with_outcomes.clone().map(|(_, outcome)| outcome)),
        time_to_activate_days: time_to_activate(
            &times_to_activate(with_outcomes, input.as_of),
            window,
        ),
        churn_rate: churn_rate(&shared.churn, &records),
        lifetime_days: lifetime(&shared.churn, &records),
        arpu: mean_revenue(input, &shared.revenue, members)
            .filter(|_| !input.revenue_is_lifetime_value),
        customer_lifetime_value: lifetime_value(input, &shared.churn, &shared.revenue, members),
        dau: active.daily,
        wau: active.weekly,
        mau: active.monthly,
        stickiness: active.stickiness,
        engagement_rate: active.engagement,
        active_period: active.period,
        activation_frequency: activation_frequency(input, members),
        return_rate: return_rate(input, members),
        feature_usage: features(input, counts, members),
        funnel: (!members.is_empty()).then(|| funnel(input, members)),
        activation_score: bands(input, &shared.scores, &shared.revenue, members),
        active_until: input.behaviour.until(),
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

fn churn_rate(churn: &Churn, members: &[&Customer]) -> Option<Estimate> {
    let known = members
        .iter()
        .filter_map(|customer| churn.has_left(customer));
    let left = known.clone().filter(|left| *left).count();
    wilson(left as u64, known.count() as u64)
}

#[cfg(test)]
mod tests;
