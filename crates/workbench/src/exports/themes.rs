//! The themes with their counts.

use std::collections::HashMap;

use assay_exchange::tables::{Cell, Column, Kind, TableWriter};

use super::save::{Export, Open};
use crate::file::Unwritten;
use crate::themes;

const COLUMNS: [(&str, Kind); 17] = [
    ("theme", Kind::Integer),
    ("label", Kind::Text),
    ("under", Kind::Text),
    ("keywords", Kind::List),
    ("items", Kind::Integer),
    ("customers", Kind::Integer),
    ("passages", Kind::Integer),
    ("weak_passages", Kind::Integer),
    ("negative_share", Kind::Number),
    ("items_without_weak", Kind::Integer),
    ("customers_without_weak", Kind::Integer),
    ("passages_without_weak", Kind::Integer),
    ("negative_share_without_weak", Kind::Number),
    ("stands_for_others", Kind::YesNo),
    ("locked", Kind::YesNo),
    ("named_by_hand", Kind::YesNo),
    ("made_by_hand", Kind::YesNo),
];

pub(super) fn write(
    export: &mut Export,
    open: &mut Open,
) -> Result<Box<dyn TableWriter>, Unwritten> {
    let themes = themes::list(export.project)?;
    let labels: HashMap<i64, String> = themes
        .iter()
        .map(|theme| (theme.id, theme.label.clone()))
        .collect();
    let columns = COLUMNS.map(|(name, kind)| Column::new(name, kind));
    let mut table = open(&columns)?;
    for theme in themes {
        let count = |count: u64| Cell::Integer(count as i64);
        let under = theme.parent.and_then(|parent| labels.get(&parent)).cloned();
        let place = format!("theme {}", theme.id);
        let cells = [
            Cell::Integer(theme.id),
            Cell::Text(theme.label),
            Cell::of(under, Cell::Text),
            Cell::List(theme.keywords),
            count(theme.items),
            count(theme.customers),
            count(theme.passages),
            count(theme.weak),
            Cell::Number(theme.negative_share),
            count(theme.strong.items),
            count(theme.strong.customers),
            count(theme.strong.passages),
            Cell::Number(theme.strong.negative_share),
            Cell::YesNo(theme.group),
            Cell::YesNo(theme.locked),
            Cell::YesNo(theme.renamed),
            Cell::YesNo(theme.made),
        ];
        export.row(table.as_mut(), &cells, 0, || place.clone())?;
    }
    Ok(table)
}
