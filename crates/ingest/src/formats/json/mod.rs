//! JSON: a list of objects, wrapped or not, or one object a line.

mod lenient;
mod lines;
mod lists;
mod scanner;
mod sideloads;
mod speech;
mod stream;
mod table;
mod tools;

use serde_json::Value;

pub(super) use lines::read as read_lines;

use super::Content;
use crate::encoding::{Decoded, decode};
use crate::table::Table;
use crate::text_stream::all_bytes;
use crate::{FileError, Input, limits};
pub(super) use table::Flattener;

/// Opens a JSON file: a large one is read record by record where it can be.
pub(super) fn open<'a>(
    name: &str,
    input: &'a dyn Input,
    rows: Option<usize>,
) -> Result<Content<'a>, FileError> {
    if input.size() >= stream::LARGE
        && let Some(table) = stream::read(name, input, rows)?
    {
        return Ok(Content::Table(table));
    }
    if input.size() > limits::DOCUMENT_BYTES {
        return Err(FileError::BeyondLimit {
            name: name.to_owned(),
            what: format!(
                "it is one JSON document of {} MiB without a list of records that could be read one by one",
                input.size() >> 20
            ),
            limit: format!("{} MiB", limits::DOCUMENT_BYTES >> 20),
        });
    }
    read(name, &all_bytes(name, input)?, rows)
}

/// Reads a JSON document: an array of objects; an object with such an array in it; an object of objects
/// by key; a table written by columns; or a single object. Nested objects become columns with
/// dotted names, lists are joined. What a service made of speech is a conversation.
fn read(name: &str, bytes: &[u8], rows: Option<usize>) -> Result<Content<'static>, FileError> {
    let decoded = decode(name, bytes)?;
    check_depth(name, &decoded.text)?;
    document(name, &decoded, &decoded.text, rows).or_else(|error| {
        let Some(mended) = lenient::mended(&decoded.text) else {
            return Err(error);
        };
        let mut content = document(name, &decoded, &mended.text, rows).map_err(|_| error)?;
        let problems = match &mut content {
            Content::Table(table) => &mut table.sheet.problems,
            Content::Conversation(transcript) => &mut transcript.problems,
        };
        problems.extend(mended.problems(None));
        Ok(content)
    })
}

/// `text` is that of the file, or a mended one.
fn document(
    name: &str,
    decoded: &Decoded<'_>,
    text: &str,
    rows: Option<usize>,
) -> Result<Content<'static>, FileError> {
    let (encoding, problems) = (decoded.encoding.clone(), decoded.problems.clone());
    let mut table = Flattener::new(name, rows);
    let format = if text.trim_start().starts_with('[') {
        table.read_array(text)?;
        "JSON; list".to_owned()
    } else {
        match serde_json::from_str::<Value>(text) {
            Ok(value) => match speech::conversation(&value) {
                Some(said) => {
                    let transcript = speech::transcript(said, encoding, problems);
                    return Ok(Content::Conversation(transcript));
                }
                None => table.read_value(value)?,
            },
            Err(error) => return Err(damaged(name, error.line() as u64, &error)),
        }
    };
    let sheet = table.into_sheet(format, encoding, problems)?;
    Ok(Content::Table(Table::held(sheet)))
}

