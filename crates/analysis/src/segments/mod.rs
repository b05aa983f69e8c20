//! Two groups of people side by side: what they raise, and how negative it is.

mod compare;
#[cfg(test)]
mod tests;

use crate::impact::{Difference, Estimate};

pub use compare::{FEWEST_PEOPLE, compare_groups};

/// Somebody in a group, with all the feedback that counts for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Voice {
    /// The themes raised, by number, in any order, each once or more.
    pub themes: Vec<u32>,
    /// Passages said.
    pub passages: u64,
    /// Those of them that are negative.
    pub negative: u64,
}

/// Two groups compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// One a theme, in the themes' order.
    pub themes: Vec<ThemeContrast>,
    /// Share of the passages that are negative, in either group.
    pub negative: [Option<Estimate>; 2],
    /// The first less the second.
    pub negative_difference: Option<Difference>,
}

/// One theme in two groups.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThemeContrast {
    /// Share of the people who raise it, in either group, with Wilson's interval.
    pub share: [Option<Estimate>; 2],
    /// People who raise it, in either group.
    pub people: [u64; 2],
    /// The first less the second, with Newcombe's interval.
    pub difference: Option<Difference>,
    /// Benjamini–Hochberg adjusted p-value over the themes that anybody raises.
    pub q_value: Option<f64>,
    /// What may be said.
    pub verdict: ContrastVerdict,
}

/// What may be said of a difference between two groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContrastVerdict {
    /// Raised by a larger share of the first group.
    MoreInFirst,
    /// Raised by a larger share of the second group.
    MoreInSecond,
    /// No clear difference.
    Unclear,
    /// One of the groups is too small.
    #[default]
    NotEnoughData,
}
