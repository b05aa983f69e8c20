//! `assay import`

use std::path::PathBuf;

use assay_workbench::sources::{self, FileToRead, ImportRequest, ImportedSource};
use clap::{Args, ValueEnum};

use super::map::{self, Map};
use super::{Answer, ProjectFile, folder, unicode};
use crate::failure::Failure;
use crate::output::{Output, text};
use crate::work;

/// Problems printed a file; the ledger keeps all of them.
const SHOWN: usize = 5;

/// Import feedback, customers and events into a project, which is made when it does not exist
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay import shop.assay survey.csv tickets.json interviews/
  assay import shop.assay export.csv --kind survey --map text=Q3,customer=RespondentID
  assay import shop.assay study.qdpx
  assay import shop.assay export.csv --map 'text=What, if anything, is missing?' --dry-run

Roles: for feedback text, title, id, customer, email, time, rating, segment, author, ignore;
for customers customer, email, signed_up, activated, churned, revenue, segment;
for events customer, event, time, value. text and segment may be given more than once.
Columns that are not named are guessed. A column name may hold commas and `=`; where it holds
`,word=` put it in double quotes, or give --map once for each column.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Files (packed by gzip or not), folders or ZIP archives; of a file in an archive ARCHIVE.zip/FILE
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the files hold; guessed when not given
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// What columns mean, in every file given
    #[arg(long, value_name = "ROLE=COLUMN,...", value_parser = map::parse)]
    map: Vec<Map>,
    /// Keep e-mail addresses, phone, card, account and identity numbers as they are
    #[arg(long)]
    no_redact: bool,
    /// Keep what is replaced in this file, which `assay reveal` reads; without one, nobody can get it back
    #[arg(long, value_name = "FILE", conflicts_with = "no_redact")]
    redaction_key: Option<PathBuf>,
    /// Replace what this file lists as well: words, or /regular expressions/, one a line; remembered
    #[arg(long, value_name = "FILE", conflicts_with = "no_redact")]
    redact_list: Option<String>,
    /// Keep questions apart that an earlier file words a little differently
    #[arg(long)]
    keep_questions: bool,
    /// Read and report, but store nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    answer: Answer,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Kind {
    Survey,
    Ticket,
    Interview,
    FocusGroup,
    Review,
    Customers,
    Events,
}

impl Kind {
    /// The workbench's name for it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Survey => "survey",
            Kind::Ticket => "ticket",
            Kind::Interview => "interview",
            Kind::FocusGroup => "focus-group",
            Kind::Review => "review",
            Kind::Customers => "customers",
            Kind::Events => "events",
        }
    }
}

/// Imports, in one undoable step.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    let request = request(&arguments)?;
    let work = work::begin();
    let report = sources::import_at(&arguments.project.path, request, work.task())?.value;
    drop(work);
    if arguments.answer.json {
        return out.json(&report);
    }
    for source in &report.sources {
        describe(source, out)?;
    }
    if arguments.dry_run {
        out.line("Nothing was stored: this was a dry run.")?;
    }
    Ok(())
}

fn request(arguments: &Arguments) -> Result<ImportRequest, Failure> {
    let map: Vec<_> = arguments.map.iter().flat_map(|map| map.0.clone()).collect();
    let file = |path: &PathBuf| {
        Ok(FileToRead {
            path: unicode(path)?.to_owned(),
            kind: arguments.kind.map(|kind| kind.name().to_owned()),
            map: map.clone(),
        })
    };
    Ok(ImportRequest {
        files: arguments
            .files
            .iter()
            .map(file)
            .collect::<Result<_, Failure>>()?,
        redact: !arguments.no_redact,
        redaction_key: folder(arguments.redaction_key.as_deref())?,
        redact_list: arguments.redact_list.clone(),
        keep_questions: arguments.keep_questions,
        dry_run: arguments.dry_run,
    })
}

/// Characters of a reason that are shown: it may name a thousand rows.
const MOST_OF_A_REASON: usize = 400;

fn describe(source: &ImportedSource, out: &mut Output) -> Result<(), Failure> {
    let rows = text::count(source.rows, "row", "rows");
    out.line(format!(
        "{}: {rows} read as {}; {}.",
        text::line(&source.path),
        source.kind,
        outcome(source)
    ))?;
    for problem in source.problems.iter().take(SHOWN) {
        let place = match (problem.row, &problem.column) {
            (Some(row), Some(column)) => format!("row {row}, column {}: ", text::line(column)),
            (Some(row), None) => format!("row {row}: "),
            (None, Some(column)) => format!("column {}: ", text::line(column)),
            (None, None) => String::new(),
        };
        let reason = text::beginning(&problem.reason, MOST_OF_A_REASON);
        let more = match reason.len() < problem.reason.len() {
            true => "…; --json tells all",
            false => "",
        };
        out.line(format!("  {place}{}{more}", text::line(reason)))?;
    }
    match source.problems.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => out.line(format!("  and {more} more; --json lists them.")),
    }
}

fn outcome(source: &ImportedSource) -> String {
    let parts: Vec<String> = [
        (
            source.items,
            "piece of feedback added",
            "pieces of feedback added",
        ),
        (source.customers, "customer added", "customers added"),
        (source.events, "event added", "events added"),
        (source.themes, "theme added", "themes added"),
        (source.tags, "tag added", "tags added"),
        (
            source.no_answer,
            "answer said nothing",
            "answers said nothing",
        ),
        (source.updated, "record updated", "records updated"),
        (source.duplicates, "known already", "known already"),
        (source.rejected, "rejected", "rejected"),
        (source.repaired, "repaired", "repaired"),
        (
            source.redacted,
            "contact detail replaced",
            "contact details replaced",
        ),
    ]
    .into_iter()
    .filter(|(n, _, _)| *n > 0)
    .map(|(n, one, many)| text::count(n, one, many))
    .collect();
    if parts.is_empty() {
        "nothing was added".to_owned()
    } else {
        text::list(&parts)
    }
}
