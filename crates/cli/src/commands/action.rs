//! `assay action add|list|edit|ship|remove`

use assay_workbench::actions::{
    self, Action, ActionId, ActionStatus, AddActionRequest, ShipActionRequest, UpdateActionRequest,
};
use assay_workbench::{Changed, Error, Project, Task};
use clap::{Args, Subcommand, ValueEnum};

use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::table::Column;
use crate::output::{Output, Table, numbers};
use crate::work;

/// Write down what will be done about a theme, and when it went out
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay action add shop.assay 12 \"Send the invitation again after a day\" --owner Ada --effort 3
  assay action ship shop.assay 1 --on 2026-03-31
  assay action list shop.assay

`assay monitor` says what changed after an action shipped. Each change is one step of the history.")]
pub struct Arguments {
    #[command(subcommand)]
    change: Change,
}

#[derive(Subcommand)]
enum Change {
    /// Write an action down
    #[command(after_help = "\
Example:
  assay action add shop.assay 12 \"Send the invitation again after a day\" --owner Ada --effort 3")]
    Add {
        #[command(flatten)]
        project: ProjectFile,
        /// The theme, as `assay themes` numbers it
        theme: i64,
        /// What will be done
        what: String,
        /// Who does it
        #[arg(long)]
        owner: Option<String>,
        /// How much work it is: days or points, the same for all actions
        #[arg(long, value_name = "NUMBER")]
        effort: Option<f64>,
        /// How far it is
        #[arg(long, value_enum)]
        status: Option<Status>,
        /// Whatever else is to be said
        #[arg(long)]
        note: Option<String>,
        /// The suggestion it is made from, as `assay suggest` names it
        #[arg(long, value_name = "NAME")]
        suggestion: Option<String>,
        #[command(flatten)]
        answer: Answer,
    },
    /// List the actions
    #[command(after_help = "Example:\n  assay action list shop.assay --status planned")]
    List {
        #[command(flatten)]
        project: ProjectFile,
        /// Only those
        #[arg(long, value_enum)]
        status: Option<Status>,
        #[command(flatten)]
        answer: Answer,
    },
    /// Change what an action says; what is not given stays as it is
    #[command(after_help = "\
Examples:
  assay action edit shop.assay 1 --status planned --owner Grace
  assay action edit shop.assay 1 --owner '' --effort 0    # nobody, not known")]
    Edit {
        #[command(flatten)]
        project: ProjectFile,
        /// The action
        id: i64,
        /// Another theme
        #[arg(long, value_name = "ID")]
        theme: Option<i64>,
        /// What will be done
        #[arg(long, value_name = "TEXT")]
        what: Option<String>,
        /// Who does it; '' for nobody
        #[arg(long)]
        owner: Option<String>,
        /// How much work it is; 0 for not known
        #[arg(long, value_name = "NUMBER")]
        effort: Option<f64>,
        /// How far it is
        #[arg(long, value_enum)]
        status: Option<Status>,
        /// Whatever else is to be said; '' for nothing
        #[arg(long)]
        note: Option<String>,
        #[command(flatten)]
        answer: Answer,
    },
    /// Say that an action went out
    #[command(after_help = "Example:\n  assay action ship shop.assay 1 --on 2026-03-31")]
    Ship {
        #[command(flatten)]
        project: ProjectFile,
        /// The action
        id: i64,
        /// The day it went out; today when not given
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<String>,
        #[command(flatten)]
        answer: Answer,
    },
    /// Strike an action out; one that will not be done is rather called dropped
    #[command(after_help = "Example:\n  assay action remove shop.assay 1")]
    Remove {
        #[command(flatten)]
        project: ProjectFile,
        /// The action
        id: i64,
        #[command(flatten)]
        answer: Answer,
    },
}

/// How far an action is.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Status {
    Idea,
    Planned,
    Doing,
    Shipped,
    Dropped,
}

impl From<Status> for ActionStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Idea => ActionStatus::Idea,
            Status::Planned => ActionStatus::Planned,
            Status::Doing => ActionStatus::Doing,
            Status::Shipped => ActionStatus::Shipped,
            Status::Dropped => ActionStatus::Dropped,
        }
    }
}

/// Changes an action and lists all of them as they are afterwards.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    match arguments.change {
        Change::Add {
            project,
            theme,
            what,
            owner,
            effort,
            status,
            note,
            suggestion,
            answer,
        } => {
            let request = AddActionRequest {
                theme,
                what,
                owner,
                effort,
                status: status.map(ActionStatus::from),
                note,
                suggestion,
                shipped_on: None,
            };
            change(&project, &answer, out, |project, task| {
                actions::add(project, request, task)
            })
        }
        Change::List {
            project,
            status,
            answer,
        } => {
            let mut listed = actions::list(&project.open()?)?;
            listed.retain(|action| status.is_none_or(|status| action.status == status.into()));
            show(&listed, &answer, out)
        }
        Change::Edit {
            project,
            id,
            theme,
            what,
            owner,
            effort,
            status,
            note,
            answer,
        } => {
            let request = UpdateActionRequest {
                id,
                theme,
                what,
                owner,
                effort,
                status: status.map(ActionStatus::from),
                shipped_on: None,
                note,
            };
            change(&project, &answer, out, |project, task| {
                actions::update(project, request, task)
            })
        }
        Change::Ship {
            project,
            id,
            on,
            answer,
        } => change(&project, &answer, out, |project, task| {
            actions::ship(project, ShipActionRequest { id, on }, task)
        }),
        Change::Remove {
            project,
            id,
            answer,
        } => change(&project, &answer, out, |project, task| {
            actions::remove(project, ActionId { id }, task)
        }),
    }
}

fn change(
    project: &ProjectFile,
    answer: &Answer,
    out: &mut Output,
    verb: impl FnOnce(&Project, &Task) -> Result<Changed<Vec<Action>>, Error>,
) -> Result<(), Failure> {
    let project = project.open()?;
    let work = work::begin();
    let actions = verb(&project, work.task())?.value;
    drop(work);
    show(&actions, answer, out)
}

fn show(actions: &[Action], answer: &Answer, out: &mut Output) -> Result<(), Failure> {
    if answer.json {
        return out.json(&actions);
    }
    if actions.is_empty() {
        return out.line(
            "There are no actions. Write one down with `assay action add PROJECT THEME WHAT`.",
        );
    }
    let mut table = Table::new([
        ("id", Column::Right),
        ("what", Column::Elastic),
        ("theme", Column::Elastic),
        ("owner", Column::Left),
        ("effort", Column::Right),
        ("status", Column::Left),
    ]);
    for action in actions {
        let status = match &action.shipped_on {
            Some(day) => format!("{} {day}", action.status.name()),
            None => action.status.name().to_owned(),
        };
        table.row([
            action.id.to_string(),
            action.what.clone(),
            action.theme_label.clone(),
            action.owner.clone().unwrap_or_default(),
            action.effort.map(numbers::plain).unwrap_or_default(),
            status,
        ]);
    }
    out.table(&table)
}
