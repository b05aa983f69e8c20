//! The activation metrics of a project.

use serde::{Deserialize, Serialize};

use super::activation::Outcome;
use super::proportion::Estimate;
use super::records::{Customer, Event};

/// What the metrics are computed from.
#[derive(Clone, Copy, Debug)]
pub struct MetricsInput<'a> {
    /// The customers.
    pub customers: &'a [Customer],
    /// What the activation rule makes of each, in the same order; empty without a rule.
    pub outcomes: &'a [Outcome],
    /// Everything the customers did.
    pub events: &'a [Event],
    /// The date the data were taken.
    pub as_of: i64,
    /// A segment name, `signed_up_month`, `signed_up_quarter` or `signed_up_year` to split by.
    pub by: Option<&'a str>,
}

/// The metrics; what the data do not allow is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metrics {
    /// Customers.
    pub customers: u64,
    /// Share of eligible customers who activated within the window (Wilson 1927).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activation_rate: Option<Estimate>,
}

/// Computes the metrics.
pub fn metrics(input: &MetricsInput<'_>) -> Metrics {
    Metrics {
        customers: input.customers.len() as u64,
        ..Metrics::default()
    }
}
