//! Excel workbooks of 2007 and later, through calamine.

use std::io::Cursor;

use calamine::{Reader, SheetVisible, Xlsx, XlsxError, open_workbook_from_rs};

use super::workbook::{Filler, Workbook, text_of};
use super::{Sheet, archive, workbook};
use crate::FileError;

const FORMAT: &str = "an Excel workbook";

/// Reads the sheet that matters.
pub(super) fn read(name: &str, bytes: &[u8], rows: Option<usize>) -> Result<Sheet, FileError> {
    archive::check(name, FORMAT, bytes)?;
    let reader = open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| refusal(name, error))?;
    workbook::read(name, "XLSX", Excel { name, reader }, rows)
}

struct Excel<'a> {
    name: &'a str,
    reader: Xlsx<Cursor<&'a [u8]>>,
}

impl Workbook for Excel<'_> {
    fn sheets(&self) -> Vec<(String, bool)> {
        let sheets = self.reader.sheets_metadata().iter();
        sheets
            .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
            .collect()
    }

    fn cells(&mut self, title: &str, filler: &mut Filler<'_>) -> Result<(), FileError> {
        let damaged = |error| refusal(self.name, error);
        let mut cells = self.reader.worksheet_cells_reader(title).map_err(damaged)?;
        while let Some(cell) = cells.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            if !filler.push(row, column, &text_of(cell.get_value().clone().into()))? {
                break;
            }
        }
        Ok(())
    }
}

fn refusal(name: &str, error: XlsxError) -> FileError {
    match error {
        XlsxError::Password => FileError::Protected {
            name: name.to_owned(),
        },
        error => workbook::damaged(name, FORMAT, &error),
    }
}
