//! Customers put into groups, so that everything can be counted for each.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::records::Customer;
use super::strata::level;

/// The divisions for which everything is counted in one go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Divisions {
    /// All customers, undivided.
    pub everyone: Groups,
    /// By a segment, if asked for.
    pub by: Option<Groups>,
    /// By sign-up cohort, if asked for.
    pub cohorts: Option<Groups>,
}

impl Divisions {
    /// By a segment and by cohorts (`signed_up_week`, `signed_up_month`, …) as asked for.
    pub fn new(customers: &[Customer], by: Option<&str>, cohorts: Option<&str>) -> Divisions {
        Divisions {
            everyone: Groups::everyone(customers.len()),
            by: by.map(|segment| Groups::by(customers, segment)),
            cohorts: cohorts.map(|cohort| Groups::by(customers, cohort)),
        }
    }

    /// Those that there are: everyone, by segment, by cohort.
    pub fn iter(&self) -> impl Iterator<Item = &Groups> {
        [
            Some(&self.everyone),
            self.by.as_ref(),
            self.cohorts.as_ref(),
        ]
        .into_iter()
        .flatten()
    }
}

/// A division of the customers into groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// The segment that divides them; `None` where all are one group.
    pub segment: Option<String>,
    /// The groups' names: most customers first, then by name; sign-up cohorts in order of time.
    pub values: Vec<String>,
    /// The group of each customer, in the customers' order.
    pub of: Vec<u32>,
}

impl Groups {
    /// Everyone in one group.
    pub fn everyone(customers: usize) -> Groups {
        Groups {
            segment: None,
            values: vec![String::new()],
            of: vec![0; customers],
        }
    }

    /// By the values of a segment or a sign-up cohort, see [`level`].
    pub fn by(customers: &[Customer], segment: &str) -> Groups {
        let levels: Vec<_> = customers.iter().map(|c| level(c, segment)).collect();
        let mut sizes: BTreeMap<&str, u32> = BTreeMap::new();
        for value in &levels {
            *sizes.entry(value.as_ref()).or_default() += 1;
        }
        let mut values: Vec<(&str, u32)> = sizes.iter().map(|(v, n)| (*v, *n)).collect();
        if !segment.starts_with("signed_up_") {
            // Stable: equal sizes stay in the order of their names.
            values.sort_by_key(|(_, size)| Reverse(*size));
        }
        for (place, (value, _)) in values.iter().enumerate() {
            sizes.insert(value, place as u32);
        }
        Groups {
            segment: Some(segment.to_string()),
            of: levels.iter().map(|value| sizes[value.as_ref()]).collect(),
            values: values.into_iter().map(|(v, _)| v.to_string()).collect(),
        }
    }

    /// The customers of each group, in order.
    pub fn members(&self) -> Vec<Vec<usize>> {
        let mut members = vec![Vec::new(); self.values.len()];
        for (customer, &group) in self.of.iter().enumerate() {
            members[group as usize].push(customer);
        }
        members
    }
}
