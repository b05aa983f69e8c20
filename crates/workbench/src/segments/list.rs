use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::Segment;
use super::members::{KIND, Members};
use crate::themes::LabelledCount;
use crate::{Noun, Project, Result};

/// More values than this and a column tells people apart rather than groups.
const MOST_VALUES: usize = 40;

/// Segments of the people who gave feedback, with their values.
pub fn list(project: &Project) -> Result<Vec<Segment>> {
    let divided = divided(project)?;
    let segments = divided.segments.iter();
    Ok(segments.map(|division| division.segment.clone()).collect())
}

/// Feedback with the segments that divide those who gave it.
pub(super) struct Divided {
    pub(super) members: Members,
    pub(super) segments: Vec<Division>,
}

/// A segment, and where each item stands in it.
pub(super) struct Division {
    /// Its values, the one with the most people first.
    pub(super) segment: Segment,
    /// The place of each item's value, in the members' order.
    pub(super) value_of: Vec<Option<u8>>,
}

/// Everyone by segment; read once, and shared until somebody imports.
pub(super) fn divided(project: &Project) -> Result<Arc<Divided>> {
    project.cached(&[Noun::Items], |project| {
        let members = Members::read(project)?;
        Ok(Divided {
            segments: divisions(&members),
            members,
        })
    })
}

fn divisions(members: &Members) -> Vec<Division> {
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
        .filter_map(|name| division(members, name))
        .collect()
}

/// `None` where there are too many values, or too few to compare.
fn division(members: &Members, name: String) -> Option<Division> {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut people: Vec<HashSet<u32>> = Vec::new();
    let mut number_of = Vec::with_capacity(members.items.len());
    for place in 0..members.items.len() {
        let number = members.value(place, &name).map(|value| {
            let next = numbers.len();
            *numbers.entry(value).or_insert(next)
        });
        if let Some(number) = number {
            people.resize_with(numbers.len(), HashSet::new);
            people[number].insert(members.person[place]);
            if numbers.len() > MOST_VALUES {
                return None;
            }
        }
        number_of.push(number);
    }
    let mut values: Vec<(String, usize)> = numbers.into_iter().collect();
    values.sort_by(|(a, one), (b, other)| {
        let more_people = people[*other].len().cmp(&people[*one].len());
        more_people.then_with(|| a.cmp(b))
    });
    let mut place_of = vec![0; values.len()];
    for (place, (_, number)) in values.iter().enumerate() {
        place_of[*number] = place as u8;
    }
    let counted = values.into_iter().map(|(label, number)| LabelledCount {
        label,
        count: people[number].len() as u64,
    });
    let segment = Segment {
        name,
        values: counted.collect(),
    };
    (segment.values.len() > 1).then(|| Division {
        segment,
        value_of: number_of
            .into_iter()
            .map(|number| Some(place_of[number?]))
            .collect(),
    })
}
