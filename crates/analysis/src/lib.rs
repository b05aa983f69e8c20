//! Pure functions: passages, terms, vectors, neighbours, themes, labels, sentiment, impact.
//!
//! Nothing here reads a file, a clock, a database or the environment: data and a
//! seed go in, data comes out. The same input, settings and seed give the same
//! result on any number of threads.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod agreement;
mod cells;
pub mod impact;
mod map;
pub mod monitor;
mod neighbours;
pub mod segments;
mod sentiment;
pub mod suggest;
mod text;
mod themes;
pub mod trend;
mod vectors;
mod watch;

pub use agreement::{
    Agreement, Coded, CodingAgreement, ThemeAgreement, adjusted_mutual_information,
    adjusted_rand_index, coding_agreement, v_measure,
};
pub use map::{Alike, PassageMap, aligned};
pub use sentiment::sentiment;
pub use text::{Aside, detect_language, detect_language_among, is_no_answer, split_passages};
pub use themes::{
    FoundTag, FoundTheme, FoundThemes, LEFT_OVER, Level, Likeness, Passages, ThemeSettings,
    capitalised, describe_parents, describe_themes, find_themes, group_vectors, likeness,
    match_themes,
};
pub use vectors::TextVectors;
pub use watch::{Cancelled, Step, Unwatched, Watch};
