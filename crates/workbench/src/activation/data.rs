use std::borrow::Cow;
use std::sync::Arc;

use assay_analysis::impact::{
    ActivatedValue, ActivationRule, ActivationSettings, AsOf, Customer, EventTotals, FirstPass,
    Outcome, Rule, infer_as_of,
};

use super::sweep::sweep;
use super::{People, people, settings};
use crate::{Noun, Project, Result};

/// What the project's rule makes of everyone on record; shared by metrics, ranking and report.
pub(crate) struct ActivationData {
    /// The rule; none until it is set.
    pub(crate) settings: Option<ActivationSettings>,
    /// Everyone on record.
    pub(crate) people: Arc<People>,
    /// In the customers' order; empty without a rule.
    pub(crate) outcomes: Vec<Outcome>,
    /// What the events hold altogether, up to the as-of date.
    pub(crate) totals: EventTotals,
    /// The event that the rule counts, if it counts one.
    pub(crate) rule_event: Option<u32>,
    /// Where the data end: as the rule says, or as the records say. None without a date anywhere.
    pub(crate) as_of: Option<i64>,
    /// Where the records say that they end.
    pub(crate) inferred: Option<AsOf>,
}

/// What [`ActivationData`] is made of.
pub(super) const DATA: [Noun; 2] = [Noun::Items, Noun::Settings];

/// Everyone on record under the project's rule, read once and kept while neither changes.
pub(crate) fn data(project: &Project) -> Result<Arc<ActivationData>> {
    project.cached(&DATA, |project| apply(project, settings(project)?))
}

/// Everyone on record under this rule.
pub(crate) fn apply(
    project: &Project,
    settings: Option<ActivationSettings>,
) -> Result<ActivationData> {
    let people = people(project)?;
    let customers: Cow<[Customer]> = match settings.as_ref().map(|settings| &settings.rule) {
        Some(ActivationRule::Column { column }) => people.under_column(column).into(),
        _ => people.customers.as_slice().into(),
    };
    let inferred = inferred(&people, &customers);
    let chosen = settings.as_ref().and_then(|settings| settings.as_of);
    let as_of = chosen.or(inferred.map(|found| found.time));
    // A column of yes and no needs no date at all.
    let until = as_of.unwrap_or(i64::MAX);
    let rule = settings
        .as_ref()
        .map(|settings| Rule::new(settings, &customers, &people.event_names, until));
    let reader = sweep(project, &people, || {
        FirstPass::new(rule.as_ref(), &customers, people.event_names.len(), until)
    })?;
    let (outcomes, totals) = reader.finish();
    let rule_event = rule.as_ref().and_then(Rule::event);
    drop(customers);
    Ok(ActivationData {
        settings,
        outcomes,
        totals,
        rule_event,
        as_of,
        inferred,
        people,
    })
}

/// Where the data end: every dated record, and what the rule's own column dates.
fn inferred(people: &People, customers: &[Customer]) -> Option<AsOf> {
    let dates = customers
        .iter()
        .filter_map(|customer| match customer.activated {
            Some(ActivatedValue::At(time)) => Some(time),
            _ => None,
        });
    let mut days = people.days.clone();
    dates.for_each(|time| days.add(time));
    infer_as_of(&days)
}
