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

#[cfg(test)]
mod tests {
    use super::*;

    /// statsmodels 0.15.0 (OLS on a constant, HAC with 7 lags, use_t), tests/reference/impact.py.
    #[test]
    fn the_interval_agrees_with_statsmodels() {
        let values = [
            12.0, 15.0, 11.0, 14.0, 18.0, 7.0, 6.0, 13.0, 16.0, 15.0, 17.0, 19.0, 9.0, 8.0, 14.0,
            18.0, 17.0, 16.0, 21.0, 10.0, 9.0,
        ];
        let got = mean_of_days(&values).unwrap();
        assert!((got.value - 13.571_428_571_4).abs() < 1e-9);
        assert!(
            (got.low.unwrap() - 12.293_421_512_0).abs() < 1e-8,
            "{got:?}"
        );
        assert!(
            (got.high.unwrap() - 14.849_435_630_8).abs() < 1e-8,
            "{got:?}"
        );
        assert_eq!(mean_of_days(&values[..13]).unwrap().low, None);
        assert_eq!(mean_of_days(&[]), None);
    }
}
