//! `assay activation`

use assay_workbench::Project;
use assay_workbench::activation::{self, ActivationRequest, ActivationState};
use clap::{ArgGroup, Args};
use serde::Serialize;

use super::{Answer, Names, ProjectFile, names};
use crate::failure::Failure;
use crate::output::{Output, numbers, text, time};
use crate::work;

/// Set when a customer counts as activated; without a rule, show the present one and usual ones
#[derive(Args)]
#[command(
    group = ArgGroup::new("rule").args(["column", "event", "preset"]).multiple(true),
    after_help = "\
Examples:
  assay activation shop.assay --preset ecommerce
  assay activation shop.assay --event ordered --times 2 --distinct-days --within 30
  assay activation shop.assay --column activated_at --within 14 --as-of 2026-06-30
  assay activation shop.assay --strata plan,channel
  assay activation shop.assay

An event rule counts a customer when the event happened so many times (on days of their own with
--distinct-days) inside --span days, the last of them within --within days of signing up. Both
are unlimited when not given. --preset takes the usual rule of a sort of business, over the event
of this project that fits it, or over --event. --try shows what a rule would give and sets nothing.

The data end on --as-of, or with the last date in them; a lone date far beyond the rest is left
out, and that is said.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// The usual rule of a sort of business
    #[arg(long, value_name = "PRESET", value_parser = ["saas", "ecommerce", "finance"], conflicts_with_all = ["column", "times", "distinct_days", "span"])]
    preset: Option<String>,
    /// A column of the customer file: a date, or yes/no
    #[arg(long, value_name = "NAME", conflicts_with = "event")]
    column: Option<String>,
    /// An event of the event file
    #[arg(long, value_name = "NAME")]
    event: Option<String>,
    /// How often the event has to happen; once when not given
    #[arg(long, value_name = "N", requires = "event", conflicts_with = "column", value_parser = clap::value_parser!(u32).range(1..))]
    times: Option<u32>,
    /// Each time on a day of its own
    #[arg(long, requires = "event", conflicts_with = "column")]
    distinct_days: bool,
    /// All of them inside so many days
    #[arg(long, value_name = "DAYS", requires = "event", conflicts_with = "column", value_parser = clap::value_parser!(u32).range(1..))]
    span: Option<u32>,
    /// The last of them within so many days of signing up
    #[arg(long, value_name = "DAYS", requires = "rule", value_parser = clap::value_parser!(u32).range(1..))]
    within: Option<u32>,
    /// The day the data end, YYYY-MM-DD; the last instant in the data when not given
    #[arg(long, value_name = "DATE", requires = "rule", value_parser = date)]
    as_of: Option<String>,
    /// Segments the ranking adjusts for, as a,b; '' for none
    #[arg(long, value_name = "A,B", value_parser = names)]
    strata: Option<Names>,
    /// Show what the rule would give, without setting it
    #[arg(long = "try", requires = "rule")]
    attempt: bool,
    #[command(flatten)]
    answer: Answer,
}

/// The state as programs read it: as the workbench has it, with the time in ISO 8601.
#[derive(Serialize)]
struct JsonState<'a> {
    #[serde(flatten)]
    state: &'a ActivationState,
    as_of: Option<String>,
}

/// Sets the rule, or shows it.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    let project = arguments.project.open()?;
    let has_rule = arguments.column.is_some() || arguments.event.is_some();
    let strata = arguments.strata.map(|names| names.0);
    let request = if let Some(preset) = &arguments.preset {
        let usual = activation::preset_rule(&project, preset, arguments.event)?;
        Some(ActivationRequest {
            within_days: arguments.within.or(usual.within_days),
            as_of: arguments.as_of,
            strata,
            ..usual
        })
    } else if has_rule {
        Some(ActivationRequest {
            column: arguments.column,
            event: arguments.event,
            times: arguments.times,
            distinct_days: arguments.distinct_days,
            span_days: arguments.span,
            within_days: arguments.within,
            as_of: arguments.as_of,
            strata,
        })
    } else if let Some(strata) = strata {
        let present = activation::get(&project)?.rule.ok_or_else(|| {
            Failure::Said("there is no rule yet to set strata for; give --event or --column".into())
        })?;
        Some(ActivationRequest {
            strata: Some(strata),
            ..present
        })
    } else {
        None
    };
    let state = match request {
        Some(request) if arguments.attempt => activation::attempt(&project, request)?,
        Some(request) => {
            let work = work::begin();
            activation::set(&project, request, work.task())?.value
        }
        None => activation::get(&project)?,
    };
    if arguments.answer.json {
        let as_of = state.as_of.and_then(time::iso);
        return out.json(&JsonState {
            state: &state,
            as_of,
        });
    }
    describe(&state, out)?;
    match state.rule {
        Some(_) => Ok(()),
        None => suggest(&project, out),
    }
}

/// Prints the usual rules, for a project that has none.
fn suggest(project: &Project, out: &mut Output) -> Result<(), Failure> {
    for preset in activation::presets(project)? {
        let Some(sentence) = &preset.sentence else {
            continue;
        };
        out.line("")?;
        out.line(format!(
            "--preset {} ({}): {}",
            preset.id,
            preset.title,
            text::line(sentence)
        ))?;
        out.line(format!("  {}", preset.why))?;
    }
    Ok(())
}

/// Prints the rule and what it means for the customers on record.
pub fn describe(state: &ActivationState, out: &mut Output) -> Result<(), Failure> {
    let Some(sentence) = &state.sentence else {
        return out
            .line("No activation rule is set. Set one with --event or --column; see --help.");
    };
    out.line(text::line(sentence))?;
    let customers = text::count(state.customers, "customer", "customers");
    let until = state
        .as_of
        .and_then(time::day)
        .map(|day| format!(" by {day}"))
        .unwrap_or_default();
    out.line(format!(
        "{customers}, {} eligible{until}, {} activated{}.",
        numbers::integer(state.eligible),
        numbers::integer(state.activated),
        share(state)
    ))?;
    for reason in &state.left_out {
        let n = text::count(reason.count, "customer", "customers");
        out.line(format!("  {n}: {}", text::line(&reason.label)))?;
    }
    for noted in &state.noted {
        let n = numbers::integer(noted.count);
        out.line(format!("  {n} {}", text::line(&noted.label)))?;
    }
    for note in &state.notes {
        out.line(text::line(note))?;
    }
    match state.rule.as_ref().and_then(|rule| rule.strata.as_deref()) {
        Some([]) => out.line("The ranking adjusts for no segment."),
        Some(strata) => out.line(format!(
            "The ranking adjusts for {}.",
            text::line(&text::list(strata))
        )),
        None => Ok(()),
    }
}

fn share(state: &ActivationState) -> String {
    if state.eligible == 0 {
        return String::new();
    }
    // Counts of customers are far below 2^53.
    let share = state.activated as f64 / state.eligible as f64;
    format!(" ({})", numbers::percent(share))
}

fn date(text: &str) -> Result<String, String> {
    match chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(date) => Ok(date.format("%Y-%m-%d").to_string()),
        Err(_) => Err("a date is written YYYY-MM-DD".into()),
    }
}
