//! Problems as they are met, and the rows they are about.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::columns::Layout;
use crate::grid::{Grid, Row};
use crate::{Problem, limits};

/// Collects problems. Rejections are listed one by one; of repairs of one sort only the first
/// thousand, and the rest as a count.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    problems: Vec<Problem>,
    repairs: BTreeMap<String, (usize, u64)>,
}

impl Ledger {
    pub fn reject(&mut self, row: u64, column: Option<&str>, reason: impl Into<String>) {
        self.problems.push(Problem::rejected(row, column, reason));
    }

    /// `sort` is what repairs have in common, said in the count.
    pub fn repair(
        &mut self,
        sort: &str,
        row: u64,
        column: Option<&str>,
        reason: impl Into<String>,
    ) {
        let (count, last) = self.repairs.entry(sort.to_owned()).or_default();
        *count += 1;
        *last = row;
        if *count <= limits::REPAIRS_LISTED {
            self.problems
                .push(Problem::repaired(Some(row), column, reason));
        }
    }

    pub fn note(&mut self, reason: impl Into<String>) {
        self.problems.push(Problem::repaired(None, None, reason));
    }

    /// The problems since this was asked last.
    pub fn drain(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }

    pub fn finish(mut self) -> Vec<Problem> {
        for (sort, (count, last)) in &self.repairs {
            if *count > limits::REPAIRS_LISTED {
                let more = count - limits::REPAIRS_LISTED;
                self.problems.push(Problem::repaired(
                    None,
                    None,
                    format!("{more} more rows likewise, up to row {last}: {sort}"),
                ));
            }
        }
        self.problems
    }
}

/// The data rows that are to be read: blank rows and repeated headings left out, ragged ones
/// reported. `tail` says whether cells beyond the last column belong to its text.
pub(super) fn data_rows<'s>(
    grid: &'s Grid,
    data: Range<usize>,
    padded: bool,
    layout: &Layout,
    tail: bool,
    ledger: &mut Ledger,
) -> Vec<Row<'s>> {
    let width = layout.names.len();
    let mut rows = Vec::with_capacity(data.len());
    for index in data {
        let row = grid.row(index);
        if row.is_blank() {
            continue;
        }
        if layout.header_rows > 0 && repeats_headings(row, layout) {
            ledger.reject(row.number, None, "it repeats the headings");
            continue;
        }
        if row.len() < width && !padded {
            ledger.repair(
                "rows with too few cells, the missing ones read as empty",
                row.number,
                None,
                format!(
                    "it has {} of {width} cells; the missing ones were read as empty",
                    row.len()
                ),
            );
        }
        let extra: Vec<&str> = (width..row.len())
            .map(|column| row.get(column).trim())
            .filter(|cell| !cell.is_empty())
            .collect();
        if !extra.is_empty() {
            let words = extra.join(", ");
            let short: String = words.chars().take(200).collect();
            let fate = if tail {
                "were joined to the last column"
            } else {
                "belong to no column and were left out"
            };
            ledger.repair(
                "rows with too many cells",
                row.number,
                None,
                format!(
                    "it has {} cells for {width} columns; the last ones {fate}: “{short}”",
                    row.len()
                ),
            );
        }
        rows.push(row);
    }
    rows
}

fn repeats_headings(row: Row<'_>, layout: &Layout) -> bool {
    let width = layout.names.len();
    width > 1
        && row.len() >= width
        && (0..width).all(|column| row.get(column).trim() == layout.names[column])
}
