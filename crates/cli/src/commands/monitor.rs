//! `assay monitor`

use assay_workbench::actions::{
    self, MonitorRequest, MonitorVerdict, MonitoredAction, WatchedChange,
};
use clap::Args;

use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::{Output, text};

/// See what changed after an action shipped
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay action ship shop.assay 1 --on 2026-03-31
  assay monitor shop.assay

Compares the people who raise the theme, and the sign-ups who activate, in two periods of equal
length before and after the day, within segments and sources where there are enough people. It
says so when too little time has passed. After it, not because of it: other things change as well.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Only this action, as `assay action list` numbers it
    #[arg(long, value_name = "ID")]
    action: Option<i64>,
    #[command(flatten)]
    answer: Answer,
}

/// Watches.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<(), Failure> {
    let request = MonitorRequest {
        action: arguments.action,
    };
    let monitored = actions::monitor(&arguments.project.open()?, request)?;
    if arguments.answer.json {
        return out.json(&monitored);
    }
    if monitored.is_empty() {
        return out.line(
            "No action has shipped, so there is nothing to watch. Say so with `assay action ship PROJECT ID`.",
        );
    }
    for (place, action) in monitored.iter().enumerate() {
        if place > 0 {
            out.line("")?;
        }
        print(action, out)?;
    }
    Ok(())
}

fn print(monitored: &MonitoredAction, out: &mut Output) -> Result<(), Failure> {
    let action = &monitored.action;
    out.line(format!(
        "{} {} ({}), shipped {}: {}",
        action.id,
        text::line(&action.what),
        text::line(&action.theme_label),
        action.shipped_on.as_deref().unwrap_or_default(),
        verdict(monitored.verdict)
    ))?;
    change("Feedback", &monitored.mentions, out)?;
    if let Some(activation) = &monitored.activation {
        change("Activation", activation, out)?;
    }
    Ok(())
}

fn change(what: &str, change: &WatchedChange, out: &mut Output) -> Result<(), Failure> {
    out.line(format!("  {what}: {}", text::line(&change.sentence)))?;
    if let (Some(before), Some(after), Some(_)) = (&change.before, &change.after, change.difference)
    {
        out.line(format!(
            "    {} to {} with {} to {}; {}",
            before.from,
            before.to,
            after.from,
            after.to,
            text::line(&change.method)
        ))?;
    }
    for note in &change.notes {
        out.line(format!("    {}", text::line(note)))?;
    }
    Ok(())
}

fn verdict(verdict: MonitorVerdict) -> &'static str {
    match verdict {
        MonitorVerdict::Improved => "improved",
        MonitorVerdict::Worse => "worse",
        MonitorVerdict::NoClearChange => "no clear change",
        MonitorVerdict::TooEarly => "too early to say",
        MonitorVerdict::NotComparable => "nothing to compare with",
    }
}
