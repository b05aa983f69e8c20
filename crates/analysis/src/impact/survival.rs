//! Time until something happens, when for some it has not happened yet.

use serde::{Deserialize, Serialize};

use super::distributions::Z_95;
use super::proportion::Estimate;

/// A quantile of a survival curve with its 95 % interval; `None` where the curve (or its bound)
/// does not come down that far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Quantile {
    /// The time by which the given share has had the event.
    pub value: Option<f64>,
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// One step of a survival curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SurvivalStep {
    /// Time of the events.
    pub time: f64,
    /// Under observation just before.
    pub at_risk: u64,
    /// Events at this time.
    pub events: u64,
    /// Share without the event after this time.
    pub survival: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end of its 95 % interval.
    pub high: f64,
}

/// Product-limit estimate (Kaplan & Meier 1958, JASA 53:457–481) with Greenwood's variance (1926)
/// and the log(−log) interval (Kalbfleisch & Prentice 1980, section 1.3). One step for each time
/// at which something happens.
///
/// `observations` are (time ≥ 0, happened): the time of the event, or of the end of observation.
/// At equal times the events come first. A time that is not a number is ignored.
pub fn kaplan_meier(observations: &[(f64, bool)]) -> Vec<SurvivalStep> {
    let mut sorted: Vec<(f64, bool)> = observations
        .iter()
        .copied()
        .filter(|(time, _)| time.is_finite())
        .collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut steps = Vec::new();
    let mut survival = 1.0;
    let mut greenwood = 0.0;
    let mut start = 0;
    while start < sorted.len() {
        let time = sorted[start].0;
        let length = sorted[start..]
            .iter()
            .take_while(|(other, _)| *other == time)
            .count();
        let events = sorted[start..start + length]
            .iter()
            .filter(|(_, happened)| *happened)
            .count() as u64;
        let at_risk = (sorted.len() - start) as u64;
        start += length;
        if events == 0 {
            continue;
        }
        survival *= 1.0 - events as f64 / at_risk as f64;
        greenwood += events as f64 / (at_risk as f64 * (at_risk - events) as f64);
        let (low, high) = log_log_interval(survival, greenwood);
        steps.push(SurvivalStep {
            time,
            at_risk,
            events,
            survival,
            low,
            high,
        });
    }
    steps
}

/// The time by which a share `happened` (0–1) has had the event: the first step at which survival
/// is at most `1 − happened`. Its interval inverts that of the curve (Brookmeyer & Crowley 1982,
/// Biometrics 38:29–41).
pub fn quantile(steps: &[SurvivalStep], happened: f64) -> Quantile {
    // Products of fractions such as 1/2 · 1/2 may miss the share by a rounding error.
    let target = 1.0 - happened + 1e-12;
    let first = |bound: fn(&SurvivalStep) -> f64| {
        steps
            .iter()
            .find(|step| bound(step) <= target)
            .map(|step| step.time)
    };
    Quantile {
        value: first(|step| step.survival),
        low: first(|step| step.low),
        high: first(|step| step.high),
    }
}

/// Mean time without the event up to `until` (> 0): the area under the curve, with the variance
/// Σ (area from tᵢ to `until`)² dᵢ / (nᵢ (nᵢ − dᵢ)) (Klein & Moeschberger 2003, Survival Analysis,
/// 2nd ed., equations 4.5.1 and 4.5.2). `None` if nobody was observed so long and someone was still
/// without the event, so that the curve does not reach there.
pub fn restricted_mean(observations: &[(f64, bool)], until: f64) -> Option<Estimate> {
    let longest = observations.iter().map(|(time, _)| *time);
    let longest = longest.fold(f64::NEG_INFINITY, f64::max);
    let steps = kaplan_meier(observations);
    let all_happened = steps.last().is_some_and(|step| step.survival <= 0.0);
    if observations.is_empty() || (longest < until && !all_happened) {
        return None;
    }
    let within = &steps[..steps.partition_point(|step| step.time < until)];
    let mut variance = 0.0;
    // From the last step backwards, so that the area to come is at hand.
    let mut area = 0.0;
    let mut end = until;
    for step in within.iter().rev() {
        area += step.survival * (end - step.time);
        end = step.time;
        let (at_risk, events) = (step.at_risk as f64, step.events as f64);
        if at_risk > events {
            variance += area * area * events / (at_risk * (at_risk - events));
        }
    }
    let value = area + end;
    let half = Z_95 * variance.sqrt();
    Some(Estimate {
        value,
        low: Some((value - half).max(0.0)),
        high: Some((value + half).min(until)),
        n: observations.len() as u64,
    })
}

