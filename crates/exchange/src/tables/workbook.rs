//! XLSX.

use std::io::{Seek, Write};
use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, XlsxError};

use super::{Cell, Column, Kind, TableError, TableWriter, Written, iso, joined};

/// Rows of a sheet, the heading among them.
const MOST_ROWS: u64 = 1_048_576;
/// UTF-16 units of a cell.
const LONGEST: usize = 32_767;

pub(super) struct Workbook<W> {
    book: rust_xlsxwriter::Workbook,
    out: W,
    day: Format,
    rows: u64,
    cut: u64,
}

impl<W: Write + Seek + Send> Workbook<W> {
    pub(super) fn begin(
        title: &str,
        columns: &[Column],
        out: W,
        folder: &Path,
    ) -> Result<Self, TableError> {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.set_tempdir(folder).map_err(failed)?;
        let heading = Format::new().set_bold();
        let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(title).map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        let mut cut = 0;
        for (place, column) in (0_u16..).zip(columns) {
            let width = match column.kind {
                Kind::Text | Kind::List => 24,
                Kind::Time => 20,
                _ => 12,
            };
            sheet.set_column_width(place, width).map_err(failed)?;
            let name = fitting(&column.name, &mut cut);
            sheet
                .write_string_with_format(0, place, name, &heading)
                .map_err(failed)?;
        }
        Ok(Workbook {
            book,
            out,
            day: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            rows: 0,
            cut,
        })
    }
}

impl<W: Write + Seek + Send> TableWriter for Workbook<W> {
    fn row(&mut self, cells: &[Cell]) -> Result<(), TableError> {
        self.rows += 1;
        if self.rows >= MOST_ROWS {
            return Err(TableError::TooLarge(format!(
                "a workbook holds {} rows at most, and there are more; choose CSV, JSON or Parquet",
                MOST_ROWS - 1
            )));
        }
        let row = self.rows as u32;
        let sheet = self.book.worksheet_from_index(0).map_err(failed)?;
        for (place, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => {}
                // Typed as text, whatever they begin with.
                Cell::Text(text) => {
                    let text = fitting(text, &mut self.cut);
                    sheet.write_string(row, place, text).map_err(failed)?;
                }
                Cell::List(list) => {
                    let text = fitting(&joined(list), &mut self.cut);
                    sheet.write_string(row, place, text).map_err(failed)?;
                }
                Cell::Integer(number) => {
                    sheet
                        .write_number(row, place, *number as f64)
                        .map_err(failed)?;
                }
                Cell::Number(number) if number.is_finite() => {
                    sheet.write_number(row, place, *number).map_err(failed)?;
                }
                Cell::Number(_) => {}
                Cell::YesNo(yes) => {
                    sheet.write_boolean(row, place, *yes).map_err(failed)?;
                }
                // Excel's calendar begins in 1900.
                Cell::Time(at) => match ExcelDateTime::from_timestamp(*at) {
                    Ok(time) => {
                        sheet
                            .write_datetime_with_format(row, place, &time, &self.day)
                            .map_err(failed)?;
                    }
                    Err(_) => {
                        let text = iso(*at).unwrap_or_default();
                        sheet.write_string(row, place, text).map_err(failed)?;
                    }
                },
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Written, TableError> {
        self.book.save_to_writer(&mut self.out).map_err(failed)?;
        self.out.flush()?;
        Ok(Written {
            rows: self.rows,
            cut: self.cut,
        })
    }
}

/// The text, cut to what a cell holds and without characters that XML cannot hold.
fn fitting(text: &str, cut: &mut u64) -> String {
    let mut units = 0;
    let mut kept = String::with_capacity(text.len().min(LONGEST));
    for c in text.chars() {
        units += c.len_utf16();
        if units > LONGEST {
            *cut += 1;
            break;
        }
        kept.push(c);
    }
    kept
}

fn failed(error: XlsxError) -> TableError {
    match error {
        XlsxError::IoError(error) => error.into(),
        other => TableError::Other(other.to_string()),
    }
}
