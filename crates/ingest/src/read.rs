//! A whole file at once, or the beginning of one.

use crate::columns::resolve;
use crate::formats::is_streamed;
use crate::text_stream::first_bytes;
use crate::{FileError, Input, Kind, Opened, Options, Preview, Reading, Role, limits};

/// Reads a whole file into memory. `name` is its file name: the extension decides the format, and
/// messages repeat it.
///
/// # Errors
/// If the file cannot be read at all, is beyond one of [`limits`], or does not fit `options`.
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Reading, FileError> {
    let opened = Opened::open(name, &bytes, options.kind)?;
    let outline = opened.outline(options)?;
    let mut records = Vec::new();
    let mut problems = outline.problems.clone();
    let summary = opened.read(&outline, |mut batch| {
        records.append(&mut batch.records);
        problems.append(&mut batch.problems);
        Ok::<_, FileError>(())
    })?;
    let kind_reason = if summary.remark.is_empty() {
        outline.kind_reason
    } else {
        format!("{}; {}", outline.kind_reason, summary.remark)
    };
    Ok(Reading {
        kind: outline.kind,
        kind_reason,
        format: outline.format,
        encoding: outline.encoding,
        columns: outline.columns,
        header_rows: outline.header_rows,
        date_order: outline.date_order,
        rows: summary.rows as usize,
        records,
        problems,
    })
}

/// Looks at the beginning of a file: what would be read, and how. Cheap on large tables; what it
/// says about a column may change when the whole file is read.
///
/// # Errors
/// As [`read`].
pub fn preview(name: &str, input: &dyn Input, options: &Options) -> Result<Preview, FileError> {
    const SHOWN: usize = 5;
    let mut head = first_bytes(name, input, limits::BYTES_PREVIEWED)?;
    let cut = input.size() > head.len() as u64 && is_streamed(name, &head);
    cut_to_lines(&mut head);
    let input: &dyn Input = if cut { &head } else { input };
    let rows = Some(limits::ROWS_PREVIEWED);
    let opened = Opened::beginning(name, input, options.kind, rows)?;
    let outline = opened.outline(options)?;
    Ok(Preview {
        first_rows: opened.first_rows(&outline, SHOWN),
        kind: outline.kind,
        kind_reason: outline.kind_reason,
        format: outline.format,
        encoding: outline.encoding,
        columns: outline.columns,
        header_rows: outline.header_rows,
        date_order: outline.date_order,
        problems: outline.problems,
    })
}

/// Takes off what stands behind the last line end.
fn cut_to_lines(bytes: &mut Vec<u8>) {
    if let Some(at) = bytes.iter().rposition(|&b| b == b'\n' || b == b'\r') {
        // UTF-16 ends a line with two bytes.
        let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
        let end = at + 1;
        bytes.truncate(if wide { end + end % 2 } else { end });
    }
}

/// The cells of two columns, row by row, as they stand: what scoring themes against a person's
/// labels needs. Rows without a text or a label are left out.
///
/// # Errors
/// As [`read`]; also if the file is no table, or has no such column.
pub fn read_labelled(
    name: &str,
    bytes: &[u8],
    text: &str,
    label: &str,
) -> Result<Vec<(String, String)>, FileError> {
    let opened = Opened::open(name, &bytes, Some(Kind::Survey))?;
    let Some(table) = opened.table() else {
        return Err(FileError::Unsupported {
            name: name.to_owned(),
            what: "a conversation, not a table of texts and labels".to_owned(),
        });
    };
    let wanted = [
        (Role::Text, text.to_owned()),
        (Role::Segment, label.to_owned()),
    ];
    let columns = resolve(name, &table.layout, &wanted)?;
    let (text, label) = (columns[0].1, columns[1].1);
    let mut cells = Vec::new();
    table.each_row(|row| {
        let (text, label) = (row.get(text).trim(), row.get(label).trim());
        if !text.is_empty() && !label.is_empty() {
            cells.push((text.to_owned(), label.to_owned()));
        }
    })?;
    Ok(cells)
}
