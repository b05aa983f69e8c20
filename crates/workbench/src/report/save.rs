use std::path::{Path, PathBuf};

use super::{ReportRequest, SaveReportRequest, SavedReport, render};
use crate::{Error, Project, Result};

/// Write the report to a markdown file, and its charts into the folder `NAME-charts` beside it.
pub fn save(project: &Project, request: SaveReportRequest) -> Result<SavedReport> {
    let path = PathBuf::from(&request.path);
    let report = render(
        project,
        ReportRequest {
            template: request.template,
            sections: request.sections,
            compare: request.compare,
        },
    )?;
    let name = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_else(|| "report".into());
    let folder_name = format!("{name}-charts");
    let folder = path.with_file_name(&folder_name);
    let mut markdown = report.markdown;
    let mut files = vec![path.clone()];
    if !report.charts.is_empty() {
        make_folder(&folder).map_err(|error| Error::file(&path, "written", &error))?;
    }
    for chart in &report.charts {
        let file = folder.join(&chart.name);
        write_whole(&file, &chart.svg)?;
        markdown = markdown.replace(
            &format!("]({})", chart.name),
            &format!("](<{folder_name}/{}>)", chart.name),
        );
        files.push(file);
    }
    write_whole(&path, &markdown)?;
    Ok(SavedReport {
        files: files
            .into_iter()
            .map(|file| file.display().to_string())
            .collect(),
    })
}

/// Make the folder of the charts, but none above it: a mistyped path is an error, not a new place.
fn make_folder(folder: &Path) -> std::io::Result<()> {
    match std::fs::create_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

/// Write beside the target and rename, so that a reader never meets half a file.
fn write_whole(path: &Path, text: &str) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        Error::file(path, "written", &error)
    })
}
