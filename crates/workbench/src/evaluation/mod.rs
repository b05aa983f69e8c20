//! Evaluation: how well machine themes match labels that a person gave.

mod evaluate;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use evaluate::evaluate;

/// A labelled file.
#[derive(Clone, Debug, Deserialize)]
pub struct EvaluateRequest {
    /// CSV or JSON Lines.
    pub path: String,
    /// Column with the text.
    pub text: String,
    /// Column with the person's label.
    pub label: String,
    /// 1 is the default.
    pub granularity: Option<f64>,
    /// Exactly this many themes.
    pub themes: Option<usize>,
    /// Seed; 42 when absent.
    pub seed: Option<u64>,
}

/// Agreement between machine themes and labels.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Evaluation {
    /// Texts scored.
    pub n: u64,
    /// Distinct labels.
    pub labels: u64,
    /// Themes found.
    pub themes: u64,
    /// Adjusted mutual information (Vinh, Epps & Bailey 2010), at most 1.
    pub ami: f64,
    /// Adjusted Rand index (Hubert & Arabie 1985), at most 1.
    pub ari: f64,
    /// V-measure (Rosenberg & Hirschberg 2007), 0–1.
    pub v_measure: f64,
    /// Wall-clock seconds of the analysis.
    pub seconds: f64,
}
