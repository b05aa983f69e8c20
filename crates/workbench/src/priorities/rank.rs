use std::collections::BTreeMap;

use assay_analysis::impact::{
    Effects, RankBy, RankRow, Target, ThemeEffect, priorities, rank_order, theme_effects,
};

use super::question::Question;
use super::words::{Standing, count, reason, remarks, verdict_name, verdict_sentence};
use super::{ActivatedCount, RankRequest, RankedTheme, Ranking};
use crate::themes::ThemeSummary;
use crate::{Error, Project, Result, actions, activation};

/// Rank the themes by what is lost where they are raised, or as asked.
pub fn rank(project: &Project, request: RankRequest) -> Result<Ranking> {
    let by = rank_by(request.by.as_deref().unwrap_or("priority"))?;
    let question = Question::new(project, request.outcome.as_deref(), request.strata)?;
    let (data, raised) = (&question.data, &question.raised);
    if raised.themes.is_empty() && data.outcomes.is_empty() {
        return Err(Error::bad_input(
            "there are no themes to rank yet; import feedback and analyse it first",
        ));
    }
    let effects = question.ask(theme_effects);
    let efforts = actions::effort_by_theme(project)?;
    let has_outcomes = effects.respondents > 0;
    let rows: Vec<RankRow> = raised
        .themes
        .iter()
        .zip(&effects.themes)
        .map(|(theme, effect)| RankRow {
            customers: theme.customers,
            negative_share: theme.negative_share,
            effect: has_outcomes.then_some(effect),
            effort: efforts.get(&theme.id).copied(),
        })
        .collect();
    let scores = priorities(&rows);
    let themes = (1..)
        .zip(rank_order(by, &rows))
        .map(|(rank, index)| {
            let row = &rows[index];
            let theme = &raised.themes[index];
            let effect = &effects.themes[index];
            RankedTheme {
                share: share(theme.customers, raised.people),
                reason: reason(&Standing {
                    by,
                    theme,
                    effect: row.effect,
                    share: share(theme.customers, raised.people),
                    priority: scores[index],
                    effort: row.effort,
                    target: question.target,
                }),
                effort: row.effort,
                priority: scores[index],
                rank,
                ..ranked(theme, effect, question.target)
            }
        })
        .collect();
    let is_activation = question.target == Target::Activated;
    let settings = data.settings.as_ref().filter(|_| is_activation);
    let rule = settings.map(|settings| settings.sentence());
    Ok(Ranking {
        by: request.by.unwrap_or_else(|| "priority".into()),
        outcome: question.target.name(),
        outcome_noun: question.target.noun(),
        window_days: effects.window_days,
        eligible: effects.eligible,
        respondents: effects.respondents,
        baseline_rate: effects.baseline_rate,
        silent_rate: (effects.silent.n > 0 && question.target.is_yes_or_no())
            .then(|| effects.silent.activated as f64 / effects.silent.n as f64),
        strata: effects.strata.clone(),
        value_per_activation: effects.value_per_activation.map(|value| value.value),
        notes: notes(&question, &effects, by, &efforts),
        rule,
        themes,
    })
}

fn rank_by(name: &str) -> Result<RankBy> {
    Ok(match name {
        "priority" => RankBy::Priority,
        "frequency" => RankBy::Frequency,
        "impact" => RankBy::Impact,
        "value" => RankBy::Value,
        "negative" => RankBy::Negative,
        "effort" => RankBy::Effort,
        other => {
            return Err(Error::bad_input(format!(
                "themes cannot be ranked by “{other}”; choose priority, frequency, impact, value, negative or effort"
            )));
        }
    })
}

fn notes(
    question: &Question,
    effects: &Effects,
    by: RankBy,
    efforts: &BTreeMap<i64, f64>,
) -> Vec<String> {
    let people = &question.data.people;
    let by_people = "themes are ranked by the people who raise them and how negative they are";
    if people.feedback.is_empty() && people.unknown_people == 0 {
        return vec![
            "There is no feedback yet, so there is nothing to rank; import some and analyse it."
                .into(),
        ];
    }
    let mut notes = match question.target {
        Target::Activated if question.data.settings.is_none() => {
            vec![format!("No activation rule is set, so {by_people}.")]
        }
        _ if effects.respondents == 0 => vec![format!(
            "Nobody who gave feedback {}, so {by_people}.",
            match question.target {
                Target::Activated => "is an eligible customer on record",
                Target::Churned => "is a customer of whom it is known whether they left",
                Target::Recommended => "said whether they would recommend the product",
                Target::Retained { .. } => "is a customer who has been on record for so long",
                Target::Rating => "gave a rating",
            }
        )],
        _ => effects.notes.clone(),
    };
    if by == RankBy::Effort && efforts.is_empty() {
        notes.push("No action says how much effort it takes, so the order is by priority.".into());
    }
    if effects.respondents == 0 {
        return notes;
    }
    let same = |rate: f64| rate == 0.0 || rate == 1.0;
    if question.target.is_yes_or_no() && effects.baseline_rate.is_some_and(same) {
        notes.push(format!(
            "The outcome is the same for all {} respondents, so there is nothing to compare.",
            effects.respondents
        ));
    }
    let of_customers = !matches!(question.target, Target::Recommended | Target::Rating);
    if of_customers && people.unknown_people > 0 {
        notes.push(format!(
            "{} who gave feedback {} in no customer file; they count in frequencies, not in {}.",
            count(people.unknown_people, "person", "people"),
            if people.unknown_people == 1 {
                "is"
            } else {
                "are"
            },
            question.target.noun()
        ));
    }
    notes.extend(activation::notes(&question.data));
    notes
}

fn share(part: u64, of: u64) -> f64 {
    if of == 0 {
        0.0
    } else {
        part as f64 / of as f64
    }
}

/// The theme with its numbers; its place is set by who knows the others.
pub(super) fn ranked(theme: &ThemeSummary, effect: &ThemeEffect, target: Target) -> RankedTheme {
    RankedTheme {
        id: theme.id,
        label: theme.label.clone(),
        items: theme.items,
        customers: theme.customers,
        negative_share: theme.negative_share,
        mentioned: ActivatedCount {
            n: effect.mentioned.n,
            activated: effect.mentioned.activated,
        },
        others: ActivatedCount {
            n: effect.others.n,
            activated: effect.others.activated,
        },
        mean_mentioned: effect.mean_mentioned,
        mean_others: effect.mean_others,
        difference: effect.difference,
        low: effect.low,
        high: effect.high,
        method: effect.method.clone(),
        q_value: effect.q_value,
        points_at_stake: effect.points_at_stake,
        activations_lost: effect.activations_lost,
        activations_lost_low: effect.activations_lost_low,
        activations_lost_high: effect.activations_lost_high,
        value_at_stake: effect.value_at_stake,
        value_at_stake_low: effect.value_at_stake_low,
        value_at_stake_high: effect.value_at_stake_high,
        verdict: verdict_name(effect.verdict).into(),
        verdict_sentence: verdict_sentence(effect, target),
        remarks: remarks(effect),
        ..RankedTheme::default()
    }
}
