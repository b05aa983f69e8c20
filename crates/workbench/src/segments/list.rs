use std::collections::BTreeMap;
use std::sync::Arc;

use super::Segment;
use super::members::{KIND, Members};
use crate::themes::LabelledCount;
use crate::{Noun, Project, Result};

/// More values than this and a column tells people apart rather than groups. At most 64, the bits
/// that people are counted by.
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
    names.extend(members.of_feedback().map(|name| (name.into(), name.into())));
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
    let column = members.column(&name, MOST_VALUES)?;
    let names = column.values.names;
    // A bit a value for each person, so that everyone counts once.
    let mut met = vec![0u64; members.persons.len()];
    let mut people = vec![0; names.len()];
    let mut number_of = vec![None; members.items.len()];
    for (place, number) in column.of_items {
        let met = &mut met[members.items[place as usize].person as usize];
        people[number as usize] += u64::from(*met >> number & 1 == 0);
        *met |= 1 << number;
        number_of[place as usize] = Some(number);
    }
    let mut values: Vec<(String, usize)> = names.into_iter().zip(0..).collect();
    values.sort_by(|(a, one), (b, other)| people[*other].cmp(&people[*one]).then_with(|| a.cmp(b)));
    let mut place_of = vec![0; values.len()];
    for (place, (_, number)) in values.iter().enumerate() {
        place_of[*number] = place as u8;
    }
    let counted = values.into_iter().map(|(label, number)| LabelledCount {
        label,
        count: people[number],
    });
    let segment = Segment {
        name,
        values: counted.collect(),
    };
    (segment.values.len() > 1).then(|| Division {
        segment,
        value_of: number_of
            .into_iter()
            .map(|number| Some(place_of[number? as usize]))
            .collect(),
    })
}
