//! What the tests of this folder import.

use std::path::Path;

use super::{FileToRead, ImportReport, ImportRequest, import_at};
use crate::{Result, Task};

/// A file, read as it is guessed to be.
pub fn file(path: &Path) -> FileToRead {
    FileToRead {
        path: path.display().to_string(),
        ..FileToRead::default()
    }
}

/// Imports a file, contact data redacted, into the project at a path, which is made if there is none.
pub fn import(project: &Path, file: FileToRead) -> Result<ImportReport> {
    let request = ImportRequest {
        files: vec![file],
        redact: true,
        ..ImportRequest::default()
    };
    Ok(import_at(project, request, &Task::silent())?.value)
}
