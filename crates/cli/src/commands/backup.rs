//! `assay backup`

use assay_workbench::backups::{self, AutomaticBackups, Backup, BackupName, BackupReason};
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::table::Column;
use crate::output::{Output, Table, text, time};
use crate::work;

/// Make, list and restore backups of a project
///
/// Assay makes one by itself before each import, analysis, removal of a source and restoring, in
/// the folder PROJECT.backups. The last five are kept, and the newest of each of the last seven days;
/// those made with `assay backup make` stay until you remove them.
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay backup list shop.assay
  assay backup restore shop.assay                     the newest
  assay backup restore shop.assay 2026-11-22T03-10-05Z-import.assay

What the project was before restoring is a backup as well: restoring that takes it back.")]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Make a backup now
    Make {
        #[command(flatten)]
        project: ProjectFile,
        #[command(flatten)]
        answer: Answer,
    },
    /// List the backups, newest first
    List {
        #[command(flatten)]
        project: ProjectFile,
        #[command(flatten)]
        answer: Answer,
    },
    /// Make the project what it was, even when the file is damaged or gone
    Restore {
        #[command(flatten)]
        project: ProjectFile,
        /// Which backup, by its name in the list; when not given, the newest that is not as the
        /// project is now
        #[arg(value_name = "BACKUP")]
        name: Option<String>,
        #[command(flatten)]
        answer: Answer,
    },
    /// Make backups by itself, or not
    Automatic {
        #[command(flatten)]
        project: ProjectFile,
        /// on or off
        switch: Switch,
    },
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Switch {
    On,
    Off,
}

/// A backup as programs read it: as the workbench has it, with the time in ISO 8601.
#[derive(Serialize)]
struct JsonBackup<'a> {
    name: &'a str,
    path: &'a str,
    made_at: Option<String>,
    why: BackupReason,
    bytes: u64,
}

/// Does it.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    match arguments.what {
        What::Make { project, answer } => {
            let made = backups::make(&project.open()?)?;
            if answer.json {
                return out.json(&json(&made));
            }
            out.line(format!("Made {}", text::line(&made.path)))
        }
        What::List { project, answer } => {
            list(&backups::list_at(project.path())?, answer.json, out)
        }
        What::Restore {
            project,
            name,
            answer,
        } => {
            let work = work::begin();
            let done = backups::restore_at(project.path(), BackupName { name }, work.task())?;
            drop(work);
            if answer.json {
                return out.json(&done);
            }
            out.line(format!("Restored {}", text::line(&done.restored.name)))?;
            if let Some(before) = &done.before {
                out.line(format!(
                    "To take it back, restore {}",
                    text::line(&before.name)
                ))?;
            }
            if let Some(aside) = &done.aside {
                out.line(format!("What was there is now {}", text::line(aside)))?;
            }
            Ok(())
        }
        What::Automatic { project, switch } => {
            let request = AutomaticBackups {
                on: switch == Switch::On,
            };
            backups::set_automatic(&project.open()?, request)?;
            out.line(match switch {
                Switch::On => {
                    "Backups are made before each import, analysis and removal of a source."
                }
                Switch::Off => "Backups are no longer made by themselves.",
            })
        }
    }
}

fn list(backups: &[Backup], as_json: bool, out: &mut Output) -> Result<(), Failure> {
    if as_json {
        return out.json(&backups.iter().map(json).collect::<Vec<_>>());
    }
    if backups.is_empty() {
        return out.line("There are no backups of this project yet.");
    }
    let mut table = Table::new([
        ("name", Column::Elastic),
        ("made (UTC)", Column::Left),
        ("before", Column::Left),
        ("MB", Column::Right),
    ]);
    for backup in backups {
        table.row([
            backup.name.clone(),
            time::minute(backup.made_at).unwrap_or_default(),
            match backup.why {
                BackupReason::Asked => "(asked for)",
                BackupReason::Import => "an import",
                BackupReason::Analysis => "an analysis",
                BackupReason::Removal => "removing a source",
                BackupReason::Restore => "restoring",
                BackupReason::Migration => "bringing it up to date",
            }
            .to_owned(),
            format!("{:.1}", backup.bytes as f64 / 1e6),
        ]);
    }
    out.table(&table)
}

fn json(backup: &Backup) -> JsonBackup<'_> {
    JsonBackup {
        name: &backup.name,
        path: &backup.path,
        made_at: time::iso(backup.made_at),
        why: backup.why,
        bytes: backup.bytes,
    }
}
