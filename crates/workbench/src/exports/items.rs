//! Every piece of feedback with its themes.

use std::collections::HashMap;

use assay_exchange::tables::{Cell, Column, Kind, TableWriter};
use assay_store::{ItemThemeRow, WholeItem};
use serde_json::{Map, Value};

use super::save::{Export, Open};
use crate::file::Unwritten;

/// Columns that name things by keys of the user's own come first.
const KEYS: usize = 7;
const COLUMNS: [(&str, Kind); 18] = [
    // By this heading a file of ours is known again when it is imported.
    (assay_ingest::EXPORTED_ITEM, Kind::Integer),
    ("source", Kind::Text),
    ("row", Kind::Integer),
    ("kind", Kind::Text),
    ("id", Kind::Text),
    ("customer", Kind::Text),
    ("author", Kind::Text),
    ("time", Kind::Time),
    ("rating", Kind::Number),
    ("question", Kind::Text),
    ("title", Kind::Text),
    ("text", Kind::Text),
    ("no_answer", Kind::YesNo),
    ("negative", Kind::YesNo),
    ("themes", Kind::List),
    ("theme_ids", Kind::List),
    ("similarities", Kind::List),
    ("origins", Kind::List),
];

pub(super) fn write(
    export: &mut Export,
    open: &mut Open,
) -> Result<Box<dyn TableWriter>, Unwritten> {
    let project = export.project;
    let written = project.read(|store| {
        let segments = store.item_segment_names()?;
        let mut columns: Vec<Column> = COLUMNS
            .iter()
            .map(|(name, kind)| Column::new(*name, *kind))
            .collect();
        columns.extend(
            segments
                .iter()
                .map(|name| Column::new(format!("segment: {name}"), Kind::Text)),
        );
        let labels: HashMap<i64, String> = store
            .themes()?
            .into_iter()
            .map(|theme| (theme.id, theme.label))
            .collect();
        let total = store.live_items()?;
        let mut write = || {
            let mut table = open(&columns)?;
            let mut done = 0;
            store.each_whole_item(|item| {
                if done % 1000 == 0 {
                    export.task.update("Writing the items", done, total)?;
                }
                done += 1;
                let themes = store.item_themes(item.id)?;
                let place = format!("item {}", item.id);
                let cells = cells(item, &themes, &labels, &segments);
                export.row(table.as_mut(), &cells, KEYS, || place.clone())
            })?;
            Ok(table)
        };
        Ok(write())
    });
    written?
}

fn cells(
    item: WholeItem,
    themes: &[ItemThemeRow],
    labels: &HashMap<i64, String>,
    segments: &[String],
) -> Vec<Cell> {
    let described: Map<String, Value> = item
        .segments
        .as_deref()
        .and_then(|segments| serde_json::from_str(segments).ok())
        .unwrap_or_default();
    let list = |text: &dyn Fn(&ItemThemeRow) -> String| {
        if themes.is_empty() {
            Cell::Empty
        } else {
            Cell::List(themes.iter().map(text).collect())
        }
    };
    let mut cells = vec![
        Cell::Integer(item.id),
        Cell::Text(item.source),
        Cell::of(item.row, |row| Cell::Integer(row as i64)),
        Cell::Text(item.kind),
        Cell::of(item.external_id, Cell::Text),
        Cell::of(item.customer.or(item.email), Cell::Text),
        Cell::of(item.author, Cell::Text),
        Cell::of(item.time, Cell::Time),
        Cell::of(item.rating, Cell::Number),
        Cell::of(item.question, Cell::Text),
        Cell::of(item.title, Cell::Text),
        Cell::Text(item.text),
        Cell::YesNo(item.no_answer),
        Cell::YesNo(item.negative),
        list(&|theme| labels.get(&theme.theme).cloned().unwrap_or_default()),
        list(&|theme| theme.theme.to_string()),
        list(&|theme| format!("{:.3}", theme.similarity)),
        list(&|theme| theme.origin.clone()),
    ];
    cells.extend(segments.iter().map(|name| {
        Cell::of(described.get(name).and_then(Value::as_str), |value| {
            Cell::Text(value.to_owned())
        })
    }));
    cells
}
