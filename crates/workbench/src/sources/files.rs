//! Paths a person named, turned into files to read.

use std::path::{Path, PathBuf};

use super::FileToRead;
use crate::{Code, Error, Result};

/// A file to read. Files found in a folder may fail without failing the import.
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) request: FileToRead,
    pub(super) in_folder: bool,
}

/// Every file of the request, folders unfolded in the order of their names.
pub(super) fn find(files: &[FileToRead]) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    for request in files {
        let path = Path::new(&request.path);
        let metadata =
            std::fs::metadata(path).map_err(|error| Error::file(path, "read", &error))?;
        if !metadata.is_dir() {
            found.push(Found {
                path: path.to_path_buf(),
                request: request.clone(),
                in_folder: false,
            });
            continue;
        }
        let mut inside = Vec::new();
        walk(path, 0, &mut inside)?;
        inside.sort();
        if inside.is_empty() {
            return Err(Error::new(
                Code::File,
                format!(
                    "{} is a folder without a file that can be imported; the formats that can are {}",
                    path.display(),
                    assay_ingest::SUPPORTED
                ),
            ));
        }
        found.extend(inside.into_iter().map(|path| Found {
            request: FileToRead {
                path: path.display().to_string(),
                ..request.clone()
            },
            path,
            in_folder: true,
        }));
    }
    if found.is_empty() {
        return Err(Error::bad_input(
            "no file was named; name at least one to import",
        ));
    }
    Ok(found)
}

/// The bytes of a file, refused before reading when there are too many.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>> {
    let size = std::fs::metadata(path)
        .map_err(|error| Error::file(path, "read", &error))?
        .len();
    // The readers hold this limit too; here it keeps such a file from being read into memory at all.
    const LARGEST: u64 = assay_ingest::limits::FILE_BYTES as u64;
    if size > LARGEST {
        return Err(Error::new(
            Code::File,
            format!(
                "{} is larger than {} GiB, which is more than one import takes; split it and import the parts",
                path.display(),
                LARGEST >> 30
            ),
        ));
    }
    std::fs::read(path).map_err(|error| Error::file(path, "read", &error))
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<()> {
    const DEEPEST: usize = 8;
    let failed = |error: std::io::Error| Error::file(folder, "read", &error);
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() && !hidden && depth < DEEPEST {
            walk(&path, depth + 1, found)?;
        } else if kind.is_file() && !hidden && is_supported(&path) {
            found.push(path);
        }
    }
    Ok(())
}

fn is_supported(path: &Path) -> bool {
    let Some(extension) = path.extension() else {
        return false;
    };
    let extension = format!(".{}", extension.to_string_lossy().to_lowercase());
    assay_ingest::SUPPORTED
        .split([',', ' '])
        .any(|supported| supported == extension)
}
