//! Excel workbooks, through calamine, one cell at a time: the size that a sheet claims to have is
//! never allocated.

use std::io::Cursor;

use calamine::{
    DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError, open_workbook_from_rs,
};

use super::{Sheet, archive};
use crate::grid::Grid;
use crate::{FileError, Problem, limits};

/// Reads the first visible sheet that has cells; the others are named in a problem.
pub(super) fn read(name: &str, bytes: &[u8], rows: Option<usize>) -> Result<Sheet, FileError> {
    archive::check(name, "an Excel workbook", bytes)?;
    let mut workbook: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| refusal(name, error))?;
    let mut sheets: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    sheets.sort_by_key(|&(_, visible)| !visible);
    let mut fault = None;
    for (title, _) in &sheets {
        let mut problems = Vec::new();
        match cells(name, &mut workbook, title, rows, &mut problems) {
            Ok(grid) if grid.len() > 0 => {
                note_other_sheets(&sheets, title, &mut problems);
                return Ok(Sheet {
                    grid,
                    format: format!("XLSX; sheet “{title}”"),
                    encoding: "UTF-8".to_owned(),
                    problems,
                    keys: None,
                    padded: true,
                });
            }
            Ok(_) => {}
            Err(error @ FileError::BeyondLimit { .. }) => return Err(error),
            Err(error) => fault = fault.or(Some(error)),
        }
    }
    Err(fault.unwrap_or(FileError::Empty {
        name: name.to_owned(),
    }))
}

fn note_other_sheets(sheets: &[(String, bool)], read: &str, problems: &mut Vec<Problem>) {
    let others: Vec<String> = sheets
        .iter()
        .filter(|(title, _)| title != read)
        .map(|(title, _)| format!("“{title}”"))
        .collect();
    if !others.is_empty() {
        problems.push(Problem::repaired(
            None,
            None,
            format!(
                "only the sheet “{read}” was read; the workbook also has {}",
                others.join(", ")
            ),
        ));
    }
}

fn cells(
    name: &str,
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    title: &str,
    rows: Option<usize>,
    problems: &mut Vec<Problem>,
) -> Result<Grid, FileError> {
    let mut reader = workbook
        .worksheet_cells_reader(title)
        .map_err(|error| refusal(name, error))?;
    let mut grid = Grid::default();
    let mut current: Option<u32> = None;
    let mut spoilt: Option<u32> = None;
    while let Some(cell) = reader.next_cell().map_err(|error| refusal(name, error))? {
        let (row, column) = cell.get_position();
        let number = u64::from(row) + 1;
        let text = text_of(cell.get_value());
        if text.is_empty() || spoilt == Some(row) {
            continue;
        }
        if current.is_some_and(|current| row < current) {
            problems.push(Problem::rejected(
                number,
                None,
                "it stands out of order in the workbook",
            ));
            continue;
        }
        if current != Some(row) {
            if rows.is_some_and(|rows| grid.len() >= rows) {
                break;
            }
            grid.start_row(number);
            current = Some(row);
        }
        let column = column as usize;
        if column >= limits::COLUMNS || text.len() > limits::CELL_BYTES {
            grid.drop_row();
            spoilt = Some(row);
            problems.push(Problem::rejected(
                number,
                None,
                "a cell is longer, or a row wider, than can be read",
            ));
            continue;
        }
        if column < grid.cells_in_row() {
            continue;
        }
        while grid.cells_in_row() < column {
            grid.end_cell();
        }
        grid.push_cell(&text);
        grid.check_size(name)?;
    }
    Ok(grid)
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_as_shown(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => date_as_iso(date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
    }
}

/// Without the “.0” that a spreadsheet does not show, nor the noise in the last places.
fn number_as_shown(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    // A spreadsheet keeps 15 significant digits.
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}

fn date_as_iso(date: &ExcelDateTime) -> String {
    if date.is_duration() {
        let seconds = (date.as_f64() * 86_400.0).round() as i64;
        return format!(
            "{}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        );
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    if (0.0..1.0).contains(&date.as_f64()) {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    if (hour, minute, second) == (0, 0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

fn refusal(name: &str, error: XlsxError) -> FileError {
    match error {
        XlsxError::Password => FileError::Protected {
            name: name.to_owned(),
        },
        error => FileError::Damaged {
            name: name.to_owned(),
            format: "an Excel workbook".to_owned(),
            detail: error.to_string().trim_end_matches('.').to_owned(),
        },
    }
}
