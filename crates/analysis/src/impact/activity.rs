//! How many customers are active, and how often.

use std::collections::BTreeMap;

use super::clock::{day, is_after};
use super::proportion::{Estimate, mean, wilson};
use super::records::{Customer, Event};

/// Activity up to the last day with events; what too short a record does not allow is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Activity {
    /// Mean number of customers active on a day, over the last 30 days (or as many as there are).
    pub daily: Option<Estimate>,
    /// Customers active in the last 7 days; `None` if the record is shorter.
    pub weekly: Option<Estimate>,
    /// Customers active in the last 30 days; `None` if the record is shorter.
    pub monthly: Option<Estimate>,
    /// Daily over monthly active customers; equally, the mean share of the 30 days on which a
    /// monthly active customer was active, which gives the interval.
    pub stickiness: Option<Estimate>,
    /// Share of customers who signed up by then (or without a date) active in the last 30 days.
    pub engagement: Option<Estimate>,
    /// The last day with events, as Unix seconds of its midnight.
    pub until: Option<i64>,
}

/// Days in a month of activity.
const MONTH: i64 = 30;
/// Days in a week of activity.
const WEEK: i64 = 7;

/// Activity of the customers chosen by `chosen`. A customer is active on a UTC day with at least
/// one event. Counting ends with the last day up to `as_of` on which anyone has an event, so that
/// an event file older than the feedback does not look like customers leaving.
pub fn activity(
    customers: &[Customer],
    events: &[Event],
    as_of: i64,
    chosen: impl Fn(usize) -> bool,
) -> Activity {
    let seen = || events.iter().filter(|event| !is_after(event.time, as_of));
    let days = || seen().map(|event| day(event.time));
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Activity::default();
    };
    let span = last.saturating_sub(first).saturating_add(1);
    let mut active: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
    for event in seen() {
        let on = day(event.time);
        if event.customer < customers.len() && last - on < MONTH && chosen(event.customer) {
            active.entry(event.customer).or_default().push(on);
        }
    }
    for on in active.values_mut() {
        on.sort_unstable();
        on.dedup();
    }
    let window = MONTH.min(span);
    let mut per_day = vec![0.0; window as usize];
    for on in active.values().flatten() {
        if let Some(count) = per_day.get_mut((last - on) as usize) {
            *count += 1.0;
        }
    }
    let daily = mean(&per_day).map(|days| Estimate {
        low: None,
        high: None,
        ..days
    });
    let weekly = active
        .values()
        .filter(|on| on.last().is_some_and(|on| last - on < WEEK))
        .count();
    let full_month = span >= MONTH;
    let shares: Vec<f64> = active
        .values()
        .map(|on| on.len() as f64 / MONTH as f64)
        .collect();
    let signed_up = |(index, customer): &(usize, &Customer)| {
        chosen(*index) && customer.signed_up.is_none_or(|time| day(time) <= last)
    };
    let members = customers.iter().enumerate().filter(signed_up);
    let (mut n, mut engaged) = (0, 0);
    for (index, _) in members {
        n += 1;
        engaged += u64::from(active.contains_key(&index));
    }
    Activity {
        daily,
        weekly: (span >= WEEK).then(|| counted(weekly)),
        monthly: full_month.then(|| counted(active.len())),
        stickiness: mean(&shares).filter(|_| full_month).map(within_shares),
        engagement: wilson(engaged, n).filter(|_| full_month),
        until: Some(last.saturating_mul(super::clock::DAY)),
    }
}

fn counted(count: usize) -> Estimate {
    Estimate {
        value: count as f64,
        low: None,
        high: None,
        n: count as u64,
    }
}

fn within_shares(estimate: Estimate) -> Estimate {
    Estimate {
        low: estimate.low.map(|low| low.max(0.0)),
        high: estimate.high.map(|high| high.min(1.0)),
        ..estimate
    }
}

#[cfg(test)]
mod tests {
    use super::super::clock::DAY;
    use super::*;

    fn event(customer: usize, on: i64) -> Event {
        Event {
            customer,
            name: 0,
            time: on * DAY + 60,
            value: None,
        }
    }

    #[test]
    fn actives_are_counted_once_a_day_up_to_the_last_day() {
        let customers = vec![Customer::default(); 4];
        let mut events: Vec<Event> = (0..30).map(|d| event(0, d)).collect();
        events.extend([event(1, 29), event(1, 29), event(2, 22), event(9, 3)]);
        let got = activity(&customers, &events, 100 * DAY, |_| true);
        assert_eq!(got.monthly.unwrap().value, 3.0);
        assert_eq!(got.weekly.unwrap().value, 2.0);
        assert!((got.daily.unwrap().value - 32.0 / 30.0).abs() < 1e-12);
        assert!((got.stickiness.unwrap().value - 32.0 / 90.0).abs() < 1e-12);
        assert_eq!(got.engagement.unwrap().value, 0.75);
        assert_eq!(got.until, Some(29 * DAY));
    }

    #[test]
    fn a_short_record_says_only_what_it_can() {
        let customers = vec![Customer::default(); 2];
        let got = activity(&customers, &[event(0, 5)], 100 * DAY, |_| true);
        assert_eq!(got.daily.unwrap().value, 1.0);
        assert!(got.weekly.is_none() && got.monthly.is_none() && got.stickiness.is_none());
        assert_eq!(activity(&customers, &[], 0, |_| true), Activity::default());
        assert_eq!(
            activity(&customers, &[event(0, 5)], 0, |_| true),
            Activity::default()
        );
    }
}
