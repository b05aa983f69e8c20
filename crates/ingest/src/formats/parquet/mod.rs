//! Parquet: columns of a data warehouse or a notebook, read back row by row.
//!
//! The library was not written against files made to harm, so what it says of itself is checked
//! before it is decoded, and a failure inside it is a damaged file.

mod pages;
mod thrift;

use std::collections::BTreeMap;

use bytes::Bytes;
use chrono::DateTime;
use parquet::basic::{LogicalType, TimeUnit};
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use serde_json::{Map, Value};

use super::Sheet;
use super::guard::guarded;
use super::json::Flattener;
use crate::grid::Grid;
use crate::table::{Block, RowSource, Survey, Table, TakeBlock};
use crate::{FileError, limits};
use pages::Fault;

/// Values of a column that are decoded at a time, and the bytes that they may have: 64 MiB.
const BATCH: usize = 1_024;
const BATCH_BYTES: usize = 64 << 20;

/// How many times a file's size the words in it may have: equal ones are stored once.
const TEXT_EXPANSION: usize = 1_000;

/// A Parquet file in memory.
struct Parquet {
    name: String,
    bytes: Bytes,
    /// What columns hold that the library hands over as mere numbers or bytes.
    meant: BTreeMap<String, Meant>,
    /// How many values of a column are decoded at a time.
    batch: usize,
}

#[derive(Debug, Clone, Copy)]
enum Meant {
    /// A time, as so many units a second since 1970.
    Time(i64),
    Uuid,
}

/// Reads a Parquet file. Nested values become columns with dotted names, lists are joined.
pub(super) fn read(name: &str, bytes: Vec<u8>) -> Result<Table<'static>, FileError> {
    let mut file = Parquet {
        name: name.to_owned(),
        bytes: Bytes::from(bytes),
        meant: BTreeMap::new(),
        batch: 1,
    };
    if !is_described(&file.bytes) {
        return Err(file.damaged(&"its own description is cut off or claims too much"));
    }
    (file.meant, file.batch) = file.guarded(|| {
        let reader = file.reader()?;
        let batch = file.check(&reader)?;
        Ok((meant(reader.metadata()), batch))
    })?;
    let mut flattener = Flattener::new(name, None);
    let survey = Survey::of(|take| file.go(&mut flattener, take))?;
    let sheet = Sheet {
        grid: Grid::default(),
        ..flattener.into_sheet("Parquet".to_owned(), "UTF-8".to_owned(), Vec::new())?
    };
    Ok(Table::surveyed(survey, sheet, Box::new(file)))
}

/// Whether what the file says of itself, at its end, can be gone through. One that the library refuses
/// at once is left to it.
fn is_described(bytes: &[u8]) -> bool {
    let Some((rest, [a, b, c, d, b'P', b'A', b'R', b'1'])) = bytes.split_last_chunk() else {
        return true;
    };
    let length = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
    rest.len()
        .checked_sub(length)
        .is_none_or(|start| thrift::is_whole(&rest[start..]))
}

impl RowSource for Parquet {
    fn each_block(&self, take: &mut TakeBlock<'_>) -> Result<(), FileError> {
        self.go(&mut Flattener::new(&self.name, None), take)
    }
}

impl Parquet {
    fn go(&self, flattener: &mut Flattener<'_>, take: &mut TakeBlock<'_>) -> Result<(), FileError> {
        let reader = self.guarded(|| self.reader())?;
        let mut rows = self.guarded(|| {
            let rows = RowIter::from_file(None, &reader).map_err(|error| self.damaged(&error))?;
            Ok(rows.with_batch_size(self.batch))
        })?;
        let most = limits::SHEET_BYTES + self.bytes.len().saturating_mul(TEXT_EXPANSION);
        let mut bytes = 0_usize;
        let mut block = Block::default();
        let mut number = 0;
        while let Some(row) = self.guarded(|| Ok(rows.next()))? {
            number += 1;
            let row = row.map_err(|error| self.damaged(&error))?;
            bytes += flattener.push(number, &Value::Object(self.record(row)))?;
            if bytes > most {
                let limit = format!("{} MiB", most >> 20);
                return Err(self.beyond("the words of its cells expand without end", limit));
            }
            if !flattener.hand_over_if_full(&mut block, take)? {
                return Ok(());
            }
        }
        flattener.hand_over_rest(block, take)
    }

