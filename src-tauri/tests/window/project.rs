//! The sample product's project, as `assay demo` makes it.

use std::fs;
use std::path::{Path, PathBuf};

use assay_workbench::activation::{self, ActivationRequest};
use assay_workbench::sources::{self, FileToRead, ImportRequest};
use assay_workbench::themes::{self, AnalyzeRequest};
use assay_workbench::{Project, Task};

/// Imports the samples' tables into a project, sets its rule, finds its themes.
pub fn trowelbook(folder: &Path) -> PathBuf {
    let path = folder.join("trowelbook.assay");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
    let file = |name: &str, kind: &str| FileToRead {
        path: fs::canonicalize(samples.join(name))
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned(),
        kind: Some(kind.to_owned()),
        map: Vec::new(),
    };
    let files = vec![
        file("customers.csv", "customers"),
        file("events.csv", "events"),
        file("survey_onboarding.csv", "survey"),
        file("tickets.csv", "ticket"),
        file("tickets.json", "ticket"),
    ];
    let project = Project::create(&path).unwrap();
    let task = Task::silent();
    sources::import(
        &project,
        ImportRequest {
            files,
            redact: true,
            dry_run: false,
            ..ImportRequest::default()
        },
        &task,
    )
    .unwrap();
    let rule = ActivationRequest {
        event: Some("created_project".to_owned()),
        times: Some(3),
        distinct_days: true,
        within_days: Some(14),
        strata: Some(vec!["plan".to_owned()]),
        ..ActivationRequest::default()
    };
    activation::set(&project, rule, &task).unwrap();
    themes::analyze(&project, AnalyzeRequest::default(), &task).unwrap();
    path
}
