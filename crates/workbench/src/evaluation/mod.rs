//! Evaluation: how well machine themes match labels and tags that a person gave.

mod agreement;
mod evaluate;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use agreement::agreement;
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
    /// Folder of a sentence encoder to place the texts by, instead of the word table.
    pub encoder: Option<String>,
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

/// Agreement between a person and the machine on passages that the person coded.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AgreementReport {
    /// Passages coded: a person said of at least one theme that they have it or have it not.
    pub passages: u64,
    /// Items they stand in.
    pub items: u64,
    /// What was said of one passage and one theme, counted.
    pub decisions: u64,
    /// Of these, against what the machine says.
    pub overruled: u64,
    /// Cohen's kappa pooled over themes (Cohen 1960; De Vries et al. 2008).
    pub kappa: Option<AgreementValue>,
    /// Krippendorff's alpha of whole sets of themes, with the distance MASI (Krippendorff 2011;
    /// Passonneau 2006).
    pub alpha: Option<AgreementValue>,
    /// Themes that either gives to any coded passage.
    pub themes: Vec<ThemeAgreementRow>,
    /// What a reader should know about these numbers, sentences.
    pub notes: Vec<String>,
}

/// A measure of agreement, 1 for perfect, 0 for chance, with the 95 % interval of the bootstrap
/// over items.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct AgreementValue {
    /// The measure.
    pub value: f64,
    /// Lower end; none from a single item.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// Agreement on one theme, given to a passage or not.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ThemeAgreementRow {
    /// The theme.
    pub id: i64,
    /// Its label.
    pub label: String,
    /// Coded passages to which both give it.
    pub both: u64,
    /// Only the person.
    pub person_only: u64,
    /// Only the machine.
    pub machine_only: u64,
    /// Cohen's kappa.
    pub kappa: Option<AgreementValue>,
    /// Krippendorff's alpha, nominal.
    pub alpha: Option<AgreementValue>,
}
