use std::collections::HashSet;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::thread;

use assay_ingest::{FileError, Opened, Pseudonyms, Record};
use assay_store::{StoreError, Write};

use super::convert::Converter;
use super::earlier::{self, Earlier};
use super::events::Events;
use super::files::{self, FileOnDisk, Found};
use super::incoming::Incoming;
use super::questions::Joined;
use super::storing::{Ready, Storing, keep};
use super::{ImportProblem, ImportReport, ImportRequest, ImportedSource, mapping, refi};
use crate::backups::{self, BackupReason};
use crate::handle::now;
use crate::redaction::{self, Key};
use crate::{Changed, Code, Error, Project, Result, Task};

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
        keep(write, &session.pseudonyms.take_added())?;
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
    let nothing_came = !existed && (result.is_err() || dry_run);
    // Somebody else may have imported into the new project in the meantime.
    let take_away = nothing_came && project.read(|store| Ok(store.sources()?.is_empty()))?;
    drop(project);
    if take_away {
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
    keep_questions: bool,
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
            let mut pseudonyms = Pseudonyms::new(key, []).with_list(listed);
            store.each_pseudonym(|kind, digest, number| {
                let kind = serde_json::from_value(kind.into()).ok();
                if let Some((kind, digest)) = kind.zip(digest.try_into().ok()) {
                    pseudonyms.know(kind, digest, number);
                }
            })?;
            Ok(Session {
                known: store.fingerprints()?,
                pseudonyms: match redaction_key {
                    Some(_) => pseudonyms.keeping_originals(),
                    None => pseudonyms,
                },
                key: redaction_key,
                redact: request.redact,
                keep_questions: request.keep_questions,
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
        let opened = Opened::open(on_disk.name(), &on_disk, options.kind).map_err(failed)?;
        let mut outline = opened.outline(&options).map_err(failed)?;
        let remembered =
            project.read(|store| mapping::remembered(store, &file.request, &outline.columns))?;
        if let Some(options) = remembered {
            outline = opened.outline(&options).map_err(failed)?;
        }
        let sample = opened.sample(&outline).map_err(failed)?;
        let joined = match self.keep_questions {
            true => Joined::default(),
            false => Joined::find(write, outline.kind.name(), &sample)?,
        };
        let sample: Vec<Record> = sample.into_iter().map(|one| joined.apply(one)).collect();
        let columns = joined.columns(&outline.columns);
        let known = &self.known;
        let earlier = Earlier::find(write, &outline, &columns, &sample, known)?;
        let row_hash = earlier::hash_of_anonymous(write, &outline, &columns, &sample, known, hash)?;
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
            columns: &columns,
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
        incoming.problems(write, joined.problems())?;
        let mut storing = Storing {
            write: &mut *write,
            incoming,
            earlier,
            known: &mut self.known,
            events: Events::default(),
            held: Vec::new(),
            task,
            step: format!("Storing {name}"),
            rows: outline.rows,
        };
        // One thread reads and prepares the next records while this one stores.
        let (sender, receiver) = sync_channel(1);
        let (stored, read) = thread::scope(|scope| {
            let reading = scope.spawn(|| {
                let sender = sender;
                opened.read(&outline, |batch| {
                    let rows: Vec<u64> = batch.records.iter().map(row).collect();
                    let records = batch.records.into_iter();
                    let prepared = converter.convert_all(records.map(|one| joined.apply(one)));
                    let ready = Ready {
                        records: rows.into_iter().zip(prepared).collect(),
                        problems: batch.problems,
                        pseudonyms: converter.take_pseudonyms(),
                    };
                    sender.send(ready).map_err(|_| Ended::NotWanted)
                })
            });
            let stored = receiver
                .into_iter()
                .try_for_each(|ready| storing.take(ready));
            let read = reading.join().unwrap_or_else(|panic| resume_unwind(panic));
            (stored, read)
        });
        stored?;
        let summary = read.map_err(|ended| match ended {
            Ended::Unreadable(error) => on_disk.failure(error),
            Ended::NotWanted => Error::bad_input(format!("{name} was not read to its end")),
        })?;
        on_disk.check_unchanged()?;
        let report = storing.finish(summary.rows)?;
        if report.id.is_some() {
            mapping::remember(write, &file.request, &outline.columns)?;
        }
        Ok(report)
    }
}

/// Why reading a file ended early.
enum Ended {
    Unreadable(FileError),
    /// Storing failed, and nobody takes any more.
    NotWanted,
}

impl From<FileError> for Ended {
    fn from(error: FileError) -> Ended {
        Ended::Unreadable(error)
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
