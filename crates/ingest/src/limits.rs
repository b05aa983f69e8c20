//! How much of a file is believed. Everything beyond is refused with a sentence.

/// Bytes of a file that are read at all: 1 GiB.
pub const FILE_BYTES: usize = 1 << 30;

/// Bytes of one cell, field or paragraph: 16 MiB. A longer one rejects its row.
pub const CELL_BYTES: usize = 16 << 20;

/// Columns of a table, as in a spreadsheet: 16,384. A longer row is rejected.
pub const COLUMNS: usize = 16_384;

/// Cells of a whole table, filled or not.
pub const CELLS: usize = 64_000_000;

/// How deep JSON may be nested.
pub const JSON_DEPTH: usize = 64;

/// Bytes that all parts of a ZIP container (XLSX, DOCX) may expand to: 512 MiB.
pub const ZIP_EXPANDED_BYTES: u64 = 512 << 20;

/// Files inside a ZIP container.
pub const ZIP_ENTRIES: usize = 10_000;

/// Repairs of one sort that are listed row by row; the rest are counted in one line.
/// Rejected rows are always listed one by one.
pub const REPAIRS_LISTED: usize = 1_000;

/// Rows that are looked at to guess what a column is for.
pub(crate) const ROWS_PROFILED: usize = 2_000;

/// Rows read of a large file to show a preview.
pub(crate) const ROWS_PREVIEWED: usize = 1_000;

/// Bytes decoded of a large text file to show a preview: 1 MiB.
pub(crate) const BYTES_PREVIEWED: usize = 1 << 20;
