//! Roles that a person gave to columns, and the memory of them for the next file of that shape.

use assay_ingest::{ColumnGuess, Kind, Options, Role};
use assay_store::{Store, Write};
use serde::{Deserialize, Serialize};

use super::{ColumnReading, ColumnRole, FileToRead};
use crate::{Error, Result};

/// What was decided about files of one shape.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Decided {
    kind: Option<String>,
    map: Vec<ColumnRole>,
}

/// How to read a file as its request says.
pub(super) fn options(request: &FileToRead) -> Result<Options> {
    parse(&Decided {
        kind: request.kind.clone(),
        map: request.map.clone(),
    })
}

/// How files with these columns were read before, when a person said so and says nothing now.
pub(super) fn remembered(
    store: &Store,
    request: &FileToRead,
    columns: &[ColumnGuess],
) -> Result<Option<Options>> {
    if !request.map.is_empty() || columns.is_empty() {
        return Ok(None);
    }
    let Some(mut decided) = store.setting::<Decided>(&key(columns))? else {
        return Ok(None);
    };
    if request.kind.is_some() {
        decided.kind.clone_from(&request.kind);
    }
    parse(&decided).map(Some)
}

/// Remember what a person decided about files with these columns.
pub(super) fn remember(
    write: &mut Write,
    request: &FileToRead,
    columns: &[ColumnGuess],
) -> Result<()> {
    if !request.map.is_empty() && !columns.is_empty() {
        write.set_setting(
            &key(columns),
            &Decided {
                kind: request.kind.clone(),
                map: request.map.clone(),
            },
        )?;
    }
    Ok(())
}

pub(super) fn readings(columns: &[ColumnGuess]) -> Vec<ColumnReading> {
    columns
        .iter()
        .map(|column| ColumnReading {
            name: column.name.clone(),
            question: column.question.clone(),
            role: column.role.name().to_string(),
            reason: column.reason.clone(),
        })
        .collect()
}

fn parse(decided: &Decided) -> Result<Options> {
    let kind = decided
        .kind
        .as_deref()
        .map(str::parse::<Kind>)
        .transpose()
        .map_err(|error| Error::bad_input(error.to_string()))?;
    let map = decided
        .map
        .iter()
        .map(|entry| Ok((entry.role.parse::<Role>()?, entry.column.clone())))
        .collect::<std::result::Result<_, assay_ingest::UnknownRole>>()
        .map_err(|error| Error::bad_input(error.to_string()))?;
    Ok(Options {
        kind,
        map,
        date_order: None,
    })
}

fn key(columns: &[ColumnGuess]) -> String {
    let mut hasher = blake3::Hasher::new();
    for column in columns {
        hasher.update(column.name.as_bytes());
        hasher.update(&[0]);
    }
    format!("mapping {}", &hasher.finalize().to_hex()[..16])
}
