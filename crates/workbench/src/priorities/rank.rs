use std::collections::HashMap;

use assay_analysis::impact::{
    DEFAULT_MIN_MENTIONS, Effects, Feedback, Mention, RankBy, RankInput, RankRow, Response,
    ThemeEffect, account_segment, priorities, rank_order, theme_effects,
};

use super::words::{reason, verdict_name, verdict_sentence};
use super::{ActivatedCount, RankRequest, RankedTheme, Ranking};
use crate::activation::{self, ActivationData};
use crate::themes::{ThemeSummary, summaries};
use crate::{Error, Project, Result};

/// Segments adjusted for when nobody chose any: the ones that most often decide who activates.
const USUAL_STRATA: &[&str] = &["plan", "channel", "signed_up_month"];

/// Rank the themes by what is lost where they are raised, or as asked.
pub fn rank(project: &Project, request: RankRequest) -> Result<Ranking> {
    let by = rank_by(request.by.as_deref().unwrap_or("priority"))?;
    let data = activation::data(project)?;
    let settings = data.settings.as_ref();
    let rule = settings.map(|settings| settings.sentence());
    let window_days = settings.and_then(|settings| settings.within_days);
    let strata = strata(project, request.strata)?;
    let (summaries, mentions, people) = project.read(|store| {
        let summaries = summaries(store)?;
        let mentions = mentions(store, &summaries, &data)?;
        let people = store.people()?;
        Ok((summaries, mentions, people))
    })?;
    if summaries.is_empty() && data.outcomes.is_empty() {
        return Err(Error::bad_input(
            "there are no themes to rank yet; import feedback and analyse it first",
        ));
    }
    let on_record = &data.people;
    let feedback: Vec<Feedback> = on_record.feedback.iter().map(|(_, one)| *one).collect();
    let effects = theme_effects(&RankInput {
        customers: &on_record.customers,
        response: Response::activated(&data.outcomes, window_days),
        outcomes: &data.outcomes,
        as_of: data.as_of,
        themes: summaries.len(),
        mentions: &mentions,
        feedback: &feedback,
        strata: &strata,
        min_mentions: DEFAULT_MIN_MENTIONS,
        account: account_segment(&on_record.customers).as_deref(),
    });
    let has_outcomes = effects.respondents > 0;
    let rows: Vec<RankRow> = summaries
        .iter()
        .zip(&effects.themes)
        .map(|(theme, effect)| RankRow {
            customers: theme.customers,
            negative_share: theme.negative_share,
            effect: has_outcomes.then_some(effect),
        })
        .collect();
    let scores = priorities(&rows);
    let themes = rank_order(by, &rows)
        .into_iter()
        .enumerate()
        .map(|(place, index)| {
            let effect = &effects.themes[index];
            ranked(
                &summaries[index],
                effect,
                people,
                scores[index],
                place + 1,
                has_outcomes,
            )
        })
        .collect();
    Ok(Ranking {
        by: request.by.unwrap_or_else(|| "priority".into()),
        window_days,
        eligible: effects.eligible,
        respondents: effects.respondents,
        baseline_rate: effects.baseline_rate,
        silent_rate: (effects.silent.n > 0)
            .then(|| effects.silent.activated as f64 / effects.silent.n as f64),
        strata: effects.strata.clone(),
        notes: notes(&data, &effects, rule.is_some()),
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
        other => {
            return Err(Error::bad_input(format!(
                "themes cannot be ranked by “{other}”; choose priority, frequency, impact, value or negative"
            )));
        }
    })
}

/// The strata asked for, or the project's, or the usual ones that the customers have.
pub(crate) fn strata(project: &Project, asked: Option<Vec<String>>) -> Result<Vec<String>> {
    let people = activation::people(project)?;
    let known = &people.columns().segments;
    let chosen = match asked {
        Some(asked) => Some(asked),
        None => activation::strata(project)?,
    };
    match chosen {
        Some(chosen) => {
            chosen
                .iter()
                .try_for_each(|segment| activation::check_segment(segment, known))?;
            Ok(chosen)
        }
        None => Ok(USUAL_STRATA
            .iter()
            .filter(|usual| known.iter().any(|name| name == *usual))
            .map(|s| s.to_string())
            .collect()),
    }
}

/// Who raised which theme when: one entry a theme and item, of customers on record.
fn mentions(
    store: &assay_store::Store,
    themes: &[ThemeSummary],
    data: &ActivationData,
) -> Result<Vec<Mention>> {
    let places: HashMap<i64, usize> = themes
        .iter()
        .enumerate()
        .map(|(place, theme)| (theme.id, place))
        .collect();
    let feedback = &data.people.feedback;
    let mut mentions = Vec::new();
    store.each_mention(|item, theme, weak, negative| {
        let said = feedback.binary_search_by_key(&item, |(item, _)| *item);
        if let (Ok(said), Some(&theme)) = (said, places.get(&theme)) {
            let Feedback { customer, time } = feedback[said].1;
            mentions.push(Mention {
                customer,
                theme,
                time,
                weak,
                negative,
            });
        }
    })?;
    Ok(mentions)
}

fn notes(data: &ActivationData, effects: &Effects, has_rule: bool) -> Vec<String> {
    let by_people = "themes are ranked by the people who raise them and how negative they are";
    let people = &data.people;
    if people.feedback.is_empty() && people.unknown_people == 0 {
        return vec![
            "There is no feedback yet, so there is nothing to rank; import some and analyse it."
                .into(),
        ];
    }
    if !has_rule {
        return vec![format!("No activation rule is set, so {by_people}.")];
    }
    if effects.respondents == 0 {
        return vec![format!(
            "Nobody who gave feedback is an eligible customer on record, so {by_people}."
        )];
    }
    let mut notes = effects.notes.clone();
    if people.unknown_people > 0 {
        notes.push(format!(
            "{} people who gave feedback are in no customer file; they count in frequencies, not in activation.",
            people.unknown_people
        ));
    }
    notes.extend(activation::notes(data));
    notes
}

fn ranked(
    theme: &ThemeSummary,
    effect: &ThemeEffect,
    people: u64,
    priority: f64,
    rank: usize,
    has_outcomes: bool,
) -> RankedTheme {
    RankedTheme {
        id: theme.id,
        label: theme.label.clone(),
        items: theme.items,
        customers: theme.customers,
        share: if people == 0 {
            0.0
        } else {
            theme.customers as f64 / people as f64
        },
        negative_share: theme.negative_share,
        mentioned: ActivatedCount {
            n: effect.mentioned.n,
            activated: effect.mentioned.activated,
        },
        others: ActivatedCount {
            n: effect.others.n,
            activated: effect.others.activated,
        },
        difference: effect.difference,
        low: effect.low,
        high: effect.high,
        method: effect.method.clone(),
        q_value: effect.q_value,
        points_at_stake: effect.points_at_stake,
        activations_lost: effect.activations_lost,
        activations_lost_low: effect.activations_lost_low,
        activations_lost_high: effect.activations_lost_high,
        verdict: verdict_name(effect.verdict).into(),
        verdict_sentence: verdict_sentence(effect),
        reason: reason(theme, effect, has_outcomes),
        priority,
        rank: rank as u64,
    }
}
