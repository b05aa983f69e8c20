//! Cases on the way in: customers, and whose each text is.

use std::collections::HashMap;

use assay_exchange::refi::{Guid, Value};
use assay_ingest::Customer;
use chrono::DateTime;

use super::Import;
use crate::codebook::{Fields, machine, person};

impl Import {
    /// Whose each coding is: a person's or the machine's is all that is kept of it.
    pub(super) fn coders(&mut self) {
        let own = [machine(), person()];
        let users = self.reading.project.users.iter();
        let others = users.filter(|user| !own.contains(&user.guid)).count();
        self.lose(
            "people who coded: neither their names nor when they coded is kept, their codings are by hand, all alike",
            others as u64,
        );
    }

    /// The case that each source belongs to.
    pub(super) fn people(&mut self) -> HashMap<Guid, String> {
        let mut people = HashMap::new();
        let mut more = 0;
        for case in &self.reading.project.cases {
            for source in &case.sources {
                if people.contains_key(source) {
                    more += 1;
                } else if !case.name.trim().is_empty() {
                    people.insert(*source, case.name.clone());
                }
            }
        }
        self.lose("further cases of a text, which has the first one", more);
        people
    }

    pub(super) fn customers(&mut self) -> Vec<Customer> {
        let mut customers = Vec::new();
        let cases = &self.reading.project.cases;
        let nameless = cases.iter().filter(|case| case.name.trim().is_empty());
        let nameless = nameless.count() as u64;
        let variables = cases.iter().flat_map(|case| &case.values);
        let sources = self.reading.project.sources.iter();
        let values = variables.chain(sources.flat_map(|source| &source.values));
        let unknown = |value: &&Value| {
            self.field(value).is_none() && !self.names.contains_key(&value.variable)
        };
        let unknown = values.filter(unknown).count() as u64;
        self.lose("cases without a name, which were left out", nameless);
        self.lose("values of unknown variables, which were left out", unknown);
        for (row, case) in (1..).zip(&self.reading.project.cases) {
            if case.values.is_empty() || case.name.trim().is_empty() {
                continue;
            }
            let mut customer = Customer {
                row,
                key: Some(case.name.clone()),
                ..Customer::default()
            };
            for value in &case.values {
                let text = || Some(value.value.clone());
                match self.field(value).map(|field| field.name) {
                    Some(name) if name == Fields::SIGNED_UP.name => {
                        customer.signed_up = seconds(&value.value)
                    }
                    Some(name) if name == Fields::ACTIVATED.name => customer.activated = text(),
                    Some(name) if name == Fields::CHURNED.name => customer.churned = text(),
                    Some(name) if name == Fields::REVENUE.name => {
                        customer.revenue = value.value.trim().parse().ok()
                    }
                    Some(name) if name == Fields::EMAIL.name => customer.email = text(),
                    _ => customer.segments.extend(self.segment(value)),
                }
            }
            customers.push(customer);
        }
        customers
    }

    pub(super) fn field(&self, value: &Value) -> Option<&'static Fields> {
        Fields::ALL
            .iter()
            .find(|field| field.guid() == value.variable)
    }

    pub(super) fn segment(&self, value: &Value) -> Option<(String, String)> {
        let name = self.names.get(&value.variable)?;
        Some((name.clone(), value.value.clone()))
    }
}

/// A time of XML Schema, in seconds since 1970.
pub(super) fn seconds(text: &str) -> Option<i64> {
    let text = text.trim();
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc3339(&format!("{text}Z")))
        .map(|time| time.timestamp())
        .ok()
}
