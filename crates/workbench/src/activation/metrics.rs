use assay_analysis::impact::{
    self, BehaviourInput, Divisions, EventKind, FirstPass, MetricsInput, Rule, SecondPass,
    event_kind,
};

use super::options::options;
use super::set::{check_segment, settings};
use super::{Metrics, MetricsRequest, load};
use crate::{Code, Error, Project, Result};

/// Activation metrics of the project, by a segment when asked for.
pub fn metrics(project: &Project, request: MetricsRequest) -> Result<Metrics> {
    if let Some(segment) = &request.by {
        check_segment(segment, &options(project)?.segments)?;
    }
    let settings = settings(project)?;
    let data = project.read(|store| load(store, settings))?;
    if data.customers.is_empty() {
        return Err(Error::bad_input(
            "there are no customers to measure yet; import a customer file first",
        ));
    }
    let as_of = data.as_of.unwrap_or(i64::MAX);
    let rule = data.settings.as_ref();
    let rule = rule.map(|rule| Rule::new(rule, &data.customers, &data.event_names, as_of));
    let with_events = || {
        let events = data.events.iter().enumerate();
        events.filter(|(_, events)| !events.is_empty())
    };
    let mut first = FirstPass::new(
        rule.as_ref(),
        &data.customers,
        data.event_names.len(),
        as_of,
    );
    with_events().for_each(|(customer, events)| first.visit(customer, events));
    let (outcomes, totals) = first.finish();
    let divisions = Divisions::new(&data.customers, request.by.as_deref(), None);
    let kinds: Vec<EventKind> = data.event_names.iter().map(|n| event_kind(n)).collect();
    let mut second = SecondPass::new(BehaviourInput {
        customers: &data.customers,
        outcomes: &outcomes,
        rule_event: rule.as_ref().and_then(Rule::event),
        within_days: data.settings.as_ref().and_then(|s| s.within_days),
        as_of,
        totals: &totals,
        kinds: &kinds,
        divisions: &divisions,
    });
    with_events().for_each(|(customer, events)| second.visit(customer, events));
    let metrics = impact::metrics(&MetricsInput {
        settings: data.settings.as_ref(),
        customers: &data.customers,
        outcomes: &outcomes,
        behaviour: &second.finish(),
        divisions: &divisions,
        as_of,
    });
    serde_json::to_value(metrics).map(Metrics).map_err(|error| {
        Error::new(
            Code::Internal,
            format!("the metrics could not be written as JSON: {error}"),
        )
    })
}
