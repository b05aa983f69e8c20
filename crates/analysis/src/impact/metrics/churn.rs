//! Who has left, and after how long.

use serde::{Deserialize, Serialize};

use super::super::clock::{days_between, is_after};
use super::super::records::Customer;
use super::super::survival::{kaplan_meier, quantile};

/// What the churn columns mean in a set of customers.
///
/// A customer has left if the file says so or gives a date up to the as-of date. Where the file
/// never says that somebody stayed, an empty cell means they did; where it says nothing of anybody,
/// nothing is known.
#[derive(Clone, Copy, Debug)]
pub struct Churn {
    says_anything: bool,
    says_stayed: bool,
    as_of: i64,
}

impl Churn {
    /// Read from all customers.
    pub fn new(customers: &[Customer], as_of: i64) -> Churn {
        let said = |c: &Customer| c.churned.is_some() || c.churned_at.is_some();
        Churn {
            says_anything: customers.iter().any(said),
            says_stayed: customers.iter().any(|c| c.churned == Some(false)),
            as_of,
        }
    }

    /// Whether the customer has left; `None` if that is not known.
    pub fn has_left(&self, customer: &Customer) -> Option<bool> {
        match (customer.churned_at, customer.churned) {
            _ if !self.says_anything => None,
            (Some(time), said) => Some(said != Some(false) && !is_after(time, self.as_of)),
            (None, Some(said)) => Some(said),
            (None, None) => (!self.says_stayed).then_some(false),
        }
    }

    /// Days from signing up to leaving, or to the as-of date for those who stay, and whether they
    /// left; `None` where a date is missing.
    pub fn time(&self, customer: &Customer) -> Option<(f64, bool)> {
        let signed_up = customer.signed_up.filter(|t| !is_after(*t, self.as_of))?;
        if self.has_left(customer)? {
            Some((days_between(signed_up, customer.churned_at?), true))
        } else {
            Some((days_between(signed_up, self.as_of), false))
        }
    }
}

/// Days after signing up at which the share of customers who stay is told.
const TOLD: [u32; 5] = [30, 90, 180, 365, 730];

/// How long customers stay (Kaplan & Meier 1958), where the dates of leaving are known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lifetime {
    /// Days after which half have left; `None` while fewer have.
    pub median: Option<f64>,
    /// Lower end of its 95 % interval.
    pub median_low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub median_high: Option<f64>,
    /// Share of customers still there after 30, 90, 180, 365 and 730 days, as far as the record
    /// reaches.
    pub staying: Vec<Staying>,
    /// Customers observed.
    pub n: u64,
    /// Those of them who left.
    pub left: u64,
}

/// Share of customers still there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Staying {
    /// Days after signing up.
    pub day: u32,
    /// Share who have not left by then.
    pub value: f64,
    /// Lower end of its 95 % interval (Greenwood, log −log).
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How long these customers stay; `None` unless most who left did so at a known time.
pub fn lifetime(churn: &Churn, members: &[&Customer]) -> Option<Lifetime> {
    let times: Vec<(f64, bool)> = members.iter().filter_map(|c| churn.time(c)).collect();
    let left = times.iter().filter(|(_, left)| *left).count();
    let all = members
        .iter()
        .filter(|c| churn.has_left(c) == Some(true))
        .count();
    // Without their dates those who left fall out, and everyone would seem to stay.
    if left == 0 || left * 10 < all * 9 {
        return None;
    }
    let curve = kaplan_meier(&times);
    let longest = times.iter().map(|(time, _)| *time).fold(0.0, f64::max);
    let staying = |&day: &u32| {
        let by_then = curve.partition_point(|step| step.time <= f64::from(day));
        // Before anyone has left there is no interval.
        let step = curve.get(by_then.checked_sub(1)?)?;
        (f64::from(day) <= longest).then_some(Staying {
            day,
            value: step.survival,
            low: step.low,
            high: step.high,
        })
    };
    let median = quantile(&curve, 0.5);
    Some(Lifetime {
        median: median.value,
        median_low: median.low,
        median_high: median.high,
        staying: TOLD.iter().filter_map(staying).collect(),
        n: times.len() as u64,
        left: left as u64,
    })
}
