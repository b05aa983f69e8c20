//! `assay verify`

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

The exit status is 1 when something is wrong.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    #[command(flatten)]
    answer: Answer,
}

/// Checks.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
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
