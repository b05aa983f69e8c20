//! Items: single pieces of feedback, searched and read.

mod facets;
mod found;
mod passages;
mod place;
mod query;
mod search;
mod show;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::themes::{LabelledCount, Quote};

pub use facets::facets;
pub(crate) use facets::moods_of;
pub use passages::passages;
pub use place::place;
pub use search::search;
pub(crate) use show::Units;
pub use show::show;

/// Which items to list. Every condition that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, TS)]
#[ts(optional_fields)]
pub struct ItemQuery {
    /// Only this item.
    #[serde(default)]
    pub id: Option<i64>,
    /// Only items with this theme, or with one that stands under it.
    #[serde(default)]
    pub theme: Option<i64>,
    /// Only items whose text has these words (the last word may be unfinished).
    #[serde(default)]
    pub search: Option<String>,
    /// Only items of this source.
    #[serde(default)]
    pub source: Option<i64>,
    /// Only items of sources of this kind: `survey`, `ticket`, ….
    #[serde(default)]
    pub kind: Option<String>,
    /// Only items with a passage in this language, as ISO 639-3 has it: `eng`, `deu`.
    #[serde(default)]
    pub language: Option<String>,
    /// Only answers to this question.
    #[serde(default)]
    pub question: Option<String>,
    /// Only items by this person, as `customer` names them.
    #[serde(default)]
    pub customer: Option<String>,
    /// Only items with a `negative`, `neutral` or `positive` passage (about `theme`, where given).
    #[serde(default)]
    pub sentiment: Option<String>,
    /// Only items written on this day or later: `2025`, `2025-06` or `2025-06-14`, UTC.
    #[serde(default)]
    pub after: Option<String>,
    /// Only items written before this day.
    #[serde(default)]
    pub before: Option<String>,
    /// Only items with these segments, their own or their customer's.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<SegmentValue>>")]
    pub segments: Vec<SegmentValue>,
    /// Only items with a weakly tagged passage (about `theme`, where given).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub weak: bool,
    /// Leave weak tags out: of `theme`, where it is given, and of the themes that items come with.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub without_weak: bool,
    /// Only items that say something and have no theme.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub untagged: bool,
    /// Only items with a passage that was set aside: because it says nothing (`no_answer`), stands
    /// in many items (`boilerplate`), repeats another (`repeat`), or in part (`trimmed`).
    #[serde(default)]
    pub aside: Option<String>,
    /// Items to skip.
    #[serde(default)]
    #[ts(optional, as = "Option<u64>")]
    pub offset: u64,
    /// Items to return; 100 when absent.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// Passages to read, by their numbers.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PassagesRequest {
    /// The passages, 500 at the most.
    pub passages: Vec<i64>,
}

/// What a passage says.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PassageQuote {
    /// Its number.
    pub passage: i64,
    /// Its words, and where they stand.
    pub quote: Quote,
}

/// One value of a segment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, TS)]
pub struct SegmentValue {
    /// Its name: `plan`.
    pub name: String,
    /// Its value: `team`.
    pub value: String,
}

/// Where an item stands among those that match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ItemPlace {
    /// Items before it; none when it does not match.
    pub index: Option<u64>,
}

/// Of the items that match, how many have each value; the most frequent first.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ItemFacets {
    /// By kind of source.
    pub kinds: Vec<LabelledCount>,
    /// By source.
    pub sources: Vec<SourceCount>,
    /// By the question they answer.
    pub questions: Vec<LabelledCount>,
    /// By language (ISO 639-3), as the current run found it. An item can have several.
    pub languages: Vec<LabelledCount>,
    /// By the mood of their passages: `negative`, `neutral`, `positive`. An item can have several.
    pub sentiments: Vec<LabelledCount>,
    /// With a weakly tagged passage.
    pub weak: u64,
    /// By the reason why a passage of them was set aside. An item can have several.
    pub asides: Vec<LabelledCount>,
    /// By segment; columns that tell people apart rather than group them are left out.
    pub segments: Vec<SegmentCounts>,
}

