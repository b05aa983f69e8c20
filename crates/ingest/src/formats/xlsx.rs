//! Excel workbooks of 2007 and later, through calamine.

use std::io::Cursor;
use std::sync::{Mutex, MutexGuard, PoisonError};

use calamine::{Reader, Xlsx, XlsxError, open_workbook_from_rs};

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
    workbook::read(name, "XLSX", excel, size, rows)
}

/// A workbook says how many words its cells share, and room is made for as many: no more than the
/// part that lists them can hold.
fn check_shared_words(name: &str, bytes: &[u8]) -> Result<(), FileError> {
    let is_list = |path: &str| path.to_lowercase().ends_with("sharedstrings.xml");
    for (head, size) in archive::beginnings(bytes, is_list) {
        for (at, attribute) in head.match_indices("uniqueCount") {
            let digits = head[at + attribute.len()..]
                .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''));
            let end = digits.find(|c: char| !c.is_ascii_digit());
            let count = &digits[..end.unwrap_or(digits.len())];
            let too_many = count.parse::<u64>().map_or(count.len() > 18, |n| n > size);
            if too_many {
                return Err(workbook::damaged(
                    name,
                    FORMAT,
                    &"it claims to share more words than it holds",
                ));
            }
        }
    }
    Ok(())
}

struct Excel {
    name: String,
    /// Going through a sheet moves about in the file.
    reader: Mutex<Xlsx<Cursor<Vec<u8>>>>,
}

impl Excel {
    fn reader(&self) -> MutexGuard<'_, Xlsx<Cursor<Vec<u8>>>> {
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

fn refusal(name: &str, error: XlsxError) -> FileError {
    match error {
        XlsxError::Password => FileError::Protected {
            name: name.to_owned(),
        },
        error => workbook::damaged(name, FORMAT, &error),
    }
}
