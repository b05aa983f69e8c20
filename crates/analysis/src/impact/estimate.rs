//! The difference each theme makes, by the best method the number of respondents allows.

use super::distributions::Z_95;
use super::effects::{Count, NotEnough};
use super::indicators::Indicators;
use super::proportion::{Difference, agresti_coull_standard_error, newcombe};
use super::stratified::{Table, mantel_haenszel};

/// What the differences are computed from: respondents in rows.
#[derive(Clone, Copy, Debug)]
pub struct Study<'a> {
    /// Whether each respondent activated.
    pub activated: &'a [bool],
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
        }
    }
}

/// Respondents a column of the model needs, at least.
pub const RESPONDENTS_A_COLUMN: usize = 10;

/// With fewer activated or fewer not activated than this on either side, residuals understate how
/// uncertain the rate is (a rate of 0 of 12 has no residual at all).
const FEW_EVENTS: u64 = 5;

impl Study<'_> {
    /// Respondents who mention each theme and those who do not.
    pub fn counts(&self) -> Vec<(Count, Count)> {
        let n = self.activated.len() as u64;
        let activated = self.activated.iter().filter(|a| **a).count() as u64;
        let mut mentioned = vec![Count::default(); self.themes];
        for (row, &activated) in self.activated.iter().enumerate() {
            for &theme in self.indicators.row(row) {
                mentioned[theme as usize].n += 1;
                mentioned[theme as usize].activated += u64::from(activated);
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

    /// The difference of each theme, one at a time within strata; Newcombe's with a single one.
    pub fn one_at_a_time(&self, strata: Strata, counts: &[(Count, Count)]) -> Vec<ThemeDifference> {
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
                            Difference::with_error(d.value, error, Z_95, |_| d.p_value)
                        })
                    }
                }
                .ok_or(NotEnough::DeterminedByOthers)
            })
            .collect()
    }

    /// The rows of the model's columns.
    pub fn design(&self, columns: &Columns) -> Indicators {
        let common_themes = columns
            .own
            .iter()
            .filter(|o| matches!(o, Own::Common))
            .count();
        Indicators::from_rows((0..self.activated.len()).map(|row| {
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

    fn tables(&self, strata: Strata) -> Vec<Vec<Table>> {
        let mut totals = vec![Count::default(); strata.count];
        let mut tables = vec![vec![Table::default(); self.themes]; strata.count];
        for (row, &activated) in self.activated.iter().enumerate() {
            let cell = strata.cell[row] as usize;
            totals[cell].n += 1;
            totals[cell].activated += u64::from(activated);
            for &theme in self.indicators.row(row) {
                let table = &mut tables[cell][theme as usize];
                table.exposed += 1;
                table.exposed_activated += u64::from(activated);
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
pub fn least_error((mentioned, others): &(Count, Count)) -> f64 {
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
