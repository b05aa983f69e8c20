//! The open project: one connection that writes, and as many that read as are in use.

use std::any::Any;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{SystemTime, UNIX_EPOCH};

pub use assay_store::Noun;
use assay_store::{Place, Store, StoreError, Write};

use crate::cache::Cache;
use crate::{Code, Error, Result};

/// An open project. Reading never waits for writing, so a window stays usable during an import.
pub struct Project {
    path: PathBuf,
    place: Place,
    writer: Mutex<Store>,
    idle_readers: Mutex<Vec<Store>>,
    cache: Cache,
}

/// What a writing verb gives back: its value, and the nouns a window has to draw again.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Changed<T> {
    /// The answer.
    pub value: T,
    /// What it touched.
    pub changed: Vec<Noun>,
}

impl Project {
    /// Open the project file at `path`.
    pub fn open(path: &Path) -> Result<Project> {
        Self::around(Store::open(path).map_err(|error| at(path, error))?)
    }

    /// Make a new project file at `path`.
    pub fn create(path: &Path) -> Result<Project> {
        let mut salt = [0u8; 16];
        getrandom::fill(&mut salt).map_err(|error| {
            Error::new(
                Code::Internal,
                format!("the system gave no random bytes: {error}"),
            )
        })?;
        Self::around(Store::create(path, now(), salt).map_err(|error| at(path, error))?)
    }

    /// Open the project file at `path`, or make it when there is none.
    pub fn open_or_create(path: &Path) -> Result<Project> {
        if path.exists() {
            return Self::open(path);
        }
        match Self::create(path) {
            // Somebody else was quicker.
            Err(_) if path.exists() => Self::open(path),
            made => made,
        }
    }

    fn around(store: Store) -> Result<Project> {
        let path = std::path::absolute(store.path()).unwrap_or_else(|_| store.path().to_path_buf());
        Ok(Project {
            path,
            place: store.place().clone(),
            writer: Mutex::new(store),
            idle_readers: Mutex::default(),
            cache: Cache::default(),
        })
    }

    /// The project file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Read with a connection of one's own.
    pub(crate) fn read<T>(&self, body: impl FnOnce(&Store) -> Result<T>) -> Result<T> {
        let idle = self
            .idle_readers
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .pop();
        let store = match idle {
            Some(store) => store,
            // Not through the writer: it may be busy for a while, with the very work that reads here.
            None => Store::reader(&self.place)?,
        };
        let result = body(&store);
        self.idle_readers
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .push(store);
        result
    }

    /// What `load` makes of `nouns`, kept until anybody writes to one of them: one value a type.
    pub(crate) fn cached<T: Any + Send + Sync>(
        &self,
        nouns: &[Noun],
        load: impl FnOnce(&Project) -> Result<T>,
    ) -> Result<Arc<T>> {
        self.cache.get(&self.place, nouns, || load(self))
    }

    /// Write in one transaction, which becomes one step of the history.
    pub(crate) fn write<T>(
        &self,
        body: impl FnOnce(&mut Write) -> Result<T>,
    ) -> Result<Changed<T>> {
        let (value, changed) = self.writer().transact(now(), body)?;
        Ok(Changed { value, changed })
    }

    /// Copy the project as it is at this moment to a file. Goes on to work when the file that is
    /// open was removed or replaced: then through the connections that still have it.
    pub(crate) fn copy_to(&self, to: &Path) -> Result<()> {
        match self.read(|store| Ok(store.copy_to(to)?)) {
            Err(error) if error.code == Code::Gone => Ok(self.writer().copy_to(to)?),
            other => other,
        }
    }

    /// The writing connection, for undo and redo.
    pub(crate) fn writer(&self) -> MutexGuard<'_, Store> {
        self.writer
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// Unix seconds UTC.
pub(crate) fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_secs() as i64)
}

/// Name the file in errors that do not.
fn at(path: &Path, error: StoreError) -> Error {
    let named = matches!(
        error,
        StoreError::Missing(_)
            | StoreError::Exists(_)
            | StoreError::NotAProject { .. }
            | StoreError::Newer { .. }
            | StoreError::Gone(_)
            | StoreError::TakenOver(_)
            | StoreError::OpenElsewhere { .. }
            | StoreError::Beside { .. }
            | StoreError::DamagedCopy(_)
    );
    let mut error = Error::from(error);
    if !named {
        error.message = format!("{}: {}", path.display(), error.message);
    }
    error
}
