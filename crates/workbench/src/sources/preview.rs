use std::path::Path;

use super::{FileToRead, SourcePreview, files, mapping};
use crate::{Code, Error, Project, Result};

/// How a file would be read: kind, role of each column with the reason, first rows. Stores nothing.
pub fn preview(project: &Project, request: FileToRead) -> Result<SourcePreview> {
    let path = Path::new(&request.path);
    let name = files::file_name(path);
    let bytes = files::bytes(path)?;
    let look = |options: &assay_ingest::Options| {
        assay_ingest::preview(&name, &bytes, options)
            .map_err(|error| Error::new(Code::File, error.to_string()))
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
    })
}
