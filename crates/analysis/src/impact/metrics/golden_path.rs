//! The early behaviours that most separate those who activate from those who do not.

use serde::{Deserialize, Serialize};

use super::super::activation::Outcome;
use super::super::behaviour::BehaviourInput;
use super::super::clock::{is_after, plus_days};
use super::super::event_kind::EventKind;
use super::super::multiple::benjamini_hochberg;
use super::super::proportion::newcombe;
use super::super::records::{Customer, Event};

/// Times an event has to be done.
const TIMES: [u32; 5] = [1, 2, 3, 5, 10];
/// Days after signing up within which.
const DAYS: [u32; 4] = [1, 3, 7, 14];
/// Events that are tried: those that most customers do.
const MOST_EVENTS: usize = 100;
/// Fewest customers who show a behaviour, and who do not.
const MIN_SUPPORT: u64 = 20;
/// Findings that are told, at most one an event.
const MOST_STEPS: usize = 10;
/// A link counts when its q-value is below this.
const FALSE_DISCOVERY_RATE: f64 = 0.05;

/// The behaviours that are tried.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// The events, by their names' places.
    events: Vec<u32>,
    /// Place of a name among them.
    place: Vec<Option<u32>>,
    days: Vec<u32>,
}

/// Customers with and without activation who show each behaviour.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EarlyBehaviour {
    events: Vec<u32>,
    days: Vec<u32>,
    /// By span, the event with and without activation: event × times, [not activated, activated].
    counts: Vec<[u64; 2]>,
}

/// One step of the golden path.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GoldenStep {
    /// The event's name.
    pub event: String,
    /// At least this often.
    pub times: u32,
    /// Within this many days of signing up.
    pub days: u32,
    /// Customers who did, not activated by then.
    pub with: u64,
    /// Those of them who activated later in the window.
    pub with_activated: u64,
    /// Customers who did not, not activated by then either.
    pub without: u64,
    /// Those of them who activated later in the window.
    pub without_activated: u64,
    /// Activation rate of those who did less that of the others.
    pub difference: f64,
    /// Lower end of its 95 % interval (Newcombe 1998).
    pub low: f64,
    /// Upper end of it.
    pub high: f64,
    /// Benjamini–Hochberg over all behaviours tried.
    pub q_value: f64,
    /// Activation rate of those who did over that of all (Brin et al. 1997, lift).
    pub lift: Option<f64>,
    /// Correlation of behaviour and activation (Yule 1912).
    pub phi: f64,
}

impl Candidates {
    /// The behaviours to try: events that customers do, other than signing up and other than the
    /// event the rule counts, which is activation itself.
    pub fn new(input: &BehaviourInput, features: &[u32]) -> Candidates {
        let is_finding = |name: &&u32| {
            let kind = input
                .kinds
                .get(**name as usize)
                .copied()
                .unwrap_or_default();
            Some(**name) != input.rule_event && kind != EventKind::SignUp
        };
        let events: Vec<u32> = features
            .iter()
            .filter(is_finding)
            .copied()
            .take(MOST_EVENTS)
            .collect();
        let mut place = vec![None; input.totals.customers_by_name.len()];
        for (at, &event) in events.iter().enumerate() {
            place[event as usize] = Some(at as u32);
        }
        let open = |days: &u32| input.within_days.is_none_or(|window| *days < window);
        Candidates {
            events,
            place,
            days: DAYS.into_iter().filter(open).collect(),
        }
    }

    /// Counts of nobody yet.
    pub fn empty(&self) -> EarlyBehaviour {
        EarlyBehaviour {
            events: self.events.clone(),
            days: self.days.clone(),
            counts: vec![[0; 2]; self.days.len() * self.events.len() * TIMES.len()],
        }
    }

    /// Counts a customer's events, in order of time.
    ///
    /// For each span, only those count who had not activated by its end, and activation only after
    /// it (a landmark analysis: Anderson, Cain & Gelber 1983, J. Clinical Oncology 1:710–719).
    /// Otherwise whoever activates at once would have had no time for anything before, and whoever
    /// stays would have had all the time.
    pub fn visit(
        &self,
        early: &mut EarlyBehaviour,
        customer: &Customer,
        outcome: &Outcome,
        events: &[Event],
    ) {
        let (Some(signed_up), true) = (customer.signed_up, outcome.eligible) else {
            return;
        };
        let first = events.partition_point(|event| is_after(signed_up, event.time));
        let mut times = vec![0_u32; self.events.len()];
        let mut next = first;
        for (span, &days) in self.days.iter().enumerate() {
            let landmark = plus_days(signed_up, days);
            if !is_at_risk(outcome, landmark) {
                return;
            }
            while let Some(event) = events.get(next).filter(|e| !is_after(e.time, landmark)) {
                if let Some(Some(place)) = self.place.get(event.name as usize) {
                    times[*place as usize] += 1;
                }
                next += 1;
            }
            for (place, &done) in times.iter().enumerate().filter(|(_, done)| **done > 0) {
                let row = (span * self.events.len() + place) * TIMES.len();
                for at in (0..TIMES.len()).filter(|&at| done >= TIMES[at]) {
                    early.counts[row + at][usize::from(outcome.activated)] += 1;
                }
            }
        }
    }
}

