use std::collections::HashSet;
use std::path::Path;

use assay_ingest::{Options, Problem, ProblemKind, Pseudonyms, Reading, Record};
use assay_store::{LedgerRow, NewSource, Pseudonym, SourceRow, StoreError, Write};

use super::convert::{Converter, Prepared};
use super::events::Events;
use super::files::{self, Found};
use super::{ImportProblem, ImportReport, ImportRequest, ImportedSource, mapping};
use crate::handle::now;
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
    let written = project.writer().transact(now(), |write| {
        let mut sources = Vec::new();
        for file in &found {
            match session.import_file(project, write, file, task) {
                Err(error) if file.in_folder && error.code == Code::File => {
                    sources.push(unreadable(file, &error))
                }
                other => sources.push(other?),
            }
        }
        write.add_pseudonyms(&session.new_pseudonyms())?;
        write.describe(match found.as_slice() {
            [one] => format!("Import {}", files::file_name(&one.path)),
            several => format!("Import {} files", several.len()),
        });
        let report = ImportReport { sources };
        if request.dry_run {
            Err(Stop::DryRun(report))
        } else {
            Ok(report)
        }
    });
    match written {
        Ok((value, changed)) => Ok(Changed { value, changed }),
        Err(Stop::DryRun(value)) => Ok(Changed {
            value,
            changed: Vec::new(),
        }),
        Err(Stop::Failed(error)) => Err(error),
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
struct Session {
    known: HashSet<[u8; 16]>,
    pseudonyms: Pseudonyms,
    redact: bool,
}

impl Session {
    fn begin(project: &Project, request: &ImportRequest) -> Result<Session> {
        project.read(|store| {
            let key = *blake3::hash(&store.salt()?).as_bytes();
            let known = store.pseudonyms()?.into_iter().filter_map(|pseudonym| {
                let kind = serde_json::from_value(pseudonym.kind.into()).ok()?;
                Some((kind, pseudonym.digest.try_into().ok()?, pseudonym.number))
            });
            Ok(Session {
                known: store.fingerprints()?,
                pseudonyms: Pseudonyms::new(key, known),
                redact: request.redact,
            })
        })
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
        task.update(&format!("Reading {name}"), 0, 0)?;
        let bytes = files::bytes(&file.path)?;
        let hash = *blake3::hash(&bytes).as_bytes();
        let reading = self.read(project, &name, &bytes, file)?;
        drop(bytes);

        let mut report = ImportedSource {
            path: file.request.path.clone(),
            kind: reading.kind.name().into(),
            format: reading.format.clone(),
            encoding: reading.encoding.clone(),
            rows: reading.rows as u64,
            columns: mapping::readings(&reading.columns),
            ..Default::default()
        };
        let problems = reading
            .problems
            .iter()
            .filter(|problem| problem.row.is_some() || problem.what == ProblemKind::Rejected);
        for problem in problems {
            match problem.what {
                ProblemKind::Rejected => report.rejected += 1,
                ProblemKind::Repaired => report.repaired += 1,
            }
        }
        report.problems = reading.problems.iter().take(LISTED).map(listed).collect();

        let records = reading.records.len();
        let columns = reading.columns;
        let mut ledger: Vec<LedgerRow> = reading.problems.into_iter().map(ledger_row).collect();
        let mut converter = Converter::new(
            &hash,
            &columns,
            &reading.records,
            self.redact.then_some(&mut self.pseudonyms),
        );
        let mut source: Option<i64> = None;
        let mut events = Events::default();
        for (done, record) in reading.records.into_iter().enumerate() {
            if done % 1000 == 0 {
                task.update(&format!("Storing {name}"), done as u64, records as u64)?;
            }
            let row = row(&record);
            let prepared = converter.convert(record);
            if prepared
                .fingerprint()
                .is_some_and(|fingerprint| !self.known.insert(fingerprint))
            {
                report.duplicates += 1;
                ledger.push(entry(Some(row), "duplicate", KNOWN_ALREADY));
                continue;
            }
            match prepared {
                Prepared::Item {
                    item,
                    passages,
                    redacted,
                } => {
                    report.items += 1;
                    if item.no_answer {
                        report.no_answer += 1;
                        ledger.push(entry(
                            Some(row),
                            "no_answer",
                            "the answer says nothing; it is kept, and belongs to no theme",
                        ));
                    }
                    if redacted > 0 {
                        report.redacted += redacted;
                        ledger.push(entry(
                            Some(row),
                            "redacted",
                            format!("{redacted} contact or account details were replaced"),
                        ));
                    }
                    let source = staged(&mut source, write, &name, file, &hash, &report)?;
                    write.add_item(source, &item, &passages)?;
                }
                Prepared::Customer(customer) => {
                    report.customers += 1;
                    let source = staged(&mut source, write, &name, file, &hash, &report)?;
                    write.add_customer(source, &customer)?;
                }
                Prepared::Event(event) => events.add(event),
            }
        }
        let stored = events.store(write, task, &format!("Storing {name}"), |write| {
            staged(&mut source, write, &name, file, &hash, &report)
        })?;
        report.events = stored.added;
        report.duplicates += stored.duplicates.len() as u64;
        let duplicate = |row| entry(Some(row), "duplicate", KNOWN_ALREADY);
        ledger.extend(stored.duplicates.into_iter().map(duplicate));
        if source.is_none() && report.duplicates == 0 {
            // Nothing in it could be used, and that is worth a ledger.
            staged(&mut source, write, &name, file, &hash, &report)?;
        }
        if let Some(id) = source {
            task.update(&format!("Storing {name}"), records as u64, records as u64)?;
            ledger.iter_mut().for_each(|entry| entry.source = id);
            write.add_ledger(&ledger)?;
            write.publish_source(&SourceRow {
                id,
                rows: report.rows,
                items: report.items,
                customers: report.customers,
                events: report.events,
                duplicates: report.duplicates,
                rejected: report.rejected,
                repaired: report.repaired,
                redacted: report.redacted,
                no_answer: report.no_answer,
                ..Default::default()
            })?;
            write.apply_word_rules()?;
            mapping::remember(write, &file.request, &columns)?;
            report.id = Some(id);
        }
        Ok(report)
    }

    fn read(&self, project: &Project, name: &str, bytes: &[u8], file: &Found) -> Result<Reading> {
        let read = |options: &Options| {
            assay_ingest::read(name, bytes, options)
                .map_err(|error| Error::new(Code::File, error.to_string()))
        };
        let reading = read(&mapping::options(&file.request)?)?;
        match project.read(|store| mapping::remembered(store, &file.request, &reading.columns))? {
            Some(options) => read(&options),
            None => Ok(reading),
        }
    }
}

/// The file's source, staged now if it is not yet.
fn staged(
    source: &mut Option<i64>,
    write: &mut Write,
    name: &str,
    file: &Found,
    hash: &[u8],
    report: &ImportedSource,
) -> Result<i64> {
    if let Some(source) = *source {
        return Ok(source);
    }
    let path = std::path::absolute(&file.path).unwrap_or_else(|_| file.path.clone());
    let columns: Vec<[&str; 2]> = report
        .columns
        .iter()
        .map(|column| [column.name.as_str(), column.role.as_str()])
        .collect();
    let new = write.stage_source(&NewSource {
        path: path.display().to_string(),
        name: name.into(),
        kind: report.kind.clone(),
        format: report.format.clone(),
        encoding: report.encoding.clone(),
        hash: hash.to_vec(),
        mapping: serde_json::json!(columns).to_string(),
        imported_at: now(),
    })?;
    Ok(*source.insert(new))
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
