//! JSON: a list of objects, wrapped or not, or one object a line.

use std::collections::HashMap;
use std::fmt;

use serde::Deserializer as _;
use serde::de::{SeqAccess, Visitor};
use serde_json::Value;

use super::Sheet;
use crate::encoding::decode;
use crate::grid::Grid;
use crate::{FileError, Problem, limits};

/// Keys under which services put their list.
const LISTS: &[&str] = &[
    "tickets",
    "conversations",
    "issues",
    "reviews",
    "responses",
    "submissions",
    "answers",
    "feedback",
    "comments",
    "events",
    "customers",
    "users",
    "contacts",
    "data",
    "results",
    "items",
    "records",
    "rows",
    "entries",
    "values",
    "value",
    "content",
    "list",
    "objects",
    "messages",
    "surveys",
    "hits",
    "documents",
];

/// Reads a JSON file: an array of objects; an object with such an array in it; an object of objects
/// by key; a table written by columns; or a single object. Nested objects become columns with
/// dotted names, lists are joined.
pub(super) fn read(name: &str, bytes: &[u8], rows: Option<usize>) -> Result<Sheet, FileError> {
    let decoded = decode(name, bytes)?;
    let text = decoded.text.as_ref();
    check_depth(name, text)?;
    let mut table = Table::new(name, rows);
    let format = if text.trim_start().starts_with('[') {
        table.read_array(text)?;
        "JSON; list".to_owned()
    } else {
        match serde_json::from_str::<Value>(text) {
            Ok(value) => table.read_value(value)?,
            Err(error) if first_line_is_object(text) && error.line() > 1 => {
                return lines(
                    name,
                    decoded.text.as_ref(),
                    decoded.encoding,
                    decoded.problems,
                    rows,
                );
            }
            Err(error) => return Err(damaged(name, &error)),
        }
    };
    table.into_sheet(format, decoded.encoding, decoded.problems)
}

/// Reads one JSON object a line. A line that is none is rejected alone.
pub(super) fn read_lines(
    name: &str,
    bytes: &[u8],
    rows: Option<usize>,
) -> Result<Sheet, FileError> {
    let decoded = decode(name, bytes)?;
    lines(
        name,
        decoded.text.as_ref(),
        decoded.encoding,
        decoded.problems,
        rows,
    )
}

fn lines(
    name: &str,
    text: &str,
    encoding: String,
    mut problems: Vec<Problem>,
    rows: Option<usize>,
) -> Result<Sheet, FileError> {
    let mut table = Table::new(name, rows);
    let mut fault = None;
    for (number, line) in (1_u64..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        if table.is_full() {
            break;
        }
        if line.len() > limits::CELL_BYTES || depth(line) > limits::JSON_DEPTH {
            problems.push(Problem::rejected(
                number,
                None,
                "the line is longer, or nested deeper, than can be read",
            ));
            continue;
        }
        match serde_json::from_str::<Value>(line) {
            Ok(value) => table.push(number, &value)?,
            Err(error) => {
                problems.push(Problem::rejected(
                    number,
                    None,
                    format!("the line is not valid JSON ({})", reason(&error)),
                ));
                fault = fault.or(Some(error));
            }
        }
    }
    match fault {
        Some(error) if table.grid.len() == 0 => Err(damaged(name, &error)),
        _ => table.into_sheet("JSON Lines".to_owned(), encoding, problems),
    }
}

fn first_line_is_object(text: &str) -> bool {
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    serde_json::from_str::<serde_json::Map<String, Value>>(line).is_ok()
}

