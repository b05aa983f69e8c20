//! The second reading of the events: how much each customer does, and what, and when.

use super::activation::Outcome;
use super::clock::{DAY, day, is_after, plus_days};
use super::event_kind::EventKind;
use super::first_pass::EventTotals;
use super::groups::{Divisions, Groups};
use super::metrics::golden_path::{Candidates, EarlyBehaviour};
use super::records::{Customer, Event};

/// Days in a month of activity.
pub const MONTH: i64 = 30;
/// Days in a week of activity.
pub const WEEK: i64 = 7;
/// Days for which the numbers of active customers are kept, up to the last day with events.
pub const SERIES: usize = 90;
/// Event names that are told apart; those that most customers do.
const MOST_NAMES: usize = 200;

/// What the second reading needs to know. The events themselves come customer by customer.
#[derive(Clone, Copy, Debug)]
pub struct BehaviourInput<'a> {
    /// The customers.
    pub customers: &'a [Customer],
    /// What the rule makes of each, in the same order; empty without a rule.
    pub outcomes: &'a [Outcome],
    /// The event that the rule counts, if it counts one.
    pub rule_event: Option<u32>,
    /// The activation window, in days.
    pub within_days: Option<u32>,
    /// The date the data were taken.
    pub as_of: i64,
    /// What the first reading found.
    pub totals: &'a EventTotals,
    /// The kind of each event name.
    pub kinds: &'a [EventKind],
    /// The divisions for each group of which activity and features are counted.
    pub divisions: &'a Divisions,
}

/// Reads the events of one customer after another; shared and merged like [`super::FirstPass`].
#[derive(Debug)]
pub struct SecondPass<'a> {
    input: BehaviourInput<'a>,
    candidates: Candidates,
    /// For each event name its place among the features, if it has one.
    feature: Vec<Option<u32>>,
    last_day: i64,
    customers: Vec<(usize, CustomerBehaviour)>,
    found: Behaviour,
    /// Last visit (counted from 1) at which each name was met.
    met: Vec<u64>,
    visits: u64,
}

/// What customers do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Behaviour {
    /// Of each customer, in the customers' order; empty before anything was read.
    pub customers: Vec<CustomerBehaviour>,
    /// The event names told apart, those that most customers do first.
    pub features: Vec<u32>,
    /// For each division its groups' counts, in the order of [`Divisions::iter`].
    pub groups: Vec<Vec<GroupBehaviour>>,
    /// Early behaviours, counted with and without activation.
    pub early: EarlyBehaviour,
    /// The first day with events, counted from 1970-01-01.
    pub first_day: Option<i64>,
    /// The last day with events up to the as-of date.
    pub last_day: Option<i64>,
}

/// What one customer does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CustomerBehaviour {
    /// When the customer last did something.
    pub last: Option<i64>,
    /// Days with an event.
    pub active_days: u32,
    /// Days with an event, of the last 30.
    pub recent_days: u8,
    /// Different events, signing up left out.
    pub names: u16,
    /// Occasions of the rule's event in the last 30 days.
    pub rule_events: u32,
    /// Sum of the events' amounts; `None` if none carries one.
    pub value: Option<f64>,
    /// Did something after signing up (other than signing up), within the window.
    pub engaged: bool,
    /// Recommended the product by an event.
    pub referred: bool,
    /// Came back after 30 days or more without an event, having activated before.
    pub returned: bool,
}

/// What a group of customers does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupBehaviour {
    /// Customers active on each day, in the 7 days up to it, and in the 30 days up to it; the last
    /// entry is the last day with events. Kept as differences from the day before until finished.
    pub active: Vec<[i64; 3]>,
    /// For each feature, who uses it.
    pub features: Vec<FeatureCount>,
}

/// How many customers use a feature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeatureCount {
    /// Eligible customers who did it between signing up and the end of the window.
    pub in_window: u64,
    /// Customers who did it in the last 30 days.
    pub recent: u64,
    /// Customers who ever did it.
    pub ever: u64,
}

