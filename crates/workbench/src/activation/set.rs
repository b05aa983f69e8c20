use assay_analysis::impact::{ActivationRule, ActivationSettings, outcome_counts};
use chrono::{DateTime, NaiveDate, NaiveTime};

use super::options::options;
use super::{ActivationRequest, ActivationState, load};
use crate::themes::LabelledCount;
use crate::{Changed, Error, Project, Result, Task};

const KEY: &str = "activation";

/// The rule as it stands, and what it makes of the customers on record.
pub fn get(project: &Project) -> Result<ActivationState> {
    let request = stored(project)?;
    let settings = request.as_ref().map(parse).transpose()?;
    let sentence = settings.as_ref().map(ActivationSettings::sentence);
    let data = project.read(|store| load(store, settings))?;
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
        (
            "activated only after the window (counted as not activated)",
            counts.late,
        ),
        ("events before signing up (ignored)", counts.early_events),
        (
            "events of people who are in no customer file (ignored)",
            data.foreign_events,
        ),
    ];
    Ok(ActivationState {
        sentence,
        customers: data.customers.len() as u64,
        eligible: counts.eligible,
        activated: counts.activated,
        left_out: left_out
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(label, count)| LabelledCount {
                label: label.into(),
                count,
            })
            .collect(),
        as_of: data.as_of,
        rule: request,
    })
}

/// Set the rule by which customers count as activated.
pub fn set(
    project: &Project,
    request: ActivationRequest,
    _task: &Task,
) -> Result<Changed<ActivationState>> {
    let settings = parse(&request)?;
    let known = options(project)?;
    match &settings.rule {
        ActivationRule::Column { column } => {
            let by_role = project
                .read(|store| Ok(store.customers()?.iter().any(|row| row.activated.is_some())))?;
            let is_role = by_role && column.eq_ignore_ascii_case("activated");
            if !(is_role || known.columns.contains(column)) {
                return Err(unknown(
                    "column of the customer file with dates or yes and no",
                    column,
                    &known.columns,
                ));
            }
        }
        ActivationRule::Event { event, .. } => {
            let names: Vec<String> = known
                .events
                .iter()
                .map(|event| event.label.clone())
                .collect();
            if !names.contains(event) {
                return Err(unknown("event", event, &names));
            }
        }
    }
    for segment in request.strata.iter().flatten() {
        check_segment(segment, &known.segments)?;
    }
    let mut request = request;
    if request.strata.is_none() {
        request.strata = stored(project)?.and_then(|before| before.strata);
    }
    let changed = project.write(|write| {
        write.describe("Set the activation rule");
        Ok(write.set_setting(KEY, &request)?)
    })?;
    Ok(Changed {
        value: get(project)?,
        changed: changed.changed,
    })
}

/// The rule as the analysis takes it; `None` until it is set.
pub(crate) fn settings(project: &Project) -> Result<Option<ActivationSettings>> {
    stored(project)?.as_ref().map(parse).transpose()
}

/// The segments chosen for adjustment; `None` until they are.
pub(crate) fn strata(project: &Project) -> Result<Option<Vec<String>>> {
    Ok(stored(project)?.and_then(|request| request.strata))
}

/// Refuse a segment that no customer has.
pub(crate) fn check_segment(segment: &str, known: &[String]) -> Result<()> {
    let derived = ["signed_up_month", "signed_up_quarter", "signed_up_year"];
    if known.iter().any(|name| name == segment) || derived.contains(&segment) {
        return Ok(());
    }
    Err(unknown(
        "segment with between 2 and 20 values",
        segment,
        known,
    ))
}

fn stored(project: &Project) -> Result<Option<ActivationRequest>> {
    project.read(|store| Ok(store.setting(KEY)?))
}

fn unknown(what: &str, name: &str, known: &[String]) -> Error {
    if known.is_empty() {
        return Error::bad_input(format!(
            "there is no {what} named “{name}”, nor any other; import a file that has it first"
        ));
    }
    let listed: Vec<String> = known
        .iter()
        .take(12)
        .map(|name| format!("“{name}”"))
        .collect();
    Error::bad_input(format!(
        "there is no {what} named “{name}”; there are {}",
        listed.join(", ")
    ))
}

fn parse(request: &ActivationRequest) -> Result<ActivationSettings> {
    let rule = match (&request.column, &request.event) {
        (Some(column), None) => ActivationRule::Column {
            column: column.clone(),
        },
        (None, Some(event)) => ActivationRule::Event {
            event: event.clone(),
            times: request.times.unwrap_or(1),
            distinct_days: request.distinct_days,
            span_days: request.span_days,
        },
        (None, None) => {
            return Err(Error::bad_input(
                "an activation rule names either a column or an event; name one",
            ));
        }
        (Some(_), Some(_)) => {
            return Err(Error::bad_input(
                "an activation rule names either a column or an event, not both",
            ));
        }
    };
    if request.times == Some(0) {
        return Err(Error::bad_input(
            "an event that has to happen 0 times activates everybody; ask for at least 1",
        ));
    }
    let as_of = request.as_of.as_deref().map(end_of_day).transpose()?;
    Ok(ActivationSettings {
        rule,
        within_days: request.within_days,
        as_of,
    })
}

/// The last second of a day, unix seconds UTC.
fn end_of_day(date: &str) -> Result<i64> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(date) {
        return Ok(instant.timestamp());
    }
    let day = NaiveDate::parse_from_str(date, "%Y-%m-%d")
        .map_err(|_| Error::bad_input(format!("“{date}” is not a date; write it as 2026-03-31")))?;
    let last = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default();
    Ok(day.and_time(last).and_utc().timestamp())
}
