//! The numbers in the tokens.

use std::collections::HashMap;
use std::net::IpAddr;

use super::Sensitive;

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

impl Pseudonyms {
    /// Starts from the originals that the project already knows. `key` is the project's own secret,
    /// without which a digest could be matched against, say, all telephone numbers there are.
    pub fn new(
        key: [u8; 32],
        known: impl IntoIterator<Item = (Sensitive, Digest, u32)>,
    ) -> Pseudonyms {
        let mut pseudonyms = Pseudonyms {
            key,
            numbers: HashMap::new(),
            last: HashMap::new(),
            added: Vec::new(),
        };
        for (kind, digest, number) in known {
            pseudonyms.numbers.insert((kind, digest), number);
            let last = pseudonyms.last.entry(kind).or_default();
            *last = number.max(*last);
        }
        pseudonyms
    }

    /// The originals met since then, in the order of their first appearance.
    pub fn added(&self) -> &[Pseudonym] {
        &self.added
    }

    /// The number of an original, a new one if it has none yet.
    pub(super) fn number(&mut self, kind: Sensitive, original: &str) -> u32 {
        let digest =
            *blake3::keyed_hash(&self.key, normalise(kind, original).as_bytes()).as_bytes();
        if let Some(&number) = self.numbers.get(&(kind, digest)) {
            return number;
        }
        let last = self.last.entry(kind).or_default();
        *last += 1;
        let number = *last;
        self.numbers.insert((kind, digest), number);
        self.added.push(Pseudonym {
            kind,
            digest,
            number,
            original: original.to_owned(),
        });
        number
    }
}

/// One spelling for what is the same thing.
fn normalise(kind: Sensitive, original: &str) -> String {
    match kind {
        Sensitive::Email => original.to_lowercase(),
        Sensitive::Phone => {
            let digits: String = original.chars().filter(char::is_ascii_digit).collect();
            match digits.strip_prefix("00") {
                Some(rest) if !original.starts_with('+') => rest.to_owned(),
                _ => digits,
            }
        }
        Sensitive::Card => original.chars().filter(char::is_ascii_digit).collect(),
        Sensitive::Iban => original
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_uppercase(),
        Sensitive::Ip => original
            .parse::<IpAddr>()
            .map_or_else(|_| original.to_lowercase(), |address| address.to_string()),
    }
}
