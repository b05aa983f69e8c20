//! `assay themes`

use std::collections::HashMap;

use assay_workbench::project;
use assay_workbench::themes::{self, ThemeSummary};
use assay_workbench::trends::{self, TrendChange, TrendsRequest};
use clap::Args;
use serde::Serialize;

use super::analyze::set_aside;
use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::table::Column;
use crate::output::{Output, Table, numbers};

/// List the themes
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay themes shop.assay
  assay themes shop.assay --without-weak
  assay themes shop.assay --hidden

A theme without passages of its own stands for those under it and is counted by theirs.
`locked` and `renamed` mark what a person decided; no later run changes it. `rising` and `falling`
compare the last quarter of the time with what was before; `assay trend` shows more.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Count without weak tags, those of passages that are only somewhat like their theme
    #[arg(long)]
    without_weak: bool,
    /// The themes that were hidden
    #[arg(long)]
    hidden: bool,
    #[command(flatten)]
    answer: Answer,
}

/// Lists.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
    let project = arguments.project.open()?;
    let mut themes = if arguments.hidden {
        themes::hidden(&project)?
    } else {
        themes::list(&project)?
    };
    if arguments.without_weak {
        for theme in &mut themes {
            theme.items = theme.strong.items;
            theme.customers = theme.strong.customers;
            theme.passages = theme.strong.passages;
            theme.negative_share = theme.strong.negative_share;
        }
    }
    let mut changes: HashMap<i64, TrendChange> = trends::list(&project, TrendsRequest::default())?
        .themes
        .into_iter()
        .map(|row| (row.id, row.change))
        .collect();
    if arguments.answer.json {
        let listed: Vec<Listed> = themes
            .into_iter()
            .map(|summary| Listed {
                trend: changes.remove(&summary.id),
                summary,
            })
            .collect();
        return out.json(&listed);
    }
    if arguments.hidden && themes.is_empty() {
        return out.line("No theme is hidden.");
    }
    table(&themes, &changes, out)?;
    if let Some(run) = project::info(&project)?.run {
        set_aside(&run.aside, out)?;
        for note in &run.notes {
            out.line(note)?;
        }
    }
    Ok(())
}

/// A theme with its trend.
#[derive(Serialize)]
struct Listed {
    #[serde(flatten)]
    summary: ThemeSummary,
    trend: Option<TrendChange>,
}

/// Prints themes as a table, or says that there are none.
pub fn print(themes: &[ThemeSummary], out: &mut Output) -> Result<(), Failure> {
    table(themes, &HashMap::new(), out)
}

fn table(
    themes: &[ThemeSummary],
    changes: &HashMap<i64, TrendChange>,
    out: &mut Output,
) -> Result<(), Failure> {
    if themes.is_empty() {
        return out.line("There are no themes yet. Find them with `assay analyze PROJECT`.");
    }
    let mut table = Table::new([
        ("id", Column::Right),
        ("theme", Column::Elastic),
        ("people", Column::Right),
        ("items", Column::Right),
        ("negative", Column::Right),
        ("", Column::Left),
        ("words", Column::Elastic),
    ]);
    for theme in in_families(themes) {
        let indent = if theme.parent.is_some() { "  " } else { "" };
        let verdict = changes
            .get(&theme.id)
            .map(|change| change.verdict.as_str())
            .filter(|verdict| matches!(*verdict, "rising" | "falling"));
        let marks: Vec<&str> = verdict
            .into_iter()
            .chain(theme.locked.then_some("locked"))
            .chain(theme.renamed.then_some("renamed"))
            .collect();
        table.row([
            theme.id.to_string(),
            format!("{indent}{}", theme.label),
            numbers::integer(theme.customers),
            numbers::integer(theme.items),
            numbers::percent(theme.negative_share),
            marks.join(", "),
            theme.keywords.join(", "),
        ]);
    }
    out.table(&table)
}

/// Each theme followed by those under it, otherwise in the order given, and parents among the
/// others by how many raise them.
fn in_families(themes: &[ThemeSummary]) -> Vec<&ThemeSummary> {
    let listed = |id: i64| themes.iter().any(|theme| theme.id == id);
    let mut heads: Vec<&ThemeSummary> = themes
        .iter()
        .filter(|theme| !theme.parent.is_some_and(listed))
        .collect();
    heads.sort_by_key(|theme| {
        let position = theme.position.unwrap_or(i64::MAX);
        (position, std::cmp::Reverse((theme.items, theme.passages)))
    });
    heads
        .into_iter()
        .flat_map(|head| {
            std::iter::once(head).chain(themes.iter().filter(|theme| theme.parent == Some(head.id)))
        })
        .collect()
}
