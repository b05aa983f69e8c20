//! Fisher's exact test, over one table or several.

use libm::lgamma;

/// One table of two groups and two answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Size of the groups.
    pub(super) n: [u64; 2],
    /// How many of each say yes.
    pub(super) yes: [u64; 2],
}

/// A two-sided test given how many say yes in each table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ExactTest {
    /// The chance of a division as unlikely as the one seen, or less likely.
    pub(super) p_value: f64,
    /// The smallest p-value that any division could have had (Tarone 1990, Biometrics 46:515–522).
    /// Where it is above the level, the test could not have rejected, whatever was seen.
    pub(super) least: f64,
}

/// What is less likely than this beside the likeliest is left out: it is below rounding.
const NEGLIGIBLE: f64 = 1e-18;
/// Probabilities this close are equal: as in R's `fisher.test`.
const TIE: f64 = 1.0 + 1e-7;

/// Whether the second group says yes as often as the first, within each table: Fisher's exact test
/// (1935), and over several tables the exact conditional test of a common odds ratio of 1 (Mehta,
/// Patel & Gray 1985, JASA 80:969–973). Two-sided by the probability of the sum over tables of
/// those in the second group who say yes.
pub(super) fn exact_test(tables: &[Counts]) -> ExactTest {
    let observed: u64 = tables.iter().map(|table| table.yes[1]).sum();
    let mut lowest = 0;
    let mut distribution = vec![1.0];
    for table in tables {
        let (first, mut probabilities) = hypergeometric(table);
        lowest += first + trim(&mut probabilities);
        distribution = convolved(&distribution, &probabilities);
        lowest += trim(&mut distribution);
    }
    let at = |place: u64| -> f64 {
        place
            .checked_sub(lowest)
            .and_then(|place| distribution.get(usize::try_from(place).ok()?).copied())
            .unwrap_or(0.0)
    };
    let tail = |limit: f64| -> f64 {
        let sum: f64 = distribution.iter().filter(|p| **p <= limit * TIE).sum();
        // What was left out is less likely than that, but not impossible.
        sum.clamp(NEGLIGIBLE, 1.0)
    };
    let smallest = distribution.iter().copied().fold(f64::INFINITY, f64::min);
    ExactTest {
        p_value: tail(at(observed)),
        least: tail(smallest),
    }
}

/// The distribution of the second group's yeses in a table with these margins, from the lowest
/// number on.
fn hypergeometric(table: &Counts) -> (u64, Vec<f64>) {
    let [n0, n1] = table.n;
    let yes = table.yes[0] + table.yes[1];
    let (low, high) = (yes.saturating_sub(n0), yes.min(n1));
    let ln_choose = |n: u64, k: u64| {
        lgamma(n as f64 + 1.0) - lgamma(k as f64 + 1.0) - lgamma((n - k) as f64 + 1.0)
    };
    let probability =
        |k: u64| (ln_choose(n1, k) + ln_choose(n0, yes - k) - ln_choose(n0 + n1, yes)).exp();
    (low, (low..=high).map(probability).collect())
}

fn convolved(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; a.len() + b.len() - 1];
    for (i, x) in a.iter().enumerate() {
        for (sum, y) in sums[i..].iter_mut().zip(b) {
            *sum += x * y;
        }
    }
    sums
}

/// Cuts off what is negligible at both ends; tells how much was cut at the lower one.
fn trim(distribution: &mut Vec<f64>) -> u64 {
    let limit = NEGLIGIBLE * distribution.iter().copied().fold(0.0, f64::max);
    let counts = |p: &f64| *p > limit;
    let first = distribution.iter().position(counts).unwrap_or(0);
    let last = distribution.iter().rposition(counts).unwrap_or(0);
    distribution.truncate(last + 1);
    distribution.drain(..first);
    first as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(yes: [u64; 2], n: [u64; 2]) -> Counts {
        Counts { n, yes }
    }

    /// Fisher 1935, The Design of Experiments, section 7 (the lady tasting tea, three of four
    /// right): one-sided 17/70, two-sided 34/70. Agresti 2007, An Introduction to Categorical Data
    /// Analysis, 2nd ed., section 2.6.
    #[test]
    fn the_lady_tasting_tea() {
        let test = exact_test(&[counts([1, 3], [4, 4])]);
        assert!((test.p_value - 34.0 / 70.0).abs() < 1e-12, "{test:?}");
        assert!((test.least - 2.0 / 70.0).abs() < 1e-12, "{test:?}");
    }

    /// Values from scipy 1.17.1, tests/reference/trend.py.
    #[test]
    fn one_table_agrees_with_scipy() {
        for (yes, n, p) in [
            ([5, 12], [60, 40], 0.006_559_452_607_658_034),
            ([0, 8], [300, 100], 1.228_432_012_375_797_8e-5),
            ([40, 31], [400, 200], 0.060_068_952_140_944_07),
            ([900, 350], [9_000, 3_000], 0.010_637_995_450_303_252),
        ] {
            let test = exact_test(&[counts(yes, n)]);
            assert!((test.p_value / p - 1.0).abs() < 1e-9, "{test:?} {p}");
        }
    }

    /// Values from a product of distributions written out in tests/reference/trend.py.
    #[test]
    fn several_tables_agree_with_the_distribution_written_out() {
        let tables = [
            counts([5, 12], [60, 40]),
            counts([2, 4], [25, 30]),
            counts([0, 3], [10, 12]),
        ];
        let test = exact_test(&tables);
        assert!(
            (test.p_value / 0.002_282_528_760_342_855_8 - 1.0).abs() < 1e-9,
            "{test:?}"
        );
    }

    #[test]
    fn tables_that_cannot_differ_say_nothing() {
        for tables in [
            vec![],
            vec![counts([0, 0], [10, 10])],
            vec![counts([10, 10], [10, 10])],
            vec![counts([3, 0], [10, 0])],
        ] {
            let test = exact_test(&tables);
            assert!((test.p_value - 1.0).abs() < 1e-9 && (test.least - 1.0).abs() < 1e-9);
        }
        let one = [counts([5, 12], [60, 40])];
        let more = [one[0], counts([3, 0], [10, 0]), counts([0, 0], [5, 5])];
        assert!((exact_test(&one).p_value - exact_test(&more).p_value).abs() < 1e-12);
    }

    #[test]
    fn large_counts_take_no_time_and_stay_a_probability() {
        let test = exact_test(&[
            counts([40_000, 15_000], [400_000, 140_000]),
            counts([9_000, 3_100], [70_000, 20_000]),
        ]);
        assert!(test.p_value > 0.0 && test.p_value <= 1.0, "{test:?}");
        assert!(test.least < 1e-15, "{test:?}");
    }
}
