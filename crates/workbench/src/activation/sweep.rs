use assay_analysis::impact::{Event, FirstPass, SecondPass};
use assay_store::{TimelineId, decode_events};
use rayon::prelude::*;

use super::People;
use crate::{Project, Result};

/// Customers whose events are in memory at once.
const AT_ONCE: usize = 32_768;

/// Customers one reader takes at a time. Fixed, so that nothing depends on the number of threads.
const CHUNK: usize = 2_048;

/// A reader of events, of one customer after another.
pub(crate) trait EventReader: Send {
    /// All events of one customer, by time.
    fn visit(&mut self, customer: usize, events: &[Event]);

    /// What another reader found, of the customers that come after this one's.
    fn merge(&mut self, other: Self);
}

impl EventReader for FirstPass<'_> {
    fn visit(&mut self, customer: usize, events: &[Event]) {
        self.visit(customer, events);
    }

    fn merge(&mut self, other: Self) {
        self.merge(other);
    }
}

impl EventReader for SecondPass<'_> {
    fn visit(&mut self, customer: usize, events: &[Event]) {
        self.visit(customer, events);
    }

    fn merge(&mut self, other: Self) {
        self.merge(other);
    }
}

/// Read the events of every customer who has any, by customer: shared between readers that `new`
/// makes, and put together in order.
pub(crate) fn sweep<R: EventReader>(
    project: &Project,
    people: &People,
    new: impl Fn() -> R + Sync,
) -> Result<R> {
    let mut found = new();
    let mut rest = people.timelines.as_slice();
    while !rest.is_empty() {
        let (block, after) = rest.split_at(whole_customers(rest));
        rest = after;
        let (mut bytes, mut ends) = (Vec::new(), Vec::with_capacity(block.len()));
        project.read(|store| {
            let timelines = block.iter().map(|(_, timeline)| *timeline);
            Ok(store.read_timelines(timelines, &mut bytes, &mut ends)?)
        })?;
        let stretches = chunks(block);
        let readers: Vec<R> = stretches
            .into_par_iter()
            .map(|stretch| read(block, stretch, &bytes, &ends, new()))
            .collect::<Result<_>>()?;
        for reader in readers {
            found.merge(reader);
        }
    }
    Ok(found)
}

/// How many timelines to take at once, no customer's cut in two.
fn whole_customers(timelines: &[(u32, TimelineId)]) -> usize {
    let Some((last, _)) = timelines.get(AT_ONCE - 1) else {
        return timelines.len();
    };
    AT_ONCE
        + timelines[AT_ONCE..]
            .iter()
            .take_while(|(c, _)| c == last)
            .count()
}

/// The timelines in stretches, no customer's cut in two.
fn chunks(timelines: &[(u32, TimelineId)]) -> Vec<std::ops::Range<usize>> {
    let mut stretches = Vec::new();
    let mut start = 0;
    while start < timelines.len() {
        let mut end = (start + CHUNK).min(timelines.len());
        while end < timelines.len() && timelines[end].0 == timelines[end - 1].0 {
            end += 1;
        }
        stretches.push(start..end);
        start = end;
    }
    stretches
}

fn read<R: EventReader>(
    timelines: &[(u32, TimelineId)],
    stretch: std::ops::Range<usize>,
    bytes: &[u8],
    ends: &[usize],
    mut reader: R,
) -> Result<R> {
    let (mut timed, mut events) = (Vec::new(), Vec::new());
    let mut at = stretch.start;
    for group in timelines[stretch].chunk_by(|a, b| a.0 == b.0) {
        timed.clear();
        for place in at..at + group.len() {
            let start = place.checked_sub(1).map_or(0, |before| ends[before]);
            decode_events(&bytes[start..ends[place]], &mut timed)?;
        }
        at += group.len();
        if group.len() > 1 {
            timed.sort_by_key(|event| event.key());
        }
        events.clear();
        events.extend(timed.iter().map(|event| Event {
            name: event.name,
            time: event.time,
            value: event.value,
        }));
        reader.visit(group[0].0 as usize, &events);
    }
    Ok(reader)
}
