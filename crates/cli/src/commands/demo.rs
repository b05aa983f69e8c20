//! `assay demo`

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use assay_workbench::activation::{self, ActivationRequest};
use assay_workbench::priorities::{self, RankRequest};
use assay_workbench::report::{self, SaveReportRequest};
use assay_workbench::sources::{self, FileToRead, ImportRequest};
use assay_workbench::themes::{self, AnalyzeRequest};
use assay_workbench::{Project, Task};
use clap::Args;
use rust_embed::RustEmbed;

use super::import::Kind;
use super::rank;
use crate::failure::Failure;
use crate::output::{Output, text};
use crate::work;

/// Exports of one invented product, with a known answer.
#[derive(RustEmbed)]
#[folder = "../../samples"]
#[allow_missing = true]
#[exclude = "*.py"]
#[exclude = "*.pyc"]
#[exclude = "generator/*"]
#[exclude = "README.md"]
#[exclude = "truth.json"]
struct Samples;

const PROJECT: &str = "demo.assay";
const SAMPLES: &str = "samples";
const REPORT: &str = "report.md";

/// Write the samples, and a project with them imported, analysed, ranked and reported
#[derive(Args)]
#[command(after_help = "\
Example:
  assay demo
  assay serve demo/demo.assay --open

DIR then holds samples/, demo.assay and report.md with its charts. An earlier demo in it is made
anew; a folder with anything else is left alone.")]
pub struct Arguments {
    /// Folder for it all
    #[arg(default_value = "demo", value_name = "DIR")]
    folder: PathBuf,
}

/// Makes the demo, prints its ranking.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
    let folder = &arguments.folder;
    refuse_what_is_no_demo(folder)?;
    let files = write_samples(&folder.join(SAMPLES))?;
    let path = folder.join(PROJECT);
    remove(&path);
    let project = Project::create(&path)?;
    let work = work::begin();
    let respondents = fill(&project, files, work.task())?;
    let ranking = priorities::rank(&project, RankRequest::default())?;
    let request = SaveReportRequest {
        path: unicode(&folder.join(REPORT))?,
        ..SaveReportRequest::default()
    };
    let saved = report::save(&project, request)?;
    drop(work);
    out.line(respondents)?;
    rank::print(&ranking, out)?;
    out.line("")?;
    if let Some(report) = saved.files.first() {
        out.line(format!("The report is {}.", text::line(report)))?;
    }
    let project = path.display().to_string();
    out.line(format!(
        "See it in the browser with: assay serve {} --open",
        text::line(&project)
    ))
}

/// A folder may be missing, empty, or hold an earlier demo, finished or not.
fn refuse_what_is_no_demo(folder: &Path) -> Result<(), Failure> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed("read", folder, &error)),
    };
    if folder.join(PROJECT).is_file() {
        return Ok(());
    }
    for entry in entries {
        let name = entry
            .map_err(|error| failed("read", folder, &error))?
            .file_name();
        if name != OsStr::new(SAMPLES) {
            return Err(Failure::Said(format!(
                "{} holds {} and is no earlier demo; name an empty folder or a new one",
                folder.display(),
                name.display()
            )));
        }
    }
    Ok(())
}

/// Writes the samples and returns them with their kinds, customers and events first.
fn write_samples(folder: &Path) -> Result<Vec<FileToRead>, Failure> {
    let mut files = Vec::new();
    for name in Samples::iter() {
        let (Some(kind), Some(sample)) = (kind(&name), Samples::get(&name)) else {
            continue;
        };
        let path = folder.join(&*name);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|error| failed("made", parent, &error))?;
        fs::write(&path, &sample.data).map_err(|error| failed("written", &path, &error))?;
        let file = FileToRead {
            path: unicode(&path)?,
            kind: Some(kind.name().to_owned()),
            map: Vec::new(),
        };
        files.push((!matches!(kind, Kind::Customers | Kind::Events), file));
    }
    if files.is_empty() {
        return Err(Failure::Said(
            "this assay was built without its samples".into(),
        ));
    }
    files.sort_by(|(one, a), (other, b)| (one, &a.path).cmp(&(other, &b.path)));
    Ok(files.into_iter().map(|(_, file)| file).collect())
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

/// What a sample holds, by its name; `None` for what is no sample.
fn kind(name: &str) -> Option<Kind> {
    [
        ("interviews/", Kind::Interview),
        ("focus_groups/", Kind::FocusGroup),
        ("survey_", Kind::Survey),
        ("tickets", Kind::Ticket),
        ("reviews", Kind::Review),
        ("customers", Kind::Customers),
        ("events", Kind::Events),
    ]
    .into_iter()
    .find_map(|(beginning, kind)| name.starts_with(beginning).then_some(kind))
}

/// Imports, sets the rule, analyses. Returns what was imported, as a sentence.
fn fill(project: &Project, files: Vec<FileToRead>, task: &Task) -> Result<String, Failure> {
    let request = ImportRequest {
        files,
        redact: true,
        dry_run: false,
    };
    let imported = sources::import(project, request, task)?.value.sources;
    activation::set(project, rule(), task)?;
    let analysis = themes::analyze(project, AnalyzeRequest::default(), task)?.value;
    let sum = |of: fn(&sources::ImportedSource) -> u64| imported.iter().map(of).sum::<u64>();
    Ok(format!(
        "Imported {}: {}, {} and {}; found {}.",
        text::count(imported.len() as u64, "file", "files"),
        text::count(
            sum(|source| source.items),
            "piece of feedback",
            "pieces of feedback"
        ),
        text::count(sum(|source| source.customers), "customer", "customers"),
        text::count(sum(|source| source.events), "event", "events"),
        text::count(analysis.themes, "theme", "themes"),
    ))
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

fn failed(doing: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::Said(format!("{} cannot be {doing}: {error}", path.display()))
}

fn unicode(path: &Path) -> Result<String, Failure> {
    super::unicode(path).map(str::to_owned)
}
