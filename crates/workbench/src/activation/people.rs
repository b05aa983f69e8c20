use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use assay_analysis::impact::{ActivatedValue, Customer, Feedback, RecordDays};
use assay_ingest::{YesNoOrDate, yes_no_or_date};
use assay_store::{CustomerRow, SourceMapping, Store, TimelineId};
use rayon::prelude::*;

use super::options::Columns;
use crate::{Noun, Project, Result};

/// Everyone on record, whatever the rule: read once, and shared until somebody imports.
pub(crate) struct People {
    /// By key, so that nothing depends on the order in which files were imported. What an
    /// activation column says is not in here, see [`People::under_column`].
    pub(crate) customers: Vec<Customer>,
    /// What the column in the activation role says, in the customers' order.
    by_role: Vec<Option<ActivatedValue>>,
    /// Event names by their number.
    pub(crate) event_names: Vec<String>,
    /// Whose events lie where, by customer.
    pub(crate) timelines: Vec<(u32, TimelineId)>,
    /// Events of people who are in no customer file.
    pub(crate) foreign_events: u64,
    /// People with events who are in no customer file.
    pub(crate) foreign_people: u64,
    /// Feedback that says something, of customers on record, by item.
    pub(crate) feedback: Vec<(i64, Feedback)>,
    /// People who gave feedback and are in no customer file.
    pub(crate) unknown_people: u64,
    /// Customers on record who gave feedback.
    pub(crate) heard: u64,
    /// The revenue column holds what customers are worth over their whole time.
    pub(crate) revenue_is_lifetime_value: bool,
    /// Records of live sources that were met again.
    pub(crate) duplicates: u64,
    /// When people signed up, did something or gave feedback. Dates of leaving are not used: a
    /// cancellation is often dated at the end of a period still to come.
    pub(crate) days: RecordDays,
    columns: OnceLock<Columns>,
}

/// Everyone on record.
pub(crate) fn people(project: &Project) -> Result<Arc<People>> {
    project.cached(&[Noun::Items], |project| project.read(load))
}

impl People {
    /// The place of the customer with this key.
    pub(crate) fn place(&self, key: &str) -> Option<usize> {
        place(&self.customers, key)
    }

    /// The customers as a rule over `column` sees them: a column of that name, or without one the
    /// column in the activation role.
    pub(crate) fn under_column(&self, column: &str) -> Vec<Customer> {
        let pairs = self.customers.par_iter().zip(&self.by_role);
        pairs
            .map(|(customer, by_role)| Customer {
                signed_up: customer.signed_up,
                activated: customer
                    .segments
                    .get(column)
                    .and_then(|value| activated(value))
                    .or(*by_role),
                ..Customer::default()
            })
            .collect()
    }

    /// What the customers' columns are good for.
    pub(crate) fn columns(&self) -> &Columns {
        self.columns
            .get_or_init(|| Columns::of(&self.customers, self.by_role.iter().any(Option::is_some)))
    }
}

