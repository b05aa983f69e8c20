//! What a reader has to know about how a ranking was computed, in sentences.

use super::compared::{Compared, Found, Plan};
use super::effects::{Effects, NotEnough, RankInput, ThemeEffect};
use super::estimate::{Method, RESPONDENTS_A_COLUMN};
use super::strata::{UNKNOWN, level};

/// The notes to a ranking.
pub fn notes(
    input: &RankInput,
    compared: &Compared,
    plan: &Plan,
    found: &Found,
    effects: &Effects,
) -> Vec<String> {
    let respondents = &compared.respondents;
    let mut notes = Vec::new();
    if effects.eligible == 0 {
        notes.push("No customer’s activation is known, so no theme can be linked with it.".into());
        return notes;
    }
    if respondents.outside_window > 0 {
        notes.push(format!(
            "{} gave feedback only outside the window and {} left out.",
            people(respondents.outside_window, "eligible customer"),
            if respondents.outside_window == 1 {
                "is"
            } else {
                "are"
            }
        ));
    }
    if effects.respondents == 0 {
        notes.push("No eligible customer gave feedback in the window.".into());
        return notes;
    }
    for name in input.strata {
        let known = |&c: &usize| level(&input.customers[c], name) != UNKNOWN;
        if !respondents.customers.iter().any(known) {
            notes.push(format!(
                "“{name}” is not known of any respondent and holds nothing constant."
            ));
        }
    }
    if plan.cells.pooled > 0 {
        notes.push(format!(
            "{} in small strata {} pooled; {} left.",
            people(plan.cells.pooled, "respondent"),
            if plan.cells.pooled == 1 {
                "was"
            } else {
                "were"
            },
            if plan.cells.count == 1 {
                "one stratum is".to_string()
            } else {
                format!("{} strata are", plan.cells.count)
            }
        ));
    }
    notes.extend(selected(effects));
    if plan.method != Method::Adjusted {
        notes.push(format!(
            "There are fewer than {RESPONDENTS_A_COLUMN} respondents for each theme and stratum, so themes were compared one at a time ({}); a theme may carry the blame of those mentioned with it.",
            plan.method.name()
        ));
    }
    if found.comparison.has_alternatives() {
        let raised: u64 = effects.themes.iter().map(|t| t.mentioned.n).sum();
        notes.push(format!(
            "Respondents hardly differ in how many themes they raise ({:.2} on average), so there is hardly anyone who raises none to compare with: each theme is compared with those who raise other themes instead. They carry what those themes do; where other themes do harm, a theme is somewhat worse than its difference says.",
            raised as f64 / effects.respondents as f64
        ));
    }
    if let Some(share) = effects
        .largest_revenue_share
        .filter(|share| *share > LARGE_REVENUE)
    {
        notes.push(format!(
            "One customer brings {:.0} % of the revenue, so the value at stake rests on that one.",
            100.0 * share
        ));
    }
    let carried = effects
        .themes
        .iter()
        .filter_map(|theme| theme.influence.as_ref());
    let carried = carried
        .filter(|influence| influence.carries_the_link)
        .count() as u64;
    if carried > 0 {
        notes.push(format!(
            "{} {} linked only with the people of one account counted in; see there.",
            people(carried, "theme"),
            if carried == 1 { "is" } else { "are" }
        ));
    }
    let doubted = found.doubted.iter().filter(|d| **d).count() as u64;
    if doubted > 0 {
        notes.push(format!(
            "{} {} only from themes that are linked with activation the other way, and {} not called linked.",
            people(doubted, "theme"),
            if doubted == 1 { "differs" } else { "differ" },
            if doubted == 1 { "is" } else { "are" }
        ));
    }
    let rare = |t: &&ThemeEffect| t.reason == Some(NotEnough::TooFewMention) && t.mentioned.n > 0;
    let rare = effects.themes.iter().filter(rare).count() as u64;
    if rare > 0 && plan.method == Method::Adjusted {
        notes.push(format!(
            "{} with fewer than {} respondents {} one indicator.",
            people(rare, "theme"),
            input.min_mentions.max(2),
            if rare == 1 { "has" } else { "share" }
        ));
    }
    notes
}

/// That those who gave feedback are unlike those who did not, where they are.
fn selected(effects: &Effects) -> Option<String> {
    let selection = effects.selection.as_ref()?;
    let difference = selection.difference.filter(|difference| {
        difference.low.is_some_and(|low| low > 0.0)
            || difference.high.is_some_and(|high| high < 0.0)
    });
    let unlike: Vec<String> = selection
        .segments
        .iter()
        .filter(|segment| segment.standardised > IMBALANCE)
        .map(|segment| format!("“{}”", segment.segment))
        .collect();
    let mut ways = Vec::new();
    if let Some(difference) = difference {
        let points = |share: f64| format!("{:+.1}", 100.0 * share).replace('-', "−");
        ways.push(format!(
            "in their rate of {} ({} points, {} to {})",
            effects.target.noun(),
            points(difference.value),
            points(difference.low.unwrap_or(difference.value)),
            points(difference.high.unwrap_or(difference.value)),
        ));
    }
    if !unlike.is_empty() {
        ways.push(format!("in {}", unlike.join(", ")));
    }
    (!ways.is_empty()).then(|| {
        format!(
            "Those who gave feedback differ from the {} who did not {}; what holds for them need not hold for the others.",
            people(effects.silent.n, "customer"),
            ways.join(" and ")
        )
    })
}

/// Share of the revenue of one customer above which it carries the value.
const LARGE_REVENUE: f64 = 0.1;

/// Standardised difference above which groups are called unlike (Austin 2009).
const IMBALANCE: f64 = 0.1;

fn people(n: u64, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
