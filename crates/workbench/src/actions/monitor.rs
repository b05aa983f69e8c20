use std::collections::{BTreeMap, BTreeSet, HashMap};

use assay_analysis::impact::clock::day;
use assay_analysis::impact::strata::cells;
use assay_analysis::monitor::{Change, Question, Seen, WorthSeeing, compare, judge};
use assay_store::{FeedbackRow, Store};
use chrono::NaiveDate;

use super::list::actions;
use super::overall::overall;
use super::{Action, ActionStatus, MonitorRequest, MonitoredAction, WatchedChange, watched};
use crate::activation::{self, ActivationData};
use crate::priorities;
use crate::standing::standing;
use crate::{Error, Project, Result};

/// Smallest cell of segments within which sign-ups are compared.
const LEAST_CELL: usize = 20;

/// The smallest change of the activation rate worth seeing, as in the ranking: 5 points.
const POINTS: f64 = 0.05;

/// The smallest change of a theme's share worth seeing: half of what it was.
const PART: f64 = 0.5;

/// What changed after each action that shipped: who raises its theme, and who activates.
///
/// All changes shown are judged together, so that of many actions few are called a success by chance.
pub fn monitor(project: &Project, request: MonitorRequest) -> Result<Vec<MonitoredAction>> {
    let shipped = project.read(|store| shipped(store, request.action))?;
    if shipped.is_empty() {
        return Ok(Vec::new());
    }
    let data = activation::data(project)?;
    let settings = data.settings.as_ref();
    let window = settings.and_then(|settings| settings.within_days);
    let has_rule = settings.is_some();
    // Segments only: the month of signing up is what is compared.
    let strata: Vec<String> = priorities::strata(project, None)?
        .into_iter()
        .filter(|name| !name.starts_with("signed_up_"))
        .collect();
    let feedback = project.read(|store| Ok(store.feedback()?))?;
    let standing = standing(project)?;
    let themes: BTreeSet<i64> = shipped.iter().map(|(action, _)| action.theme).collect();
    let sign_ups = sign_ups(&data, &strata);
    let heard: BTreeMap<i64, Vec<Seen>> = themes
        .into_iter()
        .map(|theme| {
            (
                theme,
                heard(&feedback, &standing.items_on(|one| one == theme)),
            )
        })
        .collect();
    let mut questions = Vec::new();
    for (action, day) in &shipped {
        questions.push(Question {
            people: heard.get(&action.theme).map_or(&[], Vec::as_slice),
            shipped: *day,
            window_days: 0,
            more_is_better: false,
            worth_seeing: WorthSeeing::PartOfBefore(PART),
        });
        if let Some(window_days) = window {
            questions.push(Question {
                people: &sign_ups,
                shipped: *day,
                window_days,
                more_is_better: true,
                worth_seeing: WorthSeeing::Points(POINTS),
            });
        }
    }
    let mut changes: Vec<Change> = questions.iter().map(compare).collect();
    judge(&questions, &mut changes);
    let undated = feedback.iter().filter(|row| row.time.is_none()).count() as u64;
    let mut changes = changes.iter();
    let mut monitored = Vec::new();
    for (action, _) in shipped {
        let Some(mentions) = changes.next() else {
            break;
        };
        let mentions = watched::mentions(mentions, undated);
        let activation = match (has_rule, window) {
            (false, _) => None,
            (true, None) => Some(watched::without_window()),
            (true, Some(days)) => changes
                .next()
                .map(|change| watched::activation(change, days, &strata)),
        };
        monitored.push(together(action, mentions, activation));
    }
    Ok(monitored)
}

/// The actions that went out, or the one asked for, with the UTC day of each.
fn shipped(store: &Store, asked: Option<i64>) -> Result<Vec<(Action, i64)>> {
    let all = actions(store)?;
    if let Some(id) = asked {
        let action = all.iter().find(|action| action.id == id).ok_or_else(|| {
            Error::not_found(format!(
                "there is no action {id} in this project; `assay action list` lists them with their numbers"
            ))
        })?;
        if action.status != ActionStatus::Shipped {
            return Err(Error::bad_input(format!(
                "“{}” has not shipped, so nothing can have changed after it; `assay action ship` says when it went out",
                action.what
            )));
        }
    }
    Ok(all
        .into_iter()
        .filter(|action| asked.is_none_or(|id| action.id == id))
        .filter_map(|action| {
            let date = NaiveDate::parse_from_str(action.shipped_on.as_deref()?, "%Y-%m-%d").ok()?;
            let midnight = date.and_hms_opt(0, 0, 0)?.and_utc().timestamp();
            Some((action, day(midnight)))
        })
        .collect())
}

/// Customers whose window has closed, by the day they signed up and whether they activated.
fn sign_ups(data: &ActivationData, strata: &[String]) -> Vec<Seen> {
    let customers = &data.people.customers;
    let eligible: Vec<usize> = (0..data.outcomes.len())
        .filter(|&place| data.outcomes[place].eligible && customers[place].signed_up.is_some())
        .collect();
    let cells = cells(customers, &eligible, strata, LEAST_CELL);
    eligible
        .iter()
        .zip(cells.cell)
        .filter_map(|(&place, stratum)| {
            Some(Seen {
                person: place as u32,
                stratum,
                day: day(customers[place].signed_up?),
                yes: data.outcomes[place].activated,
            })
        })
        .collect()
}

/// Everybody heard on a dated day, by the source they were heard through and whether they raised the theme.
fn heard(feedback: &[FeedbackRow], raised_in: &BTreeSet<i64>) -> Vec<Seen> {
    let mut people: HashMap<&str, u32> = HashMap::new();
    feedback
        .iter()
        .filter_map(|row| {
            let next = people.len() as u32;
            let person = *people.entry(&row.person).or_insert(next);
            Some(Seen {
                person,
                stratum: row.source as u32,
                day: day(row.time?),
                yes: raised_in.contains(&row.item),
            })
        })
        .collect()
}

fn together(
    action: Action,
    mentions: WatchedChange,
    activation: Option<WatchedChange>,
) -> MonitoredAction {
    let (verdict, sentence) = overall(&mentions, activation.as_ref());
    MonitoredAction {
        action,
        verdict,
        sentence,
        mentions,
        activation,
    }
}
