//! How those who gave feedback differ from those who did not.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::cholesky::{Gram, solve_gram};
use super::effects::RankInput;
use super::proportion::{Estimate, newcombe};
use super::strata::level;

/// Values of a segment that are told; the others are put together.
const MOST_VALUES: usize = 12;

/// Respondents compared with the eligible customers who gave no feedback in the window. What is
/// said of the respondents need not hold for the others, the less so the more they differ.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Selection {
    /// Rate of the respondents less that of the others (Newcombe 1998); `None` for numbers.
    pub difference: Option<Estimate>,
    /// The segments held constant, in their order.
    pub segments: Vec<SegmentBalance>,
}

/// A segment among respondents and others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SegmentBalance {
    /// The segment.
    pub segment: String,
    /// Standardised difference over all its values: 0 where the shares are the same; above 0.1 is
    /// called an imbalance (Austin 2009, Statistics in Medicine 28:3083–3107; for several values
    /// Yang & Dalton 2012, SAS Global Forum 335).
    pub standardised: f64,
    /// Its most frequent values.
    pub values: Vec<ValueBalance>,
}

/// A value of a segment among respondents and others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ValueBalance {
    /// The value; empty for all that are too rare to be told.
    pub value: String,
    /// Share of the respondents who have it.
    pub respondents: f64,
    /// Share of the others.
    pub others: f64,
    /// The first less the second (Newcombe 1998).
    pub difference: Estimate,
}

/// Compares the respondents (indices into the customers, ascending) with the other eligible
/// customers; `None` unless there are some of either.
pub fn selection(input: &RankInput, respondents: &[usize]) -> Option<Selection> {
    let mut responded = vec![false; input.customers.len()];
    for &customer in respondents {
        responded[customer] = true;
    }
    let outcomes = input.response.values.iter().enumerate();
    let eligible: Vec<(usize, f64)> = outcomes
        .filter_map(|(customer, outcome)| Some((customer, (*outcome)?)))
        .collect();
    let (mut n, mut yes) = ([0, 0], [0, 0]);
    for &(customer, outcome) in &eligible {
        let side = usize::from(!responded[customer]);
        n[side] += 1;
        yes[side] += u64::from(outcome > 0.5);
    }
    if n.contains(&0) {
        return None;
    }
    let rates = input.response.target.is_yes_or_no();
    let segment = |name: &String| {
        let mut counts: BTreeMap<String, [u64; 2]> = BTreeMap::new();
        for &(customer, _) in &eligible {
            let value = level(&input.customers[customer], name);
            let count = match counts.get_mut(value.as_ref()) {
                Some(count) => count,
                None => counts.entry(value.into_owned()).or_default(),
            };
            count[usize::from(!responded[customer])] += 1;
        }
        balance(name, counts, n)
    };
    Some(Selection {
        difference: rates.then(|| difference(yes, n)),
        segments: input.strata.iter().map(segment).collect(),
    })
}

fn balance(segment: &str, counts: BTreeMap<String, [u64; 2]>, n: [u64; 2]) -> SegmentBalance {
    let mut counts: Vec<(String, [u64; 2])> = counts.into_iter().collect();
    // Stable: equal values stay in the order of their names.
    counts.sort_by_key(|(_, [a, b])| std::cmp::Reverse(a + b));
    if counts.len() > MOST_VALUES {
        let rare = counts.split_off(MOST_VALUES - 1);
        let sum = |side: usize| rare.iter().map(|(_, count)| count[side]).sum();
        counts.push((String::new(), [sum(0), sum(1)]));
    }
    let share = |count: &[u64; 2], side: usize| count[side] as f64 / n[side] as f64;
    let shares = |side| {
        counts
            .iter()
            .map(|(_, c)| share(c, side))
            .collect::<Vec<f64>>()
    };
    SegmentBalance {
        segment: segment.to_string(),
        standardised: standardised_difference(&shares(0), &shares(1)),
        values: counts
            .iter()
            .map(|(value, count)| ValueBalance {
                value: value.clone(),
                respondents: share(count, 0),
                others: share(count, 1),
                difference: difference(*count, n),
            })
            .collect(),
    }
}

fn difference(yes: [u64; 2], n: [u64; 2]) -> Estimate {
    newcombe(yes, n).map_or_else(Estimate::default, |difference| Estimate {
        value: difference.value,
        low: Some(difference.low),
        high: Some(difference.high),
        n: n[0] + n[1],
    })
}

/// √((p − q)ᵀ S⁻¹ (p − q)) over all values but the last, S the mean of the two multinomial
/// covariances.
fn standardised_difference(p: &[f64], q: &[f64]) -> f64 {
    let size = p.len().saturating_sub(1);
    let covariance = Gram::from_entries(size, |i, j| {
        let of = |p: &[f64]| {
            if i == j {
                p[i] * (1.0 - p[i])
            } else {
                -p[i] * p[j]
            }
        };
        (of(p) + of(q)) / 2.0
    });
    let gap: Vec<f64> = (0..size).map(|i| p[i] - q[i]).collect();
    solve_gram(&covariance)
        .inverse
        .sandwich(&gap)
        .max(0.0)
        .sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Austin 2009, equation 2: (p − q) / √((p(1 − p) + q(1 − q)) / 2); and three values from
    /// tests/reference/impact.py.
    #[test]
    fn standardised_differences_agree() {
        let two = standardised_difference(&[0.3, 0.7], &[0.45, 0.55]);
        let expected = 0.15 / ((0.3 * 0.7 + 0.45 * 0.55) / 2.0_f64).sqrt();
        assert!((two - expected).abs() < 1e-12);
        let three = standardised_difference(&[0.5, 0.3, 0.2], &[0.4, 0.25, 0.35]);
        assert!((three - 0.341_209_784).abs() < 1e-6, "{three}");
        assert_eq!(standardised_difference(&[1.0], &[1.0]), 0.0);
        assert_eq!(standardised_difference(&[0.2, 0.8], &[0.2, 0.8]), 0.0);
    }
}
