//! How well two partitions of the same things agree.
//!
//! A partition is one group number per thing. The numbers themselves mean nothing;
//! they may have gaps. All measures are symmetric and 1 for equal partitions.

use std::collections::BTreeMap;

/// Adjusted mutual information (Vinh, Epps & Bailey 2010, eq. 24a with the arithmetic mean).
///
/// Mutual information corrected for chance: 0 for independent partitions on average,
/// 1 for equal ones. Items beyond the length of the shorter slice are ignored.
#[must_use]
pub fn adjusted_mutual_information(a: &[usize], b: &[usize]) -> f64 {
    let table = Contingency::new(a, b);
    if table.rows.len() <= 1 && table.columns.len() <= 1 {
        return 1.0;
    }
    let mutual = table.mutual_information();
    let expected = table.expected_mutual_information();
    let mean_entropy = f64::midpoint(table.entropy(&table.rows), table.entropy(&table.columns));
    // Both partitions into singletons make the denominator vanish: they are equal.
    let mut denominator = mean_entropy - expected;
    denominator = if denominator < 0.0 {
        denominator.min(-f64::EPSILON)
    } else {
        denominator.max(f64::EPSILON)
    };
    let numerator = mutual - expected;
    if numerator.abs() <= f64::EPSILON && denominator.abs() <= f64::EPSILON {
        return 1.0;
    }
    numerator / denominator
}

/// Adjusted Rand index (Hubert & Arabie 1985).
///
/// The share of pairs on which the partitions agree, corrected for chance: 0 for
/// independent partitions on average, 1 for equal ones, at least −0.5.
#[must_use]
pub fn adjusted_rand_index(a: &[usize], b: &[usize]) -> f64 {
    let table = Contingency::new(a, b);
    let pairs = |count: f64| count * (count - 1.0) / 2.0;
    let together: f64 = table.cells.values().map(|&count| pairs(count)).sum();
    let in_rows: f64 = table.rows.iter().map(|&count| pairs(count)).sum();
    let in_columns: f64 = table.columns.iter().map(|&count| pairs(count)).sum();
    let all = pairs(table.n);
    if all == 0.0 || (in_rows == together && in_columns == together) {
        return 1.0;
    }
    let expected = in_rows * in_columns / all;
    (together - expected) / (f64::midpoint(in_rows, in_columns) - expected)
}

/// V-measure (Rosenberg & Hirschberg 2007, β = 1).
///
/// The harmonic mean of homogeneity and completeness, 0..1, not corrected for chance.
#[must_use]
pub fn v_measure(a: &[usize], b: &[usize]) -> f64 {
    let table = Contingency::new(a, b);
    let mutual = table.mutual_information();
    let share = |entropy: f64| if entropy > 0.0 { mutual / entropy } else { 1.0 };
    let homogeneity = share(table.entropy(&table.rows));
    let completeness = share(table.entropy(&table.columns));
    if homogeneity + completeness == 0.0 {
        return 0.0;
    }
    2.0 * homogeneity * completeness / (homogeneity + completeness)
}

/// How many things fall into each pair of groups, with the margins.
struct Contingency {
    n: f64,
    rows: Vec<f64>,
    columns: Vec<f64>,
    cells: BTreeMap<(usize, usize), f64>,
}

impl Contingency {
    fn new(a: &[usize], b: &[usize]) -> Self {
        let n = a.len().min(b.len());
        let (a, b) = (renumber(&a[..n]), renumber(&b[..n]));
        let mut rows = vec![0.0; a.iter().max().map_or(0, |&last| last + 1)];
        let mut columns = vec![0.0; b.iter().max().map_or(0, |&last| last + 1)];
        let mut cells = BTreeMap::new();
        for (&row, &column) in a.iter().zip(&b) {
            rows[row] += 1.0;
            columns[column] += 1.0;
            *cells.entry((row, column)).or_insert(0.0) += 1.0;
        }
        let n = n as f64;
        Self {
            n,
            rows,
            columns,
            cells,
        }
    }

    /// In nats.
    fn entropy(&self, margin: &[f64]) -> f64 {
        let sum: f64 = margin
            .iter()
            .map(|&count| count / self.n * (count / self.n).ln())
            .sum();
        (-sum).max(0.0)
    }

    /// In nats.
    fn mutual_information(&self) -> f64 {
        let sum: f64 = self
            .cells
            .iter()
            .map(|(&(row, column), &count)| {
                count / self.n * (self.n * count / (self.rows[row] * self.columns[column])).ln()
            })
            .sum();
        sum.max(0.0)
    }

