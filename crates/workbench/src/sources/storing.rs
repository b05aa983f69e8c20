//! The rows of a file as they are stored: what is new, what is known already, and what has changed.

use std::collections::HashSet;

use assay_ingest::{Problem, Pseudonym};
use assay_store::Write;

use super::ImportedSource;
use super::convert::Prepared;
use super::earlier::{Changed, Earlier, Met};
use super::events::Events;
use super::incoming::Incoming;
use crate::{Result, Task};

/// Records that are ready to be stored, with their rows.
pub(super) struct Ready {
    pub(super) records: Vec<(u64, Prepared)>,
    pub(super) problems: Vec<Problem>,
    /// What was replaced in them for the first time.
    pub(super) pseudonyms: Vec<Pseudonym>,
}

/// A file whose rows are being stored.
pub(super) struct Storing<'s, 'w> {
    pub(super) write: &'s mut Write<'w>,
    pub(super) incoming: Incoming<'s>,
    pub(super) earlier: Earlier,
    /// Fingerprints of all that the project has.
    pub(super) known: &'s mut HashSet<[u8; 16]>,
    pub(super) events: Events,
    /// Rows that have changed unless a later row of the file is what they would replace.
    pub(super) held: Vec<(u64, Prepared, Changed)>,
    pub(super) task: &'s Task,
    /// What the task says that is being done, and how many rows there are.
    pub(super) step: String,
    pub(super) rows: u64,
}

impl Storing<'_, '_> {
    /// Rows that are held at most; more than these are taken for new ones.
    const HELD: usize = 10_000;

    /// Stores some rows.
    pub(super) fn take(&mut self, ready: Ready) -> Result<()> {
        self.incoming.problems(self.write, ready.problems)?;
        keep(self.write, &ready.pseudonyms)?;
        for (row, prepared) in ready.records {
            self.row(row, prepared)?;
            self.task.update(&self.step, row, self.rows)?;
        }
        Ok(())
    }

    fn row(&mut self, row: u64, prepared: Prepared) -> Result<()> {
        let met = match &prepared {
            Prepared::Item {
                item, otherwise, ..
            } => self.earlier.meet(self.write, item, otherwise.as_ref())?,
            _ => Met::Another,
        };
        match met {
            Met::Same => self.incoming.duplicate(self.write, row),
            Met::Changed(changed) => self.put(row, prepared, Some(changed)),
            Met::Perhaps(changed) if self.held.len() < Self::HELD => {
                self.held.push((row, prepared, changed));
                Ok(())
            }
            Met::Perhaps(_) | Met::Another => self.put(row, prepared, None),
        }
    }

    /// Stores what is new, or has changed.
    fn put(&mut self, row: u64, prepared: Prepared, changed: Option<Changed>) -> Result<()> {
        let stored_otherwise = matches!(
            &prepared,
            Prepared::Item { otherwise: Some(other), .. } if self.known.contains(&other.fingerprint)
        );
        if let Some(fingerprint) = prepared.fingerprint()
            && (!self.known.insert(fingerprint) || stored_otherwise)
            && changed.is_none()
        {
            return self.incoming.duplicate(self.write, row);
        }
        match prepared {
            Prepared::Event(event) => self.events.add(event),
            Prepared::Item {
                item,
                passages,
                redacted,
                ..
            } => {
                let new = self.incoming.item(self.write, &item, &passages, redacted)?;
                match changed {
                    Some(changed) => {
                        self.incoming.updated(self.write, row, &changed.what)?;
                        self.earlier.replace(self.write, &changed, new)?;
                    }
                    None => self.incoming.report.items += 1,
                }
            }
            Prepared::Customer(customer) => {
                match self.earlier.customer(self.write, &customer)? {
                    Some(what) => self.incoming.updated(self.write, row, &what)?,
                    None => self.incoming.report.customers += 1,
                }
                self.incoming.customer(self.write, &customer)?;
            }
        }
        Ok(())
    }

    /// Stores what had to wait for the end of the file, which has so many rows.
    pub(super) fn finish(mut self, rows: u64) -> Result<ImportedSource> {
        for (row, prepared, changed) in std::mem::take(&mut self.held) {
            let is_known = prepared
                .fingerprint()
                .is_some_and(|fingerprint| self.known.contains(&fingerprint));
            let changed = Some(changed).filter(|one| !is_known && self.earlier.is_met_once(one));
            self.put(row, prepared, changed)?;
        }
        let Storing {
            write,
            mut incoming,
            events,
            task,
            step,
            ..
        } = self;
        let stored = events.store(write, task, &step, |write| incoming.source(write))?;
        incoming.report.events = stored.added;
        for row in stored.duplicates {
            incoming.duplicate(write, row)?;
        }
        incoming.report.rows = rows;
        incoming.finish(write)
    }
}

/// Keeps what tokens stand for, by its digest.
pub(super) fn keep(write: &mut Write, pseudonyms: &[Pseudonym]) -> Result<()> {
    let rows = pseudonyms
        .iter()
        .map(|one| (one.kind.name(), one.digest.as_slice(), one.number));
    Ok(write.add_pseudonyms(rows)?)
}
