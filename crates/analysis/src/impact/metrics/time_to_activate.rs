//! How long it takes to activate.

use serde::{Deserialize, Serialize};

use super::super::activation::{Ineligible, Outcome};
use super::super::clock::{days_between, is_after};
use super::super::proportion::Estimate;
use super::super::records::Customer;
use super::super::survival::{Quantile, SurvivalStep, kaplan_meier, quantile, restricted_mean};

/// Time from signing up to activation (Kaplan & Meier 1958): over everyone who signed up, those
/// not activated observed until the as-of date. Quantiles are absent while fewer have activated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimeToActivate {
    /// Days by which half have activated.
    pub median: Option<f64>,
    /// Lower end of the median's 95 % interval.
    pub median_low: Option<f64>,
    /// Upper end of the median's 95 % interval.
    pub median_high: Option<f64>,
    /// Days by which a quarter have activated.
    pub p25: Option<f64>,
    /// Lower end of its 95 % interval.
    pub p25_low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub p25_high: Option<f64>,
    /// Days by which three quarters have activated.
    pub p75: Option<f64>,
    /// Lower end of its 95 % interval.
    pub p75_low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub p75_high: Option<f64>,
    /// Median days of those who activated so far. It says nothing of the others and only grows
    /// with time; useful where fewer than half activate, so that `median` is absent.
    pub median_of_activated: Option<f64>,
    /// Mean days not activated in the window, whoever did not activate counting all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restricted_mean: Option<Estimate>,
    /// Customers observed.
    pub n: u64,
    /// Those of them who activated, sooner or later.
    pub activated: u64,
}

/// Days to activation or to the end of observation, and whether it was activation, of everyone
/// for whom that is known. Customers activated without a date are left out.
pub fn times_to_activate<'a>(
    members: impl Iterator<Item = (&'a Customer, &'a Outcome)>,
    as_of: i64,
) -> Vec<(f64, bool)> {
    members
        .filter_map(|(customer, outcome)| {
            let signed_up = customer.signed_up.filter(|time| !is_after(*time, as_of))?;
            match outcome.activated_at {
                Some(time) => Some((days_between(signed_up, time), true)),
                None if outcome.activated => None,
                None => match outcome.reason {
                    None | Some(Ineligible::WindowOpen) => {
                        Some((days_between(signed_up, as_of), false))
                    }
                    Some(_) => None,
                },
            }
        })
        .collect()
}

/// The curve of those not yet activated at up to `points` times up to `until` days, for drawing:
/// at each time the last step before it. Observations as of [`times_to_activate`].
pub fn activation_curve(
    observations: &[(f64, bool)],
    until: f64,
    points: u32,
) -> Vec<SurvivalStep> {
    let steps = kaplan_meier(observations);
    let mut places: Vec<usize> = (1..=points)
        .filter_map(|point| {
            let time = until * f64::from(point) / f64::from(points);
            steps
                .partition_point(|step| step.time <= time)
                .checked_sub(1)
        })
        .collect();
    places.dedup();
    places.into_iter().map(|place| steps[place]).collect()
}

/// The time to activate of these observations, its mean restricted to `window` days; `None` if
/// nobody activated at a known time.
pub fn time_to_activate(
    observations: &[(f64, bool)],
    window: Option<u32>,
) -> Option<TimeToActivate> {
    let happened: Vec<(f64, bool)> = observations.iter().copied().filter(|o| o.1).collect();
    if happened.is_empty() {
        return None;
    }
    let curve = kaplan_meier(observations);
    let [p25, median, p75]: [Quantile; 3] = [0.25, 0.5, 0.75].map(|share| quantile(&curve, share));
    Some(TimeToActivate {
        median: median.value,
        median_low: median.low,
        median_high: median.high,
        p25: p25.value,
        p25_low: p25.low,
        p25_high: p25.high,
        p75: p75.value,
        p75_low: p75.low,
        p75_high: p75.high,
        median_of_activated: quantile(&kaplan_meier(&happened), 0.5).value,
        restricted_mean: window.and_then(|days| restricted_mean(observations, f64::from(days))),
        n: observations.len() as u64,
        activated: happened.len() as u64,
    })
}
