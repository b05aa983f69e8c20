//! Ridge logistic regression with all themes and strata, told as differences of rates.

use rayon::prelude::*;

use super::cholesky::{Gram, Solved, solve_gram};
use super::distributions::{Z_95, normal_two_sided};
use super::indicators::Indicators;
use super::proportion::Difference;
use super::sweep::{CellSummary, rows_by_cell};

/// Penalty on squared log odds ratios, and on the strata's distance from the common intercept: a
/// normal prior of standard deviation 1, so that an odds ratio of 7 is a surprise.
const PENALTY: f64 = 1.0;

/// Steps of Newton's method at most; it takes five or six.
const MOST_STEPS: usize = 50;

/// Change of a coefficient that ends the steps.
const SETTLED: f64 = 1e-9;

/// The difference of rates that each theme makes by ridge logistic regression (le Cessie & van
/// Houwelingen 1992, Applied Statistics 41:191–201).
///
/// yes ~ strata + all themes on the log odds; then everyone is taken once with and once without the
/// theme, all else as it is, and the predicted rates are averaged (standardisation: Lane & Nelder
/// 1982, Biometrics 38:613–621). The interval is the delta method with the inverse of the
/// penalised information, which for penalised fits covers well on the average over themes (Nychka
/// 1988, JASA 83:1134–1143). Differences are drawn towards 0, more so for rare themes.
///
/// `outcome` is 0 or 1; `cell[i] < cells` is the stratum of respondent `i`; `None` for a column
/// that nobody has.
pub fn ridge_logistic(
    outcome: &[f64],
    cell: &[u32],
    cells: usize,
    indicators: &Indicators,
    columns: usize,
) -> Vec<Option<Difference>> {
    let mut counter = vec![0; columns];
    let strata: Vec<CellSummary> = rows_by_cell(cell, cells)
        .into_iter()
        .filter(|rows| !rows.is_empty())
        .map(|rows| CellSummary::new(rows, indicators, &mut counter))
        .collect();
    let mut fit = Fit::start(outcome, &strata, columns);
    for _ in 0..MOST_STEPS {
        if fit.step(outcome, &strata, indicators) < SETTLED {
            break;
        }
    }
    fit.differences(&strata, indicators)
}

struct Fit {
    /// The common intercept, which is not penalised.
    centre: f64,
    /// By stratum.
    intercepts: Vec<f64>,
    beta: Vec<f64>,
    /// Curvature of each intercept.
    curvature: Vec<f64>,
    /// For each stratum Σ w x at its columns.
    crossed: Vec<Vec<f64>>,
    system: Solved,
}

impl Fit {
    fn start(outcome: &[f64], strata: &[CellSummary], columns: usize) -> Fit {
        let rate = (outcome.iter().sum::<f64>() + 0.5) / (outcome.len() as f64 + 1.0);
        let centre = (rate / (1.0 - rate)).ln();
        Fit {
            centre,
            intercepts: vec![centre; strata.len()],
            beta: vec![0.0; columns],
            curvature: vec![0.0; strata.len()],
            crossed: vec![Vec::new(); strata.len()],
            system: solve_gram(&Gram::new(columns)),
        }
    }

