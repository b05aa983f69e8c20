//! Reading projects and codebooks. A file may be anybody's: sizes, depth and references are checked.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{Read, Seek};

use super::archive::{Archive, Decoded, LARGEST_DOCUMENT, document, limited};
use super::elements::KINDS;
use super::places::Program;
use super::xml::{Element, parse};
use super::{Case, Code, Guid, Note, RefiProject, User, Value, Variable, VariableKind};

/// The parts of a project that the standard knows.
const PARTS: [&str; 11] = [
    "Users",
    "CodeBook",
    "Variables",
    "Cases",
    "Sources",
    "Notes",
    "Links",
    "Sets",
    "Graphs",
    "Description",
    "NoteRef",
];

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// What Assay understands of it.
    pub project: RefiProject,
    /// What it holds beside that, in sentences.
    pub left_out: Vec<String>,
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefiError {
    /// It is none, or damaged; the end of a sentence that begins with its name.
    #[error("is no REFI-QDA file that can be read: {0}")]
    Damaged(String),
    /// It is larger than is believed.
    #[error("is too large: {0}")]
    TooLarge(String),
}

/// Read a `.qdpx`.
///
/// # Errors
/// If it is no such archive, is damaged, or expands beyond what is believed. A text that is missing
/// is no error but among what is left out.
pub fn read_project(file: impl Read + Seek) -> Result<Reading, RefiError> {
    let mut archive = Archive::open(file)?;
    let root = parse(&archive.document()?).map_err(ill_formed)?;
    if root.name != "Project" {
        return Err(RefiError::Damaged("it has no Project".into()));
    }
    let mut reader = Reader::default();
    let mut project = reader.project(&root, &mut |path| archive.text(path))?;
    reader.check_references(&mut project);
    Ok(Reading {
        project,
        left_out: reader.sentences(),
    })
}

/// Read a `.qdc`, of at most 512 MiB.
///
/// # Errors
/// If it is none or damaged.
pub fn read_codebook(file: impl Read) -> Result<Reading, RefiError> {
    let bytes = limited(file, LARGEST_DOCUMENT)?;
    let root = parse(&document(&bytes)).map_err(ill_formed)?;
    if root.name != "CodeBook" {
        return Err(RefiError::Damaged("it has no CodeBook".into()));
    }
    let mut reader = Reader::default();
    let mut project = RefiProject {
        origin: root.attribute("origin").unwrap_or_default().to_owned(),
        codes: reader.codes(&root),
        ..RefiProject::default()
    };
    reader.check_references(&mut project);
    Ok(Reading {
        project,
        left_out: reader.sentences(),
    })
}

/// What is wrong repeats what the document says, which may be anything and of any length.
fn ill_formed(detail: String) -> RefiError {
    let plain = detail.chars().map(|c| if c.is_control() { ' ' } else { c });
    RefiError::Damaged(plain.take(200).collect())
}

pub(super) type TextOf<'a> = dyn FnMut(&str) -> Result<Option<Decoded>, RefiError> + 'a;

/// Counts what it leaves out.
#[derive(Default)]
pub(super) struct Reader {
    left_out: BTreeMap<(&'static str, &'static str), u64>,
    /// Texts whose encoding had to be guessed.
    guessed: u64,
    pub(super) program: Program,
    /// Descriptions of what Assay keeps no description of: they become memos.
    described: Vec<Note>,
    /// Memos on the project that come of descriptions.
    pub(super) on_project: Vec<Guid>,
    /// Memos that say themselves which words of their text they are on.
    pub(super) placed: HashMap<Guid, (usize, usize)>,
    /// The further texts of a source that has several.
    pub(super) parts: HashMap<Guid, Vec<Guid>>,
}

impl Reader {
    fn project(&mut self, root: &Element, text: &mut TextOf<'_>) -> Result<RefiProject, RefiError> {
        let origin = root.attribute("origin").unwrap_or_default().to_owned();
        self.program = Program::named(&origin);
        self.leave("set", "sets", count(root, "Sets"));
        self.leave("graph", "graphs", count(root, "Graphs"));
        let unknown = root.children.iter().map(|part| part.name.as_str());
        self.leave(
            "part that the standard does not know",
            "parts that the standard does not know",
            unknown.filter(|part| !PARTS.contains(part)).count() as u64,
        );
        let users = inside(root, "Users", "User").filter_map(|user| {
            Some(User {
                guid: self.guid(user)?,
                name: name(user),
            })
        });
        let users = users.collect();
        let codes = root
            .child("CodeBook")
            .map(|book| self.codes(book))
            .unwrap_or_default();
        let variables = self.variables(root);
        let mut notes = self.notes(root, text)?;
        let sources = self.sources(root, text)?;
        let cases = self.cases(root);
        self.describe_project(root, String::new());
        notes.append(&mut self.described);
        let mut note_refs = targets(root, "NoteRef");
        note_refs.append(&mut self.on_project);
        let mut project = RefiProject {
            name: name(root),
            origin,
            users,
            codes,
            variables,
            cases,
            sources,
            notes,
            note_refs,
        };
        self.links(root, &mut project);
        Ok(project)
    }

