//! CSV.

use std::io::{self, Write};

use super::{Cell, Column, TableError, TableWriter, Written, defused, iso, joined};

pub(super) struct CommaSeparated<W: Write> {
    writer: csv::Writer<W>,
    rows: u64,
}

impl<W: Write> CommaSeparated<W> {
    pub(super) fn begin(columns: &[Column], out: W) -> Result<Self, TableError> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        writer
            .write_record(
                columns
                    .iter()
                    .map(|column| defused(&column.name).into_owned()),
            )
            .map_err(failed)?;
        Ok(CommaSeparated { writer, rows: 0 })
    }
}

impl<W: Write> TableWriter for CommaSeparated<W> {
    fn row(&mut self, cells: &[Cell]) -> Result<(), TableError> {
        for cell in cells {
            let field = match cell {
                Cell::Empty => String::new(),
                Cell::Text(text) => defused(text).into_owned(),
                Cell::List(list) => defused(&joined(list)).into_owned(),
                // Numbers are ours, and a minus before one is harmless.
                Cell::Integer(number) => number.to_string(),
                Cell::Number(number) if number.is_finite() => number.to_string(),
                Cell::Number(_) => String::new(),
                Cell::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
                Cell::Time(at) => iso(*at).unwrap_or_default(),
            };
            self.writer.write_field(field).map_err(failed)?;
        }
        self.rows += 1;
        self.writer.write_record(None::<&[u8]>).map_err(failed)
    }

    fn finish(mut self: Box<Self>) -> Result<Written, TableError> {
        self.writer.flush()?;
        Ok(Written {
            rows: self.rows,
            cut: 0,
        })
    }
}

fn failed(error: csv::Error) -> TableError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => io::Error::other(format!("{other:?}")).into(),
    }
}
