//! What scenarios and the benchmark share: the repository's own files, and the sample project.

pub mod kill;

use std::path::{Path, PathBuf};

use assay_workbench::activation::ActivationRequest;
use assay_workbench::sources::{FileToRead, ImportReport, ImportRequest};
use assay_workbench::{Project, Result, Task, activation, sources};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A file to import, of this kind.
pub fn file(path: &Path, kind: Option<&str>) -> FileToRead {
    FileToRead {
        path: path.display().to_string(),
        kind: kind.map(str::to_owned),
        map: Vec::new(),
    }
}

/// The sample's files with their kinds, as `samples/README.md` imports them.
pub fn sample_files() -> Vec<FileToRead> {
    let samples = root().join("samples");
    [
        ("customers.csv", None),
        ("events.csv", None),
        ("survey_onboarding.csv", Some("survey")),
        ("survey_quarterly.xlsx", Some("survey")),
        ("tickets.csv", Some("ticket")),
        ("tickets.json", Some("ticket")),
        ("reviews.csv", Some("review")),
        ("interviews", Some("interview")),
        ("focus_groups", Some("focus-group")),
    ]
    .into_iter()
    .map(|(name, kind)| file(&samples.join(name), kind))
    .collect()
}

/// Import the sample and set its activation rule.
///
/// # Errors
/// Whatever importing or setting the rule meets.
pub fn import_sample(project: &Project) -> Result<ImportReport> {
    let request = ImportRequest {
        files: sample_files(),
        redact: true,
        dry_run: false,
        ..ImportRequest::default()
    };
    let report = sources::import(project, request, &Task::silent())?.value;
    let rule = ActivationRequest {
        event: Some("created_project".into()),
        times: Some(3),
        distinct_days: true,
        within_days: Some(14),
        strata: Some(vec!["plan".into()]),
        ..ActivationRequest::default()
    };
    activation::set(project, rule, &Task::silent())?;
    Ok(report)
}
