//! How many customers are active, and how often.

use serde::{Deserialize, Serialize};

use super::super::behaviour::{Behaviour, GroupBehaviour, MONTH, SERIES, WEEK};
use super::super::clock::day;
use super::super::proportion::{Estimate, mean, wilson};
use super::super::series::mean_of_days;
use super::MetricsInput;

/// Activity up to the last day with events; what too short a record does not allow is absent.
///
/// A customer is active on a UTC day with at least one event. Counting ends with the last day up
/// to the as-of date on which anyone has an event, so that an event file older than the feedback
/// does not look like customers leaving.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Activity {
    /// Mean number of customers active on a day, over the last 30 days (or as many as there are).
    pub daily: Option<Estimate>,
    /// Customers active in the last 7 days; `None` if the record is shorter. The interval is that
    /// of their share of all customers (Wilson 1927).
    pub weekly: Option<Estimate>,
    /// Customers active in the last 30 days; `None` if the record is shorter.
    pub monthly: Option<Estimate>,
    /// Daily over monthly active customers; equally, the mean share of the 30 days on which a
    /// monthly active customer was active, which gives the interval.
    pub stickiness: Option<Estimate>,
    /// Share of customers who signed up by then (or without a date) active in the last 30 days.
    pub engagement: Option<Estimate>,
    /// Means over the period.
    pub period: Option<ActivePeriod>,
}

/// Active customers over up to 90 days, as means of the days with a full month before them.
/// Intervals take the days as a sample in which near days are alike (Newey & West 1987).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ActivePeriod {
    /// Days.
    pub days: u64,
    /// Mean of the customers active on a day.
    pub dau: Estimate,
    /// Mean of the customers active in the 7 days up to a day.
    pub wau: Estimate,
    /// Mean of the customers active in the 30 days up to a day.
    pub mau: Estimate,
    /// Mean of daily over monthly active customers.
    pub stickiness: Estimate,
}

/// Activity of a group of customers.
pub fn activity(input: &MetricsInput, group: &GroupBehaviour, members: &[usize]) -> Activity {
    let behaviour = input.behaviour;
    let Some(last) = behaviour.last_day else {
        return Activity::default();
    };
    let span = behaviour.span();
    let counts = |kind: usize| group.active.iter().map(move |day| day[kind] as f64);
    let recent: Vec<f64> = counts(0).skip(SERIES - MONTH.min(span) as usize).collect();
    let present = |&&customer: &&usize| {
        let signed_up = input.customers[customer].signed_up;
        signed_up.is_none_or(|time| day(time) <= last)
    };
    let n = members.iter().filter(present).count() as u64;
    let now = group.active.last().copied().unwrap_or_default();
    let shares: Vec<f64> = members
        .iter()
        .filter_map(|&customer| behaviour.customers.get(customer))
        .filter(|behaviour| behaviour.recent_days > 0)
        .map(|behaviour| f64::from(behaviour.recent_days) / MONTH as f64)
        .collect();
    let full_month = span >= MONTH;
    // Someone active before signing up is counted, but is no part of those who signed up.
    let engaged = members.iter().filter(present).filter(|&&customer| {
        let behaviour = behaviour.customers.get(customer);
        behaviour.is_some_and(|behaviour| behaviour.recent_days > 0)
    });
    Activity {
        daily: mean_of_days(&recent),
        weekly: (span >= WEEK).then(|| counted(now[1], members.len())),
        monthly: full_month.then(|| counted(now[2], members.len())),
        stickiness: mean(&shares).filter(|_| full_month).map(within_shares),
        engagement: wilson(engaged.count() as u64, n).filter(|_| full_month),
        period: period(behaviour, group),
    }
}

fn counted(count: i64, of: usize) -> Estimate {
    let share = wilson(count as u64, of as u64);
    let times = |bound: Option<f64>| bound.map(|bound| bound * of as f64);
    Estimate {
        value: count as f64,
        low: share.and_then(|share| times(share.low)),
        high: share.and_then(|share| times(share.high)),
        n: of as u64,
    }
}

fn within_shares(estimate: Estimate) -> Estimate {
    Estimate {
        low: estimate.low.map(|low| low.max(0.0)),
        high: estimate.high.map(|high| high.min(1.0)),
        ..estimate
    }
}

fn period(behaviour: &Behaviour, group: &GroupBehaviour) -> Option<ActivePeriod> {
    let full = behaviour.span() - MONTH + 1;
    if full < 2 {
        return None;
    }
    let days = &group.active[SERIES - (full as usize).min(SERIES)..];
    let of = |kind: usize| -> Vec<f64> { days.iter().map(|day| day[kind] as f64).collect() };
    let sticky = days.iter().filter(|day| day[2] > 0);
    let sticky: Vec<f64> = sticky.map(|day| day[0] as f64 / day[2] as f64).collect();
    Some(ActivePeriod {
        days: days.len() as u64,
        dau: mean_of_days(&of(0))?,
        wau: mean_of_days(&of(1))?,
        mau: mean_of_days(&of(2))?,
        stickiness: mean_of_days(&sticky).map(within_shares)?,
    })
}
