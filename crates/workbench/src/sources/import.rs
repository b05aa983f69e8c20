use std::collections::HashSet;
use std::path::{Path, PathBuf};

use assay_ingest::{FileError, Kind, Opened, Problem, ProblemKind, Pseudonyms, Record};
use assay_store::{
    CustomerRow, LedgerRow, NewItem, NewPassage, NewSource, Pseudonym, SourceRow, StoreError, Write,
};

use super::convert::{Converter, Prepared};
use super::earlier::{self, Earlier, Met};
use super::events::Events;
use super::files::{self, FileOnDisk, Found};
use super::{ImportProblem, ImportReport, ImportRequest, ImportedSource, mapping, refi};
use crate::backups::{self, BackupReason};
use crate::handle::now;
use crate::redaction::{self, Key};
use crate::{Changed, Code, Error, Project, Result, Task};

/// Problems listed in a report; the ledger has them all.
const LISTED: usize = 1000;

const KNOWN_ALREADY: &str = "the project has this record already";

/// Read files and add what is new in them, all or none. One step of the history.
pub fn import(
    project: &Project,
    request: ImportRequest,
    task: &Task,
) -> Result<Changed<ImportReport>> {
    let found = files::find(&request.files)?;
    let mut session = Session::begin(project, &request)?;
    let backup = match request.dry_run {
        true => None,
        false => backups::inform(project, BackupReason::Import, task)?,
    };
    let written = project.writer().transact(now(), |write| {
        let mut sources = Vec::new();
        for file in &found {
            let imported = match refi::recognise(&file.path) {
                Some(what) => refi::import_file(&mut session, project, write, file, what, task),
                None => session
                    .import_file(project, write, file, task)
                    .map(|source| vec![source]),
            };
            match imported {
                Err(error) if file.in_folder && error.code == Code::File => {
                    sources.push(unreadable(file, &error))
                }
                other => sources.extend(other?),
            }
        }
        write.add_pseudonyms(&session.new_pseudonyms())?;
        redaction::remember(write, request.redact_list.as_deref())?;
        write.describe(match found.as_slice() {
            [one] => format!("Import {}", files::file_name(&one.path)),
            several => format!("Import {} files", several.len()),
        });
        let report = ImportReport { sources };
        if request.dry_run {
            Err(Stop::DryRun(report))
        } else {
            // Last of all: a token without its original would be worse than an original too many.
            session.write_key()?;
            Ok(report)
        }
    });
    match written {
        Ok((value, changed)) => Ok(Changed { value, changed }),
        Err(Stop::DryRun(value)) => Ok(Changed {
            value,
            changed: Vec::new(),
        }),
        Err(Stop::Failed(error)) => {
            backups::discard(project, backup);
            Err(error)
        }
    }
}

/// [`import`] into the project file at `path`, which is made when there is none and taken away
/// again when nothing comes of it.
pub fn import_at(
    path: &Path,
    request: ImportRequest,
    task: &Task,
) -> Result<Changed<ImportReport>> {
    let existed = path.exists();
    let dry_run = request.dry_run;
    // Look at the files first: a wrong path should not even touch the project's folder.
    files::find(&request.files)?;
    let project = Project::open_or_create(path)?;
    let result = import(&project, request, task);
    drop(project);
    if !existed && (result.is_err() || dry_run) {
        for suffix in ["", "-wal", "-shm"] {
            let mut name = path.as_os_str().to_owned();
            name.push(suffix);
            let _ = std::fs::remove_file(name);
        }
    }
    result
}

/// Why the transaction is given up.
enum Stop {
    DryRun(ImportReport),
    Failed(Error),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        Stop::Failed(error.into())
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Failed(error)
    }
}

/// What is known across the files of one import.
pub(super) struct Session {
    pub(super) known: HashSet<[u8; 16]>,
    pub(super) pseudonyms: Pseudonyms,
    pub(super) redact: bool,
    key: Option<(PathBuf, Key)>,
}

