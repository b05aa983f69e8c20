//! One theme at a time, within strata.

use serde::{Deserialize, Serialize};

use super::distributions::{chi_square_upper, normal_two_sided};

/// A two-by-two table of one stratum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Respondents who mention the theme.
    pub exposed: u64,
    /// Those of them who activated.
    pub exposed_activated: u64,
    /// Respondents who do not mention it.
    pub unexposed: u64,
    /// Those of them who activated.
    pub unexposed_activated: u64,
}

/// A risk difference with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RiskDifference {
    /// The difference, −1 to 1.
    pub value: f64,
    /// Its standard error; 0 if every stratum is all activated or all not.
    pub standard_error: f64,
    /// Two-sided p-value of no difference.
    pub p_value: f64,
}

/// Mantel–Haenszel risk difference over strata, with the variance that holds both for many small
/// strata and for few large ones.
///
/// Estimate: Greenland & Robins 1985, Biometrics 41:55–68. Variance: Sato 1989, Biometrics
/// 45:1323–1324 (Sato, Greenland & Robins). P-value: the Mantel–Haenszel test (1959, JNCI
/// 22:719–748) without continuity correction, which holds its level with far fewer respondents
/// than estimate over standard error does.
///
/// A stratum without exposed or without unexposed respondents says nothing and adds nothing;
/// `None` if all are such.
pub fn mantel_haenszel(strata: &[Table]) -> Option<RiskDifference> {
    let (mut numerator, mut weight, mut p, mut q) = (0.0, 0.0, 0.0, 0.0);
    let mut null_variance = 0.0;
    for table in strata {
        if table.exposed == 0 || table.unexposed == 0 {
            continue;
        }
        let n1 = table.exposed as f64;
        let n0 = table.unexposed as f64;
        let a = table.exposed_activated as f64;
        let b = table.unexposed_activated as f64;
        let total = n1 + n0;
        numerator += (a * n0 - b * n1) / total;
        weight += n1 * n0 / total;
        p += (n1 * n1 * b - n0 * n0 * a + n1 * n0 * (n0 - n1) / 2.0) / (total * total);
        q += (a * (n0 - b) + b * (n1 - a)) / (2.0 * total);
        let activated = a + b;
        null_variance +=
            n1 * n0 * activated * (total - activated) / (total * total * (total - 1.0));
    }
    if weight == 0.0 {
        return None;
    }
    let value = numerator / weight;
    let variance = (value * p + q) / (weight * weight);
    Some(RiskDifference {
        value,
        standard_error: variance.max(0.0).sqrt(),
        // Observed less expected activated among the exposed is the numerator.
        p_value: if null_variance > 0.0 {
            normal_two_sided(numerator / null_variance.sqrt())
        } else {
            1.0
        },
    })
}

/// Fewest respondents on either side of a stratum whose difference is compared.
const COMPARED: u64 = 5;

/// Whether a risk difference is the same in all strata.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Heterogeneity {
    /// Cochran's Q.
    pub q: f64,
    /// Strata compared.
    pub strata: u64,
    /// P-value of the same difference in all of them: chi-square, one degree of freedom less than
    /// strata.
    pub p_value: f64,
    /// Benjamini–Hochberg over the themes compared so.
    pub q_value: Option<f64>,
    /// Smallest difference in a stratum.
    pub smallest: f64,
    /// Largest.
    pub largest: f64,
}

