//! Customers.

use super::TableInfo;
use super::cells::{address_or_key, filled, mended, time_or_repair};
use super::feedback::short;
use super::ledger::Ledger;
use crate::columns::list_columns;
use crate::grid::Row;
use crate::numbers::parse_number;
use crate::{Customer, FileError, Kind, Record, Role};

/// Where in a table of customers everything is.
pub(super) struct Columns {
    key: Option<usize>,
    address: Option<usize>,
    signed_up: Option<usize>,
    activated: Option<usize>,
    churned: Option<usize>,
    revenue: Option<usize>,
    segments: Vec<usize>,
}

impl Columns {
    pub fn of(table: &TableInfo<'_>) -> Result<Columns, FileError> {
        let plan = table.plan;
        let columns = Columns {
            key: plan.column(Role::Customer),
            address: plan.column(Role::Email),
            signed_up: plan.column(Role::SignedUp),
            activated: plan.column(Role::Activated),
            churned: plan.column(Role::Churned),
            revenue: plan.column(Role::Revenue),
            segments: plan.columns_of(Role::Segment),
        };
        if columns.key.is_none() && columns.address.is_none() {
            return Err(FileError::MissingColumn {
                name: table.name.to_owned(),
                kind: Kind::Customers,
                reason: "no column says which customer it is (a key or an e-mail address)"
                    .to_owned(),
                columns: list_columns(&table.layout.names),
            });
        }
        Ok(columns)
    }

    /// Makes one customer of each row that has a key or an address.
    pub fn build(
        &self,
        rows: &[Row<'_>],
        table: &TableInfo<'_>,
        ledger: &mut Ledger,
    ) -> Vec<Record> {
        let one = |row: &Row<'_>| self.customer(*row, table, ledger);
        rows.iter().filter_map(one).map(Record::Customer).collect()
    }

    fn customer(
        &self,
        row: Row<'_>,
        table: &TableInfo<'_>,
        ledger: &mut Ledger,
    ) -> Option<Customer> {
        let layout = table.layout;
        let customer = Customer {
            row: row.number,
            key: filled(row, self.key),
            email: address_or_key(row, self.address, self.key),
            signed_up: self.signed_up.and_then(|column| {
                time_or_repair(row, column, table.plan, layout, "sign-up", ledger)
            }),
            activated: filled(row, self.activated),
            churned: filled(row, self.churned),
            revenue: self.revenue.and_then(|column| {
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
            segments: self
                .segments
                .iter()
                .filter_map(|&column| {
                    let cell = filled(row, Some(column))?;
                    let name = layout.names[column].clone();
                    let cell = mended(&cell, row.number, &name, ledger).into_owned();
                    Some((name, cell))
                })
                .collect(),
        };
        if customer.key.is_none() && customer.email.is_none() {
            let column = self.key.or(self.address);
            let column = column.map(|column| layout.names[column].as_str());
            ledger.reject(
                row.number,
                column,
                "it has neither a key nor an e-mail address",
            );
            return None;
        }
        Some(customer)
    }
}