impl Session {
    fn begin(project: &Project, request: &ImportRequest) -> Result<Session> {
        let redaction_key = match &request.redaction_key {
            Some(_) if !request.redact => {
                return Err(Error::bad_input(
                    "a redaction key keeps what is replaced, and nothing is with redaction turned off; choose one",
                ));
            }
            Some(path) => Some((PathBuf::from(path), Key::read_or_new(Path::new(path))?)),
            None => None,
        };
        project.read(|store| {
            let listed = match request.redact {
                true => redaction::words(store, request.redact_list.as_deref())?,
                false => None,
            };
            let key = *blake3::hash(&store.salt()?).as_bytes();
            let known = store.pseudonyms()?.into_iter().filter_map(|pseudonym| {
                let kind = serde_json::from_value(pseudonym.kind.into()).ok()?;
                Some((kind, pseudonym.digest.try_into().ok()?, pseudonym.number))
            });
            let pseudonyms = Pseudonyms::new(key, known).with_list(listed);
            Ok(Session {
                known: store.fingerprints()?,
                pseudonyms: match redaction_key {
                    Some(_) => pseudonyms.keeping_originals(),
                    None => pseudonyms,
                },
                key: redaction_key,
                redact: request.redact,
            })
        })
    }

    fn write_key(&mut self) -> Result<()> {
        if let Some((path, key)) = &mut self.key {
            key.add(self.pseudonyms.met());
            key.write(path)?;
        }
        Ok(())
    }

    fn new_pseudonyms(&self) -> Vec<Pseudonym> {
        let added = self.pseudonyms.added().iter();
        added
            .map(|one| Pseudonym {
                kind: one.kind.name().into(),
                digest: one.digest.to_vec(),
                number: one.number,
            })
            .collect()
    }

    fn import_file(
        &mut self,
        project: &Project,
        write: &mut Write,
        file: &Found,
        task: &Task,
    ) -> Result<ImportedSource> {
        let name = files::file_name(&file.path);
        let on_disk = FileOnDisk::find(&file.path, task)?;
        let failed = |error| on_disk.failure(error);
        let hash = on_disk.hash()?;
        let options = mapping::options(&file.request)?;
        let opened = Opened::open(&name, &on_disk, options.kind).map_err(failed)?;
        let mut outline = opened.outline(&options).map_err(failed)?;
        let remembered =
            project.read(|store| mapping::remembered(store, &file.request, &outline.columns))?;
        if let Some(options) = remembered {
            outline = opened.outline(&options).map_err(failed)?;
        }
        let sample = opened.sample(&outline).map_err(failed)?;
        let mut earlier = Earlier::find(write, &outline, &sample, &self.known)?;
        let row_hash = earlier::hash_of_anonymous(write, &outline, &sample, &self.known, hash)?;
        let mut converter = Converter::new(
            &row_hash,
            &outline.columns,
            &sample,
            self.redact.then_some(&mut self.pseudonyms),
        );
        drop(sample);

        let mut incoming = Incoming {
            file,
            hash: &hash,
            name: &name,
            source: None,
            ledger: Vec::new(),
            report: ImportedSource {
                path: file.request.path.clone(),
                kind: outline.kind.name().into(),
                format: outline.format.clone(),
                encoding: outline.encoding.clone(),
                columns: mapping::readings(&outline.columns),
                ..Default::default()
            },
        };
        on_disk.hush();
        incoming.problems(write, outline.problems.clone())?;
        let mut events = Events::default();
        let step = format!("Storing {name}");
        let summary = opened.read(&outline, |batch| {
            incoming.problems(write, batch.problems)?;
            for record in batch.records {
                let row = row(&record);
                let before = match &record {
                    Record::Feedback(feedback) => earlier.item(feedback),
                    _ => None,
                };
                let prepared = converter.convert(record);
                let mut changed = None;
                if let (Some(before), Prepared::Item { item, .. }) = (before, &prepared) {
                    match earlier.compare(write, before, item)? {
                        Met::Same => {
                            incoming.duplicate(write, row)?;
                            continue;
                        }
                        Met::Changed(change) => changed = Some(change),
                        Met::Another => {}
                    }
                }
                if let Some(fingerprint) = prepared.fingerprint()
                    && !self.known.insert(fingerprint)
                    && changed.is_none()
                {
                    incoming.duplicate(write, row)?;
                    continue;
                }
                match prepared {
                    Prepared::Event(event) => events.add(event),
                    Prepared::Item {
                        item,
                        passages,
                        redacted,
                    } => {
                        let new = incoming.item(write, &item, &passages, redacted)?;
                        match changed {
                            Some(changed) => {
                                incoming.updated(write, row, &changed.what)?;
                                earlier.replace(write, &changed, new)?;
                            }
                            None => incoming.report.items += 1,
                        }
                    }
                    Prepared::Customer(customer) => {
                        match earlier.customer(write, &customer)? {
                            Some(what) => incoming.updated(write, row, &what)?,
                            None => incoming.report.customers += 1,
                        }
                        incoming.customer(write, &customer)?;
                    }
                }
                task.update(&step, row, outline.rows)?;
            }
            Ok::<_, Refusal>(())
        });
        let summary = summary.map_err(|refusal| match refusal {
            Refusal::Read(error) => on_disk.failure(error),
            Refusal::Other(error) => error,
        })?;
        on_disk.check_unchanged()?;
        incoming.report.rows = summary.rows;

        let stored = events.store(write, task, &step, |write| incoming.source(write))?;
        incoming.report.events = stored.added;
        for row in stored.duplicates {
            incoming.duplicate(write, row)?;
        }
        let report = incoming.finish(write)?;
        if report.id.is_some() {
            mapping::remember(write, &file.request, &outline.columns)?;
        }
        Ok(report)
    }
}

