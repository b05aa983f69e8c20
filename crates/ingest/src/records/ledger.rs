//! Problems as they are met, and the rows they are about.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::columns::Layout;
use crate::grid::{Grid, Row};
use crate::{Problem, limits};

/// Collects problems. Rejections are listed one by one; of repairs of one sort only the first
/// thousand, and the rest as a count.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    problems: Vec<Problem>,
    repairs: BTreeMap<String, (usize, u64)>,
    unanswered: Rows,
    blank: Rows,
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

    /// A row that has cells, but no words of anybody's.
    pub fn unanswered(&mut self, row: u64) {
        self.unanswered.add(row);
    }

    /// The problems since this was asked last.
    pub fn drain(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }

    pub fn finish(mut self) -> Vec<Problem> {
        if let Some(which) = self.unanswered.listed() {
            self.note(format!("nothing was written in {which}"));
        }
        if let Some(which) = self.blank.listed() {
            self.note(format!("all cells are empty in {which}"));
        }
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

/// Rows of one sort, as stretches.
#[derive(Debug, Default)]
struct Rows {
    count: u64,
    /// First and last of each, of which the first thousand are kept.
    stretches: Vec<(u64, u64)>,
    last: u64,
}

impl Rows {
    fn add(&mut self, row: u64) {
        self.count += 1;
        self.last = row;
        let room = self.stretches.len() < limits::REPAIRS_LISTED;
        match self.stretches.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ if room => self.stretches.push((row, row)),
            _ => {}
        }
    }

    /// “3 rows: 4, 7–8”; none where there are none.
    fn listed(&self) -> Option<String> {
        let stretch = |(first, last): &(u64, u64)| match last - first {
            0 => first.to_string(),
            _ => format!("{first}–{last}"),
        };
        let listed: Vec<String> = self.stretches.iter().map(stretch).collect();
        let last_listed = self.stretches.last()?.1;
        let more = match self.last > last_listed {
            true => format!(" and more up to {}", self.last),
            false => String::new(),
        };
        let rows = if self.count == 1 { "row" } else { "rows" };
        Some(format!(
            "{} {rows}: {}{more}",
            self.count,
            listed.join(", ")
        ))
    }
}

/// The data rows that are to be read: blank rows and repeated headings left out, ragged ones
/// reported. `tail` says whether cells beyond the last column belong to its text.
pub(crate) fn data_rows<'s>(
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
            ledger.blank.add(row.number);
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
    width > 1 && row.len() >= width && {
        // Files that were put together end to end have the mark of each file's beginning.
        let marked = |cell: &str| cell.trim_start_matches('\u{feff}').trim().to_owned();
        (0..width).all(|column| {
            let cell = row.get(column);
            cell.trim() == layout.names[column]
                || column == 0 && marked(cell) == layout.names[column]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_listed_as_stretches_and_the_list_ends() {
        let mut ledger = Ledger::default();
        for row in [4, 7, 8, 9] {
            ledger.unanswered(row);
        }
        let problems = ledger.finish();
        assert_eq!(problems[0].reason, "nothing was written in 4 rows: 4, 7–9");
        let mut rows = Rows::default();
        (0..3_000).for_each(|row| rows.add(2 * row));
        let listed = rows.listed().unwrap();
        assert!(
            listed.starts_with("3000 rows: 0, 2, 4, ")
                && listed.ends_with("1998 and more up to 5998"),
            "{listed}"
        );
        assert_eq!(Rows::default().listed(), None);
    }
}
