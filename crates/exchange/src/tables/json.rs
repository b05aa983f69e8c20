//! JSON: an array of objects, one a line.

use std::io::{BufWriter, Write};

use serde_json::{Map, Value};

use super::{Cell, Column, TableError, TableWriter, Written, iso};

pub(super) struct Json<W: Write> {
    out: BufWriter<W>,
    names: Vec<String>,
    rows: u64,
}

impl<W: Write> Json<W> {
    pub(super) fn begin(columns: &[Column], out: W) -> Result<Self, TableError> {
        let mut out = BufWriter::new(out);
        out.write_all(b"[")?;
        Ok(Json {
            out,
            names: columns.iter().map(|column| column.name.clone()).collect(),
            rows: 0,
        })
    }
}

impl<W: Write> TableWriter for Json<W> {
    fn row(&mut self, cells: &[Cell]) -> Result<(), TableError> {
        self.out
            .write_all(if self.rows == 0 { b"\n" } else { b",\n" })?;
        let object: Map<String, Value> = self
            .names
            .iter()
            .cloned()
            .zip(cells.iter().map(value))
            .collect();
        serde_json::to_writer(&mut self.out, &object).map_err(std::io::Error::from)?;
        self.rows += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Written, TableError> {
        self.out.write_all(b"\n]\n")?;
        self.out.flush()?;
        Ok(Written {
            rows: self.rows,
            cut: 0,
        })
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => text.as_str().into(),
        Cell::Integer(number) => (*number).into(),
        Cell::Number(number) => (*number).into(),
        Cell::YesNo(yes) => (*yes).into(),
        Cell::Time(at) => iso(*at).into(),
        Cell::List(list) => list.iter().map(String::as_str).collect(),
    }
}
