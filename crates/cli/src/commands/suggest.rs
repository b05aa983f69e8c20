//! `assay suggest`

use assay_workbench::suggestions::{self, DismissRequest, ThemeSuggestions};
use assay_workbench::themes::ThemeId;
use clap::Args;

use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::{Output, text};
use crate::work;

/// Suggest next steps for themes, with the quotes that lead there
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay suggest shop.assay
  assay suggest shop.assay --theme 12
  assay suggest shop.assay --theme 12 --dismiss price

A suggestion is made only where clearly more of a theme's passages speak of something than
passages elsewhere; many themes have none. Only English is read. Make one an action with
`assay action add`.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Only this theme, as `assay themes` numbers it
    #[arg(long, value_name = "ID")]
    theme: Option<i64>,
    /// Do not show this suggestion again; by its name in brackets
    #[arg(long, value_name = "NAME", requires = "theme")]
    dismiss: Option<String>,
    /// Show a dismissed suggestion again
    #[arg(
        long,
        value_name = "NAME",
        requires = "theme",
        conflicts_with = "dismiss"
    )]
    restore: Option<String>,
    #[command(flatten)]
    answer: Answer,
}

/// Suggests.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    let project = arguments.project.open()?;
    let change = match (arguments.dismiss, arguments.restore) {
        (Some(cause), _) => Some((cause, true)),
        (None, Some(cause)) => Some((cause, false)),
        (None, None) => None,
    };
    let suggested = match (arguments.theme, change) {
        (Some(theme), Some((cause, dismissed))) => {
            let request = DismissRequest {
                theme,
                cause,
                dismissed,
            };
            let work = work::begin();
            vec![suggestions::dismiss(&project, request, work.task())?.value]
        }
        (Some(id), None) => vec![suggestions::for_theme(&project, ThemeId { id })?],
        (None, _) => suggestions::list(&project)?,
    };
    if arguments.answer.json {
        return out.json(&suggested);
    }
    print(&suggested, arguments.theme.is_some(), out)
}

fn print(suggested: &[ThemeSuggestions], asked: bool, out: &mut Output) -> Result<(), Failure> {
    let mut silent = 0;
    for theme in suggested {
        let open: Vec<_> = theme
            .suggestions
            .iter()
            .filter(|suggestion| !suggestion.dismissed)
            .collect();
        if open.is_empty() && !asked {
            silent += 1;
            continue;
        }
        out.line(format!("{} {}", theme.theme, text::line(&theme.label)))?;
        for suggestion in &open {
            let made = if suggestion.accepted {
                ", made an action"
            } else {
                ""
            };
            out.line(format!(
                "  {} [{}{made}]",
                text::line(&suggestion.action),
                suggestion.cause
            ))?;
            for other in &suggestion.alternatives {
                out.line(format!("  Or: {}", text::line(other)))?;
            }
            out.line(format!("    {}", text::line(&suggestion.about)))?;
            for quote in &suggestion.quotes {
                out.line(format!("    “{}”", text::line(&quote.text)))?;
            }
        }
        if let Some(note) = &theme.note {
            out.line(format!("  {}", text::line(note)))?;
        }
        out.line("")?;
    }
    match (suggested.len(), silent) {
        (0, _) => out.line("There are no themes yet. Find them with `assay analyze PROJECT`."),
        (_, 0) => Ok(()),
        (_, silent) => out.line(format!(
            "For {} what is said is not clear enough to suggest anything.",
            text::count(silent, "theme", "themes")
        )),
    }
}
