//! Themes that respondents raise instead of one another.
//!
//! Where each respondent raises one theme, the theme indicators add up to the intercept: what a
//! theme does can then not be told apart from what raising anything does, only from what the
//! other themes do. This finds the groups of themes for which that is so, or nearly so, and builds
//! the comparison that remains: a theme's coefficient less the mention-weighted mean of those of
//! the others in its group. That is the constraint Σ nₖβₖ = 0 of weighted effect coding (Sweeney &
//! Ulveling 1972, The American Statistician 26(5):30–32; te Grotenhuis et al. 2017, International
//! Journal of Public Health 62:163–167), read as a contrast with the other categories instead of
//! with the mean of all. As a contrast of the unconstrained model it is not biased where some
//! respondents raise more themes or none, and leaves out just what is hardly known.

use super::cholesky::{Gram, solve_gram};
use super::linear::LinearModel;

/// Variance of the number of themes within strata, as a share of its mean, below which the
/// respondents differ too little in it: 0 where each raises one, 0.11 where 15 % raise a second,
/// 0.13 where 20 % do, 0.33 where one, two and three are equally frequent, about 1 where themes
/// are raised independently.
///
/// With K themes of equal frequency the standard error of a coefficient is about √(1 + 1/(K·share))
/// times that of the contrast: 1.25 at 12 themes and this share, 1.7 where 5 % raise a second
/// theme, without bound as nobody does. Beyond the error, all coefficients would share what is
/// known only from the few who raise more, or nothing: their zeal would pass for every theme's
/// effect.
const NEARLY_CONSTANT: f64 = 0.15;

/// Variance of the number of themes, as a share of what it were with themes raised independently,
/// below which they exclude one another.
const EXCLUSIVE: f64 = 0.5;

/// How alike two themes are in what is hardly known, from −1 (raised by the same people) over 0 to
/// 1 (raised instead of one another), from which they may be alternatives.
const ALIKE: f64 = 0.2;

/// Correlation within strata above which two themes are twins: hardly ever raised one without the
/// other, and counted once.
const TWINS: f64 = 0.8;

/// Groups of columns raised instead of one another, each column's group numbered from 0 by first
/// column. `None` for the columns whose coefficient can be known as it is. `skipped` columns are in
/// no group.
///
/// There is more than one group when, say, each of two questions gets one theme from each
/// respondent, or when each segment was asked about topics of its own.
pub fn groups(model: &LinearModel, skipped: Option<u32>) -> Vec<Option<u32>> {
    let columns = model.columns();
    let gram = model.within_strata();
    let twins = twins(gram);
    let taking_part: Vec<usize> = (0..columns)
        .filter(|&c| Some(c as u32) != skipped && gram.get(c, c) > 0.0 && twins[c] == c)
        .collect();
    let hardly_known = hardly_known(gram, &taking_part);
    let mut of_column = vec![None; columns];
    let mut count = 0;
    let alike = |i: usize, j: usize| {
        let length = hardly_known.get(i, i) * hardly_known.get(j, j);
        hardly_known.get(i, j) > ALIKE * length.sqrt()
    };
    for members in components(taking_part.len(), alike) {
        let members: Vec<usize> = members.into_iter().map(|m| taking_part[m]).collect();
        if members.len() > 1 && are_alternatives(model, &members) {
            members.iter().for_each(|&c| of_column[c] = Some(count));
            count += 1;
        }
    }
    (0..columns)
        .map(|column| of_column[twins[column]])
        .collect()
}

/// A matrix of contrasts, a row for each column: for those in a group the column less the weighted
/// mean of the `reference` columns in the group, for the others the column itself. A column in a
/// group that never meets a reference gets a row that cannot be estimated or says nothing: `None`.
///
/// A reference's weight is the number of its mentions in the strata, each stratum counting by the
/// mentions of the column compared times those of the others over those of all (Mantel–Haenszel
/// weights): with one theme each the contrast is the Mantel–Haenszel risk difference, and without
/// strata the plain difference of two rates. Twins count as one theme that does what both do, and
/// are not compared with each other.
pub fn contrasts(
    model: &LinearModel,
    groups: &[Option<u32>],
    reference: impl Fn(usize) -> bool,
) -> (Gram, Vec<bool>) {
    let columns = model.columns();
    let twins = twins(model.within_strata());
    let mut together = Gram::new(columns);
    let mut weight = vec![0.0; columns];
    for counts in model.counts_by_stratum() {
        let singles = without_twins(&counts, &twins);
        for &(column, n) in counts.iter().filter(|(c, _)| groups[*c].is_some()) {
            let same_group = |&&(other, _): &&(usize, f64)| groups[other] == groups[column];
            let referred =
                |&&(other, _): &&(usize, f64)| twins[other] != twins[column] && reference(other);
            let all: f64 = singles.iter().filter(same_group).map(|(_, m)| m).sum();
            for &(other, m) in counts.iter().filter(same_group).filter(referred) {
                together.add(column, other, n * m / all);
            }
            let others = singles.iter().filter(same_group).filter(referred);
            weight[column] += others.map(|(_, m)| n * m / all).sum::<f64>();
        }
    }
    let compared: Vec<bool> = (0..columns)
        .map(|c| groups[c].is_none() || weight[c] > 0.0)
        .collect();
    let contrasts = Gram::from_entries(columns, |column, other| {
        if column == other {
            1.0
        } else if weight[column] > 0.0 {
            -together.get(column, other) / weight[column]
        } else {
            0.0
        }
    });
    (contrasts, compared)
}