    /// One step of Newton's method; the strata are eliminated first, so that the system that is
    /// left has a row a theme. Returns the largest change.
    fn step(&mut self, outcome: &[f64], strata: &[CellSummary], indicators: &Indicators) -> f64 {
        let columns = self.beta.len();
        let mut information = Gram::new(columns);
        let mut gradient: Vec<f64> = self.beta.iter().map(|b| -PENALTY * b).collect();
        let mut intercept_gradients = Vec::with_capacity(strata.len());
        for (stratum, summary) in strata.iter().enumerate() {
            let intercept = self.intercepts[stratum];
            let mut of_intercept = -PENALTY * (intercept - self.centre);
            let mut curvature = PENALTY;
            let mut crossed = vec![0.0; summary.means.len()];
            for &row in &summary.rows {
                let mentioned = indicators.row(row);
                let rate = logistic(intercept + sum_of(&self.beta, mentioned));
                let (residual, weight) = (outcome[row] - rate, rate * (1.0 - rate));
                of_intercept += residual;
                curvature += weight;
                information.add_weighted_outer(mentioned, weight);
                for &column in mentioned {
                    gradient[column as usize] += residual;
                    crossed[summary.position(column)] += weight;
                }
            }
            let scaled: Vec<(u32, f64)> = columns_of(summary)
                .zip(&crossed)
                .map(|(column, crossed)| (column, crossed / curvature))
                .collect();
            information.subtract_means(&scaled, curvature);
            for &(column, share) in &scaled {
                gradient[column as usize] -= share * of_intercept;
            }
            intercept_gradients.push(of_intercept);
            self.curvature[stratum] = curvature;
            self.crossed[stratum] = crossed;
        }
        for column in 0..columns {
            information.add(column, column, PENALTY);
        }
        self.system = solve_gram(&information);
        let change = self.system.inverse.times(&gradient);
        let mut largest = 0.0_f64;
        for (stratum, summary) in strata.iter().enumerate() {
            let moved: f64 = columns_of(summary)
                .zip(&self.crossed[stratum])
                .map(|(column, crossed)| crossed * change[column as usize])
                .sum();
            let step = (intercept_gradients[stratum] - moved) / self.curvature[stratum];
            self.intercepts[stratum] += step;
            largest = largest.max(step.abs());
        }
        for (beta, change) in self.beta.iter_mut().zip(&change) {
            *beta += change;
            largest = largest.max(change.abs());
        }
        // The common intercept that the penalty likes best.
        self.centre = self.intercepts.iter().sum::<f64>() / self.intercepts.len().max(1) as f64;
        largest
    }

    fn differences(
        &self,
        strata: &[CellSummary],
        indicators: &Indicators,
    ) -> Vec<Option<Difference>> {
        let columns = self.beta.len();
        let n: usize = strata.iter().map(|summary| summary.rows.len()).sum();
        (0..columns as u32)
            .into_par_iter()
            .map(|column| {
                let has = strata
                    .iter()
                    .flat_map(|s| &s.means)
                    .filter(|(c, _)| *c == column);
                has.count().checked_sub(1)?;
                let own = self.beta[column as usize];
                let mut total = 0.0;
                // How the mean difference moves with each coefficient.
                let mut by_beta = vec![0.0; columns];
                let mut by_intercept = Vec::with_capacity(strata.len());
                for (stratum, summary) in strata.iter().enumerate() {
                    let mut of_intercept = 0.0;
                    for &row in &summary.rows {
                        let mentioned = indicators.row(row);
                        let has = mentioned.binary_search(&column).is_ok();
                        let all = self.intercepts[stratum] + sum_of(&self.beta, mentioned);
                        let without = logistic(if has { all - own } else { all });
                        let with = logistic(if has { all } else { all + own });
                        total += with - without;
                        let slope = with * (1.0 - with) - without * (1.0 - without);
                        of_intercept += slope;
                        for &other in mentioned.iter().filter(|other| **other != column) {
                            by_beta[other as usize] += slope;
                        }
                        by_beta[column as usize] += with * (1.0 - with);
                    }
                    by_intercept.push(of_intercept);
                }
                let value = total / n as f64;
                let error = self.variance(strata, by_beta, &by_intercept).sqrt() / n as f64;
                (error > 0.0).then(|| {
                    Difference::with_error(value, error, Z_95, normal_two_sided).of_rates()
                })
            })
            .collect()
    }

    /// gᵀ H⁻¹ g, the strata eliminated as in [`Fit::step`].
    fn variance(&self, strata: &[CellSummary], mut by_beta: Vec<f64>, by_intercept: &[f64]) -> f64 {
        let mut variance = 0.0;
        for (stratum, summary) in strata.iter().enumerate() {
            let slope = by_intercept[stratum];
            variance += slope * slope / self.curvature[stratum];
            for (column, crossed) in columns_of(summary).zip(&self.crossed[stratum]) {
                by_beta[column as usize] -= crossed * slope / self.curvature[stratum];
            }
        }
        variance + self.system.inverse.sandwich(&by_beta).max(0.0)
    }
}

