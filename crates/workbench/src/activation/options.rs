use std::collections::{BTreeMap, BTreeSet};

use assay_ingest::yes_no_or_date;

use super::ActivationOptions;
use crate::themes::LabelledCount;
use crate::{Project, Result};

/// More values than this and a column tells people apart rather than groups.
const MOST_LEVELS: usize = 20;

/// Share of a column's cells that must be yes, no or a date for it to serve as a rule.
const ENOUGH: f64 = 0.9;

/// What a rule, its strata and comparisons can be made of here.
pub fn options(project: &Project) -> Result<ActivationOptions> {
    project.read(|store| {
        let mut columns: BTreeMap<String, Column> = BTreeMap::new();
        let (mut rows, mut dated) = (0, false);
        for customer in store.customers()? {
            rows += 1;
            dated |= customer.signed_up.is_some();
            let segments: BTreeMap<String, String> = customer
                .segments
                .as_deref()
                .and_then(|json| serde_json::from_str(json).ok())
                .unwrap_or_default();
            for (name, value) in segments {
                columns.entry(name).or_default().add(value);
            }
        }
        let mut segments: Vec<String> = columns
            .iter()
            .filter(|(_, column)| column.groups(rows))
            .map(|(name, _)| name.clone())
            .collect();
        if dated {
            segments.push("signed_up_month".into());
        }
        Ok(ActivationOptions {
            columns: columns
                .into_iter()
                .filter(|(_, column)| column.is_yes_no_or_date())
                .map(|(name, _)| name)
                .collect(),
            events: store
                .event_counts()?
                .into_iter()
                .map(|(label, count)| LabelledCount { label, count })
                .collect(),
            segments,
        })
    })
}

#[derive(Default)]
struct Column {
    cells: usize,
    yes_no_or_date: usize,
    levels: BTreeSet<String>,
}

impl Column {
    fn add(&mut self, value: String) {
        self.cells += 1;
        let number = value
            .parse::<f64>()
            .is_ok_and(|number| number != 0.0 && number != 1.0);
        self.yes_no_or_date += usize::from(!number && yes_no_or_date(&value, None).is_some());
        if self.levels.len() <= MOST_LEVELS {
            self.levels.insert(value);
        }
    }

    fn is_yes_no_or_date(&self) -> bool {
        self.yes_no_or_date as f64 >= ENOUGH * self.cells as f64
    }

    fn groups(&self, rows: usize) -> bool {
        (2..=MOST_LEVELS).contains(&self.levels.len()) && self.cells * 2 > rows
    }
}
