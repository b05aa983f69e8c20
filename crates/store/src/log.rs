//! SQLite's write-ahead log beside the file, which is what lets others read while one writes.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, ffi};

use crate::open::with_suffix;

/// How long to wait for a lock of another connection.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Write to a write-ahead log from now on; where there can be none, SQLite keeps its rollback
/// journal. A file that had none is changed to it only while nobody writes.
pub(crate) fn use_log(connection: &Connection) -> rusqlite::Result<()> {
    let mut tries = 100;
    loop {
        match connection.pragma_update(None, "journal_mode", "WAL") {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && tries > 0 =>
            {
                tries -= 1;
                std::thread::sleep(Duration::from_millis(50));
            }
            other => return other,
        }
    }
}

/// Put what the log holds into the file and empty it, after each step: a plain copy of the file is then
/// whole, and SQLite, which takes any log that lies beside a file for that file's, finds nothing in it to
/// put into another one that takes its place. While somebody reads, the next step has to do it.
pub(crate) fn empty(connection: &Connection) {
    let _ = connection.busy_timeout(Duration::ZERO);
    let _ = connection.pragma_update(None, "wal_checkpoint", "TRUNCATE");
    let _ = connection.busy_timeout(PATIENCE);
}

/// Leave the log alone when the connection closes: it is another file's by now.
pub(crate) fn leave_log(connection: &Connection) {
    let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
}

/// Remove what a project that is gone has left where a new one is to be.
pub(crate) fn forget_log(path: &Path) {
    for suffix in ["-wal", "-shm", "-journal"] {
        let _ = std::fs::remove_file(with_suffix(path, suffix));
    }
}

/// The file has a write-ahead log, for which the disk would have to lend memory to several
/// programs; network folders do not.
pub(crate) fn needs_shared_memory(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::SqliteFailure(found, _) if matches!(
            found.extended_code,
            ffi::SQLITE_CANTOPEN
                | ffi::SQLITE_PROTOCOL
                | ffi::SQLITE_IOERR_SHMOPEN
                | ffi::SQLITE_IOERR_SHMSIZE
                | ffi::SQLITE_IOERR_SHMLOCK
                | ffi::SQLITE_IOERR_SHMMAP
        )
    )
}

/// Put what the log holds into the file and go back to a rollback journal. Needs no shared memory,
/// because nobody else is let in meanwhile.
pub(crate) fn give_up_log(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.pragma_update(None, "journal_mode", "DELETE")
}

#[cfg(all(test, unix))]
mod tests {
    use rusqlite::OpenFlags;

    use super::*;
    use crate::{SCHEMA_VERSION, Store};

    fn version(connection: &Connection) -> rusqlite::Result<i64> {
        connection.pragma_query_value(None, "user_version", |row| row.get(0))
    }

    /// A connection that lacks shared memory, as on a network folder.
    fn without_shared_memory(path: &Path) -> Connection {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
        Connection::open_with_flags_and_vfs(path, flags, c"unix-dotfile").unwrap()
    }

    #[test]
    fn where_no_log_can_be_a_project_opens_with_a_rollback_journal() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.assay");
        drop(Store::create(&path, 5, [0; 16]).unwrap());

        let error = version(&without_shared_memory(&path)).unwrap_err();
        assert!(needs_shared_memory(&error), "{error:?}");

        give_up_log(&without_shared_memory(&path)).unwrap();
        let connection = without_shared_memory(&path);
        assert_eq!(version(&connection).unwrap(), SCHEMA_VERSION);
        use_log(&connection).unwrap();
        let mode: String = connection
            .pragma_query_value(None, "journal_mode", |row| row.get(0))
            .unwrap();
        assert_eq!(mode, "delete", "asking for a log is no error there");
    }
}