/// Items of one source.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SourceCount {
    /// The source.
    pub id: i64,
    /// Its file name.
    pub name: String,
    /// Items.
    pub count: u64,
}

/// Items by the values of one segment.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SegmentCounts {
    /// The segment: `plan`.
    pub name: String,
    /// Its values.
    pub values: Vec<LabelledCount>,
}

/// An item by its number.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ItemId {
    /// The item.
    pub id: i64,
}

/// One item with all that is read beside its text. Places in the text are counted in UTF-16 code
/// units, as a browser counts them.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ItemDetail {
    /// The item as listed.
    pub item: Item,
    /// It says nothing (“n/a”).
    pub no_answer: bool,
    /// The file's own columns about it.
    pub segments: Vec<SegmentValue>,
    /// Who speaks when, for a conversation; empty otherwise.
    pub turns: Vec<Turn>,
    /// Its passages, in the order of the text.
    pub passages: Vec<ItemPassage>,
    /// Stretches that a person marked for a theme, in the order of the text.
    pub spans: Vec<Span>,
}

/// One turn of a conversation.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Turn {
    /// First place in the text.
    pub start: u64,
    /// One past the last.
    pub end: u64,
    /// Who speaks, where the file says so.
    pub speaker: Option<String>,
    /// It is the interviewer's.
    pub interviewer: bool,
    /// Seconds from the beginning of the recording.
    pub seconds: Option<f64>,
}

/// A passage of an item.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ItemPassage {
    /// Its number.
    pub id: i64,
    /// First place in the text.
    pub start: u64,
    /// One past the last.
    pub end: u64,
    /// It is a complaint.
    pub negative: bool,
    /// Why it was set aside, whole or in part: `no_answer`, `boilerplate`, `repeat`, `trimmed`.
    pub aside: Option<String>,
    /// The item whose words it repeats.
    pub repeats: Option<i64>,
    /// Its themes, most similar first.
    pub themes: Vec<PassageTheme>,
}

/// A theme of a passage.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PassageTheme {
    /// The theme.
    pub id: i64,
    /// Its label.
    pub label: String,
    /// Cosine similarity to the theme's centre, 0–1; 1 for a tag set by hand.
    pub similarity: f64,
    /// The similarity is low.
    pub weak: bool,
    /// `machine`, `rule` or `person`.
    pub origin: String,
}

/// A stretch of text that a person marked for a theme.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Span {
    /// Its number.
    pub id: i64,
    /// First place in the text.
    pub start: u64,
    /// One past the last.
    pub end: u64,
    /// The theme.
    pub theme: i64,
    /// Its label.
    pub label: String,
}

/// A stretch of the items that match.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ItemPage {
    /// Items that match in all.
    pub total: u64,
    /// The ones asked for.
    pub items: Vec<Item>,
}

/// One piece of feedback.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Item {
    /// Its number in the project; quotes are cited by it.
    pub id: i64,
    /// File name of its source.
    pub source: String,
    /// Row in that file.
    pub row: Option<u64>,
    /// Who wrote it, as the file names them.
    pub customer: Option<String>,
    /// When, unix seconds UTC.
    pub time: Option<i64>,
    /// The question it answers.
    pub question: Option<String>,
    /// A ticket's or review's title.
    pub title: Option<String>,
    /// Rating that came with it.
    pub rating: Option<f64>,
    /// The whole text.
    pub text: String,
    /// Its themes, most similar first.
    pub themes: Vec<ItemTheme>,
}

/// A theme of an item.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ItemTheme {
    /// The theme.
    pub id: i64,
    /// Its label.
    pub label: String,
    /// Cosine similarity of the closest passage to the theme's centre, 0–1; 1 for a tag set by hand.
    pub similarity: f64,
    /// All its passages on that theme are weakly tagged.
    pub weak: bool,
    /// `machine`, `rule` or `person`.
    pub origin: String,
}
