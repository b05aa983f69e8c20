//! `assay rank`

use assay_workbench::priorities::{self, ActivatedCount, RankRequest, RankedTheme, Ranking};
use clap::{Args, ValueEnum};

use super::{Answer, Names, ProjectFile, names};
use crate::failure::Failure;
use crate::output::table::Column;
use crate::output::{Output, Table, numbers, text};

/// Rank themes by what to fix first
#[derive(Args)]
#[command(after_help = "\
Example:
  assay rank shop.assay --by priority --strata plan,channel

`lost` is how many activations are linked to a theme, `difference` how many points the activation
rate differs where it is raised; both with a 95 % interval. Linked to, never caused by.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Order
    #[arg(long, value_enum, default_value_t = By::Priority)]
    by: By,
    /// Segments to adjust for, as a,b; the project's when not given, '' for none
    #[arg(long, value_name = "A,B", value_parser = names)]
    strata: Option<Names>,
    #[command(flatten)]
    answer: Answer,
}

/// Orders of the ranking.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    /// Activations lost at the cautious end of the interval, then people who raise it
    Priority,
    /// People who raise it
    Frequency,
    /// Difference in activation
    Impact,
    /// Value at stake
    Value,
    /// Share of negative passages
    Negative,
}

impl By {
    fn name(self) -> &'static str {
        match self {
            By::Priority => "priority",
            By::Frequency => "frequency",
            By::Impact => "impact",
            By::Value => "value",
            By::Negative => "negative",
        }
    }
}

/// Ranks.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    let request = RankRequest {
        by: Some(arguments.by.name().to_owned()),
        strata: arguments.strata.map(|names| names.0),
    };
    let ranking = priorities::rank(&arguments.project.open()?, request)?;
    if arguments.answer.json {
        out.json(&ranking)
    } else {
        print(&ranking, out)
    }
}

/// Prints a ranking: who was compared, the table, and what a reader should know.
pub fn print(ranking: &Ranking, out: &mut Output) -> Result<(), Failure> {
    if let Some(rule) = &ranking.rule {
        out.line(text::line(rule))?;
        out.line(compared(ranking))?;
    }
    if ranking.respondents > 0 && !ranking.strata.is_empty() {
        out.line(format!(
            "Adjusted for {}.",
            text::line(&text::list(&ranking.strata))
        ))?;
    }
    if ranking.rule.is_some() {
        out.line("")?;
    }
    if ranking.themes.is_empty() {
        out.line("There are no themes to rank yet. Find them with `assay analyze PROJECT`.")?;
    } else {
        out.table(&table(ranking))?;
    }
    if !ranking.notes.is_empty() {
        out.line("")?;
    }
    for note in &ranking.notes {
        out.line(text::line(note))?;
    }
    Ok(())
}

fn compared(ranking: &Ranking) -> String {
    let mut sentence = format!(
        "{} of {} eligible",
        text::count(ranking.respondents, "respondent", "respondents"),
        numbers::integer(ranking.eligible)
    );
    if let Some(rate) = ranking.baseline_rate {
        sentence.push_str(&format!(", {} of them activated", numbers::percent(rate)));
    }
    if let Some(rate) = ranking.silent_rate {
        sentence.push_str(&format!(
            "; of those who said nothing {}",
            numbers::percent(rate)
        ));
    }
    sentence.push('.');
    sentence
}

fn table(ranking: &Ranking) -> Table {
    if ranking.rule.is_none() {
        return table_without_activation(&ranking.themes);
    }
    let mut table = Table::new([
        ("", Column::Right),
        ("theme", Column::Elastic),
        ("people", Column::Right),
        ("with", Column::Right),
        ("without", Column::Right),
        ("difference in points", Column::Right),
        ("lost", Column::Right),
        ("verdict", Column::Left),
    ]);
    for (place, theme) in (1..).zip(&ranking.themes) {
        table.row([
            numbers::integer(place),
            theme.label.clone(),
            numbers::integer(theme.customers),
            rate(theme.mentioned),
            rate(theme.others),
            numbers::interval(
                numbers::points(theme.difference),
                numbers::points(theme.low),
                numbers::points(theme.high),
                0,
            ),
            numbers::interval(
                theme.activations_lost,
                theme.activations_lost_low,
                theme.activations_lost_high,
                0,
            ),
            verdict(theme).to_owned(),
        ]);
    }
    table
}

fn table_without_activation(themes: &[RankedTheme]) -> Table {
    let mut table = Table::new([
        ("", Column::Right),
        ("theme", Column::Elastic),
        ("people", Column::Right),
        ("items", Column::Right),
        ("share", Column::Right),
        ("negative", Column::Right),
    ]);
    for (place, theme) in (1..).zip(themes) {
        table.row([
            numbers::integer(place),
            theme.label.clone(),
            numbers::integer(theme.customers),
            numbers::integer(theme.items),
            numbers::percent(theme.share),
            numbers::percent(theme.negative_share),
        ]);
    }
    table
}

fn rate(count: ActivatedCount) -> String {
    if count.n == 0 {
        return "\u{2013}".to_owned();
    }
    // Counts of customers are far below 2^53.
    numbers::percent(count.activated as f64 / count.n as f64)
}

fn verdict(theme: &RankedTheme) -> &str {
    match theme.verdict.as_str() {
        "lower" => "linked to lower activation",
        "higher" => "linked to higher activation",
        "unclear" => "no clear link",
        "not_enough_data" => "not enough data",
        other => other,
    }
}
