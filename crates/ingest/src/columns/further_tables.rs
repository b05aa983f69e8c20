//! Tables beneath a table: a report often counts below what it lists.

use std::ops::Range;

use super::headings::{Layout, is_value};
use crate::Problem;
use crate::grid::{Grid, Row};
use crate::limits;

/// Ends the data of a table where another one with headings of its own stands apart beneath it.
pub(crate) fn leave_further_tables(grid: &Grid, layout: &mut Layout) {
    // A table of many rows is no report.
    if layout.header_rows != 1 || layout.data.len() > limits::SAMPLE_ROWS {
        return;
    }
    let mut before: Option<usize> = None;
    for index in layout.data.clone() {
        let row = grid.row(index);
        if row.is_blank() {
            continue;
        }
        let apart = before.is_some_and(|before| grid.row(before).number + 1 < row.number);
        let own = || {
            (0..row.len()).any(|column| {
                let name = layout.names.get(column).map(String::as_str);
                is_filled(row, column) && name != Some(row.get(column).trim())
            })
        };
        let (above, below) = (layout.data.start..index, index..layout.data.end);
        if apart && own() && is_headed(grid, above, below) {
            let last = grid.row(layout.data.end - 1).number;
            layout.problems.push(Problem::repaired(
                Some(row.number),
                None,
                format!(
                    "rows {} to {last} stand apart beneath the table and have headings of their own; they were left out",
                    row.number
                ),
            ));
            layout.data.end = index;
            return;
        }
        before = Some(index);
    }
}

/// Whether the first of the rows below is one of headings: words alone, above values, and in a column
/// that has nothing but values above; and no row below it is wider.
fn is_headed(grid: &Grid, above: Range<usize>, below: Range<usize>) -> bool {
    let first = grid.row(below.start);
    let cells: Vec<usize> = (0..first.len())
        .filter(|&column| is_filled(first, column))
        .collect();
    let in_words = cells.iter().all(|&column| {
        let cell = first.get(column).trim();
        !is_value(cell) && cell.split_whitespace().count() <= 5
    });
    if cells.len() < 2 || !in_words {
        return false;
    }
    let rest = || (below.start + 1..below.end).map(|index| grid.row(index));
    let values_in = |rows: &mut dyn Iterator<Item = Row<'_>>, column: usize| {
        let mut filled = rows.filter(|row| is_filled(*row, column)).peekable();
        filled.peek().is_some() && filled.all(|row| is_value(row.get(column).trim()))
    };
    let mut columns = cells.iter();
    let values_below = columns.any(|&column| values_in(&mut rest(), column));
    let mut columns = cells.iter();
    values_below
        && columns.any(|&column| values_in(&mut above.clone().map(|index| grid.row(index)), column))
        && rest().all(|row| row.filled() <= cells.len())
}

fn is_filled(row: Row<'_>, column: usize) -> bool {
    !row.get(column).trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(rows: &[&[&str]]) -> usize {
        let mut grid = Grid::default();
        for (number, cells) in (1..).zip(rows) {
            grid.start_row(number);
            cells.iter().for_each(|cell| grid.push_cell(cell));
        }
        let mut layout = Layout {
            names: rows[0].iter().map(|&name| name.to_owned()).collect(),
            questions: vec![None; rows[0].len()],
            text_entry: vec![false; rows[0].len()],
            data: 1..grid.len(),
            header_rows: 1,
            problems: Vec::new(),
        };
        leave_further_tables(&grid, &mut layout);
        layout.data.end
    }

    #[test]
    fn a_count_beneath_a_list_is_no_part_of_it() {
        let list: &[&[&str]] = &[
            &["id", "comment", "rating"],
            &["1", "The search never finds anything", "2"],
            &["2", "I love the new dashboard", "5"],
        ];
        let blank: &[&str] = &["", "", ""];
        let count: &[&[&str]] = &[
            blank,
            &["Rating", "Count", ""],
            &["2", "1", ""],
            &["5", "1", ""],
        ];
        assert_eq!(end(&[list, count].concat()), 4);
        let more: &[&[&str]] = &[blank, &["3", "It is slow", "1"], &["x", "Late", "none"]];
        let all = [list, more].concat();
        assert_eq!(end(&all), all.len(), "a gap alone is none");
        let again: &[&[&str]] = &[blank, &["id", "comment", "rating"], &["3", "Too dear", "1"]];
        let all = [list, again].concat();
        assert_eq!(end(&all), all.len(), "the same headings again");
        let total: &[&[&str]] = &[blank, &["Total", "2", "3.5"]];
        let all = [list, total].concat();
        assert_eq!(end(&all), all.len());
    }
}
