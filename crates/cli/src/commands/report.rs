//! `assay report`

use std::path::PathBuf;

use assay_workbench::report::{
    self, ReportRequest, ReportSection, ReportSettings, SaveReportRequest, TemplateRequest,
};
use assay_workbench::segments::CompareRequest;
use assay_workbench::{Project, Task};
use clap::Args;

use super::segments::pair;
use super::{Answer, ProjectFile, names, unicode};
use crate::failure::Failure;
use crate::output::{Output, text};

/// Write the report in markdown
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay report shop.assay -o report.md
  assay report shop.assay --template ours.md | less
  assay report shop.assay --sections summary,ranking,actions
  assay report shop.assay --without method,appendix --keep
  assay report shop.assay --segment plan --compare small,large

Sections: summary, method, ranking, themes, suggestions (under the themes), actions, segments
(with --compare), activation, appendix. What is not said is as it was kept in the project, by --keep or
in the window; at first all sections and the built-in template. Without -o the markdown goes to stdout; with it, the charts are written beside the file.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Write to this file
    #[arg(short, long, value_name = "FILE.md")]
    output: Option<PathBuf>,
    /// A minijinja template instead of the built-in one
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Only these sections, as a,b
    #[arg(long, value_name = "A,B", value_parser = sections)]
    sections: Option<Sections>,
    /// Without these sections
    #[arg(long, value_name = "A,B", value_parser = sections)]
    without: Option<Sections>,
    /// Keep sections, template and comparison in the project for the next time
    #[arg(long)]
    keep: bool,
    /// The segment whose groups are set side by side
    #[arg(long, value_name = "NAME", requires = "compare")]
    segment: Option<String>,
    /// Its two values, as A,B, or each with an option of its own
    #[arg(long, value_name = "A,B", requires = "segment")]
    compare: Vec<String>,
    /// Write even what looks like contact data
    #[arg(long)]
    allow_contact_data: bool,
    #[command(flatten)]
    answer: Answer,
}

/// Sections as people type them.
#[derive(Clone, Debug, Default)]
struct Sections(Vec<ReportSection>);

fn sections(text: &str) -> Result<Sections, String> {
    let named = |name: &String| {
        ReportSection::ALL
            .into_iter()
            .find(|section| section.name() == name)
            .ok_or_else(|| format!("there is no section “{name}”"))
    };
    Ok(Sections(
        names(text)?.0.iter().map(named).collect::<Result<_, _>>()?,
    ))
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
    let compare = arguments
        .segment
        .map(|segment| {
            let [a, b] = pair(&arguments.compare)?;
            Ok::<_, Failure>(CompareRequest { segment, a, b })
        })
        .transpose()?;
    let request = ReportRequest {
        template,
        template_text: None,
        sections: arguments.sections.map(|sections| sections.0),
        without: arguments.without.unwrap_or_default().0,
        compare,
        allow_contact_data: arguments.allow_contact_data,
    };
    if arguments.keep {
        keep(&project, &request)?;
    }
    let Some(file) = arguments.output else {
        let report = report::render(&project, request)?;
        return if arguments.answer.json {
            out.json(&report)
        } else {
            out.text(&report.markdown)
        };
    };
    let request = SaveReportRequest {
        path: unicode(&file)?.to_owned(),
        report: request,
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

/// Keeps what was asked for as the project's own way of writing the report.
fn keep(project: &Project, request: &ReportRequest) -> Result<(), Failure> {
    let kept = report::settings(project)?;
    let chosen = |section: &ReportSection| match &request.sections {
        Some(sections) => sections.contains(section),
        None => !kept.left_out.contains(section),
    };
    let left_out = ReportSection::ALL
        .into_iter()
        .filter(|section| !chosen(section) || request.without.contains(section))
        .collect();
    let template = match &request.template {
        Some(path) => {
            let path = Some(path.clone());
            Some(report::read_template(TemplateRequest { path })?.text)
        }
        None => kept.template,
    };
    let settings = ReportSettings {
        left_out,
        template,
        compare: request.compare.clone().or(kept.compare),
    };
    report::set(project, settings, &Task::silent())?;
    Ok(())
}
