use assay_analysis::impact::metrics::advocates;
use assay_analysis::impact::{self, Divisions, EventKind, MetricsInput, event_kind};

use super::behaviour::behaviour;
use super::opinions::opinions;
use super::{ActivationData, Metrics, MetricsRequest, check_segment, data, whole_behaviour};
use crate::{Code, Error, Project, Result};

/// Activation metrics of the project, by a segment and by sign-up cohort when asked for.
pub fn metrics(project: &Project, request: MetricsRequest) -> Result<Metrics> {
    let found = measured(project, &request)?;
    serde_json::to_value(found).map(Metrics).map_err(|error| {
        Error::new(
            Code::Internal,
            format!("the metrics could not be written as JSON: {error}"),
        )
    })
}

/// The same, as the analysis has them.
pub(super) fn measured(project: &Project, request: &MetricsRequest) -> Result<impact::Metrics> {
    let data = data(project)?;
    let people = &data.people;
    if let Some(segment) = &request.by {
        check_segment(segment, &people.columns().segments)?;
    }
    let cohorts = request.cohorts.as_deref().map(cohort).transpose()?;
    if people.customers.is_empty() {
        return Err(Error::bad_input(
            "there are no customers to measure yet; import a customer file first",
        ));
    }
    let customers = &people.customers;
    let divisions = Divisions::new(customers, request.by.as_deref(), cohorts);
    let undivided = divisions.by.is_none() && divisions.cohorts.is_none();
    let behaviour = match undivided {
        true => whole_behaviour(project)?,
        false => behaviour(project, &data, &divisions)?.into(),
    };
    let opinions = opinions(project, people)?;
    Ok(impact::metrics(&MetricsInput {
        settings: data.settings.as_ref(),
        customers,
        outcomes: &data.outcomes,
        behaviour: &behaviour,
        event_names: &people.event_names,
        kinds: &kinds(&data),
        rule_event: data.rule_event,
        advocates: &match opinions.is_empty() {
            true => Vec::new(),
            false => advocates(customers.len(), &opinions),
        },
        revenue_is_lifetime_value: people.revenue_is_lifetime_value,
        divisions: &divisions,
        as_of: data.as_of.unwrap_or(i64::MAX),
    }))
}

/// What each event's name says of it, by its number.
pub(super) fn kinds(data: &ActivationData) -> Vec<EventKind> {
    let names = data.people.event_names.iter();
    names.map(|name| event_kind(name)).collect()
}

fn cohort(length: &str) -> Result<&'static str> {
    Ok(match length {
        "week" => "signed_up_week",
        "month" => "signed_up_month",
        "quarter" => "signed_up_quarter",
        "year" => "signed_up_year",
        other => {
            return Err(Error::bad_input(format!(
                "there are no cohorts by “{other}”; choose week, month, quarter or year"
            )));
        }
    })
}
