//! Who is compared: eligible customers who gave feedback in the window, and what they mention.

use super::clock::{days_between, is_after, plus_days};
use super::effects::RankInput;
use super::indicators::Indicators;
use super::records::{Customer, Mention};
use super::target::Target;

/// A respondent mentioning a theme, all mentions put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// The theme.
    pub theme: u32,
    /// At least one mention is not weak.
    pub strong: bool,
    /// At least one mention is negative.
    pub negative: bool,
    /// At least one mention lies in the first half of the window.
    pub early: bool,
}

/// The respondents, in the customers' order.
#[derive(Clone, Debug, Default)]
pub struct Respondents {
    /// Index of each into the customers.
    pub customers: Vec<usize>,
    /// The outcome of each.
    pub outcome: Vec<f64>,
    /// Whether each activated in the first half of the window; `None` if that cannot be known.
    pub activated_early: Option<Vec<bool>>,
    /// What each mentions, by theme.
    pub exposures: Vec<Vec<Exposure>>,
    /// Eligible customers whose feedback all lies outside the window.
    pub outside_window: u64,
}

/// Collects the respondents.
///
/// A customer is a respondent if eligible and if some feedback (or mention) of theirs is undated
/// or was given between signing up and the end of the window. Feedback outside the window makes
/// nobody exposed **and nobody a respondent**: whoever wrote later had to stay to do so, and would
/// be compared with people observed for a shorter time. Without a sign-up date (a column rule with
/// no window) all feedback counts.
pub fn respondents(input: &RankInput) -> Respondents {
    let window_days = input.response.window_days;
    let outcome = |customer: usize| input.response.values.get(customer).copied().flatten();
    let eligible =
        |customer: usize| customer < input.customers.len() && outcome(customer).is_some();
    let mut wrote = vec![Wrote::Nothing; input.customers.len()];
    let said = |m: &Mention| (m.customer, m.time);
    let feedback = input.feedback.iter().map(|f| (f.customer, f.time));
    for (customer, time) in feedback.chain(input.mentions.iter().map(said)) {
        if eligible(customer) {
            let inside = in_window(input, &input.customers[customer], time, window_days);
            wrote[customer] = wrote[customer].max(if inside {
                Wrote::Inside
            } else {
                Wrote::Outside
            });
        }
    }
    let customers: Vec<usize> = (0..wrote.len())
        .filter(|&c| wrote[c] == Wrote::Inside)
        .collect();
    Respondents {
        outcome: customers.iter().filter_map(|&c| outcome(c)).collect(),
        activated_early: activated_early(input, &customers),
        exposures: exposures(input, &customers),
        outside_window: wrote.iter().filter(|w| **w == Wrote::Outside).count() as u64,
        customers,
    }
}

/// A respondent, and where they stand for one theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Respondent {
    /// Index into the customers.
    pub customer: usize,
    /// Mentions the theme, in the window.
    pub mentions: bool,
    /// The outcome: 1 or 0 for yes or no, or a number.
    pub outcome: f64,
}

/// Everyone that [`theme_effects`](super::theme_effects) compares for a theme, in the customers'
/// order.
pub fn respondents_for(input: &RankInput, theme: usize) -> Vec<Respondent> {
    let all = respondents(input);
    let rows = all.customers.iter().zip(&all.outcome).zip(&all.exposures);
    rows.map(|((&customer, &outcome), exposures)| Respondent {
        customer,
        mentions: exposures.iter().any(|e| e.theme as usize == theme),
        outcome,
    })
    .collect()
}

impl Respondents {
    /// Days until each activated, the window for those who did not in it; `None` unless the outcome
    /// is activation within a window and every activation has a date.
    pub fn days_to_activate(&self, input: &RankInput) -> Option<Vec<f64>> {
        let window = input.response.window_days.filter(|days| *days > 0)?;
        if input.response.target != Target::Activated {
            return None;
        }
        let days = |&customer: &usize| {
            let outcome = input.outcomes.get(customer)?;
            let signed_up = input.customers[customer].signed_up?;
            Some(match (outcome.activated, outcome.activated_at) {
                (true, at) => days_between(signed_up, at?).min(f64::from(window)),
                (false, _) => f64::from(window),
            })
        };
        self.customers.iter().map(days).collect()
    }

    /// The theme indicators of those exposures that `keep` accepts.
    pub fn indicators(&self, keep: impl Fn(&Exposure) -> bool) -> Indicators {
        Indicators::from_rows(
            self.exposures
                .iter()
                .map(|row| row.iter().filter(|e| keep(e)).map(|e| e.theme)),
        )
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wrote {
    Nothing,
    Outside,
    Inside,
}

fn in_window(
    input: &RankInput,
    customer: &Customer,
    time: Option<i64>,
    window_days: Option<u32>,
) -> bool {
    let Some(time) = time else {
        return true;
    };
    if input.as_of.is_some_and(|as_of| is_after(time, as_of)) {
        return false;
    }
    customer.signed_up.is_none_or(|signed_up| {
        !is_after(signed_up, time)
            && window_days.is_none_or(|days| !is_after(time, plus_days(signed_up, days)))
    })
}

fn half_window(input: &RankInput) -> Option<u32> {
    input
        .response
        .window_days
        .map(|days| days / 2)
        .filter(|&d| d > 0)
}

/// Known only with a window, and with a date for every activation and every mention.
fn activated_early(input: &RankInput, customers: &[usize]) -> Option<Vec<bool>> {
    let half = half_window(input)?;
    let is_activation = input.response.target == Target::Activated;
    if !is_activation || input.mentions.iter().any(|m| m.time.is_none()) {
        return None;
    }
    customers
        .iter()
        .map(|&c| {
            let outcome = input.outcomes.get(c)?;
            let signed_up = input.customers[c].signed_up?;
            match (outcome.activated, outcome.activated_at) {
                (true, None) => None,
                (true, Some(time)) => Some(!is_after(time, plus_days(signed_up, half))),
                (false, _) => Some(false),
            }
        })
        .collect()
}

fn exposures(input: &RankInput, customers: &[usize]) -> Vec<Vec<Exposure>> {
    let mut row_of = vec![None; input.customers.len()];
    for (row, &customer) in customers.iter().enumerate() {
        row_of[customer] = Some(row);
    }
    let half = half_window(input);
    let mut rows: Vec<Vec<Exposure>> = vec![Vec::new(); customers.len()];
    for mention in input.mentions {
        let Some(&Some(row)) = row_of.get(mention.customer) else {
            continue;
        };
        let customer = &input.customers[mention.customer];
        if mention.theme < input.themes
            && in_window(input, customer, mention.time, input.response.window_days)
        {
            rows[row].push(Exposure {
                theme: mention.theme as u32,
                strong: !mention.weak,
                negative: mention.negative,
                early: half.is_some() && in_window(input, customer, mention.time, half),
            });
        }
    }
    for row in &mut rows {
        row.sort_unstable_by_key(|e| e.theme);
        row.dedup_by(|next, first| {
            let same = next.theme == first.theme;
            if same {
                first.strong |= next.strong;
                first.negative |= next.negative;
                first.early |= next.early;
            }
            same
        });
    }
    rows
}
