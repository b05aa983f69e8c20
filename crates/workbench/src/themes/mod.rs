//! Themes: found by the machine, decided by people.

mod analyze;
mod arrange;
mod create;
mod cut;
mod edit;
mod facts;
mod finer;
mod hide;
mod keeping;
mod list;
mod lock;
mod map;
mod merge;
mod naming;
mod notes;
mod placed;
mod publish;
mod recut;
mod rename;
mod rules;
mod sample;
mod show;
mod similar;
mod split;
mod strike;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::runs::RunDiff;

pub use analyze::analyze;
pub use arrange::arrange;
pub use create::{create, create_preview};
pub use finer::finer;
pub use hide::hide;
pub use list::{hidden, list};
pub use lock::lock;
pub use map::map;
pub use merge::merge;
pub use recut::{levels, recut};
pub use rename::rename;
pub use show::show;
pub(crate) use show::{quote, quotes};
pub use split::{split, split_preview};
pub use strike::strike;

pub(crate) use analyze::recompute;
use edit::edit;
pub(crate) use list::{find, find_own, summaries};
pub(crate) use notes::notes;
pub(crate) use recut::show_run;
use rename::clean_label;

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
    /// Folder of a sentence encoder to place the texts by, instead of the word table.
    #[serde(default)]
    pub encoder: Option<String>,
}

/// What an analysis found and changed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AnalyzeReport {
    /// Number of the run.
    pub run: i64,
    /// Passages read.
    pub passages: u64,
    /// Themes shown, parents left out.
    pub themes: u64,
    /// The granularity of the level that they are of.
    pub granularity: f64,
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
    /// What changed against the run before, theme by theme.
    pub diff: RunDiff,
    /// The sentence encoder that placed the texts; none is the word table.
    pub encoder: Option<EncoderUse>,
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

/// The levels of granularity of the themes on show.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Levels {
    /// Broadest first; each theme of a level is made of whole themes of the next.
    pub levels: Vec<LevelSummary>,
    /// The level that is shown; none for themes found before there were levels.
    pub current: Option<u64>,
}

/// One level of granularity.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LevelSummary {
    /// Its place, from 0.
    pub level: u64,
    /// 1 is the default, more is finer.
    pub granularity: f64,
    /// Themes it has before a person's decisions.
    pub themes: u64,
}

/// A level to show.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RecutRequest {
    /// Its place among [`Levels`].
    pub level: u64,
}

/// What a sentence encoder did.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct EncoderUse {
    /// Tells it from any other.
    pub digest: String,
    /// Different texts whose vectors the project had already.
    pub known: u64,
    /// Different texts that were encoded.
    pub encoded: u64,
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
    /// The theme it stands under, as a person or the run put it.
    pub parent: Option<i64>,
    /// Its place among those under the same theme, where a person chose one.
    pub position: Option<i64>,
    /// It has no passages of its own: it stands for the themes under it and is counted by theirs.
    pub group: bool,
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
    /// The same counts without weak tags.
    pub strong: StrongCounts,
    /// A person locked it.
    pub locked: bool,
    /// A person gave it its label.
    pub renamed: bool,
    /// A person made it.
    pub made: bool,
    /// A person hid it.
    pub hidden: bool,
}

/// How often a theme is mentioned by tags that are not weak.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct StrongCounts {
    /// Pieces of feedback.
    pub items: u64,
    /// People.
    pub customers: u64,
    /// Passages.
    pub passages: u64,
    /// Share of these passages that are negative, 0–1.
    pub negative_share: f64,
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
    /// Items with a `negative`, a `neutral` and a `positive` passage on it, as a search for those
    /// finds them. An item can have several.
    pub moods: Vec<LabelledCount>,
    /// Themes most often mentioned by the same item.
    pub neighbours: Vec<LabelledCount>,
    /// Themes that say like things.
    pub similar: Vec<SimilarTheme>,
}

