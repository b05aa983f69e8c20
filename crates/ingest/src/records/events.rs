//! Events.

use super::Built;
use super::cells::{email, filled, time};
use super::feedback::short;
use super::ledger::{Ledger, data_rows};
use crate::columns::{Layout, Plan, list_columns};
use crate::formats::Sheet;
use crate::numbers::parse_number;
use crate::yes_no::flag;
use crate::{Event, FileError, Kind, Record, Role};

/// Makes one event of each row that says who and when.
pub(super) fn build(
    name: &str,
    sheet: &Sheet,
    layout: &Layout,
    plan: &Plan,
) -> Result<Built, FileError> {
    let missing = |reason: &str| FileError::MissingColumn {
        name: name.to_owned(),
        kind: Kind::Events,
        reason: reason.to_owned(),
        columns: list_columns(&layout.names),
    };
    let key = plan.column(Role::Customer);
    let address = plan.column(Role::Email);
    if key.is_none() && address.is_none() {
        return Err(missing(
            "no column says whose events they are (customer=COLUMN)",
        ));
    }
    let when = plan
        .column(Role::Time)
        .ok_or_else(|| missing("no column says when they happened (time=COLUMN)"))?;
    let event = plan.column(Role::Event);
    let value = plan.column(Role::Value);
    let mut ledger = Ledger::default();
    let rows = data_rows(sheet, layout, false, &mut ledger);
    let count = rows.len();
    let mut records = Vec::with_capacity(count);
    let mut did_not = 0_usize;
    for row in rows {
        let Some(customer) = filled(row, key).or_else(|| email(row, address)) else {
            let column = key.or(address).map(|column| layout.names[column].as_str());
            ledger.reject(row.number, column, "it does not say which customer");
            continue;
        };
        let Some(moment) = time(row, when, plan) else {
            let cell = row.get(when).trim();
            let reason = if cell.is_empty() {
                "it does not say when".to_owned()
            } else {
                format!("“{}” is no date that can be read", short(cell))
            };
            ledger.reject(row.number, Some(&layout.names[when]), reason);
            continue;
        };
        let name = match (&plan.event_name, event) {
            (Some(name), Some(column)) => match flag(row.get(column)) {
                Some(false) => {
                    did_not += 1;
                    continue;
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
                    continue;
                }
            },
        };
        let value = value.and_then(|column| parse_number(row.get(column)));
        records.push(Record::Event(Event {
            row: row.number,
            customer,
            name,
            time: moment,
            value,
        }));
    }
    if did_not > 0 {
        ledger.note(format!(
            "{did_not} rows say that it was not done; they are no events"
        ));
    }
    if let (Some(name), None) = (&plan.event_name, event) {
        ledger.note(format!(
            "no column names the events; they are called “{name}”"
        ));
    }
    Ok(Built {
        records,
        problems: ledger.finish(),
        rows: count,
        remark: String::new(),
    })
}
