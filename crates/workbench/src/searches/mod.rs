//! Searches that a person keeps under a name.

mod list;
mod remove;
mod save;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use list::list;
pub use remove::remove;
pub use save::save;

/// A search under a name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, TS)]
pub struct SavedSearch {
    /// Its name.
    pub name: String,
    /// What is looked for, as the window's address has it: `kind=ticket&search=invite`.
    pub query: String,
}

/// A saved search by its name.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SearchName {
    /// The name.
    pub name: String,
}

const KEY: &str = "searches";
