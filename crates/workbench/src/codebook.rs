//! What Assay's nouns are called in REFI-QDA, for the way out and the way in.

use std::collections::HashMap;

use assay_exchange::refi::{Guid, Value, VariableKind};
use assay_store::{Store, ThemeRow};

use crate::Result;

/// How a description begins that is nothing but a theme's keywords.
pub(crate) const KEYWORDS: &str = "Keywords: ";

/// A property of items or customers that every project has, as a variable.
pub(crate) struct Fields {
    /// Its name.
    pub(crate) name: &'static str,
    /// What its values are.
    pub(crate) kind: VariableKind,
}

impl Fields {
    pub(crate) const KIND: Fields = Fields::text("Kind of feedback");
    pub(crate) const TIME: Fields = Fields::of("Time", VariableKind::DateTime);
    pub(crate) const RATING: Fields = Fields::of("Rating", VariableKind::Float);
    pub(crate) const QUESTION: Fields = Fields::text("Question");
    pub(crate) const ID: Fields = Fields::text("Id");
    pub(crate) const AUTHOR: Fields = Fields::text("Author");
    pub(crate) const EMAIL: Fields = Fields::text("E-mail");
    pub(crate) const SIGNED_UP: Fields = Fields::of("Signed up", VariableKind::DateTime);
    pub(crate) const ACTIVATED: Fields = Fields::text("Activated");
    pub(crate) const CHURNED: Fields = Fields::text("Churned");
    pub(crate) const REVENUE: Fields = Fields::of("Revenue", VariableKind::Float);

    /// Every one.
    pub(crate) const ALL: [Fields; 11] = [
        Fields::KIND,
        Fields::TIME,
        Fields::RATING,
        Fields::QUESTION,
        Fields::ID,
        Fields::AUTHOR,
        Fields::EMAIL,
        Fields::SIGNED_UP,
        Fields::ACTIVATED,
        Fields::CHURNED,
        Fields::REVENUE,
    ];

    const fn text(name: &'static str) -> Fields {
        Fields::of(name, VariableKind::Text)
    }

    const fn of(name: &'static str, kind: VariableKind) -> Fields {
        Fields { name, kind }
    }

    /// The same in every project, so that it is known again whatever it is called.
    pub(crate) fn guid(&self) -> Guid {
        derived("field", &[self.name.as_bytes()])
    }

    pub(crate) fn value(&self, value: String) -> Value {
        Value {
            variable: self.guid(),
            kind: self.kind,
            value,
        }
    }
}

/// Who coded: Assay itself.
pub(crate) fn machine() -> Guid {
    derived("user", &[b"machine"])
}

/// Who coded: somebody, by hand.
pub(crate) fn person() -> Guid {
    derived("user", &[b"person"])
}

/// The variable of a segment.
pub(crate) fn segment(name: &str) -> Guid {
    derived("segment", &[name.as_bytes()])
}

/// The guid of each theme: the one it came with, or one of its own.
pub(crate) fn guids(store: &Store, themes: &[ThemeRow]) -> Result<HashMap<i64, Guid>> {
    let salt = store.salt()?;
    let mut guids: HashMap<i64, Guid> = themes
        .iter()
        .map(|theme| {
            let own = derived("theme", &[&salt, &theme.id.to_be_bytes()]);
            (theme.id, own)
        })
        .collect();
    for code in store.codes()? {
        if let Some(guid) = guids.get_mut(&code.theme) {
            *guid = Guid(code.guid);
        }
    }
    Ok(guids)
}

/// An identifier that is the same for the same thing: BLAKE3, marked as a UUID of version 8 (RFC 9562).
pub(crate) fn derived(what: &str, of: &[&[u8]]) -> Guid {
    let mut hasher = blake3::Hasher::new_derive_key("assay refi-qda guid");
    for part in [what.as_bytes()].iter().chain(of) {
        hasher.update(&(part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    Guid(bytes)
}
