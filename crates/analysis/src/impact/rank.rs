//! The order in which themes deserve attention.

use serde::{Deserialize, Serialize};

use super::effects::ThemeEffect;

/// What to rank by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RankBy {
    /// Activations lost at the cautious end of the interval, then customers who mention it.
    #[default]
    Priority,
    /// Customers who mention it.
    Frequency,
    /// The difference in activation rate, most lowered first.
    Impact,
    /// Value at stake at the cautious end of its interval.
    Value,
    /// Share of negative passages.
    Negative,
}

/// What ranking needs to know of one theme.
#[derive(Clone, Copy, Debug, Default)]
pub struct RankRow<'a> {
    /// Customers who mention it (all of them, not only respondents in the window).
    pub customers: u64,
    /// Share of its passages that are negative, 0–1.
    pub negative_share: f64,
    /// Its link with activation; `None` without activation data.
    pub effect: Option<&'a ThemeEffect>,
}

/// The rows' indices, first the one that deserves attention most.
pub fn rank_order(_by: RankBy, rows: &[RankRow<'_>]) -> Vec<usize> {
    (0..rows.len()).collect()
}

/// The priority of each row.
pub fn priorities(rows: &[RankRow<'_>]) -> Vec<f64> {
    vec![0.0; rows.len()]
}
