//! What the numbers of a theme come to, in words.

use assay_analysis::impact::{NotEnough, RankBy, Target, ThemeEffect, Verdict};

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
pub(super) fn verdict_sentence(effect: &ThemeEffect, target: Target) -> String {
    let noun = target.noun();
    match effect.verdict {
        Verdict::Lower => format!("linked to lower {noun}"),
        Verdict::Higher => format!("linked to higher {noun}"),
        Verdict::Unclear => "no clear link".into(),
        Verdict::NotEnoughData => match (effect.reason, effect.more_needed) {
            (Some(NotEnough::DeterminedByOthers), _) => {
                "not enough data (its people cannot be told apart from those of other themes or segments)".into()
            }
            (Some(NotEnough::NoOutcomes), _) => {
                format!("not enough data (no {noun} is known for those who raise it)")
            }
            (_, Some(more)) if target.is_yes_or_no() => {
                format!("not enough data (about {more} more customers needed to see 5 points)")
            }
            (_, Some(more)) => format!(
                "not enough data (about {more} more people needed to see a tenth of a standard deviation)"
            ),
            (_, None) => "not enough data".into(),
        },
    }
}

/// A theme and where it stands.
pub(super) struct Standing<'a> {
    pub(super) by: RankBy,
    pub(super) theme: &'a ThemeSummary,
    /// Its link with the outcome; none where nothing is known of anybody.
    pub(super) effect: Option<&'a ThemeEffect>,
    /// Share of the people who gave feedback.
    pub(super) share: f64,
    pub(super) priority: f64,
    pub(super) effort: Option<f64>,
    pub(super) target: Target,
}

/// Why the theme stands where it stands: one sentence, on what the order goes by.
pub(super) fn reason(standing: &Standing) -> String {
    let theme = standing.theme;
    let people = count(theme.customers, "person raises it", "people raise it");
    let by_people = || {
        format!(
            "{people}, and {} of what they say is negative.",
            percent(theme.negative_share)
        )
    };
    match (standing.by, standing.effect) {
        (RankBy::Frequency, _) => format!(
            "{people}, {} of everyone who gave feedback.",
            percent(standing.share)
        ),
        (RankBy::Negative, _) => format!(
            "{} of its {} {} negative.",
            percent(theme.negative_share),
            count(theme.passages, "passage", "passages"),
            if theme.passages == 1 { "is" } else { "are" }
        ),
        (RankBy::Effort, _) => for_effort(standing),
        (_, None) => by_people(),
        (RankBy::Value, Some(effect)) if effect.value_at_stake.is_some() => at_stake(effect),
        (_, Some(effect)) => link(&people, effect, standing.target),
    }
}

fn for_effort(standing: &Standing) -> String {
    let priority = number(standing.priority);
    match standing.effort {
        Some(effort) => format!(
            "Its priority is {priority} and its open actions take {} of effort: {} for each unit.",
            number(effort),
            number(standing.priority / effort)
        ),
        None => format!(
            "Its priority is {priority}, but none of its open actions says how much effort it takes, so it comes last."
        ),
    }
}

fn at_stake(effect: &ThemeEffect) -> String {
    let lost = effect.value_at_stake.unwrap_or(0.0);
    let (low, high) = (
        effect.value_at_stake_low.unwrap_or(lost),
        effect.value_at_stake_high.unwrap_or(lost),
    );
    if low > 0.0 {
        format!(
            "About {} in value is at stake where it is raised, and at least {} at the cautious end.",
            number(lost),
            number(low)
        )
    } else {
        format!(
            "The value at stake where it is raised may be anything from {} to {}, so nothing is sure to be lost.",
            number(low),
            number(high)
        )
    }
}

