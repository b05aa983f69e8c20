//! `assay memos`

use assay_workbench::memos::{self, Memo};
use clap::Args;

use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::{Output, text};

/// List the memos that came with projects of other programs
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay import shop.assay study.qdpx
  assay memos shop.assay

Memos are kept with the theme, text or words that they are on, and `assay export` writes them out
again. --json gives each with the number of its theme or item.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    #[command(flatten)]
    answer: Answer,
}

/// Lists them.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
    let project = arguments.project.open()?;
    let memos = memos::list(&project)?;
    if arguments.answer.json {
        return out.json(&memos);
    }
    if memos.is_empty() {
        return out
            .line("There are no memos; they come with a project of another program (.qdpx).");
    }
    for memo in &memos {
        let heading = match memo.name.trim() {
            "" => on(memo),
            name => format!("{name} ({})", on(memo)),
        };
        out.line(text::line(&heading))?;
        for line in memo.text.lines().filter(|line| !line.trim().is_empty()) {
            out.line(format!("  {}", text::line(line.trim())))?;
        }
    }
    Ok(())
}

fn on(memo: &Memo) -> String {
    match (&memo.theme_label, memo.item, &memo.words) {
        (Some(label), ..) => format!("on the theme “{label}”"),
        (None, Some(item), Some(words)) => format!("on “{words}” in item {item}"),
        (None, Some(item), None) => format!("on item {item}"),
        (None, None, _) => "on the project".to_owned(),
    }
}
