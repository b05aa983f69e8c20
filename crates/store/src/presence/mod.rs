//! Who has a project open: a mark for each process in the folder `NAME.assay.open` beside the file.
//!
//! SQLite keeps two programs apart by locks of the system, and lets them share memory. Some disks
//! (mounts of other systems, network folders) say that a lock was given and give none, and two machines
//! never share memory: there, two programs damage the file without either noticing. So each process
//! leaves a mark before it opens the project, locks the mark as SQLite would, and looks at the others:
//!
//! - a mark whose lock is seen belongs to a process beside this one, and locks work: both go on;
//! - a mark whose lock is not seen, though its process runs, tells that locks do not work here;
//! - a mark of another machine that was renewed lately tells that the project is open there.
//!
//! In the last two cases only one may have the project open. Whoever comes takes its mark back, waits,
//! and tries again; in the end it is refused. As each leaves its mark before it looks, two that come at
//! once see each other. What a process that was killed left behind is cleared away by the next one.

mod machine;
mod mark;

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use self::mark::Mark;
use crate::log::PATIENCE;
use crate::open::with_suffix;
use crate::{Result, StoreError};

/// How often a mark is renewed.
const RENEWED: Duration = Duration::from_secs(30);

/// A mark of another machine that was not renewed for so long is what is left of one that stopped.
const STALE: Duration = Duration::from_secs(180);

/// This process has the project open. Its mark goes when this is dropped.
#[derive(Debug)]
pub(crate) struct Presence {
    mark: PathBuf,
    /// Holds the lock on the mark. Nobody uses it, but readers of several threads share it.
    _lock: Mutex<Connection>,
    /// Ends the renewing when it is dropped.
    _renewing: Sender<()>,
}

impl Presence {
    /// Leave a mark for the project at `path`, whether or not it is there already.
    ///
    /// # Errors
    /// [`StoreError::OpenElsewhere`] where only one may have it open and another one has,
    /// [`StoreError::NoLocks`] where the disk gives no locks at all.
    pub(crate) fn announce(path: &Path) -> Result<Presence> {
        let folder = with_suffix(&real(path), ".open");
        let begun = Instant::now();
        loop {
            let presence = Presence::leave(path, &folder)?;
            let Some(other) = presence.somebody_apart(&folder)? else {
                return Ok(presence);
            };
            drop(presence);
            if begun.elapsed() > PATIENCE {
                return Err(StoreError::OpenElsewhere {
                    path: path.to_path_buf(),
                    who: other.who(),
                    marks: folder,
                });
            }
            // Not in step with others that wait as well.
            thread::sleep(Duration::from_millis(
                40 + u64::from(std::process::id() % 60),
            ));
        }
    }

    /// Whether the mark is still there. It is not when another machine took this one for stopped, as
    /// after a long sleep: then that one may have written.
    pub(crate) fn holds(&self) -> bool {
        self.mark.exists()
    }

    /// Whether there is no other mark, not even of this process.
    pub(crate) fn is_alone(&self) -> bool {
        let marks = self.mark.parent().and_then(|folder| folder.read_dir().ok());
        marks.is_some_and(|marks| marks.flatten().all(|mark| mark.path() == self.mark))
    }

    /// A path beside the mark for a file that goes when this process is gone.
    pub(crate) fn scratch(&self) -> PathBuf {
        with_suffix(&self.mark, ".new")
    }

    fn leave(path: &Path, folder: &Path) -> Result<Presence> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let mark = folder.join(Mark::own(folder, count).name());
        let file = create(path, folder, &mark)?;
        let locked = lock(&mark).map_err(|error| match StoreError::from(error) {
            // Nobody else can have locked a file that is new for so long.
            StoreError::Busy => StoreError::NoLocks,
            other => other,
        });
        let lock = match locked {
            Ok(lock) => lock,
            Err(error) => {
                remove(&mark);
                return Err(error);
            }
        };
        Ok(Presence {
            mark,
            _lock: Mutex::new(lock),
            _renewing: renew(file),
        })
    }

    /// A mark of somebody from whom nothing keeps this process apart but that only one has the
    /// project open. Clears away what is left of those who are gone.
    fn somebody_apart(&self, folder: &Path) -> Result<Option<Mark>> {
        let unread = |error: io::Error| StoreError::beside(folder, &error);
        let now = modified(&self.mark).map_err(unread)?;
        for entry in std::fs::read_dir(folder).map_err(unread)?.flatten() {
            let name = entry.file_name();
            let Some(other) = name.to_str().and_then(Mark::read) else {
                continue;
            };
            if other.is_of_this_process() {
                continue;
            }
            let at = entry.path();
            match standing(&other, &at, folder, now) {
                Standing::Beside => {}
                Standing::Apart => return Ok(Some(other)),
                Standing::Gone => remove(&at),
            }
        }
        Ok(None)
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        remove(&self.mark);
    }
}

