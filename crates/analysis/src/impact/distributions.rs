//! The few distribution functions the intervals and tests need.

use libm::{erfc, lgamma};

/// Quantile of the standard normal at 0.975: half-width of a 95 % interval in standard errors.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// Quantile of the standard normal at 0.8: what 80 % power adds.
pub const Z_POWER_80: f64 = 0.841_621_233_572_914_3;

/// Two-sided p-value of a standard normal statistic.
pub fn normal_two_sided(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2).min(1.0)
}

/// Two-sided p-value of Student's t with `df` > 0 degrees of freedom.
///
/// Abramowitz & Stegun 1964, 26.7.1.
pub fn t_two_sided(t: f64, df: f64) -> f64 {
    incomplete_beta(df / 2.0, 0.5, df / (df + t * t)).clamp(0.0, 1.0)
}

/// Quantile of Student's t at 0.975, with `df` > 0 degrees of freedom.
pub fn t_quantile_95(df: f64) -> f64 {
    let mut low = 0.0;
    let mut high = 16.0;
    while t_two_sided(high, df) > 0.05 && high < 1e300 {
        high *= 2.0;
    }
    // Bisection to the last bit: 64 halvings of a smooth, falling function.
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if t_two_sided(middle, df) > 0.05 {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// Upper tail of the chi-square distribution with `df` > 0 degrees of freedom.
///
/// The regularised incomplete gamma function: series 6.5.29 of Abramowitz & Stegun 1964 below the
/// mean, continued fraction 6.5.31 above it.
pub fn chi_square_upper(x: f64, df: f64) -> f64 {
    let (a, x) = (df / 2.0, x / 2.0);
    if x <= 0.0 {
        return 1.0;
    }
    let front = (a * x.ln() - x - lgamma(a)).exp();
    if x < a + 1.0 {
        let mut term = 1.0 / a;
        let mut sum = term;
        for step in 1..10_000 {
            term *= x / (a + f64::from(step));
            sum += term;
            if term < sum * 1e-16 {
                break;
            }
        }
        return (1.0 - front * sum).clamp(0.0, 1.0);
    }
    const TINY: f64 = 1e-300;
    let away_from_zero = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / away_from_zero(b);
    let mut fraction = d;
    for step in 1..10_000 {
        let i = f64::from(step);
        let factor = -i * (i - a);
        b += 2.0;
        d = 1.0 / away_from_zero(factor * d + b);
        c = away_from_zero(b + factor / c);
        fraction *= c * d;
        if (c * d - 1.0).abs() < 1e-15 {
            break;
        }
    }
    (front * fraction).clamp(0.0, 1.0)
}

/// The standard normal distribution function.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// Quantile of the standard normal at a share strictly between 0 and 1; ±8.3 beyond what a share
/// can tell.
pub fn normal_quantile(share: f64) -> f64 {
    let (mut low, mut high) = (-8.3, 8.3);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if normal_cdf(middle) < share {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// Regularised incomplete beta function Iₓ(a, b), for a, b > 0 and 0 ≤ x ≤ 1.
///
/// Continued fraction 26.5.8 of Abramowitz & Stegun 1964, evaluated by Lentz's method.
fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let log_front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * x.ln() + b * libm::log1p(-x);
    let front = log_front.exp();
    // The fraction converges fast only below the mean; above it, the symmetric one is used.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(a, b, x) / a
    } else {
        1.0 - front * beta_fraction(b, a, 1.0 - x) / b
    }
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..10_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        let change = d * c;
        fraction *= change;
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values from scipy 1.17.1, tests/reference/impact.py.
    #[test]
    fn quantiles_and_tails_agree_with_scipy() {
        for (df, quantile) in [
            (1.0, 12.706_204_736_174_694),
            (2.0, 4.302_652_729_749_462),
            (10.0, 2.228_138_851_986_274),
            (120.0, 1.979_930_405_082_44),
            (1_968.0, 1.961_170_136_006_959),
            (1e6, 1.959_966_356_814_107),
        ] {
            assert!(
                (t_quantile_95(df) - quantile).abs() < 1e-8,
                "df {df}: {}",
                t_quantile_95(df)
            );
        }
        assert!((t_two_sided(2.0, 5.0) - 0.101_939_478_829_858).abs() < 1e-12);
        assert!((normal_two_sided(1.959_963_984_540_054) - 0.05).abs() < 1e-12);
        assert!((normal_two_sided(6.0) / 1.973_175_290_075_396e-9 - 1.0).abs() < 1e-9);
        for (x, df, tail) in [
            (3.841_458_820_694_124, 1.0, 0.05),
            (2.0, 5.0, 0.849_145_036_084_61),
            (30.0, 10.0, 0.000_856_641_210_76),
            (250.0, 200.0, 0.009_379_131_668_83),
        ] {
            let got = chi_square_upper(x, df);
            assert!((got - tail).abs() < 1e-10, "{x} {df}: {got}");
        }
        assert_eq!(chi_square_upper(0.0, 3.0), 1.0);
        for (share, quantile) in [
            (0.975, 1.959_963_984_540_054),
            (0.1, -1.281_551_565_544_6),
            (1e-9, -5.997_807_015_007_687),
        ] {
            assert!((normal_quantile(share) - quantile).abs() < 1e-9, "{share}");
        }
        assert_eq!(t_two_sided(0.0, 7.0), 1.0);
        assert_eq!(normal_two_sided(0.0), 1.0);
    }
}
