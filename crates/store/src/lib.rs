//! The project file: the only crate that contains SQL.
//!
//! [`Store`] is one connection to one file. Reading is by methods grouped in one file a noun;
//! all writing goes through [`Store::transact`].
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod actions;
mod asides;
mod backup;
mod codes;
mod coding;
mod columns;
mod contents;
mod customers;
mod error;
mod events;
mod item_facets;
mod item_filter;
mod items;
mod languages;
mod log;
mod mappings;
mod maps;
mod open;
mod opinions;
mod place;
mod presence;
mod project;
mod pseudonyms;
mod reading;
mod repair;
mod revisions;
mod rules;
mod runs;
mod segments;
mod settings;
mod sources;
mod speech;
mod standing;
mod tags;
mod text_vectors;
mod themes;
mod timeline;
mod transact;
mod updates;
mod verify;
mod whole_items;

pub use actions::ActionRow;
pub use asides::{AsideCounts, AsideRow};
pub use backup::put_in_place;
pub use codes::{CodeRow, MemoRow};
pub use coding::DecisionRow;
pub use customers::CustomerRow;
pub use error::StoreError;
pub use events::{EventDay, EventDays, TimelineId};
pub use item_facets::{FacetRow, ItemProperties, Property, RunProperties};
pub use item_filter::ItemFilter;
pub use items::{FeedbackRow, ItemRow, ItemThemeRow, NewItem, NewPassage, PassageRow};
pub use mappings::SourceMapping;
pub use maps::MapRow;
pub use open::{SCHEMA_VERSION, Store};
pub use opinions::OpinionRow;
pub use place::Place;
pub use project::Counts;
pub use reading::{ItemReading, PassageTag, ReadPassage, SpanRow};
pub use repair::{Rescued, rescue};
pub use rules::Rule;
pub use runs::{LevelRow, MainPart, NewRun, PartTag, RunRow, RunTheme};
pub use segments::GroupedItem;
pub use sources::{LedgerFilter, LedgerRow, NewSource, SourceRow};
pub use speech::{Sentiment, Speech, SpokenItem, SpokenPassage};
pub use standing::{MachineTags, StandingTag};
pub use tags::KeptTag;
pub use text_vectors::TextDigest;
pub use themes::{QuoteRow, ThemeRow};
pub use timeline::{TimedEvent, decode_events};
pub use transact::{Change, Noun, Write};
pub use updates::SupersededSources;
pub use whole_items::WholeItem;

/// What every method returns.
pub type Result<T> = std::result::Result<T, StoreError>;
