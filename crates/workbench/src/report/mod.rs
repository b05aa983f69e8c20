//! The report: findings as markdown that others can check.

mod charts;
mod escape;
mod render;
mod save;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use render::render;
pub use save::save;

/// Which report to write.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct ReportRequest {
    /// A minijinja template file; the built-in one when absent.
    #[serde(default)]
    pub template: Option<String>,
}

/// Where to save the report.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SaveReportRequest {
    /// Path of the markdown file; charts go into a folder beside it.
    pub path: String,
    /// A minijinja template file; the built-in one when absent.
    #[serde(default)]
    pub template: Option<String>,
}

/// A report, rendered.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Report {
    /// The text.
    pub markdown: String,
    /// Its charts.
    pub charts: Vec<Chart>,
}

/// A chart as the report refers to it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Chart {
    /// File name, as in the markdown's image link.
    pub name: String,
    /// The SVG document.
    pub svg: String,
}

/// Files that were written.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SavedReport {
    /// Paths, the markdown first.
    pub files: Vec<String>,
}
