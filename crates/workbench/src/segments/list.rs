use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Segment;
use super::members::{KIND, Members};
use crate::themes::LabelledCount;
use crate::{Project, Result};

/// More values than this and a column tells people apart rather than groups.
const MOST_VALUES: usize = 40;

/// Segments of the people who gave feedback, with their values.
pub fn list(project: &Project) -> Result<Vec<Segment>> {
    Ok(segments(&Members::read(project)?))
}

pub(super) fn segments(members: &Members) -> Vec<Segment> {
    let mut names: BTreeMap<String, String> = BTreeMap::from([(KIND.into(), KIND.into())]);
    let distinct: BTreeSet<&str> = members.of_feedback().collect();
    names.extend(distinct.into_iter().map(|name| (name.into(), name.into())));
    let of_customers = members.of_customers();
    names.extend(
        of_customers
            .iter()
            .map(|name| (name.to_lowercase(), name.clone())),
    );
    names
        .into_values()
        .filter_map(|name| {
            let values = values(members, &name)?;
            Some(Segment { name, values })
        })
        .collect()
}

/// People by value; `None` where there are too many values, or too few to compare.
fn values(members: &Members, segment: &str) -> Option<Vec<LabelledCount>> {
    let mut people: BTreeMap<String, HashSet<&str>> = BTreeMap::new();
    for (place, item) in members.items.iter().enumerate() {
        if let Some(value) = members.value(place, segment) {
            people.entry(value).or_default().insert(&item.person);
            if people.len() > MOST_VALUES {
                return None;
            }
        }
    }
    let mut values: Vec<LabelledCount> = people
        .into_iter()
        .map(|(label, people)| LabelledCount {
            label,
            count: people.len() as u64,
        })
        .collect();
    values.sort_by_key(|value| std::cmp::Reverse(value.count));
    (values.len() > 1).then_some(values)
}
