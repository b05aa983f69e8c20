//! Columns that say again what people wrote in another one: with markup beside plain text, or edited
//! beside original.

use std::collections::HashSet;

use super::{CHOSEN, Column};
use crate::Role;
use crate::clean::{looks_like_html, strip_html};
use crate::table::Table;

/// Rows that are compared, spread over the sample.
const ROWS: usize = 200;

/// Leaves out columns of text in which nine of ten cells have the words of the same row in another one.
pub(super) fn leave_out(table: &Table<'_>, columns: &mut [Column]) {
    let step = table.layout.data.len().div_ceil(ROWS).max(1);
    let texts: Vec<Text> = (0..columns.len())
        .filter(|&index| columns[index].role == Some(Role::Text))
        .map(|index| Text::of(table, index, step))
        .collect();
    // What a person has chosen stays, and so does the plainest, the fullest, or else the first.
    let mut by_preference: Vec<&Text> = texts.iter().collect();
    by_preference.sort_by_key(|text| {
        let chosen = columns[text.index].reason == CHOSEN;
        (!chosen, text.marked_up, std::cmp::Reverse(text.filled))
    });
    let mut kept: Vec<&Text> = Vec::new();
    for text in by_preference {
        let original = kept.iter().find(|original| text.says_the_same_as(original));
        match original {
            Some(original) if columns[text.index].reason != CHOSEN => {
                let name = &table.layout.names[original.index];
                columns[text.index].give(Role::Ignore, format!("the same words as “{name}”"));
            }
            _ => kept.push(text),
        }
    }
}

/// The words of a column, row by row.
struct Text {
    index: usize,
    words: Vec<String>,
    filled: usize,
    /// Cells with markup.
    marked_up: usize,
}

impl Text {
    fn of(table: &Table<'_>, index: usize, step: usize) -> Text {
        let rows = table.layout.data.clone().step_by(step);
        let cells: Vec<&str> = rows
            .map(|row| table.sheet.grid.row(row).get(index))
            .collect();
        let words: Vec<String> = cells.iter().map(|cell| words(cell)).collect();
        Text {
            index,
            filled: words.iter().filter(|words| !words.is_empty()).count(),
            marked_up: cells.iter().filter(|cell| looks_like_html(cell)).count(),
            words,
        }
    }

    /// A single row, or the same few words in each, tells nothing.
    fn says_the_same_as(&self, other: &Text) -> bool {
        let mut others = self.filled / 10;
        let mut same = HashSet::new();
        for (own, other) in self.words.iter().zip(&other.words) {
            if own.is_empty() {
                continue;
            }
            if own == other {
                same.insert(own);
            } else if others == 0 {
                return false;
            } else {
                others -= 1;
            }
        }
        same.len() >= 2 && same.len() * 2 > self.filled
    }
}

/// The letters and digits of a cell, without markup.
fn words(cell: &str) -> String {
    strip_html(cell)
        .chars()
        .filter(|sign| sign.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
