use assay_analysis::impact::{
    self, Behaviour, BehaviourInput, Divisions, EventKind, MetricsInput, SecondPass, event_kind,
};

use super::data::ActivationData;
use super::sweep::sweep;
use super::{Metrics, MetricsRequest, check_segment, data, people};
use crate::{Code, Error, Project, Result};

/// Activation metrics of the project, by a segment when asked for.
pub fn metrics(project: &Project, request: MetricsRequest) -> Result<Metrics> {
    if let Some(segment) = &request.by {
        check_segment(segment, &people(project)?.columns().segments)?;
    }
    let data = data(project)?;
    let customers = &data.people.customers;
    if customers.is_empty() {
        return Err(Error::bad_input(
            "there are no customers to measure yet; import a customer file first",
        ));
    }
    let divisions = Divisions::new(customers, request.by.as_deref(), None);
    let metrics = impact::metrics(&MetricsInput {
        settings: data.settings.as_ref(),
        customers,
        outcomes: &data.outcomes,
        behaviour: &behaviour(project, &data, &divisions)?,
        event_names: &data.people.event_names,
        kinds: &kinds(&data),
        rule_event: data.rule_event,
        advocates: &[],
        revenue_is_lifetime_value: false,
        divisions: &divisions,
        as_of: data.as_of.unwrap_or(i64::MAX),
    });
    serde_json::to_value(metrics).map(Metrics).map_err(|error| {
        Error::new(
            Code::Internal,
            format!("the metrics could not be written as JSON: {error}"),
        )
    })
}

fn kinds(data: &ActivationData) -> Vec<EventKind> {
    let names = data.people.event_names.iter();
    names.map(|name| event_kind(name)).collect()
}

/// What customers do, counted for each group of the divisions.
fn behaviour(project: &Project, data: &ActivationData, divisions: &Divisions) -> Result<Behaviour> {
    let people = &data.people;
    let kinds = kinds(data);
    let input = BehaviourInput {
        customers: &people.customers,
        outcomes: &data.outcomes,
        rule_event: data.rule_event,
        within_days: data.settings.as_ref().and_then(|rule| rule.within_days),
        as_of: data.as_of.unwrap_or(i64::MAX),
        totals: &data.totals,
        kinds: &kinds,
        divisions,
    };
    Ok(sweep(project, people, || SecondPass::new(input))?.finish())
}
