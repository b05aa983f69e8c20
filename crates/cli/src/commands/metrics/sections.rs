//! The metrics that are tables of their own.

use serde_json::{Map, Value};

use crate::output::table::Column;
use crate::output::{Table, numbers};

/// Features and behaviours printed; JSON has them all.
const MOST: usize = 10;

/// Each table with its heading, those the project has data for.
pub fn sections(metrics: &Map<String, Value>) -> Vec<(&'static str, Table)> {
    let funnel = metrics
        .get("funnel")
        .and_then(|funnel| funnel.get("stages"));
    [
        ("Funnel", funnel, self::funnel as fn(&[Value]) -> Table),
        ("Feature usage", metrics.get("feature_usage"), features),
        ("Activation score", metrics.get("activation_score"), bands),
        (
            "Golden path: early behaviours that go with activating later in the window",
            metrics.get("golden_path"),
            golden_path,
        ),
    ]
    .into_iter()
    .filter_map(|(heading, rows, table)| {
        let rows = rows
            .and_then(Value::as_array)
            .filter(|rows| !rows.is_empty())?;
        Some((heading, table(rows)))
    })
    .collect()
}

fn funnel(stages: &[Value]) -> Table {
    let mut table = Table::new([
        ("stage", Column::Left),
        ("reached", Column::Right),
        ("of the stage before", Column::Right),
        ("lost", Column::Right),
    ]);
    for stage in stages {
        let reached = match &stage["reached"] {
            Value::Null => "not measured".into(),
            reached => count(reached),
        };
        table.row([
            text(&stage["stage"]),
            reached,
            share(&stage["conversion"]),
            share(&stage["drop_off"]),
        ]);
    }
    table
}

fn features(features: &[Value]) -> Table {
    let mut table = Table::new([
        ("event", Column::Elastic),
        ("ever", Column::Right),
        ("in the window", Column::Right),
        ("last 30 days", Column::Right),
    ]);
    for feature in features.iter().take(MOST) {
        table.row([
            text(&feature["event"]),
            share(&feature["ever"]),
            share(&feature["in_window"]),
            share(&feature["recent"]),
        ]);
    }
    table
}

fn bands(bands: &[Value]) -> Table {
    let mut table = Table::new([
        ("band", Column::Left),
        ("customers", Column::Right),
        ("share", Column::Right),
        ("lifetime value", Column::Right),
    ]);
    for band in bands {
        let name = match band["band"].as_str() {
            Some("high") => "high (90 to 100)",
            Some("medium") => "medium (70 to 89)",
            _ => "low (below 70)",
        };
        let value = &band["lifetime_value"];
        table.row([
            name.into(),
            count(&band["customers"]),
            band["share"].as_f64().map_or_else(dash, numbers::percent),
            numbers::interval(
                value["value"].as_f64(),
                value["low"].as_f64(),
                value["high"].as_f64(),
                2,
            ),
        ]);
    }
    table
}

fn golden_path(steps: &[Value]) -> Table {
    let mut table = Table::new([
        ("behaviour", Column::Elastic),
        ("who do", Column::Right),
        ("of them activate", Column::Right),
        ("of the others", Column::Right),
        ("difference in points", Column::Right),
    ]);
    let rate = |step: &Value, part: &str, of: &str| {
        let (part, of) = (step[part].as_f64(), step[of].as_f64());
        match (part, of) {
            (Some(part), Some(of)) if of > 0.0 => numbers::percent(part / of),
            _ => dash(),
        }
    };
    for step in steps.iter().take(MOST) {
        let times = match step["times"].as_u64() {
            Some(1) | None => String::new(),
            Some(times) => format!(" {times} times"),
        };
        let within = match step["days"].as_u64() {
            Some(1) | None => "on the first day".into(),
            Some(days) => format!("in the first {days} days"),
        };
        table.row([
            format!("{}{times} {within}", text(&step["event"])),
            count(&step["with"]),
            rate(step, "with_activated", "with"),
            rate(step, "without_activated", "without"),
            numbers::interval(
                numbers::points(step["difference"].as_f64()),
                numbers::points(step["low"].as_f64()),
                numbers::points(step["high"].as_f64()),
                1,
            ),
        ]);
    }
    table
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn count(value: &Value) -> String {
    value.as_u64().map_or_else(dash, numbers::integer)
}

/// `46.2 % (44.0 % to 48.0 %)`.
fn share(estimate: &Value) -> String {
    let part = |name: &str| estimate[name].as_f64().map(numbers::percent);
    match (part("value"), part("low"), part("high")) {
        (Some(value), Some(low), Some(high)) => format!("{value} ({low} to {high})"),
        (Some(value), ..) => value,
        _ => dash(),
    }
}

fn dash() -> String {
    "\u{2013}".to_owned()
}
