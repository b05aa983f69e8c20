//! What the impact calculations read: customers, their events, and what they said.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One customer. Every time is in Unix seconds, UTC; a time that is exactly midnight is taken for
/// a date without a time of day (see [`super::clock`]).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Customer {
    /// The customer's id, as in the customer file.
    pub key: String,
    /// When the customer signed up.
    pub signed_up: Option<i64>,
    /// What the activation column says, if there is one.
    pub activated: Option<ActivatedValue>,
    /// Whether the customer has left.
    pub churned: Option<bool>,
    /// When the customer left.
    pub churned_at: Option<i64>,
    /// What the customer is worth, in the project's own currency: revenue or lifetime value.
    pub revenue: Option<f64>,
    /// Segment name (plan, channel, …) to this customer's value.
    pub segments: BTreeMap<String, String>,
}

/// A cell of the activation column: yes, no, or the date of activation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivatedValue {
    /// Not activated.
    No,
    /// Activated, no date given.
    Yes,
    /// Activated at this instant (Unix seconds, UTC).
    At(i64),
}

/// Something a customer did. Events are read one customer at a time, never all at once.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Index into the event names.
    pub name: u32,
    /// When, in Unix seconds, UTC.
    pub time: i64,
    /// An amount, if the event carries one.
    pub value: Option<f64>,
}

/// One customer raising one theme once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Index into the customers.
    pub customer: usize,
    /// Index of the theme, `0..themes`.
    pub theme: usize,
    /// When it was said; `None` if the feedback carries no date.
    pub time: Option<i64>,
    /// The passage is only weakly similar to the theme.
    pub weak: bool,
    /// The passage is negative.
    pub negative: bool,
}

/// One piece of feedback: it makes its customer a respondent, whatever its themes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// Index into the customers.
    pub customer: usize,
    /// When it was given; `None` if it carries no date.
    pub time: Option<i64>,
}

/// What one piece of feedback says of the product as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Opinion {
    /// Index into the customers.
    pub customer: usize,
    /// A rating, on the scale of the source.
    pub rating: Option<f64>,
    /// Whether the customer would recommend the product.
    pub recommended: Option<bool>,
}
