//! Where the headings are: behind a preamble, in one row, two or three, or nowhere.

mod tools;

use std::ops::Range;

use super::names::key;
use super::synonyms;
use crate::dates::parse_date;
use crate::formats::Sheet;
use crate::grid::{Grid, Row, letters};
use crate::numbers::parse_number;
use crate::{DateOrder, Problem};
use tools::{beneath_keys, qualtrics, two_part_questions};

/// The headings of a table and where its data is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layout {
    /// One name a column, never empty.
    pub names: Vec<String>,
    /// The question in full, where a second heading row has it.
    pub questions: Vec<Option<String>>,
    /// Whether the survey tool says that people typed here (Qualtrics' “_TEXT”, SurveyMonkey's
    /// “Open-Ended Response”).
    pub text_entry: Vec<bool>,
    /// Rows of the grid that are data.
    pub data: Range<usize>,
    pub header_rows: usize,
    pub problems: Vec<Problem>,
}

/// Rows that are looked at.
const LOOKED_AT: usize = 200;
/// A preamble longer than this is not believed.
const LONGEST_PREAMBLE: usize = 30;

/// Finds the headings of a table.
pub(crate) fn find_headings(sheet: &Sheet) -> Layout {
    if let Some(keys) = &sheet.keys {
        return beneath_keys(keys, &sheet.grid).unwrap_or_else(|| Layout {
            names: keys.clone(),
            questions: vec![None; keys.len()],
            text_entry: keys.iter().map(|key| sheet.typed.contains(key)).collect(),
            data: 0..sheet.grid.len(),
            header_rows: 0,
            problems: Vec::new(),
        });
    }
    let grid = &sheet.grid;
    let mut problems = Vec::new();
    let first = first_table_row(grid, &mut problems);
    if first >= grid.len() || !is_heading_row(grid, first) {
        return unnamed(grid, first, problems);
    }
    let second = next_filled(grid, first + 1);
    let third = second.and_then(|second| next_filled(grid, second + 1));
    if let Some(layout) = qualtrics(grid, first, second, third) {
        return Layout { problems, ..layout };
    }
    if let Some(layout) = second.and_then(|second| two_part_questions(grid, first, second, third)) {
        return Layout { problems, ..layout };
    }
    let width = grid.row(first).len();
    let names = (0..width)
        .map(|column| name_or_letter(grid.row(first).get(column), column))
        .collect();
    Layout {
        names,
        questions: vec![None; width],
        text_entry: vec![false; width],
        data: first + 1..grid.len(),
        header_rows: 1,
        problems,
    }
    .without_empty_end(grid)
}

impl Layout {
    /// Drops columns at the right end that have neither a heading nor a value (a delimiter at the
    /// end of each line).
    fn without_empty_end(mut self, grid: &Grid) -> Layout {
        while let Some(last) = self.names.len().checked_sub(1) {
            let unnamed = self.names[last] == letters(last) && self.questions[last].is_none();
            let empty = || (0..grid.len()).all(|index| grid.row(index).get(last).trim().is_empty());
            if last == 0 || !unnamed || !empty() {
                break;
            }
            self.names.pop();
            self.questions.pop();
            self.text_entry.pop();
        }
        self
    }
}

/// The first row that belongs to the table; the rows before it are reported.
fn first_table_row(grid: &Grid, problems: &mut Vec<Problem>) -> usize {
    let widths: Vec<usize> = (0..grid.len().min(LOOKED_AT))
        .map(|i| grid.row(i))
        .filter(|r| !r.is_blank())
        .map(Row::len)
        .collect();
    let typical = most_common(&widths);
    let is_preamble = |row: Row<'_>| {
        let filled = row.filled();
        typical > 1
            && (row.len() * 2 < typical
                || (filled <= 1 && row.len() < typical)
                || (filled <= 1 && typical > 3))
    };
    let mut first = 0;
    while first < grid.len()
        && (grid.row(first).is_blank()
            || (first < LONGEST_PREAMBLE && is_preamble(grid.row(first))))
    {
        first += 1;
    }
    first = behind_bands(grid, first);
    // Nothing but preamble: then it is none.
    if (first..grid.len()).all(|index| grid.row(index).is_blank()) || first >= LONGEST_PREAMBLE {
        return next_filled(grid, 0).unwrap_or(grid.len());
    }
    for index in 0..first {
        let row = grid.row(index);
        if !row.is_blank() {
            let words: Vec<&str> = row
                .cells()
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
                .collect();
            problems.push(Problem::repaired(
                Some(row.number),
                None,
                format!(
                    "it stands before the headings and was skipped: “{}”",
                    shorten(&words.join(" "))
                ),
            ));
        }
    }
    first
}

