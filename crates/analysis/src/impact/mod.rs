//! Activation, metrics, and the link between themes and activation.
//!
//! Pure functions: no clock, no files, and no randomness but the bootstrap's, whose seed is fixed.
//! The as-of date is passed in, and the same input gives the same result on any number of threads.
//!
//! The way through: [`FirstPass`] applies the activation [`Rule`] to customers and their events,
//! read one customer at a time; [`SecondPass`] counts what they do; [`metrics()`] describes it.
//! [`Response`] is the outcome that themes are linked with, activation or another;
//! [`theme_effects`] compares respondents who mention a theme with those who do not;
//! [`theme_sensitivity`] asks the same in other ways; [`rank_order`] puts themes in order.
//!
//! How one comparison is made: `respondents` says who is compared, `strata` what is held constant,
//! `estimate` by which method (`adjusted` over `linear`, `stratified` or `proportion`),
//! `alternatives` what is compared where each respondent raises one theme, `verdict` what may be
//! said of it; `selection` who is missing from the feedback, `influence` whether one account
//! carries a theme.

pub mod activation;
mod adjusted;
mod alternatives;
mod as_of;
pub mod behaviour;
mod bootstrap;
mod cholesky;
pub mod clock;
mod compared;
pub(crate) mod distributions;
pub mod effects;
mod estimate;
pub mod event_kind;
pub mod first_pass;
pub mod groups;
mod indicators;
pub mod influence;
mod linear;
mod link;
pub mod metrics;
pub(crate) mod multiple;
mod notes;
pub mod proportion;
mod pulls;
pub mod rank;
pub mod records;
mod respondents;
mod ridge;
pub mod selection;
mod sensitivity;
mod series;
pub mod strata;
pub mod stratified;
pub mod survival;
mod sweep;
pub mod target;
mod verdict;

pub use activation::{
    ActivationRule, ActivationSettings, Ineligible, Outcome, OutcomeCounts, Rule, outcome_counts,
};
pub use as_of::{AsOf, RecordDays, infer_as_of};
pub use behaviour::{Behaviour, BehaviourInput, CustomerBehaviour, SecondPass};
pub(crate) use distributions::{Z_95, Z_POWER_80, normal_two_sided};
pub use effects::{
    Count, DEFAULT_MIN_MENTIONS, Effects, NotEnough, RankInput, Sensitivity, SensitivityKind,
    ThemeEffect, Verdict,
};
pub use event_kind::{EventKind, event_kind};
pub use first_pass::{EventTotals, FirstPass};
pub use groups::{Divisions, Groups};
pub use influence::{Influence, account_segment};
pub use link::theme_effects;
pub use metrics::{
    ActivePeriod, Band, BandName, BySegment, FeatureUsage, Funnel, GroupMetrics, LifetimeBasis,
    LifetimeValue, Metrics, MetricsInput, SegmentGroup, Stage, StageName, TimeToActivate,
    activation_curve, activation_scores, advocates,
    churn::{Lifetime, Staying},
    golden_path::GoldenStep,
    metrics, times_to_activate,
};
pub(crate) use multiple::benjamini_hochberg;
pub use proportion::{Difference, Estimate, newcombe, wilson};
pub use rank::{RankBy, RankRow, has_activation, priorities, rank_order};
pub use records::{ActivatedValue, Customer, Event, Feedback, Mention, Opinion};
pub use respondents::{Respondent, respondents_for};
pub use selection::{SegmentBalance, Selection, ValueBalance};
pub use sensitivity::theme_sensitivity;
pub use stratified::Heterogeneity;
pub use target::{Response, Target};

#[cfg(test)]
mod adjusted_tests;
#[cfg(test)]
mod alternatives_tests;
#[cfg(test)]
mod effects_tests;
#[cfg(test)]
mod simulation_tests;
