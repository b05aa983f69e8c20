//! `assay report`

use std::path::PathBuf;

use assay_workbench::report::{self, ReportRequest, SaveReportRequest};
use clap::Args;

use super::{Answer, ProjectFile, unicode};
use crate::failure::Failure;
use crate::output::{Output, text};

/// Write the report in markdown
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay report shop.assay -o report.md
  assay report shop.assay --template ours.md | less

Without -o the markdown goes to stdout; with it, the charts are written beside the file.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Write to this file
    #[arg(short, long, value_name = "FILE.md")]
    output: Option<PathBuf>,
    /// A minijinja template instead of the built-in one
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    #[command(flatten)]
    answer: Answer,
}

/// Writes it.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    let project = arguments.project.open()?;
    let template = arguments
        .template
        .as_deref()
        .map(unicode)
        .transpose()?
        .map(str::to_owned);
    let Some(file) = arguments.output else {
        let report = report::render(&project, ReportRequest { template })?;
        return if arguments.answer.json {
            out.json(&report)
        } else {
            out.text(&report.markdown)
        };
    };
    let request = SaveReportRequest {
        path: unicode(&file)?.to_owned(),
        template,
    };
    let saved = report::save(&project, request)?;
    if arguments.answer.json {
        return out.json(&saved);
    }
    for path in &saved.files {
        out.line(format!("Wrote {}", text::line(path)))?;
    }
    Ok(())
}
