//! The order in which themes deserve attention.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::effects::{NotEnough, ThemeEffect, Verdict};

/// What to rank by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RankBy {
    /// Activations lost at the cautious end of the interval, then customers who mention it.
    #[default]
    Priority,
    /// Customers who mention it.
    Frequency,
    /// The difference in activation rate, most lowered first (in churn, most raised first); without
    /// enough data last.
    Impact,
    /// Value at stake at the cautious end of its interval; priority where no value is known.
    Value,
    /// Share of its passages that are negative.
    Negative,
    /// Priority for each unit of effort; themes without an effort last.
    Effort,
}

/// What ranking needs to know of one theme.
#[derive(Clone, Copy, Debug, Default)]
pub struct RankRow<'a> {
    /// Customers who mention it: all of them, not only respondents in the window.
    pub customers: u64,
    /// Share of its passages that are negative, 0–1.
    pub negative_share: f64,
    /// Its link with activation; `None` without activation data.
    pub effect: Option<&'a ThemeEffect>,
    /// What doing something about it costs, above 0, in any unit that all themes share.
    pub effort: Option<f64>,
}

/// The rows' indices, first the one that deserves attention most.
///
/// Ties are broken by priority, then by customers, then by negative share, and stay in the order
/// given after that.
pub fn rank_order(by: RankBy, rows: &[RankRow<'_>]) -> Vec<usize> {
    let priority = priorities(rows);
    let first: Vec<f64> = match by {
        RankBy::Priority => priority.clone(),
        RankBy::Frequency => rows.iter().map(|row| row.customers as f64).collect(),
        RankBy::Impact => rows.iter().map(impact).collect(),
        RankBy::Value => rows.iter().map(cautious_value).collect(),
        RankBy::Negative => rows.iter().map(|row| row.negative_share).collect(),
        RankBy::Effort => rows.iter().zip(&priority).map(for_effort).collect(),
    };
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|&a, &b| {
        descending(first[a], first[b])
            .then_with(|| descending(priority[a], priority[b]))
            .then_with(|| rows[b].customers.cmp(&rows[a].customers))
            .then_with(|| descending(rows[a].negative_share, rows[b].negative_share))
    });
    order
}

/// The priority of each row: activations lost at the end of the interval nearer to 0, and 0 where
/// the interval holds 0, where activations are gained, or where there is no number. Without any
/// activation data: customers × negative share (see [`has_activation`]).
pub fn priorities(rows: &[RankRow<'_>]) -> Vec<f64> {
    let with_activation = has_activation(rows);
    rows.iter()
        .map(|row| {
            if with_activation {
                cautious(row.effect.and_then(|effect| effect.activations_lost_low))
            } else {
                row.customers as f64 * row.negative_share
            }
        })
        .collect()
}

/// Whether priority rests on activation, or only on customers × negative share.
pub fn has_activation(rows: &[RankRow<'_>]) -> bool {
    rows.iter()
        .filter_map(|row| row.effect)
        .any(|effect| effect.reason != Some(NotEnough::NoOutcomes))
}

fn cautious(low: Option<f64>) -> f64 {
    low.map_or(0.0, |low| low.max(0.0))
}

fn impact(row: &RankRow) -> f64 {
    row.effect
        .filter(|effect| effect.verdict != Verdict::NotEnoughData)
        .and_then(|effect| effect.activations_lost)
        .map_or(f64::NEG_INFINITY, |lost| {
            lost / row
                .effect
                .map_or(1.0, |effect| effect.mentioned.n.max(1) as f64)
        })
}

fn for_effort((row, priority): (&RankRow, &f64)) -> f64 {
    let effort = row.effort.filter(|effort| *effort > 0.0);
    effort.map_or(f64::NEG_INFINITY, |effort| priority / effort)
}

fn cautious_value(row: &RankRow) -> f64 {
    cautious(row.effect.and_then(|effect| effect.value_at_stake_low))
}

fn descending(a: f64, b: f64) -> Ordering {
    b.total_cmp(&a)
}

#[cfg(test)]
mod tests {
    use super::super::effects::Count;
    use super::*;

    fn effect(difference: f64, low: f64, high: f64, verdict: Verdict) -> ThemeEffect {
        ThemeEffect {
            mentioned: Count {
                n: 100,
                activated: 0,
            },
            difference: Some(difference),
            low: Some(low),
            high: Some(high),
            activations_lost: Some(-100.0 * difference),
            activations_lost_low: Some(-100.0 * high),
            activations_lost_high: Some(-100.0 * low),
            value_at_stake_low: Some(-high),
            verdict,
            ..ThemeEffect::default()
        }
    }

    #[test]
    fn each_order_follows_its_own_measure() {
        let effects = [
            effect(-0.10, -0.18, -0.02, Verdict::Lower),
            effect(-0.30, -0.70, 0.10, Verdict::NotEnoughData),
            effect(-0.09, -0.12, -0.06, Verdict::Lower),
            effect(0.20, 0.10, 0.30, Verdict::Higher),
        ];
        let customers = [100, 20, 90, 200];
        let negative = [0.5, 0.9, 0.4, 0.1];
        let rows: Vec<RankRow> = (0..4)
            .map(|i| RankRow {
                customers: customers[i],
                negative_share: negative[i],
                effect: Some(&effects[i]),
                effort: [Some(3.0), None, Some(20.0), Some(1.0)][i],
            })
            .collect();
        assert_eq!(rank_order(RankBy::Priority, &rows), [2, 0, 3, 1]);
        assert_eq!(rank_order(RankBy::Frequency, &rows), [3, 0, 2, 1]);
        assert_eq!(rank_order(RankBy::Impact, &rows), [0, 2, 3, 1]);
        assert_eq!(rank_order(RankBy::Value, &rows), [2, 0, 3, 1]);
        assert_eq!(rank_order(RankBy::Negative, &rows), [1, 0, 2, 3]);
        assert_eq!(
            rank_order(RankBy::Effort, &rows),
            [0, 2, 3, 1],
            "2 / 3, 6 / 20, 0 / 1, and no effort last"
        );
        let priority = priorities(&rows);
        assert!((priority[2] - 6.0).abs() < 1e-9 && priority[1] == 0.0 && priority[3] == 0.0);
    }

    #[test]
    fn without_activation_data_customers_and_negative_share_decide() {
        let row = |customers, negative_share| RankRow {
            customers,
            negative_share,
            ..RankRow::default()
        };
        let rows = [row(10, 0.2), row(4, 0.9), row(100, 0.0), row(50, 0.0)];
        assert!(!has_activation(&rows));
        assert_eq!(rank_order(RankBy::Priority, &rows), [1, 0, 2, 3]);
        assert_eq!(rank_order(RankBy::Value, &rows), [1, 0, 2, 3]);
        assert!(rank_order(RankBy::Priority, &[]).is_empty());
    }

    #[test]
    fn ties_stay_in_the_order_given() {
        let row = RankRow {
            customers: 5,
            negative_share: 0.5,
            ..RankRow::default()
        };
        assert_eq!(rank_order(RankBy::Impact, &[row; 4]), [0, 1, 2, 3]);
    }
}
