//! Shares and differences of shares, with 95 % intervals.

use serde::{Deserialize, Serialize};

use super::distributions::{Z_95, normal_two_sided, t_quantile_95};

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

/// A difference with its 95 % interval and the two-sided p-value of no difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The difference.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Two-sided p-value.
    pub p_value: f64,
}

impl Difference {
    /// A difference with a standard error above 0: the interval reaches `quantile` standard errors
    /// to either side; `p_value` gives the tail of value over error.
    pub fn with_error(
        value: f64,
        standard_error: f64,
        quantile: f64,
        p_value: impl Fn(f64) -> f64,
    ) -> Difference {
        Difference {
            value,
            low: value - quantile * standard_error,
            high: value + quantile * standard_error,
            p_value: p_value(value / standard_error),
        }
    }

    /// As a difference of rates, which lies between −1 and 1.
    pub fn of_rates(self) -> Difference {
        Difference {
            value: self.value.clamp(-1.0, 1.0),
            low: self.low.max(-1.0),
            high: self.high.min(1.0),
            ..self
        }
    }
}

/// A share with its score interval (Wilson 1927, JASA 22:209–212); `None` if `n` is 0.
pub fn wilson(successes: u64, n: u64) -> Option<Estimate> {
    if n == 0 {
        return None;
    }
    let (low, high) = wilson_bounds(successes, n);
    Some(Estimate {
        value: successes as f64 / n as f64,
        low: Some(low),
        high: Some(high),
        n,
    })
}

/// The difference of two independent shares, first less second, with the hybrid score interval
/// (Newcombe 1998, Statistics in Medicine 17:873–890, method 10). The p-value is that of the score
/// test with pooled variance, which is Pearson's chi-square. `None` if either group is empty.
pub fn newcombe(successes: [u64; 2], n: [u64; 2]) -> Option<Difference> {
    if n[0] == 0 || n[1] == 0 {
        return None;
    }
    let share = [0, 1].map(|g| successes[g] as f64 / n[g] as f64);
    let [(low_0, high_0), (low_1, high_1)] = [0, 1].map(|g| wilson_bounds(successes[g], n[g]));
    let value = share[0] - share[1];
    let pooled = (successes[0] + successes[1]) as f64 / (n[0] + n[1]) as f64;
    let variance = pooled * (1.0 - pooled) * (1.0 / n[0] as f64 + 1.0 / n[1] as f64);
    Some(Difference {
        value,
        low: (value - (share[0] - low_0).hypot(high_1 - share[1])).max(-1.0),
        high: (value + (high_0 - share[0]).hypot(share[1] - low_1)).min(1.0),
        p_value: if variance > 0.0 {
            normal_two_sided(value / variance.sqrt())
        } else {
            1.0
        },
    })
}

/// Standard error of the difference of two shares that stays honest when a group has almost no
/// successes or almost no failures: two of each are added to either group first (Agresti & Coull
/// 1998, The American Statistician 52:119–126).
pub fn agresti_coull_standard_error(successes: [u64; 2], n: [u64; 2]) -> f64 {
    let variance = |g: usize| {
        let n = n[g] as f64 + 4.0;
        let share = (successes[g] as f64 + 2.0) / n;
        share * (1.0 - share) / n
    };
    (variance(0) + variance(1)).sqrt()
}

/// Mean with its t interval; no interval for a single value, `None` for none.
pub fn mean(values: &[f64]) -> Option<Estimate> {
    if values.is_empty() {
        return None;
    }
    let n = values.len() as f64;
    let (value, variance) = mean_and_variance(values);
    let half = (values.len() > 1).then(|| t_quantile_95(n - 1.0) * (variance / n).sqrt());
    Some(Estimate {
        value,
        low: half.map(|h| value - h),
        high: half.map(|h| value + h),
        n: values.len() as u64,
    })
}

