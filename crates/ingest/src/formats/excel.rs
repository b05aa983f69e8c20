//! Excel workbooks in a ZIP container, in XML or in binary parts, through calamine.

use std::io::Cursor;
use std::sync::{Mutex, MutexGuard, PoisonError};

use calamine::{Reader, open_workbook_from_rs};

use super::guard::guarded;
use super::workbook::{self, Filler, Workbook};
use crate::FileError;
use crate::table::Table;

/// What such a file is called in messages.
pub(super) const FORMAT: &str = "an Excel workbook";

/// The bytes of a file, which calamine moves about in.
pub(super) type Bytes = Cursor<Vec<u8>>;

/// What calamine reads one of the formats with.
pub(super) trait Excel: Reader<Bytes> + Send + 'static {
    /// Hands over the cells of a sheet until `filler` has enough.
    fn fill(
        &mut self,
        name: &str,
        title: &str,
        filler: &mut Filler<'_, '_>,
    ) -> Result<(), FileError>;

    /// Why it could not read on.
    fn refusal(name: &str, error: Self::Error) -> FileError;
}

/// Reads the sheet that matters.
pub(super) fn read<R: Excel>(
    name: &str,
    format: &str,
    bytes: Vec<u8>,
    rows: Option<usize>,
) -> Result<Table<'static>, FileError> {
    let size = bytes.len();
    let reader: R = guarded(name, FORMAT, || {
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| R::refusal(name, error))
    })?;
    let book = Book {
        name: name.to_owned(),
        reader: Mutex::new(reader),
    };
    workbook::read(name, format, book, size, rows)
}

struct Book<R> {
    name: String,
    reader: Mutex<R>,
}

impl<R> Book<R> {
    fn reader(&self) -> MutexGuard<'_, R> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R: Excel> Workbook for Book<R> {
    fn sheets(&self) -> Vec<(String, bool)> {
        use calamine::SheetVisible::Visible;
        let reader = self.reader();
        let sheets = reader.sheets_metadata().iter();
        sheets
            .map(|sheet| (sheet.name.clone(), sheet.visible == Visible))
            .collect()
    }

    fn cells(&self, title: &str, filler: &mut Filler<'_, '_>) -> Result<(), FileError> {
        self.reader().fill(&self.name, title, filler)
    }
}
