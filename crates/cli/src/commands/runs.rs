//! `assay runs`

use assay_workbench::runs::{self, DiffRequest, RunDiff, RunId};
use assay_workbench::themes::{self, RecutRequest};
use clap::Args;

use super::{Answer, ProjectFile, granularity};
use crate::failure::Failure;
use crate::output::table::Column;
use crate::output::{Output, Table, numbers, text, time};
use crate::work;

/// List the runs, compare two, or show another
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay runs shop.assay
  assay runs shop.assay --diff 1 2
  assay runs shop.assay --switch 1
  assay runs shop.assay --granularity 2

--granularity shows the same analysis with finer or broader themes, without doing it again. What
people decided is laid over whatever run is shown. Showing another run is one undoable step.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Say what changed from run A to run B
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with_all = ["switch", "granularity"])]
    diff: Option<Vec<i64>>,
    /// Show this run again
    #[arg(long, value_name = "ID", conflicts_with = "granularity")]
    switch: Option<i64>,
    /// Show the level of granularity that is nearest to this: 1 is the default, 2 finer, 0.5 broader
    #[arg(long, value_name = "G", value_parser = granularity)]
    granularity: Option<f64>,
    #[command(flatten)]
    answer: Answer,
}

/// Lists, compares or switches.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
    let project = arguments.project.open()?;
    if let Some([from, to]) = arguments.diff.as_deref() {
        let request = DiffRequest {
            from: *from,
            to: *to,
        };
        let diff = runs::diff(&project, request)?;
        if arguments.answer.json {
            return out.json(&diff);
        }
        return changes(&diff, out);
    }
    let work = work::begin();
    let report = match (arguments.switch, arguments.granularity) {
        (Some(id), _) => Some(runs::switch(&project, RunId { id }, work.task())?.value),
        (None, Some(granularity)) => {
            let levels = themes::levels(&project)?.levels;
            let far = |level: &&themes::LevelSummary| (level.granularity / granularity).ln().abs();
            let nearest = levels.iter().min_by(|a, b| far(a).total_cmp(&far(b)));
            let level = nearest.map_or(0, |level| level.level);
            Some(themes::recut(&project, RecutRequest { level }, work.task())?.value)
        }
        (None, None) => None,
    };
    drop(work);
    if let Some(report) = report {
        if arguments.answer.json {
            return out.json(&report);
        }
        out.line(format!(
            "Run {} with {} is shown, granularity {}.",
            report.run,
            text::count(report.themes, "theme", "themes"),
            report.granularity
        ))?;
        return changes(&report.diff, out);
    }
    let runs = runs::list(&project)?;
    if arguments.answer.json {
        return out.json(&runs);
    }
    if runs.is_empty() {
        return out.line("There are no runs yet. Find themes with `assay analyze PROJECT`.");
    }
    let mut table = Table::new([
        ("run", Column::Right),
        ("day", Column::Left),
        ("themes", Column::Right),
        ("passages", Column::Right),
        ("granularity", Column::Right),
        ("", Column::Left),
    ]);
    for run in &runs {
        let mut marks = Vec::new();
        if run.current {
            marks.push("shown".to_owned());
        }
        if run.analysis != run.id {
            marks.push(format!("of run {}", run.analysis));
        }
        table.row([
            run.id.to_string(),
            time::day(run.created_at).unwrap_or_default(),
            numbers::integer(run.themes),
            numbers::integer(run.passages),
            run.granularity.to_string(),
            marks.join(", "),
        ]);
    }
    out.table(&table)
}

/// Prints what changed from one run to another.
pub fn changes(diff: &RunDiff, out: &mut Output) -> Result<(), Failure> {
    let sentences = runs::sentences(diff);
    if sentences.is_empty() && diff.from.is_some() {
        return out.line("Nothing changed.");
    }
    for sentence in sentences {
        out.line(text::line(&sentence))?;
    }
    Ok(())
}
