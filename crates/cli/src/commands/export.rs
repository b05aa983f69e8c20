//! `assay export`

use std::path::PathBuf;

use assay_workbench::exports::{self, ExportContent, ExportFormat, ExportRequest};
use clap::Args;

use super::{Answer, ProjectFile, unicode};
use crate::failure::Failure;
use crate::output::{Output, text};
use crate::work;

/// Write items, themes, metrics, the ranking or all that is coded for other programs
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay export shop.assay -o items.csv
  assay export shop.assay -o ranking.xlsx --what ranking
  assay export shop.assay -o items.parquet --dry-run
  assay export shop.assay -o shop.qdpx

The format follows the file's ending: .csv, .xlsx, .json or .parquet for tables; .qdpx (REFI-QDA
project: texts, codes, codings, cases) or .qdc (codebook) for programs for qualitative analysis,
which also say what they cannot hold. Texts that a spreadsheet
would take for a formula are made harmless, and are as they were when the CSV is imported again.
Nothing is written where a text holds what looks like contact data, unless that is allowed.
More: docs/exchange.md.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// What to write
    ///
    /// items (the default for tables), themes, metrics or ranking
    #[arg(long, value_name = "WHAT", value_parser = content)]
    what: Option<ExportContent>,
    /// The format, where the file's ending does not tell: csv, xlsx, json, parquet, qdpx or qdc
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    format: Option<ExportFormat>,
    /// Write even what looks like contact data
    #[arg(long)]
    allow_contact_data: bool,
    /// Say what would be written and what would be lost, but write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    answer: Answer,
}

fn content(name: &str) -> Result<ExportContent, String> {
    ExportContent::ALL
        .into_iter()
        .find(|content| content.name() == name)
        .ok_or_else(|| "it is items, themes, metrics, ranking, project or codebook".to_owned())
}

fn format(name: &str) -> Result<ExportFormat, String> {
    ExportFormat::ALL
        .into_iter()
        .find(|format| format.name() == name)
        .ok_or_else(|| "it is csv, xlsx, json, parquet, qdpx or qdc".to_owned())
}

/// Writes it.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    let project = arguments.project.open()?;
    let request = ExportRequest {
        path: unicode(&arguments.output)?.to_owned(),
        what: arguments.what,
        format: arguments.format,
        allow_contact_data: arguments.allow_contact_data,
        dry_run: arguments.dry_run,
    };
    let work = work::begin();
    let report = exports::save(&project, request, work.task())?;
    drop(work);
    if arguments.answer.json {
        return out.json(&report);
    }
    let rows = match report.what {
        ExportContent::Project => text::count(report.rows, "text", "texts"),
        ExportContent::Codebook => text::count(report.rows, "code", "codes"),
        _ => text::count(report.rows, "row", "rows"),
    };
    let path = text::line(&report.path);
    out.line(if report.written {
        format!("Wrote {path} with {rows}.")
    } else {
        format!("{path} would have {rows}. Nothing was written: this was a dry run.")
    })?;
    for note in &report.notes {
        out.line(text::line(note))?;
    }
    Ok(())
}
