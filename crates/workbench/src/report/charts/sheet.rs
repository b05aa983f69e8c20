use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use unicode_width::UnicodeWidthChar;

use super::super::Chart;
use super::super::escape::{is_hidden, xml};
use crate::{Code, Error, Result};

/// What a chart is drawn on.
pub(super) type Sheet<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// What goes wrong while drawing; into a string nothing does.
pub(super) type Failed = DrawingAreaErrorKind<std::io::Error>;

/// In pixels.
pub(super) const WIDTH: u32 = 640;
/// Room that the title takes above the chart.
pub(super) const TOP: u32 = 34;
/// In letters.
const LONGEST_NAME: usize = 40;

const PAPER: RGBColor = RGBColor(0xfd, 0xfd, 0xfc);
pub(super) const INK: RGBColor = RGBColor(0x1c, 0x1e, 0x20);
pub(super) const QUIET: RGBColor = RGBColor(0x62, 0x67, 0x6d);
pub(super) const LINE: RGBColor = RGBColor(0x8b, 0x8f, 0x94);
pub(super) const GRID: RGBColor = RGBColor(0xe3, 0xe3, 0xdf);
pub(super) const MARK: RGBColor = RGBColor(0x4d, 0x52, 0x57);
pub(super) const BAR: RGBColor = RGBColor(0xc9, 0xd5, 0xe3);
pub(super) const LOWER: RGBColor = RGBColor(0xa8, 0x48, 0x1a);
pub(super) const HIGHER: RGBColor = RGBColor(0x17, 0x70, 0x6a);

/// The colours, which are the window's, with those that stand for them in the dark.
const COLOURS: [(RGBColor, &str); 9] = [
    (PAPER, "#191b1d"),
    (INK, "#e6e7e8"),
    (QUIET, "#989ea5"),
    (LINE, "#777d84"),
    (GRID, "#2d3134"),
    (MARK, "#b4b9be"),
    (BAR, "#37495d"),
    (LOWER, "#e6a06f"),
    (HIGHER, "#6cc2b8"),
];

/// A chart of this height, in pixels, as it is drawn under its title.
pub(super) fn chart(
    name: String,
    height: u32,
    (title, description): (&str, &str),
    draw: impl FnOnce(&Sheet) -> std::result::Result<(), Failed>,
) -> Result<Chart> {
    let mut svg = String::new();
    {
        let sheet = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
        draw(&sheet)
            .and_then(|()| sheet.draw_text(title, &heading(), (0, 4)))
            .and_then(|()| sheet.present())
            .map_err(|error| {
                Error::new(
                    Code::Internal,
                    format!("the chart {name} could not be drawn: {error}"),
                )
            })?;
    }
    Ok(Chart {
        svg: named(&svg, title, description),
        name,
    })
}

/// A point, hollow where it claims nothing or is known in part.
pub(super) fn dot(
    at: (f64, f64),
    radius: u32,
    colour: RGBColor,
    full: bool,
) -> [Circle<(f64, f64), u32>; 2] {
    let inside = if full { colour } else { PAPER };
    [
        Circle::new(at, radius, inside.filled()),
        Circle::new(at, radius, colour.stroke_width(2)),
    ]
}

/// How names are written: beside what they name, which is on their right.
pub(super) fn name() -> TextStyle<'static> {
    text(12.5, INK, HPos::Right)
}

/// How numbers are written beside a mark or an axis.
pub(super) fn number(side: HPos) -> TextStyle<'static> {
    text(12.0, QUIET, side)
}

fn heading() -> TextStyle<'static> {
    let style = text(12.5, INK, HPos::Left).pos(Pos::new(HPos::Left, VPos::Top));
    TextStyle {
        font: style.font.style(FontStyle::Bold),
        ..style
    }
}

/// The library takes the height of a line for the size of its letters.
const LINE_HEIGHT: f64 = 1.24;

