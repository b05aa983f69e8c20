//! The same question asked in other ways.

use super::adjusted::{Adjusted, Comparison};
use super::compared::Compared;
use super::effects::{Count, RankInput, Sensitivity, SensitivityKind};
use super::estimate::{Own, RESPONDENTS_A_COLUMN, Strata, Study, ThemeDifference};
use super::indicators::Indicators;
use super::respondents::{Exposure, Respondents};
use super::ridge::ridge_logistic;

/// For each theme, its difference computed in the other ways that the data allow. Where themes are
/// compared with other themes, those ways that take all themes at once do so too; one theme at a
/// time and the logistic model are against whoever does not mention it, as ever.
pub fn theme_sensitivity(input: &RankInput) -> Vec<Vec<Sensitivity>> {
    let compared = Compared::new(input);
    let study = compared.study();
    let counts = study.counts();
    let plan = compared.plan(&study, &counts);
    let strata = plan.strata();
    let found = plan.differences(study, &counts);
    panel(
        &study,
        strata,
        &compared.respondents,
        &counts,
        &found.comparison,
    )
}

fn panel(
    study: &Study,
    strata: Strata,
    respondents: &Respondents,
    counts: &[(Count, Count)],
    comparison: &Comparison,
) -> Vec<Vec<Sensitivity>> {
    let mut found: Vec<Vec<Sensitivity>> = vec![Vec::new(); study.themes];
    let mut add = |kind: SensitivityKind, differences: Vec<ThemeDifference>| {
        for (list, difference) in found.iter_mut().zip(differences) {
            if let Ok(difference) = difference {
                list.push(Sensitivity {
                    kind,
                    difference: difference.value,
                    low: difference.low,
                    high: difference.high,
                });
            }
        }
    };
    let one_cell = vec![0; study.outcome.len()];
    let unstratified = Strata {
        cell: &one_cell,
        count: 1,
    };
    add(
        SensitivityKind::Unadjusted,
        study.one_at_a_time(unstratified, counts),
    );
    if study.is_yes_or_no {
        add(
            SensitivityKind::RidgeLogistic,
            logistic(study, strata, counts),
        );
    }
    let refit = |rows: &[usize], keep: fn(&Exposure) -> bool| {
        Part::new(study, strata, respondents, rows, keep).all_at_once(study, strata, comparison)
    };
    if strata.count > 1 {
        add(
            SensitivityKind::OneAtATime,
            study.one_at_a_time(strata, counts),
        );
        let largest = largest_cell(strata);
        let rows: Vec<usize> = (0..study.outcome.len())
            .filter(|&row| strata.cell[row] != largest)
            .collect();
        add(
            SensitivityKind::WithoutLargestStratum,
            refit(&rows, |_| true),
        );
    }
    let everyone: Vec<usize> = (0..study.outcome.len()).collect();
    let some = |test: fn(&Exposure) -> bool| respondents.exposures.iter().flatten().any(test);
    if some(|e| !e.strong) {
        add(SensitivityKind::WithoutWeak, refit(&everyone, |e| e.strong));
    }
    if some(|e| e.negative) && some(|e| !e.negative) {
        add(
            SensitivityKind::NegativeOnly,
            refit(&everyone, |e| e.negative),
        );
    }
    if let Some(early) = &respondents.activated_early {
        let still_open: Vec<usize> = everyone.into_iter().filter(|&row| !early[row]).collect();
        add(SensitivityKind::Landmark, refit(&still_open, |e| e.early));
    }
    found
}

/// E-value of a difference: how strongly, as a risk ratio, something unmeasured would have to go
/// with both the theme and the outcome to explain the difference away (VanderWeele & Ding 2017,
/// Annals of Internal Medicine 167:268–274). The ratio is taken at the others' rate; `None` where
/// either rate would not be above 0.
pub fn e_value(difference: f64, others: &Count) -> Option<f64> {
    let rate = others.activated as f64 / others.n as f64;
    let ratio = (rate + difference) / rate;
    if !ratio.is_finite() || ratio <= 0.0 {
        return None;
    }
    let ratio = ratio.max(1.0 / ratio);
    Some(ratio + (ratio * (ratio - 1.0)).sqrt())
}

