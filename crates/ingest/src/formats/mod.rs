//! One file a format: bytes in, a table or a conversation out.

mod archive;
mod cues;
mod delimited;
mod dialect;
mod docx;
mod emphasis;
mod excel;
mod guard;
mod html_table;
mod json;
mod markdown;
mod ods;
mod odt;
mod open_document;
mod parquet;
mod plain_text;
mod repeats;
mod spreadsheet_ml;
mod sub_rip;
mod sub_viewer;
mod web_vtt;
mod workbook;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use crate::encoding::{decode, signature};
use crate::grid::Grid;
use crate::table::Table;
use crate::text_stream::{all_bytes, first_bytes};
use crate::transcript::Transcript;
use crate::{FileError, Input, Kind, Problem};
use delimited::Delimited;

/// A table as it stands in the file, headings included.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub grid: Grid,
    pub format: String,
    pub encoding: String,
    pub problems: Vec<Problem>,
    /// The names of the columns, if the format has them apart from the rows (JSON).
    pub keys: Option<Vec<String>>,
    /// Keys under which the tool says that people typed freely.
    pub typed: Vec<String>,
    /// Whether the format leaves out empty cells at the end of a row, so that a short row is
    /// nothing to report.
    pub padded: bool,
}

/// What a file holds.
pub(crate) enum Content<'a> {
    Table(Table<'a>),
    Conversation(Transcript),
}

/// Bytes that tell what a file without extension is, or whether text is a table.
const HEAD: usize = 64 << 10;

/// Opens a file by its extension or, without one, by its beginning. `rows` limits how many rows of
/// a table that has to stand in memory are read, for a preview.
pub(crate) fn open<'a>(
    name: &str,
    input: &'a dyn Input,
    kind: Option<Kind>,
    rows: Option<usize>,
) -> Result<Content<'a>, FileError> {
    let head = first_bytes(name, input, HEAD)?;
    if head.is_empty() {
        return Err(FileError::Empty {
            name: name.to_owned(),
        });
    }
    let bytes = || all_bytes(name, input);
    // What an office file holds shows in it, whatever it was called when it was saved.
    if head.starts_with(b"PK\x03\x04") {
        let bytes = bytes()?;
        if let Some(container) = archive::kind(&bytes) {
            return office_file(container, name, bytes, rows);
        }
    }
    if head.starts_with(xls::SIGNATURE) {
        return old_office_file(name, &bytes()?, rows);
    }
    let extension = extension(name);
    // What services call an Excel export may be a web page.
    if matches!(
        extension.as_str(),
        "xls" | "xlsx" | "csv" | "xml" | "html" | "htm" | "xhtml" | ""
    ) {
        if spreadsheet_ml::is_workbook(name, &head) {
            return spreadsheet_ml::read(name, &bytes()?, rows).map(Content::Table);
        }
        if html_table::is_page_with_table(name, &head) {
            return html_table::read(name, &bytes()?, rows).map(Content::Table);
        }
    }
    let tabular = kind.is_some_and(|kind| !kind.is_transcript());
    match extension.as_str() {
        // Many web pages offer text under the name of a workbook.
        "xls" | "xlsx" if is_text_table(name, &head) => delimited(name, input),
        "csv" | "tsv" | "txt" | "text" | "log" if is_json(&head) => json(name, input, &head, rows),
        "json" | "jsonl" | "ndjson" if !may_be_json(&head) && is_text_table(name, &head) => {
            delimited(name, input)
        }
        "csv" | "tsv" | "tab" | "psv" | "ssv" => delimited(name, input),
        "xlsx" | "xlsm" | "xltx" | "xltm" | "xls" | "xlsb" => {
            xlsx::read(name, bytes()?, rows).map(Content::Table)
        }
        "ods" | "ots" => ods::read(name, &bytes()?, rows).map(Content::Table),
        "json" => json(name, input, &head, rows),
        "jsonl" | "ndjson" => json::read_lines(name, input).map(Content::Table),
        "parquet" | "pq" => parquet::read(name, bytes()?).map(Content::Table),
        "md" | "markdown" | "mdown" => markdown::read(name, &bytes()?).map(Content::Conversation),
        "docx" | "docm" => docx::read(name, &bytes()?).map(Content::Conversation),
        "odt" | "ott" => odt::read(name, &bytes()?).map(Content::Conversation),
        "vtt" => web_vtt::read(name, &bytes()?).map(Content::Conversation),
        "srt" => sub_rip::read(name, &bytes()?).map(Content::Conversation),
        "sbv" => sub_viewer::read(name, &bytes()?).map(Content::Conversation),
        "txt" | "text" | "log" | "lrc" => text(name, input, &head, tabular),
        "" => unnamed(name, input, &head, tabular, rows),
        _ if is_json(&head) => json(name, input, &head, rows),
        other => Err(FileError::Unsupported {
            name: name.to_owned(),
            what: match other {
                "doc" | "rtf" | "pages" => {
                    format!("a .{other} document (save it as .docx or .txt)")
                }
                "numbers" => format!("a .{other} spreadsheet (save it as .xlsx or .csv)"),
                "zip" | "gz" | "bz2" | "xz" | "7z" | "rar" | "tar" | "tgz" => {
                    format!("a .{other} archive (unpack it first)")
                }
                _ => format!("a .{other} file"),
            },
        }),
    }
}