/// Whether a file that is called JSON has an object a line: its first line is one, and another one
/// begins on the next.
pub(super) fn is_lines(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{feff}');
    let mut lines = head.lines().filter(|line| !line.trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else {
        return false;
    };
    second.trim_start().starts_with('{')
        && lenient::value(first, 1).is_ok_and(|(value, _)| value.is_object())
}

fn damaged(name: &str, line: u64, error: &serde_json::Error) -> FileError {
    FileError::Damaged {
        name: name.to_owned(),
        format: "JSON".to_owned(),
        detail: format!("line {line}, column {}: {}", error.column(), reason(error)),
    }
}

/// serde_json's words without the place, which is said apart.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

fn check_depth(name: &str, text: &str) -> Result<(), FileError> {
    if depth(text) > limits::JSON_DEPTH {
        return Err(FileError::BeyondLimit {
            name: name.to_owned(),
            what: "its JSON is nested too deeply".to_owned(),
            limit: format!("{} levels", limits::JSON_DEPTH),
        });
    }
    Ok(())
}

/// How deep the brackets go, without building anything.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0_usize, false, false);
    for byte in text.bytes() {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::Sheet;

    fn table(json: &str, rows: Option<usize>) -> Result<Sheet, FileError> {
        match read("x.json", json.as_bytes(), rows)? {
            Content::Table(table) => Ok(table.sheet),
            Content::Conversation(_) => panic!("{json} is a table"),
        }
    }

    fn check(json: &str, keys: &[&str], rows: &[&[&str]]) {
        let sheet = if is_lines(json.as_bytes()) {
            read_lines("x.json", &json.as_bytes()).unwrap().sheet
        } else {
            table(json, None).unwrap()
        };
        assert_eq!(sheet.keys.unwrap(), keys, "{json}");
        let found: Vec<Vec<&str>> = sheet
            .grid
            .rows()
            .map(|row| (0..keys.len()).map(|column| row.get(column)).collect())
            .collect();
        assert_eq!(found, rows, "{json}");
    }

    #[test]
    fn lists_in_their_wrappings() {
        let rows: &[&[&str]] = &[&["1", "slow"], &["2", "dear"]];
        let list = r#"[{"id": 1, "text": "slow"}, {"id": 2, "text": "dear"}]"#;
        check(list, &["id", "text"], rows);
        check(
            &format!(r#"{{"tickets": {list}, "count": 2, "next_page": null}}"#),
            &["id", "text"],
            rows,
        );
        check(
            &format!(r#"{{"data": {{"items": {list}}}}}"#),
            &["id", "text"],
            rows,
        );
        check(
            &format!(r#"{{"my_export": {list}}}"#),
            &["id", "text"],
            rows,
        );
        check(
            r#"{"id": {"0": 1, "1": 2}, "text": {"0": "slow", "1": "dear"}}"#,
            &["id", "text"],
            rows,
        );
        check(
            "{\"id\": 1, \"text\": \"slow\"}\n{\"id\": 2, \"text\": \"dear\"}\n",
            &["id", "text"],
            rows,
        );
        check(r#"["slow", "dear"]"#, &["text"], &[&["slow"], &["dear"]]);
        check(
            r#"{"a": {"x": 1}, "b": {"x": 2}, "c": {"x": 3}}"#,
            &["key", "x"],
            &[&["a", "1"], &["b", "2"], &["c", "3"]],
        );
    }

    #[test]
    fn nested_records_become_dotted_columns() {
        check(
            r#"[{"user": {"id": 7, "address": {"city": "Bonn"}}, "tags": ["a", "b"], "labels": [{"name": "x"}, {"name": "y"}], "closed": null, "open": true}]"#,
            &[
                "user.id",
                "user.address.city",
                "tags",
                "labels.name",
                "closed",
                "open",
            ],
            &[&["7", "Bonn", "a, b", "x, y", "", "true"]],
        );
        check(
            r#"{"subject": "Hi", "description": "Slow", "comments": [{"body": "a"}, {"body": "b"}]}"#,
            &["subject", "description", "comments.body"],
            &[&["Hi", "Slow", "a, b"]],
        );
    }

    #[test]
    fn a_bad_line_is_rejected_alone() {
        let sheet = read_lines("x.jsonl", &&b"{\"a\": 1}\nnot json\n\n{\"a\": 2}\n"[..])
            .unwrap()
            .sheet;
        assert_eq!(sheet.grid.len(), 2);
        assert_eq!(
            (sheet.problems[0].row, sheet.grid.row(1).number),
            (Some(2), 4)
        );
    }

    #[test]
    fn what_cannot_be_read_is_said_in_a_sentence() {
        let error = |json: &str| table(json, None).unwrap_err().to_string();
        assert!(error(&"[".repeat(100_000)).contains("nested too deeply"));
        assert!(
            error("[{\"a\": 1},").contains("line 1, column"),
            "{}",
            error("[{\"a\": 1},")
        );
        assert!(error("{\"a\": 1").contains("cannot be read as JSON"));
        assert!(error("[]").contains("is empty"));
        assert!(error("3").contains("single value"));
    }

    #[test]
    fn a_preview_reads_no_further_than_it_must() {
        let sheet = table(r#"[{"a": 1}, {"a": 2}, {"a": broken"#, Some(2)).unwrap();
        assert_eq!(sheet.grid.len(), 2);
    }
}
