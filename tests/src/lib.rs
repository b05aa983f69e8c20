//! What scenarios and the benchmark share: the repository's own files, and the sample project.

pub mod kill;

use std::path::{Path, PathBuf};
use std::process::Command;

use assay_workbench::activation::ActivationRequest;
use assay_workbench::sources::{FileToRead, ImportReport, ImportRequest};
use assay_workbench::{Project, Result, Task, activation, sources};
use serde_json::Value;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What `cargo metadata` says of the workspace's packages and all they are built with on Linux.
///
/// # Panics
/// If cargo fails.
pub fn cargo_metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
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
