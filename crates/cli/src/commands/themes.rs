//! `assay themes`

use assay_workbench::project;
use assay_workbench::themes::{self, ThemeSummary};
use clap::Args;

use super::analyze::set_aside;
use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::table::Column;
use crate::output::{Output, Table, numbers};

/// List the themes
#[derive(Args)]
#[command(after_help = "\
Example:
  assay themes shop.assay

`locked` and `renamed` mark what a person decided; no later run changes it.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    #[command(flatten)]
    answer: Answer,
}

/// Lists.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
    let project = arguments.project.open()?;
    let themes = themes::list(&project)?;
    if arguments.answer.json {
        return out.json(&themes);
    }
    print(&themes, out)?;
    if let Some(run) = project::info(&project)?.run {
        set_aside(&run.aside, out)?;
        for note in &run.notes {
            out.line(note)?;
        }
    }
    Ok(())
}

/// Prints themes as a table, or says that there are none.
pub fn print(themes: &[ThemeSummary], out: &mut Output) -> Result<(), Failure> {
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
        let marks = match (theme.locked, theme.renamed) {
            (true, true) => "locked, renamed",
            (true, false) => "locked",
            (false, true) => "renamed",
            (false, false) => "",
        };
        table.row([
            theme.id.to_string(),
            format!("{indent}{}", theme.label),
            numbers::integer(theme.customers),
            numbers::integer(theme.items),
            numbers::percent(theme.negative_share),
            marks.to_owned(),
            theme.keywords.join(", "),
        ]);
    }
    out.table(&table)
}

/// Each theme followed by those under it, otherwise in the order given.
fn in_families(themes: &[ThemeSummary]) -> Vec<&ThemeSummary> {
    let listed = |id: i64| themes.iter().any(|theme| theme.id == id);
    let heads = themes
        .iter()
        .filter(|theme| !theme.parent.is_some_and(listed));
    heads
        .flat_map(|head| {
            std::iter::once(head).chain(themes.iter().filter(|theme| theme.parent == Some(head.id)))
        })
        .collect()
}