/// Why reading a file ended early.
enum Refusal {
    Read(FileError),
    Other(Error),
}

impl From<FileError> for Refusal {
    fn from(error: FileError) -> Refusal {
        Refusal::Read(error)
    }
}

impl<E: Into<Error>> From<E> for Refusal {
    fn from(error: E) -> Refusal {
        Refusal::Other(error.into())
    }
}

/// A file on its way into the project.
pub(super) struct Incoming<'f> {
    file: &'f Found,
    hash: &'f [u8],
    name: &'f str,
    /// Its number, once something of it is stored.
    source: Option<i64>,
    /// Entries of the ledger that are not written yet.
    ledger: Vec<LedgerRow>,
    report: ImportedSource,
}

impl Incoming<'_> {
    /// A file of which nothing is stored yet.
    pub(super) fn begin<'f>(
        file: &'f Found,
        hash: &'f [u8],
        name: &'f str,
        kind: &str,
        format: &str,
    ) -> Incoming<'f> {
        Incoming {
            file,
            hash,
            name,
            source: None,
            ledger: Vec::new(),
            report: ImportedSource {
                path: file.request.path.clone(),
                kind: kind.into(),
                format: format.into(),
                encoding: "UTF-8".into(),
                ..ImportedSource::default()
            },
        }
    }

    /// What is in a file that is no table is counted as it is met.
    pub(super) fn counted(&mut self, rows: u64, texts: u64, customers: u64) {
        self.report.rows += rows;
        self.report.items += texts;
        self.report.customers += customers;
    }

    pub(super) fn customer(&mut self, write: &mut Write, customer: &CustomerRow) -> Result<()> {
        let source = self.source(write)?;
        Ok(write.add_customer(source, customer)?)
    }

    /// What the file's codes gave.
    pub(super) fn coded(&mut self, themes: u64, tags: u64) {
        self.report.themes = themes;
        self.report.tags = tags;
    }

    /// Entries of the ledger that are held back: a file that brings nothing new leaves none.
    const HELD: usize = 10_000;

    pub(super) fn problems(&mut self, write: &mut Write, problems: Vec<Problem>) -> Result<()> {
        for problem in problems {
            if problem.row.is_some() || problem.what == ProblemKind::Rejected {
                match problem.what {
                    ProblemKind::Rejected => self.report.rejected += 1,
                    ProblemKind::Repaired => self.report.repaired += 1,
                }
            }
            if self.report.problems.len() < LISTED {
                self.report.problems.push(listed(&problem));
            }
            self.enter(write, ledger_row(problem))?;
        }
        Ok(())
    }

    /// Stores an item; gives its number.
    pub(super) fn item(
        &mut self,
        write: &mut Write,
        item: &NewItem,
        passages: &[NewPassage],
        redacted: u64,
    ) -> Result<i64> {
        if item.no_answer {
            self.report.no_answer += 1;
            let reason = "the answer says nothing; it is kept, and belongs to no theme";
            self.enter(write, entry(item.row, "no_answer", reason))?;
        }
        if redacted > 0 {
            self.report.redacted += redacted;
            let reason = format!("{redacted} contact or account details were replaced");
            self.enter(write, entry(item.row, "redacted", reason))?;
        }
        let source = self.source(write)?;
        Ok(write.add_item(source, item, passages)?)
    }

    pub(super) fn duplicate(&mut self, write: &mut Write, row: u64) -> Result<()> {
        self.report.duplicates += 1;
        self.enter(write, entry(Some(row), "duplicate", KNOWN_ALREADY))
    }

    fn updated(&mut self, write: &mut Write, row: u64, what: &str) -> Result<()> {
        self.report.updated += 1;
        let reason = format!("the project had this record with other contents; new: {what}");
        self.enter(write, entry(Some(row), "updated", reason))
    }

    fn enter(&mut self, write: &mut Write, entry: LedgerRow) -> Result<()> {
        self.ledger.push(entry);
        if self.ledger.len() >= Self::HELD {
            self.flush(write)?;
        }
        Ok(())
    }

    fn flush(&mut self, write: &mut Write) -> Result<()> {
        let source = self.source(write)?;
        for entry in &mut self.ledger {
            entry.source = source;
        }
        write.add_ledger(&self.ledger)?;
        self.ledger.clear();
        Ok(())
    }

    /// The file's source, staged now if it is not yet.
    fn source(&mut self, write: &mut Write) -> Result<i64> {
        if let Some(source) = self.source {
            return Ok(source);
        }
        let path = &self.file.path;
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let columns = self.report.columns.iter();
        let columns: Vec<[&str; 2]> = columns
            .map(|column| [column.name.as_str(), column.role.as_str()])
            .collect();
        let new = write.stage_source(&NewSource {
            path: path.display().to_string(),
            name: self.name.into(),
            kind: self.report.kind.clone(),
            format: self.report.format.clone(),
            encoding: self.report.encoding.clone(),
            hash: self.hash.to_vec(),
            mapping: serde_json::json!(columns).to_string(),
            imported_at: now(),
        })?;
        Ok(*self.source.insert(new))
    }

    pub(super) fn finish(mut self, write: &mut Write) -> Result<ImportedSource> {
        let report = &self.report;
        let brought = report.items + report.customers + report.events + report.updated;
        if brought == 0 && report.duplicates > 0 {
            if let Some(source) = self.source {
                write.discard_source(source)?;
            }
            return Ok(self.report);
        }
        // Where nothing in it could be used, that is worth a ledger.
        self.flush(write)?;
        let id = self.source(write)?;
        let report = &mut self.report;
        let of_customers = report.kind == Kind::Customers.name();
        let (items, customers) = match of_customers {
            true => (0, report.updated),
            false => (report.updated, 0),
        };
        write.publish_source(&SourceRow {
            id,
            rows: report.rows,
            items: report.items + items,
            customers: report.customers + customers,
            updated: report.updated,
            events: report.events,
            duplicates: report.duplicates,
            rejected: report.rejected,
            repaired: report.repaired,
            redacted: report.redacted,
            no_answer: report.no_answer,
            ..Default::default()
        })?;
        write.apply_word_rules()?;
        report.id = Some(id);
        Ok(self.report)
    }
}

fn unreadable(file: &Found, error: &Error) -> ImportedSource {
    ImportedSource {
        path: file.request.path.clone(),
        rejected: 1,
        problems: vec![ImportProblem {
            row: None,
            column: None,
            reason: error.message.clone(),
        }],
        ..Default::default()
    }
}

fn row(record: &Record) -> u64 {
    match record {
        Record::Feedback(feedback) => feedback.row,
        Record::Customer(customer) => customer.row,
        Record::Event(event) => event.row,
    }
}

fn entry(row: Option<u64>, what: &str, reason: impl Into<String>) -> LedgerRow {
    LedgerRow {
        source: 0,
        row,
        column: None,
        what: what.into(),
        reason: reason.into(),
    }
}

fn listed(problem: &Problem) -> ImportProblem {
    ImportProblem {
        row: problem.row,
        column: problem.column.clone(),
        reason: problem.reason.clone(),
    }
}

fn ledger_row(problem: Problem) -> LedgerRow {
    let what = match problem.what {
        ProblemKind::Rejected => "rejected",
        ProblemKind::Repaired => "repaired",
    };
    LedgerRow {
        source: 0,
        row: problem.row,
        column: problem.column,
        what: what.into(),
        reason: problem.reason,
    }
}
