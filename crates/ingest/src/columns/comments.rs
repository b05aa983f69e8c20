//! Comments that stand in the row of an issue, each cell “when;who;words” under a heading that comes
//! again for each of them, as in Jira's CSV.

use super::{CHOSEN, Column};
use crate::dates::parse_date;
use crate::grid::Row;
use crate::table::Table;
use crate::{DateOrder, Role};

/// Where the comments on an issue are, and who reported it.
#[derive(Debug)]
pub(crate) struct Comments {
    columns: Vec<usize>,
    reporters: Vec<usize>,
}

impl Comments {
    /// What whoever reported the issue added to it, by column, and how many comments are of others.
    pub fn of_reporter<'r>(&self, row: Row<'r>) -> (Vec<(usize, &'r str)>, usize) {
        let reported = |who: &str| {
            let mut names = self.reporters.iter().map(|&column| row.get(column).trim());
            names.any(|name| name == who)
        };
        let mut added = Vec::new();
        let mut others = 0;
        for &column in &self.columns {
            match comment(row.get(column)) {
                Some((who, words)) if reported(who) => added.push((column, words)),
                Some(_) => others += 1,
                None => {}
            }
        }
        (added, others)
    }
}

/// Finds them and gives their columns a reason. None if a person chose one of these columns.
pub(super) fn find(table: &Table<'_>, columns: &mut [Column]) -> Option<Comments> {
    const REPORTERS: &[&str] = &["reporter", "autor", "rapporteur", "informador", "relator"];
    let grid = &table.sheet.grid;
    let is_log = |index: usize| {
        let mut cells = table
            .layout
            .data
            .clone()
            .map(|row| grid.row(row).get(index));
        !columns[index].profile.is_empty()
            && cells.all(|cell| cell.trim().is_empty() || comment(cell).is_some())
    };
    let reporters: Vec<usize> = (0..columns.len())
        .filter(|&index| columns[index].heading.has_word(REPORTERS))
        .collect();
    if reporters.is_empty() {
        return None;
    }
    let found: Vec<usize> = (0..columns.len()).filter(|&index| is_log(index)).collect();
    if found.is_empty() || found.iter().any(|&index| columns[index].reason == CHOSEN) {
        return None;
    }
    for &index in &found {
        columns[index].give(
            Role::Ignore,
            "comments; what whoever reported the issue added is read with the text",
        );
    }
    Some(Comments {
        columns: found,
        reporters,
    })
}

/// Who wrote a comment, and its words.
fn comment(cell: &str) -> Option<(&str, &str)> {
    let (when, rest) = cell.trim().split_once(';')?;
    let (who, words) = rest.split_once(';')?;
    parse_date(when, DateOrder::DayFirst)?;
    (!who.trim().is_empty()).then(|| (who.trim(), words.trim()))
}
