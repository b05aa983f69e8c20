//! Customers and what they did.

use rusqlite::params;

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

/// One thing a customer did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventRow {
    /// Row in the file.
    pub row: Option<u64>,
    /// Sixteen bytes that tell this event from any other.
    pub fingerprint: [u8; 16],
    /// Who did it.
    pub customer: String,
    /// What.
    pub name: String,
    /// Unix seconds UTC.
    pub time: i64,
    /// A number that came with it.
    pub value: Option<f64>,
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
        let rows = statement.query_map([], |row| {
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
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Call `each(customer, name, time, value)` for every live event, by time.
    pub fn each_event(&self, mut each: impl FnMut(&str, &str, i64, Option<f64>)) -> Result<()> {
        let mut statement = self.connection.prepare(
            "SELECT event.customer, event.name, event.time, event.value FROM event
             JOIN source ON source.id = event.source WHERE source.state = 'live' ORDER BY event.time, event.id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(
                row.get_ref(0)?.as_str().unwrap_or_default(),
                row.get_ref(1)?.as_str().unwrap_or_default(),
                row.get(2)?,
                row.get(3)?,
            );
        }
        Ok(())
    }

    /// Event names and how often each happened, most frequent first.
    pub fn event_names(&self) -> Result<Vec<(String, u64)>> {
        let mut statement = self.connection.prepare(
            "SELECT event.name, count(*) FROM event JOIN source ON source.id = event.source
             WHERE source.state = 'live' GROUP BY event.name ORDER BY count(*) DESC, event.name",
        )?;
        let rows =
            statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The newest instant of live events.
    pub fn last_event(&self) -> Result<Option<i64>> {
        Ok(self.connection.query_row(
            "SELECT max(event.time) FROM event JOIN source ON source.id = event.source WHERE source.state = 'live'",
            [],
            |row| row.get(0),
        )?)
    }
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

    /// Add an event to a staged source.
    pub fn add_event(&mut self, source: i64, event: &EventRow) -> Result<()> {
        self.bulk(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO event (source, row, fingerprint, customer, name, time, value)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    source,
                    event.row,
                    event.fingerprint,
                    event.customer,
                    event.name,
                    event.time,
                    event.value
                ])?;
            Ok(())
        })
    }
}
