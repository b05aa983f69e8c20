use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use assay_analysis::impact::{
    Sensitivity, SensitivityKind, Target, ThemeEffect, Verdict, theme_effects, theme_sensitivity,
};

use super::question::Question;
use super::rank::ranked;
use super::{SensitivityPanel, SensitivityWay, ThemeQuestion};
use crate::{Error, Noun, Project, Result};

/// A theme's difference by other methods and on other data.
pub fn sensitivity(project: &Project, request: ThemeQuestion) -> Result<SensitivityPanel> {
    let question = Question::new(project, request.outcome.as_deref(), request.strata)?;
    let place = question.place(request.theme)?;
    let found = answers(project, &question)?;
    let effect = &found.effects[place];
    let ways = &found.panels[place];
    Ok(SensitivityPanel {
        theme: ranked(&question.raised.themes[place], effect, question.target),
        outcome_noun: question.target.noun(),
        summary: summary(effect, ways),
        ways: ways
            .iter()
            .map(|way| SensitivityWay {
                kind: kind(way.kind).into(),
                title: title(way.kind, question.target),
                difference: way.difference,
                low: way.low,
                high: way.high,
            })
            .collect(),
        e_value: effect.e_value,
        e_value_of_interval: effect.e_value_of_interval,
        days_later: effect.days.map(|days| days.value),
        days_later_low: effect.days.and_then(|days| days.low),
        days_later_high: effect.days.and_then(|days| days.high),
        heterogeneity_p: effect.heterogeneity.map(|found| found.p_value),
    })
}

/// The differences of all themes and their panels, which are found together.
struct Answers {
    effects: Vec<ThemeEffect>,
    panels: Vec<Vec<Sensitivity>>,
}

/// Answers by outcome and strata, for a reader who goes from theme to theme.
type Answered = Mutex<HashMap<(Target, Vec<String>), Arc<Answers>>>;

/// What a [`Question`] is made of.
const ASKED: [Noun; 5] = [
    Noun::Items,
    Noun::Runs,
    Noun::Settings,
    Noun::Tags,
    Noun::Themes,
];

fn answers(project: &Project, question: &Question) -> Result<Arc<Answers>> {
    let answered = project.cached(&ASKED, |_| Ok(Answered::default()))?;
    let key = (question.target, question.strata.clone());
    let mut answered = answered
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    let answers = answered.entry(key).or_insert_with(|| {
        question.ask(|input| {
            Arc::new(Answers {
                effects: theme_effects(input).themes,
                panels: theme_sensitivity(input),
            })
        })
    });
    Ok(answers.clone())
}

impl Question {
    /// The place of a theme among those raised.
    pub(super) fn place(&self, theme: i64) -> Result<usize> {
        let mut themes = self.raised.themes.iter();
        themes.position(|one| one.id == theme).ok_or_else(|| {
            Error::not_found(format!(
                "there is no theme {theme} in this project; `assay themes` lists them with their numbers"
            ))
        })
    }
}

fn kind(kind: SensitivityKind) -> &'static str {
    match kind {
        SensitivityKind::Unadjusted => "unadjusted",
        SensitivityKind::OneAtATime => "one_at_a_time",
        SensitivityKind::Landmark => "landmark",
        SensitivityKind::RidgeLogistic => "ridge_logistic",
        SensitivityKind::WithoutWeak => "without_weak",
        SensitivityKind::NegativeOnly => "negative_only",
        SensitivityKind::WithoutLargestStratum => "without_largest_stratum",
    }
}

fn title(kind: SensitivityKind, target: Target) -> String {
    let how = if target.is_yes_or_no() {
        "Newcombe"
    } else {
        "Welch"
    };
    match kind {
        SensitivityKind::Unadjusted => format!("nothing held constant ({how})"),
        SensitivityKind::OneAtATime => "one theme at a time within segments".into(),
        SensitivityKind::Landmark => {
            "raised in the first half of the window, activated in the second".into()
        }
        SensitivityKind::RidgeLogistic => "ridge logistic regression with all themes".into(),
        SensitivityKind::WithoutWeak => "without weakly tagged passages".into(),
        SensitivityKind::NegativeOnly => "negative passages only".into(),
        SensitivityKind::WithoutLargestStratum => "without the largest stratum".into(),
    }
}

/// How many of the other ways find the same.
fn summary(effect: &ThemeEffect, ways: &[Sensitivity]) -> String {
    let Some(difference) = effect.difference else {
        return "There is not enough data for a difference, and other ways cannot mend that."
            .into();
    };
    if ways.is_empty() {
        return "The data allow no other way to ask.".into();
    }
    let excluding = |sign: f64| {
        let beyond = |way: &&Sensitivity| way.low * sign > 0.0 && way.high * sign > 0.0;
        ways.iter().filter(beyond).count()
    };
    let of = if ways.len() == 1 {
        "the one other way".to_string()
    } else {
        format!("{} other ways", ways.len())
    };
    match effect.verdict {
        Verdict::Lower | Verdict::Higher => {
            let (same, against) = (
                excluding(difference.signum()),
                excluding(-difference.signum()),
            );
            let against = match against {
                0 => "none finds the opposite".to_string(),
                1 => "1 finds the opposite".to_string(),
                n => format!("{n} find the opposite"),
            };
            format!("Of {of}, {same} find the same with an interval off 0, and {against}.")
        }
        Verdict::Unclear | Verdict::NotEnoughData => format!(
            "Of {of}, {} have an interval below 0 and {} above it.",
            excluding(-1.0),
            excluding(1.0)
        ),
    }
}
