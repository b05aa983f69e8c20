use assay_analysis::impact::{ActivationSettings, outcome_counts};
use chrono::DateTime;

use super::data::{ActivationData, apply, data};
use super::rule::stored;
use super::{ActivationRequest, ActivationState};
use crate::themes::LabelledCount;
use crate::{Project, Result};

/// The rule as it stands, and what it makes of the customers on record.
pub fn get(project: &Project) -> Result<ActivationState> {
    Ok(state(stored(project)?, &*data(project)?))
}

/// What a rule would make of the customers on record. Nothing is stored.
pub fn attempt(project: &Project, request: ActivationRequest) -> Result<ActivationState> {
    let settings = super::rule::checked(project, &request)?;
    let data = apply(project, Some(settings))?;
    Ok(state(Some(request), &data))
}

fn state(rule: Option<ActivationRequest>, data: &ActivationData) -> ActivationState {
    let people = &data.people;
    let counts = outcome_counts(&data.outcomes);
    let left_out = [
        ("no date of signing up", counts.no_sign_up),
        (
            "the window was still open when the data end",
            counts.window_open,
        ),
        ("no value in the activation column", counts.no_value),
        (
            "activated before signing up: one of the dates is wrong",
            counts.activated_before_sign_up,
        ),
    ];
    let noted = [
        (
            "customers activated only after the window (counted as not activated)",
            counts.late,
        ),
        (
            "customers came back after 30 days or more without an event, having activated before (counted once)",
            data.totals.returned,
        ),
        (
            "events of the rule before signing up (ignored)",
            counts.early_events,
        ),
        (
            "events after the date the data end (ignored)",
            data.totals.after_as_of,
        ),
        (
            "events of people who are in no customer file (ignored)",
            people.foreign_events,
        ),
        (
            "people with events are in no customer file",
            people.foreign_people,
        ),
        (
            "people who gave feedback are in no customer file (counted in frequencies only)",
            people.unknown_people,
        ),
        (
            "customers gave no feedback (reported apart, never compared with)",
            match people.heard {
                0 => 0,
                heard => people.customers.len() as u64 - heard,
            },
        ),
        (
            "records in files were met again and left out",
            people.duplicates,
        ),
    ];
    ActivationState {
        sentence: data.settings.as_ref().map(ActivationSettings::sentence),
        customers: people.customers.len() as u64,
        eligible: counts.eligible,
        activated: counts.activated,
        censored: counts.window_open,
        excluded: counts.no_sign_up + counts.no_value + counts.activated_before_sign_up,
        left_out: labelled(&left_out),
        noted: labelled(&noted),
        as_of: data.as_of,
        notes: notes(data),
        rule,
    }
}

fn labelled(counts: &[(&str, u64)]) -> Vec<LabelledCount> {
    let some = counts.iter().filter(|(_, count)| *count > 0);
    some.map(|(label, count)| LabelledCount {
        label: (*label).into(),
        count: *count,
    })
    .collect()
}

/// What a reader should know about the date the data end.
pub(crate) fn notes(data: &ActivationData) -> Vec<String> {
    let Some(found) = &data.inferred else {
        return Vec::new();
    };
    let mut notes = Vec::new();
    match data.settings.as_ref().and_then(|settings| settings.as_of) {
        Some(chosen) if chosen > found.time.saturating_add(ONE_DAY) => notes.push(format!(
            "The data are taken to end on {}, as the rule says, but the last record is of {}.",
            day(chosen),
            day(found.time)
        )),
        Some(_) => {}
        None if found.ignored == 1 => notes.push(format!(
            "The data are taken to end on {}: one record is dated {}, far beyond the rest, and is ignored. Set the date yourself if it is right.",
            day(found.time),
            day(found.last)
        )),
        None if found.ignored > 1 => notes.push(format!(
            "The data are taken to end on {}: {} records are dated far beyond the rest, up to {}, and are ignored. Set the date yourself if they are right.",
            day(found.time),
            found.ignored,
            day(found.last)
        )),
        None => {}
    }
    notes
}

const ONE_DAY: i64 = 86_400;

fn day(time: i64) -> String {
    DateTime::from_timestamp(time, 0).map_or_else(
        || "a date out of the calendar".into(),
        |at| at.format("%Y-%m-%d").to_string(),
    )
}