/// The two rates, and what may be made of them.
fn link(people: &str, effect: &ThemeEffect, target: Target) -> String {
    let compared = compared(effect, target);
    let is_worse = match effect.verdict {
        Verdict::Lower => !target.is_bad(),
        Verdict::Higher => target.is_bad(),
        // An interval off 0 without a verdict: the link does not stand without the themes compared with.
        Verdict::Unclear if excludes_zero(effect) => {
            return format!(
                "{people}; {compared}, but the difference is not sure enough among so many themes to be called a link."
            );
        }
        Verdict::Unclear => {
            return format!("{people}; {compared}, a difference that chance can explain.");
        }
        Verdict::NotEnoughData => {
            return format!("{people}; {compared}, too few to say whether they differ.");
        }
    };
    if !is_worse {
        return format!(
            "{compared}; with all else held constant they do better, so it is a strength rather than a problem."
        );
    }
    if !target.is_yes_or_no() {
        return format!(
            "{compared}; with all else held constant {} less, and at least {} at the cautious end.",
            number(effect.difference.unwrap_or(0.0).abs()),
            number(effect.high.unwrap_or(0.0).abs()),
        );
    }
    format!(
        "{compared}; with all else held constant, about {} {} lost where it is raised, and at least {} at the cautious end.",
        number(effect.activations_lost.unwrap_or(0.0)),
        match target {
            Target::Activated => "activations are",
            Target::Recommended => "recommendations are",
            _ => "customers are",
        },
        number(effect.activations_lost_low.unwrap_or(0.0)),
    )
}

fn compared(effect: &ThemeEffect, target: Target) -> String {
    let (mentioned, others) = (&effect.mentioned, &effect.others);
    let did = match target {
        Target::Activated => "activated",
        Target::Churned => "left",
        Target::Recommended => "would recommend the product",
        Target::Retained { day } => {
            return format!(
                "{} of {} who raise it were there on day {day} or later, {} of {} others",
                mentioned.activated, mentioned.n, others.activated, others.n
            );
        }
        Target::Rating => {
            return format!(
                "the mean rating of {} who raise it is {}, of {} others {}",
                mentioned.n,
                effect
                    .mean_mentioned
                    .map_or("unknown".into(), |mean| format!("{mean:.2}")),
                others.n,
                effect
                    .mean_others
                    .map_or("unknown".into(), |mean| format!("{mean:.2}")),
            );
        }
    };
    format!(
        "{} of {} who raise it {did}, {} of {} others",
        mentioned.activated, mentioned.n, others.activated, others.n
    )
}

/// What speaks for caution with a theme's numbers.
pub(super) fn remarks(effect: &ThemeEffect) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(found) = &effect.heterogeneity
        && found.p_value < 0.05
    {
        remarks.push(format!(
            "The difference is not the same in all {} strata: from {:+.0} to {:+.0} points (p {:.3}).",
            found.strata,
            found.smallest * 100.0,
            found.largest * 100.0,
            found.p_value
        ));
    }
    if let Some(found) = &effect.influence {
        let without = match (found.low, found.high) {
            _ if found.carries_the_link => "; without them it would not be called linked",
            (Some(_), Some(_)) => "; without them the finding stands",
            _ => "",
        };
        remarks.push(format!(
            "{} of those who raise it, {}, are of one account, “{}”{without}.",
            percent(found.share),
            found.people,
            found.account
        ));
    }
    remarks
}

fn excludes_zero(effect: &ThemeEffect) -> bool {
    effect.low.is_some_and(|low| low > 0.0) || effect.high.is_some_and(|high| high < 0.0)
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Whole from 10 on, with one decimal below, two below 1; never “−0”.
fn number(value: f64) -> String {
    let places = match value.abs() {
        small if small < 0.995 => 2,
        some if some < 9.95 => 1,
        _ => 0,
    };
    let text = format!("{value:.places$}");
    let trimmed = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => &text,
    };
    match trimmed {
        "-0" => "0".into(),
        _ => trimmed.replace('-', "−"),
    }
}

pub(super) fn count(n: u64, one: &str, several: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { several })
}

#[cfg(test)]
mod tests {
    use assay_analysis::impact::{Count, Estimate, Influence};

    use super::*;
    use crate::themes::StrongCounts;

    fn theme() -> ThemeSummary {
        ThemeSummary {
            id: 1,
            label: "Billing".into(),
            keywords: Vec::new(),
            parent: None,
            position: None,
            group: false,
            items: 44,
            customers: 40,
            passages: 50,
            weak: 0,
            negative_share: 0.62,
            strong: StrongCounts {
                items: 44,
                customers: 40,
                passages: 50,
                negative_share: 0.62,
            },
            locked: false,
            renamed: false,
            made: false,
            hidden: false,
        }
    }

