use assay_analysis::impact::{ActivationRule, ActivationSettings};
use chrono::{DateTime, NaiveDate, NaiveTime};

use super::options::options;
use super::{ActivationRequest, people};
use crate::{Error, Project, Result};

/// Under which the rule is stored.
pub(super) const KEY: &str = "activation";

/// The rule as the analysis takes it; `None` until it is set.
pub(crate) fn settings(project: &Project) -> Result<Option<ActivationSettings>> {
    stored(project)?.as_ref().map(parse).transpose()
}

/// The segments chosen for adjustment; `None` until they are.
pub(crate) fn strata(project: &Project) -> Result<Option<Vec<String>>> {
    Ok(stored(project)?.and_then(|request| request.strata))
}

/// The rule as it was given.
pub(super) fn stored(project: &Project) -> Result<Option<ActivationRequest>> {
    project.read(|store| Ok(store.setting(KEY)?))
}

/// The rule as the analysis takes it, if the project has what it speaks of.
pub(super) fn checked(
    project: &Project,
    request: &ActivationRequest,
) -> Result<ActivationSettings> {
    let settings = parse(request)?;
    let known = options(project)?;
    match &settings.rule {
        ActivationRule::Column { column } => {
            let is_role = column.eq_ignore_ascii_case("activated")
                && people(project)?.columns().has_activation_role;
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
    Ok(settings)
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

pub(super) fn parse(request: &ActivationRequest) -> Result<ActivationSettings> {
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
