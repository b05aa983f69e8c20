//! Projects and codebooks of programs for qualitative analysis on the way in.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::path::Path;

use assay_exchange::refi::{
    Code, Guid, Reading, Selection, TextSource, Value, read_codebook, read_project,
};
use assay_ingest::{Customer, Feedback, Problem, ProblemKind, Record, redact};
use assay_store::{CodeRow, MemoRow, RunTheme, Write};
use chrono::DateTime;

use super::convert::{Converter, Prepared};
use super::files::{self, Found};
use super::import::Session;
use super::incoming::Incoming;
use super::{ColumnReading, FileToRead, ImportProblem, ImportedSource, SourcePreview};
use crate::codebook::{self, Fields};
use crate::{Code as ErrorCode, Error, Project, Result, Task};

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
            "; {memos} memos are kept and written out again, but not shown here"
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
    import.codes(write)?;
    if what == RefiFile::Codebook {
        let mut report = ImportedSource {
            path: found.request.path.clone(),
            kind: "codebook".into(),
            format: what.format().into(),
            encoding: "UTF-8".into(),
            themes: import.added_themes,
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
    import.texts(session, write, found, &name, &hash, task)
}

fn file_hash(path: &Path) -> Result<[u8; 32]> {
    let failed = |error: std::io::Error| Error::file(path, "read", &error);
    let mut hasher = blake3::Hasher::new();
    let mut file = File::open(path).map_err(failed)?;
    std::io::copy(&mut file, &mut hasher).map_err(failed)?;
    Ok(*hasher.finalize().as_bytes())
}

type Noted = (Guid, Option<i64>, Option<i64>, Option<(usize, usize)>);

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
    /// Memos, each with the theme, or the item and stretch, that it is on.
    noted: Vec<Noted>,
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

    fn codes(&mut self, write: &mut Write) -> Result<()> {
        let codes = std::mem::take(&mut self.reading.project.codes);
        for code in &codes {
            self.code(write, code, None, None)?;
        }
        self.reading.project.codes = codes;
        Ok(())
    }

    /// `top` is the code at the top, `above` the one directly above: themes stand at most one under
    /// another, and the way out puts them back.
    fn code(
        &mut self,
        write: &mut Write,
        code: &Code,
        top: Option<i64>,
        above: Option<i64>,
    ) -> Result<()> {
        let theme = match self.themes.get(&code.guid) {
            Some(theme) => *theme,
            None => {
                let keywords = code
                    .description
                    .as_deref()
                    .and_then(|description| description.strip_prefix(codebook::KEYWORDS))
                    .map(|words| words.split(", ").map(str::to_owned).collect())
                    .unwrap_or_default();
                let label = self.label(&code.name);
                let theme = write.add_person_theme(
                    &RunTheme {
                        label,
                        keywords,
                        ..RunTheme::default()
                    },
                    None,
                )?;
                if top.is_some() {
                    write.set_theme_parent(theme, top)?;
                }
                write.add_code(&CodeRow {
                    theme,
                    guid: code.guid.0,
                    codable: code.codable,
                    color: code.color.clone(),
                    description: code.description.clone(),
                    under: above.filter(|above| Some(*above) != top),
                })?;
                self.themes.insert(code.guid, theme);
                self.added_themes += 1;
                theme
            }
        };
        let head = top.unwrap_or(theme);
        for child in &code.children {
            self.code(write, child, Some(head), Some(theme))?;
        }
        Ok(())
    }

    fn label(&mut self, name: &str) -> String {
        const LONGEST: usize = 200;
        let words: Vec<&str> = name.split_whitespace().collect();
        let mut label = words.join(" ");
        if label.is_empty() {
            label = "Unnamed code".into();
        }
        if label.chars().count() > LONGEST {
            self.lose("names of codes that were shortened", 1);
            label = label.chars().take(LONGEST).collect();
        }
        label
    }

    fn texts(
        mut self,
        session: &mut Session,
        write: &mut Write,
        found: &Found,
        name: &str,
        hash: &[u8],
        task: &Task,
    ) -> Result<Vec<ImportedSource>> {
        let people = self.people();
        let sources = std::mem::take(&mut self.reading.project.sources);
        let mut records = Vec::new();
        let mut texts = Vec::new();
        for (source, row) in sources.iter().zip(1..) {
            let mut feedback = self.feedback(source, row, &people);
            let text = Text::of(&source.text, session);
            feedback.text.clone_from(&text.words);
            texts.push(text);
            records.push(Record::Feedback(feedback));
        }
        let begin =
            |kind: &str| Incoming::begin(found, hash, name, kind, RefiFile::Project.format());
        let mut incoming: BTreeMap<String, Incoming<'_>> = BTreeMap::new();
        let step = format!("Storing {name}");
        let customers = self.customers();
        let mut converter = Converter::new(
            hash,
            &[],
            &records,
            session.redact.then_some(&mut session.pseudonyms),
        );
        for ((place, source), record) in sources.iter().enumerate().zip(records.clone()) {
            if place % 100 == 0 {
                task.update(&step, place as u64, sources.len() as u64)?;
            }
            let text = &texts[place];
            if text.words.trim().is_empty() {
                self.lose("texts without a word, which were left out", 1);
                continue;
            }
            let kind = self.kind(source);
            let into = incoming.entry(kind.clone()).or_insert_with(|| begin(&kind));
            let known = self.items.get(&source.guid.0).copied();
            let item = match known {
                Some(item) => {
                    into.counted(1, 0, 0);
                    into.duplicate(write, place as u64 + 1)?;
                    item
                }
                None => {
                    let item = stored(&mut converter, write, into, source, record, text.redacted)?;
                    into.counted(1, 1, 0);
                    session.known.insert(source.guid.0);
                    self.items.insert(source.guid.0, item);
                    item
                }
            };
            self.codings(write, item, source, text)?;
        }
        if let Some(first) = incoming.values_mut().next() {
            for customer in customers {
                if let Prepared::Customer(customer) = converter.convert(Record::Customer(customer))
                {
                    match session.known.insert(customer.fingerprint) {
                        true => {
                            first.counted(0, 0, 1);
                            first.customer(write, &customer)?;
                        }
                        false => first.duplicate(write, customer.row.unwrap_or_default())?,
                    }
                }
            }
        }
        self.memos(write)?;
        if incoming.is_empty() {
            incoming.insert(String::new(), begin("interview"));
        }
        let problems = self.problems();
        let mut reports = Vec::new();
        for (place, mut incoming) in incoming.into_values().enumerate() {
            if place == 0 {
                incoming.coded(self.added_themes, self.tags);
                let problem = |reason: &String| Problem {
                    row: None,
                    column: None,
                    what: ProblemKind::Repaired,
                    reason: reason.clone(),
                };
                incoming.problems(write, problems.iter().map(problem).collect())?;
            }
            reports.push(incoming.finish(write)?);
        }
        Ok(reports)
    }

    /// The codes of one text.
    fn codings(
        &mut self,
        write: &mut Write,
        item: i64,
        source: &TextSource,
        text: &Text,
    ) -> Result<()> {
        let (stored, passages) = write.item_passages(item)?;
        if stored != text.words {
            self.lose(
                "texts that differ from the project's own, whose codings were left out",
                1,
            );
            return Ok(());
        }
        for selection in &source.selections {
            let stretch = (text.byte(selection.start), text.byte(selection.end));
            self.selection(write, item, selection, stretch, &passages)?;
            for note in &selection.notes {
                self.noted.push((*note, None, Some(item), Some(stretch)));
            }
        }
        for note in &source.notes {
            self.noted.push((*note, None, Some(item), None));
        }
        self.lose(
            "codes of whole texts, which were given to each of their passages",
            source.codings.len() as u64,
        );
        for coding in &source.codings {
            let Some(theme) = self.themes.get(&coding.code).copied() else {
                continue;
            };
            let by_hand = coding.user != Some(codebook::machine());
            for (passage, _, _) in &passages {
                self.tags += u64::from(write.add_coding(*passage, theme, by_hand)?);
            }
        }
        Ok(())
    }

    fn selection(
        &mut self,
        write: &mut Write,
        item: i64,
        selection: &Selection,
        (start, end): (usize, usize),
        passages: &[(i64, usize, usize)],
    ) -> Result<()> {
        let touched: Vec<i64> = passages
            .iter()
            .filter(|(_, from, until)| *from < end && start < *until)
            .map(|(passage, _, _)| *passage)
            .collect();
        let exact = passages
            .iter()
            .any(|(_, from, until)| (*from, *until) == (start, end));
        let mut seen = HashSet::new();
        for coding in &selection.codings {
            let Some(theme) = self.themes.get(&coding.code).copied() else {
                continue;
            };
            if !seen.insert(theme) {
                self.lose(
                    "codings of the same words by several people, which are one now",
                    1,
                );
                continue;
            }
            if touched.is_empty() || start >= end {
                self.lose("codings of words that say nothing, which were left out", 1);
                continue;
            }
            let by_hand = coding.user != Some(codebook::machine());
            if !exact {
                write.add_span_once(item, start, end, theme)?;
            }
            for passage in &touched {
                if write.add_coding(*passage, theme, by_hand)? {
                    self.tags += 1;
                }
            }
        }
        Ok(())
    }

    /// Every memo where it belongs. One on nothing is one on the project.
    fn memos(&mut self, write: &mut Write) -> Result<()> {
        let mut codes: Vec<&Code> = self.reading.project.codes.iter().collect();
        while let Some(code) = codes.pop() {
            let theme = self.themes.get(&code.guid).copied();
            for note in &code.notes {
                self.noted.push((*note, theme, None, None));
            }
            codes.extend(&code.children);
        }
        let somewhere: HashSet<Guid> = self.noted.iter().map(|(note, ..)| *note).collect();
        let of_project: HashSet<Guid> = self.reading.project.note_refs.iter().copied().collect();
        for note in &self.reading.project.notes {
            let places = self.noted.iter().filter(|(guid, ..)| *guid == note.guid);
            let mut places: Vec<_> = places
                .map(|(_, theme, item, stretch)| (*theme, *item, *stretch))
                .collect();
            if of_project.contains(&note.guid) || !somewhere.contains(&note.guid) {
                places.push((None, None, None));
            }
            self.lost
                .entry("memos, which are kept and written out again but not shown here")
                .and_modify(|count| *count += 1)
                .or_insert(1);
            for (theme, item, stretch) in places {
                write.add_memo(&MemoRow {
                    guid: note.guid.0,
                    name: note.name.clone(),
                    text: note.text.clone(),
                    theme,
                    item,
                    stretch,
                })?;
            }
        }
        Ok(())
    }

    /// The case that each source belongs to.
    fn people(&mut self) -> HashMap<Guid, String> {
        let mut people = HashMap::new();
        let mut more = 0;
        for case in &self.reading.project.cases {
            for source in &case.sources {
                if people.contains_key(source) {
                    more += 1;
                } else if !case.name.trim().is_empty() {
                    people.insert(*source, case.name.clone());
                }
            }
        }
        self.lose("further cases of a text, which has the first one", more);
        people
    }

    fn customers(&mut self) -> Vec<Customer> {
        let mut customers = Vec::new();
        for (row, case) in (1..).zip(&self.reading.project.cases) {
            if case.values.is_empty() || case.name.trim().is_empty() {
                continue;
            }
            let mut customer = Customer {
                row,
                key: Some(case.name.clone()),
                ..Customer::default()
            };
            for value in &case.values {
                let text = || Some(value.value.clone());
                match self.field(value).map(|field| field.name) {
                    Some(name) if name == Fields::SIGNED_UP.name => {
                        customer.signed_up = seconds(&value.value)
                    }
                    Some(name) if name == Fields::ACTIVATED.name => customer.activated = text(),
                    Some(name) if name == Fields::CHURNED.name => customer.churned = text(),
                    Some(name) if name == Fields::REVENUE.name => {
                        customer.revenue = value.value.trim().parse().ok()
                    }
                    Some(name) if name == Fields::EMAIL.name => customer.email = text(),
                    _ => customer.segments.extend(self.segment(value)),
                }
            }
            customers.push(customer);
        }
        customers
    }

    fn feedback(&self, source: &TextSource, row: u64, people: &HashMap<Guid, String>) -> Feedback {
        let mut feedback = Feedback {
            row,
            customer: people.get(&source.guid).cloned(),
            title: Some(source.name.clone()).filter(|name| !name.trim().is_empty()),
            text: source.text.clone(),
            ..Feedback::default()
        };
        for value in &source.values {
            let text = || Some(value.value.clone());
            match self.field(value).map(|field| field.name) {
                Some(name) if name == Fields::KIND.name => {}
                Some(name) if name == Fields::TIME.name => feedback.time = seconds(&value.value),
                Some(name) if name == Fields::RATING.name => {
                    feedback.rating = value.value.trim().parse().ok()
                }
                Some(name) if name == Fields::QUESTION.name => feedback.question = text(),
                Some(name) if name == Fields::ID.name => feedback.id = text(),
                Some(name) if name == Fields::AUTHOR.name => feedback.author = text(),
                Some(name) if name == Fields::EMAIL.name => feedback.email = text(),
                _ => feedback.segments.extend(self.segment(value)),
            }
        }
        feedback
    }

    fn kind(&self, source: &TextSource) -> String {
        let kind = source
            .values
            .iter()
            .find(|value| value.variable == Fields::KIND.guid())
            .and_then(|value| value.value.parse::<assay_ingest::Kind>().ok())
            .filter(|kind| kind.is_feedback());
        kind.unwrap_or(assay_ingest::Kind::Interview).name().into()
    }

    fn field(&self, value: &Value) -> Option<&'static Fields> {
        Fields::ALL
            .iter()
            .find(|field| field.guid() == value.variable)
    }

    fn segment(&self, value: &Value) -> Option<(String, String)> {
        let name = self.names.get(&value.variable)?;
        Some((name.clone(), value.value.clone()))
    }
}

