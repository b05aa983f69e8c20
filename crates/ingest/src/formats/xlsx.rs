//! Excel workbooks of 2007 and later, through calamine.

use calamine::{Xlsx, XlsxError};

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
    excel::read::<Xlsx<Bytes>>(name, "XLSX", bytes, rows)
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

impl Excel for Xlsx<Bytes> {
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

    fn refusal(name: &str, error: XlsxError) -> FileError {
        match error {
            XlsxError::Password => FileError::Protected {
                name: name.to_owned(),
            },
            error => workbook::damaged(name, FORMAT, &error),
        }
    }
}
