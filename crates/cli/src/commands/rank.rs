//! `assay rank`

use assay_workbench::priorities::{
    self, ActivatedCount, RankRequest, RankedTheme, Ranking, SensitivityPanel, ThemeQuestion,
};
use clap::{Args, ValueEnum};

use super::{Answer, Names, ProjectFile, names};
use crate::failure::Failure;
use crate::output::table::Column;
use crate::output::{Output, Table, numbers, text};

/// Rank themes by what to fix first
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay rank shop.assay --by priority --strata plan,channel
  assay rank shop.assay --outcome churned
  assay rank shop.assay --theme 3 --sensitivity

`lost` is how many activations are linked to a theme, `difference` how many points the activation
rate differs where it is raised; both with a 95 % interval. Linked to, never caused by.
--outcome links themes with something else than activation: churned, recommended, retained:30 (or
another day), rating. --theme with --sensitivity asks the same of one theme in other ways.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// Order
    #[arg(long, value_enum, default_value_t = By::Priority)]
    by: By,
    /// Segments to adjust for, as a,b; the project's when not given, '' for none
    #[arg(long, value_name = "A,B", value_parser = names)]
    strata: Option<Names>,
    /// What to link themes with: activated, churned, recommended, retained:DAY or rating
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<String>,
    /// One theme only, by its number
    #[arg(long, value_name = "ID", requires = "sensitivity")]
    theme: Option<i64>,
    /// How a theme's difference comes out in other ways
    #[arg(long, requires = "theme")]
    sensitivity: bool,
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
    /// Priority for each unit of effort that the theme's actions take
    Effort,
}

impl By {
    fn name(self) -> &'static str {
        match self {
            By::Priority => "priority",
            By::Frequency => "frequency",
            By::Impact => "impact",
            By::Value => "value",
            By::Negative => "negative",
            By::Effort => "effort",
        }
    }
}

/// Ranks.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    let project = arguments.project.open()?;
    let strata = arguments.strata.map(|names| names.0);
    if let Some(theme) = arguments.theme {
        let question = ThemeQuestion {
            theme,
            outcome: arguments.outcome,
            strata,
        };
        let panel = priorities::sensitivity(&project, question)?;
        return match arguments.answer.json {
            true => out.json(&panel),
            false => print_panel(&panel, out),
        };
    }
    let request = RankRequest {
        by: Some(arguments.by.name().to_owned()),
        outcome: arguments.outcome,
        strata,
    };
    let ranking = priorities::rank(&project, request)?;
    if arguments.answer.json {
        out.json(&ranking)
    } else {
        print(&ranking, out)
    }
}

/// Prints a theme's difference, and the same by other ways.
fn print_panel(panel: &SensitivityPanel, out: &mut Output) -> Result<(), Failure> {
    let theme = &panel.theme;
    out.line(format!(
        "{}: {}.",
        text::line(&theme.label),
        text::line(&theme.verdict_sentence)
    ))?;
    out.line("")?;
    let is_rating = panel.outcome_noun == RATINGS;
    let mut table = Table::new([("difference", Column::Right), ("", Column::Elastic)]);
    table.row([
        difference(theme.difference, theme.low, theme.high, is_rating),
        format!("as in the ranking ({})", theme.method),
    ]);
    for way in &panel.ways {
        table.row([
            difference(
                Some(way.difference),
                Some(way.low),
                Some(way.high),
                is_rating,
            ),
            way.title.clone(),
        ]);
    }
    out.table(&table)?;
    out.line("")?;
    out.line(&panel.summary)?;
    if let (Some(value), Some(end)) = (panel.e_value, panel.e_value_of_interval) {
        out.line(format!(
            "To explain the difference away, something unmeasured would have to go with both, each by a risk ratio of {value:.1} (E-value; {end:.1} for the end of the interval)."
        ))?;
    }
    if let Some(days) = panel.days_later {
        let interval =
            numbers::interval(Some(days), panel.days_later_low, panel.days_later_high, 1);
        out.line(format!(
            "Days later that those who raise it activate, within the window: {interval}."
        ))?;
    }
    for remark in &theme.remarks {
        out.line(text::line(remark))?;
    }
    Ok(())
}

/// The noun of the one outcome that is a number.
const RATINGS: &str = "ratings";

/// Points of a rate, or a difference of ratings, with its interval.
fn difference(value: Option<f64>, low: Option<f64>, high: Option<f64>, is_rating: bool) -> String {
    if is_rating {
        numbers::interval(value, low, high, 2)
    } else {
        let [value, low, high] = [value, low, high].map(numbers::points);
        numbers::interval(value, low, high, 1)
    }
}