fn log_log_interval(survival: f64, greenwood: f64) -> (f64, f64) {
    if survival <= 0.0 {
        return (0.0, 0.0);
    }
    let log = survival.ln();
    let theta = Z_95 * greenwood.sqrt() / log.abs();
    (
        (log * theta.exp()).exp().clamp(0.0, 1.0),
        (log * (-theta).exp()).exp().clamp(0.0, 1.0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weeks in remission on 6-mercaptopurine: Freireich et al. 1963, Blood 21:699–716.
    const FREIREICH: [(f64, bool); 21] = [
        (6.0, true),
        (6.0, true),
        (6.0, true),
        (6.0, false),
        (7.0, true),
        (9.0, false),
        (10.0, true),
        (10.0, false),
        (11.0, false),
        (13.0, true),
        (16.0, true),
        (17.0, false),
        (19.0, false),
        (20.0, false),
        (22.0, true),
        (23.0, true),
        (25.0, false),
        (32.0, false),
        (32.0, false),
        (34.0, false),
        (35.0, false),
    ];

    /// Survival as printed in Kalbfleisch & Prentice 1980, table 1.2; intervals from lifelines
    /// 0.30.3, tests/reference/impact.py.
    #[test]
    fn the_leukaemia_data_agree() {
        let steps = kaplan_meier(&FREIREICH);
        let expected = [
            (6.0, 0.857_143, 0.619_718, 0.951_552),
            (7.0, 0.806_723, 0.563_147, 0.922_809),
            (10.0, 0.752_941, 0.503_200, 0.889_362),
            (13.0, 0.690_196, 0.431_610, 0.849_066),
            (16.0, 0.627_451, 0.367_511, 0.804_912),
            (22.0, 0.537_815, 0.267_779, 0.746_791),
            (23.0, 0.448_179, 0.188_052, 0.680_143),
        ];
        assert_eq!(steps.len(), expected.len());
        for (step, (time, survival, low, high)) in steps.iter().zip(expected) {
            assert_eq!(step.time, time);
            assert!((step.survival - survival).abs() < 1e-6, "{step:?}");
            assert!((step.low - low).abs() < 1e-6, "{step:?}");
            assert!((step.high - high).abs() < 1e-6, "{step:?}");
        }
        assert_eq!(
            quantile(&steps, 0.5),
            Quantile {
                value: Some(23.0),
                low: Some(13.0),
                high: None
            }
        );
        assert_eq!(quantile(&steps, 0.25).value, Some(13.0));
        assert_eq!(quantile(&steps, 0.75).value, None);
    }

    /// lifelines 0.30.3 and the variance written out, tests/reference/impact.py.
    #[test]
    fn the_restricted_mean_agrees() {
        let got = restricted_mean(&FREIREICH, 30.0).unwrap();
        assert!((got.value - 21.046_498_599_4).abs() < 1e-8, "{got:?}");
        let half = Z_95 * 5.034_647_197_822_f64.sqrt();
        assert!(
            (got.low.unwrap() - (got.value - half)).abs() < 1e-8,
            "{got:?}"
        );
        assert_eq!(
            restricted_mean(&FREIREICH, 40.0),
            None,
            "nobody was observed so long"
        );
        // Without censoring it is the mean of what is cut off at the end, with its plain variance.
        let all: Vec<(f64, bool)> = [3.0, 5.0, 9.0, 20.0].map(|time| (time, true)).to_vec();
        let got = restricted_mean(&all, 10.0).unwrap();
        assert!((got.value - 6.75).abs() < 1e-12);
        let variance = [3.0, 5.0, 9.0, 10.0]
            .map(|t: f64| (t - 6.75).powi(2))
            .iter()
            .sum::<f64>();
        assert!((got.low.unwrap() - (6.75 - Z_95 * variance.sqrt() / 4.0)).abs() < 1e-12);
        assert!(
            restricted_mean(&all, 30.0).is_some(),
            "all happened before the end"
        );
    }

    #[test]
    fn edges() {
        assert!(kaplan_meier(&[]).is_empty());
        assert!(kaplan_meier(&[(3.0, false), (f64::NAN, true)]).is_empty());
        let all = kaplan_meier(&[(0.0, true), (0.0, true)]);
        assert_eq!((all[0].survival, all[0].low, all[0].high), (0.0, 0.0, 0.0));
        let halves = kaplan_meier(&[(1.0, true), (2.0, true), (3.0, true), (4.0, true)]);
        assert_eq!(quantile(&halves, 0.5).value, Some(2.0));
        assert_eq!(quantile(&halves, 0.75).value, Some(3.0));
    }
}
