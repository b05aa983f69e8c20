//! `assay metrics`

use assay_workbench::activation::{self, MetricsRequest};
use clap::Args;
use serde_json::{Map, Value};

mod sections;

use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::table::Column;
use crate::output::{Output, Table, numbers, time};

/// Fields that are instants.
const TIMES: [&str; 2] = ["as_of", "active_until"];

/// Show activation metrics, each with a 95 % interval
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay metrics shop.assay --by plan
  assay metrics shop.assay --cohorts month

What each metric means, and its formula: docs/activation.md.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Break them down by a segment
    #[arg(long, value_name = "SEGMENT")]
    by: Option<String>,
    /// Break them down by when customers signed up
    #[arg(long, value_name = "LENGTH", value_parser = ["week", "month", "quarter", "year"])]
    cohorts: Option<String>,
    #[command(flatten)]
    answer: Answer,
}

/// Metrics that are tables of their own.
const TABLES: [&str; 6] = [
    "by",
    "cohorts",
    "funnel",
    "feature_usage",
    "activation_score",
    "golden_path",
];

/// Shows them.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    let request = MetricsRequest {
        by: arguments.by,
        cohorts: arguments.cohorts,
    };
    let mut metrics = activation::metrics(&arguments.project.open()?, request)?.0;
    put_times_in_iso(&mut metrics);
    if arguments.answer.json {
        return out.json(&metrics);
    }
    let Some(all) = metrics.as_object() else {
        return Ok(());
    };
    out.table(&overall(all))?;
    for (heading, table) in sections::sections(all) {
        out.line("")?;
        out.line(heading)?;
        out.table(&table)?;
    }
    for division in ["by", "cohorts"] {
        if let Some(groups) = all.get(division).and_then(Value::as_object) {
            out.line("")?;
            out.table(&broken_down(groups))?;
        }
    }
    Ok(())
}

/// Instants are unix seconds inside Assay and ISO 8601 on the command line.
fn put_times_in_iso(metrics: &mut Value) {
    match metrics {
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                match value.as_i64() {
                    Some(at) if TIMES.contains(&name.as_str()) => *value = time::iso(at).into(),
                    _ => put_times_in_iso(value),
                }
            }
        }
        Value::Array(groups) => groups.iter_mut().for_each(put_times_in_iso),
        _ => {}
    }
}

fn overall(metrics: &Map<String, Value>) -> Table {
    let mut table = Table::new([("metric", Column::Left), ("", Column::Elastic)]);
    for (name, value) in metrics {
        if !TABLES.contains(&name.as_str()) {
            table.row([words(name), in_words(name, value)]);
        }
    }
    table
}

/// One row a group, one column a metric that any group has.
fn broken_down(by: &Map<String, Value>) -> Table {
    let groups: Vec<_> = by
        .get("groups")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .collect();
    let mut names: Vec<&String> = Vec::new();
    for name in groups.iter().flat_map(|group| group.keys()) {
        let is_column =
            !["value", "active_until"].contains(&name.as_str()) && !TABLES.contains(&name.as_str());
        if is_column && !names.contains(&name) {
            names.push(name);
        }
    }
    let segment = by
        .get("segment")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let first = std::iter::once((segment.to_owned(), Column::Left));
    let mut table =
        Table::new(first.chain(names.iter().map(|name| (words(name), Column::Elastic))));
    for group in groups {
        let value = group
            .get("value")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let cells = names.iter().map(|name| {
            group
                .get(*name)
                .map(|metric| parts(name, metric).swap_remove(0))
                .unwrap_or_default()
        });
        table.row(std::iter::once(value.to_owned()).chain(cells));
    }
    table
}

/// `46.2 % (44.0 % to 48.0 %), n 3,911` for a value with its interval, `median 3.0 (2.1 to 4.0),
/// p75 8.0` for several values, each with its own.
fn in_words(name: &str, metric: &Value) -> String {
    parts(name, metric).join(", ")
}

/// The same part by part, the most important first; at least one.
fn parts(name: &str, metric: &Value) -> Vec<String> {
    let Some(fields) = metric.as_object() else {
        return vec![one(name, metric)];
    };
    let present = |field: &str| fields.get(field).filter(|value| !value.is_null());
    let mut parts = Vec::new();
    for (field, value) in fields {
        let end = ["low", "high"]
            .iter()
            .any(|end| field == end || field.ends_with(&format!("_{end}")));
        // A list within a metric is for programs.
        if end || value.is_null() || value.is_array() {
            continue;
        }
        let (low, high) = if field == "value" {
            (present("low"), present("high"))
        } else {
            (
                present(&format!("{field}_low")),
                present(&format!("{field}_high")),
            )
        };
        let mut part = match field.as_str() {
            "value" if !value.is_object() => one(name, value),
            _ if value.is_object() => {
                let estimate = self::parts(field, value).swap_remove(0);
                parts_named(field, estimate)
            }
            _ => format!("{} {}", words(field), one(field, value)),
        };
        if let (Some(low), Some(high)) = (low, high) {
            part.push_str(&format!(" ({} to {})", one(name, low), one(name, high)));
        }
        parts.push(part);
    }
    if parts.is_empty() {
        parts.push("\u{2013}".to_owned());
    }
    parts
}

/// `dau 605.2 (555.4 to 655.0)`: an estimate among others is told by its name.
fn parts_named(field: &str, estimate: String) -> String {
    match field {
        "value" => estimate,
        _ => format!("{} {estimate}", words(field)),
    }
}

/// One number: a share as a percentage, a count in full, another to one decimal.
fn one(name: &str, value: &Value) -> String {
    let is_share = ["_rate", "_share", "stickiness"]
        .iter()
        .any(|ending| name.ends_with(ending));
    match (value.as_u64(), value.as_f64()) {
        (_, Some(fraction)) if is_share => format!("{} %", numbers::signed(fraction * 100.0, 1)),
        (Some(count), _) => numbers::integer(count),
        (_, Some(number)) => numbers::signed(number, 1),
        _ => value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned),
    }
}

fn words(name: &str) -> String {
    name.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_put_in_words() {
        let rate = serde_json::json!({"value": 0.462, "low": 0.44, "high": 0.48, "n": 3911});
        assert_eq!(
            in_words("activation_rate", &rate),
            "46.2 % (44.0 % to 48.0 %), n 3,911"
        );
        let days = serde_json::json!({"median": 3.0, "median_low": 2.1, "median_high": 4.0, "p25": 1.25, "p75": null});
        assert_eq!(
            in_words("time_to_activate_days", &days),
            "median 3.0 (2.1 to 4.0), p25 1.2"
        );
        let period = serde_json::json!({"days": 90, "dau": {"value": 605.2, "low": 555.4, "high": 655.0, "n": 90}});
        assert_eq!(
            in_words("active_period", &period),
            "days 90, dau 605.2 (555.4 to 655.0)"
        );
        assert_eq!(
            in_words(
                "time_to_activate_days",
                &serde_json::json!({"median": null})
            ),
            "–"
        );
    }

    #[test]
    fn instants_are_iso_at_every_depth() {
        let mut metrics = serde_json::json!({"as_of": 0, "customers": 3, "by": {"groups": [{"active_until": 60}]}});
        put_times_in_iso(&mut metrics);
        assert_eq!(metrics["as_of"], "1970-01-01T00:00:00Z");
        assert_eq!(metrics["customers"], 3);
        assert_eq!(
            metrics["by"]["groups"][0]["active_until"],
            "1970-01-01T00:01:00Z"
        );
    }
}