/// A map of the passages, on which a theme is a region and like themes lie near. Points are in the
/// order of their passages; numbers are packed little-endian in base64, since there may be a
/// million of them.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ThemeMap {
    /// How many points there are.
    pub points: u64,
    /// Of each point x (to the right) and y (downwards), two bytes each.
    pub places: String,
    /// Of each point the place of its theme in `themes`, two bytes; 65,535 for none of them.
    pub theme_of: String,
    /// Of each point the number of its passage, four bytes.
    pub passages: String,
    /// The themes that are not hidden, groups among them.
    pub themes: Vec<MapTheme>,
}

/// A theme on the map.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MapTheme {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub label: String,
    /// The theme it stands under.
    pub parent: Option<i64>,
    /// It stands for the themes under it, and its points are theirs.
    pub group: bool,
    /// Points on the map; passages that have it as a further theme lie with their main one.
    pub points: u64,
    /// The middle of its points; none without any.
    pub centre: Option<[u16; 2]>,
    /// Share of its passages that are negative, 0–1.
    pub negative_share: f64,
    /// The likest other themes.
    pub similar: Vec<SimilarTheme>,
}

/// The themes inside those on show that finer levels of granularity would show.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct FinerThemes {
    /// Of each finer level, the next first, how many themes it has in all.
    pub levels: Vec<u64>,
    /// Of each point of the map the part of the analysis that it belongs to, two bytes, little-endian
    /// in base64; 65,535 for none.
    pub part_of: String,
    /// Those with a name, by level.
    pub themes: Vec<FinerTheme>,
}

/// A theme inside one on show.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FinerTheme {
    /// What it would be called.
    pub label: String,
    /// The theme on show that it lies in.
    pub theme: i64,
    /// The first level that has it: its place among the finer ones, from 0.
    pub level: u64,
    /// The parts whose points of that theme it has, ascending.
    pub parts: Vec<u64>,
    /// How many points these are.
    pub points: u64,
    /// The middle of them.
    pub centre: [u16; 2],
}

/// A theme that is like another.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SimilarTheme {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub label: String,
    /// Cosine of what the passages of the two say on average, 0–1.
    pub similarity: f64,
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

/// The parts that a theme would come apart into, largest first.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SplitPreview {
    /// The parts. The first keeps the theme's own place, name and number.
    pub parts: Vec<PreviewedTheme>,
}

/// A theme that an edit would make.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PreviewedTheme {
    /// The label it would have.
    pub label: String,
    /// Words that would set it apart, best first.
    pub keywords: Vec<String>,
    /// Central passages.
    pub quotes: Vec<Quote>,
    /// Pieces of feedback that would mention it.
    pub items: u64,
    /// People who would mention it.
    pub customers: u64,
    /// Passages that it would have.
    pub passages: u64,
}

/// A lock to set or lift. A locked theme keeps its name, its words and the passages it has, and takes in
/// no others but new ones.
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

/// A theme to be made from a search or from examples; one of the two is given.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[ts(optional_fields)]
pub struct CreateRequest {
    /// Its name; found when absent.
    #[serde(default)]
    pub label: Option<String>,
    /// Passages with these words (the last word may be unfinished).
    #[serde(default)]
    pub search: Option<String>,
    /// Passages like these.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<i64>>")]
    pub like: Vec<i64>,
    /// Passages like those of these items.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<i64>>")]
    pub like_items: Vec<i64>,
    /// How like the examples a passage must be at least, 0–1; found when absent.
    #[serde(default)]
    pub least: Option<f64>,
}

/// What a theme to be made would hold.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CreatePreview {
    /// The theme.
    pub theme: PreviewedTheme,
    /// How like the examples its passages are at least; none for a search.
    pub least: Option<f64>,
}

/// Themes to be put in a place.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[ts(optional_fields)]
pub struct ArrangeRequest {
    /// The themes, in the order that they shall have.
    pub themes: Vec<i64>,
    /// The theme to put them under; at the top when absent.
    #[serde(default)]
    pub parent: Option<i64>,
    /// The name of a new theme to put them under.
    #[serde(default)]
    pub new_parent: Option<String>,
    /// Their place among those that are there, from 0; left to the counts when absent.
    #[serde(default)]
    pub position: Option<u64>,
}

/// A keyword to be struck out of a theme.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct StrikeRequest {
    /// The theme.
    pub id: i64,
    /// The keyword.
    pub keyword: String,
    /// Struck out from now on.
    pub struck: bool,
}