impl EarlyBehaviour {
    /// Adds what another reader counted.
    pub fn add(&mut self, other: &EarlyBehaviour) {
        for (own, other) in self.counts.iter_mut().zip(&other.counts) {
            own[0] += other[0];
            own[1] += other[1];
        }
    }
}

/// Not activated by then, or activated later at a known time.
fn is_at_risk(outcome: &Outcome, landmark: i64) -> bool {
    match outcome.activated_at {
        Some(at) => is_after(at, landmark),
        None => !outcome.activated,
    }
}

/// The golden path: of each event the count and span that go with activation most, first those
/// with the strongest correlation. Only behaviours that at least 20 customers show and 20 do not,
/// with a q-value below 0.05 over all that were tried, and with more activation, not less.
///
/// These are links, not causes: whoever means to stay does more of everything.
pub fn golden_path(
    early: &EarlyBehaviour,
    customers: &[Customer],
    outcomes: &[Outcome],
    names: &[String],
) -> Vec<GoldenStep> {
    let at_risk: Vec<[u64; 2]> = early
        .days
        .iter()
        .map(|&days| {
            let mut count = [0; 2];
            for (customer, outcome) in customers.iter().zip(outcomes) {
                if let (Some(signed_up), true) = (customer.signed_up, outcome.eligible)
                    && is_at_risk(outcome, plus_days(signed_up, days))
                {
                    count[usize::from(outcome.activated)] += 1;
                }
            }
            count
        })
        .collect();
    let mut steps: Vec<(u32, GoldenStep)> = Vec::new();
    let mut p_values = Vec::new();
    for (index, with) in early.counts.iter().enumerate() {
        let (row, times) = (index / TIMES.len(), TIMES[index % TIMES.len()]);
        let (span, place) = (row / early.events.len(), row % early.events.len());
        let n = with[0] + with[1];
        let all = at_risk[span];
        let without = all[0] + all[1] - n;
        if n < MIN_SUPPORT || without < MIN_SUPPORT {
            continue;
        }
        let Some(difference) = newcombe([with[1], all[1] - with[1]], [n, without]) else {
            continue;
        };
        p_values.push(Some(difference.p_value));
        let event = early.events[place];
        let base = all[1] as f64 / (all[0] + all[1]) as f64;
        steps.push((
            event,
            GoldenStep {
                event: names.get(event as usize).cloned().unwrap_or_default(),
                times,
                days: early.days[span],
                with: n,
                with_activated: with[1],
                without,
                without_activated: all[1] - with[1],
                difference: difference.value,
                low: difference.low,
                high: difference.high,
                q_value: 1.0,
                lift: (base > 0.0).then(|| with[1] as f64 / n as f64 / base),
                phi: phi(with, &all),
            },
        ));
    }
    let q_values = benjamini_hochberg(&p_values);
    for ((_, step), q_value) in steps.iter_mut().zip(q_values) {
        step.q_value = q_value.unwrap_or(1.0);
    }
    steps.retain(|(_, step)| step.q_value < FALSE_DISCOVERY_RATE && step.low > 0.0);
    // Stable: with equal correlation the shorter span and the fewer times come first.
    steps.sort_by(|a, b| b.1.phi.total_cmp(&a.1.phi));
    let mut told: Vec<u32> = Vec::new();
    steps.retain(|(event, _)| {
        let new = !told.contains(event);
        told.push(*event);
        new
    });
    steps.truncate(MOST_STEPS);
    steps.into_iter().map(|(_, step)| step).collect()
}

/// (ad − bc) / √(product of the margins) of the table of behaviour and activation.
fn phi(with: &[u64; 2], all: &[u64; 2]) -> f64 {
    let [b, a] = with.map(|n| n as f64);
    let [d, c] = [all[0] as f64 - b, all[1] as f64 - a];
    let margins = (a + b) * (c + d) * (a + c) * (b + d);
    if margins > 0.0 {
        (a * d - b * c) / margins.sqrt()
    } else {
        0.0
    }
}
