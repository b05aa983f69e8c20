//! Agreement beyond chance of two coders.

use std::collections::BTreeSet;

/// Cohen's kappa (Cohen 1960, Educational and Psychological Measurement 20:37–46): the share of
/// agreement beyond what chance gives coders of these habits. As sums over several questions: the
/// share observed and the share expected of each are added up first, which keeps rare categories
/// from ruling the mean (De Vries, Elliott, Kanouse & Teleki 2008, Field Methods 20:272–282).
///
/// `tables`: for each question the counts of both, only the first, only the second, neither coder
/// saying yes. `None` where both say the same throughout, for then there is nothing to agree on.
pub(super) fn kappa(tables: &[[f64; 4]]) -> Option<f64> {
    let (mut observed, mut expected) = (0.0, 0.0);
    for [both, first, second, neither] in tables {
        let n = both + first + second + neither;
        observed += (both + neither) / n;
        expected +=
            ((both + first) * (both + second) + (second + neither) * (first + neither)) / (n * n);
    }
    let questions = tables.len() as f64;
    let beyond = questions - expected;
    (beyond > 1e-12 * questions).then(|| (observed - expected) / beyond)
}

/// Krippendorff's alpha for two coders (Krippendorff 2011, "Computing Krippendorff's
/// Alpha-Reliability", section C in the general form): 1 less the distance seen between the two
/// opinions on a thing over that between any two opinions.
///
/// `units`: for each thing the two values, by number, and how many times it counts. `distance`:
/// between values, 0–1, 0 for equal ones. `None` where nobody's values differ at all.
pub(super) fn alpha(
    units: impl Iterator<Item = ([usize; 2], f64)>,
    distance: &[Vec<f64>],
) -> Option<f64> {
    let mut counts = vec![0.0; distance.len()];
    let (mut values, mut seen) = (0.0, 0.0);
    for ([a, b], times) in units {
        counts[a] += times;
        counts[b] += times;
        values += 2.0 * times;
        seen += 2.0 * times * distance[a][b];
    }
    let mut any = 0.0;
    for (count, row) in counts.iter().zip(distance) {
        if *count > 0.0 {
            let to_others: f64 = row.iter().zip(&counts).map(|(d, count)| d * count).sum();
            any += count * to_others;
        }
    }
    (any > 0.0).then(|| 1.0 - (values - 1.0) * seen / any)
}

