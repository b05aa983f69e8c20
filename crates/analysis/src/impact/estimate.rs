//! The difference each theme makes, by the best method the number of respondents allows.

use std::sync::Arc;

use super::distributions::Z_95;
use super::effects::{Count, NotEnough};
use super::indicators::Indicators;
use super::linear::{Design, LinearModel};
use super::proportion::{Difference, agresti_coull_standard_error, newcombe};
use super::stratified::{Table, mantel_haenszel};

/// What the differences are computed from: respondents in rows.
#[derive(Clone, Copy, Debug)]
pub struct Study<'a> {
    /// The outcome of each respondent: 0 or 1, or any number.
    pub outcome: &'a [f64],
    /// The outcome is yes or no, and its mean a rate.
    pub is_yes_or_no: bool,
    /// The themes each mentions.
    pub indicators: &'a Indicators,
    /// Number of themes.
    pub themes: usize,
    /// Fewest respondents on either side.
    pub minimum: u64,
}

/// A stratification of the respondents.
#[derive(Clone, Copy, Debug)]
pub struct Strata<'a> {
    /// The cell of each respondent.
    pub cell: &'a [u32],
    /// Number of cells.
    pub count: usize,
}

/// A method and the words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// All themes and strata at once, HC3.
    Adjusted,
    /// The same, where hardly anyone raises no theme or several: each against the others.
    AgainstOtherThemes,
    /// One theme at a time over strata.
    Stratified,
    /// One theme at a time, no strata.
    Simple,
    /// One theme at a time, for numbers.
    OneMean,
}

/// A theme's difference, or why there is none.
pub type ThemeDifference = Result<Difference, NotEnough>;

impl Method {
    /// As written in a report.
    pub fn name(self) -> &'static str {
        match self {
            Method::Adjusted => "adjusted, HC3",
            Method::AgainstOtherThemes => "adjusted, HC3; against those who raise other themes",
            Method::Stratified => "Mantel–Haenszel, Sato",
            Method::Simple => "Newcombe",
            Method::OneMean => "one theme at a time, HC3",
        }
    }
}

/// Respondents a column of the model needs, at least.
pub const RESPONDENTS_A_COLUMN: usize = 10;

/// With fewer activated or fewer not activated than this on either side, residuals understate how
/// uncertain the rate is (a rate of 0 of 12 has no residual at all).
const FEW_EVENTS: u64 = 5;

