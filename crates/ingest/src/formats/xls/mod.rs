//! Excel workbooks of 1993 to 2003 (BIFF5 and BIFF8), read record by record.
//!
//! After Microsoft's [MS-XLS]. Libraries for it make room for whole sheets, by their corners, before
//! a cell can be asked for; a small file can claim thousands of full ones.

mod formats;
mod records;
mod strings;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, ExcelDateTime, ExcelDateTimeType};
use encoding_rs::Encoding;

use super::guard::guarded;
use super::workbook;
use super::workbook::{Filler, Workbook, text_of};
use crate::FileError;
use crate::table::Table;
use formats::Shown;
use records::{Record, Records, f64_at, u16_at, u32_at};
use strings::{code_page, plain_string, shared_strings, short_string};

const FORMAT: &str = "an Excel workbook";

/// The first bytes of the container that Office used until 2003.
pub(super) const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// What such a container holds.
pub(super) enum Held {
    /// The records of a workbook.
    Workbook(Vec<u8>),
    /// A newer Office file behind a password.
    Encrypted,
    Document,
    Other,
}

/// Looks inside of a container.
pub(super) fn look(name: &str, bytes: &[u8]) -> Result<Held, FileError> {
    guarded(name, FORMAT, || {
        let damaged = |error| workbook::damaged(name, FORMAT, &error);
        let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
        for path in ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"] {
            if container.is_stream(path) {
                let stream = container.open_stream(path).map_err(damaged)?;
                let mut records = Vec::new();
                // No stream is larger than the file, unless its parts go round in circles.
                stream
                    .take(bytes.len() as u64)
                    .read_to_end(&mut records)
                    .map_err(damaged)?;
                return Ok(Held::Workbook(records));
            }
        }
        Ok(if container.exists("/EncryptedPackage") {
            Held::Encrypted
        } else if container.exists("/WordDocument") {
            Held::Document
        } else {
            Held::Other
        })
    })
}

/// Reads the sheet that matters out of a workbook's records.
pub(super) fn read(
    name: &str,
    records: Vec<u8>,
    size: usize,
    rows: Option<usize>,
) -> Result<Table<'static>, FileError> {
    let workbook = Biff::open(name, records)?;
    workbook::read(name, "XLS", workbook, size, rows)
}

/// A workbook of this format.
struct Biff {
    name: String,
    stream: Vec<u8>,
    /// From Excel 97 on strings are Unicode.
    unicode: bool,
    encoding: &'static Encoding,
    since_1904: bool,
    strings: Vec<String>,
    /// How the numbers of each cell format are shown.
    shown: Vec<Shown>,
    /// Title, whether it is seen, and where its records begin.
    sheets: Vec<(String, bool, usize)>,
}

const WORKSHEET: u8 = 0;

impl Biff {
    /// Reads what all sheets share.
    fn open(name: &str, stream: Vec<u8>) -> Result<Biff, FileError> {
        let mut book = Biff {
            name: name.to_owned(),
            stream: Vec::new(),
            unicode: true,
            encoding: encoding_rs::WINDOWS_1252,
            since_1904: false,
            strings: Vec::new(),
            shown: Vec::new(),
            sheets: Vec::new(),
        };
        let mut formats = BTreeMap::new();
        let mut cell_formats = Vec::new();
        let mut records = Records::new(&stream, 0).peekable();
        while let Some(Record { kind, data }) = records.next() {
            match kind {
                records::BOF => book.unicode = u16_at(data, 0) == Some(0x0600),
                records::FILE_PASS => {
                    return Err(FileError::Protected {
                        name: name.to_owned(),
                    });
                }
                records::CODE_PAGE => {
                    book.encoding = code_page(u16_at(data, 0).unwrap_or_default());
                }
                records::DATE_MODE => book.since_1904 = u16_at(data, 0) == Some(1),
                records::FORMAT => {
                    let text = match book.unicode {
                        true => plain_string(data.get(2..).unwrap_or_default(), book.encoding),
                        false => {
                            short_string(data.get(2..).unwrap_or_default(), false, book.encoding)
                        }
                    };
                    if let (Some(number), Some(text)) = (u16_at(data, 0), text) {
                        formats.insert(number, Shown::of(&text));
                    }
                }
                records::CELL_FORMAT => cell_formats.push(u16_at(data, 2).unwrap_or_default()),
                records::SHEET => book.sheets.extend(book.sheet(data)),
                records::SHARED_STRINGS => {
                    let mut parts = vec![data];
                    while let Some(more) =
                        records.next_if(|record| record.kind == records::CONTINUE)
                    {
                        parts.push(more.data);
                    }
                    book.strings = shared_strings(parts);
                }
                records::END => break,
                _ => {}
            }
        }
        let own = |number: &u16| formats.get(number).copied();
        book.shown = cell_formats
            .iter()
            .map(|number| own(number).unwrap_or_else(|| Shown::built_in(*number)))
            .collect();
        book.stream = stream;
        Ok(book)
    }

    fn sheet(&self, data: &[u8]) -> Option<(String, bool, usize)> {
        let at = u32_at(data, 0)? as usize;
        let visible = data.get(4)? & 3 == 0;
        let is_worksheet = *data.get(5)? == WORKSHEET;
        let title = short_string(data.get(6..)?, self.unicode, self.encoding)?;
        is_worksheet.then(|| (title.replace('\0', ""), visible, at))
    }

    fn number(&self, number: f64, format: Option<u16>) -> Data {
        let format = format.map(usize::from);
        let shown = format.and_then(|format| self.shown.get(format)).copied();
        let moment = |kind| Data::DateTime(ExcelDateTime::new(number, kind, self.since_1904));
        // Beyond the year 9999 it is no date, whatever its format says.
        match shown {
            Some(Shown::Date) if (0.0..2_958_466.0).contains(&number) => {
                moment(ExcelDateTimeType::DateTime)
            }
            Some(Shown::Duration) => moment(ExcelDateTimeType::TimeDelta),
            _ => Data::Float(number),
        }
    }

