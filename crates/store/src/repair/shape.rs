//! What the rows of a table look like: by that a page is recognised when what led to it is lost.

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::Result;

/// A table or an index as the schema has it.
pub(super) struct Shape {
    /// Its name.
    pub name: String,
    /// Whether it is a table of which the rows are kept: not an index, nor of the search index.
    pub kept: bool,
    /// Whether its rows have numbers.
    pub has_rowid: bool,
    /// In the order of the file.
    pub columns: Vec<Column>,
}

/// A column.
pub(super) struct Column {
    /// Its name.
    pub name: String,
    /// `INTEGER`, `TEXT` …; anything where it is empty or `ANY`.
    kind: String,
    required: bool,
    /// It is the number of the row, and is not among its values.
    is_rowid: bool,
}

impl Shape {
    /// Every table and index, but those that SQLite keeps by itself.
    pub fn all(new: &Connection) -> Result<Vec<Shape>> {
        let mut shapes = Vec::new();
        let mut statement = new.prepare(
            "SELECT name, wr, name NOT LIKE 'passage\\_search%' ESCAPE '\\' FROM pragma_table_list
             WHERE schema = 'main' AND type IN ('table', 'shadow') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
             ORDER BY name",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (name, without_rowid): (String, bool) = (row.get(0)?, row.get(1)?);
            let columns = columns(new, &name, without_rowid)?;
            shapes.push(Shape {
                name,
                kept: row.get(2)?,
                has_rowid: !without_rowid,
                columns,
            });
        }
        let mut statement = new.prepare(
            "SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' AND rootpage > 0 ORDER BY name",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (name, table): (String, String) = (row.get(0)?, row.get(1)?);
            shapes.push(Shape {
                columns: indexed(new, &name, &table)?,
                name,
                kept: false,
                has_rowid: false,
            });
        }
        Ok(shapes)
    }

    /// Whether a row can be one of this table.
    pub fn fits(&self, values: &[Value]) -> bool {
        // A column that was added later is missing from earlier rows.
        values.len() <= self.columns.len()
            && (self.kept || values.len() == self.columns.len())
            && values
                .iter()
                .zip(&self.columns)
                .all(|(value, column)| column.fits(value))
            && self.columns[values.len()..]
                .iter()
                .all(|column| !column.required)
    }

    /// The statement that stores a row of so many columns.
    pub fn insert(&self, columns: usize) -> String {
        let names: Vec<String> = self.columns[..columns]
            .iter()
            .map(|column| format!("\"{}\"", column.name))
            .collect();
        let places = vec!["?"; columns].join(", ");
        format!(
            "INSERT INTO \"{}\" ({}) VALUES ({places})",
            self.name,
            names.join(", ")
        )
    }

    /// Put the number of a row where the table has it among its columns.
    pub fn place_rowid(&self, values: &mut [Value], rowid: Option<i64>) {
        let place = self.columns.iter().position(|column| column.is_rowid);
        if let (Some(place), Some(rowid)) = (place, rowid)
            && let Some(value) = values.get_mut(place)
        {
            *value = Value::Integer(rowid);
        }
    }
}

/// The columns of a table; one without row ids has its key first.
fn columns(new: &Connection, table: &str, without_rowid: bool) -> Result<Vec<Column>> {
    let mut statement = new.prepare(
        "SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1)
         ORDER BY CASE WHEN ?2 AND pk > 0 THEN pk ELSE 1000 END, cid",
    )?;
    let rows = statement.query_map((table, without_rowid), |row| {
        let (kind, key): (String, i64) = (row.get(1)?, row.get(3)?);
        let is_rowid = !without_rowid && key > 0 && kind == "INTEGER";
        Ok(Column {
            name: row.get(0)?,
            required: row.get(2)?,
            is_rowid,
            kind,
        })
    })?;
    let mut columns = rows.collect::<rusqlite::Result<Vec<Column>>>()?;
    // A key of several columns is none.
    if columns.iter().filter(|column| column.is_rowid).count() > 1 {
        columns
            .iter_mut()
            .for_each(|column| column.is_rowid = false);
    }
    Ok(columns)
}

/// What an index has of its table's columns, and the number or key of the row.
fn indexed(new: &Connection, index: &str, table: &str) -> Result<Vec<Column>> {
    let mut statement = new.prepare(
        "SELECT CASE part.cid WHEN -1 THEN 'INTEGER' ELSE coalesce(info.type, '') END
         FROM pragma_index_xinfo(?1) AS part LEFT JOIN pragma_table_info(?2) AS info ON info.cid = part.cid
         ORDER BY part.seqno",
    )?;
    let columns = statement.query_map((index, table), |row| {
        Ok(Column {
            name: String::new(),
            kind: row.get(0)?,
            required: false,
            is_rowid: false,
        })
    })?;
    Ok(columns.collect::<rusqlite::Result<_>>()?)
}

impl Column {
    fn fits(&self, value: &Value) -> bool {
        let kinds: &[&str] = match value {
            Value::Null => return self.is_rowid || !self.required,
            Value::Integer(_) => &["INTEGER", "INT", "REAL"],
            Value::Real(_) => &["REAL"],
            Value::Text(_) => &["TEXT"],
            Value::Blob(_) => &["BLOB"],
        };
        self.kind.is_empty() || self.kind == "ANY" || kinds.contains(&self.kind.as_str())
    }
}