    fn codes(&mut self, book: &Element) -> Vec<Code> {
        self.leave("set of codes", "sets of codes", count(book, "Sets"));
        let codes = book.child("Codes").map_or(book, |codes| codes);
        self.codes_in(codes)
    }

    fn codes_in(&mut self, parent: &Element) -> Vec<Code> {
        let mut codes = Vec::new();
        for element in parent.all("Code") {
            let children = self.codes_in(element);
            let Some(guid) = self.guid(element) else {
                codes.extend(children);
                continue;
            };
            let color = element.attribute("color").map(str::trim);
            let color = color.filter(|color| !color.is_empty());
            let known = color.filter(|color| is_color(color));
            self.leave(
                "colour that is not written as the standard says",
                "colours that are not written as the standard says",
                u64::from(color.is_some() && known.is_none()),
            );
            let codable = element.attribute("isCodable").unwrap_or("true").trim();
            codes.push(Code {
                guid,
                name: name(element),
                codable: !(codable.eq_ignore_ascii_case("false") || codable == "0"),
                color: known.map(str::to_owned),
                description: element
                    .child("Description")
                    .map(|description| description.words.clone())
                    .filter(|words| !words.is_empty()),
                notes: targets(element, "NoteRef"),
                children,
            });
        }
        codes
    }

    fn variables(&mut self, root: &Element) -> Vec<Variable> {
        let mut variables = Vec::new();
        for variable in inside(root, "Variables", "Variable") {
            let kind = variable.attribute("typeOfVariable");
            let kind = KINDS.iter().find(|(_, name, _)| Some(*name) == kind);
            variables.extend(self.guid(variable).map(|guid| Variable {
                guid,
                name: name(variable),
                kind: kind.map_or(VariableKind::Text, |(kind, _, _)| *kind),
            }));
            self.describe_project(variable, name(variable));
        }
        variables
    }

    fn cases(&mut self, root: &Element) -> Vec<Case> {
        let mut cases = Vec::new();
        for case in inside(root, "Cases", "Case") {
            self.leave(
                "code of a case",
                "codes of cases",
                case.all("CodeRef").count() as u64,
            );
            self.leave(
                "selection that belongs to a case",
                "selections that belong to cases",
                case.all("SelectionRef").count() as u64,
            );
            self.describe_project(case, name(case));
            let sources = targets(case, "SourceRef").into_iter().flat_map(|source| {
                let parts = self.parts.get(&source).cloned().unwrap_or_default();
                std::iter::once(source).chain(parts)
            });
            let sources = sources.collect();
            cases.extend(self.guid(case).map(|guid| Case {
                guid,
                name: name(case),
                values: values(case),
                sources,
            }));
        }
        cases
    }

    fn notes(&mut self, root: &Element, text: &mut TextOf<'_>) -> Result<Vec<Note>, RefiError> {
        let mut notes = Vec::new();
        for note in inside(root, "Notes", "Note") {
            // NVivo writes a description beside the memo's own words; a memo may be no more than that.
            let about = described(note);
            let words = match is_empty_note(note) {
                true => Some(String::new()),
                false => self.text_of(note, text)?.map(|(words, _)| words),
            };
            let words = match (about, words) {
                (Some(about), Some(words)) if words.trim().is_empty() => Some(about),
                (Some(about), Some(words)) => Some(format!("{about}\n\n{words}")),
                (about, words) => words.or(about),
            };
            let marked: Vec<&Element> = note.all("PlainTextSelection").collect();
            let codings = marked.iter().flat_map(|marked| marked.all("Coding"));
            let coded = codings.count() + note.all("Coding").count();
            self.leave("coding of a memo", "codings of memos", coded as u64);
            let Some((guid, text)) = self.guid(note).zip(words) else {
                continue;
            };
            // Quirkos: without a code, what is selected is no part of the memo but what it is on.
            if let [only] = marked[..]
                && coded == 0
                && let Some(start) = place(only, "startPosition")
                && let Some(end) = place(only, "endPosition")
            {
                self.placed.insert(guid, (start, end));
            }
            notes.push(Note {
                guid,
                name: name(note),
                text,
            });
        }
        Ok(notes)
    }