fn damaged(name: &str, error: &serde_json::Error) -> FileError {
    FileError::Damaged {
        name: name.to_owned(),
        format: "JSON".to_owned(),
        detail: format!(
            "line {}, column {}: {}",
            error.line(),
            error.column(),
            reason(error)
        ),
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

/// The table that grows while objects are read.
struct Table<'n> {
    name: &'n str,
    grid: Grid,
    keys: Vec<String>,
    places: HashMap<String, usize>,
    limit: usize,
    /// The cells of the object at hand, by column; reused.
    cells: Vec<String>,
    error: Option<FileError>,
}

impl<'n> Table<'n> {
    fn new(name: &'n str, rows: Option<usize>) -> Self {
        Table {
            name,
            grid: Grid::default(),
            keys: Vec::new(),
            places: HashMap::new(),
            limit: rows.unwrap_or(usize::MAX),
            cells: Vec::new(),
            error: None,
        }
    }

    fn is_full(&self) -> bool {
        self.grid.len() >= self.limit
    }

    /// Reads a top-level array one element at a time, so that the whole tree never stands in memory.
    fn read_array(&mut self, text: &str) -> Result<(), FileError> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let result = deserializer
            .deserialize_seq(Elements(self))
            .and_then(|()| deserializer.end());
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        match result {
            Err(error) if !self.is_full() => Err(damaged(self.name, &error)),
            _ => Ok(()),
        }
    }

    /// Reads a top-level object; says which form it has.
    fn read_value(&mut self, value: Value) -> Result<String, FileError> {
        let Value::Object(object) = value else {
            return Err(FileError::Damaged {
                name: self.name.to_owned(),
                format: "JSON".to_owned(),
                detail: "it holds a single value, not a list of records".to_owned(),
            });
        };
        if let Some((path, list)) = find_list(&object, 2) {
            for (number, element) in (1..).zip(list) {
                self.push(number, element)?;
            }
            return Ok(format!("JSON; list “{path}”"));
        }
        if is_by_columns(&object) {
            self.read_columns(&object)?;
            return Ok("JSON; by columns".to_owned());
        }
        if object.len() > 2 && object.values().all(Value::is_object) {
            for (number, (key, element)) in (1..).zip(&object) {
                self.set("key", key)?;
                self.push(number, element)?;
            }
            return Ok("JSON; records by key".to_owned());
        }
        // A web hook sends the ticket or issue beside what happened to it.
        for key in ["ticket", "issue", "conversation", "discussion", "review"] {
            if let Some(record @ Value::Object(_)) = object.get(key)
                && !looks_like_record(&object)
            {
                self.push(1, record)?;
                return Ok(format!("JSON; one record “{key}”"));
            }
        }
        self.push(1, &Value::Object(object))?;
        Ok("JSON; one record".to_owned())
    }

    /// `{"column": {"0": …, "1": …}, …}`, as pandas writes it.
    fn read_columns(&mut self, object: &serde_json::Map<String, Value>) -> Result<(), FileError> {
        let rows = object
            .values()
            .next()
            .and_then(Value::as_object)
            .map_or(0, serde_json::Map::len);
        let columns: Vec<Vec<&Value>> = object
            .values()
            .map(|column| {
                column
                    .as_object()
                    .map_or_else(Vec::new, |c| c.values().collect())
            })
            .collect();
        for row in 0..rows {
            for (key, column) in object.keys().zip(&columns) {
                self.flatten(key, column[row])?;
            }
            self.end_row(row as u64 + 1)?;
        }
        Ok(())
    }

    /// Adds one record.
    fn push(&mut self, number: u64, element: &Value) -> Result<(), FileError> {
        match element {
            Value::Object(object) => {
                for (key, value) in object {
                    self.flatten(key, value)?;
                }
            }
            Value::Array(cells) => {
                for (index, cell) in cells.iter().enumerate() {
                    self.flatten(&crate::grid::letters(index), cell)?;
                }
            }
            scalar => self.flatten("text", scalar)?,
        }
        self.end_row(number)
    }

    fn flatten(&mut self, path: &str, value: &Value) -> Result<(), FileError> {
        match value {
            Value::Null => self.set(path, ""),
            Value::String(text) => self.set(path, text),
            Value::Bool(_) | Value::Number(_) => self.set(path, &value.to_string()),
            Value::Object(object) => {
                for (key, value) in object {
                    self.flatten(&format!("{path}.{key}"), value)?;
                }
                Ok(())
            }
            Value::Array(elements) => {
                for element in elements {
                    match element {
                        // Lists in lists have no names of their own.
                        Value::Array(_) => self.set(path, &element.to_string())?,
                        element => self.flatten(path, element)?,
                    }
                }
                Ok(())
            }
        }
    }

    /// Sets a cell of the record at hand, or adds to it when a list gives it several values.
    fn set(&mut self, path: &str, text: &str) -> Result<(), FileError> {
        let column = match self.places.get(path) {
            Some(&column) => column,
            None if self.keys.len() >= limits::COLUMNS => {
                return Err(FileError::BeyondLimit {
                    name: self.name.to_owned(),
                    what: "its records have too many different keys".to_owned(),
                    limit: limits::COLUMNS.to_string(),
                });
            }
            None => {
                self.keys.push(path.to_owned());
                self.places.insert(path.to_owned(), self.keys.len() - 1);
                self.keys.len() - 1
            }
        };
        if self.cells.len() <= column {
            self.cells.resize_with(column + 1, String::new);
        }
        let cell = &mut self.cells[column];
        if !cell.is_empty() && !text.is_empty() {
            cell.push_str(if text.len() > 60 || cell.len() > 200 {
                "\n\n"
            } else {
                ", "
            });
        }
        cell.push_str(text);
        Ok(())
    }

    fn end_row(&mut self, number: u64) -> Result<(), FileError> {
        self.grid.start_row(number);
        for cell in &mut self.cells {
            self.grid.push_cell(cell);
            cell.clear();
        }
        self.cells.clear();
        self.grid.check_size(self.name)
    }

    fn into_sheet(
        self,
        format: String,
        encoding: String,
        problems: Vec<Problem>,
    ) -> Result<Sheet, FileError> {
        if self.grid.len() == 0 || self.keys.is_empty() {
            return Err(FileError::Empty {
                name: self.name.to_owned(),
            });
        }
        Ok(Sheet {
            grid: self.grid,
            format,
            encoding,
            problems,
            keys: Some(self.keys),
            padded: true,
        })
    }
}