fn text(size: f64, colour: RGBColor, side: HPos) -> TextStyle<'static> {
    let font = ("system-ui, sans-serif", size * LINE_HEIGHT).into_font();
    TextStyle {
        color: colour.to_backend_color(),
        ..TextStyle::from(font).pos(Pos::new(side, VPos::Center))
    }
}

/// A name as short as the room for names, which has place for so many letters.
pub(super) fn short(name: &str) -> String {
    let letters: Vec<char> = name.chars().filter(|letter| !is_hidden(*letter)).collect();
    if letters.iter().map(wide).sum::<usize>() <= LONGEST_NAME {
        return letters.into_iter().collect();
    }
    let mut room = LONGEST_NAME - 1;
    let kept = letters.into_iter().take_while(|letter| {
        let fits = wide(letter) <= room;
        room = room.saturating_sub(wide(letter));
        fits
    });
    kept.chain(['…']).collect()
}

/// The room that names take, in pixels: letters are about so wide on average, and some are wider.
pub(super) fn room_for<'a>(names: impl Iterator<Item = &'a str>) -> u32 {
    const LETTER: usize = 7;
    let letters = names.map(|name| {
        short(name)
            .chars()
            .map(|letter| wide(&letter))
            .sum::<usize>()
    });
    (letters.max().unwrap_or(0) * LETTER + 24) as u32
}

/// In letters of the Latin alphabet.
fn wide(letter: &char) -> usize {
    letter.width().unwrap_or(0)
}

/// The picture with what it is called and shows, and with its colours in the dark.
fn named(svg: &str, title: &str, description: &str) -> String {
    let (root, drawn) = svg.split_once(">\n").unwrap_or(("<svg", svg));
    let dark: String = COLOURS
        .iter()
        .map(|(RGBColor(red, green, blue), dark)| {
            let light = format!("#{red:02X}{green:02X}{blue:02X}");
            format!("[fill=\"{light}\"]{{fill:{dark}}}[stroke=\"{light}\"]{{stroke:{dark}}}")
        })
        .collect();
    format!(
        "{root} role=\"img\" aria-labelledby=\"title description\">\n<title id=\"title\">{}</title>\n\
         <desc id=\"description\">{}</desc>\n<style>@media(prefers-color-scheme:dark){{{dark}}}</style>\n{drawn}",
        xml(title),
        xml(description)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_says_what_it_is_and_has_colours_for_the_dark() {
        let words = ("Fees & <b>charges</b>", "How many \"raise\" it.");
        let draw = |sheet: &Sheet| sheet.draw_text("<script>", &name(), (100, 50));
        let drawn = || chart("a.svg".into(), 80, words, draw).unwrap();
        let svg = drawn().svg;
        assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
        assert!(svg.contains("<title id=\"title\">Fees &amp; &lt;b&gt;charges&lt;/b&gt;</title>"));
        assert!(svg.contains("<desc id=\"description\">How many &quot;raise&quot; it.</desc>"));
        assert!(svg.contains("role=\"img\" aria-labelledby=\"title description\""));
        assert!(
            svg.contains("fill=\"#1C1E20\"") && svg.contains("[fill=\"#1C1E20\"]{fill:#e6e7e8}")
        );
        assert!(!svg.contains("<script>") && !svg.contains("<b>"));
        assert_eq!(svg, drawn().svg, "the same numbers give the same picture");
    }

    #[test]
    fn a_name_is_cut_to_its_room_by_how_wide_its_letters_are() {
        assert_eq!(short("Fees\u{202e} \u{7}& charges"), "Fees & charges");
        let forty = "a".repeat(40);
        assert_eq!(short(&forty), forty);
        assert_eq!(short(&"a".repeat(41)), format!("{}…", "a".repeat(39)));
        assert_eq!(short(&"費".repeat(21)), format!("{}…", "費".repeat(19)));
        assert_eq!(room_for(["費費", "aaa"].into_iter()), 4 * 7 + 24);
    }
}