    fn effect(verdict: Verdict) -> ThemeEffect {
        let count = |n, activated| Count { n, activated };
        ThemeEffect {
            mentioned: count(40, 10),
            others: count(160, 96),
            mean_mentioned: Some(2.25),
            mean_others: Some(3.5),
            difference: Some(-0.3),
            low: Some(-0.45),
            high: Some(-0.15),
            activations_lost: Some(12.0),
            activations_lost_low: Some(6.0),
            activations_lost_high: Some(18.0),
            value_at_stake: Some(120.0),
            value_at_stake_low: Some(0.4),
            value_at_stake_high: Some(240.0),
            verdict,
            ..ThemeEffect::default()
        }
    }

    fn said(by: RankBy, effect: Option<&ThemeEffect>, target: Target) -> String {
        reason(&Standing {
            by,
            theme: &theme(),
            effect,
            share: 0.2,
            priority: 6.0,
            effort: Some(4.0),
            target,
        })
    }

    #[test]
    fn the_reason_tells_the_numbers_that_the_order_goes_by() {
        let lower = effect(Verdict::Lower);
        let of = |by| said(by, Some(&lower), Target::Activated);
        assert_eq!(
            of(RankBy::Priority),
            "10 of 40 who raise it activated, 96 of 160 others; with all else held constant, about 12 activations are lost where it is raised, and at least 6 at the cautious end."
        );
        assert_eq!(
            of(RankBy::Frequency),
            "40 people raise it, 20 % of everyone who gave feedback."
        );
        assert_eq!(
            of(RankBy::Negative),
            "62 % of its 50 passages are negative."
        );
        assert_eq!(
            of(RankBy::Value),
            "About 120 in value is at stake where it is raised, and at least 0.4 at the cautious end."
        );
        assert_eq!(
            of(RankBy::Effort),
            "Its priority is 6 and its open actions take 4 of effort: 1.5 for each unit."
        );
        assert_eq!(
            said(RankBy::Priority, None, Target::Activated),
            "40 people raise it, and 62 % of what they say is negative."
        );
    }

    #[test]
    fn what_is_worse_depends_on_the_outcome() {
        let reason = |verdict, target| said(RankBy::Priority, Some(&effect(verdict)), target);
        assert!(reason(Verdict::Higher, Target::Activated).contains("a strength"));
        assert!(reason(Verdict::Lower, Target::Churned).contains("a strength"));
        assert!(reason(Verdict::Higher, Target::Churned).ends_with(
            "about 12 customers are lost where it is raised, and at least 6 at the cautious end."
        ));
        assert_eq!(
            reason(Verdict::Lower, Target::Rating),
            "the mean rating of 40 who raise it is 2.25, of 160 others 3.50; with all else held constant 0.3 less, and at least 0.15 at the cautious end."
        );
        assert!(reason(Verdict::Unclear, Target::Activated).contains("not sure enough"));
        let wide = ThemeEffect {
            high: Some(0.2),
            ..effect(Verdict::Unclear)
        };
        assert!(
            said(RankBy::Impact, Some(&wide), Target::Activated).contains("chance can explain")
        );
    }

    #[test]
    fn one_account_and_unlike_strata_are_remarked_on() {
        let mut effect = effect(Verdict::Lower);
        assert!(remarks(&effect).is_empty());
        effect.influence = Some(Influence {
            account: "Acme".into(),
            people: 12,
            share: 0.3,
            carries_the_link: true,
            ..Influence::default()
        });
        effect.days = Some(Estimate::default());
        assert_eq!(
            remarks(&effect),
            [
                "30 % of those who raise it, 12, are of one account, “Acme”; without them it would not be called linked."
            ]
        );
    }

    #[test]
    fn numbers_are_as_exact_as_they_need_to_be() {
        let told = [0.0, -0.001, 0.4, 0.25, 6.04, 9.97, 12.6, -3.4].map(number);
        assert_eq!(told, ["0", "0", "0.4", "0.25", "6", "10", "13", "−3.4"]);
    }
}
