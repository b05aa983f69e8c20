//! The activation metrics, one figure a row.

use assay_exchange::tables::{Cell, Column, Kind, TableWriter};
use serde_json::Value;

use super::save::{Export, Open};
use crate::activation::{MetricsRequest, metrics};
use crate::file::Unwritten;

pub(super) fn write(
    export: &mut Export,
    open: &mut Open,
) -> Result<Box<dyn TableWriter>, Unwritten> {
    let metrics = metrics(export.project, MetricsRequest::default())?.0;
    let mut table = open(&[
        Column::new("metric", Kind::Text),
        Column::new("figure", Kind::Text),
        Column::new("number", Kind::Number),
        Column::new("text", Kind::Text),
    ])?;
    for (metric, value) in metrics.as_object().into_iter().flatten() {
        let mut figures = Vec::new();
        flatten("", value, &mut figures);
        for (figure, value) in figures {
            let cells = [
                Cell::Text(metric.clone()),
                if figure.is_empty() {
                    Cell::Empty
                } else {
                    Cell::Text(figure)
                },
                Cell::of(value.as_f64(), Cell::Number),
                match value {
                    Value::String(text) => Cell::Text(text),
                    Value::Bool(yes) => Cell::Text(if yes { "yes" } else { "no" }.into()),
                    _ => Cell::Empty,
                },
            ];
            export.row(table.as_mut(), &cells, 0, || metric.clone())?;
        }
    }
    Ok(table)
}

/// The figures in `value`, each with its name: `value`, `low`, `3.rate` for the fourth of a list.
fn flatten(name: &str, value: &Value, figures: &mut Vec<(String, Value)>) {
    let inside = |part: &str| match name {
        "" => part.to_owned(),
        name => format!("{name}.{part}"),
    };
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                flatten(&inside(field), value, figures);
            }
        }
        Value::Array(values) => {
            for (place, value) in values.iter().enumerate() {
                flatten(&inside(&place.to_string()), value, figures);
            }
        }
        Value::Null => {}
        value => figures.push((name.to_owned(), value.clone())),
    }
}
