//! E-mail addresses, phone numbers, payment cards, IBANs and IP addresses become stable tokens.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// What was found and replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitive {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A payment card's number.
    Card,
    /// An international bank account number.
    Iban,
    /// An IPv4 or IPv6 address.
    Ip,
}

impl Sensitive {
    /// The word in the token: `[email 1]`.
    pub fn name(self) -> &'static str {
        match self {
            Sensitive::Email => "email",
            Sensitive::Phone => "phone",
            Sensitive::Card => "card",
            Sensitive::Iban => "iban",
            Sensitive::Ip => "ip",
        }
    }
}

/// A keyed hash of the normalised original (BLAKE3 with the project's key), by which the same
/// address gets the same number without being stored.
pub type Digest = [u8; 32];

/// One original and its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pseudonym {
    /// What it is.
    pub kind: Sensitive,
    /// Its keyed hash.
    pub digest: Digest,
    /// The number in its token, from 1 within its kind.
    pub number: u32,
    /// The original as it stood, for the separate key file; never to be stored in the project.
    pub original: String,
}

/// Gives each original its number, by first appearance.
#[derive(Debug, Clone)]
pub struct Pseudonyms {
    key: [u8; 32],
    numbers: HashMap<(Sensitive, Digest), u32>,
    last: HashMap<Sensitive, u32>,
    added: Vec<Pseudonym>,
}

/// A text after redaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted<'a> {
    /// The text with tokens; borrowed if there was nothing to replace.
    pub text: Cow<'a, str>,
    /// What was replaced, in order; as long as `edits`.
    pub found: Vec<Sensitive>,
    /// What was replaced by what: bytes of the old text, bytes of the new one, in order.
    pub edits: Vec<(Range<usize>, Range<usize>)>,
}

impl Pseudonyms {
    /// Starts from the originals that the project already knows. `key` is the project's own secret,
    /// without which the digests cannot be guessed from, say, all phone numbers there are.
    pub fn new(
        key: [u8; 32],
        known: impl IntoIterator<Item = (Sensitive, Digest, u32)>,
    ) -> Pseudonyms {
        let _ = (key, known);
        todo!()
    }

    /// The originals met since then, in the order of their first appearance.
    pub fn added(&self) -> &[Pseudonym] {
        &self.added
    }
}

/// Replaces what identifies a person by tokens such as `[email 1]`.
pub fn redact<'a>(text: &'a str, pseudonyms: &mut Pseudonyms) -> Redacted<'a> {
    let _ = (text, &pseudonyms.numbers, &pseudonyms.last, pseudonyms.key);
    todo!()
}

impl Redacted<'_> {
    /// Where a byte offset of the old text is in the new one; inside a token, its nearer edge.
    pub fn moved(&self, offset: usize) -> usize {
        offset
    }
}
