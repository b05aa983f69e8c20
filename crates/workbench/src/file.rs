//! Files that are there whole or not at all.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// Why a file was not written.
pub(crate) enum Unwritten {
    /// The file system would not have it.
    File(io::Error),
    /// What was to be in it could not be had.
    Content(Error),
}

impl Unwritten {
    /// The same as an error that names the file.
    pub(crate) fn about(self, path: &Path) -> Error {
        match self {
            Unwritten::File(error) => Error::file(path, "written", &error),
            Unwritten::Content(error) => error,
        }
    }
}

impl From<io::Error> for Unwritten {
    fn from(error: io::Error) -> Unwritten {
        Unwritten::File(error)
    }
}

impl From<Error> for Unwritten {
    fn from(error: Error) -> Unwritten {
        Unwritten::Content(error)
    }
}

impl From<assay_store::StoreError> for Unwritten {
    fn from(error: assay_store::StoreError) -> Unwritten {
        Unwritten::Content(error.into())
    }
}

impl From<assay_analysis::Cancelled> for Unwritten {
    fn from(error: assay_analysis::Cancelled) -> Unwritten {
        Unwritten::Content(error.into())
    }
}

/// Let `fill` write a file beside the target, then put it in the target's place: a reader never
/// meets half a file, and on an error what was there before stays.
pub(crate) fn write_whole<T>(
    path: &Path,
    fill: impl FnOnce(&mut File) -> std::result::Result<T, Unwritten>,
) -> Result<T> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let written = File::create(&beside)
        .map_err(Unwritten::File)
        .and_then(|mut file| {
            let value = fill(&mut file)?;
            file.sync_all()?;
            std::fs::rename(&beside, path)?;
            Ok(value)
        });
    written.map_err(|why| {
        let _ = std::fs::remove_file(&beside);
        why.about(path)
    })
}