struct Elements<'t, 'n>(&'t mut Table<'n>);

impl<'de> Visitor<'de> for Elements<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(element) = list.next_element::<Value>()? {
            number += 1;
            let pushed = match find_list_in(&element) {
                // A list of pages, each with its own list.
                Some(page) => page.iter().try_for_each(|inner| {
                    let result = self.0.push(number, inner);
                    number += 1;
                    result
                }),
                None => self.0.push(number, &element),
            };
            if let Err(error) = pushed {
                self.0.error = Some(error);
                return Err(serde::de::Error::custom("refused"));
            }
            if self.0.is_full() {
                return Err(serde::de::Error::custom("enough"));
            }
        }
        Ok(())
    }
}

/// The list inside a page such as `{"type": "conversation.list", "conversations": […]}`.
fn find_list_in(element: &Value) -> Option<&Vec<Value>> {
    let object = element.as_object()?;
    let says_so = object
        .get("type")
        .and_then(Value::as_str)
        .is_some_and(|kind| kind.ends_with(".list"));
    if says_so {
        find_list(object, 1).map(|(_, list)| list)
    } else {
        None
    }
}

/// The list of records inside a wrapper, with its path.
fn find_list(
    object: &serde_json::Map<String, Value>,
    depth: usize,
) -> Option<(String, &Vec<Value>)> {
    let is_list = |value: &Value| {
        value
            .as_array()
            .is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_object))
    };
    for key in LISTS {
        if let Some(Value::Array(list)) = object.get(*key).filter(|value| is_list(value))
            && !looks_like_record(object)
        {
            return Some(((*key).to_owned(), list));
        }
    }
    if depth > 1 {
        for key in [
            "data",
            "response",
            "result",
            "results",
            "payload",
            "body",
            "_embedded",
            "hits",
        ] {
            if let Some(Value::Object(inner)) = object.get(key)
                && let Some((path, list)) = find_list(inner, depth - 1)
            {
                return Some((format!("{key}.{path}"), list));
            }
        }
    }
    // Under a name of its own: the only list beside plain values.
    let mut lists = object.iter().filter(|(_, value)| is_list(value));
    let (key, list) = lists.next()?;
    let plain = object
        .iter()
        .all(|(other, value)| other == key || !(value.is_object() || value.is_array()));
    if lists.next().is_none() && plain && !looks_like_record(object) {
        return list.as_array().map(|list| (key.clone(), list));
    }
    None
}

/// A ticket with its comments is one record, not a wrapper of comments.
fn looks_like_record(object: &serde_json::Map<String, Value>) -> bool {
    [
        "subject",
        "description",
        "body",
        "text",
        "message",
        "content",
        "comment",
        "email",
    ]
    .iter()
    .any(|key| object.get(*key).is_some_and(Value::is_string))
}

fn is_by_columns(object: &serde_json::Map<String, Value>) -> bool {
    let mut columns = object.values();
    let Some(Value::Object(first)) = columns.next() else {
        return false;
    };
    let numbered = !first.is_empty()
        && first
            .keys()
            .enumerate()
            .all(|(index, key)| *key == index.to_string());
    numbered
        && columns.all(|column| {
            column
                .as_object()
                .is_some_and(|column| column.len() == first.len() && column.keys().eq(first.keys()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, keys: &[&str], rows: &[&[&str]]) {
        let sheet = read("x.json", json.as_bytes(), None).unwrap();
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
        let sheet = read_lines("x.jsonl", b"{\"a\": 1}\nnot json\n\n{\"a\": 2}\n", None).unwrap();
        assert_eq!(sheet.grid.len(), 2);
        assert_eq!(
            (sheet.problems[0].row, sheet.grid.row(1).number),
            (Some(2), 4)
        );
    }

    #[test]
    fn what_cannot_be_read_is_said_in_a_sentence() {
        let error = |json: &str| {
            read("x.json", json.as_bytes(), None)
                .unwrap_err()
                .to_string()
        };
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
        let sheet = read("x.json", br#"[{"a": 1}, {"a": 2}, {"a": broken"#, Some(2)).unwrap();
        assert_eq!(sheet.grid.len(), 2);
    }
}