/// Of each set of twins the one with most mentions.
fn without_twins(counts: &[(usize, f64)], twins: &[usize]) -> Vec<(usize, f64)> {
    let mut singles: Vec<(usize, f64)> = counts.to_vec();
    singles.sort_by(|a, b| {
        (twins[a.0], b.1)
            .partial_cmp(&(twins[b.0], a.1))
            .unwrap_or(a.0.cmp(&b.0))
    });
    singles.dedup_by_key(|(column, _)| twins[*column]);
    singles
}

/// For each column the one that stands for it and its twins; a column without twins for itself.
fn twins(gram: &Gram) -> Vec<usize> {
    let columns = gram.size();
    let mut stands = vec![0; columns];
    let related = |i: usize, j: usize| {
        let length = gram.get(i, i) * gram.get(j, j);
        length > 0.0 && gram.get(i, j) > TWINS * length.sqrt()
    };
    for members in components(columns, related) {
        let most = members.iter().copied().reduce(|a, b| {
            if gram.get(b, b) > gram.get(a, a) {
                b
            } else {
                a
            }
        });
        for &member in &members {
            stands[member] = most.unwrap_or(member);
        }
    }
    stands
}

/// Projection on the combinations of columns that vary hardly at all, softly: a direction of
/// variance λ (columns scaled to 1) counts 1/(1 + λ/0.15)⁴.
fn hardly_known(gram: &Gram, columns: &[usize]) -> Gram {
    let scaled = |i: usize, j: usize| {
        let (a, b) = (columns[i], columns[j]);
        gram.get(a, b) / (gram.get(a, a) * gram.get(b, b)).sqrt()
    };
    let damped = Gram::from_entries(columns.len(), |i, j| {
        f64::from(u8::from(i == j)) + scaled(i, j) / NEARLY_CONSTANT
    });
    let once = solve_gram(&damped).inverse;
    let twice = once.times_from_left(&once);
    twice.times_from_left(&twice)
}

/// The connected components of what is `related`, each in order, by first member.
fn components(size: usize, related: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let mut seen = vec![false; size];
    let mut components = Vec::new();
    for start in 0..size {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut members = vec![start];
        let mut next = 0;
        while let Some(&member) = members.get(next) {
            next += 1;
            for (other, seen) in seen.iter_mut().enumerate() {
                if !*seen && related(member, other) {
                    *seen = true;
                    members.push(other);
                }
            }
        }
        members.sort_unstable();
        components.push(members);
    }
    components
}

fn are_alternatives(model: &LinearModel, members: &[usize]) -> bool {
    let gram = model.within_strata();
    let inside = |row: &usize| members.iter().map(|&c| gram.get(*row, c)).sum::<f64>();
    let variance: f64 = members.iter().map(inside).sum();
    let independent: f64 = members.iter().map(|&c| gram.get(c, c)).sum();
    let mentions: f64 = model
        .counts_by_stratum()
        .flatten()
        .filter(|(column, _)| members.binary_search(column).is_ok())
        .map(|(_, n)| n)
        .sum();
    variance < NEARLY_CONSTANT * mentions && variance < EXCLUSIVE * independent
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::impact::indicators::Indicators;
    use crate::impact::linear::Design;

    #[test]
    fn the_standard_error_falls_as_documented() {
        // 6,000 respondents, 12 themes; every `second`-th raises a second one.
        for (second, themes) in [(5_u32, 12_u32), (20, 12), (5, 40)] {
            let rows = (0..6_000_u32).map(|i| {
                let first = i % themes;
                let more = (i / themes).is_multiple_of(second);
                let other = (first + 1 + i / (themes * second) % (themes - 1)) % themes;
                [Some(first), more.then_some(other)].into_iter().flatten()
            });
            let indicators = Indicators::from_rows(rows);
            let outcome: Vec<f64> = (0..6_000_u32)
                .map(|i| f64::from(i.wrapping_mul(2_654_435_761) >> 31))
                .collect();
            let columns = themes as usize;
            let design = Design::new(&[0; 6_000], 1, indicators, columns);
            let model = LinearModel::new(Arc::new(design), &outcome);
            let groups = groups(&model, None);
            assert_eq!(groups, vec![Some(0); columns]);
            let contrast = model.contrasts(&contrasts(&model, &groups, |_| true).0);
            let coefficient = model.coefficients();
            let ratio = coefficient.coefficients[0].unwrap().standard_error
                / contrast.coefficients[0].unwrap().standard_error;
            let q = 1.0 / f64::from(second);
            let share = q * (1.0 - q) / (1.0 + q);
            let expected = (1.0 + 1.0 / (f64::from(themes) * share)).sqrt();
            assert!((ratio / expected - 1.0).abs() < 0.08, "{ratio} {expected}");
        }
    }
}
