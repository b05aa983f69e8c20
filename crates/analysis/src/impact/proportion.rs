//! Shares and differences of shares, with 95 % intervals.

use serde::{Deserialize, Serialize};

/// A value with its 95 % interval and the number of observations behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Lower end; `None` where no interval applies.
    pub low: Option<f64>,
    /// Upper end; `None` where no interval applies.
    pub high: Option<f64>,
    /// Observations.
    pub n: u64,
}
