//! Creating, opening and migrating the file.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::{Result, StoreError, events};

/// Version of the schema this program reads and writes (`PRAGMA user_version`).
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// `ASSY`, in SQLite's header (`PRAGMA application_id`).
const APPLICATION_ID: i64 = 0x4153_5359;

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
];

/// One step of a migration.
enum Step {
    /// Statements.
    Sql(&'static str),
    /// What statements alone cannot do.
    Code(fn(&Transaction) -> Result<()>),
}

/// One connection to one project file.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Make a new project at `path`, which must not exist. `now` is unix seconds UTC, `salt` any
    /// 16 random bytes: it keeps the digests of redacted values from being looked up in a table.
    pub fn create(path: &Path, now: i64, salt: [u8; 16]) -> Result<Store> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_path_buf()));
        }
        let made = Self::create_at(path, now, salt);
        if made.is_err() {
            for suffix in ["", "-wal", "-shm", "-journal"] {
                let _ = std::fs::remove_file(with_suffix(path, suffix));
            }
        }
        made
    }

    fn create_at(path: &Path, now: i64, salt: [u8; 16]) -> Result<Store> {
        let mut store = connect(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        )?;
        store.migrate_from(0)?;
        store.connection.execute(
            "INSERT INTO project (id, created_at, salt) VALUES (1, ?1, ?2)",
            (now, salt),
        )?;
        Ok(store)
    }

    /// Open the project at `path`. A file of an older version is copied to `NAME.vN.backup` first
    /// and then migrated in one transaction; a newer one is refused.
    pub fn open(path: &Path) -> Result<Store> {
        check_header(path)?;
        let mut store = look(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let application: i64 = store.pragma("application_id")?;
        if application != APPLICATION_ID {
            return Err(StoreError::NotAProject {
                path: path.into(),
                why: "it is a database of another program".into(),
            });
        }
        let found = store.pragma("user_version")?;
        if found > SCHEMA_VERSION {
            return Err(StoreError::Newer {
                path: path.into(),
                found,
                known: SCHEMA_VERSION,
            });
        }
        store.configure()?;
        if found < SCHEMA_VERSION {
            store.connection.backup(
                "main",
                with_suffix(path, &format!(".v{found}.backup")),
                None::<fn(rusqlite::backup::Progress)>,
            )?;
            store.migrate_from(found)?;
        }
        Ok(store)
    }

    /// One more connection to a project that [`Store::open`] has accepted, for reading while
    /// another one writes.
    pub fn reader(path: &Path) -> Result<Store> {
        connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn migrate_from(&mut self, version: i64) -> Result<()> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for step in &MIGRATIONS[version.max(0) as usize..] {
            match step {
                Step::Sql(statements) => transaction.execute_batch(statements)?,
                Step::Code(code) => code(&transaction)?,
            }
        }
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        Ok(transaction.commit()?)
    }

    fn configure(&self) -> Result<()> {
        let connection = &self.connection;
        connection.set_prepared_statement_cache_capacity(64);
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cache_size", -64_000)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        Ok(())
    }

    /// A number that is another one after any other connection has written to the file, of this
    /// program or another. Its own writes do not change it.
    pub fn data_version(&self) -> Result<i64> {
        self.pragma("data_version")
    }

    pub(crate) fn pragma(&self, name: &str) -> Result<i64> {
        Ok(self
            .connection
            .pragma_query_value(None, name, |row| row.get(0))?)
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Store> {
    let store = look(path, flags)?;
    store.configure()?;
    Ok(store)
}

/// A connection that has not changed anything yet: the file may be somebody else's.
fn look(path: &Path, flags: OpenFlags) -> Result<Store> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    Ok(Store {
        connection,
        path: path.to_path_buf(),
    })
}

fn check_header(path: &Path) -> Result<()> {
    let not = |why: &str| StoreError::NotAProject {
        path: path.into(),
        why: why.into(),
    };
    if path.is_dir() {
        return Err(not("it is a folder"));
    }
    let mut header = [0u8; 16];
    let read = File::open(path)
        .and_then(|mut file| file.read(&mut header))
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => StoreError::Missing(path.into()),
            _ => not(&format!("it cannot be read: {error}")),
        })?;
    match &header[..read] {
        [] => Err(not("it is empty")),
        b"SQLite format 3\0" => Ok(()),
        _ => Err(not("it is not a SQLite file")),
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
