//! What a person says about the columns.

use assay_ingest::{DateOrder, Kind, Options, Role, read};

use super::{events, feedback, roles};

const CSV: &str =
    "a,b,c,d\n1,Too slow by far for us,x,03/04/2024\n2,Rather dear for what it does,y,04/04/2024\n";

fn mapped(map: &[(Role, &str)]) -> Options {
    Options {
        map: map
            .iter()
            .map(|(role, column)| (*role, (*column).to_owned()))
            .collect(),
        ..Options::default()
    }
}

#[test]
fn columns_are_named_by_heading_number_or_letter() {
    for column in ["c", "C", "#3"] {
        let reading = read("x.csv", CSV.as_bytes(), &mapped(&[(Role::Text, column)])).unwrap();
        let texts: Vec<_> = feedback(&reading)
            .iter()
            .map(|item| item.text.clone())
            .collect();
        assert_eq!(texts, ["x", "y"], "{column}: {:?}", roles(&reading));
    }
    let two = read(
        "x.csv",
        CSV.as_bytes(),
        &mapped(&[(Role::Text, "b"), (Role::Text, "c"), (Role::Customer, "a")]),
    )
    .unwrap();
    assert_eq!(feedback(&two).len(), 4);
    assert_eq!(feedback(&two)[0].customer.as_deref(), Some("1"));
}

#[test]
fn a_question_names_its_column() {
    let csv = "ResponseId,StartDate,Q1\nResponse ID,Start Date,Where do you work?\nR_1,2024-01-01,Bonn\nR_2,2024-01-01,Ulm\n";
    let reading = read(
        "x.csv",
        csv.as_bytes(),
        &mapped(&[(Role::Text, "where do you work?")]),
    )
    .unwrap();
    assert_eq!(feedback(&reading)[1].text, "Ulm");
}

#[test]
fn roles_tell_the_kind() {
    let reading = read(
        "x.csv",
        CSV.as_bytes(),
        &mapped(&[(Role::Event, "c"), (Role::Customer, "a"), (Role::Time, "d")]),
    )
    .unwrap();
    assert_eq!(reading.kind, Kind::Events);
    assert_eq!(events(&reading)[0].name, "x");
}

#[test]
fn the_order_of_dates_can_be_chosen() {
    let time = |order| {
        let options = Options {
            date_order: Some(order),
            ..mapped(&[(Role::Time, "d")])
        };
        feedback(&read("x.csv", CSV.as_bytes(), &options).unwrap())[0].time
    };
    assert_eq!(time(DateOrder::DayFirst), Some(1_712_102_400));
    assert_eq!(time(DateOrder::MonthFirst), Some(1_709_510_400));
}

#[test]
fn mistakes_are_sentences() {
    let error = |options: &Options| {
        read("x.csv", CSV.as_bytes(), options)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error(&mapped(&[(Role::Text, "words")])),
        "x.csv has no column “words” for the role text; its columns are “a”, “b”, “c”, “d”."
    );
    assert!(
        error(&mapped(&[(Role::Id, "a"), (Role::Id, "b")])).contains("only one column can have it")
    );
    assert!(
        error(&mapped(&[(Role::Id, "a"), (Role::Time, "a")]))
            .contains("already been given the role id")
    );
    let options = Options {
        kind: Some(Kind::Survey),
        ..mapped(&[(Role::SignedUp, "d")])
    };
    assert!(
        error(&options).contains("a file of kind survey has the roles text, title"),
        "{}",
        error(&options)
    );
}
