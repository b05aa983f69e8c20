//! What makes a record the same record when it is met again in another file.

use std::collections::HashMap;

use assay_ingest::{ColumnGuess, Customer, Feedback, Role};

const DAY: i64 = 86_400;

/// Fingerprints of one file's records.
pub(super) struct Fingerprints<'a> {
    file_hash: &'a [u8],
    seen: HashMap<[u8; 16], u64>,
}

impl<'a> Fingerprints<'a> {
    pub(super) fn new(file_hash: &'a [u8]) -> Self {
        Fingerprints {
            file_hash,
            seen: HashMap::new(),
        }
    }

    /// An item with an id, or with a time and a person, is the same wherever it is met again. One
    /// without (an anonymous answer “good”) may be many people's: it is told apart by its place
    /// among its equals in its own file, and never taken for an answer of another file.
    pub(super) fn feedback(&mut self, item: &Feedback) -> [u8; 16] {
        if is_anonymous(item) {
            let mut digest = words(item, item.question.as_deref());
            digest.text(person(item)).bytes(self.file_hash);
            return self.nth(digest.finish());
        }
        identified(item, item.question.as_deref())
    }

    /// A customer record is the same when all of it is.
    pub(super) fn customer(&mut self, customer: &Customer) -> [u8; 16] {
        let mut digest = Digest::new("customer");
        digest
            .text(customer.key.as_deref())
            .text(customer.email.as_deref())
            .number(customer.signed_up)
            .text(customer.activated.as_deref())
            .text(customer.churned.as_deref())
            .number(customer.revenue.map(|revenue| revenue.to_bits() as i64));
        for (name, value) in &customer.segments {
            digest.text(Some(name)).text(Some(value));
        }
        digest.finish()
    }

    fn nth(&mut self, fingerprint: [u8; 16]) -> [u8; 16] {
        let times = self.seen.entry(fingerprint).or_insert(0);
        *times += 1;
        if *times == 1 {
            return fingerprint;
        }
        let mut digest = Digest::new("again");
        digest.bytes(&fingerprint).number(Some(*times as i64));
        digest.finish()
    }
}

/// The fingerprint of an item that is not anonymous, if it answered this question.
fn identified(item: &Feedback, question: Option<&str>) -> [u8; 16] {
    let mut digest = words(item, question);
    match &item.id {
        Some(id) => digest.text(Some(id)),
        None => digest.text(person(item)),
    };
    digest.finish()
}

/// What an item was stored as if its file then had another number of texts: the heading of a text is its
/// question where a file has several, and it has none where the file has one.
pub(super) struct Otherwise {
    pub(super) question: Option<String>,
    pub(super) fingerprint: [u8; 16],
}

impl Otherwise {
    /// `texts` are those of [`headings`].
    pub(super) fn of(item: &Feedback, texts: &[String]) -> Option<Otherwise> {
        if is_anonymous(item) {
            return None;
        }
        let question = match (&item.question, texts) {
            (None, [only]) => Some(only.clone()),
            (Some(heading), texts) if texts.contains(heading) => None,
            _ => return None,
        };
        Some(Otherwise {
            fingerprint: identified(item, question.as_deref()),
            question,
        })
    }
}

/// Headings of the columns whose text is read, but of those that have a question.
pub(super) fn headings(columns: &[ColumnGuess]) -> Vec<String> {
    let texts = columns
        .iter()
        .filter(|column| column.role == Role::Text && column.question.is_none());
    texts.map(|column| column.name.clone()).collect()
}

fn words(item: &Feedback, question: Option<&str>) -> Digest {
    let mut digest = Digest::new("item");
    digest
        .text(question)
        .text(Some(&item.text))
        .text(item.title.as_deref())
        .number(item.time);
    digest
}

/// Whether nothing but its place tells an item from others with the same words.
pub(super) fn is_anonymous(item: &Feedback) -> bool {
    let exact_time = item.time.is_some_and(is_exact);
    item.id.is_none() && (item.time.is_none() || (person(item).is_none() && !exact_time))
}

/// Whether a time is more than a date.
pub(super) fn is_exact(time: i64) -> bool {
    time % DAY != 0
}

fn person(item: &Feedback) -> Option<&str> {
    item.customer
        .as_deref()
        .or(item.email.as_deref())
        .or(item.author.as_deref())
}

/// What an item is known by in the exports of one survey or help desk: its id, and its question.
pub(super) fn identity(id: &str, question: Option<&str>) -> [u8; 16] {
    Digest::new("identity")
        .text(question)
        .text(Some(id))
        .finish()
}

struct Digest(blake3::Hasher);

impl Digest {
    fn new(sort: &str) -> Digest {
        let mut digest = Digest(blake3::Hasher::new());
        digest.text(Some(sort));
        digest
    }

    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    fn text(&mut self, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.bytes(text.as_bytes()),
            None => self.bytes(&[0xff]),
        }
    }

    fn number(&mut self, number: Option<i64>) -> &mut Self {
        match number {
            Some(number) => self.bytes(&number.to_le_bytes()),
            None => self.bytes(&[0xff]),
        }
    }

    fn finish(&self) -> [u8; 16] {
        let mut short = [0; 16];
        short.copy_from_slice(&self.0.finalize().as_bytes()[..16]);
        short
    }
}

#[cfg(test)]
mod tests {
    use crate::sources::{FileToRead, trial};

    #[test]
    fn a_further_text_column_adds_nothing_but_its_own_words() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("p.assay");
        let import = |table: &str| {
            let path = folder.path().join("tickets.csv");
            std::fs::write(&path, table).unwrap();
            let tickets = FileToRead {
                kind: Some("ticket".into()),
                ..trial::file(&path)
            };
            let report = trial::import(&project, tickets).unwrap();
            let source = &report.sources[0];
            (source.items, source.duplicates, source.updated)
        };
        let one = "Ticket ID,Description\n1,The export takes ages and then it fails\n2,I never find the settings for mails\n";
        let two = "Ticket ID,Description,What else should we know?\n1,The export takes ages and then it fails,It still does after the update of today\n2,I never find the settings for mails,Thanks for showing me where they are\n";
        assert_eq!(import(one), (2, 0, 0));
        assert_eq!(import(two), (2, 2, 0), "the comments are new");
        assert_eq!(import(one), (0, 2, 0));
        assert_eq!(import(two), (0, 4, 0));
        let changed = one.replace("the settings for mails", "the settings for my mails");
        assert_eq!(import(&changed), (0, 1, 1), "a change is known as one");
    }
}