/// The distance of two sets: MASI (Passonneau 2006, LREC), 0 for equal sets, 1 for sets without a
/// common member; a subset is nearer than an overlap.
pub(super) fn masi(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    let common = a.intersection(b).count();
    let all = a.len() + b.len() - common;
    if all == 0 {
        return 0.0;
    }
    let monotonicity = if a == b {
        1.0
    } else if common == a.len() || common == b.len() {
        2.0 / 3.0
    } else {
        1.0 / 3.0
    };
    1.0 - common as f64 / all as f64 * monotonicity
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Equal is 0 and anything else 1.
    fn nominal(values: usize) -> Vec<Vec<f64>> {
        (0..values)
            .map(|a| (0..values).map(|b| f64::from(u8::from(a != b))).collect())
            .collect()
    }

    fn alpha_of(pairs: &[[usize; 2]], distance: &[Vec<f64>]) -> Option<f64> {
        alpha(pairs.iter().map(|pair| (*pair, 1.0)), distance)
    }

    /// One yes/no table a category, as a multi-valued question comes apart.
    fn tables(matrix: &[[f64; 3]; 3]) -> Vec<[f64; 4]> {
        let total: f64 = matrix.iter().flatten().sum();
        (0..3)
            .map(|k| {
                let row: f64 = matrix[k].iter().sum();
                let column: f64 = matrix.iter().map(|row| row[k]).sum();
                let both = matrix[k][k];
                [both, row - both, column - both, total - row - column + both]
            })
            .collect()
    }

    /// Cohen 1960, table 2: 200 patients, three diagnoses, two judges; kappa is .492. Its yes/no
    /// tables added up observe 3 − 2·(1 − .70) and expect 3 − 2·(1 − .41): the same ratio.
    #[test]
    fn cohens_example() {
        let matrix = [[88.0, 14.0, 18.0], [10.0, 40.0, 10.0], [2.0, 6.0, 12.0]];
        let kappa = kappa(&tables(&matrix)).unwrap();
        assert!((kappa - 0.29 / 0.59).abs() < 1e-12, "{kappa}");
    }

    /// scikit-learn 1.9.1 `cohen_kappa_score`, tests/reference/agreement.py.
    #[test]
    fn kappa_agrees_with_scikit_learn() {
        for (table, expected) in [
            ([20.0, 5.0, 10.0, 15.0], 0.4),
            ([1.0, 9.0, 3.0, 87.0], 0.090_909_090_909_090_83),
            ([0.0, 4.0, 4.0, 2.0], -2.0 / 3.0),
        ] {
            assert!((kappa(&[table]).unwrap() - expected).abs() < 1e-12);
        }
        assert_eq!(kappa(&[[0.0, 0.0, 0.0, 9.0]]), None, "nobody says yes");
        assert_eq!(kappa(&[]), None);
    }

    /// Krippendorff 2011, section A (binary data, two observers): 0.095, and section B (nominal
    /// data, two observers): 0.692.
    #[test]
    fn krippendorffs_examples() {
        let pairs = [
            [0, 1],
            [1, 1],
            [0, 1],
            [0, 0],
            [0, 0],
            [0, 1],
            [0, 0],
            [0, 0],
            [1, 0],
            [0, 0],
        ];
        let alpha = alpha_of(&pairs, &nominal(2)).unwrap();
        assert!((alpha - 0.095).abs() < 5e-4, "{alpha}");
        let [a, b, c, d, e] = [0, 1, 2, 3, 4];
        let pairs = [
            [a, b],
            [a, a],
            [b, b],
            [b, b],
            [d, b],
            [c, c],
            [c, c],
            [c, c],
            [e, e],
            [d, d],
            [d, d],
            [a, d],
        ];
        let alpha = alpha_of(&pairs, &nominal(5)).unwrap();
        assert!((alpha - 0.692).abs() < 5e-4, "{alpha}");
        assert_eq!(alpha_of(&[[a, a], [a, a]], &nominal(2)), None);
    }

    /// `krippendorff` 0.9.0 with the same distance, tests/reference/agreement.py.
    #[test]
    fn alpha_over_sets_agrees_with_the_reference() {
        let sets: Vec<BTreeSet<usize>> = [
            vec![],
            vec![0],
            vec![1],
            vec![0, 1],
            vec![1, 2],
            vec![0, 1, 2],
        ]
        .into_iter()
        .map(|set| set.into_iter().collect())
        .collect();
        let distance: Vec<Vec<f64>> = sets
            .iter()
            .map(|a| sets.iter().map(|b| masi(a, b)).collect())
            .collect();
        let pairs = [
            [1, 1],
            [1, 3],
            [2, 2],
            [4, 5],
            [3, 4],
            [0, 0],
            [2, 4],
            [1, 0],
            [5, 5],
            [2, 1],
        ];
        let alpha = alpha_of(&pairs, &distance).unwrap();
        assert!((alpha - 0.354_660_347_551_342_8).abs() < 1e-12, "{alpha}");
    }

    #[test]
    fn distances_of_sets_are_those_of_the_paper() {
        let set = |members: &[usize]| members.iter().copied().collect::<BTreeSet<_>>();
        for (a, b, distance) in [
            (vec![1, 2], vec![1, 2], 0.0),
            (vec![1], vec![1, 2], 1.0 - 0.5 * 2.0 / 3.0),
            (vec![1, 2], vec![2, 3], 1.0 - 1.0 / 3.0 / 3.0),
            (vec![1], vec![2], 1.0),
            (vec![], vec![2], 1.0),
            (vec![], vec![], 0.0),
        ] {
            assert!(
                (masi(&set(&a), &set(&b)) - distance).abs() < 1e-12,
                "{a:?} {b:?}"
            );
        }
    }
}
