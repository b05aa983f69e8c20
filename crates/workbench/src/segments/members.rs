use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use assay_analysis::impact::Customer;
use assay_analysis::impact::strata::{UNKNOWN, level};

use crate::activation::{People, people};
use crate::standing::speech;
use crate::{Project, Result};

/// The kind of source as a segment.
pub(super) const KIND: &str = "kind";

/// Feedback with what is known of who gave it.
pub(super) struct Members {
    /// By number.
    pub(super) items: Vec<Member>,
    /// What tells each person apart.
    pub(super) persons: Vec<String>,
    /// The kinds of source, and the segments of the feedback itself by name in lower case.
    kinds: Column,
    own: BTreeMap<String, Column>,
    pub(super) people: Arc<People>,
}

/// A piece of feedback that says something.
pub(super) struct Member {
    pub(super) item: i64,
    /// The person, numbered from 0.
    pub(super) person: u32,
    /// The place of the customer among those on record.
    pub(super) customer: Option<u32>,
    pub(super) passages: u64,
    /// Passages that are negative.
    pub(super) negative: u64,
}

/// The values that some items have.
#[derive(Default)]
pub(super) struct Column {
    pub(super) values: Names,
    /// (place of the item, number of the value), by place.
    pub(super) of_items: Vec<(u32, u32)>,
}

/// Names, numbered as they are met.
#[derive(Default)]
pub(super) struct Names {
    pub(super) names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }
}

impl Members {
    pub(super) fn read(project: &Project) -> Result<Members> {
        let people = people(project)?;
        let speech = speech(project)?;
        let mut said = vec![(0, 0); speech.items.len()];
        for passage in &speech.passages {
            let (passages, negative) = &mut said[passage.item as usize];
            *passages += 1;
            *negative += u64::from(passage.negative());
        }
        let mut said = speech.items.iter().zip(said).peekable();
        let mut members = Members {
            items: Vec::new(),
            persons: Vec::new(),
            kinds: Column::default(),
            own: BTreeMap::new(),
            people: people.clone(),
        };
        let mut persons = Names::default();
        // By item, as they come.
        let mut customers = people.feedback.iter().peekable();
        project.read(|store| {
            Ok(store.each_grouped_item(|item| {
                while said.next_if(|(other, _)| other.id < item.item).is_some() {}
                let of_item = said.next_if(|(other, _)| other.id == item.item);
                // Where nothing is left of it after all, nobody said anything.
                let Some((_, (passages, negative))) = of_item.filter(|(_, said)| said.0 > 0) else {
                    return;
                };
                let place = members.items.len() as u32;
                members.kinds.add(place, item.kind);
                for (name, value) in own_segments(item.segments) {
                    members.own.entry(name).or_default().add(place, &value);
                }
                while customers.next_if(|(other, _)| *other < item.item).is_some() {}
                let customer = customers.next_if(|(other, _)| *other == item.item);
                members.items.push(Member {
                    item: item.item,
                    person: persons.number(item.person),
                    customer: customer.map(|(_, feedback)| feedback.customer as u32),
                    passages,
                    negative,
                });
            })?)
        })?;
        members.persons = persons.names;
        Ok(members)
    }

    /// The segments that customers have, with the months of signing up.
    pub(super) fn of_customers(&self) -> &[String] {
        &self.people.columns().segments
    }

    /// The segments that feedback itself has, in lower case.
    pub(super) fn of_feedback(&self) -> impl Iterator<Item = &str> {
        self.own.keys().map(String::as_str)
    }

    /// The values of a segment: what the feedback itself says, or else what its customer's are.
    /// None where there are more than `most`.
    pub(super) fn column(&self, segment: &str, most: usize) -> Option<Column> {
        let mut column = Column::default();
        let named = match segment {
            KIND => Some(&self.kinds),
            _ => self.own.get(&segment.to_lowercase()),
        };
        let mut own = named.into_iter().flat_map(Column::each).peekable();
        // Of each customer who was met already, the number of the value, if there is one.
        let mut of_customers: Vec<Option<Option<u32>>> = vec![None; self.people.customers.len()];
        for (item, place) in self.items.iter().zip(0..) {
            let value = match own.next_if(|(other, _)| *other == place) {
                Some((_, value)) => Some(column.values.number(value)),
                None => item.customer.filter(|_| segment != KIND).and_then(|at| {
                    *of_customers[at as usize].get_or_insert_with(|| {
                        let value = value_of(&self.people.customers[at as usize], segment);
                        value.map(|value| column.values.number(&value))
                    })
                }),
            };
            if column.values.names.len() > most {
                return None;
            }
            column.of_items.extend(value.map(|value| (place, value)));
        }
        Some(column)
    }

    /// The place of an item.
    pub(super) fn place(&self, item: i64) -> Option<usize> {
        self.items.binary_search_by_key(&item, |one| one.item).ok()
    }
}

impl Column {
    fn add(&mut self, place: u32, value: &str) {
        let value = self.values.number(value);
        self.of_items.push((place, value));
    }

    /// Each item's place with its value.
    fn each(&self) -> impl Iterator<Item = (u32, &str)> {
        let of_items = self.of_items.iter();
        of_items.map(|(place, value)| (*place, self.values.names[*value as usize].as_str()))
    }
}

/// A customer's value of a segment, whatever the case of its name.
pub(super) fn value_of(customer: &Customer, segment: &str) -> Option<String> {
    let same = |name: &&String| name.eq_ignore_ascii_case(segment);
    let name = customer.segments.keys().find(same);
    let value = level(customer, name.map_or(segment, String::as_str));
    (value != UNKNOWN).then(|| value.into_owned())
}

/// By name in lower case.
fn own_segments(json: Option<&str>) -> BTreeMap<String, String> {
    let segments: Option<BTreeMap<String, String>> =
        json.and_then(|json| serde_json::from_str(json).ok());
    let segments = segments.unwrap_or_default().into_iter();
    segments
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(name, value)| (name.to_lowercase(), value))
        .collect()
}
