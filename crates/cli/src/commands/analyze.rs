//! `assay analyze`

use std::path::PathBuf;

use assay_workbench::runs;
use assay_workbench::themes::{self, AnalyzeReport, AnalyzeRequest, SetAside};
use clap::Args;

use super::{Answer, ProjectFile, folder, granularity};
use crate::failure::Failure;
use crate::output::{Output, numbers, text};
use crate::work;

/// Find themes in what was imported
#[derive(Args)]
#[command(after_help = "\
Example:
  assay analyze shop.assay --granularity 1.5

What people decided (names, merges, splits, locks, tags by hand) is kept. The same project,
settings and seed give the same themes every time.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// How fine: 1 is the default, 2 finer, 0.5 broader
    #[arg(long, value_name = "G", value_parser = granularity, conflicts_with = "themes")]
    granularity: Option<f64>,
    /// Exactly this many themes
    #[arg(long, value_name = "K")]
    themes: Option<usize>,
    /// Seed of every random choice; 42 when not given
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Place texts by the sentence encoder in this folder (sentence-transformers, BERT) instead of
    /// the built-in word table; needs an Assay built with `--features encoder`
    #[arg(long, value_name = "DIR")]
    encoder: Option<PathBuf>,
    #[command(flatten)]
    answer: Answer,
}

/// Analyses, in one undoable step.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
    let project = arguments.project.open()?;
    let request = AnalyzeRequest {
        granularity: arguments.granularity,
        themes: arguments.themes,
        seed: arguments.seed,
        encoder: folder(arguments.encoder.as_deref())?,
    };
    let work = work::begin();
    let report = themes::analyze(&project, request, work.task())?.value;
    drop(work);
    if arguments.answer.json {
        out.json(&report)
    } else {
        describe(&report, out)
    }
}

fn describe(report: &AnalyzeReport, out: &mut Output) -> Result<(), Failure> {
    out.line(format!(
        "{} in {}, found in {:.1} seconds.",
        text::count(report.themes, "theme", "themes"),
        text::count(report.passages, "passage", "passages"),
        report.seconds
    ))?;
    if let Some(encoder) = &report.encoder {
        out.line(format!(
            "Placed by the sentence encoder {}: {} encoded, {} known from before.",
            encoder.digest,
            text::count(encoder.encoded, "text", "texts"),
            numbers::integer(encoder.known)
        ))?;
    }
    if report.weak > 0 {
        let weak = text::count(report.weak, "passage is", "passages are");
        out.line(format!("{weak} only weakly like their theme."))?;
    }
    if report.untagged > 0 {
        let untagged = text::count(report.untagged, "passage has", "passages have");
        out.line(format!("{untagged} nothing to go by and no theme."))?;
    }
    set_aside(&report.aside, out)?;
    if report.continued > 0 {
        let continued = text::count(report.continued, "theme continues", "themes continue");
        out.line(format!("{continued} from the run before."))?;
    }
    for sentence in runs::sentences(&report.diff) {
        out.line(text::line(&sentence))?;
    }
    for note in &report.notes {
        out.line(note)?;
    }
    Ok(())
}

/// Says which passages had no part, or not all of it.
pub fn set_aside(aside: &SetAside, out: &mut Output) -> Result<(), Failure> {
    let kinds = [
        (aside.no_answer, "says nothing", "say nothing"),
        (
            aside.boilerplate,
            "stands in many items alike",
            "stand in many items alike",
        ),
        (
            aside.repeat,
            "repeats another and counted once",
            "repeat another and counted once",
        ),
        (
            aside.trimmed,
            "was read without boilerplate",
            "were read without boilerplate",
        ),
    ];
    let said: Vec<String> = kinds
        .into_iter()
        .filter(|&(count, ..)| count > 0)
        .map(|(count, one, more)| {
            let verb = if count == 1 { one } else { more };
            format!("{} {verb}", numbers::integer(count))
        })
        .collect();
    if said.is_empty() {
        return Ok(());
    }
    out.line(format!("Set aside: {}.", said.join("; ")))
}
