//! Parquet.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::{Cell, Column, Kind, TableError, TableWriter, Written, joined};

/// Rows kept in memory until they are written together.
const GROUP: usize = 10_000;

pub(super) struct ParquetFile<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    kinds: Vec<Kind>,
    /// Column by column, the rows of the group under way.
    group: Vec<Vec<Cell>>,
    rows: u64,
}

impl<W: Write + Send> ParquetFile<W> {
    pub(super) fn begin(columns: &[Column], out: W) -> Result<Self, TableError> {
        let fields = columns
            .iter()
            .map(|column| field(column).map(Arc::new))
            .collect::<Result<Vec<_>, _>>()
            .map_err(failed)?;
        let schema = Type::group_type_builder("table")
            .with_fields(fields)
            .build()
            .map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("assay".to_owned())
            .build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))
            .map_err(failed)?;
        Ok(ParquetFile {
            writer,
            kinds: columns.iter().map(|column| column.kind).collect(),
            group: vec![Vec::new(); columns.len()],
            rows: 0,
        })
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        if self.group.iter().all(Vec::is_empty) {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for (kind, cells) in self.kinds.iter().zip(&mut self.group) {
            let Some(mut column) = group.next_column()? else {
                break;
            };
            write_column(column.untyped(), *kind, cells)?;
            column.close()?;
            cells.clear();
        }
        group.close()?;
        Ok(())
    }
}

impl<W: Write + Send> TableWriter for ParquetFile<W> {
    fn row(&mut self, cells: &[Cell]) -> Result<(), TableError> {
        for (column, cell) in self.group.iter_mut().zip(cells) {
            column.push(cell.clone());
        }
        self.rows += 1;
        if self.rows.is_multiple_of(GROUP as u64) {
            self.write_group().map_err(failed)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Written, TableError> {
        self.write_group().map_err(failed)?;
        self.writer.close().map_err(failed)?;
        Ok(Written {
            rows: self.rows,
            cut: 0,
        })
    }
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Text | Kind::List => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Number => (Physical::DOUBLE, None),
        Kind::YesNo => (Physical::BOOLEAN, None),
        Kind::Time => (
            Physical::INT64,
            Some(LogicalType::timestamp(true, TimeUnit::MILLIS)),
        ),
    };
    Type::primitive_type_builder(&column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()
}

fn write_column(
    column: &mut ColumnWriter<'_>,
    kind: Kind,
    cells: &[Cell],
) -> Result<(), ParquetError> {
    match column {
        ColumnWriter::ByteArrayColumnWriter(writer) => {
            let (there, values) = present(cells, |cell| match cell {
                Cell::Text(text) => Some(ByteArray::from(text.as_str())),
                Cell::List(list) => Some(ByteArray::from(joined(list).as_str())),
                _ => None,
            });
            writer.write_batch(&values, Some(&there), None)?;
        }
        ColumnWriter::Int64ColumnWriter(writer) => {
            let (there, values) = present(cells, |cell| match (kind, cell) {
                (Kind::Integer, Cell::Integer(number)) => Some(*number),
                (Kind::Time, Cell::Time(at)) => at.checked_mul(1000),
                _ => None,
            });
            writer.write_batch(&values, Some(&there), None)?;
        }
        ColumnWriter::DoubleColumnWriter(writer) => {
            let (there, values) = present(cells, |cell| match cell {
                Cell::Number(number) => Some(*number).filter(|number| number.is_finite()),
                _ => None,
            });
            writer.write_batch(&values, Some(&there), None)?;
        }
        ColumnWriter::BoolColumnWriter(writer) => {
            let (there, values) = present(cells, |cell| match cell {
                Cell::YesNo(yes) => Some(*yes),
                _ => None,
            });
            writer.write_batch(&values, Some(&there), None)?;
        }
        // No other physical type is in the schema.
        _ => {}
    }
    Ok(())
}

/// Which cells are there (Parquet's definition levels), and their values.
fn present<T>(cells: &[Cell], value: impl Fn(&Cell) -> Option<T>) -> (Vec<i16>, Vec<T>) {
    let values: Vec<Option<T>> = cells.iter().map(value).collect();
    let there = values
        .iter()
        .map(|value| i16::from(value.is_some()))
        .collect();
    (there, values.into_iter().flatten().collect())
}

fn failed(error: ParquetError) -> TableError {
    match error {
        ParquetError::External(error) => match error.downcast::<std::io::Error>() {
            Ok(error) => (*error).into(),
            Err(other) => TableError::Other(other.to_string()),
        },
        other => TableError::Other(other.to_string()),
    }
}
