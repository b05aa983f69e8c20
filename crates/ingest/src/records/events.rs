//! Events.

use super::TableInfo;
use super::cells::{email, filled, time};
use super::feedback::short;
use super::ledger::Ledger;
use crate::columns::list_columns;
use crate::grid::Row;
use crate::numbers::parse_number;
use crate::yes_no::flag;
use crate::{Event, FileError, Kind, Record, Role};

/// Where in a table of events everything is.
pub(super) struct Columns {
    key: Option<usize>,
    address: Option<usize>,
    when: usize,
    event: Option<usize>,
    value: Option<usize>,
    /// Rows that say that it was not done.
    did_not: usize,
}

impl Columns {
    pub fn of(table: &TableInfo<'_>) -> Result<Columns, FileError> {
        let plan = table.plan;
        let missing = |reason: &str| FileError::MissingColumn {
            name: table.name.to_owned(),
            kind: Kind::Events,
            reason: reason.to_owned(),
            columns: list_columns(&table.layout.names),
        };
        let key = plan.column(Role::Customer);
        let address = plan.column(Role::Email);
        if key.is_none() && address.is_none() {
            return Err(missing(
                "no column says whose events they are (customer=COLUMN)",
            ));
        }
        Ok(Columns {
            key,
            address,
            when: plan
                .column(Role::Time)
                .ok_or_else(|| missing("no column says when they happened (time=COLUMN)"))?,
            event: plan.column(Role::Event),
            value: plan.column(Role::Value),
            did_not: 0,
        })
    }

    /// Makes one event of each row that says who and when.
    pub fn build(
        &mut self,
        rows: &[Row<'_>],
        table: &TableInfo<'_>,
        ledger: &mut Ledger,
    ) -> Vec<Record> {
        let one = |row: &Row<'_>| self.event(*row, table, ledger);
        rows.iter().filter_map(one).map(Record::Event).collect()
    }

    /// States what cannot be said of a single row.
    pub fn finish(&self, table: &TableInfo<'_>, ledger: &mut Ledger) {
        if self.did_not > 0 {
            ledger.note(format!(
                "{} rows say that it was not done; they are no events",
                self.did_not
            ));
        }
        if let (Some(name), None) = (&table.plan.event_name, self.event) {
            ledger.note(format!(
                "no column names the events; they are called “{name}”"
            ));
        }
    }

    fn event(&mut self, row: Row<'_>, table: &TableInfo<'_>, ledger: &mut Ledger) -> Option<Event> {
        let TableInfo { layout, plan, .. } = *table;
        let Some(customer) = filled(row, self.key).or_else(|| email(row, self.address)) else {
            let column = self.key.or(self.address);
            let column = column.map(|column| layout.names[column].as_str());
            ledger.reject(row.number, column, "it does not say which customer");
            return None;
        };
        let Some(moment) = time(row, self.when, plan) else {
            let cell = row.get(self.when).trim();
            let reason = if cell.is_empty() {
                "it does not say when".to_owned()
            } else {
                format!("“{}” is no date that can be read", short(cell))
            };
            ledger.reject(row.number, Some(&layout.names[self.when]), reason);
            return None;
        };
        let name = match (&plan.event_name, self.event) {
            (Some(name), Some(column)) => match flag(row.get(column)) {
                Some(false) => {
                    self.did_not += 1;
                    return None;
                }
                _ => name.clone(),
            },
            (Some(name), None) => name.clone(),
            (None, column) => match filled(row, column) {
                Some(name) => name,
                None => {
                    ledger.reject(
                        row.number,
                        column.map(|column| layout.names[column].as_str()),
                        "it does not say what was done",
                    );
                    return None;
                }
            },
        };
        let value = self.value.and_then(|column| parse_number(row.get(column)));
        Some(Event {
            row: row.number,
            customer,
            name,
            time: moment,
            value,
        })
    }
}
