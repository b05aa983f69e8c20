//! The activation rule, and what it makes of each customer.

use serde::{Deserialize, Serialize};

use super::clock::{DAY, day, is_after, is_date, plus_days};
use super::records::{ActivatedValue, Customer, Event};

/// What counts as being activated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ActivationRule {
    /// A column of the customer file says so: yes or no, or the date.
    Column {
        /// The column's name.
        column: String,
    },
    /// The customer did something often enough.
    Event {
        /// The event's name.
        event: String,
        /// How often; 0 is read as 1.
        times: u32,
        /// Count each UTC day once.
        distinct_days: bool,
        /// All occasions inside some span of this many days; `None` for any span.
        ///
        /// Spans are half open: "in 7 days" holds day 0 to day 6, or instants less than
        /// 7 × 24 hours apart.
        span_days: Option<u32>,
    },
}

/// The activation rule with its window and the date the data were taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivationSettings {
    /// What counts as being activated.
    pub rule: ActivationRule,
    /// How many days after signing up it may take; `None` for any time.
    pub within_days: Option<u32>,
    /// The date the data were taken; `None` to use [`infer_as_of`](super::infer_as_of).
    pub as_of: Option<i64>,
}

impl ActivationSettings {
    /// The rule as a sentence: “A customer is activated when they “created a project” 3 times on
    /// different days within 14 days of signing up.”
    pub fn sentence(&self) -> String {
        let mut sentence = "A customer is activated when ".to_string();
        match &self.rule {
            ActivationRule::Column { column } => {
                sentence += &format!("the column “{column}” says so");
                if let Some(days) = self.within_days {
                    sentence += &format!(", within {} of signing up", count_days(days));
                }
            }
            ActivationRule::Event {
                event,
                times,
                distinct_days,
                span_days,
            } => {
                sentence += &format!("they “{event}”");
                let times = (*times).max(1);
                if times > 1 {
                    sentence += &format!(" {times} times");
                    if *distinct_days {
                        sentence += " on different days";
                    }
                    if let Some(span) = span_days {
                        sentence += &format!(" in a span of {}", count_days((*span).max(1)));
                    }
                }
                match (self.within_days, times > 1 && span_days.is_some()) {
                    (Some(days), true) => {
                        sentence += &format!(
                            ", the last of them within {} of signing up",
                            count_days(days)
                        );
                    }
                    (Some(days), false) => {
                        sentence += &format!(" within {} of signing up", count_days(days));
                    }
                    (None, _) => {}
                }
            }
        }
        sentence.push('.');
        sentence
    }
}

fn count_days(days: u32) -> String {
    if days == 1 {
        "1 day".to_string()
    } else {
        format!("{days} days")
    }
}

/// What the rule makes of one customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The customer had the whole window to activate in, so the outcome is known.
    pub eligible: bool,
    /// Activated, within the window. May be true of a customer not (yet) eligible.
    pub activated: bool,
    /// When the rule was first met up to the as-of date, **also if after the window**: the time
    /// to activate needs it. `None` as well when the column says yes without a date.
    pub activated_at: Option<i64>,
    /// Why the customer is not eligible.
    pub reason: Option<Ineligible>,
    /// Occasions of the activation event before signing up, which do not count.
    pub early_events: u32,
}

/// Why a customer is left out of the activation rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ineligible {
    /// No date of signing up, and the rule needs one.
    NoSignUp,
    /// The window was still open at the as-of date, or the customer signed up after it.
    WindowOpen,
    /// The activation column says nothing about this customer.
    NoValue,
    /// The activation column's date lies before the day of signing up: one of them is wrong.
    ActivatedBeforeSignUp,
}

/// How many customers are eligible, and why the others are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeCounts {
    /// All customers.
    pub customers: u64,
    /// Customers whose outcome is known.
    pub eligible: u64,
    /// Eligible customers who activated within the window.
    pub activated: u64,
    /// Left out: no sign-up date.
    pub no_sign_up: u64,
    /// Left out: window still open.
    pub window_open: u64,
    /// Left out: no value in the activation column.
    pub no_value: u64,
    /// Left out: activated before signing up.
    pub activated_before_sign_up: u64,
    /// Customers who met the rule only after the window closed (counted as not activated).
    pub late: u64,
    /// Occasions ignored because they lie before signing up.
    pub early_events: u64,
}

