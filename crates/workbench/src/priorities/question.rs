use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use assay_analysis::impact::{
    Customer, DEFAULT_MIN_MENTIONS, Feedback, Mention, Opinion, RankInput, Response, Target,
    account_segment,
};

use super::raised::{Raised, raised};
use crate::activation::{self, ActivationData};
use crate::{Error, Project, Result};

/// Segments adjusted for when nobody chose any: the ones that most often decide who activates.
const USUAL_STRATA: &[&str] = &["plan", "channel", "signed_up_month"];

/// What themes are to be linked with, and all that it takes to say so.
pub(super) struct Question {
    pub(super) target: Target,
    pub(super) strata: Vec<String>,
    pub(super) data: Arc<ActivationData>,
    pub(super) raised: Arc<Raised>,
    response: Response,
    /// Those who gave feedback, where the outcome is what they say in it and they need not be
    /// customers on record.
    speakers: Option<Speakers>,
}

/// People by what tells them apart, with what they said of the product as a whole.
struct Speakers {
    people: Vec<Customer>,
    feedback: Vec<(i64, Feedback)>,
}

impl Question {
    /// The question about an outcome by name (activation when absent), with these segments held
    /// constant (the project's when absent).
    pub(super) fn new(
        project: &Project,
        outcome: Option<&str>,
        strata: Option<Vec<String>>,
    ) -> Result<Question> {
        let name = outcome.unwrap_or("activated");
        let target = Target::parse(name).ok_or_else(|| {
            Error::bad_input(format!(
                "“{name}” is no outcome; choose activated, churned, recommended, retained:30 (or another day) or rating"
            ))
        })?;
        let data = activation::data(project)?;
        let customers = &data.people.customers;
        let as_of = data.as_of.unwrap_or(i64::MAX);
        let window_days = data.settings.as_ref().and_then(|rule| rule.within_days);
        let mut speakers = None;
        let response = match target {
            Target::Activated => Response::activated(&data.outcomes, window_days),
            Target::Churned => Response::churned(customers, as_of),
            Target::Retained { day } => {
                let behaviour = activation::whole_behaviour(project)?;
                Response::retained(customers, &behaviour.customers, day, behaviour.last_day)
            }
            Target::Recommended | Target::Rating => {
                let (found, opinions) = speakers_of(project, &data)?;
                let people = found.people.len();
                speakers = Some(found);
                match target {
                    Target::Rating => Response::rating(people, &opinions),
                    _ => Response::recommended(people, &opinions),
                }
            }
        };
        let strata = match &speakers {
            None => strata_of(project, strata, &data.people.columns().segments)?,
            Some(speakers) => {
                let columns = activation::Columns::of(&speakers.people, false);
                strata_of(project, strata, &columns.segments)?
            }
        };
        Ok(Question {
            target,
            strata,
            data,
            raised: raised(project)?,
            response,
            speakers,
        })
    }

    /// Those who could be compared.
    pub(super) fn people(&self) -> &[Customer] {
        match &self.speakers {
            Some(speakers) => &speakers.people,
            None => &self.data.people.customers,
        }
    }

    /// Items of those people, by item.
    pub(super) fn feedback(&self) -> &[(i64, Feedback)] {
        match &self.speakers {
            Some(speakers) => &speakers.feedback,
            None => &self.data.people.feedback,
        }
    }

    /// Hand the question to the analysis.
    pub(super) fn ask<T>(&self, answer: impl FnOnce(&RankInput) -> T) -> T {
        let feedback: Vec<Feedback> = self.feedback().iter().map(|(_, one)| *one).collect();
        let account = account_segment(self.people());
        let outcomes: Cow<[_]> = match self.target {
            Target::Activated => self.data.outcomes.as_slice().into(),
            _ => Vec::new().into(),
        };
        answer(&RankInput {
            customers: self.people(),
            response: self.response.clone(),
            outcomes: &outcomes,
            as_of: self.data.as_of,
            themes: self.raised.themes.len(),
            mentions: &self.mentions(),
            feedback: &feedback,
            strata: &self.strata,
            min_mentions: DEFAULT_MIN_MENTIONS,
            account: account.as_deref(),
        })
    }

    fn mentions(&self) -> Vec<Mention> {
        let feedback = self.feedback();
        let of_item = |item: &i64| {
            let place = feedback
                .binary_search_by_key(item, |(item, _)| *item)
                .ok()?;
            Some(feedback[place].1)
        };
        let raised = self.raised.in_items.iter();
        raised
            .filter_map(|raised| {
                let Feedback { customer, time } = of_item(&raised.item)?;
                Some(Mention {
                    customer,
                    theme: raised.theme as usize,
                    time,
                    weak: raised.weak,
                    negative: raised.negative,
                })
            })
            .collect()
    }
}

/// The strata asked for, or the project's, or the usual ones that the customers have.
pub(crate) fn strata(project: &Project, asked: Option<Vec<String>>) -> Result<Vec<String>> {
    let people = activation::people(project)?;
    strata_of(project, asked, &people.columns().segments)
}

fn strata_of(
    project: &Project,
    asked: Option<Vec<String>>,
    known: &[String],
) -> Result<Vec<String>> {
    if let Some(asked) = asked {
        let mut all = asked.iter();
        all.try_for_each(|segment| activation::check_segment(segment, known))?;
        return Ok(asked);
    }
    let is_known = |name: &String| activation::check_segment(name, known).is_ok();
    match activation::strata(project)? {
        Some(chosen) => Ok(chosen.into_iter().filter(is_known).collect()),
        None => Ok(USUAL_STRATA
            .iter()
            .map(|usual| usual.to_string())
            .filter(|usual| known.contains(usual))
            .collect()),
    }
}

/// Everyone who gave feedback, and their opinions: a rating, and a cell of a column named after
/// recommending. A customer on record brings their segments, and everybody those of their feedback.
fn speakers_of(project: &Project, data: &ActivationData) -> Result<(Speakers, Vec<Opinion>)> {
    let rows = project.read(|store| Ok(store.opinions()?))?;
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in &rows {
        places.entry(row.person.clone()).or_default();
    }
    let mut people: Vec<Customer> = Vec::with_capacity(places.len());
    for (place, (person, at)) in places.iter_mut().enumerate() {
        *at = place;
        people.push(match data.people.place(person) {
            Some(known) => data.people.customers[known].clone(),
            None => Customer {
                key: person.clone(),
                ..Customer::default()
            },
        });
    }
    let (mut feedback, mut opinions) = (Vec::new(), Vec::new());
    for row in rows {
        let customer = places[&row.person];
        let segments = activation::segments(row.segments.as_deref());
        opinions.push(Opinion {
            customer,
            rating: row.rating,
            recommended: activation::recommended(&segments),
        });
        for (name, value) in segments {
            people[customer].segments.entry(name).or_insert(value);
        }
        if row.says_something {
            feedback.push((
                row.item,
                Feedback {
                    customer,
                    time: row.time,
                },
            ));
        }
    }
    Ok((Speakers { people, feedback }, opinions))
}
