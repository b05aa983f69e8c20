//! Customers.

use super::Built;
use super::cells::{address_or_key, filled, mended, time_or_repair};
use super::feedback::short;
use super::ledger::{Ledger, data_rows};
use crate::columns::{Layout, Plan, list_columns};
use crate::formats::Sheet;
use crate::numbers::parse_number;
use crate::{Customer, FileError, Kind, Record, Role};

/// Makes one customer of each row that has a key or an address.
pub(super) fn build(
    name: &str,
    sheet: &Sheet,
    layout: &Layout,
    plan: &Plan,
) -> Result<Built, FileError> {
    let key = plan.column(Role::Customer);
    let address = plan.column(Role::Email);
    if key.is_none() && address.is_none() {
        return Err(FileError::MissingColumn {
            name: name.to_owned(),
            kind: Kind::Customers,
            reason: "no column says which customer it is (a key or an e-mail address)".to_owned(),
            columns: list_columns(&layout.names),
        });
    }
    let signed_up = plan.column(Role::SignedUp);
    let activated = plan.column(Role::Activated);
    let churned = plan.column(Role::Churned);
    let revenue = plan.column(Role::Revenue);
    let segments = plan.columns_of(Role::Segment);
    let mut ledger = Ledger::default();
    let rows = data_rows(sheet, layout, false, &mut ledger);
    let count = rows.len();
    let mut records = Vec::with_capacity(count);
    for row in rows {
        let customer = Customer {
            row: row.number,
            key: filled(row, key),
            email: address_or_key(row, address, key),
            signed_up: signed_up.and_then(|column| {
                time_or_repair(row, column, plan, layout, "sign-up", &mut ledger)
            }),
            activated: filled(row, activated),
            churned: filled(row, churned),
            revenue: revenue.and_then(|column| {
                let number = parse_number(row.get(column));
                if number.is_none() && !row.get(column).trim().is_empty() {
                    ledger.repair(
                        "amounts that cannot be read",
                        row.number,
                        Some(&layout.names[column]),
                        format!(
                            "“{}” is no amount that can be read; it was left empty",
                            short(row.get(column))
                        ),
                    );
                }
                number
            }),
            segments: segments
                .iter()
                .filter_map(|&column| {
                    let cell = filled(row, Some(column))?;
                    let name = layout.names[column].clone();
                    let cell = mended(&cell, row.number, &name, &mut ledger).into_owned();
                    Some((name, cell))
                })
                .collect(),
        };
        if customer.key.is_none() && customer.email.is_none() {
            let column = key.or(address).map(|column| layout.names[column].as_str());
            ledger.reject(
                row.number,
                column,
                "it has neither a key nor an e-mail address",
            );
            continue;
        }
        records.push(Record::Customer(customer));
    }
    Ok(Built {
        records,
        problems: ledger.finish(),
        rows: count,
        remark: String::new(),
    })
}
