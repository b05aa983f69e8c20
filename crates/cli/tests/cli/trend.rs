//! Trends and agreement as a person meets them.

use std::fmt::Write;

use serde_json::Value;

use crate::shop::{PARCEL, PASSWORD};
use crate::util::Folder;

/// Forty weeks of a survey in two exports: passwords go from one answer in four to three in four
/// when the last ten weeks begin. One answer has no date.
fn forty_weeks() -> Folder {
    let folder = Folder::new();
    let mut exports = ["id,customer_id,date,comment\n"; 2].map(str::to_owned);
    for person in 0..800usize {
        let week = person / 20;
        let password = if week < 30 {
            person % 4 == 0
        } else {
            person % 4 != 0
        };
        let text = if password { PASSWORD } else { PARCEL }[person % 5];
        let date = if person == 400 {
            String::new()
        } else {
            day(week * 7 + person % 7)
        };
        let export = &mut exports[usize::from(week >= 20)];
        let _ = writeln!(
            export,
            "r{person},c{person},{date},\"{text}, number {person}\""
        );
    }
    let [first, second] = exports;
    folder.write("first.csv", first);
    folder.write("second.csv", second);
    folder.ok(["import", "shop.assay", "first.csv", "second.csv"]);
    folder.ok(["analyze", "shop.assay", "--themes", "2"]);
    folder
}

/// A day of 2026, counted from Monday, January 5th.
fn day(number: usize) -> String {
    let mut rest = number + 4;
    for (month, days) in (1..).zip([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
        if rest < days {
            return format!("2026-{month:02}-{:02}", rest + 1);
        }
        rest -= days;
    }
    unreachable!("the tests stay within one year")
}

fn verdict_of<'a>(themes: &'a Value, word: &str) -> &'a Value {
    themes
        .as_array()
        .unwrap()
        .iter()
        .find(|theme| theme["keywords"].to_string().contains(word))
        .unwrap_or_else(|| panic!("a theme about {word}: {themes}"))
}

#[test]
fn a_rising_theme_is_shown_as_such_wherever_themes_are_listed() {
    let folder = forty_weeks();
    let themes = folder.json(["themes", "shop.assay"]);
    let rising = verdict_of(&themes, "password");
    assert_eq!(rising["trend"]["verdict"], "rising", "{rising}");
    assert_eq!(verdict_of(&themes, "parcel")["trend"]["verdict"], "falling");
    let listed = folder.ok(["themes", "shop.assay"]);
    assert_eq!(listed.matches("rising").count(), 1, "{listed}");

    let trends = folder.json(["trend", "shop.assay"]);
    assert_eq!(trends["unit"], "week");
    assert_eq!(trends["bins"].as_array().unwrap().len(), 40);
    assert_eq!(trends["compared"]["after"]["from"], "2026-08-03");
    let first = &trends["themes"][0];
    assert_eq!(first["id"], rising["id"], "rising themes come first");
    assert_eq!(
        (&first["after"]["n"], &first["after"]["of"]),
        (&150.into(), &200.into())
    );
    // One of those who spoke of passwords has no date.
    assert_eq!(
        (&first["before"]["n"], &first["before"]["of"]),
        (&149.into(), &599.into())
    );
    let notes = trends["notes"].to_string();
    assert!(notes.contains("1 passage has no date"), "{notes}");
    assert!(
        !notes.contains("Not compared"),
        "two exports of one survey are one source: {notes}"
    );

    folder.ok(["report", "shop.assay", "-o", "report.md"]);
    let report = std::fs::read_to_string(folder.path("report.md")).unwrap();
    assert!(report.contains("rising: raised by 75.0 %"), "{report}");
    let chart = format!("report-charts/trend-of-theme-{}.svg", rising["id"]);
    let svg = std::fs::read_to_string(folder.path(&chart)).unwrap();
    assert!(report.contains(&chart) && svg.contains("2026-01-05"));
    let (_, numbers) = report
        .split_once("### The charts over time in numbers")
        .unwrap();
    assert!(
        numbers.contains("\n| 2026-01-05 | "),
        "what is drawn stands in a table: {numbers}"
    );
}

#[test]
fn one_theme_is_shown_week_by_week_or_as_asked() {
    let folder = forty_weeks();
    let themes = folder.json(["themes", "shop.assay"]);
    let id = verdict_of(&themes, "password")["id"].to_string();
    let trend = folder.json(["trend", "shop.assay", "--theme", &id, "--by", "month"]);
    assert_eq!(trend["unit"], "month");
    assert_eq!(trend["points"][0]["label"], "2026-01");
    assert_eq!(trend["points"][0]["partial"], true, "January begins before");
    assert_eq!(trend["points"][1]["partial"], false);
    assert_eq!(trend["change"]["verdict"], "rising");
    // Within the first thirty weeks nothing changes.
    let early = folder.json([
        "trend",
        "shop.assay",
        "--before",
        "2026-01-05..2026-04-05",
        "--after",
        "2026-04-06..2026-08-02",
    ]);
    for theme in early["themes"].as_array().unwrap() {
        assert!(
            ["steady", "unclear"].contains(&theme["verdict"].as_str().unwrap()),
            "{theme}"
        );
    }
}

#[test]
fn dates_that_make_no_sense_are_one_sentence() {
    let folder = forty_weeks();
    for (arguments, says) in [
        (vec!["--since", "soon"], "is not a day"),
        (
            vec!["--since", "2031-01-01"],
            "no feedback in the later period",
        ),
        (
            vec![
                "--before",
                "2026-03-01..2026-04-01",
                "--after",
                "2026-02-01..2026-02-10",
            ],
            "before the earlier one has ended",
        ),
        (vec!["--theme", "99"], "no theme 99"),
    ] {
        let outcome = folder.run(["trend", "shop.assay"].into_iter().chain(arguments));
        let sentence = outcome.one_line_error();
        assert!(sentence.contains(says), "{sentence}");
    }
}
