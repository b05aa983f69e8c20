//! What the numbers of a theme come to, in words.

use assay_analysis::impact::{NotEnough, ThemeEffect, Verdict};

use crate::themes::ThemeSummary;

pub(super) fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Lower => "lower",
        Verdict::Higher => "higher",
        Verdict::Unclear => "unclear",
        Verdict::NotEnoughData => "not_enough_data",
    }
}

/// The verdict as DESIGN words it; “linked to”, never “causes”.
pub(super) fn verdict_sentence(effect: &ThemeEffect) -> String {
    match effect.verdict {
        Verdict::Lower => "linked to lower activation".into(),
        Verdict::Higher => "linked to higher activation".into(),
        Verdict::Unclear => "no clear link".into(),
        Verdict::NotEnoughData => match (effect.reason, effect.more_needed) {
            (Some(NotEnough::DeterminedByOthers), _) => {
                "not enough data (its people cannot be told apart from those of other themes or segments)".into()
            }
            (Some(NotEnough::NoOutcomes), _) => "not enough data (no activation is known for those who raise it)".into(),
            (_, Some(more)) => format!("not enough data (about {more} more customers needed to see 5 points)"),
            (_, None) => "not enough data".into(),
        },
    }
}

/// Why the theme stands where it stands: one sentence.
pub(super) fn reason(theme: &ThemeSummary, effect: &ThemeEffect, has_outcomes: bool) -> String {
    let people = count(theme.customers, "person raises it", "people raise it");
    if !has_outcomes {
        return format!(
            "{people}, and {} of what they say is negative.",
            percent(theme.negative_share)
        );
    }
    let rates = format!(
        "{} of {} who raise it activated, {} of {} others did",
        effect.mentioned.activated, effect.mentioned.n, effect.others.activated, effect.others.n
    );
    let lost =
        |value: Option<f64>| value.map_or(String::new(), |value| format!("{:.0}", value.abs()));
    match effect.verdict {
        Verdict::Lower => format!(
            "{rates}; all else held constant, about {} activations are lost where it is raised, and at least {} at the cautious end.",
            lost(effect.activations_lost),
            lost(effect.activations_lost_low),
        ),
        Verdict::Higher => format!(
            "{rates}; those who raise it activate more often, so it is a strength rather than a problem."
        ),
        // An interval off 0 without a verdict: the link does not stand without the themes compared with.
        Verdict::Unclear if excludes_zero(effect) => format!(
            "{people}; {rates}, but the difference hangs on the themes it is compared with, so it is not called a link."
        ),
        Verdict::Unclear => {
            format!("{people}; {rates}, a difference that the others' variation can explain.")
        }
        Verdict::NotEnoughData => {
            format!("{people}; {rates}, too few to say whether activation differs.")
        }
    }
}

fn excludes_zero(effect: &ThemeEffect) -> bool {
    effect.low.is_some_and(|low| low > 0.0) || effect.high.is_some_and(|high| high < 0.0)
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn count(n: u64, one: &str, several: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { several })
}
