//! `assay segments`

use assay_workbench::segments::{
    self, CompareRequest, GroupDifference, Segment, SegmentComparison, SegmentGroup,
};
use clap::Args;

use super::{Answer, ProjectFile};
use crate::failure::Failure;
use crate::output::table::Column;
use crate::output::{Output, Table, numbers, text};

/// List segments, or compare two groups of people side by side
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay segments shop.assay
  assay segments shop.assay --segment plan --compare small,large
  assay segments shop.assay --segment country --compare 'Korea, South' --compare Japan

Shares are of the people in each group who gave feedback. A difference is called one when its
interval leaves out 0 and it stands after correction for the number of themes.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// The segment
    #[arg(long, value_name = "NAME")]
    segment: Option<String>,
    /// Its two values, as A,B, or each with an option of its own
    #[arg(long, value_name = "A,B", requires = "segment", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    compare: Vec<String>,
    #[command(flatten)]
    answer: Answer,
}

/// Lists or compares.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    let project = arguments.project.open()?;
    if let (Some(segment), false) = (&arguments.segment, arguments.compare.is_empty()) {
        let [a, b] = pair(&arguments.compare)?;
        let request = CompareRequest {
            segment: segment.clone(),
            a,
            b,
        };
        let comparison = segments::compare(&project, request)?;
        return if arguments.answer.json {
            out.json(&comparison)
        } else {
            print(&comparison, out)
        };
    }
    let mut listed = segments::list(&project)?;
    listed.retain(|segment| {
        let asked = arguments.segment.as_ref();
        asked.is_none_or(|name| name.eq_ignore_ascii_case(&segment.name))
    });
    if arguments.answer.json {
        out.json(&listed)
    } else {
        list(&listed, out)
    }
}

/// `--compare A,B`, or `--compare A --compare B` where a value has a comma in it.
pub fn pair(given: &[String]) -> Result<[String; 2], Failure> {
    let parts: Vec<String> = match given {
        [one] => one.split(',').map(|part| part.trim().to_owned()).collect(),
        several => several.to_vec(),
    };
    <[String; 2]>::try_from(parts).map_err(|parts| {
        Failure::Said(format!(
            "two groups are compared, and {} are named; write --compare A,B, or --compare twice where a value has a comma in it",
            parts.len()
        ))
    })
}

fn list(segments: &[Segment], out: &mut Output) -> Result<(), Failure> {
    if segments.is_empty() {
        return out.line("There is no such segment among the people who gave feedback.");
    }
    let mut table = Table::new([("segment", Column::Left), ("people", Column::Elastic)]);
    for segment in segments {
        let values: Vec<String> = segment
            .values
            .iter()
            .map(|value| format!("{} {}", value.label, numbers::integer(value.count)))
            .collect();
        table.row([segment.name.clone(), values.join(", ")]);
    }
    out.table(&table)
}

fn print(comparison: &SegmentComparison, out: &mut Output) -> Result<(), Failure> {
    let (a, b) = (&comparison.a, &comparison.b);
    let mut table = Table::new([
        ("", Column::Left),
        (a.value.as_str(), Column::Right),
        (b.value.as_str(), Column::Right),
        ("difference in points", Column::Right),
    ]);
    let pair = |value: fn(&SegmentGroup) -> String| [value(a), value(b)];
    let mut row = |name: &str, [a, b]: [String; 2], difference: Option<GroupDifference>| {
        let difference = difference.map_or(String::new(), points);
        table.row([name.to_owned(), a, b, difference]);
    };
    row("people", pair(|group| numbers::integer(group.people)), None);
    row(
        "pieces of feedback",
        pair(|group| numbers::integer(group.items)),
        None,
    );
    row(
        "negative passages",
        pair(|group| share(group.negative_share)),
        comparison.negative,
    );
    row(
        "activation rate",
        pair(|group| share(group.activation_rate)),
        comparison.activation,
    );
    out.table(&table)?;
    out.line("")?;
    let mut table = Table::new([
        ("theme", Column::Elastic),
        (a.value.as_str(), Column::Right),
        (b.value.as_str(), Column::Right),
        ("difference in points", Column::Right),
        ("", Column::Left),
    ]);
    for theme in &comparison.themes {
        let verdict = match theme.verdict.as_str() {
            "more_in_a" => format!("more among {}", a.value),
            "more_in_b" => format!("more among {}", b.value),
            "unclear" => "no clear difference".to_owned(),
            _ => "not enough data".to_owned(),
        };
        let difference = GroupDifference {
            difference: theme.difference,
            low: theme.low,
            high: theme.high,
        };
        table.row([
            theme.label.clone(),
            numbers::percent(theme.share_a),
            numbers::percent(theme.share_b),
            points(difference),
            verdict,
        ]);
    }
    out.table(&table)?;
    out.line("")?;
    for note in &comparison.notes {
        out.line(text::line(note))?;
    }
    Ok(())
}

fn points(difference: GroupDifference) -> String {
    numbers::interval(
        Some(difference.difference * 100.0),
        Some(difference.low * 100.0),
        Some(difference.high * 100.0),
        0,
    )
}

fn share(share: Option<f64>) -> String {
    share.map_or("\u{2013}".to_owned(), numbers::percent)
}
