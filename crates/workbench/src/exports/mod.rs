//! Exports: what the project holds, as files for other programs.

mod items;
mod metrics;
mod ranking;
mod save;
mod themes;

use assay_exchange::tables::TableFormat;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use save::save;

/// What to write, and where.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[ts(optional_fields)]
pub struct ExportRequest {
    /// The file to write.
    pub path: String,
    /// What to write; `items` when absent.
    #[serde(default)]
    pub what: Option<ExportContent>,
    /// The format; by the file's ending when absent.
    #[serde(default)]
    pub format: Option<ExportFormat>,
    /// Write it even where it holds what looks like contact data.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub allow_contact_data: bool,
    /// Say what would be written and what would be lost, but write nothing.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub dry_run: bool,
}

/// What can be written as a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportContent {
    /// Every piece of feedback with its themes, one a row.
    #[default]
    Items,
    /// The themes with their counts.
    Themes,
    /// The activation metrics.
    Metrics,
    /// The ranking of the themes.
    Ranking,
}

impl ExportContent {
    /// Every content.
    pub const ALL: [ExportContent; 4] = [
        ExportContent::Items,
        ExportContent::Themes,
        ExportContent::Metrics,
        ExportContent::Ranking,
    ];

    /// Its name, as requests have it.
    pub fn name(self) -> &'static str {
        match self {
            ExportContent::Items => "items",
            ExportContent::Themes => "themes",
            ExportContent::Metrics => "metrics",
            ExportContent::Ranking => "ranking",
        }
    }
}

/// The format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// Comma-separated text.
    Csv,
    /// Excel workbook.
    Xlsx,
    /// JSON, an array of objects.
    Json,
    /// Apache Parquet.
    Parquet,
}

impl ExportFormat {
    /// Every format.
    pub const ALL: [ExportFormat; 4] = [
        ExportFormat::Csv,
        ExportFormat::Xlsx,
        ExportFormat::Json,
        ExportFormat::Parquet,
    ];

    /// Its name, which is the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            ExportFormat::Csv => "csv",
            ExportFormat::Xlsx => "xlsx",
            ExportFormat::Json => "json",
            ExportFormat::Parquet => "parquet",
        }
    }

    fn table(self) -> TableFormat {
        match self {
            ExportFormat::Csv => TableFormat::Csv,
            ExportFormat::Xlsx => TableFormat::Xlsx,
            ExportFormat::Json => TableFormat::Json,
            ExportFormat::Parquet => TableFormat::Parquet,
        }
    }
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ExportReport {
    /// The file.
    pub path: String,
    /// What it holds.
    pub what: ExportContent,
    /// Its format.
    pub format: ExportFormat,
    /// Rows written.
    pub rows: u64,
    /// What the file does not hold, or holds otherwise, in sentences.
    pub notes: Vec<String>,
    /// It was written; false for a dry run.
    pub written: bool,
}
