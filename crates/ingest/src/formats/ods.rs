//! OpenDocument spreadsheets (LibreOffice), read from their XML one cell at a time: a cell or row
//! may claim to be repeated a million times, and is not believed where it is empty.

use std::collections::HashSet;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::open_document::{Words, contents};
use super::workbook;
use super::workbook::{Filler, Workbook, number_as_shown};
use super::xml::{attribute, number};
use crate::table::Table;
use crate::{FileError, limits};

const FORMAT: &str = "an OpenDocument spreadsheet";

/// Reads the sheet that matters.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    rows: Option<usize>,
) -> Result<Table<'static>, FileError> {
    let spreadsheet = Spreadsheet {
        name: name.to_owned(),
        xml: contents(name, FORMAT, bytes)?,
    };
    workbook::read(name, "ODS", spreadsheet, bytes.len(), rows)
}

struct Spreadsheet {
    name: String,
    xml: String,
}

impl Workbook for Spreadsheet {
    fn sheets(&self) -> Vec<(String, bool)> {
        let mut reader = Reader::from_str(&self.xml);
        let mut hidden_styles = Vec::new();
        let mut style = None;
        let mut titles = HashSet::new();
        let mut sheets = Vec::new();
        // Damage is met again, and told, when the cells are read.
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Eof => break,
                Event::Start(element) | Event::Empty(element) => {
                    match element.local_name().as_ref() {
                        "style" => style = attribute(&element, "name"),
                        "table-properties"
                            if attribute(&element, "display").as_deref() == Some("false") =>
                        {
                            hidden_styles.extend(style.take());
                        }
                        "table" => {
                            let shown = attribute(&element, "style-name")
                                .is_none_or(|style| !hidden_styles.contains(&style));
                            let title = attribute(&element, "name");
                            let new = title.filter(|title| titles.insert(title.clone()));
                            sheets.extend(new.map(|title| (title, shown)));
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        sheets
    }

    fn cells(&self, title: &str, filler: &mut Filler<'_, '_>) -> Result<(), FileError> {
        let mut reader = Reader::from_str(&self.xml);
        let mut inside = false;
        let mut row: Option<Line> = None;
        let mut at = 0_u32;
        loop {
            let event = reader
                .read_event()
                .map_err(|error| workbook::damaged(&self.name, FORMAT, &error))?;
            match &event {
                Event::Eof => return Ok(()),
                Event::Start(element) if element.local_name().as_ref() == "table" => {
                    inside = attribute(element, "name").as_deref() == Some(title);
                }
                Event::End(element) if inside && element.local_name().as_ref() == "table" => {
                    return Ok(());
                }
                _ if !inside => {}
                Event::Empty(element) if element.local_name().as_ref() == "table-row" => {
                    at = at.saturating_add(repeated(element, "number-rows-repeated"));
                }
                Event::Start(element) if element.local_name().as_ref() == "table-row" => {
                    row = Some(Line::new(repeated(element, "number-rows-repeated")));
                }
                Event::End(element) if element.local_name().as_ref() == "table-row" => {
                    let Some(line) = row.take() else { continue };
                    if !line.hand_over(at, filler)? {
                        return Ok(());
                    }
                    at = at.saturating_add(line.times);
                }
                event => {
                    if let Some(line) = &mut row {
                        line.take(event);
                    }
                }
            }
        }
    }
}

fn repeated(element: &BytesStart<'_>, name: &str) -> u32 {
    let count = number(element, name).unwrap_or(1);
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A row that is being read.
struct Line {
    times: u32,
    /// From which column to before which one, and the words there.
    cells: Vec<(u32, u32, String)>,
    column: u32,
    cell: Option<Cell>,
}

struct Cell {
    times: u32,
    value: Option<String>,
    words: Words,
}

impl Line {
    fn new(times: u32) -> Line {
        Line {
            times,
            cells: Vec::new(),
            column: 0,
            cell: None,
        }
    }

    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) if is_cell(element) => {
                self.cell = Some(Cell {
                    times: repeated(element, "number-columns-repeated"),
                    value: value(element),
                    words: Words::default(),
                });
            }
            Event::Empty(element) if is_cell(element) => {
                let times = repeated(element, "number-columns-repeated");
                self.end_cell(times, value(element).unwrap_or_default());
            }
            Event::End(element)
                if matches!(
                    element.local_name().as_ref(),
                    "table-cell" | "covered-table-cell"
                ) =>
            {
                if let Some(cell) = self.cell.take() {
                    self.end_cell(cell.times, cell.value.unwrap_or(cell.words.text));
                }
            }
            event => {
                if let Some(cell) = &mut self.cell {
                    cell.words.take(event);
                }
            }
        }
    }

    fn end_cell(&mut self, times: u32, text: String) {
        if !text.is_empty() {
            // One beyond the widest row, so that a row too wide is refused, not cut.
            let end = self
                .column
                .saturating_add(times)
                .min(limits::COLUMNS as u32 + 1);
            self.cells.push((self.column, end, text));
        }
        self.column = self.column.saturating_add(times);
    }

    /// Returns whether more rows are wanted.
    fn hand_over(&self, at: u32, filler: &mut Filler<'_, '_>) -> Result<bool, FileError> {
        if self.cells.is_empty() {
            return Ok(true);
        }
        for row in at..at.saturating_add(self.times) {
            for (start, end, text) in &self.cells {
                for column in *start..*end {
                    if !filler.push(row, column, text)? {
                        return Ok(false);
                    }
                }
            }
        }
        Ok(true)
    }
}

fn is_cell(element: &BytesStart<'_>) -> bool {
    matches!(
        element.local_name().as_ref(),
        "table-cell" | "covered-table-cell"
    )
}

/// The value that a cell states beside the words it shows, which are rounded and localised.
fn value(element: &BytesStart<'_>) -> Option<String> {
    let stated = |name: &str| attribute(element, name);
    match stated("value-type")?.as_str() {
        "float" | "percentage" | "currency" => {
            let value = stated("value")?;
            Some(value.parse().map_or(value, number_as_shown))
        }
        "date" => Some(stated("date-value")?.replace('T', " ")),
        "time" => Some(clock(&stated("time-value")?)),
        "boolean" => Some(stated("boolean-value")?.to_uppercase()),
        "string" => stated("string-value"),
        _ => None,
    }
}

/// `PT09H30M05S` as 09:30:05; anything else as it stands.
fn clock(duration: &str) -> String {
    let parts = || {
        let (hours, rest) = duration.strip_prefix("PT")?.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
        let part = |text: &str| text.parse::<u32>().ok();
        Some((part(hours)?, part(minutes)?, part(seconds)?))
    };
    parts().map_or_else(
        || duration.to_owned(),
        |(hours, minutes, seconds)| format!("{hours:02}:{minutes:02}:{seconds:02}"),
    )
}
