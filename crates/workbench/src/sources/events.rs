//! The events of one file: gathered by customer, and those that the project has already left out.

use std::collections::HashMap;

use assay_ingest::Event;
use assay_store::{EventDays, TimedEvent, Write};

use crate::{Result, Task};

const DAY: i64 = 86_400;

/// Events of one file, in compact form.
#[derive(Default)]
pub(super) struct Events {
    customers: Numbered,
    names: Numbered,
    gathered: Vec<Gathered>,
}

/// What became of them.
#[derive(Default)]
pub(super) struct StoredEvents {
    /// Events added.
    pub(super) added: u64,
    /// Rows that the project has already, in no particular order.
    pub(super) duplicates: Vec<u64>,
}

struct Gathered {
    customer: u32,
    event: TimedEvent,
    row: u64,
}

impl Events {
    /// Take up one event.
    pub(super) fn add(&mut self, event: Event) {
        self.gathered.push(Gathered {
            customer: self.customers.number(event.customer),
            event: TimedEvent {
                time: event.time,
                name: self.names.number(event.name),
                value: event.value,
            },
            row: event.row,
        });
    }

    /// Add what is new to the source that `stage` makes; it is asked only if there is something.
    pub(super) fn store(
        self,
        write: &mut Write,
        task: &Task,
        step: &str,
        mut stage: impl FnMut(&mut Write) -> Result<i64>,
    ) -> Result<StoredEvents> {
        let mut stored = StoredEvents::default();
        let mut days = EventDays::default();
        let mut staged = None;
        let total = self.gathered.len() as u64;
        let (customers, gathered) = self.by_customer(write)?;
        let mut done = 0;
        for group in gathered.chunk_by(|a, b| a.customer == b.customer) {
            let customer = &customers[group[0].customer as usize];
            let known = write.live_events(customer)?;
            let events = new_events(group, &known, &mut stored.duplicates);
            if !events.is_empty() {
                let source = match staged {
                    Some(source) => source,
                    None => *staged.insert(stage(write)?),
                };
                events.iter().for_each(|event| days.add(event));
                write.add_timeline(source, customer, &events)?;
                stored.added += events.len() as u64;
            }
            done += group.len() as u64;
            task.update(step, done, total)?;
        }
        if let Some(source) = staged {
            write.add_event_days(source, &days)?;
        }
        Ok(stored)
    }

    /// The events by customer, customers in the order of their keys, each customer's in the order
    /// they are stored in; names numbered as in the project.
    fn by_customer(mut self, write: &mut Write) -> Result<(Vec<String>, Vec<Gathered>)> {
        let names = self.names.into_texts();
        let numbers = names
            .iter()
            .map(|name| Ok(write.event_name(name)?))
            .collect::<Result<Vec<u32>>>()?;
        let customers = self.customers.into_texts();
        let mut sorted: Vec<u32> = (0..customers.len() as u32).collect();
        sorted.sort_unstable_by_key(|&customer| &customers[customer as usize]);
        let mut place = vec![0u32; customers.len()];
        for (at, &customer) in (0..).zip(&sorted) {
            place[customer as usize] = at;
        }
        for one in &mut self.gathered {
            one.event.name = numbers[one.event.name as usize];
        }
        self.gathered
            .sort_unstable_by_key(|one| (place[one.customer as usize], one.event.key(), one.row));
        Ok((customers, self.gathered))
    }
}

/// Those of a customer's events that are new, both sides in the order of their keys.
///
/// Two equal events at one instant are one. On one date without a time of day they are as many as
/// the file that has most of them says.
fn new_events(
    group: &[Gathered],
    known: &[TimedEvent],
    duplicates: &mut Vec<u64>,
) -> Vec<TimedEvent> {
    let mut new = Vec::new();
    let mut rest = known;
    for equal in group.chunk_by(|a, b| a.event.key() == b.event.key()) {
        let event = equal[0].event;
        rest = &rest[rest.partition_point(|other| other.key() < event.key())..];
        let there = rest.partition_point(|other| other.key() == event.key());
        let may_be = if event.time % DAY == 0 {
            equal.len()
        } else {
            1
        };
        for (n, one) in equal.iter().enumerate() {
            if (there..may_be).contains(&n) {
                new.push(event);
            } else {
                duplicates.push(one.row);
            }
        }
    }
    new
}

/// Texts and their numbers, in the order they were first met.
#[derive(Default)]
struct Numbered(HashMap<String, u32>);

impl Numbered {
    fn number(&mut self, text: String) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(text).or_insert(next)
    }

    fn into_texts(self) -> Vec<String> {
        let mut texts: Vec<(u32, String)> = self.0.into_iter().map(|(text, n)| (n, text)).collect();
        texts.sort_unstable();
        texts.into_iter().map(|(_, text)| text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(time: i64) -> TimedEvent {
        TimedEvent {
            time,
            ..TimedEvent::default()
        }
    }

    fn new(times: &[i64], known: &[i64]) -> (Vec<i64>, Vec<u64>) {
        let mut group: Vec<Gathered> = (0..)
            .zip(times)
            .map(|(row, &time)| Gathered {
                customer: 0,
                event: event(time),
                row,
            })
            .collect();
        group.sort_by_key(|one| (one.event.key(), one.row));
        let known: Vec<TimedEvent> = known.iter().map(|&time| event(time)).collect();
        let mut duplicates = Vec::new();
        let events = new_events(&group, &known, &mut duplicates);
        duplicates.sort_unstable();
        (
            events.into_iter().map(|event| event.time).collect(),
            duplicates,
        )
    }

    #[test]
    fn an_event_met_again_is_a_duplicate() {
        assert_eq!(
            new(&[5, 9, 5], &[]),
            (vec![5, 9], vec![2]),
            "one instant, one event"
        );
        assert_eq!(new(&[5, 9], &[2, 5, 7]), (vec![9], vec![0]));
        assert_eq!(
            new(&[DAY, DAY, DAY], &[]).0.len(),
            3,
            "three on a date are three"
        );
        assert_eq!(new(&[DAY, DAY, DAY], &[DAY]), (vec![DAY, DAY], vec![0]));
        assert_eq!(new(&[DAY], &[DAY, DAY]), (vec![], vec![0]));
    }
}
