use std::collections::{BTreeMap, HashMap};

use assay_analysis::impact::Customer;
use assay_analysis::impact::strata::{UNKNOWN, level};
use assay_store::GroupedItem;

use crate::activation::{People, people};
use crate::{Project, Result};
use std::sync::Arc;

/// The kind of source as a segment.
pub(super) const KIND: &str = "kind";

/// Feedback with what is known of who gave it.
pub(super) struct Members {
    pub(super) items: Vec<GroupedItem>,
    /// The person of each item, numbered from 0.
    pub(super) person: Vec<u32>,
    /// Segments of each item itself, in the items' order, by name in lower case.
    own: Vec<BTreeMap<String, String>>,
    pub(super) people: Arc<People>,
    /// Customer key to place.
    index: HashMap<String, usize>,
}

impl Members {
    pub(super) fn read(project: &Project) -> Result<Members> {
        let people = people(project)?;
        let items = project.read(|store| Ok(store.grouped_items()?))?;
        let own = items.iter().map(own_segments).collect();
        let index = people
            .customers
            .iter()
            .enumerate()
            .map(|(place, customer)| (customer.key.clone(), place))
            .collect();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let person = items
            .iter()
            .map(|item| {
                let next = numbers.len() as u32;
                *numbers.entry(&item.person).or_insert(next)
            })
            .collect();
        Ok(Members {
            person,
            items,
            own,
            people,
            index,
        })
    }

    /// The segments that customers have, with the months of signing up.
    pub(super) fn of_customers(&self) -> &[String] {
        &self.people.columns().segments
    }

    /// The segments that feedback itself has, in lower case.
    pub(super) fn of_feedback(&self) -> impl Iterator<Item = &str> {
        self.own
            .iter()
            .flat_map(|own| own.keys().map(String::as_str))
    }

    /// What an item's segment is: what the feedback itself says, or else what its customer's is.
    pub(super) fn value(&self, place: usize, segment: &str) -> Option<String> {
        if segment == KIND {
            return Some(self.items[place].kind.clone());
        }
        if let Some(value) = self.own[place].get(&segment.to_lowercase()) {
            return Some(value.clone());
        }
        value_of(self.customer(place)?.1, segment)
    }

    /// The place of an item.
    pub(super) fn place(&self, item: i64) -> Option<usize> {
        self.items.binary_search_by_key(&item, |one| one.item).ok()
    }

    /// The customer behind an item, and their place.
    pub(super) fn customer(&self, place: usize) -> Option<(usize, &Customer)> {
        let key = self.items[place].customer.as_ref()?;
        let at = *self.index.get(key)?;
        Some((at, &self.people.customers[at]))
    }
}

/// A customer's value of a segment, whatever the case of its name.
pub(super) fn value_of(customer: &Customer, segment: &str) -> Option<String> {
    let same = |name: &&String| name.eq_ignore_ascii_case(segment);
    let name = customer.segments.keys().find(same);
    let value = level(customer, name.map_or(segment, String::as_str));
    (value != UNKNOWN).then(|| value.into_owned())
}

fn own_segments(item: &GroupedItem) -> BTreeMap<String, String> {
    let read = |json: &String| serde_json::from_str::<BTreeMap<String, String>>(json).ok();
    let segments = item.segments.as_ref().and_then(read).unwrap_or_default();
    segments
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(name, value)| (name.to_lowercase(), value))
        .collect()
}