/// The activation rule, ready to be applied to one customer at a time.
///
/// - **Eligible**: signed up, and `signed_up + within_days ≤ as_of`. Without a window everyone who
///   signed up by `as_of` is eligible. With a column and no window, or when no customer at all has
///   a sign-up date, signing up plays no part and everyone the column speaks of is eligible.
/// - **Event rule**: activated at the n-th occasion (or the n-th distinct day) inside the span,
///   the first time that happens; within the window if that last occasion is at most
///   `within_days` after signing up, the end included. Events before signing up or after `as_of`
///   do not count. Every row given counts as an occasion, also two at the same instant; rows that
///   were imported twice are the importer's to remove.
/// - **Column rule**: an empty cell means *not activated* if the column never says no (a column of
///   dates, or of ticks), and *unknown* otherwise. A yes without a date is taken at its word,
///   whatever the window.
///
/// Times and dates are compared as [`super::clock`] says.
#[derive(Clone, Debug)]
pub struct Rule(Applied);

#[derive(Clone, Debug)]
enum Applied {
    Column(ColumnRule),
    Event(EventRule),
}

impl Rule {
    /// The rule for these customers and event names: whether a column ever says no, and whether
    /// anyone has a sign-up date, is read from all of them.
    pub fn new(
        settings: &ActivationSettings,
        customers: &[Customer],
        event_names: &[String],
        as_of: i64,
    ) -> Rule {
        let within_days = settings.within_days;
        Rule(match &settings.rule {
            ActivationRule::Column { .. } => {
                Applied::Column(ColumnRule::new(within_days, customers, as_of))
            }
            ActivationRule::Event {
                event,
                times,
                distinct_days,
                span_days,
            } => Applied::Event(EventRule {
                name: event_names
                    .iter()
                    .position(|name| name == event)
                    .and_then(|place| u32::try_from(place).ok()),
                times: (*times).max(1) as usize,
                distinct_days: *distinct_days,
                span_days: span_days.map(|days| days.max(1)),
                within_days,
                as_of,
            }),
        })
    }

    /// What the rule makes of a customer who did `events`, in any order.
    pub fn outcome(&self, customer: &Customer, events: &[Event]) -> Outcome {
        match &self.0 {
            Applied::Column(rule) => rule.outcome(customer),
            Applied::Event(rule) => rule.outcome(customer, rule.occasions(events)),
        }
    }

    /// The name that an event rule counts, by its place among the event names.
    pub fn event(&self) -> Option<u32> {
        match &self.0 {
            Applied::Column(_) => None,
            Applied::Event(rule) => rule.name,
        }
    }
}

/// Counts outcomes by what became of them.
pub fn outcome_counts(outcomes: &[Outcome]) -> OutcomeCounts {
    let mut counts = OutcomeCounts {
        customers: outcomes.len() as u64,
        ..OutcomeCounts::default()
    };
    for outcome in outcomes {
        counts.eligible += u64::from(outcome.eligible);
        counts.activated += u64::from(outcome.eligible && outcome.activated);
        counts.late +=
            u64::from(outcome.eligible && !outcome.activated && outcome.activated_at.is_some());
        counts.early_events += u64::from(outcome.early_events);
        match outcome.reason {
            Some(Ineligible::NoSignUp) => counts.no_sign_up += 1,
            Some(Ineligible::WindowOpen) => counts.window_open += 1,
            Some(Ineligible::NoValue) => counts.no_value += 1,
            Some(Ineligible::ActivatedBeforeSignUp) => counts.activated_before_sign_up += 1,
            None => {}
        }
    }
    counts
}

#[derive(Clone, Debug)]
struct ColumnRule {
    /// What an empty cell means, if it means anything.
    blank: Option<ActivatedValue>,
    needs_sign_up: bool,
    within_days: Option<u32>,
    as_of: i64,
}