/// The row of headings behind rows that have few cells, as “Generated: 1 May” or the names of groups of
/// columns above their headings; `first` if there is none.
fn behind_bands(grid: &Grid, first: usize) -> usize {
    const MOST_CELLS: usize = 3;
    let filled: Vec<usize> = (first..grid.len().min(first + LOOKED_AT))
        .map(|index| grid.row(index).filled())
        .filter(|&filled| filled > 0)
        .collect();
    let typical = most_common(&filled);
    let is_band = |index: usize| {
        let filled = grid.row(index).filled();
        filled <= MOST_CELLS && filled * 2 <= typical && typical > MOST_CELLS
    };
    let end = grid.len().min(first + LONGEST_PREAMBLE);
    let behind = (first..end).find(|&index| !is_band(index));
    behind
        .filter(|&index| is_heading_row(grid, index))
        .unwrap_or(first)
}

fn most_common(widths: &[usize]) -> usize {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    let mut best = (0, 0);
    for chunk in sorted.chunk_by(|a, b| a == b) {
        if chunk.len() >= best.0 {
            best = (chunk.len(), chunk[0]);
        }
    }
    best.1
}

fn next_filled(grid: &Grid, from: usize) -> Option<usize> {
    (from..grid.len()).find(|&index| !grid.row(index).is_blank())
}

/// Whether a row has headings rather than data.
fn is_heading_row(grid: &Grid, index: usize) -> bool {
    let row = grid.row(index);
    let cells: Vec<&str> = row
        .cells()
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    if cells.iter().any(|cell| is_known(cell)) {
        return true;
    }
    // No heading is an address or a whole date.
    if cells.iter().any(|cell| {
        is_address(cell)
            || (cell.len() >= 8
                && parse_number(cell).is_none()
                && parse_date(cell, DateOrder::DayFirst).is_some())
    }) {
        return false;
    }
    let data_like = cells.iter().filter(|cell| is_value(cell)).count();
    if data_like * 2 >= cells.len() {
        return false;
    }
    if let [only] = cells.as_slice()
        && row.len() == 1
    {
        // One column: a sentence that is no question is more likely the first answer.
        let words = only.split_whitespace().count();
        return words <= 3 || only.ends_with(['?', ':']) || super::is_question(only);
    }
    true
}

/// Whether some list knows the heading. Short ordinary words (“data”, “no”) prove nothing alone.
fn is_known(cell: &str) -> bool {
    let key = key(cell);
    key.len() > 3 && synonyms::is_known(&key)
}

pub(super) fn is_value(cell: &str) -> bool {
    parse_number(cell).is_some()
        || parse_date(cell, DateOrder::DayFirst).is_some()
        || is_address(cell)
        || cell.len() > 400
}

fn is_address(cell: &str) -> bool {
    (cell.contains('@') && cell.contains('.') && !cell.contains(' '))
        || (cell.contains("://") && !cell.contains(' '))
}

/// A table without headings; its columns are named by their letters.
fn unnamed(grid: &Grid, first: usize, mut problems: Vec<Problem>) -> Layout {
    let width = (first..grid.len().min(first + LOOKED_AT))
        .map(|index| grid.row(index).len())
        .max()
        .unwrap_or(0);
    if first < grid.len() {
        problems.push(Problem::repaired(
            Some(grid.row(first).number),
            None,
            "the first row looks like data, not headings; the columns are called by their letters",
        ));
    }
    Layout {
        names: (0..width).map(letters).collect(),
        questions: vec![None; width],
        text_entry: vec![false; width],
        data: first..grid.len(),
        header_rows: 0,
        problems,
    }
}

