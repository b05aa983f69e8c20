//! `assay redo`

use assay_workbench::history;
use clap::Args;

use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::{Output, text};

/// Do the step that was last undone again
#[derive(Args)]
#[command(after_help = "Example:\n  assay redo shop.assay")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    #[command(flatten)]
    answer: Answer,
}

/// Does it again.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
    let step = history::redo(&arguments.project.open()?)?.value;
    if arguments.answer.json {
        return out.json(&step);
    }
    match step.what {
        Some(what) => out.line(format!("Redone: {}", text::line(&what))),
        None => out.line("There is nothing to redo."),
    }
}
