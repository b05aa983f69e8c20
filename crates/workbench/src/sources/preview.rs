use std::path::Path;

use assay_ingest::Input;

use super::files::{self, FileOnDisk, Found};
use super::{FileToRead, FolderFile, SourcePreview, archive, mapping, refi};
use crate::{Project, Result, Task};

/// Files of a folder that are looked into before it is imported; the others keep their secret.
const MOST_FILES: usize = 200;

/// The largest file of a folder that is looked into, bytes.
const LARGEST: u64 = 4 << 20;

/// How a file would be read: kind, role of each column with the reason, first rows. For a folder or an
/// archive of several files, the files in it. Stores nothing.
pub fn preview(project: &Project, request: FileToRead) -> Result<SourcePreview> {
    if Path::new(&request.path).is_dir() {
        return folder(project, request);
    }
    match archive::parts(Path::new(&request.path))?.as_deref() {
        // What is in it alone stands for it.
        Some([only]) => {
            let path = only.display().to_string();
            return preview(project, FileToRead { path, ..request });
        }
        Some(_) => return folder(project, request),
        None => {}
    }
    let path = Path::new(&request.path);
    if let Some(what) = refi::recognise(path) {
        return refi::preview(request, what);
    }
    let task = Task::silent();
    let file = FileOnDisk::find(path, &task)?;
    let look = |options: &assay_ingest::Options| {
        assay_ingest::preview(file.name(), &file, options).map_err(|error| file.failure(error))
    };
    let mut preview = look(&mapping::options(&request)?)?;
    let remembered =
        project.read(|store| mapping::remembered(store, &request, &preview.columns))?;
    if let Some(options) = remembered {
        preview = look(&options)?;
    }
    Ok(SourcePreview {
        path: request.path,
        kind: preview.kind.name().to_string(),
        kind_reason: preview.kind_reason,
        format: preview.format,
        encoding: preview.encoding,
        columns: mapping::readings(&preview.columns),
        rows: preview.first_rows,
        files: Vec::new(),
    })
}

fn folder(project: &Project, request: FileToRead) -> Result<SourcePreview> {
    let found = files::find(std::slice::from_ref(&request))?;
    let files = found
        .iter()
        .enumerate()
        .map(|(place, file)| {
            let (kind, problem) = match kind_in_folder(project, file, place) {
                Ok(kind) => (kind, None),
                Err(error) => (None, Some(error.message)),
            };
            let inside = file.path.strip_prefix(&request.path);
            FolderFile {
                name: inside.unwrap_or(&file.path).display().to_string(),
                kind,
                problem,
            }
        })
        .collect();
    Ok(SourcePreview {
        kind: request.kind.unwrap_or_default(),
        kind_reason: String::new(),
        format: "folder".into(),
        encoding: String::new(),
        columns: Vec::new(),
        rows: Vec::new(),
        path: request.path,
        files,
    })
}

/// What one of the first files of a folder holds, unless it is large.
fn kind_in_folder(project: &Project, file: &Found, place: usize) -> Result<Option<String>> {
    if place >= MOST_FILES || FileOnDisk::find(&file.path, &Task::silent())?.size() > LARGEST {
        return Ok(None);
    }
    Ok(Some(preview(project, file.request.clone())?.kind))
}
