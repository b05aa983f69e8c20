//! Workbooks in the XML of Excel 2003 (SpreadsheetML), which many services still write as `.xls`.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::workbook;
use super::workbook::{Filler, Workbook, number_as_shown};
use super::xml::{attribute, characters, number};
use crate::FileError;
use crate::encoding::decode;
use crate::table::Table;

const FORMAT: &str = "an Excel 2003 XML workbook";

/// Whether the beginning of a file is that of such a workbook.
pub(super) fn is_workbook(name: &str, head: &[u8]) -> bool {
    decode(name, head).is_ok_and(|head| {
        let text = head.text.trim_start();
        text.starts_with('<') && text.contains("urn:schemas-microsoft-com:office:spreadsheet")
    })
}

/// Reads the sheet that matters.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    rows: Option<usize>,
) -> Result<Table<'static>, FileError> {
    let decoded = decode(name, bytes)?;
    let xml = Xml {
        name: name.to_owned(),
        text: decoded.text.into_owned(),
    };
    let mut table = workbook::read(name, "Excel 2003 XML", xml, bytes.len(), rows)?;
    table.sheet.encoding = decoded.encoding;
    table.sheet.problems.extend(decoded.problems);
    Ok(table)
}

struct Xml {
    name: String,
    text: String,
}

impl Workbook for Xml {
    fn sheets(&self) -> Vec<(String, bool)> {
        let mut reader = Reader::from_str(&self.text);
        let mut sheets: Vec<(String, bool)> = Vec::new();
        let mut tells_visibility = false;
        // Damage is met again, and told, when the cells are read.
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Eof => break,
                Event::Start(element) if element.local_name().as_ref() == "Worksheet" => {
                    let title = attribute(&element, "Name").unwrap_or_default();
                    sheets.push((title, true));
                }
                Event::Start(element) => {
                    tells_visibility = element.local_name().as_ref() == "Visible";
                }
                Event::Text(words) if tells_visibility => {
                    if let Some((_, visible)) = sheets.last_mut() {
                        *visible = !words.xml10_content().contains("Hidden");
                    }
                    tells_visibility = false;
                }
                _ => {}
            }
        }
        sheets
    }

    fn cells(&self, title: &str, filler: &mut Filler<'_, '_>) -> Result<(), FileError> {
        let mut reader = Reader::from_str(&self.text);
        let mut inside = false;
        // Row and column of the next cell, counted from 0.
        let (mut row, mut column) = (0_u32, 0_u32);
        let mut data: Option<Data> = None;
        loop {
            let event = reader
                .read_event()
                .map_err(|error| workbook::damaged(&self.name, FORMAT, &error))?;
            match &event {
                Event::Eof => return Ok(()),
                Event::Start(element) if element.local_name().as_ref() == "Worksheet" => {
                    inside = attribute(element, "Name").unwrap_or_default() == title;
                }
                Event::End(element) if element.local_name().as_ref() == "Worksheet" => {
                    if inside {
                        return Ok(());
                    }
                }
                _ if !inside => {}
                Event::Start(element) | Event::Empty(element) => {
                    let closed = matches!(event, Event::Empty(_));
                    match element.local_name().as_ref() {
                        "Row" => {
                            row = place(element).unwrap_or(row);
                            column = 0;
                            if closed {
                                row = row.saturating_add(1);
                            }
                        }
                        "Cell" => {
                            column = place(element).unwrap_or(column);
                            if closed {
                                column = column.saturating_add(1);
                            }
                        }
                        "Data" if !closed => {
                            data = Some(Data {
                                kind: attribute(element, "Type").unwrap_or_default(),
                                text: String::new(),
                            });
                        }
                        _ => {}
                    }
                }
                Event::End(element) => match element.local_name().as_ref() {
                    "Row" => row = row.saturating_add(1),
                    "Cell" => column = column.saturating_add(1),
                    "Data" => {
                        if let Some(data) = data.take()
                            && !filler.push(row, column, &data.shown())?
                        {
                            return Ok(());
                        }
                    }
                    _ => {}
                },
                event => {
                    if let (Some(data), Some(words)) = (&mut data, characters(event)) {
                        data.text.push_str(&words);
                    }
                }
            }
        }
    }
}

/// Where a row or cell stands that does not follow the one before.
fn place(element: &BytesStart<'_>) -> Option<u32> {
    let index = number(element, "Index")?;
    u32::try_from(index).ok()?.checked_sub(1)
}

struct Data {
    kind: String,
    text: String,
}

impl Data {
    fn shown(self) -> String {
        match self.kind.as_str() {
            "DateTime" => {
                let text = self.text.replace('T', " ");
                let text = text.strip_suffix(".000").unwrap_or(&text);
                text.strip_suffix(" 00:00:00").unwrap_or(text).to_owned()
            }
            "Number" => self.text.parse().map_or(self.text, number_as_shown),
            "Boolean" => if self.text == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            "Error" => String::new(),
            _ => self.text,
        }
    }
}
