//! `assay theme rename|merge|split|lock|unlock|hide|show|move|create|arrange|strike`

use assay_workbench::tags::{self, MoveRequest};
use assay_workbench::themes::{
    self, ArrangeRequest, CreateRequest, HideRequest, LockRequest, MergeRequest, PreviewedTheme,
    RenameRequest, SplitRequest, StrikeRequest, ThemeSummary,
};
use assay_workbench::{Changed, Error, Project, Task};
use clap::{Args, Subcommand};

use super::themes::print;
use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::{Output, text};
use crate::work;

/// Change a theme: rename, merge, split, lock, hide, create, arrange
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay theme rename shop.assay 12 \"Invitation never arrives\"
  assay theme merge shop.assay 12 7 31
  assay theme split shop.assay 12 --preview
  assay theme create shop.assay --search \"refund\"
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
    #[command(
        after_help = "Example:\n  assay theme split shop.assay 12 --preview\n  assay theme split shop.assay 12 --parts 2\n\nThe preview is what is done: the largest part keeps the theme's name, the others become themes under it."
    )]
    Split {
        #[command(flatten)]
        project: ProjectFile,
        /// The theme
        id: i64,
        /// Exactly so many parts; found when not given
        #[arg(long, value_name = "N", value_parser = parts)]
        parts: Option<usize>,
        /// Show the parts and change nothing
        #[arg(long)]
        preview: bool,
        #[command(flatten)]
        answer: Answer,
    },
    /// Keep a theme as it is: its name, its words and its passages; only new ones join it
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
    /// Lift a lock
    #[command(after_help = "Example:\n  assay theme unlock shop.assay 12")]
    Unlock {
        #[command(flatten)]
        project: ProjectFile,
        /// The theme
        id: i64,
        #[command(flatten)]
        answer: Answer,
    },
    /// Bring a hidden theme back
    #[command(
        after_help = "Example:\n  assay themes shop.assay --hidden\n  assay theme show shop.assay 12"
    )]
    Show {
        #[command(flatten)]
        project: ProjectFile,
        /// The theme
        id: i64,
        #[command(flatten)]
        answer: Answer,
    },
    /// Put items, or single passages, in another theme
    #[command(after_help = "Example:\n  assay theme move shop.assay 12 --items 201,202 --from 7")]
    Move {
        #[command(flatten)]
        project: ProjectFile,
        /// The theme that they go to
        to: i64,
        /// Items, as `assay items` numbers them
        #[arg(
            long,
            value_name = "IDS",
            value_delimiter = ',',
            required_unless_present = "passages"
        )]
        items: Vec<i64>,
        /// Single passages
        #[arg(long, value_name = "IDS", value_delimiter = ',')]
        passages: Vec<i64>,
        /// Only what is in this theme now
        #[arg(long, value_name = "ID")]
        from: Option<i64>,
        #[command(flatten)]
        answer: Answer,
    },
    /// Make a theme from a search or from examples; new data that matches joins it
    #[command(
        after_help = "Example:\n  assay theme create shop.assay --search refund --preview\n  assay theme create shop.assay --like 201,202 --name \"Refund takes too long\""
    )]
    Create {
        #[command(flatten)]
        project: ProjectFile,
        /// Passages with these words
        #[arg(
            long,
            value_name = "QUERY",
            required_unless_present = "like",
            conflicts_with = "like"
        )]
        search: Option<String>,
        /// Passages like those of these items
        #[arg(long, value_name = "IDS", value_delimiter = ',')]
        like: Vec<i64>,
        /// How like they must be at least, 0 to 1; found when not given
        #[arg(long, value_name = "L", requires = "like")]
        least: Option<f64>,
        /// Its name; found when not given
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// Show what would be in it and change nothing
        #[arg(long)]
        preview: bool,
        #[command(flatten)]
        answer: Answer,
    },
    /// Put themes under another or at the top, and in their place
    #[command(
        after_help = "Example:\n  assay theme arrange shop.assay 12 7 --under-new \"Getting started\"\n  assay theme arrange shop.assay 12 --place 1"
    )]
    Arrange {
        #[command(flatten)]
        project: ProjectFile,
        /// The themes, in the order that they shall have
        #[arg(required = true)]
        themes: Vec<i64>,
        /// The theme to put them under; without this they stand at the top
        #[arg(long, value_name = "ID")]
        under: Option<i64>,
        /// A new parent of this name to put them under
        #[arg(long, value_name = "NAME", conflicts_with = "under")]
        under_new: Option<String>,
        /// Their place among those that are there, from 1
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
        place: Option<u64>,
        #[command(flatten)]
        answer: Answer,
    },
    /// Strike a keyword out of a theme
    #[command(after_help = "Example:\n  assay theme strike shop.assay 12 \"please\"")]
    Strike {
        #[command(flatten)]
        project: ProjectFile,
        /// The theme
        id: i64,
        /// The keyword
        keyword: String,
        /// Let it stand again
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
            preview,
            answer,
        } => {
            let request = SplitRequest { id, parts };
            if preview {
                let project = project.open()?;
                let work = work::begin();
                let preview = themes::split_preview(&project, request, work.task())?;
                drop(work);
                return if answer.json {
                    out.json(&preview)
                } else {
                    preview
                        .parts
                        .iter()
                        .try_for_each(|part| describe(part, out))
                };
            }
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
        Change::Unlock {
            project,
            id,
            answer,
        } => {
            let request = LockRequest { id, locked: false };
            change(&project, &answer, out, |project, task| {
                themes::lock(project, request, task)
            })
        }
        Change::Show {
            project,
            id,
            answer,
        } => {
            let request = HideRequest { id, hidden: false };
            change(&project, &answer, out, |project, task| {
                themes::hide(project, request, task)
            })
        }
        Change::Move {
            project,
            to,
            items,
            passages,
            from,
            answer,
        } => {
            let request = MoveRequest {
                items,
                passages,
                from,
                to,
            };
            change(&project, &answer, out, |project, task| {
                let changed = tags::move_passages(project, request, task)?.changed;
                Ok(Changed {
                    value: themes::list(project)?,
                    changed,
                })
            })
        }
        Change::Create {
            project,
            search,
            like,
            least,
            name,
            preview,
            answer,
        } => {
            let request = CreateRequest {
                label: name,
                search,
                like_items: like,
                least,
                ..CreateRequest::default()
            };
            if preview {
                let project = project.open()?;
                let work = work::begin();
                let preview = themes::create_preview(&project, request, work.task())?;
                drop(work);
                return if answer.json {
                    out.json(&preview)
                } else {
                    describe(&preview.theme, out)?;
                    match preview.least {
                        Some(least) => out.line(format!("At least {least:.2} like the examples.")),
                        None => Ok(()),
                    }
                };
            }
            change(&project, &answer, out, |project, task| {
                themes::create(project, request, task)
            })
        }
        Change::Arrange {
            project,
            themes,
            under,
            under_new,
            place,
            answer,
        } => {
            let request = ArrangeRequest {
                themes,
                parent: under,
                new_parent: under_new,
                position: place.map(|place| place - 1),
            };
            change(&project, &answer, out, |project, task| {
                themes::arrange(project, request, task)
            })
        }
        Change::Strike {
            project,
            id,
            keyword,
            off,
            answer,
        } => {
            let request = StrikeRequest {
                id,
                keyword,
                struck: !off,
            };
            change(&project, &answer, out, |project, task| {
                themes::strike(project, request, task)
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

/// Prints a theme that an edit would make.
fn describe(theme: &PreviewedTheme, out: &mut Output) -> Result<(), Failure> {
    out.line(format!(
        "{}: {} by {}",
        text::line(&theme.label),
        text::count(theme.passages, "passage", "passages"),
        text::count(theme.customers, "person", "people"),
    ))?;
    out.line(format!("  {}", text::line(&theme.keywords.join(", "))))?;
    for quote in theme.quotes.iter().take(3) {
        out.line(format!("  “{}”", text::line(&quote.text)))?;
    }
    Ok(())
}

fn parts(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(parts) if parts >= 2 => Ok(parts),
        _ => Err("a theme is split into 2 parts or more".into()),
    }
}
