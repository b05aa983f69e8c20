//! A whole file, or the beginning of one.

use crate::columns::{Layout, find_headings, plan, resolve};
use crate::formats::{Content, Sheet, open};
use crate::records::build;
use crate::transcript::{Conversation, assemble};
use crate::{FileError, Kind, Options, Preview, Reading, Record, Role, limits};

/// Reads a whole file. `name` is its file name: the extension decides the format, and messages
/// repeat it.
///
/// # Errors
/// If the file cannot be read at all, is beyond one of [`limits`], or does not fit `options`.
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Reading, FileError> {
    match open(name, bytes, options.kind, None)? {
        Content::Table(sheet) => {
            let layout = headings(name, &sheet)?;
            let plan = plan(name, &sheet, &layout, options)?;
            let built = build(name, &sheet, &layout, &plan)?;
            let problems = [
                sheet.problems,
                layout.problems,
                plan.problems,
                built.problems,
            ]
            .concat();
            let kind_reason = if built.remark.is_empty() {
                plan.kind_reason
            } else {
                format!("{}; {}", plan.kind_reason, built.remark)
            };
            Ok(Reading {
                kind: plan.kind,
                kind_reason,
                format: sheet.format,
                encoding: sheet.encoding,
                columns: plan.columns,
                header_rows: layout.header_rows,
                date_order: plan.dates.stated(),
                rows: built.rows,
                records: built.records,
                problems,
            })
        }
        Content::Conversation(transcript) => {
            let kind = transcript_kind(name, options.kind, &transcript.format)?;
            let (format, encoding) = (transcript.format.clone(), transcript.encoding.clone());
            let Conversation {
                kind,
                reason,
                feedback,
                problems,
            } = assemble(name, kind, transcript)?;
            Ok(Reading {
                kind,
                kind_reason: reason,
                format,
                encoding,
                columns: Vec::new(),
                header_rows: 0,
                date_order: None,
                rows: 1,
                records: vec![Record::Feedback(feedback)],
                problems,
            })
        }
    }
}

/// Looks at the beginning of a file: what would be read, and how. Cheap on large tables; what it
/// says about a column may change when the whole file is read.
///
/// # Errors
/// As [`read`].
pub fn preview(name: &str, bytes: &[u8], options: &Options) -> Result<Preview, FileError> {
    const SHOWN: usize = 5;
    match open(name, bytes, options.kind, Some(limits::ROWS_PREVIEWED))? {
        Content::Table(sheet) => {
            let layout = headings(name, &sheet)?;
            let plan = plan(name, &sheet, &layout, options)?;
            let first_rows = layout
                .data
                .clone()
                .map(|index| sheet.grid.row(index))
                .filter(|row| !row.is_blank())
                .take(SHOWN)
                .map(|row| {
                    (0..layout.names.len())
                        .map(|column| row.get(column).trim().to_owned())
                        .collect()
                })
                .collect();
            Ok(Preview {
                kind: plan.kind,
                kind_reason: plan.kind_reason,
                format: sheet.format,
                encoding: sheet.encoding,
                columns: plan.columns,
                header_rows: layout.header_rows,
                date_order: plan.dates.stated(),
                first_rows,
                problems: [sheet.problems, layout.problems, plan.problems].concat(),
            })
        }
        Content::Conversation(transcript) => {
            let kind = transcript_kind(name, options.kind, &transcript.format)?;
            let (format, encoding) = (transcript.format.clone(), transcript.encoding.clone());
            let Conversation {
                kind,
                reason,
                feedback,
                problems,
            } = assemble(name, kind, transcript)?;
            let first_rows = feedback
                .turns
                .iter()
                .take(SHOWN)
                .map(|turn| {
                    vec![
                        turn.speaker.clone().unwrap_or_default(),
                        feedback.text[turn.start..turn.end].to_owned(),
                    ]
                })
                .collect();
            Ok(Preview {
                kind,
                kind_reason: reason,
                format,
                encoding,
                columns: Vec::new(),
                header_rows: 0,
                date_order: None,
                first_rows,
                problems,
            })
        }
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
    let sheet = match open(name, bytes, Some(Kind::Survey), None)? {
        Content::Table(sheet) => sheet,
        Content::Conversation(_) => {
            return Err(FileError::Unsupported {
                name: name.to_owned(),
                what: "a conversation, not a table of texts and labels".to_owned(),
            });
        }
    };
    let layout = headings(name, &sheet)?;
    let wanted = [
        (Role::Text, text.to_owned()),
        (Role::Segment, label.to_owned()),
    ];
    let columns = resolve(name, &layout, &wanted)?;
    let (text, label) = (columns[0].1, columns[1].1);
    let cells = layout.data.clone().map(|index| {
        let row = sheet.grid.row(index);
        (
            row.get(text).trim().to_owned(),
            row.get(label).trim().to_owned(),
        )
    });
    Ok(cells
        .filter(|(text, label)| !text.is_empty() && !label.is_empty())
        .collect())
}

/// Where the headings are; a table must have a row beneath them.
fn headings(name: &str, sheet: &Sheet) -> Result<Layout, FileError> {
    let layout = find_headings(sheet);
    let has_data = layout
        .data
        .clone()
        .any(|index| !sheet.grid.row(index).is_blank());
    // Rows that were all rejected are told in the problems, not here.
    if !has_data && sheet.problems.iter().all(|problem| problem.row.is_none()) {
        let name = name.to_owned();
        return Err(if layout.names.is_empty() || sheet.keys.is_some() {
            FileError::Empty { name }
        } else {
            FileError::HeadingsOnly { name }
        });
    }
    Ok(layout)
}

/// A conversation can be a survey's or ticket's long answer, but no table of customers or events.
fn transcript_kind(
    name: &str,
    kind: Option<Kind>,
    format: &str,
) -> Result<Option<Kind>, FileError> {
    match kind {
        Some(kind) if !kind.is_feedback() => {
            let article = if format.starts_with(['a', 'e', 'i', 'o', 'u']) {
                "an"
            } else {
                "a"
            };
            Err(FileError::WrongKind {
                name: name.to_owned(),
                format: format!("{article} {format} file"),
                kind,
            })
        }
        kind => Ok(kind),
    }
}