/// What another mark tells.
enum Standing {
    /// A process that locks keep apart from this one.
    Beside,
    /// One that they do not.
    Apart,
    /// Left behind.
    Gone,
}

fn standing(other: &Mark, at: &Path, folder: &Path, now: SystemTime) -> Standing {
    let lately = || {
        modified(at).is_ok_and(|renewed| {
            let age = now.duration_since(renewed).unwrap_or_default();
            age < STALE
        })
    };
    let runs = if !other.is_of_this_machine() {
        !other.is_of_an_earlier_start() && lately()
    } else if is_locked(at) {
        return Standing::Beside;
    } else if other.is_of_this_host() {
        // In a copy of the folder, marks are nobody's.
        other.is_for(folder) && other.runs()
    } else {
        // In another container, whose processes cannot be asked for.
        lately()
    };
    match runs {
        true => Standing::Apart,
        false => Standing::Gone,
    }
}

/// The file itself, wherever links to it lie; one that is not there yet by its folder.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| {
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        match (folder.canonicalize(), path.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => path.to_path_buf(),
        }
    })
}

/// A new mark, in a folder that the last one to leave may remove at the same moment.
fn create(path: &Path, folder: &Path, mark: &Path) -> Result<File> {
    let mut tries = 100;
    loop {
        let made = match std::fs::create_dir(folder) {
            Ok(()) => {
                share(folder);
                Ok(())
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
        };
        match made.and_then(|()| File::create_new(mark)) {
            Ok(file) => return Ok(file),
            Err(error)
                if error.kind() == ErrorKind::NotFound && folder_of(path).is_dir() && tries > 0 =>
            {
                tries -= 1;
            }
            Err(error) => {
                return Err(match error.kind() {
                    ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                        StoreError::ReadOnly
                    }
                    _ => StoreError::beside(path, &error),
                });
            }
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Whoever may put a file beside the project may put a mark there.
fn share(folder: &Path) {
    if let Some(Ok(above)) = folder.parent().map(std::fs::metadata) {
        let _ = std::fs::set_permissions(folder, above.permissions());
    }
}

/// The lock that SQLite would take on a project.
fn lock(mark: &Path) -> rusqlite::Result<Connection> {
    let connection = quick(mark)?;
    // Somebody who looks whether it is locked has it for a moment.
    connection.busy_timeout(Duration::from_secs(1))?;
    connection.execute_batch("BEGIN IMMEDIATE")?;
    Ok(connection)
}

/// Whether another process has the lock. Where that cannot be found out, as where marks of another
/// person cannot be written, it is taken for granted.
fn is_locked(mark: &Path) -> bool {
    let tried = quick(mark).and_then(|connection| connection.execute_batch("BEGIN IMMEDIATE"));
    match tried {
        Ok(()) => false,
        Err(error) => error.sqlite_error_code() != Some(ErrorCode::CannotOpen) || mark.exists(),
    }
}

/// A connection that does not wait and makes no other file.
fn quick(mark: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(mark, flags)?;
    connection.busy_timeout(Duration::ZERO)?;
    // Nothing is written, so there is nothing to take back.
    connection.pragma_update(None, "journal_mode", "OFF")?;
    Ok(connection)
}

/// Renews the mark until the sender is dropped. The file stays open as long as that: closing it would
/// drop SQLite's lock on it.
fn renew(file: File) -> Sender<()> {
    let (sender, end) = channel();
    thread::spawn(move || {
        while end.recv_timeout(RENEWED) == Err(RecvTimeoutError::Timeout) {
            machine::touch(&file);
        }
    });
    sender
}

fn modified(path: &Path) -> io::Result<SystemTime> {
    std::fs::metadata(path)?.modified()
}

/// Remove a mark with what belongs to it, and the folder when it was the last one.
fn remove(mark: &Path) {
    let part = with_suffix(mark, ".new");
    for file in [&with_suffix(&part, "-journal"), &part, mark] {
        let _ = std::fs::remove_file(file);
    }
    if let Some(folder) = mark.parent() {
        let _ = std::fs::remove_dir(folder);
    }
}