/// Prints a ranking: who was compared, the table, and what a reader should know.
pub fn print(ranking: &Ranking, out: &mut Output) -> Result<(), Failure> {
    let is_linked = is_linked(ranking);
    if let Some(rule) = &ranking.rule {
        out.line(text::line(rule))?;
    } else if is_linked {
        out.line(format!("Themes and {}.", ranking.outcome_noun))?;
    }
    if is_linked {
        out.line(compared(ranking))?;
    }
    if ranking.respondents > 0 && !ranking.strata.is_empty() {
        out.line(format!(
            "Adjusted for {}.",
            text::line(&text::list(&ranking.strata))
        ))?;
    }
    if is_linked {
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

/// Themes are linked with an outcome: the project has a rule, or another outcome was asked for.
fn is_linked(ranking: &Ranking) -> bool {
    ranking.rule.is_some() || ranking.outcome != "activated"
}

fn compared(ranking: &Ranking) -> String {
    let did = match ranking.outcome.as_str() {
        "activated" => "activated",
        "churned" => "left",
        "recommended" => "would recommend the product",
        "rating" => "",
        _ => "stayed",
    };
    let mut sentence = format!(
        "{} of {} {}",
        text::count(ranking.respondents, "respondent", "respondents"),
        numbers::integer(ranking.eligible),
        match ranking.outcome.as_str() {
            "activated" => "eligible",
            "churned" | "recommended" | "rating" => "of whom it is known",
            _ => "on record for so long",
        }
    );
    if let Some(rate) = ranking.baseline_rate {
        sentence.push_str(&match did {
            "" => format!(", mean rating {rate:.2}"),
            did => format!(", {} of them {did}", numbers::percent(rate)),
        });
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
    if !is_linked(ranking) {
        return table_without_activation(&ranking.themes);
    }
    let is_rating = ranking.outcome_noun == RATINGS;
    let by_value = ranking.by == "value" && ranking.value_per_activation.is_some();
    let mut columns = vec![
        ("", Column::Right),
        ("theme", Column::Elastic),
        ("people", Column::Right),
        ("with", Column::Right),
        ("without", Column::Right),
    ];
    columns.push(match is_rating {
        true => ("difference", Column::Right),
        false => ("difference in points", Column::Right),
    });
    match (is_rating, by_value) {
        (true, _) => {}
        (_, true) => columns.push(("value at stake", Column::Right)),
        (_, false) => columns.push(("lost", Column::Right)),
    }
    if ranking.by == "effort" {
        columns.push(("effort", Column::Right));
    }
    columns.push(("verdict", Column::Left));
    let mut table = Table::new(columns);
    for (place, theme) in (1..).zip(&ranking.themes) {
        let places = usize::from(is_rating) * 2;
        let points = |value| {
            if is_rating {
                value
            } else {
                numbers::points(value)
            }
        };
        let mut cells = vec![
            numbers::integer(place),
            theme.label.clone(),
            numbers::integer(theme.customers),
            mean(theme.mentioned, theme.mean_mentioned, is_rating),
            mean(theme.others, theme.mean_others, is_rating),
            numbers::interval(
                points(theme.difference),
                points(theme.low),
                points(theme.high),
                places,
            ),
        ];
        match (is_rating, by_value) {
            (true, _) => {}
            (_, true) => cells.push(numbers::interval(
                theme.value_at_stake,
                theme.value_at_stake_low,
                theme.value_at_stake_high,
                0,
            )),
            (_, false) => cells.push(numbers::interval(
                theme.activations_lost,
                theme.activations_lost_low,
                theme.activations_lost_high,
                0,
            )),
        }
        if ranking.by == "effort" {
            cells.push(
                theme
                    .effort
                    .map_or("\u{2013}".into(), |effort| effort.to_string()),
            );
        }
        cells.push(verdict(theme, &ranking.outcome_noun));
        table.row(cells);
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

fn mean(count: ActivatedCount, mean: Option<f64>, is_rating: bool) -> String {
    match mean {
        Some(rating) if is_rating => format!("{rating:.2}"),
        _ if is_rating || count.n == 0 => "\u{2013}".to_owned(),
        // Counts of customers are far below 2^53.
        _ => numbers::percent(count.activated as f64 / count.n as f64),
    }
}

fn verdict(theme: &RankedTheme, noun: &str) -> String {
    match theme.verdict.as_str() {
        "lower" => format!("linked to lower {noun}"),
        "higher" => format!("linked to higher {noun}"),
        "unclear" => "no clear link".into(),
        "not_enough_data" => "not enough data".into(),
        other => other.into(),
    }
}
