//! Excel workbooks in binary parts (.xlsb), through calamine.

use calamine::{Xlsb, XlsbError};

use super::excel::{self, Bytes, Excel, FORMAT};
use super::guard::guarded;
use super::workbook::Filler;
use super::{archive, workbook};
use crate::FileError;
use crate::table::Table;

/// Reads the sheet that matters.
pub(super) fn read(
    name: &str,
    bytes: Vec<u8>,
    rows: Option<usize>,
) -> Result<Table<'static>, FileError> {
    archive::check(name, FORMAT, &bytes)?;
    check_shared_words(name, &bytes)?;
    excel::read::<Xlsb<Bytes>>(name, "XLSB", bytes, rows)
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

impl Excel for Xlsb<Bytes> {
    fn fill(
        &mut self,
        name: &str,
        title: &str,
        filler: &mut Filler<'_, '_>,
    ) -> Result<(), FileError> {
        let failed = |error| Self::refusal(name, error);
        let mut cells = guarded(name, FORMAT, || {
            self.worksheet_cells_reader(title).map_err(failed)
        })?;
        filler.fill(|| {
            let cell = guarded(name, FORMAT, || cells.next_cell().map_err(failed))?;
            Ok(cell.map(|cell| (cell.get_position(), cell.get_value().clone().into())))
        })
    }

    fn refusal(name: &str, error: XlsbError) -> FileError {
        match error {
            XlsbError::Password => FileError::Protected {
                name: name.to_owned(),
            },
            error => workbook::damaged(name, FORMAT, &error),
        }
    }
}
