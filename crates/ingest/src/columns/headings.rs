//! Where the headings are: behind a preamble, in one row, two or three, or nowhere.

use std::ops::Range;

use super::names::key;
use super::synonyms;
use crate::dates::parse_date;
use crate::formats::Sheet;
use crate::grid::{Grid, Row, letters};
use crate::numbers::parse_number;
use crate::{DateOrder, Problem};

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

/// Names that Qualtrics gives its own columns.
const QUALTRICS: &[&str] = &[
    "response_id",
    "response_set",
    "ip_address",
    "start_date",
    "end_date",
    "recipient_last_name",
    "recipient_first_name",
    "recipient_email",
    "external_data_reference",
    "external_reference",
    "finished",
    "status",
    "recorded_date",
    "location_latitude",
    "location_longitude",
    "distribution_channel",
    "user_language",
    "email_address",
    "progress",
    "duration_in_seconds",
];

/// Qualtrics: names, questions and perhaps a row of `{"ImportId": …}`; in the legacy form the names
/// are V1, V2 … and the second row has the tool's own names.
fn qualtrics(
    grid: &Grid,
    first: usize,
    second: Option<usize>,
    third: Option<usize>,
) -> Option<Layout> {
    let is_import_ids = |index: usize| {
        let row = grid.row(index);
        let filled = row.filled();
        filled > 0 && row.cells().filter(|cell| cell.contains("ImportId")).count() * 2 >= filled
    };
    let second = second?;
    let own_names = |index: usize| {
        grid.row(index)
            .cells()
            .filter(|cell| QUALTRICS.contains(&key(cell).as_str()))
            .count()
    };
    let (question_row, id_row) = if is_import_ids(second) {
        (None, Some(second))
    } else if let Some(third) = third.filter(|&third| is_import_ids(third)) {
        (Some(second), Some(third))
    } else if own_names(second) >= 2 && (own_names(first) >= 2 || starts_with_v(grid.row(first))) {
        (Some(second), None)
    } else {
        return None;
    };
    let names_row = grid.row(first);
    let width = names_row.len().max(grid.row(second).len());
    let mut layout = Layout {
        names: Vec::with_capacity(width),
        questions: Vec::with_capacity(width),
        text_entry: Vec::with_capacity(width),
        data: id_row.or(question_row).unwrap_or(first) + 1..grid.len(),
        header_rows: 1 + usize::from(question_row.is_some()) + usize::from(id_row.is_some()),
        problems: Vec::new(),
    };
    for column in 0..width {
        let name = name_or_letter(names_row.get(column), column);
        let question = question_row
            .map(|row| one_line(grid.row(row).get(column)))
            .filter(|question| !question.is_empty());
        let id = id_row.map_or("", |row| grid.row(row).get(column));
        let typed = id.contains("_TEXT\"")
            || id.contains("-TEXT'")
            || id.contains("_TEXT'")
            || id.contains("-TEXT\"");
        layout
            .text_entry
            .push(typed || (name.ends_with("_TEXT") && id_row.is_none()));
        layout
            .questions
            .push(question.filter(|question| *question != name));
        layout.names.push(name);
    }
    Some(layout.without_empty_end(grid))
}

/// Qualtrics' further headings, which stay the first records of an export that was turned into JSON or
/// Parquet.
fn beneath_keys(keys: &[String], grid: &Grid) -> Option<Layout> {
    let mut head = Grid::default();
    head.start_row(0);
    keys.iter().for_each(|key| head.push_cell(key));
    for row in grid.rows().take(2) {
        head.push_row(row);
    }
    let third = (head.len() > 2).then_some(2);
    let layout = qualtrics(&head, 0, (head.len() > 1).then_some(1), third)?;
    let header_rows = layout.header_rows - 1;
    (layout.names.len() == keys.len()).then(|| Layout {
        data: header_rows..grid.len(),
        header_rows,
        ..layout
    })
}

fn starts_with_v(row: Row<'_>) -> bool {
    row.len() >= 3 && (0..3).all(|column| row.get(column).trim() == format!("V{}", column + 1))
}

