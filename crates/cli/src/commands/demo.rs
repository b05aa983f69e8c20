//! `assay demo`

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use assay_workbench::priorities::{self, RankRequest};
use assay_workbench::project::{self, Sample};
use assay_workbench::report::{self, SaveReportRequest};
use assay_workbench::sources;
use clap::Args;

use super::rank;
use crate::failure::Failure;
use crate::output::{Output, text};
use crate::work;

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
    let path = folder.join(PROJECT);
    remove(&path);
    let work = work::begin();
    let sample = project::make_sample(&path, work.task())?;
    let project = &sample.project;
    let ranking = priorities::rank(project, RankRequest::default())?;
    let request = SaveReportRequest {
        path: unicode(&folder.join(REPORT))?,
        ..SaveReportRequest::default()
    };
    let saved = report::save(project, request)?;
    drop(work);
    out.line(made(&sample))?;
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

/// Removes a project file and what SQLite keeps beside it.
fn remove(project: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut file = OsString::from(project);
        file.push(ending);
        // What is not there is fine, and what cannot be removed is an error when it is made anew.
        let _ = fs::remove_file(file);
    }
}

/// What was imported and found, as a sentence.
fn made(sample: &Sample) -> String {
    let imported = &sample.imported;
    let sum = |of: fn(&sources::ImportedSource) -> u64| imported.iter().map(of).sum::<u64>();
    format!(
        "Imported {}: {}, {} and {}; found {}.",
        text::count(imported.len() as u64, "file", "files"),
        text::count(
            sum(|source| source.items),
            "piece of feedback",
            "pieces of feedback"
        ),
        text::count(sum(|source| source.customers), "customer", "customers"),
        text::count(sum(|source| source.events), "event", "events"),
        text::count(sample.themes, "theme", "themes"),
    )
}

fn failed(doing: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::Said(format!("{} cannot be {doing}: {error}", path.display()))
}

fn unicode(path: &Path) -> Result<String, Failure> {
    super::unicode(path).map(str::to_owned)
}
