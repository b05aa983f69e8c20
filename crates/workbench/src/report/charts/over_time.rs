use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::super::Chart;
use super::sheet::{GRID, LINE, MARK, TOP, chart, dot, number, short};
use crate::Result;
use crate::trends::ThemeTrend;

/// In pixels.
const HEIGHT: u32 = 120;
const AXIS: u32 = 28;
const SHARES: u32 = 48;
/// Half of a date under the axis.
const HALF_A_DATE: u32 = 44;
/// How many dates stand under the axis.
const MOST_DATES: usize = 6;

/// The share of people who raise a theme, bin by bin with its interval; `None` for fewer than two
/// bins in which anybody spoke.
pub(in super::super) fn over_time(trend: &ThemeTrend) -> Result<Option<Chart>> {
    let spoken = spoken(trend);
    if spoken.len() < 2 {
        return Ok(None);
    }
    // The interval of a week with two people reaches anywhere; the shares decide the scale.
    let highest = spoken.iter().map(|bin| bin.share).fold(0.05, f64::max);
    let most = (highest * 25.0).ceil() / 20.0;
    let title = format!("{}, by {}", short(&trend.label), trend.unit);
    let words = (
        title.as_str(),
        "The share of the people who gave feedback at the time that raise the theme, with its 95 % interval. Hollow points are weeks, months or years known in part; gaps are those without feedback.",
    );
    let name = format!("trend-of-theme-{}.svg", trend.id);
    let drawn = chart(name, TOP + HEIGHT + AXIS, words, |sheet| {
        let mut chart = ChartBuilder::on(sheet)
            .margin_top(TOP)
            .margin_right(HALF_A_DATE)
            .set_label_area_size(LabelAreaPosition::Left, SHARES)
            .set_label_area_size(LabelAreaPosition::Bottom, AXIS)
            .build_cartesian_2d(0.0..trend.points.len() as f64, 0.0..most)?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .disable_x_axis()
            .max_light_lines(0)
            .bold_line_style(GRID)
            .axis_style(TRANSPARENT)
            .y_labels(4)
            .y_label_style(number(HPos::Right))
            .y_label_formatter(&|share| format!("{:.0} %", share * 100.0))
            .draw()?;
        for bin in &spoken {
            // One that reaches beyond the chart has no end in it.
            let whiskers = if bin.high > most { 0 } else { 6 };
            let high = bin.high.min(most);
            chart.draw_series([ErrorBar::new_vertical(
                bin.x(),
                bin.low,
                bin.share,
                high,
                LINE,
                whiskers,
            )])?;
        }
        for together in spoken.chunk_by(|bin, next| bin.place + 1 == next.place) {
            let line: Vec<(f64, f64)> = together.iter().map(|bin| (bin.x(), bin.share)).collect();
            chart.draw_series([PathElement::new(line, MARK)])?;
        }
        for bin in &spoken {
            chart.draw_series(dot((bin.x(), bin.share), 4, MARK, !bin.partial))?;
        }
        let last = trend.points.len() - 1;
        let step = last.div_ceil(MOST_DATES - 1).max(1);
        for place in (0..=last).step_by(step) {
            let date = Text::new(
                trend.points[place].bin.label.clone(),
                (0, AXIS as i32 / 2),
                number(HPos::Center),
            );
            chart.draw_series([EmptyElement::at((place as f64 + 0.5, 0.0)) + date])?;
        }
        Ok(())
    })?;
    Ok(Some(drawn))
}

/// A week, month or year in which anybody spoke.
struct Spoken {
    place: usize,
    share: f64,
    low: f64,
    high: f64,
    partial: bool,
}

impl Spoken {
    /// Where its middle lies along the chart, which is as long as there are bins.
    fn x(&self) -> f64 {
        self.place as f64 + 0.5
    }
}

fn spoken(trend: &ThemeTrend) -> Vec<Spoken> {
    let all = trend.points.iter().enumerate();
    all.filter_map(|(place, point)| {
        Some(Spoken {
            place,
            share: point.share?,
            low: point.low?,
            high: point.high?,
            partial: point.bin.partial,
        })
    })
    .collect()
}
