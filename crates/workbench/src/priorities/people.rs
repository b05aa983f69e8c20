use std::collections::HashMap;

use assay_analysis::impact::{Respondent, respondents_for};

use super::question::Question;
use super::{PassageBehind, PeoplePage, PeopleRequest, PersonBehind};
use crate::{Project, Result};

/// People of a page where the request does not say.
const PAGE: u64 = 50;

/// Passages shown of one person.
const PASSAGES: usize = 5;

/// The people behind one of a theme's counts, with what they said.
pub fn people(project: &Project, request: PeopleRequest) -> Result<PeoplePage> {
    let question = Question::new(project, request.outcome.as_deref(), request.strata)?;
    let place = question.place(request.theme)?;
    let wanted = |one: &Respondent| {
        one.mentions == request.mentioned
            && request
                .activated
                .is_none_or(|activated| (one.outcome != 0.0) == activated)
    };
    let mut found = question.ask(|input| respondents_for(input, place));
    found.retain(wanted);
    let shown: Vec<Respondent> = found
        .iter()
        .skip(request.offset as usize)
        .take(request.limit.unwrap_or(PAGE) as usize)
        .copied()
        .collect();
    let theme = request.mentioned.then_some(request.theme);
    let mut items = items(&question, &shown, theme.map(|_| place as u32));
    let people = project.read(|store| {
        shown
            .iter()
            .map(|one| {
                let customer = &question.people()[one.customer];
                let mut passages = Vec::new();
                for item in items.remove(&one.customer).unwrap_or_default() {
                    if passages.len() >= PASSAGES {
                        break;
                    }
                    let found = store.passages_of_item_on(item, theme)?;
                    passages.extend(found.into_iter().map(|passage| PassageBehind {
                        item: passage.item,
                        text: passage.text,
                    }));
                }
                passages.truncate(PASSAGES);
                Ok(PersonBehind {
                    person: customer.key.clone(),
                    outcome: one.outcome,
                    signed_up: customer.signed_up,
                    passages,
                })
            })
            .collect::<Result<_>>()
    })?;
    Ok(PeoplePage {
        total: found.len() as u64,
        people,
    })
}

/// The items of each, those that raise the theme where one is given.
fn items(
    question: &Question,
    people: &[Respondent],
    theme: Option<u32>,
) -> HashMap<usize, Vec<i64>> {
    let mut items: HashMap<usize, Vec<i64>> = people
        .iter()
        .map(|one| (one.customer, Vec::new()))
        .collect();
    let raised = |item: i64, theme: u32| {
        let all = &question.raised.in_items;
        let from = all.partition_point(|one| one.item < item);
        let mut of_item = all[from..].iter().take_while(|one| one.item == item);
        of_item.any(|one| one.theme == theme)
    };
    for (item, feedback) in question.feedback() {
        if let Some(of_person) = items.get_mut(&feedback.customer)
            && theme.is_none_or(|theme| raised(*item, theme))
        {
            of_person.push(*item);
        }
    }
    items
}
