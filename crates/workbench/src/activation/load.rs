use std::collections::{BTreeMap, HashMap};

use assay_analysis::impact::{
    ActivatedValue, ActivationRule, ActivationSettings, Customer, Event, Outcome, inferred_as_of,
    outcomes,
};
use assay_ingest::{YesNoOrDate, yes_no_or_date};
use assay_store::{CustomerRow, FeedbackRow, Store, decode_events};

use crate::Result;

/// Customers with what they did and said, and what the rule makes of each.
pub(crate) struct ActivationData {
    pub(crate) settings: Option<ActivationSettings>,
    pub(crate) customers: Vec<Customer>,
    /// Customer key to its place in `customers`.
    pub(crate) index: HashMap<String, usize>,
    /// What each customer did, in order of time; in the customers' order.
    pub(crate) events: Vec<Vec<Event>>,
    pub(crate) event_names: Vec<String>,
    /// Events of people who are in no customer file.
    pub(crate) foreign_events: u64,
    pub(crate) feedback: Vec<FeedbackRow>,
    /// In the customers' order; empty without a rule.
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) as_of: Option<i64>,
}

/// Read everything that `settings` speaks of from the project.
pub(crate) fn load(store: &Store, settings: Option<ActivationSettings>) -> Result<ActivationData> {
    let column = match settings.as_ref().map(|settings| &settings.rule) {
        Some(ActivationRule::Column { column }) => Some(column.as_str()),
        _ => None,
    };
    let (customers, emails) = customers(store.customers()?, column);
    let index: HashMap<String, usize> = customers
        .iter()
        .enumerate()
        .map(|(place, customer)| (customer.key.clone(), place))
        .collect();
    let mut event_names = Vec::new();
    for (number, name) in store.event_names()? {
        event_names.resize(number as usize + 1, String::new());
        event_names[number as usize] = name;
    }
    let (mut events, mut foreign_events) = (vec![Vec::new(); customers.len()], 0);
    let mut timelines = Vec::new();
    store.each_timeline(|customer, timeline, count| {
        match index.get(customer).or_else(|| emails.get(customer)) {
            Some(&customer) => timelines.push((customer, timeline)),
            None => foreign_events += count,
        }
    })?;
    let (mut bytes, mut decoded) = (Vec::new(), Vec::new());
    for (customer, timeline) in timelines {
        bytes.clear();
        decoded.clear();
        store.read_timelines([timeline], &mut bytes, &mut Vec::new())?;
        decode_events(&bytes, &mut decoded)?;
        let of_customer: &mut Vec<Event> = &mut events[customer];
        of_customer.extend(decoded.iter().map(|event| Event {
            name: event.name,
            time: event.time,
            value: event.value,
        }));
    }
    for events in &mut events {
        events.sort_by_key(|event| (event.time, event.name));
    }
    let last_event = events.iter().flatten().map(|event| event.time).max();
    let feedback = store.feedback()?;
    let times: Vec<Option<i64>> = feedback.iter().map(|feedback| feedback.time).collect();
    let as_of = settings
        .as_ref()
        .and_then(|settings| settings.as_of)
        .or_else(|| inferred_as_of(&customers, last_event, &times));
    // A column of yes and no needs no date at all.
    let until = as_of.unwrap_or(i64::MAX);
    let outcomes = settings.as_ref().map_or_else(Vec::new, |settings| {
        outcomes(settings, &customers, |c| &events[c], &event_names, until)
    });
    Ok(ActivationData {
        settings,
        customers,
        index,
        events,
        event_names,
        foreign_events,
        feedback,
        outcomes,
        as_of,
    })
}

/// Customers by key, later records completing and correcting earlier ones; and their places by e-mail.
fn customers(
    rows: Vec<CustomerRow>,
    column: Option<&str>,
) -> (Vec<Customer>, HashMap<String, usize>) {
    let mut customers: Vec<Customer> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut emails = HashMap::new();
    for row in rows {
        let place = *places.entry(row.key.clone()).or_insert_with(|| {
            customers.push(Customer {
                key: row.key.clone(),
                ..Customer::default()
            });
            customers.len() - 1
        });
        let customer = &mut customers[place];
        if let Some(email) = row.email {
            emails.insert(email, place);
        }
        let segments: BTreeMap<String, String> = row
            .segments
            .as_deref()
            .and_then(|json| serde_json::from_str(json).ok())
            .unwrap_or_default();
        customer.signed_up = row.signed_up.or(customer.signed_up);
        customer.revenue = row.revenue.or(customer.revenue);
        match row
            .churned
            .as_deref()
            .and_then(|value| yes_no_or_date(value, None))
        {
            Some(YesNoOrDate::No) => customer.churned = Some(false),
            Some(YesNoOrDate::Yes) => customer.churned = Some(true),
            Some(YesNoOrDate::On(time)) => {
                (customer.churned, customer.churned_at) = (Some(true), Some(time))
            }
            None => {}
        }
        // The rule names a column; without one by that name the column in the activation role serves.
        let named = column.and_then(|column| segments.get(column).map(String::as_str));
        let value = named.or(column.and(row.activated.as_deref()));
        match value.and_then(|value| yes_no_or_date(value, None)) {
            Some(YesNoOrDate::No) => customer.activated = Some(ActivatedValue::No),
            Some(YesNoOrDate::Yes) => customer.activated = Some(ActivatedValue::Yes),
            Some(YesNoOrDate::On(time)) => customer.activated = Some(ActivatedValue::At(time)),
            None => {}
        }
        customer.segments.extend(segments);
    }
    (customers, emails)
}
