//! Customers as their files describe them.

use rusqlite::{Row, params};

use crate::{Result, Store, Write};

/// One row of a customer file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CustomerRow {
    /// Row in the file.
    pub row: Option<u64>,
    /// Sixteen bytes that tell this record from any other.
    pub fingerprint: [u8; 16],
    /// Who it is about.
    pub key: String,
    /// E-mail address or its token.
    pub email: Option<String>,
    /// Unix seconds UTC.
    pub signed_up: Option<i64>,
    /// The activation column's value as the file has it.
    pub activated: Option<String>,
    /// The churn column's value as the file has it.
    pub churned: Option<String>,
    /// Revenue in the file's currency.
    pub revenue: Option<f64>,
    /// Other columns: a JSON object of strings.
    pub segments: Option<String>,
}

impl Store {
    /// Live customer records in the order of import: later ones complete and correct earlier ones.
    pub fn customers(&self) -> Result<Vec<CustomerRow>> {
        let mut statement = self.connection.prepare(
            "SELECT customer.row, customer.fingerprint, customer.key, customer.email, customer.signed_up,
                    customer.activated, customer.churned, customer.revenue, customer.segments
             FROM customer JOIN source ON source.id = customer.source
             WHERE source.state = 'live' ORDER BY customer.id",
        )?;
        let rows = statement.query_map([], customer_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

pub(crate) fn customer_row(row: &Row) -> rusqlite::Result<CustomerRow> {
    Ok(CustomerRow {
        row: row.get(0)?,
        fingerprint: row.get(1)?,
        key: row.get(2)?,
        email: row.get(3)?,
        signed_up: row.get(4)?,
        activated: row.get(5)?,
        churned: row.get(6)?,
        revenue: row.get(7)?,
        segments: row.get(8)?,
    })
}

impl Write<'_> {
    /// Add a customer record to a staged source.
    pub fn add_customer(&mut self, source: i64, customer: &CustomerRow) -> Result<()> {
        self.bulk(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO customer (source, row, fingerprint, key, email, signed_up, activated, churned, revenue, segments)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                )?
                .execute(params![
                    source,
                    customer.row,
                    customer.fingerprint,
                    customer.key,
                    customer.email,
                    customer.signed_up,
                    customer.activated,
                    customer.churned,
                    customer.revenue,
                    customer.segments
                ])?;
            Ok(())
        })
    }
}
