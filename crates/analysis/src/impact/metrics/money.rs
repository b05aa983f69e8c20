//! What customers are worth.

use serde::{Deserialize, Serialize};

use super::super::bootstrap::{Sums, bca_interval};
use super::super::proportion::Estimate;
use super::MetricsInput;
use super::churn::Churn;

/// Fewest customers who left from whom a lifetime is projected.
const MIN_LEFT: f64 = 10.0;

/// Customer lifetime value and how it was come by.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LifetimeValue {
    /// Money, with its interval.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// Which definition applies.
    pub basis: LifetimeBasis,
}

/// Definitions of lifetime value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LifetimeBasis {
    /// The file gives lifetime values: their mean.
    Given,
    /// Average revenue × 1 / churn rate, both over the record: all revenue over all who left (the
    /// constant-retention model: Gupta & Lehmann 2003, J. Interactive Marketing 17(1):9–24, without
    /// discounting). It supposes that customers go on leaving at the same rate.
    RevenueOverChurn,
    /// Average revenue so far, where too few have left to project from: the least it can be.
    SoFar,
}

/// What each customer brought in, in the customers' order: the revenue column, or where nobody has
/// one the sum of the events' amounts (0 for whoever has none).
pub fn revenue(input: &MetricsInput) -> Vec<Option<f64>> {
    let column: Vec<Option<f64>> = input
        .customers
        .iter()
        .map(|customer| customer.revenue.filter(|revenue| revenue.is_finite()))
        .collect();
    let behaviour = &input.behaviour.customers;
    let from_events = behaviour.iter().any(|behaviour| behaviour.value.is_some());
    if !from_events || column.iter().any(Option::is_some) {
        return column;
    }
    behaviour
        .iter()
        .map(|behaviour| Some(behaviour.value.unwrap_or(0.0)))
        .collect()
}

/// Mean revenue of those of the members whose revenue is known; bootstrap interval.
pub fn mean_revenue(
    input: &MetricsInput,
    revenue: &[Option<f64>],
    members: &[usize],
) -> Option<Estimate> {
    let customers = known(revenue, members);
    estimate(input, &customers, |[sum, n, _]| (*n > 0.0).then(|| sum / n))
}

/// Lifetime value of the members.
pub fn lifetime_value(
    input: &MetricsInput,
    churn: &Churn,
    revenue: &[Option<f64>],
    members: &[usize],
) -> Option<LifetimeValue> {
    let observed = |basis| {
        let estimate = mean_revenue(input, revenue, members)?;
        Some(LifetimeValue { estimate, basis })
    };
    if input.revenue_is_lifetime_value {
        return observed(LifetimeBasis::Given);
    }
    let mut customers = known(revenue, members);
    customers.retain_mut(|(customer, sums)| {
        let left = churn.has_left(&input.customers[*customer]);
        sums[2] = f64::from(u8::from(left == Some(true)));
        left.is_some()
    });
    if customers.iter().map(|(_, sums)| sums[2]).sum::<f64>() < MIN_LEFT {
        return observed(LifetimeBasis::SoFar);
    }
    let per_left = |[sum, _, left]: &Sums| (*left > 0.0).then(|| sum / left);
    Some(LifetimeValue {
        estimate: estimate(input, &customers, per_left)?,
        basis: LifetimeBasis::RevenueOverChurn,
    })
}

/// The members whose revenue is known, with it and a one.
fn known(revenue: &[Option<f64>], members: &[usize]) -> Vec<(usize, Sums)> {
    let known = members
        .iter()
        .filter_map(|&c| Some((c, [revenue[c]?, 1.0, 0.0])));
    known.collect()
}

fn estimate(
    input: &MetricsInput,
    customers: &[(usize, Sums)],
    statistic: impl Fn(&Sums) -> Option<f64>,
) -> Option<Estimate> {
    let mut all = Sums::default();
    for (_, sums) in customers {
        all.iter_mut()
            .zip(sums)
            .for_each(|(total, own)| *total += own);
    }
    let value = statistic(&all)?;
    let with_keys = customers
        .iter()
        .map(|(c, sums)| (input.customers[*c].key.as_str(), *sums));
    let ends = bca_interval(with_keys, statistic);
    Some(Estimate {
        value,
        low: ends.map(|ends| ends.0),
        high: ends.map(|ends| ends.1),
        n: customers.len() as u64,
    })
}