impl ColumnRule {
    fn new(within_days: Option<u32>, customers: &[Customer], as_of: i64) -> ColumnRule {
        let says_no = customers
            .iter()
            .any(|c| c.activated == Some(ActivatedValue::No));
        let says_anything = customers.iter().any(|c| c.activated.is_some());
        ColumnRule {
            blank: (says_anything && !says_no).then_some(ActivatedValue::No),
            needs_sign_up: within_days.is_some() && customers.iter().any(|c| c.signed_up.is_some()),
            within_days,
            as_of,
        }
    }

    fn outcome(&self, customer: &Customer) -> Outcome {
        let Some(value) = customer.activated.or(self.blank) else {
            return ineligible(Ineligible::NoValue);
        };
        let activated_at = match value {
            ActivatedValue::At(time) if !is_after(time, self.as_of) => Some(time),
            _ => None,
        };
        let mut outcome = Outcome {
            eligible: true,
            activated: activated_at.is_some() || value == ActivatedValue::Yes,
            activated_at,
            ..Outcome::default()
        };
        if !self.needs_sign_up {
            return outcome;
        }
        let Some(signed_up) = customer.signed_up else {
            return ineligible(Ineligible::NoSignUp);
        };
        if let Some(time) = activated_at {
            // Two clocks a few hours apart are no contradiction; another day is.
            if day(time) < day(signed_up) {
                return ineligible(Ineligible::ActivatedBeforeSignUp);
            }
            let within = |days| !is_after(time, plus_days(signed_up, days));
            outcome.activated = self.within_days.is_none_or(within);
        }
        close_window(outcome, signed_up, self.within_days, self.as_of)
    }
}

#[derive(Clone, Debug)]
struct EventRule {
    /// `None` if nobody ever did it.
    name: Option<u32>,
    times: usize,
    distinct_days: bool,
    span_days: Option<u32>,
    within_days: Option<u32>,
    as_of: i64,
}

impl EventRule {
    fn occasions(&self, events: &[Event]) -> Vec<i64> {
        let own = events.iter().filter(|event| Some(event.name) == self.name);
        own.map(|event| event.time).collect()
    }

    fn outcome(&self, customer: &Customer, mut occasions: Vec<i64>) -> Outcome {
        let Some(signed_up) = customer.signed_up else {
            return ineligible(Ineligible::NoSignUp);
        };
        let all = occasions.len();
        occasions.retain(|&time| !is_after(signed_up, time));
        let early_events = u32::try_from(all - occasions.len()).unwrap_or(u32::MAX);
        occasions.retain(|&time| !is_after(time, self.as_of));
        occasions.sort_unstable();
        if self.distinct_days {
            occasions.dedup_by_key(|time| day(*time));
        }
        let activated_at = self.first_met(&occasions);
        let outcome = Outcome {
            eligible: true,
            activated: activated_at.is_some_and(|time| {
                self.within_days
                    .is_none_or(|days| !is_after(time, plus_days(signed_up, days)))
            }),
            activated_at,
            reason: None,
            early_events,
        };
        close_window(outcome, signed_up, self.within_days, self.as_of)
    }

    /// The last of the first `times` occasions (ascending) that fit in the span.
    fn first_met(&self, occasions: &[i64]) -> Option<i64> {
        occasions
            .windows(self.times)
            .find(|run| self.fits(run[0], run[run.len() - 1]))
            .map(|run| run[run.len() - 1])
    }

    fn fits(&self, first: i64, last: i64) -> bool {
        let Some(span) = self.span_days else {
            return true;
        };
        let span = i64::from(span);
        if self.distinct_days || is_date(first) || is_date(last) {
            day(last) - day(first) < span
        } else {
            last.saturating_sub(first) < span * DAY
        }
    }
}

fn close_window(
    mut outcome: Outcome,
    signed_up: i64,
    within_days: Option<u32>,
    as_of: i64,
) -> Outcome {
    if is_after(plus_days(signed_up, within_days.unwrap_or(0)), as_of) {
        outcome.eligible = false;
        outcome.reason = Some(Ineligible::WindowOpen);
    }
    outcome
}

fn ineligible(reason: Ineligible) -> Outcome {
    Outcome {
        reason: Some(reason),
        ..Outcome::default()
    }
}

#[cfg(test)]
#[path = "activation_tests.rs"]
mod tests;