fn load(store: &Store) -> Result<People> {
    let mut days = RecordDays::default();
    let mut records: Vec<Record> = store.customers()?.into_par_iter().map(record).collect();
    // Stable: records of one customer stay in the order of import.
    records.par_sort_by(|a, b| a.customer.key.cmp(&b.customer.key));
    let mut emails: BTreeMap<String, u32> = BTreeMap::new();
    let (mut customers, mut by_role) = (Vec::<Customer>::new(), Vec::new());
    for record in records {
        if customers.last().map(|customer| &customer.key) != Some(&record.customer.key) {
            customers.push(Customer {
                key: record.customer.key.clone(),
                ..Customer::default()
            });
            by_role.push(None);
        }
        let place = customers.len() - 1;
        if let Some(email) = record.email {
            emails.entry(email).or_insert(place as u32);
        }
        by_role[place] = record.customer.activated.or(by_role[place]);
        complete(&mut customers[place], record.customer);
    }
    let signed_up = customers.iter().filter_map(|customer| customer.signed_up);
    signed_up.for_each(|time| days.add(time));
    for day in store.event_days()? {
        days.add_many(day.last, day.events);
    }
    let mut event_names = Vec::new();
    for (number, name) in store.event_names()? {
        event_names.resize(number as usize + 1, String::new());
        event_names[number as usize] = name;
    }
    let places = customers.iter().zip(0..);
    let places: HashMap<&str, u32> = places
        .map(|(customer, place)| (customer.key.as_str(), place))
        .collect();
    let mut timelines = Vec::new();
    let (mut foreign_events, mut foreign_people) = (0, 0);
    let mut foreigner = String::new();
    store.each_timeline(|person, timeline, count| {
        let known = places.get(person).copied();
        match known.or_else(|| emails.get(person).copied()) {
            Some(customer) => timelines.push((customer, timeline)),
            None => {
                foreign_events += count;
                foreign_people += u64::from(foreigner != person);
                if foreigner != person {
                    person.clone_into(&mut foreigner);
                }
            }
        }
    })?;
    // Stable: the timelines of one customer stay in the order of their sources.
    timelines.sort_by_key(|(customer, _)| *customer);
    let mut feedback = Vec::new();
    let mut unknown = HashSet::new();
    for row in store.feedback()? {
        row.time.iter().for_each(|time| days.add(*time));
        match row.customer.as_deref().and_then(|key| places.get(key)) {
            Some(customer) => feedback.push((
                row.item,
                Feedback {
                    customer: *customer as usize,
                    time: row.time,
                },
            )),
            None => {
                unknown.insert(row.person);
            }
        }
    }
    let heard: HashSet<usize> = feedback.iter().map(|(_, one)| one.customer).collect();
    Ok(People {
        unknown_people: unknown.len() as u64,
        heard: heard.len() as u64,
        revenue_is_lifetime_value: revenue_is_lifetime_value(&store.source_mappings()?),
        duplicates: store
            .sources()?
            .iter()
            .map(|source| source.duplicates)
            .sum(),
        customers,
        by_role,
        event_names,
        timelines,
        foreign_events,
        foreign_people,
        feedback,
        days,
        columns: OnceLock::new(),
    })
}

/// By the names of the columns that revenue was read from.
fn revenue_is_lifetime_value(sources: &[SourceMapping]) -> bool {
    let columns = sources.iter().flat_map(|source| &source.columns);
    let mut revenue = columns.filter(|(_, role)| role == "revenue");
    revenue.any(|(name, _)| {
        let name = name.to_lowercase();
        let words = name.split(|letter: char| !letter.is_alphanumeric());
        name.contains("lifetime")
            || words
                .into_iter()
                .any(|word| ["ltv", "cltv", "clv"].contains(&word))
    })
}

fn place(customers: &[Customer], key: &str) -> Option<usize> {
    customers
        .binary_search_by(|customer| customer.key.as_str().cmp(key))
        .ok()
}

/// One row of a customer file, read.
struct Record {
    customer: Customer,
    email: Option<String>,
}

fn record(row: CustomerRow) -> Record {
    let mut customer = Customer {
        key: row.key,
        signed_up: row.signed_up,
        revenue: row.revenue,
        activated: row.activated.as_deref().and_then(activated),
        segments: row
            .segments
            .as_deref()
            .and_then(|json| serde_json::from_str(json).ok())
            .unwrap_or_default(),
        ..Customer::default()
    };
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
    Record {
        customer,
        email: row.email,
    }
}

/// A later record completes and corrects what earlier ones said.
fn complete(customer: &mut Customer, later: Customer) {
    customer.signed_up = later.signed_up.or(customer.signed_up);
    customer.revenue = later.revenue.or(customer.revenue);
    if later.churned.is_some() {
        customer.churned = later.churned;
        customer.churned_at = later.churned_at.or(customer.churned_at);
    }
    customer.segments.extend(later.segments);
}

fn activated(value: &str) -> Option<ActivatedValue> {
    Some(match yes_no_or_date(value, None)? {
        YesNoOrDate::No => ActivatedValue::No,
        YesNoOrDate::Yes => ActivatedValue::Yes,
        YesNoOrDate::On(time) => ActivatedValue::At(time),
    })
}
