use std::sync::Arc;

use assay_analysis::impact::{Behaviour, BehaviourInput, Divisions, SecondPass};

use super::data::{ActivationData, DATA, data};
use super::metrics::kinds;
use super::sweep::sweep;
use crate::{Project, Result};

/// What all customers do, undivided; read once, and kept while neither they nor the rule change.
pub(crate) fn whole_behaviour(project: &Project) -> Result<Arc<Behaviour>> {
    project.cached(&DATA, |project| {
        let data = data(project)?;
        let divisions = Divisions::new(&data.people.customers, None, None);
        behaviour(project, &data, &divisions)
    })
}

/// What customers do, counted for each group of the divisions.
pub(super) fn behaviour(
    project: &Project,
    data: &ActivationData,
    divisions: &Divisions,
) -> Result<Behaviour> {
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
