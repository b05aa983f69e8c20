//! Templates of the report, in minijinja.

use std::path::Path;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{Environment, ErrorKind, UndefinedBehavior, Value};
use serde::Serialize;

use super::escape::markdown;
use crate::{Error, Result};

/// The template that is used unless a person gives one.
pub(super) const BUILT_IN: &str = include_str!("report.md.j2");

/// The text of a template file.
pub(super) fn of_file(path: &str) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| Error::file(Path::new(path), "read", &error))
}

/// The template with the findings in it; `name` says which one in an error.
pub(super) fn fill(name: &str, template: &str, findings: &impl Serialize) -> Result<String> {
    filled(template, findings).map_err(|error| {
        Error::bad_input(format!("{name} cannot be filled in: {}", sentence(&error)))
    })
}

fn filled(
    template: &str,
    findings: &impl Serialize,
) -> std::result::Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?,
    );
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    // Whatever a template prints is escaped, numbers and what its filters made apart.
    environment.set_formatter(|out, _, value| {
        let printed = match value.kind() {
            ValueKind::None | ValueKind::Undefined => return Ok(()),
            ValueKind::Number | ValueKind::Bool => value.to_string(),
            _ if value.is_safe() => value.to_string(),
            _ => markdown(&value.to_string()),
        };
        Ok(out.write_str(&printed)?)
    });
    add_filters(&mut environment);
    environment
        .template_from_str(template)?
        .render(Value::from(Serde(findings)))
}

fn add_filters(environment: &mut Environment) {
    let number = |value: Option<f64>, show: fn(f64) -> String| {
        Value::from_safe_string(value.map_or("–".into(), |value| show(value).replace('-', "−")))
    };
    environment.add_filter("percent", move |value: Option<f64>| {
        number(value, |value| format!("{:.1} %", value * 100.0))
    });
    environment.add_filter("points", move |value: Option<f64>| {
        number(value, |value| {
            let points = (value * 1000.0).round() / 10.0;
            // Without the sign of a number that rounds to nothing.
            if points == 0.0 {
                "0.0".into()
            } else {
                format!("{points:+.1}")
            }
        })
    });
    environment.add_filter("whole", move |value: Option<f64>| number(value, whole));
    environment.add_filter("decimals", |value: Option<f64>, places: usize| {
        Value::from_safe_string(value.map_or("–".into(), |value| {
            format!("{value:.places$}").replace('-', "−")
        }))
    });
    environment.add_filter("short", move |value: Option<f64>| {
        number(value, |value| {
            format!("{}", (value * 100.0).round() / 100.0)
        })
    });
    environment.add_filter("quoted", |text: String| quoted(&text));
    environment.add_filter("date", |time: Option<i64>| {
        let at = time.and_then(|time| chrono::DateTime::from_timestamp(time, 0));
        Value::from_safe_string(at.map_or("undated".into(), |at| at.format("%Y-%m-%d").to_string()))
    });
}

/// Rounded, without the sign of a number that rounds to nothing.
fn whole(value: f64) -> String {
    format!("{:.0}", value.round() + 0.0)
}

/// The lines of a quote, each escaped, within one block quote.
fn quoted(text: &str) -> Value {
    let lines: Vec<String> = text
        .lines()
        .map(markdown)
        .filter(|line| !line.is_empty())
        .collect();
    Value::from_safe_string(lines.join("  \n> "))
}

fn sentence(error: &minijinja::Error) -> String {
    let place = error
        .line()
        .map(|line| format!(" in line {line}"))
        .unwrap_or_default();
    let detail = error
        .detail()
        .map(|detail| format!(": {detail}"))
        .unwrap_or_default();
    let kind = match error.kind() {
        ErrorKind::UndefinedError => "it names something that the findings do not have".to_string(),
        kind => kind.to_string(),
    };
    format!("{kind}{place}{detail}")
}