/// Some of the respondents and some of what they mention.
pub struct Part {
    outcome: Vec<f64>,
    cell: Vec<u32>,
    indicators: Indicators,
}

impl Part {
    /// Takes these rows, and the mentions that `keep` accepts.
    pub fn new(
        study: &Study,
        strata: Strata,
        respondents: &Respondents,
        rows: &[usize],
        keep: fn(&Exposure) -> bool,
    ) -> Part {
        let mentioned = |&row: &usize| {
            let kept = respondents.exposures[row].iter().filter(move |e| keep(e));
            kept.map(|exposure| exposure.theme)
        };
        Part {
            outcome: rows.iter().map(|&row| study.outcome[row]).collect(),
            cell: rows.iter().map(|&row| strata.cell[row]).collect(),
            indicators: Indicators::from_rows(rows.iter().map(mentioned)),
        }
    }

    /// All themes at once, each compared with what it is compared with on the whole. Nothing if
    /// too few respondents a column are left.
    pub fn all_at_once(
        &self,
        study: &Study,
        strata: Strata,
        comparison: &Comparison,
    ) -> Vec<ThemeDifference> {
        let (study, strata) = self.of(study, strata);
        let counts = study.counts();
        let columns = study.columns(&counts).count as usize + strata.count;
        if self.outcome.len() < RESPONDENTS_A_COLUMN * columns {
            return Vec::new();
        }
        Adjusted::new(study, strata, &counts).differences(comparison, |_| true)
    }

    /// One theme at a time.
    pub fn one_at_a_time(&self, study: &Study, strata: Strata) -> Vec<ThemeDifference> {
        let (study, strata) = self.of(study, strata);
        study.one_at_a_time(strata, &study.counts())
    }

    fn of<'a>(&'a self, study: &Study<'a>, strata: Strata<'a>) -> (Study<'a>, Strata<'a>) {
        let study = Study {
            outcome: &self.outcome,
            indicators: &self.indicators,
            ..*study
        };
        let strata = Strata {
            cell: &self.cell,
            ..strata
        };
        (study, strata)
    }
}

/// Needs no minimum of respondents a column, as the penalty keeps what is hardly known near 0;
/// only themes with a column of their own.
fn logistic(study: &Study, strata: Strata, counts: &[(Count, Count)]) -> Vec<ThemeDifference> {
    let columns = study.columns(counts);
    let design = study.design(&columns);
    let count = columns.count as usize;
    let found = ridge_logistic(study.outcome, strata.cell, strata.count, &design, count);
    let of_theme = |(own, pair): (&Own, &(Count, Count))| match *own {
        Own::Column(column) => found[column as usize].ok_or(super::NotEnough::DeterminedByOthers),
        _ => Err(super::estimate::too_few(study.minimum, pair)),
    };
    columns.own.iter().zip(counts).map(of_theme).collect()
}

fn largest_cell(strata: Strata) -> u32 {
    let mut sizes = vec![0_u64; strata.count];
    for &cell in strata.cell {
        sizes[cell as usize] += 1;
    }
    let mut largest = 0;
    for (cell, &size) in sizes.iter().enumerate() {
        if size > sizes[largest] {
            largest = cell;
        }
    }
    largest as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// VanderWeele & Ding 2017: a risk ratio of 3.9 has the E-value 7.26.
    #[test]
    fn the_published_e_value_agrees() {
        let others = Count {
            n: 100,
            activated: 10,
        };
        let got = e_value(0.29, &others).unwrap();
        assert!((got - 7.26).abs() < 0.005, "{got}");
        assert_eq!(e_value(0.0, &others), Some(1.0));
        assert_eq!(e_value(-0.2, &others), None);
        assert_eq!(e_value(0.1, &Count { n: 5, activated: 0 }), None);
    }
}
