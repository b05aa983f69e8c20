//! Tags set and removed by hand. They outlive every run.

mod set;

use serde::Deserialize;
use ts_rs::TS;

pub use set::set;

/// A tag to set on, or take from, every passage of an item.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TagRequest {
    /// The item.
    pub item: i64,
    /// The theme.
    pub theme: i64,
    /// Set it (true) or take it away (false).
    pub present: bool,
}
