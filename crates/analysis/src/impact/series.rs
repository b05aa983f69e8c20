//! Means over days, where each day is like the one before.

use super::distributions::t_quantile_95;
use super::proportion::Estimate;

/// Days over which one day's count still bears on another's: a week.
const LAGS: usize = 7;

/// The mean of a daily series with an interval that allows for near days being alike: the
/// long-run variance with Bartlett weights (Newey & West 1987, Econometrica 55:703–708) over
/// seven days, and Student's t. No interval for fewer than 14 days; `None` for none.
pub fn mean_of_days(values: &[f64]) -> Option<Estimate> {
    if values.is_empty() {
        return None;
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let covariance = |lag: usize| {
        let pairs = values.iter().zip(&values[lag..]);
        pairs.map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>() / n
    };
    let half = (values.len() >= 2 * LAGS).then(|| {
        let weight = |lag: usize| 1.0 - lag as f64 / (LAGS + 1) as f64;
        let alike: f64 = (1..=LAGS).map(|lag| weight(lag) * covariance(lag)).sum();
        let variance = (covariance(0) + 2.0 * alike).max(0.0);
        t_quantile_95(n - 1.0) * (variance / n).sqrt()
    });
    Some(Estimate {
        value: mean,
        low: half.map(|half| (mean - half).max(0.0)),
        high: half.map(|half| mean + half),
        n: values.len() as u64,
    })
}
