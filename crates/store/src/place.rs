//! Where an open project lies, and which file that is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::presence::Presence;
use crate::{Result, StoreError};

/// The path of an open project and the file that it named when it was opened. Another program can
/// remove that file or put another one in its place; what is written then would be lost, or harm
/// the other one.
#[derive(Clone, Debug)]
pub struct Place {
    path: PathBuf,
    file: Option<FileNumber>,
    presence: Arc<Presence>,
}

/// Device and number of a file, where the system tells them.
type FileNumber = (u64, u64);

impl Place {
    /// The file that `path` names now.
    pub(crate) fn now(path: &Path, presence: Arc<Presence>) -> Place {
        Place {
            path: path.to_path_buf(),
            file: number(path),
            presence,
        }
    }

    /// The path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Fail with a sentence when the path no longer names the file that was opened, or somebody else
    /// may have written to it as if it were not open here.
    pub(crate) fn check(&self) -> Result<()> {
        if self.file.is_some() && number(&self.path) != self.file {
            return Err(StoreError::Gone(self.path.clone()));
        }
        if !self.presence.holds() {
            return Err(StoreError::TakenOver(self.path.clone()));
        }
        Ok(())
    }
}

#[cfg(unix)]
fn number(path: &Path) -> Option<FileNumber> {
    use std::os::unix::fs::MetadataExt;
    let found = std::fs::metadata(path).ok()?;
    Some((found.dev(), found.ino()))
}

/// Windows keeps a file that is open from being removed or replaced.
#[cfg(not(unix))]
fn number(_path: &Path) -> Option<FileNumber> {
    None
}
