//! A project of the samples that come with Assay: exports of one invented product.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;

use super::SampleRequest;
use crate::activation::{self, ActivationRequest};
use crate::sources::{self, FileToRead, ImportRequest, ImportedSource};
use crate::themes::{self, AnalyzeRequest};
use crate::{Error, Project, Result, Task};

#[derive(RustEmbed)]
#[folder = "../../samples"]
#[allow_missing = true]
#[exclude = "*.py"]
#[exclude = "*.pyc"]
#[exclude = "generator/*"]
#[exclude = "README.md"]
#[exclude = "truth.json"]
struct Samples;

/// Folder of the exports, beside the project.
const EXPORTS: &str = "samples";
/// Where a window puts the sample when nobody says where.
const FOLDER: &str = "Assay sample";
const PROJECT: &str = "sample.assay";

/// The sample as it was made.
pub struct Sample {
    /// The open project.
    pub project: Project,
    /// What was imported.
    pub imported: Vec<ImportedSource>,
    /// Themes found.
    pub themes: u64,
}

/// Open the sample of an earlier time, or make it: a person's work in it is not lost.
pub fn open_sample(request: &SampleRequest, task: &Task) -> Result<Project> {
    let folder = match &request.folder {
        Some(folder) => PathBuf::from(folder),
        None => documents()?.join(FOLDER),
    };
    let path = folder.join(PROJECT);
    match path.is_file() {
        true => Project::open(&path),
        false => make_sample(&path, task).map(|sample| sample.project),
    }
}

/// Write the exports into a folder beside `path` and make a project of them there: imported,
/// analysed, with its activation rule. The folder is made when it is missing.
pub fn make_sample(path: &Path, task: &Task) -> Result<Sample> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let files = write_exports(&folder.join(EXPORTS))?;
    let project = Project::create(path)?;
    match fill(&project, files, task) {
        Ok((imported, themes)) => Ok(Sample {
            project,
            imported,
            themes,
        }),
        Err(error) => {
            // Half a sample would be taken for a whole one the next time.
            drop(project);
            remove(path);
            Err(error)
        }
    }
}

fn documents() -> Result<PathBuf> {
    let home = std::env::home_dir()
        .filter(|home| home.is_dir())
        .ok_or_else(|| {
            Error::bad_input("there is no home folder to put the sample into; name a folder for it")
        })?;
    let documents = home.join("Documents");
    Ok(match documents.is_dir() {
        true => documents,
        false => home,
    })
}

/// Writes the exports and returns them with their kinds, customers and events first.
fn write_exports(folder: &Path) -> Result<Vec<FileToRead>> {
    let mut files = Vec::new();
    for name in Samples::iter() {
        let (Some(kind), Some(sample)) = (kind(&name), Samples::get(&name)) else {
            continue;
        };
        let path = folder.join(&*name);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|error| Error::file(parent, "made", &error))?;
        fs::write(&path, &sample.data).map_err(|error| Error::file(&path, "written", &error))?;
        files.push(FileToRead {
            path: unicode(&path)?,
            kind: Some(kind.to_owned()),
            map: Vec::new(),
        });
    }
    if files.is_empty() {
        return Err(Error::bad_input("this assay was built without its samples"));
    }
    files.sort_by(|a, b| (is_feedback(a), &a.path).cmp(&(is_feedback(b), &b.path)));
    Ok(files)
}

fn is_feedback(file: &FileToRead) -> bool {
    !matches!(file.kind.as_deref(), Some("customers" | "events"))
}

/// What an export holds, by its name; `None` for what is none.
fn kind(name: &str) -> Option<&'static str> {
    [
        ("interviews/", "interview"),
        ("focus_groups/", "focus-group"),
        ("survey_", "survey"),
        ("tickets", "ticket"),
        ("reviews", "review"),
        ("customers", "customers"),
        ("events", "events"),
    ]
    .into_iter()
    .find_map(|(beginning, kind)| name.starts_with(beginning).then_some(kind))
}

fn fill(
    project: &Project,
    files: Vec<FileToRead>,
    task: &Task,
) -> Result<(Vec<ImportedSource>, u64)> {
    let request = ImportRequest {
        files,
        redact: true,
        dry_run: false,
        ..ImportRequest::default()
    };
    let imported = sources::import(project, request, task)?.value.sources;
    activation::set(project, rule(), task)?;
    let analysis = themes::analyze(project, AnalyzeRequest::default(), task)?.value;
    Ok((imported, analysis.themes))
}

/// The samples' product is in use once three projects were made on three days of the first fourteen.
fn rule() -> ActivationRequest {
    ActivationRequest {
        event: Some("created_project".to_owned()),
        times: Some(3),
        distinct_days: true,
        within_days: Some(14),
        strata: Some(vec!["plan".to_owned()]),
        ..ActivationRequest::default()
    }
}

/// Removes a project file and what SQLite keeps beside it.
fn remove(project: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut file = OsString::from(project);
        file.push(ending);
        // What is not there is fine, and what cannot be removed is an error when it is made anew.
        let _ = fs::remove_file(file);
    }
}

fn unicode(path: &Path) -> Result<String> {
    path.to_str().map(str::to_owned).ok_or_else(|| {
        Error::bad_input(format!(
            "{} is not a path that can be kept as text; name another folder",
            path.display()
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_made_once_and_opened_with_what_was_done_in_it_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let request = SampleRequest {
            folder: folder.path().to_str().map(str::to_owned),
        };
        let made = open_sample(&request, &Task::silent()).unwrap();
        let themes = themes::list(&made).unwrap();
        assert!(themes.len() > 5, "{}", themes.len());
        let rename = themes::RenameRequest {
            id: themes[0].id,
            label: "What I call it".into(),
        };
        themes::rename(&made, rename, &Task::silent()).unwrap();
        drop(made);
        let again = open_sample(&request, &Task::silent()).unwrap();
        let labels = themes::list(&again).unwrap();
        assert!(labels.iter().any(|theme| theme.label == "What I call it"));
    }

    #[test]
    fn a_sample_that_was_cancelled_leaves_no_project() {
        let folder = tempfile::tempdir().unwrap();
        let request = SampleRequest {
            folder: folder.path().to_str().map(str::to_owned),
        };
        let task = Task::silent();
        task.cancel();
        assert!(open_sample(&request, &task).is_err());
        assert!(!folder.path().join(PROJECT).exists());
    }
}