impl<'a> SecondPass<'a> {
    /// A reader for some or all of the customers.
    pub fn new(input: BehaviourInput<'a>) -> SecondPass<'a> {
        let by_name = &input.totals.customers_by_name;
        let mut features: Vec<u32> = (0..by_name.len() as u32)
            .filter(|&name| by_name[name as usize] > 0)
            .collect();
        features.sort_by_key(|&name| (std::cmp::Reverse(by_name[name as usize]), name));
        features.truncate(MOST_NAMES);
        let mut feature = vec![None; by_name.len()];
        for (place, &name) in features.iter().enumerate() {
            feature[name as usize] = Some(place as u32);
        }
        let candidates = Candidates::new(&input, &features);
        let empty = GroupBehaviour {
            active: vec![[0; 3]; SERIES],
            features: vec![FeatureCount::default(); features.len()],
        };
        let of_groups = |groups: &Groups| vec![empty.clone(); groups.values.len()];
        SecondPass {
            found: Behaviour {
                customers: Vec::new(),
                groups: input.divisions.iter().map(of_groups).collect(),
                early: candidates.empty(),
                features,
                first_day: input.totals.first.map(day),
                last_day: input.totals.last.map(day),
            },
            candidates,
            feature,
            last_day: input.totals.last.map_or(0, day),
            customers: Vec::new(),
            met: vec![0; by_name.len()],
            visits: 0,
            input,
        }
    }

    /// Reads all events of one customer, in order of time. Each customer with events is visited
    /// once. Customers and names that do not exist are ignored.
    pub fn visit(&mut self, customer: usize, events: &[Event]) {
        let Some(record) = self.input.customers.get(customer) else {
            return;
        };
        let until = events.partition_point(|event| !is_after(event.time, self.input.as_of));
        let events = &events[..until];
        if events.is_empty() {
            return;
        }
        let outcome = self.input.outcomes.get(customer).copied();
        let outcome = outcome.unwrap_or_default();
        let found = self.customer(record, &outcome, events);
        self.count_active(customer, events);
        self.count_features(customer, record, &outcome, events);
        self.candidates
            .visit(&mut self.found.early, record, &outcome, events);
        self.customers.push((customer, found));
    }

    /// Adds what another reader found.
    pub fn merge(&mut self, other: SecondPass<'_>) {
        self.customers.extend(other.customers);
        let (own, other) = (&mut self.found, other.found);
        own.early.add(&other.early);
        let groups = own.groups.iter_mut().flatten();
        for (own, other) in groups.zip(other.groups.iter().flatten()) {
            for (own, other) in own.active.iter_mut().zip(&other.active) {
                (0..3).for_each(|i| own[i] += other[i]);
            }
            for (own, other) in own.features.iter_mut().zip(&other.features) {
                own.in_window += other.in_window;
                own.recent += other.recent;
                own.ever += other.ever;
            }
        }
    }

    /// What was found.
    pub fn finish(mut self) -> Behaviour {
        self.found.customers = vec![CustomerBehaviour::default(); self.input.customers.len()];
        for (customer, behaviour) in self.customers {
            self.found.customers[customer] = behaviour;
        }
        for group in self.found.groups.iter_mut().flatten() {
            let mut running = [0; 3];
            for day in &mut group.active {
                for (total, own) in running.iter_mut().zip(day) {
                    *total += *own;
                    *own = *total;
                }
            }
        }
        self.found
    }

    fn customer(
        &mut self,
        record: &Customer,
        outcome: &Outcome,
        events: &[Event],
    ) -> CustomerBehaviour {
        self.visits += 1;
        let mut found = CustomerBehaviour {
            last: events.last().map(|event| event.time),
            ..CustomerBehaviour::default()
        };
        let mut before: Option<i64> = None;
        for event in events {
            let on = day(event.time);
            if before != Some(on) {
                found.active_days += 1;
                found.recent_days += u8::from(self.is_recent(on));
                let away = before.is_some_and(|before| on - before >= MONTH);
                let activated = outcome.activated_at.is_some_and(|at| day(at) < on);
                found.returned |= away && activated;
                before = Some(on);
            }
            found.rule_events +=
                u32::from(Some(event.name) == self.input.rule_event && self.is_recent(on));
            if let Some(value) = event.value.filter(|value| value.is_finite()) {
                *found.value.get_or_insert(0.0) += value;
            }
            let kind = self.input.kinds.get(event.name as usize).copied();
            match kind.unwrap_or_default() {
                EventKind::SignUp => continue,
                EventKind::Referral => found.referred = true,
                EventKind::Use => {}
            }
            found.engaged |= self.is_in_window(record, event.time);
            if let Some(met) = self.met.get_mut(event.name as usize)
                && *met != self.visits
            {
                *met = self.visits;
                found.names = found.names.saturating_add(1);
            }
        }
        found
    }

    fn count_active(&mut self, customer: usize, events: &[Event]) {
        let start = self.last_day - SERIES as i64 + 1;
        let events = &events[events.partition_point(|event| day(event.time) + MONTH <= start)..];
        for (groups, found) in self.input.divisions.iter().zip(&mut self.found.groups) {
            let active = &mut found[groups.of[customer] as usize].active;
            for (kind, length) in [1, WEEK, MONTH].into_iter().enumerate() {
                // Days from which the customer counts as active: each event makes it so for
                // `length` days, overlaps counted once.
                let mut covered = start;
                for event in events {
                    let from = day(event.time).max(covered);
                    let to = day(event.time) + length;
                    if to <= from {
                        continue;
                    }
                    covered = to;
                    // What lies after the last day is not counted.
                    for (day, change) in [(from, 1), (to, -1)] {
                        if let Some(counts) = active.get_mut((day - start) as usize) {
                            counts[kind] += change;
                        }
                    }
                }
            }
        }
    }

    fn count_features(
        &mut self,
        customer: usize,
        record: &Customer,
        outcome: &Outcome,
        events: &[Event],
    ) {
        let mut used: Vec<(u32, bool, bool)> = events
            .iter()
            .filter_map(|event| {
                let feature = (*self.feature.get(event.name as usize)?)?;
                let in_window = outcome.eligible && self.is_in_window(record, event.time);
                Some((feature, in_window, self.is_recent(day(event.time))))
            })
            .collect();
        used.sort_unstable();
        used.dedup_by(|next, first| {
            let same = next.0 == first.0;
            if same {
                first.1 |= next.1;
                first.2 |= next.2;
            }
            same
        });
        for (groups, found) in self.input.divisions.iter().zip(&mut self.found.groups) {
            let features = &mut found[groups.of[customer] as usize].features;
            for &(feature, in_window, recent) in &used {
                let count = &mut features[feature as usize];
                count.in_window += u64::from(in_window);
                count.recent += u64::from(recent);
                count.ever += 1;
            }
        }
    }

    fn is_recent(&self, on: i64) -> bool {
        self.last_day - on < MONTH
    }

    /// From signing up to the end of the window; without a date of signing up everything is.
    fn is_in_window(&self, record: &Customer, time: i64) -> bool {
        record.signed_up.is_none_or(|signed_up| {
            let within = self.input.within_days;
            !is_after(signed_up, time)
                && within.is_none_or(|days| !is_after(time, plus_days(signed_up, days)))
        })
    }
}

impl Behaviour {
    /// The last day with events as Unix seconds of its midnight.
    pub fn until(&self) -> Option<i64> {
        self.last_day.map(|day| day.saturating_mul(DAY))
    }

    /// Days from the first event to the last, both included.
    pub fn span(&self) -> i64 {
        match (self.first_day, self.last_day) {
            (Some(first), Some(last)) => last.saturating_sub(first).saturating_add(1),
            _ => 0,
        }
    }
}
