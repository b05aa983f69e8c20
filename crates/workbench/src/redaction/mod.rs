//! Redaction: what stands in place of contact data, what it stands for, and the watch over what
//! leaves the project.

mod contacts;
mod key;
mod list;
mod reveal;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use contacts::Contacts;
pub(crate) use key::Key;
pub(crate) use list::{remember, words};
pub use reveal::reveal;

/// Tokens to look up.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct RevealRequest {
    /// The file that an import with a redaction key wrote.
    pub key: String,
    /// Tokens, with or without brackets: `email 12`; all when empty.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub tokens: Vec<String>,
}

/// What a token stands for.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Revealed {
    /// As it stands in the texts: `[email 12]`.
    pub token: String,
    /// What stood there.
    pub original: String,
}
