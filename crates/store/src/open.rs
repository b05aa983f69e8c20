//! Creating, opening and migrating the file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use crate::backup::copy;
use crate::log::{
    PATIENCE, empty, forget_log, give_up_log, leave_log, needs_shared_memory, use_log,
};
use crate::place::Place;
use crate::presence::Presence;
use crate::{Result, StoreError, events};

/// Version of the schema this program reads and writes (`PRAGMA user_version`).
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// `ASSY`, in SQLite's header (`PRAGMA application_id`).
pub(crate) const APPLICATION_ID: i64 = 0x4153_5359;

/// Step `n` brings a file of version `n` to version `n + 1`; the first one makes it from nothing.
const MIGRATIONS: &[Step] = &[
    Step::Sql(include_str!("schema.sql")),
    Step::Sql(include_str!("migrations/actions.sql")),
    Step::Sql(include_str!("migrations/timelines.sql")),
    Step::Code(events::migrate_rows),
    Step::Sql(include_str!("migrations/spans.sql")),
    Step::Sql(include_str!("migrations/asides.sql")),
    Step::Sql(include_str!("migrations/levels.sql")),
    Step::Sql(include_str!("migrations/encoders.sql")),
    Step::Sql(include_str!("migrations/maps.sql")),
    Step::Sql(include_str!("migrations/updates.sql")),
    Step::Sql(include_str!("migrations/languages.sql")),
    Step::Sql(include_str!("migrations/codebooks.sql")),
    Step::Sql(include_str!("migrations/search.sql")),
    Step::Sql(include_str!("migrations/revisions.sql")),
];

/// One step of a migration.
enum Step {
    /// Statements.
    Sql(&'static str),
    /// What statements alone cannot do.
    Code(fn(&Transaction) -> Result<()>),
}

/// One connection to one project file. When the file was replaced, dropping it leaves what lies beside
/// the path to the other file.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    place: Place,
}

impl Store {
    /// Make a new project at `path`, which must not exist. `now` is unix seconds UTC, `salt` any
    /// 16 random bytes: it keeps the digests of redacted values from being looked up in a table.
    pub fn create(path: &Path, now: i64, salt: [u8; 16]) -> Result<Store> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_path_buf()));
        }
        let presence = Presence::announce(path)?;
        // Beside it first, so that whatever happens there is a whole project at `path` or none.
        let part = presence.scratch();
        if presence.is_alone() {
            forget_log(path);
        }
        let made = make(&part, now, salt).and_then(|()| place_new(&part, path));
        for suffix in ["", "-journal"] {
            let _ = std::fs::remove_file(with_suffix(&part, suffix));
        }
        made?;
        Self::open_present(path, presence)
    }

    /// Open the project at `path`. A file of an older version is copied to `NAME.vN.backup` first
    /// and then migrated in one transaction; a newer one is refused.
    pub fn open(path: &Path) -> Result<Store> {
        is_file(path)?;
        Self::open_present(path, Presence::announce(path)?)
    }

    fn open_present(path: &Path, presence: Presence) -> Result<Store> {
        let mut store = look(path, presence)?;
        store.configure()?;
        store.bring_up_to_date()?;
        Ok(store)
    }

    /// One more connection to a project that [`Store::open`] has accepted, for reading while
    /// another one writes.
    ///
    /// # Errors
    /// [`StoreError::Gone`] when the path names another file by now.
    pub fn reader(place: &Place) -> Result<Store> {
        place.check()?;
        let store = Store {
            connection: open_connection(place.path(), OpenFlags::SQLITE_OPEN_READ_WRITE)?,
            place: place.clone(),
        };
        store.configure()?;
        place.check()?;
        Ok(store)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        self.place.path()
    }

    /// Where the file lies, and which one it is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Whether a reader can go on while another connection writes: not where the disk does not
    /// allow a write-ahead log, as on many network folders. Then they wait for each other.
    pub fn reads_while_writing(&self) -> Result<bool> {
        let mode: String = self
            .connection
            .pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        Ok(mode == "wal")
    }

    /// Migrate a file of an older version, after keeping it as it was beside this one.
    pub(crate) fn bring_up_to_date(&mut self) -> Result<()> {
        if self.pragma("user_version")? == SCHEMA_VERSION {
            return Ok(());
        }
        let path = self.path().to_path_buf();
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Asked again under the lock: another window may have migrated the file in the meantime.
        let found = number(&transaction, "user_version")?;
        if found < SCHEMA_VERSION {
            // By another connection: SQLite does not copy from one that is about to write.
            let reader = open_connection(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            copy(&reader, &with_suffix(&path, &format!(".v{found}.backup")))?;
            build(&transaction, found, SCHEMA_VERSION)?;
        }
        transaction.commit()?;
        empty(&self.connection);
        Ok(())
    }

    fn configure(&self) -> Result<()> {
        let connection = &self.connection;
        connection.set_prepared_statement_cache_capacity(64);
        use_log(connection)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cache_size", -64_000)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        guard(connection)?;
        Ok(())
    }

    pub(crate) fn pragma(&self, name: &str) -> Result<i64> {
        Ok(number(&self.connection, name)?)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if self.place.check().is_err() {
            leave_log(&self.connection);
        }
    }
}

