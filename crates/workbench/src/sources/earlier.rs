//! What the project has of a file's earlier exports: rows that come again changed take the place of
//! what they were.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use assay_ingest::{ColumnGuess, Feedback, Kind, Outline, Record, Role};
use assay_store::{CustomerRow, NewItem, SourceMapping, SupersededSources, Write};
use serde_json::{Map, Value};

use super::fingerprint::{Fingerprints, Otherwise, headings, identity, is_anonymous, is_exact};
use crate::Result;

/// What is known of earlier exports of the same survey, help desk or customer table.
#[derive(Default)]
pub(super) struct Earlier {
    /// Items by their identity; none if nothing tells the rows apart.
    items: HashMap<[u8; 16], i64>,
    /// Whether the rows have no ids, and the second in which something was said tells them apart.
    by_instant: bool,
    /// Then how many rows of the file each item was met by.
    met: HashMap<i64, u32>,
    /// Customer records by their key, the latest.
    customers: HashMap<[u8; 16], i64>,
    /// Whether the file is plainly a later export, so that an id alone tells a record.
    plain: bool,
    /// Columns that are compared because both sides have them.
    segments: BTreeSet<String>,
    /// Where items go that no longer count.
    homes: SupersededSources,
}

/// A record of an earlier export that has changed.
pub(super) struct Changed {
    record: i64,
    /// What has changed, as a clause.
    pub(super) what: String,
}

/// What became of a row that is called as one of the project is.
pub(super) enum Met {
    /// It says what the project has.
    Same,
    Changed(Changed),
    /// It is what was said at the same instant, unless another row of the file is that.
    Perhaps(Changed),
    /// It is not the known record, although it is called the same.
    Another,
}

impl Earlier {
    /// Looks for earlier exports: live sources of the same kind with the same columns to analyse, or some
    /// more or less; for customers the same columns.
    pub(super) fn find(
        write: &mut Write,
        outline: &Outline,
        columns: &[ColumnGuess],
        sample: &[Record],
        known: &HashSet<[u8; 16]>,
    ) -> Result<Earlier> {
        let mut earlier = Earlier::default();
        let here = stream(outline.kind, own_columns(columns));
        let kind = outline.kind.name();
        let sources = write.live_mappings()?.into_iter().filter(|other| {
            let others = other.columns.iter();
            let others = others.map(|(name, role)| (name.as_str(), role.as_str()));
            let there = stream(outline.kind, others);
            // A survey may have got a further question, and a help desk a further text.
            let more_or_less = here.is_subset(&there) || there.is_subset(&here);
            let is_kin = outline.kind != Kind::Customers && !there.is_empty() && more_or_less;
            other.kind == kind && (there == here || is_kin)
        });
        let sources: Vec<_> = sources.collect();
        if here.is_empty() || sources.is_empty() {
            return Ok(earlier);
        }
        if outline.kind == Kind::Customers {
            for source in &sources {
                write.each_customer_key(source.source, |record, key| {
                    earlier.customers.insert(identity(key, None), record);
                })?;
            }
            return Ok(earlier);
        }
        if outline.kind.is_feedback() {
            earlier.find_items(write, &sources, columns, sample, known)?;
        }
        Ok(earlier)
    }

    /// The items that the rows may be later states of.
    fn find_items(
        &mut self,
        write: &mut Write,
        sources: &[SourceMapping],
        columns: &[ColumnGuess],
        sample: &[Record],
        known: &HashSet<[u8; 16]>,
    ) -> Result<()> {
        self.by_instant = feedback(sample).all(|one| one.id.is_none());
        let keyed: Vec<_> = feedback(sample)
            .filter_map(|one| {
                let id = one.id.as_deref();
                Some((earlier_key(self.by_instant, id, one.time)?, one))
            })
            .collect();
        let mut seen = HashSet::new();
        let identities = keyed
            .iter()
            .map(|(key, one)| identity(key, one.question.as_deref()));
        let different = identities.filter(|one| seen.insert(*one)).count();
        // Two people may have answered in one second.
        let telling = match self.by_instant {
            true => different * 10 >= keyed.len() * 9,
            false => different == keyed.len(),
        };
        if keyed.is_empty() || !telling {
            return Ok(());
        }
        let mut repeated = HashSet::new();
        let names = |role: &str| role == Role::Segment.name();
        let mut segments: BTreeSet<String> = own_columns(columns)
            .filter(|(_, role)| names(role))
            .map(|(name, _)| name.to_owned())
            .collect();
        for source in sources {
            let by_instant = self.by_instant;
            write.each_item_told_apart(source.source, |item, id, time, question| {
                if let Some(key) = earlier_key(by_instant, id, time) {
                    let identity = identity(&key, question);
                    if self.items.insert(identity, item).is_some() {
                        repeated.insert(identity);
                    }
                }
            })?;
            segments.retain(|name| {
                let mut columns = source.columns.iter();
                columns.any(|(other, role)| other == name && names(role))
            });
        }
        match self.by_instant {
            true => self
                .items
                .retain(|identity, _| !repeated.contains(identity)),
            false if !repeated.is_empty() => self.items.clear(),
            false => {}
        }
        self.segments = segments;
        let (mut met, mut unchanged) = (0_usize, 0_usize);
        let texts = headings(columns);
        for (key, one) in &keyed {
            let otherwise = Otherwise::of(one, &texts);
            if self
                .known(key, one.question.as_deref(), otherwise.as_ref())
                .is_some()
            {
                met += 1;
                let is_known = known.contains(&Fingerprints::new(&[]).feedback(one))
                    || otherwise.is_some_and(|other| known.contains(&other.fingerprint));
                unchanged += usize::from(is_known);
            }
        }
        self.plain = unchanged * 2 >= met;
        if self.by_instant && (met == 0 || !self.plain) {
            self.items.clear();
        }
        Ok(())
    }

