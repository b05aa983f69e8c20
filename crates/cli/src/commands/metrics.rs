//! `assay metrics`

use std::collections::{BTreeMap, BTreeSet};

use assay_workbench::activation::{self, Metrics, MetricsRequest};
use clap::Args;
use serde_json::Value;

use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::table::Column;
use crate::output::{Output, Table, numbers};

/// Show activation metrics, each with a 95 % interval
#[derive(Args)]
#[command(after_help = "\
Example:
  assay metrics shop.assay --by plan")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Break them down by a segment
    #[arg(long, value_name = "SEGMENT")]
    by: Option<String>,
    #[command(flatten)]
    answer: Answer,
}

/// Shows them.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    let request = MetricsRequest { by: arguments.by.clone() };
    let metrics = activation::metrics(&arguments.project.open()?, request)?;
    if arguments.answer.json {
        return out.json(&metrics);
    }
    out.table(&overall(&metrics))?;
    if let (Some(segment), Some(by)) = (&arguments.by, &metrics.by) {
        out.line("")?;
        out.table(&broken_down(segment, by))?;
    }
    Ok(())
}

fn overall(metrics: &Metrics) -> Table {
    let mut table = Table::new([("metric", Column::Left), ("", Column::Elastic)]);
    for (name, value) in &metrics.overall {
        table.row([words(name), in_words(name, value)]);
    }
    table
}

fn broken_down(segment: &str, by: &BTreeMap<String, Value>) -> Table {
    let names: BTreeSet<&String> =
        by.values().filter_map(Value::as_object).flat_map(|metrics| metrics.keys()).collect();
    let first = std::iter::once((segment.to_owned(), Column::Elastic));
    let mut table = Table::new(first.chain(names.iter().map(|name| (words(name), Column::Left))));
    for (value, metrics) in by {
        let cells = names.iter().map(|name| {
            metrics.get(name.as_str()).map(|metric| in_words(name, metric)).unwrap_or_default()
        });
        table.row(std::iter::once(value.clone()).chain(cells));
    }
    table
}

/// `46 % (44 to 48), n 3,911` for a value with its interval, `median 3, p25 1, p75 8` for a set of
/// named numbers.
fn in_words(name: &str, metric: &Value) -> String {
    let Some(fields) = metric.as_object() else { return one(name, metric) };
    let field = |field: &str| fields.get(field).filter(|value| !value.is_null());
    let Some(value) = field("value") else {
        let named = fields.iter().map(|(field, value)| format!("{} {}", words(field), one(name, value)));
        return named.collect::<Vec<_>>().join(", ");
    };
    let mut text = one(name, value);
    if let (Some(low), Some(high)) = (field("low"), field("high")) {
        text.push_str(&format!(" ({} to {})", one(name, low), one(name, high)));
    }
    if let Some(n) = field("n") {
        text.push_str(&format!(", n {}", one("n", n)));
    }
    text
}

/// One number: a share as a percentage, a count in full, another to one decimal.
fn one(name: &str, value: &Value) -> String {
    let is_share = ["_rate", "_share", "stickiness"].iter().any(|ending| name.ends_with(ending));
    match (value.as_u64(), value.as_f64()) {
        (_, Some(fraction)) if is_share => format!("{} %", numbers::signed(fraction * 100.0, 1)),
        (Some(count), _) => numbers::integer(count),
        (_, Some(number)) => numbers::signed(number, 1),
        _ if value.is_null() => "\u{2013}".to_owned(),
        _ => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
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
        assert_eq!(in_words("activation_rate", &rate), "46.2 % (44.0 % to 48.0 %), n 3,911");
        let days = serde_json::json!({"median": 3.0, "p25": 1.25, "p75": null});
        assert_eq!(in_words("time_to_activate_days", &days), "median 3.0, p25 1.2, p75 –");
    }
}
