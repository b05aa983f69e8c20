//! Excel workbooks in binary parts (.xlsb), through calamine.

use std::io::Cursor;
use std::sync::{Mutex, MutexGuard, PoisonError};

use calamine::{Reader, Xlsb, XlsbError, open_workbook_from_rs};

use super::guard::guarded;
use super::workbook::{Filler, Workbook};
use super::{archive, workbook};
use crate::FileError;
use crate::table::Table;

const FORMAT: &str = "an Excel workbook";

/// Reads the sheet that matters.
pub(super) fn read(
    name: &str,
    bytes: Vec<u8>,
    rows: Option<usize>,
) -> Result<Table<'static>, FileError> {
    archive::check(name, FORMAT, &bytes)?;
    check_shared_words(name, &bytes)?;
    let size = bytes.len();
    let reader = guarded(name, FORMAT, || {
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| refusal(name, error))
    })?;
    let excel = Excel {
        name: name.to_owned(),
        reader: Mutex::new(reader),
    };
    workbook::read(name, "XLSB", excel, size, rows)
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

struct Excel {
    name: String,
    /// Going through a sheet moves about in the file.
    reader: Mutex<Xlsb<Cursor<Vec<u8>>>>,
}

impl Excel {
    fn reader(&self) -> MutexGuard<'_, Xlsb<Cursor<Vec<u8>>>> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Workbook for Excel {
    fn sheets(&self) -> Vec<(String, bool)> {
        workbook::sheets_of(self.reader().sheets_metadata())
    }

    fn cells(&self, title: &str, filler: &mut Filler<'_, '_>) -> Result<(), FileError> {
        let damaged = |error| refusal(&self.name, error);
        let mut reader = self.reader();
        let mut cells = guarded(&self.name, FORMAT, || {
            reader.worksheet_cells_reader(title).map_err(damaged)
        })?;
        filler.fill(|| {
            let cell = guarded(&self.name, FORMAT, || cells.next_cell().map_err(damaged))?;
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
