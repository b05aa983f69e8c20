//! Copies of the project file, and putting one in its place.

use std::fs::File;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, Row};

use crate::log::empty;
use crate::open::{accepted, guard, with_suffix};
use crate::presence::Presence;
use crate::{Result, Store, StoreError};

/// Pages copied between two looks at the clock: 16 MiB.
const PAGES: i32 = 4096;

/// How often a lock that another connection holds is asked for, 50 ms apart.
const TRIES: u32 = 100;

impl Store {
    /// Copy the project as it is at this moment to `to`: whole or not at all, whatever happens
    /// meanwhile. Others may go on reading and writing. The copy is one file without a log beside it.
    pub fn copy_to(&self, to: &Path) -> Result<()> {
        copy(&self.connection, to)
    }

    /// Whether the copy at `path` has the same history as this project, so that a further copy
    /// would say nothing new. A copy that cannot be read has not.
    pub fn has_history_of(&self, path: &Path) -> Result<bool> {
        let ours = steps(&self.connection)?;
        Ok(read_only(path)
            .and_then(|copy| steps(&copy))
            .is_ok_and(|theirs| theirs == ours))
    }

    /// Put the copy at `from` in place of everything in this project, in one transaction: whoever
    /// has it open reads on and finds the other state. A copy that is damaged or not a project
    /// changes nothing.
    pub fn replace_with(&mut self, from: &Path) -> Result<()> {
        let copy = sound(from)?;
        self.place().check()?;
        self.connection.flush_prepared_statement_cache();
        let backup = Backup::new(&copy, &mut self.connection)?;
        run(&backup)?;
        drop(backup);
        empty(&self.connection);
        self.bring_up_to_date()
    }
}

/// Put a copy of the copy at `from` at `path`, where no project can be opened. What lies there, if
/// anything, is moved to `aside` with what SQLite keeps beside it.
pub fn put_in_place(from: &Path, path: &Path, aside: &Path) -> Result<()> {
    let copied = sound(from)?;
    let _here = Presence::announce(path)?;
    for suffix in ["-wal", "-shm", "-journal", ""] {
        let (old, new) = (with_suffix(path, suffix), with_suffix(aside, suffix));
        match std::fs::rename(&old, &new) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::beside(&new, &error));
            }
            _ => {}
        }
    }
    copy(&copied, path)
}

/// Copy what `from` reads to a file at `to`, written beside it and renamed when it is whole.
pub(crate) fn copy(from: &Connection, to: &Path) -> Result<()> {
    let part = with_suffix(to, ".part");
    let written = write_copy(from, &part).and_then(|()| {
        let named = File::open(&part)
            .and_then(|file| file.sync_all())
            .and_then(|()| std::fs::rename(&part, to));
        named.map_err(|error| StoreError::beside(to, &error))
    });
    if written.is_err() {
        for suffix in ["", "-journal"] {
            let _ = std::fs::remove_file(with_suffix(&part, suffix));
        }
    }
    written
}

fn write_copy(from: &Connection, part: &Path) -> Result<()> {
    match std::fs::remove_file(part) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(StoreError::beside(part, &error));
        }
        _ => {}
    }
    let mut to = Connection::open(part)?;
    // It is not a copy before it is renamed, and until then nobody needs it.
    to.pragma_update(None, "journal_mode", "OFF")?;
    to.pragma_update(None, "synchronous", "OFF")?;
    let backup = Backup::new(from, &mut to)?;
    run(&backup)?;
    drop(backup);
    to.pragma_update(None, "journal_mode", "DELETE")?;
    to.close().map_err(|(_, error)| error.into())
}

fn run(backup: &Backup) -> Result<()> {
    let mut waited = 0;
    loop {
        match backup.step(PAGES)? {
            StepResult::Done => return Ok(()),
            StepResult::More => waited = 0,
            // Busy or locked: somebody else writes.
            _ if waited == TRIES => return Err(StoreError::Busy),
            _ => {
                waited += 1;
                thread::sleep(Duration::from_millis(50));
            }
        }
    }
}

/// A copy that may take a project's place.
fn sound(path: &Path) -> Result<Connection> {
    let copy = read_only(path)?;
    accepted(&copy, path)?;
    let said: String = copy.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        return Err(StoreError::DamagedCopy(path.into()));
    }
    Ok(copy)
}

fn read_only(path: &Path) -> Result<Connection> {
    if !path.is_file() {
        return Err(StoreError::Missing(path.into()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    guard(&connection)?;
    Ok(connection)
}

/// Id, words, time, whether it is undone, and the size of what it changed.
type Step = (i64, String, i64, bool, i64);

/// The steps of a history; what a step did is told by its size, its time and its words.
fn steps(connection: &Connection) -> Result<Vec<Step>> {
    let mut statement = connection
        .prepare("SELECT id, what, at, undone, length(changeset) FROM change ORDER BY id")?;
    let rows = statement.query_map([], |row: &Row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