/// Difference of two means, first less second, with unequal variances (Welch 1947, Biometrika
/// 34:28–35); `None` unless both have two values or more.
pub fn welch(first: &[f64], second: &[f64]) -> Option<Estimate> {
    if first.len() < 2 || second.len() < 2 {
        return None;
    }
    let [(mean_1, part_1), (mean_2, part_2)] = [first, second].map(|values| {
        let (mean, variance) = mean_and_variance(values);
        (mean, variance / values.len() as f64)
    });
    let value = mean_1 - mean_2;
    let squared_error = part_1 + part_2;
    let half = if squared_error > 0.0 {
        let df = squared_error * squared_error
            / (part_1 * part_1 / (first.len() - 1) as f64
                + part_2 * part_2 / (second.len() - 1) as f64);
        t_quantile_95(df) * squared_error.sqrt()
    } else {
        0.0
    };
    Some(Estimate {
        value,
        low: Some(value - half),
        high: Some(value + half),
        n: (first.len() + second.len()) as u64,
    })
}

fn wilson_bounds(successes: u64, n: u64) -> (f64, f64) {
    let (x, n) = (successes.min(n) as f64, n as f64);
    let z2 = Z_95 * Z_95;
    let centre = x + z2 / 2.0;
    let half = Z_95 * (x * (n - x) / n + z2 / 4.0).sqrt();
    let low = if x == 0.0 {
        0.0
    } else {
        ((centre - half) / (n + z2)).max(0.0)
    };
    let high = if x == n {
        1.0
    } else {
        ((centre + half) / (n + z2)).min(1.0)
    };
    (low, high)
}

/// Mean and sample variance (0 for a single value).
fn mean_and_variance(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    (mean, if n > 1.0 { squares / (n - 1.0) } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, expected: f64, tolerance: f64) {
        assert!(
            (got - expected).abs() < tolerance,
            "got {got}, expected {expected}"
        );
    }

    /// Newcombe 1998, Statistics in Medicine 17:857–872, table I: method 3, four decimals.
    #[test]
    fn wilson_agrees_with_the_published_table() {
        for (x, n, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0000, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let got = wilson(x, n).unwrap();
            close(got.low.unwrap(), low, 5e-5);
            close(got.high.unwrap(), high, 5e-5);
        }
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(7, 7).unwrap().high, Some(1.0));
    }

    /// Newcombe 1998, Statistics in Medicine 17:873–890, table II: contrasts (a) to (h), method 10.
    #[test]
    fn newcombe_agrees_with_the_published_table() {
        for (x, n, low, high) in [
            ([56, 48], [70, 80], 0.0524, 0.3339),
            ([9, 3], [10, 10], 0.1705, 0.8090),
            ([6, 2], [7, 7], 0.0582, 0.8062),
            ([5, 0], [56, 29], -0.0381, 0.1926),
            ([0, 0], [10, 20], -0.1611, 0.2775),
            ([0, 0], [10, 10], -0.2775, 0.2775),
            ([10, 0], [10, 20], 0.6791, 1.0000),
            ([10, 0], [10, 10], 0.6075, 1.0000),
        ] {
            let got = newcombe(x, n).unwrap();
            close(got.low, low, 5e-5);
            close(got.high, high, 5e-5);
        }
        // tests/reference/impact.py
        close(
            newcombe([56, 48], [70, 80]).unwrap().low,
            0.052_431_472,
            1e-9,
        );
        close(
            newcombe([56, 48], [70, 80]).unwrap().high,
            0.333_872_654,
            1e-9,
        );
        assert_eq!(newcombe([0, 1], [0, 5]), None);
        assert_eq!(newcombe([5, 5], [5, 5]).unwrap().p_value, 1.0);
    }

    /// Values from scipy 1.17.1, tests/reference/impact.py.
    #[test]
    fn means_agree_with_scipy() {
        let (a, b) = ([1.0, 4.0, 2.5, 8.0, 3.0], [2.0, 2.5, 9.0, 11.0]);
        let got = mean(&a).unwrap();
        close(got.value, 3.7, 1e-12);
        close(got.low.unwrap(), 0.426_619_497_090, 1e-9);
        close(got.high.unwrap(), 6.973_380_502_909, 1e-9);
        let got = welch(&a, &b).unwrap();
        close(got.value, -2.425, 1e-12);
        close(got.low.unwrap(), -9.201_975_698_303, 1e-9);
        close(got.high.unwrap(), 4.351_975_698_303, 1e-9);
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[2.0]).unwrap().low, None);
        assert_eq!(welch(&a, &b[..1]), None);
        assert_eq!(welch(&[1.0, 1.0], &[3.0, 3.0]).unwrap().low, Some(-2.0));
    }
}
