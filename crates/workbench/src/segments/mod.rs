//! Segments: groups of people side by side, in what they raise and in how they activate.

mod compare;
mod list;
mod members;
mod of_theme;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::themes::LabelledCount;

pub use compare::compare;
pub use list::list;
pub use of_theme::of_theme;

/// A segment and its values.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Segment {
    /// Its name: a column of customers or feedback, `signed_up_month`, or `kind` for the kind of source.
    pub name: String,
    /// Its values with the number of people who gave feedback, most first.
    pub values: Vec<LabelledCount>,
}

/// How many people of each group of a segment raise a theme.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SegmentShares {
    /// The segment.
    pub segment: String,
    /// Its groups, the largest first.
    pub groups: Vec<ShareOfGroup>,
}

/// How many people of a group raise a theme; the interval is Wilson's, 95 %.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ShareOfGroup {
    /// The value of the segment.
    pub value: String,
    /// People who gave feedback.
    pub people: u64,
    /// Those of them who raise it.
    pub raised: u64,
    /// Their share, 0–1.
    pub share: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Two values of a segment to compare.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, TS)]
pub struct CompareRequest {
    /// The segment.
    pub segment: String,
    /// One value.
    pub a: String,
    /// The other.
    pub b: String,
}

/// Two groups side by side. Shares and differences are fractions, `a` less `b`; intervals are 95 %.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SegmentComparison {
    /// The segment.
    pub segment: String,
    /// One group.
    pub a: SegmentGroup,
    /// The other.
    pub b: SegmentGroup,
    /// Difference of the negative shares.
    pub negative: Option<GroupDifference>,
    /// Difference of the activation rates; none without a rule, or without enough customers.
    pub activation: Option<GroupDifference>,
    /// Every theme, the clearest difference first.
    pub themes: Vec<ThemeInGroups>,
    /// What a reader should know about these numbers, sentences.
    pub notes: Vec<String>,
}

/// A group of people.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SegmentGroup {
    /// The value of the segment.
    pub value: String,
    /// People who gave feedback.
    pub people: u64,
    /// Pieces of feedback.
    pub items: u64,
    /// Share of their passages that are negative.
    pub negative_share: Option<f64>,
    /// Lower end of its interval, by people.
    pub negative_low: Option<f64>,
    /// Upper end.
    pub negative_high: Option<f64>,
    /// Customers whose time to activate is over, also those who said nothing.
    pub eligible: u64,
    /// Those of them who activated.
    pub activated: u64,
    /// Their share.
    pub activation_rate: Option<f64>,
    /// Lower end of its interval.
    pub activation_low: Option<f64>,
    /// Upper end.
    pub activation_high: Option<f64>,
}

/// A difference, `a` less `b`.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct GroupDifference {
    /// The difference.
    pub difference: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A theme in both groups.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ThemeInGroups {
    /// The theme.
    pub id: i64,
    /// Its label.
    pub label: String,
    /// People of `a` who raise it.
    pub people_a: u64,
    /// People of `b` who raise it.
    pub people_b: u64,
    /// Their share of the people of `a`.
    pub share_a: f64,
    /// Their share of the people of `b`.
    pub share_b: f64,
    /// Difference of the shares.
    pub difference: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Benjamini–Hochberg adjusted p-value over the themes.
    pub q_value: Option<f64>,
    /// `more_in_a`, `more_in_b`, `unclear` or `not_enough_data`.
    pub verdict: String,
}
