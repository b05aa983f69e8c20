//! Who is compared with whom, by which method, and what comes of it.

use super::adjusted::{Adjusted, Comparison, q_values};
use super::effects::{Count, RankInput};
use super::estimate::{Method, RESPONDENTS_A_COLUMN, Strata, Study, ThemeDifference};
use super::indicators::Indicators;
use super::influence::Influence;
use super::respondents::{Respondents, respondents};
use super::sensitivity::Part;
use super::strata::{Cells, cells};

/// Who is compared, and what they mention.
pub struct Compared<'a> {
    input: &'a RankInput<'a>,
    /// The respondents.
    pub respondents: Respondents,
    indicators: Indicators,
}

impl<'a> Compared<'a> {
    /// Collects them.
    pub fn new(input: &'a RankInput<'a>) -> Compared<'a> {
        let respondents = respondents(input);
        Compared {
            input,
            indicators: respondents.indicators(|_| true),
            respondents,
        }
    }

    /// What the differences are computed from.
    pub fn study(&self) -> Study<'_> {
        Study {
            outcome: &self.respondents.outcome,
            is_yes_or_no: self.input.response.target.is_yes_or_no(),
            indicators: &self.indicators,
            themes: self.input.themes,
            minimum: u64::from(self.input.min_mentions.max(2)),
        }
    }

    /// The customers who mention each theme.
    pub fn mentioning(&self) -> Vec<Vec<usize>> {
        let mut mentioning = vec![Vec::new(); self.input.themes];
        for (row, &customer) in self.respondents.customers.iter().enumerate() {
            for &theme in self.indicators.row(row) {
                mentioning[theme as usize].push(customer);
            }
        }
        mentioning
    }

    /// The differences without the people of an account, by the same method; none where too few
    /// are left for it.
    pub fn without(
        &self,
        segment: &str,
        influence: &Influence,
        study: &Study,
        plan: &Plan,
        found: &Found,
    ) -> Vec<ThemeDifference> {
        let customers = &self.respondents.customers;
        let elsewhere = |row: &usize| {
            let account = self.input.customers[customers[*row]].segments.get(segment);
            account != Some(&influence.account)
        };
        let rows: Vec<usize> = (0..customers.len()).filter(elsewhere).collect();
        let strata = plan.strata();
        let part = Part::new(study, strata, &self.respondents, &rows, |_| true);
        match plan.method {
            Method::Adjusted => part.all_at_once(study, strata, &found.comparison),
            _ => part.one_at_a_time(study, strata),
        }
    }

    /// By which method, within which strata.
    pub fn plan(&self, study: &Study, counts: &[(Count, Count)]) -> Plan {
        plan(self.input, &self.respondents, study, counts)
    }
}

/// The method and the strata it works with.
pub struct Plan {
    /// The method.
    pub method: Method,
    /// The strata.
    pub cells: Cells,
}

impl Plan {
    /// The strata.
    pub fn strata(&self) -> Strata<'_> {
        Strata {
            cell: &self.cells.cell,
            count: self.cells.count,
        }
    }

    /// The difference of each theme by this method.
    pub fn differences<'a>(&self, study: Study<'a>, counts: &'a [(Count, Count)]) -> Found<'a> {
        match self.method {
            Method::Adjusted => Found::adjusted(Adjusted::new(study, self.strata(), counts)),
            _ => Found::one_at_a_time(study.one_at_a_time(self.strata(), counts)),
        }
    }
}

/// Fewest respondents in a stratum; the second where the first leaves fewer than ten a column.
const SMALLEST_STRATA: [usize; 2] = [10, 20];

fn plan(
    input: &RankInput,
    respondents: &Respondents,
    study: &Study,
    counts: &[(Count, Count)],
) -> Plan {
    let columns = study.columns(counts).count as usize;
    let cut = |smallest: usize| {
        cells(
            input.customers,
            &respondents.customers,
            input.strata,
            smallest,
        )
    };
    let enough = |cells: &Cells| {
        respondents.customers.len() >= RESPONDENTS_A_COLUMN * (cells.count + columns)
    };
    let [finest, coarser] = SMALLEST_STRATA;
    let finest = cut(finest);
    if enough(&finest) {
        let method = Method::Adjusted;
        return Plan {
            method,
            cells: finest,
        };
    }
    let coarser = cut(coarser);
    if enough(&coarser) && coarser.count > 1 {
        let method = Method::Adjusted;
        return Plan {
            method,
            cells: coarser,
        };
    }
    let method = match (study.is_yes_or_no, finest.count) {
        (false, _) => Method::OneMean,
        (true, 2..) => Method::Stratified,
        (true, _) => Method::Simple,
    };
    Plan {
        method,
        cells: finest,
    }
}

/// The differences and what may be said of them.
pub struct Found<'a> {
    /// What each theme is compared with.
    pub comparison: Comparison,
    /// The difference of each.
    pub differences: Vec<ThemeDifference>,
    /// Benjamini–Hochberg over those that have one.
    pub q_values: Vec<Option<f64>>,
    /// Links that rest only on what the other themes are linked with.
    pub doubted: Vec<bool>,
    /// The model, where all themes were taken at once.
    pub model: Option<Adjusted<'a>>,
}

impl<'a> Found<'a> {
    fn adjusted(model: Adjusted<'a>) -> Found<'a> {
        let comparison = model.comparison();
        let mut found = Found::new(model.differences(&comparison, |_| true), comparison);
        let judged = model.verdicts(&found.differences, &found.q_values);
        found.doubted = model.doubted(&found.comparison, &judged);
        found.model = Some(model);
        found
    }

    fn one_at_a_time(differences: Vec<ThemeDifference>) -> Found<'a> {
        Found::new(differences, Comparison::default())
    }

    fn new(differences: Vec<ThemeDifference>, comparison: Comparison) -> Found<'a> {
        Found {
            q_values: q_values(&differences),
            doubted: vec![false; differences.len()],
            differences,
            comparison,
            model: None,
        }
    }
}