/// Cochran's Q of the strata's risk differences (Cochran 1954, Biometrics 10:101–129), over strata
/// with at least five respondents on either side; `None` if fewer than two are such.
///
/// The scale is that of the differences reported: odds ratios (Breslow & Day) would differ between
/// strata of unlike rates although each loses as many points. Each side gets one activated and one
/// not activated more (Agresti & Caffo 2000, The American Statistician 54:280–288), for the weights
/// and the differences, so that strata without variance do not take all the weight.
pub fn heterogeneity(strata: &[Table]) -> Option<Heterogeneity> {
    let compared: Vec<(f64, f64)> = strata
        .iter()
        .filter(|t| t.exposed >= COMPARED && t.unexposed >= COMPARED)
        .map(|t| {
            let rate = |yes: u64, n: u64| (yes as f64 + 1.0) / (n as f64 + 2.0);
            let [a, b] = [
                rate(t.exposed_activated, t.exposed),
                rate(t.unexposed_activated, t.unexposed),
            ];
            let variance = a * (1.0 - a) / (t.exposed as f64 + 2.0)
                + b * (1.0 - b) / (t.unexposed as f64 + 2.0);
            (a - b, 1.0 / variance)
        })
        .collect();
    if compared.len() < 2 {
        return None;
    }
    let weight: f64 = compared.iter().map(|(_, weight)| weight).sum();
    let mean = compared.iter().map(|(d, weight)| d * weight).sum::<f64>() / weight;
    let q: f64 = compared
        .iter()
        .map(|(d, w)| w * (d - mean) * (d - mean))
        .sum();
    let differences = || compared.iter().map(|(difference, _)| *difference);
    Some(Heterogeneity {
        q,
        strata: compared.len() as u64,
        p_value: chi_square_upper(q, (compared.len() - 1) as f64),
        q_value: None,
        smallest: differences().fold(f64::INFINITY, f64::min),
        largest: differences().fold(f64::NEG_INFINITY, f64::max),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(a: u64, not_a: u64, b: u64, not_b: u64) -> Table {
        Table {
            exposed: a + not_a,
            exposed_activated: a,
            unexposed: b + not_b,
            unexposed_activated: b,
        }
    }

    /// Rothman, Greenland & Lash 2008, Modern Epidemiology, 3rd ed., table 15-1 (tolbutamide and
    /// death, by age): 0.0349, 90 % interval −0.0176 to 0.0874.
    #[test]
    fn the_published_example_agrees() {
        let got = mantel_haenszel(&[table(8, 98, 5, 115), table(22, 76, 16, 69)]).unwrap();
        assert!((got.value - 0.0349).abs() < 5e-5, "{got:?}");
        let half = 1.644_853_627 * got.standard_error;
        assert!((got.value - half + 0.0176).abs() < 5e-5, "{got:?}");
        assert!((got.value + half - 0.0874).abs() < 5e-5, "{got:?}");
        // Chi-square 1.1914 without correction, p 0.2750: metafor, same example.
        assert!((got.p_value - 0.2750).abs() < 5e-5, "{got:?}");
        // tests/reference/impact.py
        assert!((got.value - 0.034_900_269_337).abs() < 1e-10, "{got:?}");
        assert!(
            (got.standard_error - 0.031_902_685_887).abs() < 1e-10,
            "{got:?}"
        );
    }

    /// statsmodels 0.15.0, combine_effects, tests/reference/impact.py.
    #[test]
    fn cochrans_q_agrees_with_statsmodels() {
        let strata = [
            table(8, 98, 5, 115),
            table(22, 76, 16, 69),
            table(30, 20, 12, 40),
        ];
        let got = heterogeneity(&strata).unwrap();
        assert!((got.q - 11.653_597_634_100).abs() < 1e-8, "{got:?}");
        assert!((got.p_value - 0.002_947_497_372).abs() < 1e-8, "{got:?}");
        assert_eq!(got.strata, 3);
        let small = [strata[0], table(2, 2, 9, 9)];
        assert_eq!(heterogeneity(&small), None, "too few in the second");
    }

    #[test]
    fn a_stratum_with_one_side_only_changes_nothing() {
        let two = [table(8, 98, 5, 115), table(22, 76, 16, 69)];
        let four = [two[0], table(1, 0, 0, 0), two[1], table(0, 0, 3, 4)];
        assert_eq!(mantel_haenszel(&two), mantel_haenszel(&four));
        assert_eq!(mantel_haenszel(&four[1..2]), None);
        assert_eq!(mantel_haenszel(&[]), None);
        let all = mantel_haenszel(&[table(5, 0, 5, 0)]).unwrap();
        assert_eq!(
            (all.value, all.standard_error, all.p_value),
            (0.0, 0.0, 1.0)
        );
    }
}
