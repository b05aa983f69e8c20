//! How much of a file is believed. Everything beyond is refused with a sentence.

/// Bytes of a file that has to stand in memory as a whole: 1 GiB. CSV, JSON Lines and lists in JSON are
/// read row by row and may be larger.
pub const FILE_BYTES: usize = 1 << 30;

/// Bytes of a JSON document whose records are neither in one list nor each under a key, so that it has
/// to stand in memory as a whole: 128 MiB, of which its values may take sixteen times as much.
pub const DOCUMENT_BYTES: u64 = 128 << 20;

/// Bytes of one cell, field or paragraph: 16 MiB. A longer one rejects its row.
pub const CELL_BYTES: usize = 16 << 20;

/// Bytes of a row of a table or a line of JSON Lines: 32 MiB. A longer one is rejected.
pub const ROW_BYTES: usize = 32 << 20;

/// Columns of a table, as in a spreadsheet: 16,384. A longer row is rejected.
pub const COLUMNS: usize = 16_384;

/// Cells of a table that stands in memory as a whole, filled or not.
pub const CELLS: usize = 64_000_000;

/// How deep JSON may be nested.
pub const JSON_DEPTH: usize = 64;

/// Bytes that all parts of a ZIP container (XLSX, DOCX) may expand to: 512 MiB.
pub const ZIP_EXPANDED_BYTES: u64 = 512 << 20;

/// Bytes that the cells of a workbook's sheet may always have: 64 MiB. Words that many cells share
/// are stored once, so that a small file may claim any number of them.
pub const SHEET_BYTES: usize = 64 << 20;

/// How many times a workbook's size the cells of a sheet may have beyond that.
pub const SHEET_EXPANSION: usize = 100;

/// Rows of a workbook's sheet, as many as LibreOffice has at most: 16,777,216.
pub const SHEET_ROWS: u32 = 1 << 24;

/// Files inside a ZIP container.
pub const ZIP_ENTRIES: usize = 10_000;

/// Repairs of one sort that are listed row by row; the rest are counted in one line.
/// Rejected rows are always listed one by one.
pub const REPAIRS_LISTED: usize = 1_000;

/// Rows that are looked at to guess what a column is for.
pub(crate) const ROWS_PROFILED: usize = 2_000;

/// Rows of a large file that stand for all of it, at most, and their bytes: 16 MiB.
pub(crate) const SAMPLE_ROWS: usize = 4_000;
pub(crate) const SAMPLE_CELLS: usize = 4 << 20;
pub(crate) const SAMPLE_BYTES: usize = 16 << 20;

/// Bytes of a cell that are looked at in the sample: 64 KiB.
pub(crate) const SAMPLE_CELL_BYTES: usize = 64 << 10;

/// Rows read of a large file to show a preview.
pub(crate) const ROWS_PREVIEWED: usize = 1_000;

/// Bytes decoded of a large text file to show a preview: 1 MiB.
pub(crate) const BYTES_PREVIEWED: usize = 1 << 20;