impl Study<'_> {
    /// 1 if the outcome is a yes; numbers are neither.
    fn yes(&self, row: usize) -> u64 {
        u64::from(self.is_yes_or_no && self.outcome[row] > 0.5)
    }

    /// The least standard error believed of a theme, see [`least_error`]; numbers have none.
    pub fn least_error(&self, pair: &(Count, Count)) -> f64 {
        if self.is_yes_or_no {
            least_error(pair)
        } else {
            0.0
        }
    }

    /// Mean outcome of those who mention each theme and of those who do not.
    pub fn means(&self) -> Vec<[Option<f64>; 2]> {
        let total: f64 = self.outcome.iter().sum();
        let mut sums = vec![(0.0, 0.0); self.themes];
        for (row, outcome) in self.outcome.iter().enumerate() {
            for &theme in self.indicators.row(row) {
                sums[theme as usize].0 += 1.0;
                sums[theme as usize].1 += outcome;
            }
        }
        let n = self.outcome.len() as f64;
        let mean = |n: f64, sum: f64| (n > 0.0).then(|| sum / n);
        let both = |(m, sum): (f64, f64)| [mean(m, sum), mean(n - m, total - sum)];
        sums.into_iter().map(both).collect()
    }

    /// Respondents who mention each theme and those who do not.
    pub fn counts(&self) -> Vec<(Count, Count)> {
        let n = self.outcome.len() as u64;
        let activated = (0..self.outcome.len())
            .map(|row| self.yes(row))
            .sum::<u64>();
        let mut mentioned = vec![Count::default(); self.themes];
        for row in 0..self.outcome.len() {
            for &theme in self.indicators.row(row) {
                mentioned[theme as usize].n += 1;
                mentioned[theme as usize].activated += self.yes(row);
            }
        }
        mentioned
            .into_iter()
            .map(|m| {
                let others = Count {
                    n: n - m.n,
                    activated: activated - m.activated,
                };
                (m, others)
            })
            .collect()
    }

    /// The model's columns: one for each theme with enough respondents on both sides, one shared
    /// by the themes too few mention, one shared by those nearly all mention.
    pub fn columns(&self, counts: &[(Count, Count)]) -> Columns {
        let mut columns = Columns {
            own: vec![Own::Rare; self.themes],
            count: 0,
            rare: None,
            common: None,
        };
        for (own, (mentioned, others)) in columns.own.iter_mut().zip(counts) {
            if mentioned.n < self.minimum {
                continue;
            }
            if others.n < self.minimum {
                *own = Own::Common;
                continue;
            }
            *own = Own::Column(columns.count);
            columns.count += 1;
        }
        let rare = |(own, (mentioned, _)): (&Own, &(Count, Count))| {
            matches!(own, Own::Rare) && mentioned.n > 0
        };
        if columns.own.iter().zip(counts).any(rare) {
            columns.rare = Some(columns.count);
            columns.count += 1;
        }
        let common = |(own, (_, others)): (&Own, &(Count, Count))| {
            matches!(own, Own::Common) && others.n > 0
        };
        if columns.own.iter().zip(counts).any(common) {
            columns.common = Some(columns.count);
            columns.count += 1;
        }
        columns
    }

    /// The difference of each theme, one at a time within strata: Mantel–Haenszel's, or Newcombe's
    /// with a single stratum; for numbers the difference of means within strata, with HC3.
    pub fn one_at_a_time(&self, strata: Strata, counts: &[(Count, Count)]) -> Vec<ThemeDifference> {
        if !self.is_yes_or_no {
            return self.one_mean_at_a_time(strata, counts);
        }
        let tables = (strata.count > 1).then(|| self.tables(strata));
        counts
            .iter()
            .enumerate()
            .map(|(theme, pair)| {
                let (mentioned, others) = pair;
                if mentioned.n < self.minimum || others.n < self.minimum {
                    return Err(too_few(self.minimum, pair));
                }
                match &tables {
                    None => newcombe(
                        [mentioned.activated, others.activated],
                        [mentioned.n, others.n],
                    ),
                    Some(tables) => {
                        let own: Vec<Table> = tables.iter().map(|t| t[theme]).collect();
                        mantel_haenszel(&own).map(|d| {
                            let error = d.standard_error.max(least_error(pair));
                            Difference::with_error(d.value, error, Z_95, |_| d.p_value).of_rates()
                        })
                    }
                }
                .ok_or(NotEnough::DeterminedByOthers)
            })
            .collect()
    }

    fn one_mean_at_a_time(
        &self,
        strata: Strata,
        counts: &[(Count, Count)],
    ) -> Vec<ThemeDifference> {
        let difference = |(theme, pair): (usize, &(Count, Count))| {
            if pair.0.n < self.minimum || pair.1.n < self.minimum {
                return Err(too_few(self.minimum, pair));
            }
            let mentions = |row: usize| self.indicators.row(row).contains(&(theme as u32));
            let rows = (0..self.outcome.len()).map(|row| mentions(row).then_some(0));
            let design = Design::new(strata.cell, strata.count, Indicators::from_rows(rows), 1);
            LinearModel::new(Arc::new(design), self.outcome)
                .coefficients()
                .difference(0, 0.0)
                .ok_or(NotEnough::DeterminedByOthers)
        };
        counts.iter().enumerate().map(difference).collect()
    }

    /// The rows of the model's columns.
    pub fn design(&self, columns: &Columns) -> Indicators {
        let common_themes = columns
            .own
            .iter()
            .filter(|o| matches!(o, Own::Common))
            .count();
        Indicators::from_rows((0..self.outcome.len()).map(|row| {
            let mut common_mentioned = 0;
            let mut design: Vec<u32> = Vec::new();
            for &theme in self.indicators.row(row) {
                match columns.own[theme as usize] {
                    Own::Column(column) => design.push(column),
                    Own::Rare => design.extend(columns.rare),
                    Own::Common => common_mentioned += 1,
                }
            }
            if common_mentioned < common_themes {
                design.extend(columns.common);
            }
            design
        }))
    }

    /// By stratum and theme, who mentions it and who activated.
    pub fn tables(&self, strata: Strata) -> Vec<Vec<Table>> {
        let mut totals = vec![Count::default(); strata.count];
        let mut tables = vec![vec![Table::default(); self.themes]; strata.count];
        for row in 0..self.outcome.len() {
            let (cell, activated) = (strata.cell[row] as usize, self.yes(row));
            totals[cell].n += 1;
            totals[cell].activated += activated;
            for &theme in self.indicators.row(row) {
                let table = &mut tables[cell][theme as usize];
                table.exposed += 1;
                table.exposed_activated += activated;
            }
        }
        for (cell, total) in tables.iter_mut().zip(totals) {
            for table in cell {
                table.unexposed = total.n - table.exposed;
                table.unexposed_activated = total.activated - table.exposed_activated;
            }
        }
        tables
    }
}

/// Which column of the model speaks for a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// Its own.
    Column(u32),
    /// That of the themes too few mention.
    Rare,
    /// That of the themes nearly all mention.
    Common,
}

/// The columns of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The column of each theme.
    pub own: Vec<Own>,
    /// Number of columns, the shared ones included.
    pub count: u32,
    /// "Mentions a theme that too few mention."
    pub rare: Option<u32>,
    /// "Does not mention a theme that nearly all mention."
    pub common: Option<u32>,
}

/// Which side of a comparison has fewer than `minimum` respondents.
pub fn too_few(minimum: u64, (mentioned, _): &(Count, Count)) -> NotEnough {
    if mentioned.n < minimum {
        NotEnough::TooFewMention
    } else {
        NotEnough::TooFewOthers
    }
}

/// The smallest standard error believed, 0 where outcomes are plenty on both sides.
fn least_error((mentioned, others): &(Count, Count)) -> f64 {
    let few = |c: &Count| c.activated.min(c.n - c.activated) < FEW_EVENTS;
    if few(mentioned) || few(others) {
        agresti_coull_standard_error(
            [mentioned.activated, others.activated],
            [mentioned.n, others.n],
        )
    } else {
        0.0
    }
}
