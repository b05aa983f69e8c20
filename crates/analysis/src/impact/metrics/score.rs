//! One number a customer for how far along they are.

use serde::{Deserialize, Serialize};

use super::super::clock::{day, is_after};
use super::super::proportion::Estimate;
use super::MetricsInput;
use super::money::mean_revenue;

/// Points for having activated.
const REACHED: f64 = 40.0;
/// Points for each of recency, frequency and breadth.
const EACH: f64 = 20.0;

/// The bands from the top, with the score each begins at.
const BANDS: [(BandName, f64); 3] = [
    (BandName::High, 90.0),
    (BandName::Medium, 70.0),
    (BandName::Low, 0.0),
];

/// A band of the activation score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// Which.
    pub band: BandName,
    /// Customers in it.
    pub customers: u64,
    /// Their share of all who have a score.
    pub share: f64,
    /// Their mean revenue, with a bootstrap interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifetime_value: Option<Estimate>,
}

/// A band by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BandName {
    /// 90 to 100.
    High,
    /// 70 to 89.
    Medium,
    /// Below 70.
    #[default]
    Low,
}

/// The activation score of each customer, 0 to 100; `None` for who has not signed up by the as-of
/// date, and for all where there are no events.
///
/// 40 points for having activated, and up to 20 each for how recently the customer did something,
/// on how many of the last 30 days, and how many different things altogether. Each of the three is
/// the customer's percentile among all (the middle one of equals; 0 for none at all), as in the
/// customer scoring of direct marketing (recency, frequency: Hughes 1994, Strategic Database
/// Marketing). Without a rule the three share all 100 points. It orders customers by what they did;
/// it predicts nothing by itself.
pub fn activation_scores(input: &MetricsInput) -> Vec<Option<f64>> {
    let Some(last) = input.behaviour.last_day else {
        return vec![None; input.customers.len()];
    };
    let signed_up = |index: usize| {
        let time = input.customers[index].signed_up;
        time.is_none_or(|time| !is_after(time, input.as_of))
    };
    let scored: Vec<usize> = (0..input.customers.len())
        .filter(|&c| signed_up(c))
        .collect();
    let behaviour = |&c: &usize| {
        input
            .behaviour
            .customers
            .get(c)
            .copied()
            .unwrap_or_default()
    };
    let percentiles = |measure: &dyn Fn(&usize) -> i64| -> Vec<f64> {
        percentiles(&scored.iter().map(measure).collect::<Vec<i64>>())
    };
    // Days counted from the first, so that any event at all is more than none.
    let first = input.behaviour.first_day.unwrap_or(last);
    let parts = [
        percentiles(&|c| behaviour(c).last.map_or(0, |time| day(time) - first + 1)),
        percentiles(&|c| i64::from(behaviour(c).recent_days)),
        percentiles(&|c| i64::from(behaviour(c).names)),
    ];
    let has_rule = !input.outcomes.is_empty();
    let mut scores = vec![None; input.customers.len()];
    for (place, &customer) in scored.iter().enumerate() {
        let behaved: f64 = parts.iter().map(|part| EACH * part[place]).sum();
        let activated = input.outcomes.get(customer).is_some_and(|o| o.activated);
        scores[customer] = Some(if has_rule {
            behaved + if activated { REACHED } else { 0.0 }
        } else {
            behaved * 100.0 / (3.0 * EACH)
        });
    }
    scores
}

/// The bands of these customers from high to low; none where nobody has a score.
pub fn bands(
    input: &MetricsInput,
    scores: &[Option<f64>],
    revenue: &[Option<f64>],
    members: &[usize],
) -> Vec<Band> {
    let mut in_band: [Vec<usize>; 3] = Default::default();
    for &customer in members {
        if let Some(score) = scores[customer] {
            // Told as whole points: 89.6 is 90.
            let band = BANDS.iter().position(|(_, from)| score.round() >= *from);
            in_band[band.unwrap_or(BANDS.len() - 1)].push(customer);
        }
    }
    let all: usize = in_band.iter().map(Vec::len).sum();
    if all == 0 {
        return Vec::new();
    }
    BANDS
        .iter()
        .zip(&in_band)
        .map(|((band, _), customers)| Band {
            band: *band,
            customers: customers.len() as u64,
            share: customers.len() as f64 / all as f64,
            lifetime_value: mean_revenue(input, revenue, customers),
        })
        .collect()
}

/// The share of values below each, half of its equals counted as below; 0 for a value of 0.
fn percentiles(values: &[i64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let n = sorted.len() as f64;
    let of = |value: i64| {
        let below = sorted.partition_point(|other| *other < value);
        let to = sorted.partition_point(|other| *other <= value);
        (below + to) as f64 / (2.0 * n)
    };
    values
        .iter()
        .map(|&value| if value == 0 { 0.0 } else { of(value) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_take_the_middle_of_equals() {
        assert_eq!(percentiles(&[0, 3, 3, 9]), [0.0, 0.5, 0.5, 0.875]);
        assert!(percentiles(&[]).is_empty());
    }
}