/// SurveyMonkey and its like: the question in the first row over its first column only, the choices
/// (or “Response”, “Open-Ended Response”) in the second row; the tool's own columns have no second
/// heading.
fn two_part_questions(
    grid: &Grid,
    first: usize,
    second: usize,
    third: Option<usize>,
) -> Option<Layout> {
    let (top, bottom) = (grid.row(first), grid.row(second));
    let width = top.len().max(bottom.len());
    let blank = |row: Row<'_>, column: usize| row.get(column).trim().is_empty();
    let alone = |column: usize| {
        !blank(top, column)
            && !blank(bottom, column)
            && (column + 1 >= width || !blank(top, column + 1) || blank(bottom, column + 1))
    };
    // Whatever the language: what stands beneath several questions of one column is no choice.
    let recurs = |column: usize| {
        alone(column)
            && (0..width).any(|other| {
                other != column
                    && alone(other)
                    && bottom.get(other).trim() == bottom.get(column).trim()
            })
    };
    let says_response = |column: usize| {
        let below = key(bottom.get(column));
        RESPONSE.contains(&below.as_str()) || OPEN_ENDED.contains(&below.as_str()) || recurs(column)
    };
    let responses = (0..width).filter(|&column| says_response(column)).count();
    let leading_blank = (0..width)
        .take_while(|&column| blank(bottom, column) && !blank(top, column))
        .count();
    let hanging = (0..width)
        .filter(|&column| blank(top, column) && !blank(bottom, column))
        .count();
    let data_starts = third.is_none_or(|third| !blank(grid.row(third), 0));
    let values = (0..width)
        .filter(|&column| is_value(bottom.get(column).trim()))
        .count();
    if leading_blank == 0
        || !data_starts
        || (responses == 0 && (hanging == 0 || leading_blank < 2 || values > 0))
    {
        return None;
    }
    let mut layout = Layout {
        names: Vec::with_capacity(width),
        questions: Vec::with_capacity(width),
        text_entry: Vec::with_capacity(width),
        data: second + 1..grid.len(),
        header_rows: 2,
        problems: Vec::new(),
    };
    let mut question = String::new();
    for column in 0..width {
        let (above, below) = (one_line(top.get(column)), one_line(bottom.get(column)));
        if !above.is_empty() {
            question = above;
        }
        let part = !below.is_empty() && !says_response(column);
        let name = match (question.is_empty(), part) {
            (true, _) => name_or_letter(&below, column),
            (false, true) => format!("{question} – {below}"),
            (false, false) => question.clone(),
        };
        layout
            .text_entry
            .push(OPEN_ENDED.contains(&key(&below).as_str()));
        layout
            .questions
            .push((!below.is_empty() && !question.is_empty()).then(|| question.clone()));
        layout.names.push(name);
    }
    Some(layout)
}

/// What SurveyMonkey writes beneath a question of a single answer.
const RESPONSE: &[&str] = &[
    "response",
    "antwort",
    "réponse",
    "respuesta",
    "risposta",
    "resposta",
    "antwoord",
    "svar",
    "odpowiedź",
    "ответ",
    "回答",
    "응답",
];

/// What it writes beneath a question that is answered in words.
const OPEN_ENDED: &[&str] = &[
    "open_ended_response",
    "offene_antwort",
    "offene_beantwortung",
    "réponse_ouverte",
    "réponse_libre",
    "respuesta_abierta",
    "risposta_aperta",
    "risposta_a_testo_libero",
    "resposta_aberta",
    "open_antwoord",
    "open_reactie",
    "öppet_svar",
    "自由回答",
    "開放型回答",
];

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
    fn qualtrics_headings_among_records_are_none() {
        let mut grid = Grid::default();
        for (number, row) in (1..).zip([
            ["Start Date", "Response ID", "Why is that so?"],
            [
                r#"{"ImportId":"startDate"}"#,
                r#"{"ImportId":"_recordId"}"#,
                r#"{"ImportId":"QID2_TEXT"}"#,
            ],
            ["2024-01-01", "R_1", "Good"],
        ]) {
            grid.start_row(number);
            row.iter().for_each(|cell| grid.push_cell(cell));
        }
        let keys = ["StartDate", "ResponseId", "Q2"].map(str::to_owned);
        let found = beneath_keys(&keys, &grid).unwrap();
        assert_eq!((found.header_rows, found.data), (2, 2..3));
        assert_eq!(found.questions[2].as_deref(), Some("Why is that so?"));
        assert!(found.text_entry[2]);
        let mut answers = Grid::default();
        answers.push_row(grid.row(2));
        assert_eq!(beneath_keys(&keys, &answers), None);
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