fn name_or_letter(cell: &str, column: usize) -> String {
    let name = one_line(cell);
    if name.is_empty() {
        letters(column)
    } else {
        name
    }
}

/// Without line breaks and doubled spaces, nor quotation marks around the whole.
fn one_line(cell: &str) -> String {
    let line = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let inner = line
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|inner| !inner.contains('"'));
    inner.unwrap_or(&line).to_owned()
}

/// The first words of a long text.
pub(super) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{Content, open};

    fn layout(csv: &str) -> (Layout, usize) {
        let bytes = csv.as_bytes();
        let Content::Table(table) = open("x.csv", &bytes, None, None).unwrap() else {
            panic!("a table")
        };
        let layout = table.layout;
        let rows = layout.data.len();
        (layout, rows)
    }

    #[test]
    fn one_row_of_headings() {
        let (found, rows) = layout("id,comment,\n1,Too slow,\n");
        assert_eq!(
            (found.names.as_slice(), found.header_rows, rows),
            (&["id".to_owned(), "comment".to_owned()][..], 1, 1)
        );
        let (found, _) = layout("id,,comment\n1,x,Too slow\n");
        assert_eq!(found.names, ["id", "B", "comment"]);
    }

    #[test]
    fn a_preamble_is_skipped_and_reported() {
        let (found, rows) = layout(
            "Export of 2024\n\nid,comment,plan,date\n1,Too slow,x,2024-01-01\n2,Fine,y,2024-01-02\n",
        );
        assert_eq!((found.names[0].as_str(), rows), ("id", 2));
        assert!(found.problems[0].reason.contains("Export of 2024"));
    }

    #[test]
    fn a_table_without_headings_keeps_its_first_row() {
        let (found, rows) = layout("1,2,3\n4,5,6\n");
        assert_eq!(
            (found.names.as_slice(), found.header_rows, rows),
            (&["A".to_owned(), "B".to_owned(), "C".to_owned()][..], 0, 2)
        );
        assert_eq!(found.problems.len(), 1);
        let (found, rows) = layout("The app is slow on my phone\nI like it very much\n");
        assert_eq!((found.header_rows, rows), (0, 2));
        let (found, rows) = layout("Why did you leave us?\nToo dear for me\n");
        assert_eq!((found.header_rows, rows), (1, 1));
    }

    #[test]
    fn qualtrics_has_two_or_three_rows() {
        let three = "StartDate,ResponseId,Q1,Q2\nStart Date,Response ID,How likely?,Why is that so?\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_TEXT\"\"}\"\n2024-01-01,R_1,9,Good\n";
        let (found, rows) = layout(three);
        assert_eq!((found.header_rows, rows), (3, 1));
        assert_eq!(found.questions[3].as_deref(), Some("Why is that so?"));
        assert_eq!(found.text_entry, [false, false, false, true]);
        let single = three
            .replace("\"\"", "'")
            .replace("\"{", "{")
            .replace("}\"", "}");
        assert_eq!(
            layout(&single).0.header_rows,
            3,
            "older files write single quotation marks"
        );
        let legacy = "V1,V2,V3,V4,Q1,\nResponseID,ResponseSet,StartDate,EndDate,Why is that so?,\nR_1,Default,2024-01-01,2024-01-01,Good,\n";
        let (found, rows) = layout(legacy);
        assert_eq!((found.header_rows, rows, found.names.len()), (2, 1, 5));
        assert_eq!(found.questions[0].as_deref(), Some("ResponseID"));
    }

    #[test]
    fn surveymonkey_has_questions_over_choices() {
        let csv = "Respondent ID,Start Date,Which do you use?,,Why is that?\n,,Web,App,Open-Ended Response\n11,01/02/2024,Web,,Because it is quick\n";
        let (found, rows) = layout(csv);
        assert_eq!((found.header_rows, rows), (2, 1));
        assert_eq!(
            found.names,
            [
                "Respondent ID",
                "Start Date",
                "Which do you use? – Web",
                "Which do you use? – App",
                "Why is that?"
            ]
        );
        assert_eq!(found.questions[3].as_deref(), Some("Which do you use?"));
        assert!(found.text_entry[4]);
    }
}
