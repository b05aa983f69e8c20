//! The numbers in the tokens.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;

use super::{Listed, Sensitive};

/// A keyed hash of the normalised original (BLAKE3 with the project's key), by which the same
/// address gets the same number without being stored.
pub type Digest = [u8; 32];

/// The number of an original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pseudonym {
    /// What the original is.
    pub kind: Sensitive,
    /// Its keyed hash.
    pub digest: Digest,
    /// The number in its token, from 1 within its kind.
    pub number: u32,
}

/// Gives each original its number, by first appearance.
#[derive(Debug, Clone)]
pub struct Pseudonyms {
    key: [u8; 32],
    /// By the first half of the digest, which tells as many apart as there may ever be.
    numbers: HashMap<(Sensitive, [u8; 16]), u32>,
    last: HashMap<Sensitive, u32>,
    added: Vec<Pseudonym>,
    listed: Option<Listed>,
    met: Option<BTreeMap<(Sensitive, u32), String>>,
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
            listed: None,
            met: None,
        };
        for (kind, digest, number) in known {
            pseudonyms.know(kind, digest, number);
        }
        pseudonyms
    }

    /// One more original that the project already knows.
    pub fn know(&mut self, kind: Sensitive, digest: Digest, number: u32) {
        self.numbers.insert((kind, half(digest)), number);
        let last = self.last.entry(kind).or_default();
        *last = number.max(*last);
    }

    /// Replaces what is listed as well.
    pub fn with_list(self, listed: Option<Listed>) -> Pseudonyms {
        Pseudonyms { listed, ..self }
    }

    /// Keeps the originals of everything met from now on, known or new, for the key.
    pub fn keeping_originals(self) -> Pseudonyms {
        Pseudonyms {
            met: Some(BTreeMap::new()),
            ..self
        }
    }

    /// The originals as they stood that were met since they are kept, for the separate key file, by
    /// kind and number; never to be stored in the project.
    pub fn met(&self) -> impl Iterator<Item = (Sensitive, u32, &str)> {
        let met = self.met.iter().flatten();
        met.map(|(&(kind, number), original)| (kind, number, original.as_str()))
    }

    /// The keyed hash of an original.
    pub fn digest(&self, kind: Sensitive, original: &str) -> Digest {
        *blake3::keyed_hash(&self.key, normalise(kind, original).as_bytes()).as_bytes()
    }

    pub(super) fn listed(&self) -> Option<&Listed> {
        self.listed.as_ref()
    }

    /// What got a number since this was last asked, in the order of first appearance.
    pub fn take_added(&mut self) -> Vec<Pseudonym> {
        std::mem::take(&mut self.added)
    }

    /// The number of an original, a new one if it has none yet.
    pub(super) fn number(&mut self, kind: Sensitive, original: &str) -> u32 {
        let digest = self.digest(kind, original);
        let number = *self.numbers.entry((kind, half(digest))).or_insert_with(|| {
            let last = self.last.entry(kind).or_default();
            *last += 1;
            self.added.push(Pseudonym {
                kind,
                digest,
                number: *last,
            });
            *last
        });
        if let Some(met) = &mut self.met {
            met.entry((kind, number))
                .or_insert_with(|| original.to_owned());
        }
        number
    }
}

fn half(digest: Digest) -> [u8; 16] {
    *digest.first_chunk().unwrap_or(&[0; 16])
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
        Sensitive::Private => {
            let words: Vec<&str> = original.split_whitespace().collect();
            words.join(" ").to_lowercase()
        }
        Sensitive::Card => original.chars().filter(char::is_ascii_digit).collect(),
        Sensitive::Iban | Sensitive::Id => original
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_uppercase(),
        Sensitive::Ip => original
            .parse::<IpAddr>()
            .map_or_else(|_| original.to_lowercase(), |address| address.to_string()),
    }
}
