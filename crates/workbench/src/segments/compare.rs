use std::collections::{BTreeMap, BTreeSet, HashMap};

use assay_analysis::impact::{Difference, Estimate, newcombe, wilson};
use assay_analysis::segments::{ContrastVerdict, FEWEST_PEOPLE, Voice, compare_groups};

use super::list::{Divided, Division, divided};
use super::members::{KIND, Members, value_of};
use super::{CompareRequest, GroupDifference, SegmentComparison, SegmentGroup, ThemeInGroups};
use crate::activation::{self, ActivationData};
use crate::standing::standing;
use crate::themes::{self, ThemeSummary};
use crate::{Error, Project, Result};

/// Two groups side by side: what they raise, how negative they are, and how they activate.
pub fn compare(project: &Project, request: CompareRequest) -> Result<SegmentComparison> {
    let divided = divided(project)?;
    let members = &divided.members;
    let (division, chosen) = chosen(&divided, &request)?;
    let segment = division.segment.name.clone();
    let values = chosen.map(|value| division.segment.values[value].label.clone());
    let themes = themes::list(project)?;
    let raised = raised(project, &themes)?;
    let groups = chosen.map(|value| group(members, division, value, &raised));
    let both = groups[0]
        .voices
        .keys()
        .filter(|person| groups[1].voices.contains_key(*person));
    let both = both.count();
    let voices = groups
        .each_ref()
        .map(|group| group.voices.values().cloned().collect::<Vec<_>>());
    let found = compare_groups(&voices[0], &voices[1], themes.len());
    let data = activation::data(project)?;
    let activated = groups
        .each_ref()
        .map(|group| activated(members, &data, &segment, group));
    let activation = newcombe(activated.map(|a| a.1), activated.map(|a| a.0))
        .filter(|_| activated.iter().all(|(n, _)| *n as usize >= FEWEST_PEOPLE));
    let mut contrasts: Vec<ThemeInGroups> = themes
        .iter()
        .zip(&found.themes)
        .filter(|(_, found)| found.people.iter().any(|people| *people > 0))
        .filter_map(|(theme, found)| {
            let difference = found.difference?;
            Some(ThemeInGroups {
                id: theme.id,
                label: theme.label.clone(),
                people_a: found.people[0],
                people_b: found.people[1],
                share_a: found.share[0]?.value,
                share_b: found.share[1]?.value,
                difference: difference.value,
                low: difference.low,
                high: difference.high,
                q_value: found.q_value,
                verdict: verdict(found.verdict).into(),
            })
        })
        .collect();
    contrasts.sort_by(|a, b| {
        let q = |theme: &ThemeInGroups| theme.q_value.unwrap_or(f64::INFINITY);
        let size = b.difference.abs().total_cmp(&a.difference.abs());
        q(a).total_cmp(&q(b)).then(size).then(a.id.cmp(&b.id))
    });
    let summary = |side: usize| {
        let group = &groups[side];
        let (eligible, activated) = activated[side];
        let (negative, rate) = (found.negative[side], wilson(activated, eligible));
        let low = |estimate: Option<Estimate>| estimate.and_then(|estimate| estimate.low);
        let high = |estimate: Option<Estimate>| estimate.and_then(|estimate| estimate.high);
        SegmentGroup {
            value: values[side].clone(),
            people: group.voices.len() as u64,
            items: group.items,
            negative_share: negative.map(|negative| negative.value),
            negative_low: low(negative),
            negative_high: high(negative),
            eligible,
            activated,
            activation_rate: rate.map(|rate| rate.value),
            activation_low: low(rate),
            activation_high: high(rate),
        }
    };
    Ok(SegmentComparison {
        a: summary(0),
        b: summary(1),
        negative: found.negative_difference.map(difference),
        activation: activation.map(difference),
        themes: contrasts,
        notes: notes(&groups, &values, both),
        segment,
    })
}

