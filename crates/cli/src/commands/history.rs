//! `assay history`

use assay_workbench::history::{self, HistoryEntry};
use clap::Args;
use serde::Serialize;

use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::table::Column;
use crate::output::{Output, Table, time};

/// List what was done to a project
#[derive(Args)]
#[command(after_help = "Example:\n  assay history shop.assay")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    #[command(flatten)]
    answer: Answer,
}

/// A step as programs read it: as the workbench has it, with the time in ISO 8601.
#[derive(Serialize)]
struct JsonEntry<'a> {
    id: i64,
    what: &'a str,
    at: Option<String>,
    undone: bool,
}

/// Lists.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
    let entries = history::list(&arguments.project.open()?)?;
    if arguments.answer.json {
        return out.json(&entries.iter().map(json).collect::<Vec<_>>());
    }
    if entries.is_empty() {
        return out.line("Nothing has been done to this project yet.");
    }
    let mut table = Table::new([
        ("", Column::Right),
        ("when (UTC)", Column::Left),
        ("what", Column::Elastic),
        ("", Column::Left),
    ]);
    for entry in &entries {
        table.row([
            entry.id.to_string(),
            time::minute(entry.at).unwrap_or_default(),
            entry.what.clone(),
            if entry.undone {
                "undone".to_owned()
            } else {
                String::new()
            },
        ]);
    }
    out.table(&table)
}

fn json(entry: &HistoryEntry) -> JsonEntry<'_> {
    JsonEntry {
        id: entry.id,
        what: &entry.what,
        at: time::iso(entry.at),
        undone: entry.undone,
    }
}
