//! Parquet: columns of a data warehouse or a notebook, read back row by row.
//!
//! The library was not written against files made to harm, so what it says of itself is checked
//! before it is decoded, and a failure inside it is a damaged file.

use std::collections::BTreeSet;

use bytes::Bytes;
use chrono::DateTime;
use parquet::basic::{LogicalType, TimeUnit};
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::{Map, Value};

use super::Sheet;
use super::guard::guarded;
use super::json::Flattener;
use crate::grid::Grid;
use crate::table::{Block, RowSource, Survey, Table, TakeBlock};
use crate::{FileError, limits};

/// A Parquet file in memory.
struct Parquet {
    name: String,
    bytes: Bytes,
    /// Columns with times in nanoseconds, which the library hands over as mere numbers.
    nanoseconds: BTreeSet<String>,
}

/// Reads a Parquet file. Nested values become columns with dotted names, lists are joined.
pub(super) fn read(name: &str, bytes: Vec<u8>) -> Result<Table<'static>, FileError> {
    let mut file = Parquet {
        name: name.to_owned(),
        bytes: Bytes::from(bytes),
        nanoseconds: BTreeSet::new(),
    };
    file.nanoseconds = file.guarded(|| {
        let reader = file.reader()?;
        file.check(reader.metadata())?;
        Ok(nanoseconds(reader.metadata()))
    })?;
    let mut flattener = Flattener::new(name, None);
    let survey = Survey::of(|take| file.go(&mut flattener, take))?;
    let sheet = Sheet {
        grid: Grid::default(),
        ..flattener.into_sheet("Parquet".to_owned(), "UTF-8".to_owned(), Vec::new())?
    };
    Ok(Table::surveyed(survey, sheet, Box::new(file)))
}

impl RowSource for Parquet {
    fn each_block(&self, take: &mut TakeBlock<'_>) -> Result<(), FileError> {
        self.go(&mut Flattener::new(&self.name, None), take)
    }
}

impl Parquet {
    fn go(&self, flattener: &mut Flattener<'_>, take: &mut TakeBlock<'_>) -> Result<(), FileError> {
        let reader = self.guarded(|| self.reader())?;
        let mut rows = self.guarded(|| reader.get_row_iter(None).map_err(|e| self.damaged(&e)))?;
        let mut block = Block::default();
        let mut number = 0;
        while let Some(row) = self.guarded(|| Ok(rows.next()))? {
            number += 1;
            let row = row.map_err(|error| self.damaged(&error))?;
            flattener.push(number, &Value::Object(self.record(row)))?;
            if !flattener.hand_over_if_full(&mut block, take)? {
                return Ok(());
            }
        }
        flattener.hand_over_rest(block, take)
    }

    fn reader(&self) -> Result<SerializedFileReader<Bytes>, FileError> {
        SerializedFileReader::new(self.bytes.clone()).map_err(|error| self.damaged(&error))
    }

    /// Refuses what would take more memory than a table may, by what the file says of itself.
    fn check(&self, metadata: &ParquetMetaData) -> Result<(), FileError> {
        let beyond = |what: &str, limit: String| FileError::BeyondLimit {
            name: self.name.clone(),
            what: what.to_owned(),
            limit,
        };
        let columns = metadata.file_metadata().schema_descr().num_columns();
        if columns > limits::COLUMNS {
            return Err(beyond(
                "it has too many columns",
                limits::COLUMNS.to_string(),
            ));
        }
        let size = self.bytes.len() as i64;
        for chunk in metadata
            .row_groups()
            .iter()
            .flat_map(|group| group.columns())
        {
            let (start, length) = chunk.byte_range();
            let inside = start
                .checked_add(length)
                .is_some_and(|end| end <= size as u64);
            if !inside || chunk.uncompressed_size() < 0 {
                return Err(self.damaged(&"a column lies outside of the file"));
            }
            if chunk.uncompressed_size() > limits::ZIP_EXPANDED_BYTES as i64 {
                let limit = format!("{} MiB", limits::ZIP_EXPANDED_BYTES >> 20);
                return Err(beyond("a column of a row group is too large", limit));
            }
        }
        Ok(())
    }

    fn guarded<T>(&self, run: impl FnOnce() -> Result<T, FileError>) -> Result<T, FileError> {
        guarded(&self.name, "Parquet", run)
    }

    fn damaged(&self, error: &dyn std::fmt::Display) -> FileError {
        FileError::Damaged {
            name: self.name.clone(),
            format: "Parquet".to_owned(),
            detail: error.to_string().trim_end_matches('.').to_owned(),
        }
    }

    fn record(&self, row: Row) -> Map<String, Value> {
        let fields = row.into_columns().into_iter();
        let values = fields.map(|(name, field)| {
            let value = match field {
                Field::Long(time) if self.nanoseconds.contains(&name) => {
                    moment(time.div_euclid(1_000_000_000))
                }
                field => value(&field),
            };
            (name, value)
        });
        values.collect()
    }
}

fn nanoseconds(metadata: &ParquetMetaData) -> BTreeSet<String> {
    let columns = metadata.file_metadata().schema_descr().columns();
    let in_nanoseconds = columns.iter().filter(|column| {
        let kind = column.logical_type_ref();
        matches!(kind, Some(LogicalType::Timestamp(time)) if time.unit == TimeUnit::NANOS)
    });
    in_nanoseconds
        .map(|column| column.path().string())
        .collect()
}

fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(yes) => Value::Bool(*yes),
        Field::Str(text) => Value::String(text.clone()),
        Field::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
            Ok(text) => Value::String(text.to_owned()),
            Err(_) => Value::Null,
        },
        Field::Double(number) if number.is_finite() => (*number).into(),
        Field::Float(number) if number.is_finite() => number.to_string().into(),
        Field::Double(_) | Field::Float(_) => Value::Null,
        Field::Date(days) => moment(i64::from(*days) * 86_400)
            .as_str()
            .and_then(|date| date.split(' ').next())
            .map_or(Value::Null, Value::from),
        Field::TimestampMillis(time) => moment(time.div_euclid(1_000)),
        Field::TimestampMicros(time) => moment(time.div_euclid(1_000_000)),
        Field::Group(row) => {
            let fields = row.get_column_iter();
            fields
                .map(|(name, field)| (name.clone(), value(field)))
                .collect()
        }
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        Field::MapInternal(map) => {
            let entries = map.entries().iter();
            let text = |key: &Field| match value(key) {
                Value::String(text) => text,
                other => other.to_string(),
            };
            entries
                .map(|(key, field)| (text(key), value(field)))
                .collect()
        }
        number => Value::String(number.to_string()),
    }
}

/// Seconds since 1970 as a date and time of day.
fn moment(seconds: i64) -> Value {
    DateTime::from_timestamp(seconds, 0).map_or(Value::Null, |moment| {
        Value::String(moment.format("%Y-%m-%d %H:%M:%S").to_string())
    })
}
