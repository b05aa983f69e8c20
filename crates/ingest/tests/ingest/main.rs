//! Files as people have them, through the public door.

#![allow(clippy::unwrap_used)]

mod customers_and_events;
mod large;
mod limits;
mod long_format;
mod mapping;
mod named_tools;
mod never_panics;
mod older_workbooks;
mod parquet;
mod ratings;
mod surveys;
mod tickets_and_reviews;
mod transcripts;
mod whose;
mod workbooks;

use assay_ingest::{Customer, Event, Feedback, Kind, Options, Reading, Record, Role, read};

fn reading(name: &str, bytes: impl AsRef<[u8]>) -> Reading {
    read(name, bytes.as_ref(), &Options::default())
        .unwrap_or_else(|error| panic!("{name} is readable: {error}"))
}

fn refusal(name: &str, bytes: impl AsRef<[u8]>) -> String {
    read(name, bytes.as_ref(), &Options::default())
        .expect_err("it is refused")
        .to_string()
}

fn feedback(reading: &Reading) -> Vec<&Feedback> {
    reading
        .records
        .iter()
        .map(|record| match record {
            Record::Feedback(feedback) => feedback,
            other => panic!("feedback, not {other:?}"),
        })
        .collect()
}

fn customers(reading: &Reading) -> Vec<&Customer> {
    reading
        .records
        .iter()
        .map(|record| match record {
            Record::Customer(customer) => customer,
            other => panic!("a customer, not {other:?}"),
        })
        .collect()
}

fn events(reading: &Reading) -> Vec<&Event> {
    reading
        .records
        .iter()
        .map(|record| match record {
            Record::Event(event) => event,
            other => panic!("an event, not {other:?}"),
        })
        .collect()
}

/// The roles of the columns, as “name=role”.
fn roles(reading: &Reading) -> Vec<String> {
    reading
        .columns
        .iter()
        .map(|column| format!("{}={}", column.name, column.role))
        .collect()
}

fn column_with(reading: &Reading, role: Role) -> Option<&str> {
    reading
        .columns
        .iter()
        .find(|column| column.role == role)
        .map(|column| column.name.as_str())
}

fn reasons(reading: &Reading) -> String {
    reading
        .problems
        .iter()
        .map(|problem| {
            format!(
                "{:?} {:?} {}\n",
                problem.row, problem.column, problem.reason
            )
        })
        .collect()
}

fn with_kind(kind: Kind) -> Options {
    Options {
        kind: Some(kind),
        ..Options::default()
    }
}