    /// A link between a memo and something else says what the memo is on: NVivo's annotations.
    fn links(&mut self, root: &Element, project: &mut RefiProject) {
        let known: HashSet<Guid> = project.notes.iter().map(|note| note.guid).collect();
        let mut linked: HashMap<Guid, Vec<Guid>> = HashMap::new();
        let mut left = 0;
        for link in inside(root, "Links", "Link") {
            let end = |name: &str| link.attribute(name).and_then(Guid::named);
            match (end("originGUID"), end("targetGUID")) {
                (Some(note), Some(on)) | (Some(on), Some(note))
                    if known.contains(&note) && !known.contains(&on) =>
                {
                    linked.entry(on).or_default().push(note);
                }
                _ => left += 1,
            }
        }
        let mut attach = |guid: Guid, notes: &mut Vec<Guid>| {
            for note in linked.remove(&guid).unwrap_or_default() {
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
        };
        for source in &mut project.sources {
            attach(source.guid, &mut source.notes);
            for selection in &mut source.selections {
                attach(selection.guid, &mut selection.notes);
            }
        }
        let mut codes: Vec<&mut Code> = project.codes.iter_mut().collect();
        while let Some(code) = codes.pop() {
            attach(code.guid, &mut code.notes);
            codes.extend(&mut code.children);
        }
        left += linked.values().map(Vec::len).sum::<usize>();
        self.leave("link", "links", left as u64);
    }

    pub(super) fn guid(&mut self, element: &Element) -> Option<Guid> {
        let guid = element.attribute("guid").and_then(Guid::named);
        if guid.is_none() {
            self.leave(
                "element without a proper guid",
                "elements without a proper guid",
                1,
            );
        }
        guid
    }

    /// An element's description as a memo, if it has one; `guid` is the element's.
    pub(super) fn describe(&mut self, element: &Element, guid: Guid, name: String) -> Option<Guid> {
        let text = described(element)?;
        // Parts of it are numbered from one.
        let guid = guid.numbered(0);
        self.described.push(Note { guid, name, text });
        Some(guid)
    }

    /// The description of what no memo can be on: a memo on the project, with its name.
    fn describe_project(&mut self, element: &Element, name: String) {
        let guid = element.attribute("guid").and_then(Guid::named);
        let memo = self.describe(element, guid.unwrap_or_default(), name);
        self.on_project.extend(memo);
    }

    pub(super) fn leave(&mut self, one: &'static str, many: &'static str, count: u64) {
        if count > 0 {
            *self.left_out.entry((one, many)).or_default() += count;
        }
    }

    pub(super) fn guess(&mut self) {
        self.guessed += 1;
    }

    fn sentences(&self) -> Vec<String> {
        let left_out = self.left_out.iter();
        let left_out = left_out.map(|((one, many), count)| match count {
            1 => format!("1 {one} was left out"),
            count => format!("{count} {many} were left out"),
        });
        let guessed = (self.guessed > 0).then(|| {
            let count = self.guessed;
            format!("texts that are not in UTF-8 and were read as Windows-1252: {count}")
        });
        left_out.chain(guessed).collect()
    }
}

/// The elements of a list: `Users` has `User`s.
fn inside<'a>(root: &'a Element, list: &str, name: &'a str) -> impl Iterator<Item = &'a Element> {
    root.child(list)
        .into_iter()
        .flat_map(move |list| list.all(name))
}

fn count(root: &Element, list: &str) -> u64 {
    root.child(list)
        .map_or(0, |list| list.children.len() as u64)
}

pub(super) fn name(element: &Element) -> String {
    element.attribute("name").unwrap_or_default().to_owned()
}

pub(super) fn targets(element: &Element, name: &str) -> Vec<Guid> {
    element
        .all(name)
        .filter_map(|reference| Guid::named(reference.attribute("targetGUID")?))
        .collect()
}

pub(super) fn values(element: &Element) -> Vec<Value> {
    let value = |element: &Element| {
        let variable = targets(element, "VariableRef").into_iter().next()?;
        let (kind, value) = KINDS
            .iter()
            .find_map(|(kind, _, name)| Some((*kind, element.child(name)?)))?;
        Some(Value {
            variable,
            kind,
            value: value.words.clone(),
        })
    };
    element.all("VariableValue").filter_map(value).collect()
}

fn is_color(color: &str) -> bool {
    color.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.chars().all(|c| c.is_ascii_hexdigit())
    })
}

/// A place of a selection; none if it is no number.
pub(super) fn place(selection: &Element, name: &str) -> Option<usize> {
    selection.attribute(name)?.trim().parse().ok()
}

fn described(element: &Element) -> Option<String> {
    let mut words = element.all("Description").map(|one| one.words.trim());
    words.find(|words| !words.is_empty()).map(str::to_owned)
}

fn is_empty_note(note: &Element) -> bool {
    let paths = ["plainTextPath", "richTextPath"];
    note.child("PlainTextContent").is_none()
        && paths.iter().all(|path| note.attribute(path).is_none())
}
