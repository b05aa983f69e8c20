use std::collections::{BTreeMap, BTreeSet};

use assay_analysis::impact::Customer;
use assay_ingest::yes_no_or_date;

use super::{ActivationOptions, people};
use crate::themes::LabelledCount;
use crate::{Project, Result};

/// More values than this and a column tells people apart rather than groups.
const MOST_LEVELS: usize = 20;

/// Share of a column's cells that must be yes, no or a date for it to serve as a rule.
const ENOUGH: f64 = 0.9;

/// What a rule, its strata and comparisons can be made of here.
pub fn options(project: &Project) -> Result<ActivationOptions> {
    let people = people(project)?;
    let columns = people.columns();
    Ok(ActivationOptions {
        columns: columns.rules.clone(),
        events: project
            .read(|store| Ok(store.event_counts()?))?
            .into_iter()
            .map(|(label, count)| LabelledCount { label, count })
            .collect(),
        segments: columns.segments.clone(),
    })
}

/// What the columns of customer files are good for.
pub(crate) struct Columns {
    /// Those that hold dates or yes and no.
    pub(crate) rules: Vec<String>,
    /// Those that tell groups apart, and the month of signing up where it is known.
    pub(crate) segments: Vec<String>,
    /// A column has the role of saying who activated, whatever its name.
    pub(crate) has_activation_role: bool,
}

impl Columns {
    /// Looks through all cells.
    pub(crate) fn of(customers: &[Customer], has_activation_role: bool) -> Columns {
        let mut columns: BTreeMap<&str, Column> = BTreeMap::new();
        let mut dated = false;
        for customer in customers {
            dated |= customer.signed_up.is_some();
            for (name, value) in &customer.segments {
                columns.entry(name).or_default().add(value);
            }
        }
        let names = |wanted: &dyn Fn(&Column) -> bool| -> Vec<String> {
            let chosen = columns.iter().filter(|(_, column)| wanted(column));
            chosen.map(|(name, _)| (*name).to_owned()).collect()
        };
        let mut segments = names(&|column| column.groups(customers.len()));
        if dated {
            segments.push("signed_up_month".into());
        }
        Columns {
            rules: names(&|column| column.is_yes_no_or_date()),
            segments,
            has_activation_role,
        }
    }
}

#[derive(Default)]
struct Column<'a> {
    cells: usize,
    yes_no_or_date: usize,
    levels: BTreeSet<&'a str>,
}

impl<'a> Column<'a> {
    fn add(&mut self, value: &'a str) {
        self.cells += 1;
        let number = value
            .parse::<f64>()
            .is_ok_and(|number| number != 0.0 && number != 1.0);
        self.yes_no_or_date += usize::from(!number && yes_no_or_date(value, None).is_some());
        if self.levels.len() <= MOST_LEVELS {
            self.levels.insert(value);
        }
    }

    fn is_yes_no_or_date(&self) -> bool {
        self.yes_no_or_date as f64 >= ENOUGH * self.cells as f64
    }

    fn groups(&self, customers: usize) -> bool {
        (2..=MOST_LEVELS).contains(&self.levels.len()) && self.cells * 2 > customers
    }
}
