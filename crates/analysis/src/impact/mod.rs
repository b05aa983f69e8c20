//! Activation, metrics, and the link between themes and activation.
//!
//! Pure functions: no clock, no files, no randomness. The as-of date is passed in, and the same
//! input gives the same result on any number of threads.

pub mod activation;
pub mod clock;
pub mod effects;
pub mod metrics;
pub mod proportion;
pub mod rank;
pub mod records;

pub use activation::{
    ActivationRule, ActivationSettings, Ineligible, Outcome, OutcomeCounts, inferred_as_of,
    outcome_counts, outcomes,
};
pub use effects::{
    Count, DEFAULT_MIN_MENTIONS, Effects, NotEnough, RankInput, Sensitivity, SensitivityKind,
    ThemeEffect, Verdict, theme_effects,
};
pub use metrics::{Metrics, MetricsInput, metrics};
pub use proportion::Estimate;
pub use rank::{RankBy, RankRow, priorities, rank_order};
pub use records::{ActivatedValue, Customer, Event, Feedback, Mention};
