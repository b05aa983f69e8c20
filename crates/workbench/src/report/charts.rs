//! The report's charts: SVG with a title and a description, readable in light and dark.

use std::fmt::Write;

use super::Chart;
use super::escape::xml;
use crate::priorities::{RankedTheme, Ranking};
use crate::trends::ThemeTrend;

const WIDTH: f64 = 760.0;
const NAMES: f64 = 280.0;
const ROW: f64 = 26.0;
const TOP: f64 = 34.0;
const MOST_ROWS: usize = 20;
const LEFT: f64 = 48.0;
const TIME_HEIGHT: f64 = 120.0;

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

/// The share of people who raise a theme, bin by bin with its interval; `None` for fewer than two
/// bins in which anybody spoke.
pub(super) fn over_time(trend: &ThemeTrend) -> Option<Chart> {
    let spoken = trend.points.iter().filter(|point| point.share.is_some());
    if spoken.clone().count() < 2 {
        return None;
    }
    // The interval of a week with two people reaches anywhere; the shares decide the scale.
    let highest = spoken.filter_map(|point| point.share).fold(0.05, f64::max);
    let most = (highest * 1.25 * 20.0).ceil() / 20.0;
    let step = (WIDTH - LEFT) / trend.points.len() as f64;
    let x = |place: usize| LEFT + step * (place as f64 + 0.5);
    let y = |share: f64| TOP + TIME_HEIGHT * (1.0 - (share / most).clamp(0.0, 1.0));
    let mut svg = open(
        TOP + TIME_HEIGHT + 28.0,
        &format!("{}, by {}", short(&trend.label), trend.unit),
        "The share of the people who gave feedback at the time that raise the theme, with its 95 % interval. Hollow points are weeks, months or years known in part; gaps are those without feedback.",
    );
    for share in [0.0, most / 2.0, most] {
        let _ = write!(
            svg,
            "<line class=\"axis\" stroke-opacity=\".4\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{0:.1}\" y2=\"{0:.1}\"/>\
             <text class=\"quiet\" text-anchor=\"end\" x=\"{1:.1}\" y=\"{2:.1}\">{3:.0} %</text>",
            y(share),
            LEFT - 6.0,
            y(share) + 4.0,
            share * 100.0
        );
    }
    let mut path = String::new();
    for (place, point) in trend.points.iter().enumerate() {
        let (Some(share), Some(low), Some(high)) = (point.share, point.low, point.high) else {
            continue;
        };
        let follows = place > 0 && trend.points[place - 1].share.is_some();
        let _ = write!(
            path,
            "{}{:.1} {:.1}",
            if follows { "L" } else { "M" },
            x(place),
            y(share)
        );
        let hollow = if point.bin.partial {
            " fill-opacity=\"0\" stroke=\"#5b6b82\""
        } else {
            ""
        };
        let _ = write!(
            svg,
            "<line class=\"line\" stroke-opacity=\".35\" x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"{1:.1}\" y2=\"{2:.1}\"/>\
             <circle class=\"dot\" cx=\"{0:.1}\" cy=\"{3:.1}\" r=\"3\"{hollow}/>",
            x(place),
            y(low),
            y(high),
            y(share),
        );
    }
    let _ = write!(
        svg,
        "<path class=\"line\" fill=\"none\" stroke-width=\"1\" d=\"{path}\"/>"
    );
    for (place, anchor) in [(0, "start"), (trend.points.len() - 1, "end")] {
        let _ = write!(
            svg,
            "<text class=\"quiet\" text-anchor=\"{anchor}\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            if place == 0 { LEFT } else { WIDTH },
            TOP + TIME_HEIGHT + 20.0,
            xml(&trend.points[place].bin.label)
        );
    }
    Some(Chart {
        name: format!("trend-of-theme-{}.svg", trend.id),
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
