//! The report's charts: SVG with a title and a description, readable in light and dark.

use std::fmt::Write;

use super::Chart;
use super::escape::xml;
use crate::priorities::{RankedTheme, Ranking};

const WIDTH: f64 = 760.0;
const NAMES: f64 = 280.0;
const ROW: f64 = 26.0;
const TOP: f64 = 34.0;
const MOST_ROWS: usize = 20;

const STYLE: &str = "<style>text{font:13px system-ui,sans-serif;fill:#333}.quiet{fill:#767676;font-size:12px}\
.axis{stroke:#999}.line{stroke:#5b6b82;stroke-width:2}.dot{fill:#5b6b82}.lower{stroke:#b3432b}.lower.dot{fill:#b3432b}\
.higher{stroke:#2b6fb3}.higher.dot{fill:#2b6fb3}.bar{fill:#5b6b82}.negative{fill:#b3432b}\
@media(prefers-color-scheme:dark){text{fill:#ddd}.quiet{fill:#9a9a9a}.line{stroke:#9fb0c8}.dot,.bar{fill:#9fb0c8}}</style>";

/// Differences in activation with their intervals, in the ranking's order; `None` when there are none.
pub(super) fn intervals(ranking: &Ranking) -> Option<Chart> {
    let rows: Vec<(&RankedTheme, [f64; 3])> = ranking
        .themes
        .iter()
        .filter_map(|theme| Some((theme, [theme.low?, theme.difference?, theme.high?])))
        .take(MOST_ROWS)
        .collect();
    if rows.is_empty() {
        return None;
    }
    let widest = rows
        .iter()
        .flat_map(|(_, bounds)| bounds.map(f64::abs))
        .fold(0.05, f64::max);
    let most = (widest * 20.0).ceil() / 20.0;
    let x = |difference: f64| {
        NAMES
            + 20.0
            + (difference.clamp(-most, most) + most) / (2.0 * most) * (WIDTH - NAMES - 40.0)
    };
    let height = TOP + ROW * rows.len() as f64 + 30.0;
    let mut svg = open(
        height,
        "Activation linked to each theme",
        "For each theme the difference in activation rate between the people who raise it and the others, in percentage points, with its 95 % interval. Left of the line is lower activation.",
    );
    let bottom = TOP + ROW * rows.len() as f64;
    let _ = write!(
        svg,
        "<line class=\"axis\" x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"{TOP}\" y2=\"{bottom}\"/>",
        x(0.0)
    );
    for tick in [-most, -most / 2.0, 0.0, most / 2.0, most] {
        let _ = write!(
            svg,
            "<text class=\"quiet\" text-anchor=\"middle\" x=\"{:.1}\" y=\"{:.1}\">{:+.0}</text>",
            x(tick),
            bottom + 18.0,
            tick * 100.0
        );
    }
    for (place, (theme, [low, middle, high])) in rows.iter().enumerate() {
        let y = TOP + ROW * (place as f64 + 0.5);
        let class = match theme.verdict.as_str() {
            "lower" => "lower",
            "higher" => "higher",
            _ => "",
        };
        let _ = write!(
            svg,
            "<text x=\"0\" y=\"{:.1}\">{}</text><line class=\"line {class}\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <circle class=\"dot {class}\" cx=\"{:.1}\" cy=\"{y:.1}\" r=\"4.5\"/>",
            y + 4.0,
            xml(&short(&theme.label)),
            x(*low),
            x(*high),
            x(*middle),
        );
    }
    Some(Chart {
        name: "activation-by-theme.svg".into(),
        svg: close(svg),
    })
}

/// People who raise each theme, most first, with the negative share of what they say.
pub(super) fn frequencies(ranking: &Ranking) -> Option<Chart> {
    let mut rows: Vec<&RankedTheme> = ranking.themes.iter().collect();
    rows.sort_by_key(|theme| std::cmp::Reverse(theme.customers));
    rows.truncate(MOST_ROWS);
    let most = rows.first()?.customers.max(1) as f64;
    let height = TOP + ROW * rows.len() as f64 + 10.0;
    let mut svg = open(
        height,
        "People who raise each theme",
        "One bar a theme: the number of people who raise it; the red part is the negative share of what they say about it.",
    );
    for (place, theme) in rows.iter().enumerate() {
        let y = TOP + ROW * place as f64;
        let width = theme.customers as f64 / most * (WIDTH - NAMES - 90.0);
        let _ = write!(
            svg,
            "<text x=\"0\" y=\"{:.1}\">{}</text><rect class=\"bar\" x=\"{NAMES}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"14\"/>\
             <rect class=\"negative\" x=\"{NAMES}\" y=\"{:.1}\" width=\"{:.1}\" height=\"14\"/>\
             <text class=\"quiet\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            y + 17.0,
            xml(&short(&theme.label)),
            y + 6.0,
            y + 6.0,
            width * theme.negative_share.clamp(0.0, 1.0),
            NAMES + width + 8.0,
            y + 17.0,
            theme.customers,
        );
    }
    Some(Chart {
        name: "people-by-theme.svg".into(),
        svg: close(svg),
    })
}

fn open(height: f64, title: &str, description: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" \
         aria-labelledby=\"title description\"><title id=\"title\">{}</title><desc id=\"description\">{}</desc>{STYLE}\
         <text x=\"0\" y=\"16\" font-weight=\"600\">{}</text>",
        xml(title),
        xml(description),
        xml(title)
    )
}

fn close(mut svg: String) -> String {
    svg.push_str("</svg>\n");
    svg
}

/// A label that fits beside its bar.
fn short(label: &str) -> String {
    const LONGEST: usize = 40;
    if label.chars().count() <= LONGEST {
        return label.to_owned();
    }
    label.chars().take(LONGEST - 1).chain(['…']).collect()
}
