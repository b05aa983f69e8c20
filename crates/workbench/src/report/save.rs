use std::io::Write;
use std::path::{Path, PathBuf};

use super::{SaveReportRequest, SavedReport, render};
use crate::file::write_whole;
use crate::{Error, Project, Result};

/// Write the report to a markdown file, and its charts into the folder `NAME-charts` beside it.
pub fn save(project: &Project, request: SaveReportRequest) -> Result<SavedReport> {
    let path = PathBuf::from(&request.path);
    let report = render(project, request.report)?;
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
        write_whole(&file, |out| Ok(out.write_all(chart.svg.as_bytes())?))?;
        markdown = markdown.replace(
            &format!("]({})", chart.name),
            &format!("](<{folder_name}/{}>)", chart.name),
        );
        files.push(file);
    }
    write_whole(&path, |out| Ok(out.write_all(markdown.as_bytes())?))?;
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