fn columns_of(summary: &CellSummary) -> impl Iterator<Item = u32> {
    summary.means.iter().map(|(column, _)| *column)
}

fn sum_of(beta: &[f64], mentioned: &[u32]) -> f64 {
    mentioned.iter().map(|&column| beta[column as usize]).sum()
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use linfa::Dataset;
    use linfa::traits::Fit as _;
    use linfa_logistic::LogisticRegression;
    use ndarray::{Array1, Array2};

    use super::*;

    /// 600 respondents in two strata, three themes: the first goes with fewer yes, the third
    /// belongs to the second stratum. The same data as `ridge` in tests/reference/impact.py.
    fn respondents() -> (Vec<f64>, Vec<u32>, Indicators) {
        let late = |i: u64| i % 5 < 2;
        let has = move |i: u64, theme: u64| match theme {
            0 => i.is_multiple_of(4),
            1 => i % 7 < 2,
            _ => (i * 13 % 11 < 4) == late(i),
        };
        let rows = (0..600).map(|i| (0..3).filter(move |&j| has(i, j)).map(|j| j as u32));
        let yes = |i: u64| {
            let bar = 45 + 20 * u64::from(late(i)) - 25 * u64::from(has(i, 0));
            (i * i * 7 + i * 31) % 101 < bar
        };
        (
            (0..600).map(|i| f64::from(u8::from(yes(i)))).collect(),
            (0..600).map(|i| u32::from(late(i))).collect(),
            Indicators::from_rows(rows),
        )
    }

    /// tests/reference/impact.py: dense Newton, numerical gradient.
    #[test]
    fn differences_and_intervals_agree_with_a_dense_computation() {
        let (outcome, cell, indicators) = respondents();
        let got = ridge_logistic(&outcome, &cell, 2, &indicators, 3);
        for (got, [value, low, high]) in got.iter().zip([
            [-0.227_805_692_0, -0.305_646_831_0, -0.149_964_553_0],
            [-0.035_535_399_6, -0.116_385_389_6, 0.045_314_590_4],
            [0.010_511_083_5, -0.065_634_027_6, 0.086_656_194_6],
        ]) {
            let got = got.unwrap();
            assert!((got.value - value).abs() < 1e-7, "{got:?} {value}");
            assert!((got.low - low).abs() < 1e-6, "{got:?} {low}");
            assert!((got.high - high).abs() < 1e-6, "{got:?} {high}");
        }
        assert_eq!(ridge_logistic(&outcome, &cell, 2, &indicators, 4)[3], None);
    }

    /// linfa keeps a dense matrix (0.8 GB for a million respondents and a hundred themes) and gives
    /// no information matrix, so it is only compared with.
    #[test]
    fn coefficients_agree_with_linfa() {
        let (outcome, cell, indicators) = respondents();
        let dense = Array2::from_shape_fn((600, 5), |(row, column)| match column as u32 {
            theme @ 0..3 => f64::from(u8::from(indicators.row(row).contains(&theme))),
            stratum => f64::from(u8::from(cell[row] == stratum - 3)),
        });
        let yes: Array1<bool> = outcome.iter().map(|y| *y > 0.5).collect();
        let model = LogisticRegression::default()
            .alpha(PENALTY)
            .gradient_tolerance(1e-8)
            .fit(&Dataset::new(dense, yes))
            .unwrap();
        let strata = rows_by_cell(&cell, 2).into_iter();
        let strata: Vec<CellSummary> = strata
            .map(|rows| CellSummary::new(rows, &indicators, &mut [0; 3]))
            .collect();
        let mut fit = Fit::start(&outcome, &strata, 3);
        for _ in 0..MOST_STEPS {
            fit.step(&outcome, &strata, &indicators);
        }
        let sign = if model.labels().pos.class { 1.0 } else { -1.0 };
        for (own, theirs) in fit.beta.iter().zip(model.params()) {
            assert!((own - sign * theirs).abs() < 1e-5, "{own} {theirs}");
        }
        assert!((fit.centre - sign * model.intercept()).abs() < 1e-5);
    }
}
