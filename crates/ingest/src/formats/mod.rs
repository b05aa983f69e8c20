//! One file a format: bytes in, a table or a conversation out.

mod archive;
mod cues;
mod delimited;
mod dialect;
mod docx;
mod json;
mod markdown;
mod ods;
mod odt;
mod open_document;
mod plain_text;
mod sub_rip;
mod web_vtt;
mod workbook;
mod xlsx;
mod xml;

use crate::encoding::signature;
use crate::grid::Grid;
use crate::transcript::Transcript;
use crate::{FileError, Kind, Problem};

/// A table as it stands in the file, headings included.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub grid: Grid,
    pub format: String,
    pub encoding: String,
    pub problems: Vec<Problem>,
    /// The names of the columns, if the format has them apart from the rows (JSON).
    pub keys: Option<Vec<String>>,
    /// Whether the format leaves out empty cells at the end of a row, so that a short row is
    /// nothing to report.
    pub padded: bool,
}

/// What a file holds.
#[derive(Debug)]
pub(crate) enum Content {
    Table(Sheet),
    Conversation(Transcript),
}

/// Opens a file by its extension or, without one, by its beginning. `rows` limits how many rows of
/// a table are read, for a preview.
pub(crate) fn open(
    name: &str,
    bytes: &[u8],
    kind: Option<Kind>,
    rows: Option<usize>,
) -> Result<Content, FileError> {
    if bytes.len() > crate::limits::FILE_BYTES {
        return Err(FileError::BeyondLimit {
            name: name.to_owned(),
            what: format!("it has {} MiB", bytes.len() >> 20),
            limit: format!("{} MiB", crate::limits::FILE_BYTES >> 20),
        });
    }
    if bytes.is_empty() {
        return Err(FileError::Empty {
            name: name.to_owned(),
        });
    }
    let extension = extension(name);
    let tabular = kind.is_some_and(|kind| !kind.is_transcript());
    match extension.as_str() {
        "csv" | "tsv" | "tab" | "psv" | "ssv" => {
            delimited::read(name, bytes, rows).map(Content::Table)
        }
        "xlsx" | "xlsm" | "xltx" | "xltm" => xlsx::read(name, bytes, rows).map(Content::Table),
        "xls" if bytes.starts_with(b"PK") => unnamed(name, bytes, tabular, rows),
        "ods" | "ots" => ods::read(name, bytes, rows).map(Content::Table),
        "json" => json::read(name, bytes, rows).map(Content::Table),
        "jsonl" | "ndjson" => json::read_lines(name, bytes, rows).map(Content::Table),
        "md" | "markdown" | "mdown" => markdown::read(name, bytes).map(Content::Conversation),
        "docx" | "docm" => docx::read(name, bytes).map(Content::Conversation),
        "odt" | "ott" => odt::read(name, bytes).map(Content::Conversation),
        "vtt" => web_vtt::read(name, bytes).map(Content::Conversation),
        "srt" => sub_rip::read(name, bytes).map(Content::Conversation),
        "txt" | "text" | "log" => text(name, bytes, tabular, rows),
        "" => unnamed(name, bytes, tabular, rows),
        other => Err(FileError::Unsupported {
            name: name.to_owned(),
            what: match other {
                "xls" | "xlsb" => {
                    format!("an Excel file of another kind (.{other}; save it as .xlsx)")
                }
                "doc" | "rtf" | "pages" => {
                    format!("a .{other} document (save it as .docx or .txt)")
                }
                "numbers" => format!("a .{other} spreadsheet (save it as .xlsx or .csv)"),
                "zip" | "gz" | "bz2" | "xz" | "7z" | "rar" | "tar" => {
                    format!("a .{other} archive (unpack it first)")
                }
                _ => format!("a .{other} file"),
            },
        }),
    }
}

/// The extension in lower case, without its point.
pub(crate) fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
        _ => String::new(),
    }
}

/// The name without folders and extension.
pub(crate) fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file,
    }
}

/// Plain text is a conversation unless it is plainly a table.
fn text(
    name: &str,
    bytes: &[u8],
    tabular: bool,
    rows: Option<usize>,
) -> Result<Content, FileError> {
    if tabular || plain_text::is_table(name, bytes)? {
        return delimited::read(name, bytes, rows).map(Content::Table);
    }
    plain_text::read(name, bytes).map(Content::Conversation)
}

fn unnamed(
    name: &str,
    bytes: &[u8],
    tabular: bool,
    rows: Option<usize>,
) -> Result<Content, FileError> {
    if let Some((looks_like, _)) = signature(bytes) {
        return match archive::kind(bytes) {
            Some(archive::Container::Workbook) => xlsx::read(name, bytes, rows).map(Content::Table),
            Some(archive::Container::OpenSpreadsheet) => {
                ods::read(name, bytes, rows).map(Content::Table)
            }
            Some(archive::Container::Document) => {
                docx::read(name, bytes).map(Content::Conversation)
            }
            Some(archive::Container::OpenText) => odt::read(name, bytes).map(Content::Conversation),
            None => Err(FileError::Unsupported {
                name: name.to_owned(),
                what: looks_like.to_owned(),
            }),
        };
    }
    let start = bytes
        .iter()
        .position(|b| !b.is_ascii_whitespace())
        .unwrap_or(0);
    match &bytes[start..] {
        [b'{' | b'[', ..] => json::read(name, bytes, rows).map(Content::Table),
        rest if rest.starts_with(b"WEBVTT") => {
            web_vtt::read(name, bytes).map(Content::Conversation)
        }
        _ => text(name, bytes, tabular, rows),
    }
}
