//! The report's charts: pictures (SVG) that need no program to be looked at, readable in light and
//! dark, each with a title and a description for those who hear it.

mod by_theme;
mod over_time;
mod sheet;

pub(super) use by_theme::{frequencies, intervals};
pub(super) use over_time::over_time;
