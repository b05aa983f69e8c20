//! `assay eval`

use std::path::PathBuf;

use assay_workbench::evaluation::{self, EvaluateRequest, Evaluation};
use clap::Args;

use super::{Answer, folder, granularity, unicode};
use crate::failure::Failure;
use crate::output::{Output, text};
use crate::work;

/// Measure how well machine themes match labels that people gave
#[derive(Args)]
#[command(after_help = "\
Example:
  assay eval labelled.csv --text question --label intent

The labels are only compared with, never learnt from.")]
pub struct Arguments {
    /// CSV or JSON Lines
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The column with the text
    #[arg(long, value_name = "COLUMN")]
    text: String,
    /// The column with the label
    #[arg(long, value_name = "COLUMN")]
    label: String,
    /// How fine: 1 is the default, 2 finer, 0.5 broader
    #[arg(long, value_name = "G", value_parser = granularity, conflicts_with = "themes")]
    granularity: Option<f64>,
    /// Exactly this many themes
    #[arg(long, value_name = "K")]
    themes: Option<usize>,
    /// Seed of every random choice; 42 when not given
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Place texts by the sentence encoder in this folder, as `assay analyze` can
    #[arg(long, value_name = "DIR")]
    encoder: Option<PathBuf>,
    #[command(flatten)]
    answer: Answer,
}

/// Measures.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    let request = EvaluateRequest {
        path: unicode(&arguments.file)?.to_owned(),
        text: arguments.text,
        label: arguments.label,
        granularity: arguments.granularity,
        themes: arguments.themes,
        seed: arguments.seed,
        encoder: folder(arguments.encoder.as_deref())?,
    };
    let work = work::begin();
    let evaluation = evaluation::evaluate(request, work.task())?;
    drop(work);
    if arguments.answer.json {
        out.json(&evaluation)
    } else {
        describe(&evaluation, out)
    }
}

fn describe(evaluation: &Evaluation, out: &mut Output) -> Result<(), Failure> {
    out.line(format!(
        "{} with {}; {} found in {:.1} seconds.",
        text::count(evaluation.n, "text", "texts"),
        text::count(evaluation.labels, "label", "labels"),
        text::count(evaluation.themes, "theme", "themes"),
        evaluation.seconds
    ))?;
    out.line(format!(
        "Adjusted mutual information  {:.3}",
        evaluation.ami
    ))?;
    out.line(format!(
        "Adjusted Rand index          {:.3}",
        evaluation.ari
    ))?;
    out.line(format!(
        "V-measure                    {:.3}",
        evaluation.v_measure
    ))
}
