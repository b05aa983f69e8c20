//! Who uses what.

use serde::{Deserialize, Serialize};

use super::super::behaviour::{GroupBehaviour, MONTH};
use super::super::clock::day;
use super::super::event_kind::EventKind;
use super::super::proportion::{Estimate, mean, wilson};
use super::MetricsInput;

/// How many customers use a feature.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FeatureUsage {
    /// The event's name.
    pub event: String,
    /// Share of the customers who ever did it (Wilson 1927).
    pub ever: Estimate,
    /// Share of the eligible customers who did it in the window after signing up; absent without
    /// a rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_window: Option<Estimate>,
    /// Share of the customers who did it in the last 30 days.
    pub recent: Estimate,
}

/// Feature usage of these customers, most used first; signing up is no feature.
pub fn features(
    input: &MetricsInput,
    counts: &GroupBehaviour,
    members: &[usize],
) -> Vec<FeatureUsage> {
    let n = members.len() as u64;
    let is_eligible = |customer: &&usize| {
        input
            .outcomes
            .get(**customer)
            .is_some_and(|outcome| outcome.eligible)
    };
    let eligible = members.iter().filter(is_eligible).count() as u64;
    let mut features: Vec<FeatureUsage> = input
        .behaviour
        .features
        .iter()
        .zip(&counts.features)
        .filter_map(|(&name, count)| {
            let kind = input.kinds.get(name as usize).copied().unwrap_or_default();
            if kind == EventKind::SignUp || count.ever == 0 {
                return None;
            }
            Some(FeatureUsage {
                event: input.event_names.get(name as usize)?.clone(),
                ever: wilson(count.ever, n)?,
                in_window: wilson(count.in_window, eligible),
                recent: wilson(count.recent, n)?,
            })
        })
        .collect();
    // Stable: equals stay in the order of all customers' use.
    features
        .sort_by_key(|feature| std::cmp::Reverse((feature.ever.value * n as f64).round() as u64));
    features
}

/// Activation frequency: how often activated customers do what the rule counts, in the 30 days up
/// to the last day with events (t interval); of those who activated before these days, so that all
/// are observed as long. `None` where the rule counts no event.
pub fn activation_frequency(input: &MetricsInput, members: &[usize]) -> Option<Estimate> {
    let last = input
        .behaviour
        .last_day
        .filter(|_| input.rule_event.is_some())?;
    let settled = |&&customer: &&usize| {
        let outcome = input.outcomes.get(customer);
        let activated = outcome.filter(|outcome| outcome.activated);
        activated
            .and_then(|o| o.activated_at)
            .is_some_and(|at| last - day(at) >= MONTH)
    };
    let occasions = |&customer: &usize| {
        let behaviour = input.behaviour.customers.get(customer);
        f64::from(behaviour.map_or(0, |behaviour| behaviour.rule_events))
    };
    let occasions: Vec<f64> = members.iter().filter(settled).map(occasions).collect();
    mean(&occasions).map(|estimate| Estimate {
        low: estimate.low.map(|low| low.max(0.0)),
        ..estimate
    })
}

/// Of the activated customers who were away for 30 days or more, the share who came back (Wilson
/// 1927).
pub fn return_rate(input: &MetricsInput, members: &[usize]) -> Option<Estimate> {
    let last = input.behaviour.last_day?;
    let (mut away, mut returned) = (0, 0);
    for &customer in members {
        let behaviour = input.behaviour.customers.get(customer);
        let outcome = input.outcomes.get(customer);
        let (Some(behaviour), Some(outcome)) = (behaviour, outcome) else {
            continue;
        };
        let gone = behaviour.last.is_some_and(|time| last - day(time) >= MONTH);
        if outcome.activated && (behaviour.returned || gone) {
            away += 1;
            returned += u64::from(behaviour.returned);
        }
    }
    wilson(returned, away)
}