/// An empty project in one file, without a log beside it.
fn make(path: &Path, now: i64, salt: [u8; 16]) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(StoreError::beside(path, &error));
        }
        _ => {}
    }
    let create = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut connection = open_connection(path, create)?;
    let transaction = connection.transaction()?;
    build(&transaction, 0, SCHEMA_VERSION)?;
    transaction.execute(
        "INSERT INTO project (id, created_at, salt) VALUES (1, ?1, ?2)",
        (now, salt),
    )?;
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error.into())
}

/// Give a new file its name, unless somebody else was quicker. Where the disk knows no second names
/// for a file, it is renamed.
fn place_new(part: &Path, path: &Path) -> Result<()> {
    match std::fs::hard_link(part, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(StoreError::Exists(path.to_path_buf()))
        }
        Err(_) => std::fs::rename(part, path).map_err(|error| StoreError::beside(path, &error)),
    }
}

/// Make the tables of version `from` those of version `to`.
pub(crate) fn build(transaction: &Transaction, from: i64, to: i64) -> Result<()> {
    for step in &MIGRATIONS[from.clamp(0, to) as usize..to as usize] {
        match step {
            Step::Sql(statements) => transaction.execute_batch(statements)?,
            Step::Code(code) => code(transaction)?,
        }
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", to)?;
    Ok(())
}

/// Look hard at what is read, and run nothing that a file brings along: it may be damaged, or made
/// by somebody else.
pub(crate) fn guard(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    Ok(())
}

/// Whether there is a file at all that could be a project.
fn is_file(path: &Path) -> Result<()> {
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(not_a_project(path, "it is a folder")),
        Ok(found) if found.len() == 0 => Err(not_a_project(path, "it is empty")),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(StoreError::Missing(path.into()))
        }
        Err(error) => Err(not_a_project(path, &format!("it cannot be read: {error}"))),
    }
}

/// A connection to a file that is known to be a project of a version that this program can read.
/// Nothing is changed: the file may be somebody else's.
///
/// SQLite alone opens the file. If this program opened and closed it by itself as well, the system
/// would drop the locks that other connections of this process have on it.
fn look(path: &Path, presence: Presence) -> Result<Store> {
    let connection = open_and_ask(path).map_err(|error| {
        if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) {
            not_a_project(path, "it is not a SQLite file")
        } else {
            error.into()
        }
    })?;
    accepted(&connection, path)?;
    Ok(Store {
        connection,
        place: Place::now(path, Arc::new(presence)),
    })
}

fn not_a_project(path: &Path, why: &str) -> StoreError {
    StoreError::NotAProject {
        path: path.into(),
        why: why.into(),
    }
}

/// The version of a file, if it is a project of a version that this program can read.
pub(crate) fn accepted(connection: &Connection, path: &Path) -> Result<i64> {
    if number(connection, "application_id")? != APPLICATION_ID {
        return Err(StoreError::NotAProject {
            path: path.into(),
            why: "it is a database of another program".into(),
        });
    }
    let found = number(connection, "user_version")?;
    if found > SCHEMA_VERSION {
        return Err(StoreError::Newer {
            path: path.into(),
            found,
            known: SCHEMA_VERSION,
        });
    }
    Ok(found)
}

fn number(connection: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, pragma, |row| row.get(0))
}

/// A connection that has read something.
fn open_and_ask(path: &Path) -> rusqlite::Result<Connection> {
    let ask = || {
        let connection = open_connection(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        number(&connection, "application_id")?;
        Ok(connection)
    };
    ask().or_else(|error| {
        let alone = || give_up_log(&open_connection(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?);
        if needs_shared_memory(&error) && alone().is_ok() {
            ask()
        } else {
            Err(error)
        }
    })
}

pub(crate) fn open_connection(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// `shop.assay` and `-wal` are `shop.assay-wal`.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
