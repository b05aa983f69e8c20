use assay_store::{ActionRow, Write};
use chrono::{DateTime, NaiveDate};

use super::list::actions;
use super::{Action, ActionStatus};
use crate::handle::now;
use crate::{Changed, Error, Project, Result};

const LONGEST: usize = 2_000;

/// Change actions in one step and give back the list as it is afterwards.
pub(super) fn edit(
    project: &Project,
    body: impl FnOnce(&mut Write) -> Result<()>,
) -> Result<Changed<Vec<Action>>> {
    let changed = project.write(body)?.changed;
    Ok(Changed {
        value: project.read(actions)?,
        changed,
    })
}

/// The action `id` as it is stored.
pub(super) fn find(project: &Project, id: i64) -> Result<ActionRow> {
    let actions = project.read(|store| Ok(store.actions()?))?;
    actions.into_iter().find(|action| action.id == id).ok_or_else(|| {
        Error::not_found(format!("there is no action {id} in this project; `assay action list` lists them with their numbers"))
    })
}

/// What will be done, on one line.
pub(super) fn what(text: &str) -> Result<String> {
    one_line("what will be done", text)?
        .ok_or_else(|| Error::bad_input("an action says what will be done; write a few words"))
}

/// One line, or nothing when there is no word in it.
pub(super) fn one_line(name: &str, text: &str) -> Result<Option<String>> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > LONGEST {
        return Err(Error::bad_input(format!(
            "{name} can have {LONGEST} characters; this is longer"
        )));
    }
    Ok((!line.is_empty()).then_some(line))
}

/// An effort above 0; 0 stands for none.
pub(super) fn effort(effort: f64) -> Result<Option<f64>> {
    if !effort.is_finite() || effort < 0.0 {
        return Err(Error::bad_input(format!(
            "an effort of {effort} makes no sense; give a number above 0, in the unit of your other actions"
        )));
    }
    Ok((effort > 0.0).then_some(effort))
}

/// Give an action its status, and the day it went out where that is `shipped`.
pub(super) fn set_status(
    action: &mut ActionRow,
    status: Option<ActionStatus>,
    shipped_on: Option<&str>,
) -> Result<()> {
    if let Some(status) = status {
        action.status = status.name().into();
    }
    let shipped = action.status == ActionStatus::Shipped.name();
    action.shipped_on = match (shipped, shipped_on, action.shipped_on.take()) {
        (true, Some(day), _) => Some(past_day(day)?),
        (true, None, Some(day)) => Some(day),
        (true, None, None) => Some(today()),
        (false, None, _) => None,
        (false, Some(_), _) => {
            return Err(Error::bad_input(format!(
                "an action that is {} has no day on which it went out; ship it first",
                action.status
            )));
        }
    };
    Ok(())
}

/// A day up to today, `YYYY-MM-DD`.
fn past_day(day: &str) -> Result<String> {
    let date = NaiveDate::parse_from_str(day.trim(), "%Y-%m-%d")
        .map_err(|_| Error::bad_input(format!("“{day}” is not a date; write it as 2026-03-31")))?;
    let date = date.format("%Y-%m-%d").to_string();
    // A day of grace: it may be tomorrow already where the team sits.
    if date > day_of(now() + 86_400) {
        return Err(Error::bad_input(format!(
            "{date} is still to come; ship the action when it is out, and call it planned until then"
        )));
    }
    Ok(date)
}

fn today() -> String {
    day_of(now())
}

fn day_of(time: i64) -> String {
    DateTime::from_timestamp(time, 0)
        .unwrap_or_default()
        .format("%Y-%m-%d")
        .to_string()
}
