//! Projects and codebooks of programs for qualitative analysis on the way in.

mod codes;
mod memos;
mod people;
mod texts;

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::path::Path;

use assay_exchange::refi::{Guid, Reading, read_codebook, read_project};
use assay_ingest::redact;
use assay_store::Write;

use memos::Place;

use super::files::{self, Found};
use super::import::Session;
use super::{ColumnReading, FileToRead, ImportProblem, ImportedSource, SourcePreview};
use crate::{Code as ErrorCode, Error, Project, Result, Task, codebook};

/// Which of the two a file is, by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RefiFile {
    Project,
    Codebook,
}

impl RefiFile {
    fn format(self) -> &'static str {
        match self {
            RefiFile::Project => "REFI-QDA project",
            RefiFile::Codebook => "REFI-QDA codebook",
        }
    }
}

/// Whether a file is one.
pub(super) fn recognise(path: &Path) -> Option<RefiFile> {
    match path.extension()?.to_string_lossy().to_lowercase().as_str() {
        "qdpx" => Some(RefiFile::Project),
        "qdc" => Some(RefiFile::Codebook),
        _ => None,
    }
}

/// What such a file is, and its first texts or codes.
pub(super) fn preview(request: FileToRead, what: RefiFile) -> Result<SourcePreview> {
    const SHOWN: usize = 5;
    let reading = read(Path::new(&request.path), what)?;
    let mut kind_reason = "texts keep the kind that an export of Assay gave them".to_owned();
    let memos = reading.project.notes.len();
    if memos > 0 {
        kind_reason.push_str(&format!(
            "; {memos} memos are kept with what they are on, and an export writes them out again"
        ));
    }
    for left_out in &reading.left_out {
        kind_reason.push_str("; ");
        kind_reason.push_str(left_out);
    }
    let column = |name: &str, reason: &str| ColumnReading {
        name: name.into(),
        question: None,
        role: "text".into(),
        reason: reason.into(),
    };
    let (kind, column, rows) = match what {
        RefiFile::Project => {
            let texts = reading
                .project
                .sources
                .into_iter()
                .map(|source| source.text);
            let column = column("Texts", "each becomes a piece of feedback with its codes");
            ("interview", column, texts.take(SHOWN).collect::<Vec<_>>())
        }
        RefiFile::Codebook => {
            let codes = reading.project.codes.into_iter().map(|code| code.name);
            let column = column("Codes", "each becomes a theme");
            ("codebook", column, codes.take(SHOWN).collect())
        }
    };
    Ok(SourcePreview {
        path: request.path,
        kind: kind.into(),
        kind_reason,
        format: what.format().into(),
        encoding: "UTF-8".into(),
        columns: vec![column],
        rows: rows.into_iter().map(|cell| vec![cell]).collect(),
        files: Vec::new(),
    })
}

fn read(path: &Path, what: RefiFile) -> Result<Reading> {
    let file = File::open(path).map_err(|error| Error::file(path, "read", &error))?;
    let read = match what {
        RefiFile::Project => read_project(file),
        RefiFile::Codebook => read_codebook(file),
    };
    read.map_err(|error| {
        let name = files::file_name(path);
        Error::new(ErrorCode::File, format!("{name} {error}"))
    })
}

/// Adds what is new in a project or codebook: codes become themes, texts feedback, coded selections
/// tags. One entry a kind of feedback.
pub(super) fn import_file(
    session: &mut Session,
    project: &Project,
    write: &mut Write,
    found: &Found,
    what: RefiFile,
    task: &Task,
) -> Result<Vec<ImportedSource>> {
    let name = files::file_name(&found.path);
    task.update(&format!("Reading {name}"), 0, 0)?;
    let reading = read(&found.path, what)?;
    let mut import = Import::begin(project, reading)?;
    let redacted = import.codes(write, session)?;
    if what == RefiFile::Codebook {
        let mut report = ImportedSource {
            path: found.request.path.clone(),
            kind: "codebook".into(),
            format: what.format().into(),
            encoding: "UTF-8".into(),
            themes: import.added_themes,
            redacted,
            ..ImportedSource::default()
        };
        report.problems = import
            .problems()
            .into_iter()
            .map(|reason| ImportProblem {
                row: None,
                column: None,
                reason,
            })
            .collect();
        return Ok(vec![report]);
    }
    let hash = file_hash(&found.path)?;
    import.texts(session, write, found, (&name, &hash), redacted, task)
}

fn file_hash(path: &Path) -> Result<[u8; 32]> {
    let failed = |error: std::io::Error| Error::file(path, "read", &error);
    let mut hasher = blake3::Hasher::new();
    let mut file = File::open(path).map_err(failed)?;
    std::io::copy(&mut file, &mut hasher).map_err(failed)?;
    Ok(*hasher.finalize().as_bytes())
}

/// Words as they may be stored; counts the contact details that were replaced in them.
fn clean(words: &str, session: &mut Session, redacted: &mut u64) -> String {
    if !session.redact {
        return words.to_owned();
    }
    let clean = redact(words, &mut session.pseudonyms);
    *redacted += clean.found.len() as u64;
    clean.text.into_owned()
}

/// An import under way.
struct Import {
    reading: Reading,
    /// The theme of each code.
    themes: HashMap<Guid, i64>,
    /// Items that the project has, by what tells them apart.
    items: HashMap<[u8; 16], i64>,
    /// The fields of Assay's own, and the segments, by their variables.
    names: HashMap<Guid, String>,
    added_themes: u64,
    tags: u64,
    /// Memos, each with what it is on.
    noted: Vec<(Guid, Place)>,
    /// What could not be kept as it was, with how often.
    lost: BTreeMap<&'static str, u64>,
}

impl Import {
    fn begin(project: &Project, reading: Reading) -> Result<Import> {
        project.read(|store| {
            let known = store.themes()?;
            let themes = codebook::guids(store, &known)?;
            Ok(Import {
                themes: themes
                    .into_iter()
                    .map(|(theme, guid)| (guid, theme))
                    .collect(),
                items: store.items_by_fingerprint()?,
                names: reading
                    .project
                    .variables
                    .iter()
                    .map(|variable| (variable.guid, variable.name.clone()))
                    .collect(),
                reading,
                added_themes: 0,
                tags: 0,
                noted: Vec::new(),
                lost: BTreeMap::new(),
            })
        })
    }

    fn lose(&mut self, what: &'static str, count: u64) {
        if count > 0 {
            *self.lost.entry(what).or_default() += count;
        }
    }

    /// What was not understood, and what could not be kept as it was.
    fn problems(&self) -> Vec<String> {
        let lost = self
            .lost
            .iter()
            .map(|(what, count)| format!("{what}: {count}"));
        self.reading.left_out.iter().cloned().chain(lost).collect()
    }
}
