use assay_analysis::impact::metrics::{activation_curve, times_to_activate};

use super::{ActivationCurve, CurvePoint, data};
use crate::{Error, Project, Result};

/// Points a curve is drawn through, at most.
const POINTS: u32 = 200;

/// Days shown where no window is set.
const USUAL_DAYS: f64 = 90.0;

/// The share of customers activated by each day since they signed up.
pub fn curve(project: &Project) -> Result<ActivationCurve> {
    let data = data(project)?;
    if data.settings.is_none() {
        return Err(Error::bad_input(
            "there is no activation rule yet; set one first, and the curve follows",
        ));
    }
    let pairs = data.people.customers.iter().zip(&data.outcomes);
    let observations = times_to_activate(pairs, data.as_of.unwrap_or(i64::MAX));
    let window = data.settings.as_ref().and_then(|rule| rule.within_days);
    let longest = observations.iter().map(|one| one.0).fold(0.0, f64::max);
    // Twice the window: who activates late is part of the picture.
    let until = longest.min(window.map_or(USUAL_DAYS, |days| 2.0 * f64::from(days)));
    Ok(ActivationCurve {
        customers: observations.len() as u64,
        window_days: window,
        until_days: until,
        points: activation_curve(&observations, until, POINTS)
            .into_iter()
            .map(|step| CurvePoint {
                days: step.time,
                activated: 1.0 - step.survival,
                low: 1.0 - step.high,
                high: 1.0 - step.low,
                at_risk: step.at_risk,
            })
            .collect(),
    })
}