    /// The mean mutual information of partitions with these margins under random
    /// relabelling, in nats (Vinh, Epps & Bailey 2010, eq. 24).
    fn expected_mutual_information(&self) -> f64 {
        let n = self.n as usize;
        let mut ln_factorial = vec![0.0f64; n + 1];
        for i in 1..=n {
            ln_factorial[i] = ln_factorial[i - 1] + (i as f64).ln();
        }
        let rows = size_counts(&self.rows);
        let columns = size_counts(&self.columns);
        let mut expected = 0.0;
        for (&a, &groups_a) in &rows {
            for (&b, &groups_b) in &columns {
                let mut sum = 0.0;
                for both in 1.max((a + b).saturating_sub(n))..=a.min(b) {
                    let information = both as f64 / self.n
                        * ((n as f64 * both as f64) / (a as f64 * b as f64)).ln();
                    let ln_probability = ln_factorial[a]
                        + ln_factorial[b]
                        + ln_factorial[n - a]
                        + ln_factorial[n - b]
                        - ln_factorial[n]
                        - ln_factorial[both]
                        - ln_factorial[a - both]
                        - ln_factorial[b - both]
                        - ln_factorial[n + both - a - b];
                    sum += information * ln_probability.exp();
                }
                expected += sum * groups_a as f64 * groups_b as f64;
            }
        }
        expected
    }
}

/// Groups of equal size share one term of the expectation.
fn size_counts(margin: &[f64]) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for &size in margin {
        *counts.entry(size as usize).or_insert(0) += 1;
    }
    counts
}

/// Group numbers without gaps, in order of first appearance.
fn renumber(groups: &[usize]) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    groups
        .iter()
        .map(|&group| {
            let next = numbers.len();
            *numbers.entry(group).or_insert(next)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // scikit-learn 1.9.1:
    //   from sklearn.metrics import adjusted_mutual_info_score as ami, \
    //       adjusted_rand_score as ari, v_measure_score as v
    //   print(ami(a, b), ari(a, b), v(a, b))
    type Case = (&'static [usize], &'static [usize], f64, f64, f64);
    const SCIKIT_LEARN: &[Case] = &[
        (&[0, 0, 1, 1], &[0, 0, 1, 1], 1.0, 1.0, 1.0),
        (&[0, 0, 1, 1], &[7, 7, 3, 3], 1.0, 1.0, 1.0),
        (&[0, 0, 0, 0], &[0, 1, 2, 3], 0.0, 0.0, 0.0),
        (
            &[0, 0, 1, 2],
            &[0, 0, 1, 1],
            0.571428571429,
            0.571428571429,
            0.8,
        ),
        (&[0, 1, 2, 3], &[3, 2, 1, 0], 1.0, 1.0, 1.0),
        (&[5, 5, 5], &[1, 1, 1], 1.0, 1.0, 1.0),
        (&[0, 1, 0, 1], &[0, 0, 1, 1], -0.5, -0.5, 0.0),
        (
            &[0, 0, 0, 1, 1, 1, 2, 2, 2, 2],
            &[0, 0, 1, 1, 1, 2, 2, 2, 2, 0],
            0.237288777701,
            0.204545454545,
            0.442701283346,
        ),
        (
            &[1, 1, 2, 2, 3, 3, 4, 4, 4, 1, 2],
            &[9, 9, 9, 9, 3, 3, 3, 3, 9, 9, 1],
            0.286211899466,
            0.186770428016,
            0.497299058708,
        ),
    ];

    #[test]
    fn agrees_with_scikit_learn() {
        for &(a, b, ami, ari, v) in SCIKIT_LEARN {
            for (a, b) in [(a, b), (b, a)] {
                assert!(
                    (adjusted_mutual_information(a, b) - ami).abs() < 1e-9,
                    "AMI of {a:?} {b:?}"
                );
                assert!(
                    (adjusted_rand_index(a, b) - ari).abs() < 1e-9,
                    "ARI of {a:?} {b:?}"
                );
                assert!((v_measure(a, b) - v).abs() < 1e-9, "V of {a:?} {b:?}");
            }
        }
    }

    #[test]
    fn a_larger_case_agrees_with_scikit_learn() {
        // a = [i * 7 % 13 for i in range(600)]; b = [(i * i + i // 50) % 17 for i in range(600)]
        // c = [x // 2 if i % 5 else i % 3 for i, x in enumerate(a)]
        let a: Vec<usize> = (0..600).map(|i| i * 7 % 13).collect();
        let b: Vec<usize> = (0..600).map(|i| (i * i + i / 50) % 17).collect();
        let c: Vec<usize> = a
            .iter()
            .enumerate()
            .map(|(i, &x)| if i % 5 == 0 { i % 3 } else { x / 2 })
            .collect();
        assert!((adjusted_mutual_information(&a, &b) - -0.00821048064).abs() < 1e-9);
        assert!((adjusted_rand_index(&a, &b) - -0.001918086201).abs() < 1e-9);
        assert!((v_measure(&a, &b) - 0.058861266649).abs() < 1e-9);
        assert!((adjusted_mutual_information(&a, &c) - 0.563351848275).abs() < 1e-9);
        assert!((adjusted_rand_index(&a, &c) - 0.393460293399).abs() < 1e-9);
        assert!((v_measure(&a, &c) - 0.575671239937).abs() < 1e-9);
    }

    #[test]
    fn nothing_at_all_is_in_agreement() {
        assert_eq!(adjusted_mutual_information(&[], &[]), 1.0);
        assert_eq!(adjusted_rand_index(&[], &[]), 1.0);
        assert_eq!(v_measure(&[], &[]), 1.0);
    }
}
