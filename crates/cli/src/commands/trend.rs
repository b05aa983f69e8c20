//! `assay trend`

use assay_workbench::trends::{
    self, ComparedPeriods, Split, ThemeTrend, TrendRequest, TrendRow, Trends, TrendsRequest,
};
use clap::{Args, ValueEnum};

use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::table::Column;
use crate::output::{Output, Table, numbers, text};

/// Show which themes are raised more, or less, often than before
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay trend shop.assay
  assay trend shop.assay --since 2026-05-01
  assay trend shop.assay --before 2026-01-01..2026-03-31 --after 2026-04-01..2026-06-30
  assay trend shop.assay --theme 12 --by month

Rates are shares of the people who gave feedback at the time, so a busy week raises nothing, and a
source that begins later is not compared with the others. Without dates the last quarter of the
time is compared with what was before.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Only this theme, week by week, as `assay themes` numbers it
    #[arg(long, value_name = "ID")]
    theme: Option<i64>,
    /// Compare what came from this day on, YYYY-MM-DD, with the time before
    #[arg(long, value_name = "DATE", conflicts_with_all = ["before", "after"])]
    since: Option<String>,
    /// Compare this period, as FROM..TO
    #[arg(long, value_name = "FROM..TO", value_parser = days, requires = "after")]
    before: Option<Days>,
    /// With this one
    #[arg(long, value_name = "FROM..TO", value_parser = days, requires = "before")]
    after: Option<Days>,
    /// What to count by; chosen by span and number of people when not given
    #[arg(long, value_enum)]
    by: Option<By>,
    #[command(flatten)]
    answer: Answer,
}

/// Units of time.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    /// Monday to Sunday
    Week,
    /// Calendar months
    Month,
    /// Calendar years
    Year,
}

impl By {
    fn name(self) -> &'static str {
        match self {
            By::Week => "week",
            By::Month => "month",
            By::Year => "year",
        }
    }
}

/// First and last day of a period.
#[derive(Clone, Debug)]
struct Days([String; 2]);

fn days(text: &str) -> Result<Days, String> {
    match text.split_once("..") {
        Some((from, to)) if !from.is_empty() && !to.is_empty() => {
            Ok(Days([from.to_owned(), to.to_owned()]))
        }
        _ => Err("write two days with two dots between them, like 2026-01-01..2026-03-31".into()),
    }
}

/// Shows them.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    let project = arguments.project.open()?;
    let unit = arguments.by.map(|by| by.name().to_owned());
    let split = Some(Split {
        since: arguments.since,
        before: arguments.before.map(|days| days.0),
        after: arguments.after.map(|days| days.0),
    });
    let Some(id) = arguments.theme else {
        let trends = trends::list(&project, TrendsRequest { unit, split })?;
        return if arguments.answer.json {
            out.json(&trends)
        } else {
            print(&trends, out)
        };
    };
    let trend = trends::show(&project, TrendRequest { id, unit, split })?;
    if arguments.answer.json {
        out.json(&trend)
    } else {
        print_theme(&trend, out)
    }
}

fn print(trends: &Trends, out: &mut Output) -> Result<(), Failure> {
    if trends.themes.is_empty() {
        return out.line("There are no themes yet. Find them with `assay analyze PROJECT`.");
    }
    compared(trends.compared.as_ref(), out)?;
    let mut table = Table::new([
        ("id", Column::Right),
        ("theme", Column::Elastic),
        ("before", Column::Right),
        ("after", Column::Right),
        ("difference in points", Column::Right),
        ("trend", Column::Left),
    ]);
    for row in &trends.themes {
        table.row(cells(row));
    }
    out.table(&table)?;
    notes(&trends.notes, out)
}

fn cells(row: &TrendRow) -> [String; 6] {
    let change = &row.change;
    [
        row.id.to_string(),
        row.label.clone(),
        share(change.before),
        share(change.after),
        numbers::interval(
            numbers::points(change.difference),
            numbers::points(change.low),
            numbers::points(change.high),
            1,
        ),
        change.verdict.replace('_', " "),
    ]
}

fn print_theme(trend: &ThemeTrend, out: &mut Output) -> Result<(), Failure> {
    out.line(format!(
        "{}: {}.",
        text::line(&trend.label),
        trend.change.sentence
    ))?;
    compared(trend.compared.as_ref(), out)?;
    let mut table = Table::new([
        (trend.unit.as_str(), Column::Left),
        ("people", Column::Right),
        ("raise it", Column::Right),
        ("percent", Column::Right),
        ("", Column::Left),
    ]);
    for point in &trend.points {
        table.row([
            point.bin.label.clone(),
            numbers::integer(point.bin.people),
            numbers::integer(point.raised),
            numbers::interval(
                numbers::points(point.share),
                numbers::points(point.low),
                numbers::points(point.high),
                1,
            ),
            if point.bin.partial { "in part" } else { "" }.to_owned(),
        ]);
    }
    out.table(&table)?;
    notes(&trend.notes, out)
}

fn share(raised: trends::Raised) -> String {
    if raised.of == 0 {
        return "\u{2013}".to_owned();
    }
    format!(
        "{} of {}",
        numbers::integer(raised.n),
        numbers::integer(raised.of)
    )
}

fn compared(periods: Option<&ComparedPeriods>, out: &mut Output) -> Result<(), Failure> {
    let Some(ComparedPeriods { before, after }) = periods else {
        return Ok(());
    };
    out.line(format!(
        "{} to {} ({}) compared with {} to {} ({}).",
        after.from,
        after.to,
        text::count(after.people, "person", "people"),
        before.from,
        before.to,
        text::count(before.people, "person", "people"),
    ))
}

fn notes(notes: &[String], out: &mut Output) -> Result<(), Failure> {
    if !notes.is_empty() {
        out.line("")?;
    }
    notes.iter().try_for_each(|note| out.line(text::line(note)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_two_days() {
        let read = days("2026-01-01..2026-03-31").map(|days| days.0);
        assert_eq!(read, Ok(["2026-01-01".into(), "2026-03-31".into()]));
        for wrong in ["2026-01-01", "..2026-03-31", "2026-01-01..", ""] {
            assert!(days(wrong).is_err(), "{wrong} is refused");
        }
    }
}
