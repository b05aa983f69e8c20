//! The first reading of the events: who activated, and what there is to be read.

use super::activation::{Outcome, Rule};
use super::behaviour::MONTH;
use super::clock::{day, is_after};
use super::records::{Customer, Event};

/// Reads the events of one customer after another, so that they need never be held together.
///
/// Several readers can share the customers between them; [`FirstPass::merge`] puts what they found
/// together. Everything counted is a whole number, so how the customers are shared makes no
/// difference.
#[derive(Debug)]
pub struct FirstPass<'a> {
    rule: Option<&'a Rule>,
    customers: &'a [Customer],
    as_of: i64,
    outcomes: Vec<(usize, Outcome)>,
    totals: EventTotals,
    /// Last visit (counted from 1) at which each name was met.
    met: Vec<u64>,
    visits: u64,
}

/// What the events hold altogether.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventTotals {
    /// Events up to the as-of date.
    pub events: u64,
    /// Events after it, which nothing uses.
    pub after_as_of: u64,
    /// Customers with an event up to the as-of date.
    pub customers: u64,
    /// The earliest event.
    pub first: Option<i64>,
    /// The latest event up to the as-of date.
    pub last: Option<i64>,
    /// Customers who came back after 30 days or more without an event, having activated before.
    pub returned: u64,
    /// Customers who did each event, by its place among the names.
    pub customers_by_name: Vec<u64>,
}

impl<'a> FirstPass<'a> {
    /// A reader for some or all of the customers. Without a rule there are no outcomes.
    pub fn new(
        rule: Option<&'a Rule>,
        customers: &'a [Customer],
        event_names: usize,
        as_of: i64,
    ) -> FirstPass<'a> {
        FirstPass {
            rule,
            customers,
            as_of,
            outcomes: Vec::new(),
            totals: EventTotals {
                customers_by_name: vec![0; event_names],
                ..EventTotals::default()
            },
            met: vec![0; event_names],
            visits: 0,
        }
    }

    /// Reads all events of one customer, in any order. Each customer with events is visited once.
    /// Customers and names that do not exist are ignored.
    pub fn visit(&mut self, customer: usize, events: &[Event]) {
        let Some(record) = self.customers.get(customer) else {
            return;
        };
        if let Some(rule) = self.rule {
            let outcome = rule.outcome(record, events);
            self.totals.returned += u64::from(self.returned(&outcome, events));
            self.outcomes.push((customer, outcome));
        }
        self.visits += 1;
        let mut seen = false;
        for event in events {
            if is_after(event.time, self.as_of) {
                self.totals.after_as_of += 1;
                continue;
            }
            seen = true;
            self.totals.events += 1;
            self.totals.first = Some(self.totals.first.map_or(event.time, |t| t.min(event.time)));
            self.totals.last = Some(self.totals.last.map_or(event.time, |t| t.max(event.time)));
            if let Some(met) = self.met.get_mut(event.name as usize)
                && *met != self.visits
            {
                *met = self.visits;
                self.totals.customers_by_name[event.name as usize] += 1;
            }
        }
        self.totals.customers += u64::from(seen);
    }

    fn returned(&self, outcome: &Outcome, events: &[Event]) -> bool {
        let Some(activated_at) = outcome.activated_at else {
            return false;
        };
        let counted = events.iter().filter(|e| !is_after(e.time, self.as_of));
        let mut days: Vec<i64> = counted.map(|event| day(event.time)).collect();
        days.sort_unstable();
        days.windows(2)
            .any(|pair| pair[1] - pair[0] >= MONTH && pair[1] > day(activated_at))
    }

    /// Adds what another reader found.
    pub fn merge(&mut self, other: FirstPass<'_>) {
        self.outcomes.extend(other.outcomes);
        let (own, other) = (&mut self.totals, other.totals);
        own.events += other.events;
        own.after_as_of += other.after_as_of;
        own.returned += other.returned;
        own.customers += other.customers;
        own.first = own.first.into_iter().chain(other.first).min();
        own.last = own.last.into_iter().chain(other.last).max();
        for (own, other) in own
            .customers_by_name
            .iter_mut()
            .zip(other.customers_by_name)
        {
            *own += other;
        }
    }

    /// The outcomes in the customers' order (none without a rule), those without events included.
    pub fn finish(self) -> (Vec<Outcome>, EventTotals) {
        let Some(rule) = self.rule else {
            return (Vec::new(), self.totals);
        };
        let mut outcomes: Vec<Option<Outcome>> = vec![None; self.customers.len()];
        for (customer, outcome) in self.outcomes {
            outcomes[customer] = Some(outcome);
        }
        let known = outcomes.into_iter().zip(self.customers);
        let outcomes = known
            .map(|(outcome, customer)| outcome.unwrap_or_else(|| rule.outcome(customer, &[])))
            .collect();
        (outcomes, self.totals)
    }
}