    /// Looks whether a row is what the project has of it, or a later state of that.
    pub(super) fn meet(
        &mut self,
        write: &mut Write,
        item: &NewItem,
        otherwise: Option<&Otherwise>,
    ) -> Result<Met> {
        let key = earlier_key(self.by_instant, item.external_id.as_deref(), item.time);
        let known = key.and_then(|key| self.known(&key, item.question.as_deref(), otherwise));
        let Some(known) = known else {
            return Ok(Met::Another);
        };
        if self.by_instant {
            *self.met.entry(known).or_default() += 1;
        }
        self.compare(write, known, item)
    }

    /// Whether no other row of the file was what this one would replace.
    pub(super) fn is_met_once(&self, changed: &Changed) -> bool {
        self.met.get(&changed.record) == Some(&1)
    }

    fn known(
        &self,
        id: &str,
        question: Option<&str>,
        otherwise: Option<&Otherwise>,
    ) -> Option<i64> {
        let other = || {
            let question = otherwise?.question.as_deref();
            self.items.get(&identity(id, question))
        };
        self.items
            .get(&identity(id, question))
            .or_else(other)
            .copied()
    }

    /// Compares a row with the item that it may be a later state of.
    fn compare(&self, write: &mut Write, known: i64, now: &NewItem) -> Result<Met> {
        let Some((_, was)) = write.stored_item(known)? else {
            return Ok(Met::Another);
        };
        let mut changes = Vec::new();
        if was.fingerprint != now.fingerprint {
            if was.text != now.text {
                changes.push("the text".to_owned());
            }
            if was.title != now.title {
                changes.push("the title".to_owned());
            }
            if was.time != now.time {
                changes.push("the time".to_owned());
            }
        }
        if was.rating != now.rating {
            let (was, now) = (number(was.rating), number(now.rating));
            changes.push(format!("the rating ({was} → {now})"));
        }
        // A redacted name may have been stored as it was, or the other way about.
        let plain =
            |name: &Option<String>| !name.as_deref().is_some_and(|n| n.contains(['@', '[']));
        if was.customer != now.customer && plain(&was.customer) && plain(&now.customer) {
            changes.push("the customer".to_owned());
        }
        let (before, after) = (object(&was.segments), object(&now.segments));
        let differs = |name: &&String| before.get(*name) != after.get(*name);
        let segments = self.segments.iter().filter(differs);
        changes.extend(segments.map(|name| format!("“{name}”")));
        if changes.is_empty() {
            return Ok(Met::Same);
        }
        let same_time = was.time == now.time;
        let same_person =
            (&was.customer, &was.email, &was.author) == (&now.customer, &now.email, &now.author);
        let told = now.time.is_some() || now.customer.is_some() || now.email.is_some();
        let changed = Changed {
            record: known,
            what: changes.join(", "),
        };
        Ok(match self.by_instant {
            true if same_person => Met::Perhaps(changed),
            false if self.plain || (told && same_time && same_person) => Met::Changed(changed),
            _ => Met::Another,
        })
    }

    /// Puts the item `new` in the place of what it was.
    pub(super) fn replace(&mut self, write: &mut Write, changed: &Changed, new: i64) -> Result<()> {
        Ok(write.supersede(changed.record, new, &mut self.homes)?)
    }

    /// What a row says of a customer who is known already that was not known.
    pub(super) fn customer(&self, write: &mut Write, now: &CustomerRow) -> Result<Option<String>> {
        let Some(record) = self.customers.get(&identity(&now.key, None)) else {
            return Ok(None);
        };
        let Some(was) = write.stored_customer(*record)? else {
            return Ok(None);
        };
        let mut changes = Vec::new();
        for (name, differs) in [
            ("the e-mail address", was.email != now.email),
            ("the sign-up", was.signed_up != now.signed_up),
            ("the activation", was.activated != now.activated),
            ("the churn", was.churned != now.churned),
            ("the revenue", was.revenue != now.revenue),
        ] {
            if differs {
                changes.push(name.to_owned());
            }
        }
        let (before, after) = (object(&was.segments), object(&now.segments));
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let differs = |name: &&&String| before.get(**name) != after.get(**name);
        changes.extend(names.iter().filter(differs).map(|name| format!("“{name}”")));
        Ok(Some(changes.join(", ")))
    }
}

