//! The report: findings as markdown that others can check.

mod charts;
mod escape;
mod render;
mod save;
mod settings;
mod template;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use render::render;
pub use save::save;
pub use settings::{read_template, set, settings};

use crate::segments::CompareRequest;

/// Which report to write. What is absent is as the project's settings have it.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[ts(optional_fields)]
pub struct ReportRequest {
    /// A minijinja template file.
    #[serde(default)]
    pub template: Option<String>,
    /// The text of a template to try.
    #[serde(default)]
    pub template_text: Option<String>,
    /// The sections to write, in the report's own order.
    #[serde(default)]
    pub sections: Option<Vec<ReportSection>>,
    /// Sections to leave out of these.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<ReportSection>>")]
    pub without: Vec<ReportSection>,
    /// Two groups of people to set side by side, in the section `segments`.
    #[serde(default)]
    pub compare: Option<CompareRequest>,
    /// Write it even where it holds what looks like contact data.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub allow_contact_data: bool,
}

/// Where to save the report.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct SaveReportRequest {
    /// Path of the markdown file; charts go into a folder beside it.
    pub path: String,
    /// Which report.
    #[serde(flatten)]
    pub report: ReportRequest,
}

/// What a person chose for the project's report.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, TS)]
pub struct ReportSettings {
    /// Sections that are left out.
    #[serde(default)]
    pub left_out: Vec<ReportSection>,
    /// The text of the project's own template; the built-in one when absent.
    #[serde(default)]
    pub template: Option<String>,
    /// Two groups of people to set side by side.
    #[serde(default)]
    pub compare: Option<CompareRequest>,
}

/// Which template to read.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TemplateRequest {
    /// A file; the built-in one when absent.
    #[serde(default)]
    pub path: Option<String>,
}

/// A template.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Template {
    /// Its text.
    pub text: String,
}

/// A part of the report that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReportSection {
    /// What was found, in a few sentences.
    Summary,
    /// How to read the numbers, and their limits.
    Method,
    /// The ranking, its charts, and what changes over time.
    Ranking,
    /// The themes with their evidence.
    Themes,
    /// What may help, under each theme.
    Suggestions,
    /// What is being done, and what changed after it.
    Actions,
    /// Two groups of people side by side; only with `compare`.
    Segments,
    /// The activation metrics.
    Activation,
    /// What was left out, and how the report was made.
    Appendix,
}

impl ReportSection {
    /// Every section, in the report's order.
    pub const ALL: [ReportSection; 9] = [
        ReportSection::Summary,
        ReportSection::Method,
        ReportSection::Ranking,
        ReportSection::Themes,
        ReportSection::Suggestions,
        ReportSection::Actions,
        ReportSection::Segments,
        ReportSection::Activation,
        ReportSection::Appendix,
    ];

    /// Its name, as templates and requests have it.
    pub fn name(self) -> &'static str {
        match self {
            ReportSection::Summary => "summary",
            ReportSection::Method => "method",
            ReportSection::Ranking => "ranking",
            ReportSection::Themes => "themes",
            ReportSection::Suggestions => "suggestions",
            ReportSection::Actions => "actions",
            ReportSection::Segments => "segments",
            ReportSection::Activation => "activation",
            ReportSection::Appendix => "appendix",
        }
    }
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
