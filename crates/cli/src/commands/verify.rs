//! `assay verify`

use std::path::PathBuf;

use assay_workbench::project;
use clap::Args;

use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::{Output, text};
use crate::work;

/// Check a project's integrity, and compute its current run again
#[derive(Args)]
#[command(after_help = "\
Example:
  assay verify shop.assay
  assay verify --repair shop.assay            # what can be saved goes into shop-repaired.assay

A project that was saved may have lost passages, so that its run gives another result: analyse again.
A backup (`assay backup list`) is better than a repaired file where there is one.

The exit status is 1 when something is wrong.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Save what can be saved of a damaged project into a new file; the old one is left as it is
    #[arg(long)]
    repair: bool,
    /// The new file of --repair; PROJECT-repaired.assay when not given
    #[arg(long, value_name = "FILE", requires = "repair")]
    into: Option<PathBuf>,
    #[command(flatten)]
    answer: Answer,
}

/// Checks.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
    if arguments.repair {
        return repair(arguments, out);
    }
    let project = arguments.project.open()?;
    let work = work::begin();
    let verification = project::verify(&project, work.task())?;
    drop(work);
    if arguments.answer.json {
        out.json(&verification)?;
    } else {
        for check in &verification.checked {
            out.line(format!("Checked: {}", text::line(check)))?;
        }
        for problem in &verification.problems {
            out.line(format!("Problem: {}", text::line(problem)))?;
        }
        out.line(format!(
            "Hash of the contents: {}",
            text::line(&verification.contents_hash)
        ))?;
        if let Some(hash) = &verification.recomputed_hash {
            out.line(format!("Hash of the run: {}", text::line(hash)))?;
        }
    }
    match verification.problems.as_slice() {
        [] if arguments.answer.json => Ok(()),
        [] => out.line("All is well."),
        problems => {
            // What was found is to be read before the verdict.
            out.finish()?;
            let n = text::count(problems.len() as u64, "problem", "problems");
            Err(Failure::Said(format!("the project has {n}")))
        }
    }
}

fn repair(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
    let repair = project::repair(arguments.project.path(), arguments.into.as_deref())?;
    if arguments.answer.json {
        return out.json(&repair);
    }
    for lost in &repair.lost {
        out.line(format!("Lost: {}", text::line(lost)))?;
    }
    if repair.lost.is_empty() {
        out.line("Nothing is lost.")?;
    }
    for problem in &repair.problems {
        out.line(format!("Problem: {}", text::line(problem)))?;
    }
    let rows = text::count(repair.saved, "row is", "rows are");
    out.line(format!("{rows} saved in {}", text::line(&repair.path)))
}