    /// The cells of the sheet whose records begin at `at`, in the order of the file.
    fn cells_from(&self, at: usize) -> Vec<Cell<'_>> {
        let mut cells = Vec::new();
        let mut formula = None;
        // Charts stand inside of sheets with records of their own.
        let mut depth = 0_usize;
        for Record { kind, data } in Records::new(&self.stream, at) {
            match kind {
                records::BOF => depth += 1,
                records::END if depth <= 1 => break,
                records::END => depth -= 1,
                _ if depth > 1 => {}
                records::STRING => {
                    if let Some((row, column)) = formula.take() {
                        cells.push(Cell::new(row, column, Value::Text(data)));
                    }
                }
                _ => {
                    let Some((row, column)) = u16_at(data, 0).zip(u16_at(data, 2)) else {
                        continue;
                    };
                    let format = u16_at(data, 4);
                    match kind {
                        records::LABEL_SHARED => {
                            cells.extend(
                                u32_at(data, 6)
                                    .map(|index| Cell::new(row, column, Value::Shared(index))),
                            );
                        }
                        records::LABEL | records::RICH_LABEL => {
                            cells.extend(
                                data.get(6..)
                                    .map(|text| Cell::new(row, column, Value::Text(text))),
                            );
                        }
                        records::NUMBER => {
                            cells.extend(f64_at(data, 6).map(|number| {
                                Cell::new(row, column, Value::Number(number, format))
                            }))
                        }
                        records::RK => cells.extend(u32_at(data, 6).map(|packed| {
                            Cell::new(row, column, Value::Number(unpacked(packed), format))
                        })),
                        records::MANY_RK => {
                            let pairs = data.get(4..).unwrap_or_default().chunks_exact(6);
                            for (column, pair) in (column..).zip(pairs) {
                                let packed = u32_at(pair, 2).unwrap_or_default();
                                let value = Value::Number(unpacked(packed), u16_at(pair, 0));
                                cells.push(Cell::new(row, column, value));
                            }
                        }
                        records::BOOL_OR_ERROR if data.get(7) == Some(&0) => {
                            let yes = data.get(6) == Some(&1);
                            cells.push(Cell::new(row, column, Value::Bool(yes)));
                        }
                        records::FORMULA => {
                            formula = Some((row, column));
                            match (data.get(6), data.get(12..14)) {
                                // The result is no number; a text stands in the next record.
                                (Some(1), Some([0xFF, 0xFF])) => {
                                    let yes = data.get(8) == Some(&1);
                                    cells.push(Cell::new(row, column, Value::Bool(yes)));
                                }
                                (_, Some([0xFF, 0xFF])) => {}
                                _ => cells.extend(f64_at(data, 6).map(|number| {
                                    Cell::new(row, column, Value::Number(number, format))
                                })),
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        cells
    }

    fn text(&self, value: Value<'_>) -> String {
        match value {
            Value::Shared(index) => {
                let text = self.strings.get(index as usize);
                text.cloned().unwrap_or_default()
            }
            Value::Text(text) => match self.unicode {
                true => plain_string(text, self.encoding),
                false => strings::byte_string(text, self.encoding),
            }
            .unwrap_or_default(),
            Value::Number(number, format) => text_of(self.number(number, format)),
            Value::Bool(yes) => text_of(Data::Bool(yes)),
        }
    }
}

impl Workbook for Biff {
    fn sheets(&self) -> Vec<(String, bool)> {
        let sheets = self.sheets.iter();
        sheets
            .map(|(title, visible, _)| (title.clone(), *visible))
            .collect()
    }

    fn cells(&self, title: &str, filler: &mut Filler<'_, '_>) -> Result<(), FileError> {
        let Some((_, _, at)) = self.sheets.iter().find(|(name, ..)| name == title) else {
            return Ok(());
        };
        if *at >= self.stream.len() {
            return Err(workbook::damaged(&self.name, FORMAT, &"a sheet is missing"));
        }
        let mut cells = self.cells_from(*at);
        // Rows may stand in any order.
        cells.sort_by_key(|cell| (cell.row, cell.column));
        for cell in cells {
            let text = self.text(cell.value);
            if !filler.push(u32::from(cell.row), u32::from(cell.column), &text)? {
                break;
            }
        }
        Ok(())
    }
}

struct Cell<'b> {
    row: u16,
    column: u16,
    value: Value<'b>,
}

impl<'b> Cell<'b> {
    fn new(row: u16, column: u16, value: Value<'b>) -> Cell<'b> {
        Cell { row, column, value }
    }
}

#[derive(Clone, Copy)]
enum Value<'b> {
    /// Its place among the words that cells share.
    Shared(u32),
    Text(&'b [u8]),
    /// With its cell format.
    Number(f64, Option<u16>),
    Bool(bool),
}

/// A number in 32 bits: a whole one or the upper bits of another, perhaps in hundredths.
fn unpacked(packed: u32) -> f64 {
    let number = if packed & 2 != 0 {
        f64::from((packed as i32) >> 2)
    } else {
        f64::from_bits(u64::from(packed & !3) << 32)
    };
    if packed & 1 != 0 {
        number / 100.0
    } else {
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers() {
        for (packed, number) in [
            (0x3FF0_0000, 1.0),
            (0x3FF0_0001, 0.01),
            (0x004B_5646, 1_234_321.0),
            (0x004B_5647, 12_343.21),
            (0xFFFF_FFFA, -2.0),
        ] {
            assert_eq!(unpacked(packed), number, "{packed:x}");
        }
    }
}
