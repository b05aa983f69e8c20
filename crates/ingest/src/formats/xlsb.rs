//! Excel workbooks in binary parts (.xlsb), through calamine.

use std::io::Cursor;

use calamine::{Reader, Xlsb, XlsbError, open_workbook_from_rs};

use super::guard::guarded;
use super::workbook::{Filler, Workbook};
use super::{Sheet, archive, workbook};
use crate::FileError;

const FORMAT: &str = "an Excel workbook";

/// Reads the sheet that matters.
pub(super) fn read(name: &str, bytes: &[u8], rows: Option<usize>) -> Result<Sheet, FileError> {
    archive::check(name, FORMAT, bytes)?;
    check_shared_words(name, bytes)?;
    guarded(name, FORMAT, || {
        let reader =
            open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| refusal(name, error))?;
        let excel = Excel { name, reader };
        workbook::read(name, "XLSB", excel, bytes.len(), rows)
    })
}

/// The library reads each record of shared words into the same room and takes what stands there for
/// the words, also where a record is shorter than the one before: many short ones could repeat a
/// long one without end.
fn check_shared_words(name: &str, bytes: &[u8]) -> Result<(), FileError> {
    let Some(part) = archive::part_bytes(bytes, "xl/sharedStrings.bin") else {
        return Ok(());
    };
    let mut rest = part.as_slice();
    while let Some((kind, data, after)) = record(rest) {
        // Flags, the number of characters and two bytes for each.
        let characters = data
            .get(1..5)
            .and_then(|bytes| Some(u32::from_le_bytes(bytes.try_into().ok()?)));
        let fits = characters.is_some_and(|n| 5 + 2 * n as usize <= data.len());
        if kind == SHARED_WORDS && !fits {
            return Err(workbook::damaged(
                name,
                FORMAT,
                &"it claims to share more words than it holds",
            ));
        }
        rest = after;
    }
    Ok(())
}

/// BrtSSTItem in [MS-XLSB].
const SHARED_WORDS: usize = 0x13;

/// Kind and data of the first record, and what comes after it.
fn record(bytes: &[u8]) -> Option<(usize, &[u8], &[u8])> {
    let (kind, bytes) = number(bytes, 2)?;
    let (length, bytes) = number(bytes, 4)?;
    let (data, rest) = bytes.split_at_checked(length)?;
    Some((kind, data, rest))
}

/// A number of seven bits a byte, of so many bytes at most.
fn number(bytes: &[u8], most: usize) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (place, byte) in bytes.iter().take(most).enumerate() {
        value |= usize::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 || place + 1 == most {
            return Some((value, &bytes[place + 1..]));
        }
    }
    None
}

struct Excel<'a> {
    name: &'a str,
    reader: Xlsb<Cursor<&'a [u8]>>,
}

impl Workbook for Excel<'_> {
    fn sheets(&self) -> Vec<(String, bool)> {
        workbook::sheets_of(self.reader.sheets_metadata())
    }

    fn cells(&mut self, title: &str, filler: &mut Filler<'_>) -> Result<(), FileError> {
        let damaged = |error| refusal(self.name, error);
        let mut cells = self.reader.worksheet_cells_reader(title).map_err(damaged)?;
        filler.fill(|| {
            let cell = cells.next_cell().map_err(damaged)?;
            Ok(cell.map(|cell| (cell.get_position(), cell.get_value().clone().into())))
        })
    }
}

fn refusal(name: &str, error: XlsbError) -> FileError {
    match error {
        XlsbError::Password => FileError::Protected {
            name: name.to_owned(),
        },
        error => workbook::damaged(name, FORMAT, &error),
    }
}
