//! Themes: found by the machine, decided by people.

mod analyze;
mod edit;
mod hide;
mod list;
mod lock;
mod merge;
mod notes;
mod rename;
mod show;
mod split;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use analyze::analyze;
pub use hide::hide;
pub use list::list;
pub use lock::lock;
pub use merge::merge;
pub use rename::rename;
pub(crate) use show::quotes;
pub use show::show;
pub use split::split;

pub(crate) use analyze::recompute;
use edit::edit;
pub(crate) use list::{find, summaries};
pub(crate) use notes::notes;

/// How to find themes.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct AnalyzeRequest {
    /// 1 is the default; more gives finer themes, less broader ones.
    #[serde(default)]
    pub granularity: Option<f64>,
    /// Exactly this many themes, by k-means.
    #[serde(default)]
    pub themes: Option<usize>,
    /// Seed of every random choice; 42 when absent.
    #[serde(default)]
    pub seed: Option<u64>,
}

/// What an analysis found and changed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AnalyzeReport {
    /// Number of the run.
    pub run: i64,
    /// Passages read.
    pub passages: u64,
    /// Themes found.
    pub themes: u64,
    /// Passages whose tag is weak.
    pub weak: u64,
    /// Passages without a theme: those that say nothing, boilerplate, and those without a word.
    pub untagged: u64,
    /// Passages that were set aside, whole or in part.
    pub aside: SetAside,
    /// What is to be known about the result, in sentences: so few comments carry so much.
    pub notes: Vec<String>,
    /// Themes that continue one of the run before.
    pub continued: u64,
    /// Labels of themes that are new.
    pub new: Vec<String>,
    /// Labels of themes that are gone.
    pub gone: Vec<String>,
    /// BLAKE3 hash of the result.
    pub hash: String,
    /// Wall-clock seconds.
    pub seconds: f64,
}

/// How many passages a run set aside, by the reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct SetAside {
    /// Say nothing ("thanks!", "n/a"), and have no theme.
    pub no_answer: u64,
    /// Stand alike in many items (disclaimers, templates), and have no theme.
    pub boilerplate: u64,
    /// Say the same as another, whose themes they have; counted once when themes were found.
    pub repeat: u64,
    /// Have their themes by what is left without boilerplate.
    pub trimmed: u64,
}

impl From<assay_store::AsideCounts> for SetAside {
    fn from(counts: assay_store::AsideCounts) -> Self {
        Self {
            no_answer: counts.no_answer,
            boilerplate: counts.boilerplate,
            repeat: counts.repeat,
            trimmed: counts.trimmed,
        }
    }
}

/// A theme as listed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ThemeSummary {
    /// Its number; stays the same from run to run.
    pub id: i64,
    /// The person's label, or the machine's.
    pub label: String,
    /// Words that set it apart, best first.
    pub keywords: Vec<String>,
    /// The theme it stands under.
    pub parent: Option<i64>,
    /// Pieces of feedback that mention it.
    pub items: u64,
    /// People who mention it.
    pub customers: u64,
    /// Passages about it.
    pub passages: u64,
    /// Passages among them whose tag is weak.
    pub weak: u64,
    /// Share of its passages that are negative, 0–1.
    pub negative_share: f64,
    /// A person locked it.
    pub locked: bool,
    /// A person gave it its label.
    pub renamed: bool,
}

/// A theme with its evidence.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ThemeDetail {
    /// The theme as listed.
    pub summary: ThemeSummary,
    /// The label the machine gave it.
    pub machine_label: Option<String>,
    /// Central passages.
    pub quotes: Vec<Quote>,
    /// How many of its items come from each source kind.
    pub kinds: Vec<LabelledCount>,
    /// Items a month, oldest first; `label` is `2026-03`.
    pub months: Vec<LabelledCount>,
    /// Themes most often mentioned by the same item.
    pub neighbours: Vec<LabelledCount>,
}

/// A passage that speaks for a theme.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Quote {
    /// The item it stands in.
    pub item: i64,
    /// The words.
    pub text: String,
    /// File name of the source.
    pub source: String,
    /// Row in that file.
    pub row: Option<u64>,
    /// Who wrote it.
    pub customer: Option<String>,
    /// When, unix seconds UTC.
    pub time: Option<i64>,
}

/// A name and how often.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LabelledCount {
    /// The name.
    pub label: String,
    /// How often.
    pub count: u64,
}

/// A theme by its number.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ThemeId {
    /// The theme.
    pub id: i64,
}

/// A new name for a theme.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RenameRequest {
    /// The theme.
    pub id: i64,
    /// Its label from now on; empty gives the machine's label back.
    pub label: String,
}

/// Themes to be made one.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct MergeRequest {
    /// The theme that stays.
    pub into: i64,
    /// The themes that go into it.
    pub themes: Vec<i64>,
}

/// A theme to be taken apart.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SplitRequest {
    /// The theme.
    pub id: i64,
    /// Exactly this many parts; found when absent.
    #[serde(default)]
    pub parts: Option<usize>,
}

/// A lock to set or lift. A locked theme keeps its name and the passages it has; new ones may join it.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct LockRequest {
    /// The theme.
    pub id: i64,
    /// Locked from now on.
    pub locked: bool,
}

/// A theme to hide from lists and rankings, or to show again.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct HideRequest {
    /// The theme.
    pub id: i64,
    /// Hidden from now on.
    pub hidden: bool,
}