/// Stores a text that the project does not have; gives its number.
fn stored(
    converter: &mut Converter<'_>,
    write: &mut Write,
    into: &mut Incoming<'_>,
    source: &TextSource,
    record: Record,
    redacted: u64,
) -> Result<i64> {
    let (title, record) = match record {
        // A title would be put before the text, and its places would not be those of the file.
        Record::Feedback(mut feedback) => (feedback.title.take(), Record::Feedback(feedback)),
        other => (None, other),
    };
    match converter.convert(record) {
        Prepared::Item {
            mut item,
            passages,
            redacted: more,
        } => {
            item.fingerprint = source.guid.0;
            item.title = title;
            into.item(write, &item, &passages, redacted + more)
        }
        Prepared::Customer(_) | Prepared::Event(_) => Err(Error::new(
            ErrorCode::Internal,
            "a text was not taken for feedback",
        )),
    }
}

/// A text as it is stored.
struct Text {
    words: String,
    /// Where each of the file's code points is in it, and its end, in bytes.
    places: Vec<usize>,
    /// Contact details that were replaced.
    redacted: u64,
}

impl Text {
    fn of(text: &str, session: &mut Session) -> Text {
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        if !session.redact {
            return Text {
                words: text.to_owned(),
                places: ends.collect(),
                redacted: 0,
            };
        }
        let clean = redact(text, &mut session.pseudonyms);
        Text {
            places: ends.map(|at| clean.moved(at)).collect(),
            redacted: clean.found.len() as u64,
            words: clean.text.into_owned(),
        }
    }

    fn byte(&self, code_point: usize) -> usize {
        let place = self.places.get(code_point).or(self.places.last());
        place.copied().unwrap_or_default()
    }
}

fn seconds(text: &str) -> Option<i64> {
    let text = text.trim();
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc3339(&format!("{text}Z")))
        .map(|time| time.timestamp())
        .ok()
}
