//! The ranking of the themes, with the project's own outcome and strata.

use assay_exchange::tables::{Cell, Column, Kind, TableWriter};

use super::save::{Export, Open};
use crate::file::Unwritten;
use crate::priorities::{RankRequest, rank};

const COLUMNS: [(&str, Kind); 30] = [
    ("rank", Kind::Integer),
    ("theme", Kind::Integer),
    ("label", Kind::Text),
    ("items", Kind::Integer),
    ("customers", Kind::Integer),
    ("share", Kind::Number),
    ("negative_share", Kind::Number),
    ("mentioned", Kind::Integer),
    ("mentioned_activated", Kind::Integer),
    ("others", Kind::Integer),
    ("others_activated", Kind::Integer),
    ("difference", Kind::Number),
    ("low", Kind::Number),
    ("high", Kind::Number),
    ("q_value", Kind::Number),
    ("method", Kind::Text),
    ("verdict", Kind::Text),
    ("verdict_sentence", Kind::Text),
    ("points_at_stake", Kind::Number),
    ("activations_lost", Kind::Number),
    ("activations_lost_low", Kind::Number),
    ("activations_lost_high", Kind::Number),
    ("value_at_stake", Kind::Number),
    ("value_at_stake_low", Kind::Number),
    ("value_at_stake_high", Kind::Number),
    ("effort", Kind::Number),
    ("priority", Kind::Number),
    ("reason", Kind::Text),
    ("remarks", Kind::List),
    ("outcome", Kind::Text),
];

pub(super) fn write(
    export: &mut Export,
    open: &mut Open,
) -> Result<Box<dyn TableWriter>, Unwritten> {
    let ranking = rank(export.project, RankRequest::default())?;
    let columns = COLUMNS.map(|(name, kind)| Column::new(name, kind));
    let mut table = open(&columns)?;
    for theme in ranking.themes {
        let count = |count: u64| Cell::Integer(count as i64);
        let number = |number: Option<f64>| Cell::of(number, Cell::Number);
        let place = format!("theme {}", theme.id);
        let cells = [
            count(theme.rank),
            Cell::Integer(theme.id),
            Cell::Text(theme.label),
            count(theme.items),
            count(theme.customers),
            Cell::Number(theme.share),
            Cell::Number(theme.negative_share),
            count(theme.mentioned.n),
            count(theme.mentioned.activated),
            count(theme.others.n),
            count(theme.others.activated),
            number(theme.difference),
            number(theme.low),
            number(theme.high),
            number(theme.q_value),
            Cell::Text(theme.method),
            Cell::Text(theme.verdict),
            Cell::Text(theme.verdict_sentence),
            number(theme.points_at_stake),
            number(theme.activations_lost),
            number(theme.activations_lost_low),
            number(theme.activations_lost_high),
            number(theme.value_at_stake),
            number(theme.value_at_stake_low),
            number(theme.value_at_stake_high),
            number(theme.effort),
            Cell::Number(theme.priority),
            Cell::Text(theme.reason),
            Cell::List(theme.remarks),
            Cell::Text(ranking.outcome.clone()),
        ];
        export.row(table.as_mut(), &cells, 0, || place.clone())?;
    }
    Ok(table)
}