/// The segment and the places of its two values.
fn chosen<'a>(
    divided: &'a Divided,
    request: &CompareRequest,
) -> Result<(&'a Division, [usize; 2])> {
    let known = || divided.segments.iter().map(|division| &division.segment);
    let listed = |names: Vec<&str>| {
        let named: Vec<String> = names
            .iter()
            .take(12)
            .map(|name| format!("“{name}”"))
            .collect();
        named.join(", ")
    };
    let mut divisions = divided.segments.iter();
    let division = divisions
        .find(|division| division.segment.name.eq_ignore_ascii_case(&request.segment))
        .ok_or_else(|| {
            Error::bad_input(format!(
                "there is no segment “{}” with values to compare; there are {}",
                request.segment,
                listed(known().map(|segment| segment.name.as_str()).collect())
            ))
        })?;
    let segment = &division.segment;
    let value = |asked: &str| {
        let mut values = segment.values.iter().map(|value| &value.label);
        values
            .clone()
            .position(|value| value == asked)
            .or_else(|| values.position(|value| value.eq_ignore_ascii_case(asked)))
            .ok_or_else(|| {
                Error::bad_input(format!(
                    "nobody who gave feedback has “{asked}” as {}; there are {}",
                    segment.name,
                    listed(
                        segment
                            .values
                            .iter()
                            .map(|value| value.label.as_str())
                            .collect()
                    )
                ))
            })
    };
    let values = [value(&request.a)?, value(&request.b)?];
    if values[0] == values[1] {
        return Err(Error::bad_input(format!(
            "“{}” cannot be compared with itself; name two values",
            segment.values[values[0]].label
        )));
    }
    Ok((division, values))
}

/// The themes each item raises, by their place in the list.
fn raised(project: &Project, themes: &[ThemeSummary]) -> Result<HashMap<i64, Vec<u32>>> {
    let places: HashMap<i64, u32> = themes.iter().map(|theme| theme.id).zip(0..).collect();
    let mut raised: HashMap<i64, Vec<u32>> = HashMap::new();
    let standing = standing(project)?;
    for mention in standing.mentions() {
        if let Some(place) = places.get(&mention.theme) {
            let of_item = raised.entry(standing.item(&mention)).or_default();
            of_item.push(*place);
        }
    }
    Ok(raised)
}

/// The people of one value, and the customers among them.
#[derive(Default)]
struct Group<'a> {
    value: String,
    items: u64,
    voices: BTreeMap<&'a str, Voice>,
    customers: BTreeSet<usize>,
}

fn group<'a>(
    members: &'a Members,
    division: &Division,
    value: usize,
    raised: &HashMap<i64, Vec<u32>>,
) -> Group<'a> {
    let mut group = Group {
        value: division.segment.values[value].label.clone(),
        ..Group::default()
    };
    for (item, of_item) in members.items.iter().zip(&division.value_of) {
        if of_item.map(usize::from) != Some(value) {
            continue;
        }
        group.items += 1;
        let person = &members.persons[item.person as usize];
        let voice = group.voices.entry(person).or_default();
        voice
            .themes
            .extend(raised.get(&item.item).into_iter().flatten());
        voice.passages += item.passages;
        voice.negative += item.negative;
        group.customers.extend(item.customer.map(|at| at as usize));
    }
    group
}

/// Eligible customers and those of them who activated: everybody with the value where customers
/// have the segment, or else those who gave feedback with it.
fn activated(members: &Members, data: &ActivationData, segment: &str, group: &Group) -> (u64, u64) {
    let of_customers = segment != KIND && members.of_customers().iter().any(|name| name == segment);
    let belongs = |place: usize| {
        if of_customers {
            let customer = &members.people.customers[place];
            value_of(customer, segment).as_deref() == Some(&group.value)
        } else {
            group.customers.contains(&place)
        }
    };
    let mut counts = (0, 0);
    for (place, outcome) in data.outcomes.iter().enumerate() {
        if outcome.eligible && belongs(place) {
            counts.0 += 1;
            counts.1 += u64::from(outcome.activated);
        }
    }
    counts
}

fn difference(difference: Difference) -> GroupDifference {
    GroupDifference {
        difference: difference.value,
        low: difference.low,
        high: difference.high,
    }
}

fn verdict(verdict: ContrastVerdict) -> &'static str {
    match verdict {
        ContrastVerdict::MoreInFirst => "more_in_a",
        ContrastVerdict::MoreInSecond => "more_in_b",
        ContrastVerdict::Unclear => "unclear",
        ContrastVerdict::NotEnoughData => "not_enough_data",
    }
}

fn notes(groups: &[Group; 2], values: &[String; 2], both: usize) -> Vec<String> {
    let mut notes = Vec::new();
    for (group, value) in groups.iter().zip(values) {
        if group.voices.len() < FEWEST_PEOPLE {
            notes.push(format!(
                "Only {} people of “{value}” gave feedback; it takes {FEWEST_PEOPLE} to compare.",
                group.voices.len()
            ));
        }
    }
    if both > 0 {
        notes.push(format!(
            "{both} people are in both groups, with the feedback that belongs to each; the intervals take the groups for different people."
        ));
    }
    notes.push(
        "The groups may differ in more than this segment: a difference is not its effect.".into(),
    );
    notes
}
