//! Reading a table of a damaged file from one end to the other, and on behind what is broken.

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, params_from_iter};

use super::Rescued;
use crate::{Result, StoreError};

/// A table of the new file and the key by which its rows are in order.
pub(super) struct Table {
    name: String,
    key: Vec<String>,
    columns: Vec<String>,
}

impl Table {
    /// Every table but SQLite's own and those of the search index.
    pub(super) fn all(new: &Connection) -> Result<Vec<Table>> {
        let mut statement = new.prepare(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
               AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'passage\\_search%' ESCAPE '\\'
             ORDER BY name",
        )?;
        let names = statement
            .query_map([], |row| row.get::<_, String>(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        names
            .into_iter()
            .map(|name| {
                let mut statement =
                    new.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid")?;
                let columns = statement
                    .query_map([&name], |row| {
                        Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
                    })?
                    .collect::<rusqlite::Result<Vec<_>>>()?;
                let mut key: Vec<(i64, String)> = columns
                    .iter()
                    .filter(|(_, place)| *place > 0)
                    .map(|(column, place)| (*place, column.clone()))
                    .collect();
                key.sort();
                let columns = columns.into_iter().map(|(column, _)| column).collect();
                Ok(Table {
                    name,
                    key: key.into_iter().map(|(_, column)| column).collect(),
                    columns,
                })
            })
            .collect()
    }

    /// Copy every row that can be read.
    pub(super) fn copy(&self, old: &Connection, new: &Connection) -> Result<Rescued> {
        let mut rescued = Rescued {
            table: self.name.clone(),
            saved: 0,
            gaps: 0,
            dropped: 0,
        };
        let insert = format!(
            "INSERT INTO \"{}\" VALUES ({})",
            self.name,
            vec!["?"; self.columns.len()].join(", ")
        );
        let mut insert = new.prepare(&insert)?;
        let mut keep = |row: Vec<Value>| {
            match insert.execute(params_from_iter(row)) {
                Ok(_) => rescued.saved += 1,
                // A row that the table refuses is damaged; a full disk is not its fault.
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                    rescued.dropped += 1;
                }
                Err(error) => return Err(StoreError::from(error)),
            }
            Ok(())
        };
        let mut gaps = 0;
        // Reading goes on behind this key.
        let mut after: Option<Vec<Value>> = None;
        while self.read(old, after.clone().as_deref(), Order::Rising, &mut |row| {
            after = Some(self.key_of(&row));
            keep(row)
        })? {
            gaps += 1;
            let from = after
                .clone()
                .unwrap_or_else(|| vec![Value::Integer(0); self.key.len()]);
            match self.behind_gap(old, &from) {
                Some(key) => after = Some(key),
                None => {
                    // Nothing behind the gap is found by its number: come from the other end.
                    let down_to = after.clone();
                    self.read(old, down_to.as_deref(), Order::Falling, &mut keep)?;
                    break;
                }
            }
        }
        rescued.gaps = gaps;
        Ok(rescued)
    }

    /// The least key behind `from` after which the next row can be read, or there is none: looked for
    /// by its last number in steps that double, then in between; if that does not help, by the number
    /// before. `None` when no number helps.
    fn behind_gap(&self, old: &Connection, from: &[Value]) -> Option<Vec<Value>> {
        let mut from = from.to_vec();
        loop {
            let place = from
                .iter()
                .rposition(|value| matches!(value, Value::Integer(_)))?;
            let Value::Integer(number) = from[place] else {
                return None;
            };
            let key = |step: i64| {
                let mut key = from.clone();
                key[place] = Value::Integer(number.saturating_add(step));
                key
            };
            let found = (0..40)
                .map(|power| 1i64 << power)
                .find(|step| self.next_is_readable(old, &key(*step)));
            if let Some(mut readable) = found {
                let mut broken = readable / 2;
                while readable - broken > 1 {
                    let middle = broken + (readable - broken) / 2;
                    if self.next_is_readable(old, &key(middle)) {
                        readable = middle;
                    } else {
                        broken = middle;
                    }
                }
                return Some(key(readable));
            }
            from[place] = Value::Null;
        }
    }

    fn next_is_readable(&self, old: &Connection, after: &[Value]) -> bool {
        let mut found = false;
        let ended = self.read(old, Some(after), Order::First, &mut |_| {
            found = true;
            Ok(())
        });
        found || ended.is_ok_and(|stopped| !stopped)
    }

    fn key_of(&self, row: &[Value]) -> Vec<Value> {
        let place = |column: &String| self.columns.iter().position(|other| other == column);
        self.key
            .iter()
            .filter_map(place)
            .map(|place| row[place].clone())
            .collect()
    }

    /// Read the rows behind a key, rising, the first of them, or falling from the end. True when it
    /// had to stop before it was through.
    fn read(
        &self,
        old: &Connection,
        after: Option<&[Value]>,
        order: Order,
        each: &mut dyn FnMut(Vec<Value>) -> Result<()>,
    ) -> Result<bool> {
        let quoted = |names: &[String]| {
            let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
            quoted.join(", ")
        };
        let (direction, limit) = match order {
            Order::Rising => ("", ""),
            Order::First => ("", " LIMIT 1"),
            Order::Falling => (" DESC", ""),
        };
        let condition = match after {
            Some(_) => format!(
                "WHERE ({}) > ({})",
                quoted(&self.key),
                vec!["?"; self.key.len()].join(", ")
            ),
            None => String::new(),
        };
        let ordered: Vec<String> = self
            .key
            .iter()
            .map(|key| format!("\"{key}\"{direction}"))
            .collect();
        let query = format!(
            "SELECT {} FROM \"{}\" {condition} ORDER BY {}{limit}",
            quoted(&self.columns),
            self.name,
            ordered.join(", ")
        );
        // A table that is not in the old file, or whose beginning cannot be read.
        let Ok(mut statement) = old.prepare(&query) else {
            return Ok(true);
        };
        let bound = after.unwrap_or_default().to_vec();
        let Ok(mut rows) = statement.query(params_from_iter(bound)) else {
            return Ok(true);
        };
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => return Ok(false),
                Err(_) => return Ok(true),
            };
            let values = (0..self.columns.len()).map(|column| row.get::<_, Value>(column));
            match values.collect::<rusqlite::Result<Vec<_>>>() {
                Ok(values) => each(values)?,
                // Text that is not Unicode: the row is there, its words are not.
                Err(_) => continue,
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Order {
    Rising,
    First,
    Falling,
}
