//! Records of JSON, flattened to rows.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use serde::Deserializer as _;
use serde::de::{SeqAccess, Visitor};
use serde_json::Value;

use super::damaged;
use super::lists::{find_list, find_list_in, is_by_columns, looks_like_record};
use super::sideloads;
use super::tools::{Reshaped, reshape};
use crate::formats::Sheet;
use crate::grid::Grid;
use crate::table::{Block, TakeBlock};
use crate::{FileError, Problem, limits};

/// The table that grows while objects are read.
pub(in crate::formats) struct Flattener<'n> {
    name: &'n str,
    grid: Grid,
    keys: Vec<String>,
    places: HashMap<String, usize>,
    limit: usize,
    /// The cells of the object at hand, by column; reused.
    cells: Vec<String>,
    error: Option<FileError>,
    /// The tool whose records these are, and how many messages of its agents were left out.
    tool: Option<&'static str>,
    left_out: usize,
    typed: BTreeSet<String>,
    problems: Vec<Problem>,
}

impl<'n> Flattener<'n> {
    pub(in crate::formats) fn new(name: &'n str, rows: Option<usize>) -> Self {
        Flattener {
            name,
            grid: Grid::default(),
            keys: Vec::new(),
            places: HashMap::new(),
            limit: rows.unwrap_or(usize::MAX),
            cells: Vec::new(),
            error: None,
            tool: None,
            left_out: 0,
            typed: BTreeSet::new(),
            problems: Vec::new(),
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.grid.len() >= self.limit
    }

    /// The columns so far.
    pub(super) fn keys(&self) -> &[String] {
        &self.keys
    }

    /// Hands over the rows so far if they are enough for a block, with the problems among them that
    /// `block` has. False when no more are wanted.
    pub(in crate::formats) fn hand_over_if_full(
        &mut self,
        block: &mut Block,
        take: &mut TakeBlock<'_>,
    ) -> Result<bool, FileError> {
        std::mem::swap(&mut self.grid, &mut block.grid);
        let mut more = true;
        if block.is_full() {
            more = take(block)?;
            block.clear();
        }
        std::mem::swap(&mut self.grid, &mut block.grid);
        Ok(more)
    }

    /// Hands over the last rows.
    pub(in crate::formats) fn hand_over_rest(
        &mut self,
        mut block: Block,
        take: &mut TakeBlock<'_>,
    ) -> Result<(), FileError> {
        std::mem::swap(&mut self.grid, &mut block.grid);
        take(&mut block)?;
        Ok(())
    }

    /// Reads a top-level array one element at a time, so that the whole tree never stands in memory.
    pub(super) fn read_array(&mut self, text: &str) -> Result<(), FileError> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let result = deserializer
            .deserialize_seq(Elements(self))
            .and_then(|()| deserializer.end());
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        match result {
            Err(error) if !self.is_full() => Err(damaged(self.name, error.line() as u64, &error)),
            _ => Ok(()),
        }
    }

    /// Reads a top-level object; says which form it has.
    pub(super) fn read_value(&mut self, value: Value) -> Result<String, FileError> {
        let Value::Object(mut object) = value else {
            return Err(FileError::Damaged {
                name: self.name.to_owned(),
                format: "JSON".to_owned(),
                detail: "it holds a single value, not a list of records".to_owned(),
            });
        };
        if reshape(&object).is_some() {
            self.push(1, &Value::Object(object))?;
            return Ok("JSON; one record".to_owned());
        }
        sideloads::join(&mut object);
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
                self.push_under(key, number, element)?;
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

    /// Adds one record; gives the bytes of its cells.
    pub(in crate::formats) fn push(
        &mut self,
        number: u64,
        element: &Value,
    ) -> Result<usize, FileError> {
        match element {
            Value::Object(object) => match reshape(object) {
                Some(Reshaped {
                    tool,
                    record,
                    further,
                    left_out,
                    typed,
                }) => {
                    self.tool = Some(tool);
                    self.typed.extend(typed);
                    self.left_out += left_out;
                    self.flatten_all(&record)?;
                    let mut bytes = self.end_row(number)?;
                    for record in &further {
                        self.flatten_all(record)?;
                        bytes += self.end_row(number)?;
                    }
                    return Ok(bytes);
                }
                None => self.flatten_all(object)?,
            },
            Value::Array(cells) => {
                for (index, cell) in cells.iter().enumerate() {
                    self.flatten(&crate::grid::letters(index), cell)?;
                }
            }
            scalar => self.flatten("text", scalar)?,
        }
        self.end_row(number)
    }

    /// Adds the record that stands under a key.
    pub(super) fn push_under(
        &mut self,
        key: &str,
        number: u64,
        element: &Value,
    ) -> Result<usize, FileError> {
        self.set("key", key)?;
        self.push(number, element)
    }

    fn flatten_all(&mut self, object: &serde_json::Map<String, Value>) -> Result<(), FileError> {
        let mut members = object.iter();
        members.try_for_each(|(key, value)| self.flatten(key, value))
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

    /// Gives the bytes of the row's cells.
    fn end_row(&mut self, number: u64) -> Result<usize, FileError> {
        let bytes = self.cells.iter().map(String::len).sum();
        if self
            .cells
            .iter()
            .any(|cell| cell.len() > limits::CELL_BYTES)
        {
            self.cells.clear();
            let reason = "a value is longer than can be read";
            self.problems.push(Problem::rejected(number, None, reason));
            return Ok(bytes);
        }
        self.grid.start_row(number);
        for cell in &mut self.cells {
            self.grid.push_cell(cell);
            cell.clear();
        }
        self.cells.clear();
        self.grid.check_size(self.name)?;
        Ok(bytes)
    }

    pub(in crate::formats) fn into_sheet(
        self,
        format: String,
        encoding: String,
        mut problems: Vec<Problem>,
    ) -> Result<Sheet, FileError> {
        problems.extend(self.problems);
        if self.left_out > 0 {
            problems.push(Problem::repaired(
                None,
                None,
                format!(
                    "{} messages of agents and bots were left out; only the customers' words are read",
                    self.left_out
                ),
            ));
        }
        if self.keys.is_empty() {
            return Err(FileError::Empty {
                name: self.name.to_owned(),
            });
        }
        Ok(Sheet {
            grid: self.grid,
            format: self
                .tool
                .map_or(format.clone(), |tool| format!("{format}; {tool}")),
            encoding,
            problems,
            keys: Some(self.keys),
            typed: self.typed.into_iter().collect(),
            padded: true,
        })
    }
}

struct Elements<'t, 'n>(&'t mut Flattener<'n>);

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
                    result.map(drop)
                }),
                None => self.0.push(number, &element).map(drop),
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
