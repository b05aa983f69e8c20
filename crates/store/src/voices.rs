//! Who says what when: passages with the person behind them.

use rusqlite::{Connection, Row};

use crate::{Result, Store};

/// A live passage and who speaks in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VoiceRow<'a> {
    /// The passage.
    pub passage: i64,
    /// The person, by whatever tells them apart.
    pub person: &'a str,
    /// Unix seconds UTC.
    pub time: Option<i64>,
    /// The source.
    pub source: i64,
}

/// A live source of feedback and how its columns were read.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceMapping {
    /// Its number.
    pub source: i64,
    /// Kind of source.
    pub kind: String,
    /// Columns with their roles, in the order of the file.
    pub columns: Vec<(String, String)>,
}

impl Store {
    /// Call `each` for every live passage, by number.
    pub fn each_voice(&self, mut each: impl FnMut(VoiceRow)) -> Result<()> {
        let mut statement = self.connection.prepare(
            "SELECT voice.passage, voice.person, item.time, item.source FROM voice
             JOIN item ON item.id = voice.item ORDER BY voice.passage",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(voice(row)?);
        }
        Ok(())
    }

    /// Call `each(passage, theme)` for every tag as it stands, on passages of removed sources too.
    pub fn each_tag(&self, mut each: impl FnMut(i64, i64)) -> Result<()> {
        let mut statement = self.connection.prepare("SELECT passage, theme FROM tag")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(row.get(0)?, row.get(1)?);
        }
        Ok(())
    }

    /// How the columns of each live source were read.
    pub fn source_mappings(&self) -> Result<Vec<SourceMapping>> {
        source_mappings(&self.connection)
    }
}

pub(crate) fn source_mappings(connection: &Connection) -> Result<Vec<SourceMapping>> {
    let mut statement = connection
        .prepare("SELECT id, kind, mapping FROM source WHERE state = 'live' ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        Ok(SourceMapping {
            source: row.get(0)?,
            kind: row.get(1)?,
            columns: serde_json::from_str(row.get_ref(2)?.as_str()?).unwrap_or_default(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn voice<'a>(row: &'a Row) -> rusqlite::Result<VoiceRow<'a>> {
    Ok(VoiceRow {
        passage: row.get(0)?,
        person: row.get_ref(1)?.as_str()?,
        time: row.get(2)?,
        source: row.get(3)?,
    })
}
