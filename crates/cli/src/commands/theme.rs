//! `assay theme rename|merge|split|lock|hide`

use assay_workbench::themes::{
    self, HideRequest, LockRequest, MergeRequest, RenameRequest, SplitRequest, ThemeSummary,
};
use assay_workbench::{Changed, Error, Project, Task};
use clap::{Args, Subcommand};

use super::themes::print;
use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::Output;
use crate::work;

/// Change a theme: rename, merge, split, lock, hide
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay theme rename shop.assay 12 \"Invitation never arrives\"
  assay theme merge shop.assay 12 7 31
  assay undo shop.assay

Each change is one step of the history and outlives every later analysis.")]
pub struct Arguments {
    #[command(subcommand)]
    change: Change,
}

#[derive(Subcommand)]
enum Change {
    /// Give a theme a name of your own; an empty one gives the machine's back
    #[command(
        after_help = "Example:\n  assay theme rename shop.assay 12 \"Invitation never arrives\""
    )]
    Rename {
        #[command(flatten)]
        project: ProjectFile,
        /// The theme, as `assay themes` numbers it
        id: i64,
        /// Its name from now on
        label: String,
        #[command(flatten)]
        answer: Answer,
    },
    /// Put themes into another
    #[command(
        after_help = "Example:\n  assay theme merge shop.assay 12 7 31    # 7 and 31 go into 12"
    )]
    Merge {
        #[command(flatten)]
        project: ProjectFile,
        /// The theme that stays
        into: i64,
        /// The themes that go into it
        #[arg(required = true)]
        other: Vec<i64>,
        #[command(flatten)]
        answer: Answer,
    },
    /// Take a theme apart
    #[command(after_help = "Example:\n  assay theme split shop.assay 12 --parts 2")]
    Split {
        #[command(flatten)]
        project: ProjectFile,
        /// The theme
        id: i64,
        /// Exactly so many parts; found when not given
        #[arg(long, value_name = "N", value_parser = parts)]
        parts: Option<usize>,
        #[command(flatten)]
        answer: Answer,
    },
    /// Keep a theme's passages as they are: later runs neither add nor take
    #[command(
        after_help = "Example:\n  assay theme lock shop.assay 12\n  assay theme lock shop.assay 12 --off"
    )]
    Lock {
        #[command(flatten)]
        project: ProjectFile,
        /// The theme
        id: i64,
        /// Lift the lock
        #[arg(long)]
        off: bool,
        #[command(flatten)]
        answer: Answer,
    },
    /// Leave a theme out of lists and rankings
    #[command(
        after_help = "Example:\n  assay theme hide shop.assay 12\n  assay theme hide shop.assay 12 --off"
    )]
    Hide {
        #[command(flatten)]
        project: ProjectFile,
        /// The theme
        id: i64,
        /// Show it again
        #[arg(long)]
        off: bool,
        #[command(flatten)]
        answer: Answer,
    },
}

/// Changes a theme and lists the themes as they are afterwards.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    match arguments.change {
        Change::Rename {
            project,
            id,
            label,
            answer,
        } => {
            let request = RenameRequest { id, label };
            change(&project, &answer, out, |project, task| {
                themes::rename(project, request, task)
            })
        }
        Change::Merge {
            project,
            into,
            other,
            answer,
        } => {
            let request = MergeRequest {
                into,
                themes: other,
            };
            change(&project, &answer, out, |project, task| {
                themes::merge(project, request, task)
            })
        }
        Change::Split {
            project,
            id,
            parts,
            answer,
        } => {
            let request = SplitRequest { id, parts };
            change(&project, &answer, out, |project, task| {
                themes::split(project, request, task)
            })
        }
        Change::Lock {
            project,
            id,
            off,
            answer,
        } => {
            let request = LockRequest { id, locked: !off };
            change(&project, &answer, out, |project, task| {
                themes::lock(project, request, task)
            })
        }
        Change::Hide {
            project,
            id,
            off,
            answer,
        } => {
            let request = HideRequest { id, hidden: !off };
            change(&project, &answer, out, |project, task| {
                themes::hide(project, request, task)
            })
        }
    }
}

fn change(
    project: &ProjectFile,
    answer: &Answer,
    out: &mut Output,
    verb: impl FnOnce(&Project, &Task) -> Result<Changed<Vec<ThemeSummary>>, Error>,
) -> Result<(), Failure> {
    let project = project.open()?;
    let work = work::begin();
    let themes = verb(&project, work.task())?.value;
    drop(work);
    if answer.json {
        out.json(&themes)
    } else {
        print(&themes, out)
    }
}

fn parts(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(parts) if parts >= 2 => Ok(parts),
        _ => Err("a theme is split into 2 parts or more".into()),
    }
}
