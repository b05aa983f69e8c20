use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::super::Chart;
use super::sheet::{
    BAR, Failed, GRID, HIGHER, LINE, LOWER, MARK, Sheet, TOP, chart, dot, name, number, room_for,
    short,
};
use crate::Result;
use crate::priorities::{RankedTheme, Ranking};

/// In pixels.
const ROW: u32 = 26;
const MOST_ROWS: usize = 20;
/// Room for the numbers under an axis, and for one behind a bar.
const AXIS: u32 = 30;
const BEHIND: u32 = 60;
/// Of a row.
const HALF_A_BAR: f64 = 0.28;

type Rows<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Differences in activation with their intervals, in the ranking's order; `None` when there are none.
pub(in super::super) fn intervals(ranking: &Ranking) -> Result<Option<Chart>> {
    let rows: Vec<(&RankedTheme, [f64; 3])> = ranking
        .themes
        .iter()
        .filter_map(|theme| Some((theme, [theme.low?, theme.difference?, theme.high?])))
        .take(MOST_ROWS)
        .collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let widest = rows
        .iter()
        .flat_map(|(_, bounds)| bounds.map(f64::abs))
        .fold(0.05, f64::max);
    let most = (widest * 20.0).ceil() / 20.0;
    let words = (
        "Activation linked to each theme",
        "For each theme the difference in activation rate between the people who raise it and the others, in percentage points, with its 95 % interval. Left of the line is lower activation; a hollow point claims nothing.",
    );
    let labels: Vec<&str> = rows.iter().map(|(theme, _)| theme.label.as_str()).collect();
    let height = TOP + ROW * rows.len() as u32 + AXIS;
    let drawn = chart("activation-by-theme.svg".into(), height, words, |sheet| {
        let mut chart = of_rows(sheet, &labels, (-most, most), 20)?;
        chart
            .configure_mesh()
            .disable_y_mesh()
            .disable_y_axis()
            .max_light_lines(0)
            .axis_style(LINE)
            .bold_line_style(GRID)
            .x_labels(7)
            .x_label_style(number(HPos::Center))
            .x_label_formatter(&|difference| points(*difference))
            .draw()?;
        chart.draw_series([PathElement::new(
            [(0.0, 0.0), (0.0, rows.len() as f64)],
            LINE,
        )])?;
        for (place, (theme, [low, middle, high])) in rows.iter().enumerate() {
            let y = place as f64 + 0.5;
            let (colour, claimed) = match theme.verdict.as_str() {
                "lower" => (LOWER, true),
                "higher" => (HIGHER, true),
                _ => (MARK, false),
            };
            let whiskers = colour.stroke_width(2);
            chart.draw_series([ErrorBar::new_horizontal(
                y, *low, *middle, *high, whiskers, 6,
            )])?;
            chart.draw_series(dot((*middle, y), 5, colour, claimed))?;
        }
        Ok(())
    })?;
    Ok(Some(drawn))
}

/// People who raise each theme, most first, with the negative share of what they say.
pub(in super::super) fn frequencies(ranking: &Ranking) -> Result<Option<Chart>> {
    let mut rows: Vec<&RankedTheme> = ranking.themes.iter().collect();
    rows.sort_by_key(|theme| std::cmp::Reverse(theme.customers));
    rows.truncate(MOST_ROWS);
    let Some(most) = rows.first().map(|theme| theme.customers.max(1) as f64) else {
        return Ok(None);
    };
    let words = (
        "People who raise each theme, and the negative share of what they say",
        "One bar a theme: the number of people who raise it; the part in the colour of rust is the negative share of what they say about it.",
    );
    let labels: Vec<&str> = rows.iter().map(|theme| theme.label.as_str()).collect();
    let height = TOP + ROW * rows.len() as u32 + 10;
    let drawn = chart("people-by-theme.svg".into(), height, words, |sheet| {
        let mut chart = of_rows(sheet, &labels, (0.0, most), BEHIND)?;
        for (place, theme) in rows.iter().enumerate() {
            let y = place as f64 + 0.5;
            let people = theme.customers as f64;
            let negative = people * theme.negative_share.clamp(0.0, 1.0);
            let bar = |from, to, colour: RGBColor| {
                Rectangle::new(
                    [(from, y - HALF_A_BAR), (to, y + HALF_A_BAR)],
                    colour.filled(),
                )
            };
            chart.draw_series([bar(negative, people, BAR), bar(0.0, negative, LOWER)])?;
            let count = Text::new(theme.customers.to_string(), (8, 0), number(HPos::Left));
            chart.draw_series([EmptyElement::at((people, y)) + count])?;
        }
        Ok(())
    })?;
    Ok(Some(drawn))
}

/// A chart with a row a theme, from the top, each with its name on the left; x is so wide, with so
/// much room on its right.
fn of_rows<'a, 'b>(
    sheet: &'a Sheet<'b>,
    names: &[&str],
    (from, to): (f64, f64),
    behind: u32,
) -> std::result::Result<Rows<'a, 'b>, Failed> {
    let (_, height) = sheet.dim_in_pixel();
    let rows = names.len();
    let beside = room_for(names.iter().copied());
    let below = height - TOP - ROW * rows as u32;
    let mut chart = ChartBuilder::on(sheet)
        .margin_top(TOP)
        .margin_right(behind)
        .set_label_area_size(LabelAreaPosition::Left, beside)
        .set_label_area_size(LabelAreaPosition::Bottom, below)
        .build_cartesian_2d(from..to, rows as f64..0.0)?;
    for (place, label) in names.iter().enumerate() {
        let label = Text::new(short(label), (-10, 0), name());
        chart.draw_series([EmptyElement::at((from, place as f64 + 0.5)) + label])?;
    }
    Ok(chart)
}

/// A difference on the axis.
fn points(difference: f64) -> String {
    match (difference * 100.0).round() {
        0.0 => "0".to_owned(),
        points => format!("{points:+}").replace('-', "−"),
    }
}