/// Whether a file that is called a workbook is text with a delimiter.
fn is_text_table(name: &str, head: &[u8]) -> bool {
    let start = head.iter().find(|b| !b.is_ascii_whitespace());
    let is_markup = start == Some(&b'<');
    !is_markup
        && signature(head).is_none()
        && decode(name, head).is_ok_and(|head| {
            let mut lines = head.text.lines().filter(|line| !line.trim().is_empty());
            lines.any(|line| line.contains(['\t', ',', ';', '|'])) && lines.next().is_some()
        })
}

/// Whether a file that is called a table or text begins as JSON with objects does.
fn is_json(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let mut signs = head.iter().filter(|b| !b.is_ascii_whitespace());
    match signs.next() {
        Some(b'[') => signs.next() == Some(&b'{'),
        Some(b'{') => signs.next() == Some(&b'"'),
        _ => false,
    }
}

/// Whether any JSON begins so, in any encoding: words are in quotation marks.
fn may_be_json(head: &[u8]) -> bool {
    let mut signs = head
        .iter()
        .filter(|b| b.is_ascii() && !b.is_ascii_whitespace() && **b != 0);
    signs
        .next()
        .is_none_or(|sign| !sign.is_ascii_alphanumeric())
}

fn office_file(
    container: archive::Container,
    name: &str,
    bytes: Vec<u8>,
    rows: Option<usize>,
) -> Result<Content<'static>, FileError> {
    match container {
        archive::Container::Workbook => xlsx::read(name, bytes, rows).map(Content::Table),
        archive::Container::BinaryWorkbook => xlsb::read(name, bytes, rows).map(Content::Table),
        archive::Container::OpenSpreadsheet => ods::read(name, &bytes, rows).map(Content::Table),
        archive::Container::Document => docx::read(name, &bytes).map(Content::Conversation),
        archive::Container::OpenText => odt::read(name, &bytes).map(Content::Conversation),
    }
}

/// Files of Office before 2007, whatever they are called.
fn old_office_file(
    name: &str,
    bytes: &[u8],
    rows: Option<usize>,
) -> Result<Content<'static>, FileError> {
    let name = name.to_owned();
    let unsupported = |what: &str| FileError::Unsupported {
        name: name.clone(),
        what: what.to_owned(),
    };
    match xls::look(&name, bytes)? {
        xls::Held::Workbook(records) => {
            xls::read(&name, records, bytes.len(), rows).map(Content::Table)
        }
        xls::Held::Encrypted => Err(FileError::Protected { name }),
        xls::Held::Document => Err(unsupported(
            "an old Word document (save it as .docx or .txt)",
        )),
        xls::Held::Other => Err(unsupported("an old Office file without a workbook in it")),
    }
}

/// Whether a file is read row by row, so that its beginning can be read alone.
pub(crate) fn is_streamed(name: &str, head: &[u8]) -> bool {
    match extension(name).as_str() {
        "csv" | "tsv" | "tab" | "psv" | "ssv" | "jsonl" | "ndjson" => true,
        "json" => json::is_lines(head),
        _ => false,
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

fn delimited<'a>(name: &str, input: &'a dyn Input) -> Result<Content<'a>, FileError> {
    Ok(Content::Table(Delimited::open(name, input)?.table()?))
}

fn json<'a>(
    name: &str,
    input: &'a dyn Input,
    head: &[u8],
    rows: Option<usize>,
) -> Result<Content<'a>, FileError> {
    if json::is_lines(head) {
        return json::read_lines(name, input).map(Content::Table);
    }
    json::open(name, input, rows)
}

/// Plain text is a conversation unless it is plainly a table.
fn text<'a>(
    name: &str,
    input: &'a dyn Input,
    head: &[u8],
    tabular: bool,
) -> Result<Content<'a>, FileError> {
    if tabular || plain_text::is_table(name, head)? {
        return delimited(name, input);
    }
    match plain_text::captions(name, head)? {
        Some(plain_text::Captions::WebVtt) => {
            return web_vtt::read(name, &all_bytes(name, input)?).map(Content::Conversation);
        }
        Some(plain_text::Captions::SubRip) => {
            return sub_rip::read(name, &all_bytes(name, input)?).map(Content::Conversation);
        }
        None => {}
    }
    plain_text::read(name, &all_bytes(name, input)?).map(Content::Conversation)
}

fn unnamed<'a>(
    name: &str,
    input: &'a dyn Input,
    head: &[u8],
    tabular: bool,
    rows: Option<usize>,
) -> Result<Content<'a>, FileError> {
    if head.starts_with(b"PAR1") {
        return parquet::read(name, all_bytes(name, input)?).map(Content::Table);
    }
    if let Some((looks_like, _)) = signature(head) {
        let bytes = all_bytes(name, input)?;
        return match archive::kind(&bytes) {
            Some(container) => office_file(container, name, bytes, rows),
            None => Err(FileError::Unsupported {
                name: name.to_owned(),
                what: looks_like.to_owned(),
            }),
        };
    }
    let start = head
        .iter()
        .position(|b| !b.is_ascii_whitespace())
        .unwrap_or(0);
    match &head[start..] {
        [b'{' | b'[', ..] => json(name, input, head, rows),
        rest if rest.starts_with(b"WEBVTT") => {
            web_vtt::read(name, &all_bytes(name, input)?).map(Content::Conversation)
        }
        _ => text(name, input, head, tabular),
    }
}
