//! The commands, one file each. A command reads its arguments, asks the workbench, and prints.

mod action;
mod activation;
mod agreement;
mod analyze;
mod backup;
mod demo;
mod eval;
mod export;
mod history;
mod import;
mod items;
mod map;
mod memos;
mod metrics;
mod monitor;
mod rank;
mod redo;
mod report;
mod reveal;
mod runs;
mod segments;
mod suggest;
mod theme;
mod themes;
mod trend;
mod undo;
mod verify;

use std::path::{Path, PathBuf};

use assay_workbench::Project;
use clap::{Args, Subcommand};

use crate::failure::Failure;
use crate::output::Output;
use crate::serve;

/// What `assay` can be asked to do.
#[derive(Subcommand)]
pub enum Command {
    Import(import::Arguments),
    Analyze(analyze::Arguments),
    Themes(themes::Arguments),
    Theme(theme::Arguments),
    Runs(runs::Arguments),
    Trend(trend::Arguments),
    Items(items::Arguments),
    Memos(memos::Arguments),
    Activation(activation::Arguments),
    Metrics(metrics::Arguments),
    Segments(segments::Arguments),
    Suggest(suggest::Arguments),
    Action(action::Arguments),
    Monitor(monitor::Arguments),
    Rank(rank::Arguments),
    Report(report::Arguments),
    Export(export::Arguments),
    Reveal(reveal::Arguments),
    Undo(undo::Arguments),
    Redo(redo::Arguments),
    History(history::Arguments),
    Verify(verify::Arguments),
    Backup(backup::Arguments),
    Eval(eval::Arguments),
    Agreement(agreement::Arguments),
    Serve(serve::Arguments),
    Demo(demo::Arguments),
}

impl Command {
    /// Does it.
    pub fn run(self, out: &mut Output) -> Result<(), Failure> {
        match self {
            Command::Import(arguments) => import::run(arguments, out),
            Command::Analyze(arguments) => analyze::run(&arguments, out),
            Command::Themes(arguments) => themes::run(&arguments, out),
            Command::Theme(arguments) => theme::run(arguments, out),
            Command::Runs(arguments) => runs::run(&arguments, out),
            Command::Trend(arguments) => trend::run(arguments, out),
            Command::Items(arguments) => items::run(arguments, out),
            Command::Memos(arguments) => memos::run(&arguments, out),
            Command::Activation(arguments) => activation::run(arguments, out),
            Command::Metrics(arguments) => metrics::run(arguments, out),
            Command::Segments(arguments) => segments::run(arguments, out),
            Command::Suggest(arguments) => suggest::run(arguments, out),
            Command::Action(arguments) => action::run(arguments, out),
            Command::Monitor(arguments) => monitor::run(&arguments, out),
            Command::Rank(arguments) => rank::run(arguments, out),
            Command::Report(arguments) => report::run(arguments, out),
            Command::Export(arguments) => export::run(arguments, out),
            Command::Reveal(arguments) => reveal::run(arguments, out),
            Command::Undo(arguments) => undo::run(&arguments, out),
            Command::Redo(arguments) => redo::run(&arguments, out),
            Command::History(arguments) => history::run(&arguments, out),
            Command::Verify(arguments) => verify::run(&arguments, out),
            Command::Backup(arguments) => backup::run(arguments, out),
            Command::Eval(arguments) => eval::run(arguments, out),
            Command::Agreement(arguments) => agreement::run(&arguments, out),
            Command::Serve(arguments) => serve::run(&arguments, out),
            Command::Demo(arguments) => demo::run(&arguments, out),
        }
    }
}

/// The project a command works on.
#[derive(Args)]
pub struct ProjectFile {
    /// The project file, NAME.assay
    #[arg(value_name = "PROJECT")]
    path: PathBuf,
}

impl ProjectFile {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn open(&self) -> Result<Project, Failure> {
        Ok(Project::open(&self.path)?)
    }
}

/// How a command answers.
#[derive(Args)]
pub struct Answer {
    /// Print one JSON value and nothing else
    #[arg(long)]
    json: bool,
}

/// A path as the workbench takes it.
fn unicode(path: &Path) -> Result<&str, Failure> {
    path.to_str().ok_or_else(|| {
        Failure::Said(format!(
            "the name {} is not Unicode; choose another",
            path.display()
        ))
    })
}

/// A folder or file that may be given, as the workbench takes it.
fn folder(path: Option<&Path>) -> Result<Option<String>, Failure> {
    path.map(|path| unicode(path).map(str::to_owned))
        .transpose()
}

/// A list as people type it: `plan,channel`; nothing at all is the empty list.
#[derive(Clone, Debug)]
struct Names(Vec<String>);

fn names(text: &str) -> Result<Names, String> {
    let names: Vec<String> = text.split(',').map(|name| name.trim().to_owned()).collect();
    match names.as_slice() {
        [only] if only.is_empty() => Ok(Names(Vec::new())),
        _ if names.iter().any(String::is_empty) => Err("there is an empty name in the list".into()),
        _ => Ok(Names(names)),
    }
}

/// A granularity as the analysis takes it.
fn granularity(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() && value > 0.0 => Ok(value),
        _ => Err("it is a number above 0; 1 is the default, 2 finer, 0.5 broader".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names_are_split_and_checked() {
        assert_eq!(
            names(" plan, channel").map(|names| names.0),
            Ok(vec!["plan".into(), "channel".into()])
        );
        assert_eq!(names("").map(|names| names.0), Ok(vec![]));
        assert!(names("plan,,channel").is_err());
    }

    #[test]
    fn granularity_is_a_number_above_zero() {
        assert_eq!(granularity("1.5"), Ok(1.5));
        for wrong in ["0", "-1", "NaN", "inf", "fine"] {
            assert!(granularity(wrong).is_err(), "{wrong} is refused");
        }
    }
}
