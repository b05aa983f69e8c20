//! What the project has of a file's earlier exports: rows that come again changed take the place of
//! what they were.

use std::collections::{BTreeSet, HashMap, HashSet};

use assay_ingest::{ColumnGuess, Feedback, Kind, Outline, Record, Role};
use assay_store::{CustomerRow, NewItem, SupersededSources, Write};
use serde_json::{Map, Value};

use super::fingerprint::{Fingerprints, Otherwise, headings, identity, is_anonymous};
use crate::Result;

/// What is known of earlier exports of the same survey, help desk or customer table.
#[derive(Default)]
pub(super) struct Earlier {
    /// Items by their identity; none if ids do not tell the rows apart.
    items: HashMap<[u8; 16], i64>,
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

/// What became of a row whose id is known.
pub(super) enum Met {
    /// It says what the project has.
    Same,
    Changed(Changed),
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
        let with_id = || feedback(sample).filter_map(|one| Some((one.id.as_deref()?, one)));
        let mut seen = HashSet::new();
        if !outline.kind.is_feedback()
            || !with_id().all(|(id, one)| seen.insert(identity(id, one.question.as_deref())))
            || seen.is_empty()
        {
            return Ok(earlier);
        }
        let mut repeats = false;
        let names = |role: &str| role == Role::Segment.name();
        let mut segments: BTreeSet<String> = own_columns(columns)
            .filter(|(_, role)| names(role))
            .map(|(name, _)| name.to_owned())
            .collect();
        for source in &sources {
            write.each_item_with_id(source.source, |item, id, question| {
                let before = earlier.items.insert(identity(id, question), item);
                repeats |= before.is_some();
            })?;
            segments.retain(|name| {
                let mut columns = source.columns.iter();
                columns.any(|(other, role)| other == name && names(role))
            });
        }
        if repeats {
            earlier.items.clear();
        }
        earlier.segments = segments;
        let (mut met, mut unchanged) = (0_usize, 0_usize);
        let texts = headings(columns);
        for (id, one) in with_id() {
            let otherwise = Otherwise::of(one, &texts);
            if earlier
                .known(id, one.question.as_deref(), otherwise.as_ref())
                .is_some()
            {
                met += 1;
                let is_known = known.contains(&Fingerprints::new(&[]).feedback(one))
                    || otherwise.is_some_and(|other| known.contains(&other.fingerprint));
                unchanged += usize::from(is_known);
            }
        }
        earlier.plain = unchanged * 2 >= met;
        Ok(earlier)
    }

    /// The item that a row may be a later state of.
    pub(super) fn item(&self, item: &NewItem, otherwise: Option<&Otherwise>) -> Option<i64> {
        let id = item.external_id.as_deref()?;
        self.known(id, item.question.as_deref(), otherwise)
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
    pub(super) fn compare(&self, write: &mut Write, known: i64, now: &NewItem) -> Result<Met> {
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
        let same_record = self.plain || (told && same_time && same_person);
        if !same_record {
            return Ok(Met::Another);
        }
        Ok(Met::Changed(Changed {
            record: known,
            what: changes.join(", "),
        }))
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