    fn reader(&self) -> Result<SerializedFileReader<Bytes>, FileError> {
        SerializedFileReader::new(self.bytes.clone()).map_err(|error| self.damaged(&error))
    }

    /// Refuses what would take more memory or time than a table may, by what the file says of
    /// itself. Gives how many values of a column can be decoded at a time.
    fn check(&self, reader: &SerializedFileReader<Bytes>) -> Result<usize, FileError> {
        let metadata = reader.metadata();
        let columns = metadata.file_metadata().schema_descr().num_columns();
        if columns > limits::COLUMNS {
            return Err(self.beyond("it has too many columns", limits::COLUMNS.to_string()));
        }
        let pages = pages::check(&self.bytes, reader).map_err(|fault| match fault {
            Fault::Damaged(detail) => self.damaged(&detail),
            Fault::Beyond(what, limit) => self.beyond(what, limit),
        })?;
        // A value may repeat the beginning of the one before, and be as long as their page.
        Ok((BATCH_BYTES / pages.front_coded.max(1)).clamp(1, BATCH))
    }

    fn beyond(&self, what: &str, limit: String) -> FileError {
        FileError::BeyondLimit {
            name: self.name.clone(),
            what: what.to_owned(),
            limit,
        }
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
            let value = self.value(&field, &name);
            (name, value)
        });
        values.collect()
    }

    /// `path` is that of the column.
    fn value(&self, field: &Field, path: &str) -> Value {
        let inside = |name: &str| format!("{path}.{name}");
        match (field, self.meant.get(path)) {
            (Field::Long(time), Some(Meant::Time(units))) => moment(time.div_euclid(*units)),
            (Field::Bytes(bytes), Some(Meant::Uuid)) => uuid(bytes.data()),
            (Field::Group(row), _) => {
                let fields = row.get_column_iter();
                fields
                    .map(|(name, field)| (name.clone(), self.value(field, &inside(name))))
                    .collect()
            }
            (Field::ListInternal(list), _) => {
                let path = inside("list.element");
                let elements = list.elements().iter();
                elements.map(|field| self.value(field, &path)).collect()
            }
            (Field::MapInternal(map), _) => {
                let path = inside("key_value.value");
                let entries = map.entries().iter();
                let text = |key: &Field| match plain(key) {
                    Value::String(text) => text,
                    other => other.to_string(),
                };
                entries
                    .map(|(key, field)| (text(key), self.value(field, &path)))
                    .collect()
            }
            (field, _) => plain(field),
        }
    }
}

/// What columns hold by what the file says of them. Where the library knows a time it hands one over,
/// but it does not know nanoseconds, nor times without a zone.
fn meant(metadata: &ParquetMetaData) -> BTreeMap<String, Meant> {
    let columns = metadata.file_metadata().schema_descr().columns();
    let known = columns.iter().filter_map(|column| {
        let meant = match column.logical_type_ref()? {
            LogicalType::Timestamp(time) => Meant::Time(match time.unit {
                TimeUnit::MILLIS => 1_000,
                TimeUnit::MICROS => 1_000_000,
                TimeUnit::NANOS => 1_000_000_000,
            }),
            LogicalType::Uuid => Meant::Uuid,
            _ => return None,
        };
        Some((column.path().string(), meant))
    });
    known.collect()
}

fn plain(field: &Field) -> Value {
    match field {
        Field::Null | Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => {
            Value::Null
        }
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
        number => Value::String(number.to_string()),
    }
}

/// Sixteen bytes as `01234567-89ab-cdef-0123-456789abcdef`.
fn uuid(bytes: &[u8]) -> Value {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    if digits.len() != 32 {
        return Value::Null;
    }
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|part| &digits[part]);
    Value::String(parts.join("-"))
}

/// Seconds since 1970 as a date and time of day.
fn moment(seconds: i64) -> Value {
    DateTime::from_timestamp(seconds, 0).map_or(Value::Null, |moment| {
        Value::String(moment.format("%Y-%m-%d %H:%M:%S").to_string())
    })
}
