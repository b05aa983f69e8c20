//! Exports: what the project holds, as files for other programs.

mod items;
mod metrics;
mod ranking;
mod refi;
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
    /// What to write; what the format is for when absent, `items` for a table.
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
    /// Texts, codes, codings and cases, for programs for qualitative analysis.
    Project,
    /// The themes as codes, for the same programs.
    Codebook,
}

impl ExportContent {
    /// Every content.
    pub const ALL: [ExportContent; 6] = [
        ExportContent::Items,
        ExportContent::Themes,
        ExportContent::Metrics,
        ExportContent::Ranking,
        ExportContent::Project,
        ExportContent::Codebook,
    ];

    /// Its name, as requests have it.
    pub fn name(self) -> &'static str {
        match self {
            ExportContent::Items => "items",
            ExportContent::Themes => "themes",
            ExportContent::Metrics => "metrics",
            ExportContent::Ranking => "ranking",
            ExportContent::Project => "project",
            ExportContent::Codebook => "codebook",
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
    /// REFI-QDA project.
    Qdpx,
    /// REFI-QDA codebook.
    Qdc,
}

impl ExportFormat {
    /// Every format.
    pub const ALL: [ExportFormat; 6] = [
        ExportFormat::Csv,
        ExportFormat::Xlsx,
        ExportFormat::Json,
        ExportFormat::Parquet,
        ExportFormat::Qdpx,
        ExportFormat::Qdc,
    ];

    /// Its name, which is the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            ExportFormat::Csv => "csv",
            ExportFormat::Xlsx => "xlsx",
            ExportFormat::Json => "json",
            ExportFormat::Parquet => "parquet",
            ExportFormat::Qdpx => "qdpx",
            ExportFormat::Qdc => "qdc",
        }
    }

    /// As a table; none for the formats that are none.
    fn table(self) -> Option<TableFormat> {
        match self {
            ExportFormat::Csv => Some(TableFormat::Csv),
            ExportFormat::Xlsx => Some(TableFormat::Xlsx),
            ExportFormat::Json => Some(TableFormat::Json),
            ExportFormat::Parquet => Some(TableFormat::Parquet),
            ExportFormat::Qdpx | ExportFormat::Qdc => None,
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
    /// Rows written; of a project its texts, of a codebook its codes.
    pub rows: u64,
    /// What the file does not hold, or holds otherwise, in sentences.
    pub notes: Vec<String>,
    /// It was written; false for a dry run.
    pub written: bool,
}

#[cfg(test)]
mod refi_tests;