/// What tells a row from others: its id, or the second in which it was said.
fn earlier_key(by_instant: bool, id: Option<&str>, time: Option<i64>) -> Option<Cow<'_, str>> {
    match by_instant {
        true => time
            .filter(|time| is_exact(*time))
            .map(|time| format!("@{time}").into()),
        false => id.map(Cow::Borrowed),
    }
}

/// The hash that tells the file's anonymous rows from those of other files: its own, unless it is a
/// later or an earlier export of a file that the project has, in whose name the rows were counted.
/// It is when the longer of its answers are nearly all that the smaller of the two can have in
/// common with the other.
pub(super) fn hash_of_anonymous(
    write: &mut Write,
    outline: &Outline,
    columns: &[ColumnGuess],
    sample: &[Record],
    known: &HashSet<[u8; 16]>,
    own: [u8; 32],
) -> Result<Vec<u8>> {
    const FEWEST_WORDS: usize = 3;
    let mut texts = HashSet::new();
    let telling: Vec<&Feedback> = feedback(sample)
        .filter(|one| is_anonymous(one))
        .filter(|one| one.text.split_whitespace().count() >= FEWEST_WORDS)
        .filter(|one| texts.insert((one.question.as_deref(), one.text.as_str())))
        .collect();
    if telling.is_empty() {
        return Ok(own.to_vec());
    }
    let here = stream(outline.kind, own_columns(columns));
    // The answers that the file may have in all, by what the sample has.
    let answers = feedback(sample).count().max(1);
    let mut rows: Vec<u64> = feedback(sample).map(|one| one.row).collect();
    rows.dedup();
    let all = answers as f64 * (outline.rows as f64 / rows.len() as f64).max(1.0);
    for (hash, mapping, items) in write.source_hashes(outline.kind.name())? {
        let others: Vec<(String, String)> = serde_json::from_str(&mapping).unwrap_or_default();
        let others = others.iter();
        let others = others.map(|(name, role)| (name.as_str(), role.as_str()));
        if stream(outline.kind, others) != here {
            continue;
        }
        let hits = telling
            .iter()
            .filter(|one| known.contains(&Fingerprints::new(&hash).feedback(one)))
            .count();
        let possible = telling.len() as f64 * (items as f64 / all).min(1.0);
        if hits > 0 && hits as f64 >= 0.8 * possible {
            return Ok(hash);
        }
    }
    Ok(own.to_vec())
}

/// What exports of one survey, help desk or customer table have in common: the columns to analyse;
/// of customers all columns.
fn stream<'c>(kind: Kind, columns: impl Iterator<Item = (&'c str, &'c str)>) -> BTreeSet<String> {
    columns
        .filter(|(_, role)| kind == Kind::Customers || *role == Role::Text.name())
        .map(|(name, _)| name.trim().to_lowercase())
        .collect()
}

fn own_columns(columns: &[ColumnGuess]) -> impl Iterator<Item = (&str, &str)> {
    columns
        .iter()
        .map(|column| (column.name.as_str(), column.role.name()))
}

fn feedback(records: &[Record]) -> impl Iterator<Item = &Feedback> {
    records.iter().filter_map(|record| match record {
        Record::Feedback(feedback) => Some(feedback),
        _ => None,
    })
}

fn number(rating: Option<f64>) -> String {
    rating.map_or("none".to_owned(), |rating| rating.to_string())
}

fn object(json: &Option<String>) -> Map<String, Value> {
    json.as_deref()
        .and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::sources::trial;

    #[test]
    fn answers_without_ids_are_told_by_the_second_they_were_given_in() {
        let row = |second: u32, words: &str| format!("12/14/2024 12:41:{second:02},{words}\n");
        let table = |rows: &[String]| format!("Timestamp,What could be better?\n{}", rows.concat());
        let first = row(1, "The export takes ages and then it fails");
        let second = row(2, "I never find the settings for mails");
        let third = row(3, "Nothing comes to my mind, it works");
        let all = [first.clone(), second.clone(), third.clone()];
        let changed = row(2, "I never find the settings for my mails");
        let another = row(2, "The price went up without any notice");
        let other_words = [1, 2, 3].map(|second| row(second, &format!("Other words {second}")));
        for (later, added, known, updated) in [
            (all.to_vec(), 0, 3, 0),
            (vec![third.clone(), changed.clone(), first.clone()], 0, 2, 1),
            (
                vec![first.clone(), second.clone(), another.clone()],
                1,
                2,
                0,
            ),
            (vec![another, second, first.clone(), third], 1, 3, 0),
            (other_words.to_vec(), 3, 0, 0),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("answers.csv");
            let import = |rows: &[String]| {
                std::fs::write(&path, table(rows)).unwrap();
                let project = folder.path().join("p.assay");
                let report = trial::import(&project, trial::file(&path)).unwrap();
                let source = &report.sources[0];
                (source.items, source.duplicates, source.updated)
            };
            assert_eq!(import(&all), (3, 0, 0));
            assert_eq!(import(&later), (added, known, updated), "{later:?}");
            assert_eq!(import(&later).0, 0, "and again");
        }
    }
}
