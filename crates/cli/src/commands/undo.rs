//! `assay undo`

use assay_workbench::history;
use clap::Args;

use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::{Output, text};

/// Take back the last step
#[derive(Args)]
#[command(after_help = "Example:\n  assay undo shop.assay")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    #[command(flatten)]
    answer: Answer,
}

/// Takes it back.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
    let step = history::undo(&arguments.project.open()?)?.value;
    if arguments.answer.json {
        return out.json(&step);
    }
    match step.what {
        Some(what) => out.line(format!("Undone: {}", text::line(&what))),
        None => out.line("There is nothing to undo."),
    }
}
