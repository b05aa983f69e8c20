//! Reading projects and codebooks. A file may be anybody's: sizes, depth and references are checked.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{Read, Seek};

use zip::ZipArchive;

use super::elements::{INTERNAL, KINDS, PROJECT_DOCUMENT, SOURCES};
use super::places::{Stretch, in_code_points};
use super::xml::{Element, parse};
use super::{
    Case, Code, Coding, Guid, Note, RefiProject, Selection, TextSource, User, Value, Variable,
    VariableKind,
};

/// Bytes that the project's document may have: 512 MiB.
const LARGEST_DOCUMENT: u64 = 512 << 20;
/// Bytes that one text may have: 16 MiB, as a cell of a table.
const LARGEST_TEXT: u64 = 16 << 20;
/// Bytes that all texts may have: 2 GiB.
const ALL_TEXTS: u64 = 2 << 30;
/// Files in the archive.
const MOST_FILES: usize = 2_000_000;

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
    let mut archive = ZipArchive::new(file)
        .map_err(|error| RefiError::Damaged(format!("it is no ZIP archive ({error})")))?;
    if archive.len() > MOST_FILES {
        return Err(RefiError::TooLarge(format!(
            "it holds {} files, and {MOST_FILES} are the most",
            archive.len()
        )));
    }
    let names: HashMap<String, usize> = (0..archive.len())
        .filter_map(|index| {
            let name = archive.by_index_raw(index).ok()?.name().ok()?.to_string();
            Some((name.replace('\\', "/").to_lowercase(), index))
        })
        .collect();
    let Some(document) = names.get(PROJECT_DOCUMENT).or_else(|| {
        names
            .iter()
            .find(|(name, _)| name.ends_with(".qde"))
            .map(|(_, index)| index)
    }) else {
        return Err(RefiError::Damaged(format!(
            "{PROJECT_DOCUMENT} is not in it"
        )));
    };
    let document = part(&mut archive, *document, LARGEST_DOCUMENT)?;
    let root = parse(&decoded(&document)).map_err(ill_formed)?;
    if root.name != "Project" {
        return Err(RefiError::Damaged("it has no Project".into()));
    }
    let mut budget = ALL_TEXTS;
    let mut text = |path: &str| -> Result<Option<String>, RefiError> {
        // Some write the folder as well, or the name alone.
        let Some(name) = path
            .strip_prefix(INTERNAL)
            .or(Some(path).filter(|path| !path.contains("://")))
        else {
            return Ok(None);
        };
        let name = name.replace('\\', "/").to_lowercase();
        let folder = format!("{SOURCES}/").to_lowercase();
        let name = format!("{folder}{}", name.strip_prefix(&folder).unwrap_or(&name));
        let Some(index) = names.get(&name) else {
            return Ok(None);
        };
        let bytes = part(&mut archive, *index, LARGEST_TEXT.min(budget))?;
        budget -= bytes.len() as u64;
        Ok(Some(decoded(&bytes)))
    };
    let mut reader = Reader::default();
    let mut project = reader.project(&root, &mut text)?;
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
    let root = parse(&decoded(&bytes)).map_err(ill_formed)?;
    if root.name != "CodeBook" {
        return Err(RefiError::Damaged("it has no CodeBook".into()));
    }
    let mut reader = Reader::default();
    reader.leave("set of codes", "sets of codes", count(&root, "Sets"));
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

fn part<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    index: usize,
    limit: u64,
) -> Result<Vec<u8>, RefiError> {
    let part = archive.by_index(index).map_err(|error| {
        RefiError::Damaged(format!("a part of it cannot be unpacked ({error})"))
    })?;
    limited(part, limit)
}

/// Sizes that a file states are not believed: what comes is counted.
fn limited(file: impl Read, limit: u64) -> Result<Vec<u8>, RefiError> {
    let mut bytes = Vec::new();
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| {
            RefiError::Damaged(format!("a part of it cannot be unpacked ({error})"))
        })?;
    if bytes.len() as u64 > limit {
        return Err(RefiError::TooLarge(format!(
            "a part of it expands beyond {} MiB",
            limit >> 20
        )));
    }
    Ok(bytes)
}

/// UTF-8 without its mark, or UTF-16 with it.
fn decoded(bytes: &[u8]) -> String {
    let units = |from: fn([u8; 2]) -> u16| -> String {
        let units = bytes[2..].as_chunks::<2>().0.iter().map(|pair| from(*pair));
        char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    match bytes {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

type TextOf<'a> = dyn FnMut(&str) -> Result<Option<String>, RefiError> + 'a;

/// Counts what it leaves out.
#[derive(Default)]
struct Reader {
    left_out: BTreeMap<(&'static str, &'static str), u64>,
}

impl Reader {
    fn project(&mut self, root: &Element, text: &mut TextOf<'_>) -> Result<RefiProject, RefiError> {
        self.leave("link", "links", count(root, "Links"));
        self.leave("set", "sets", count(root, "Sets"));
        self.leave("graph", "graphs", count(root, "Graphs"));
        self.leave(
            "description of the project",
            "descriptions of the project",
            root.all("Description")
                .filter(|one| !one.words.trim().is_empty())
                .count() as u64,
        );
        let notes = inside(root, "Notes", "Note");
        let mut project = RefiProject {
            name: name(root),
            origin: root.attribute("origin").unwrap_or_default().to_owned(),
            users: inside(root, "Users", "User")
                .filter_map(|user| {
                    Some(User {
                        guid: self.guid(user)?,
                        name: name(user),
                    })
                })
                .collect(),
            codes: root
                .child("CodeBook")
                .map(|book| self.codes(book))
                .unwrap_or_default(),
            variables: Vec::new(),
            cases: Vec::new(),
            sources: Vec::new(),
            notes: Vec::new(),
            note_refs: targets(root, "NoteRef"),
        };
        for variable in inside(root, "Variables", "Variable") {
            let kind = variable.attribute("typeOfVariable");
            let kind = KINDS.iter().find(|(_, name, _)| Some(*name) == kind);
            project
                .variables
                .extend(self.guid(variable).map(|guid| Variable {
                    guid,
                    name: name(variable),
                    kind: kind.map_or(VariableKind::Text, |(kind, _, _)| *kind),
                }));
            self.leave_described(variable);
        }
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
            self.leave_described(case);
            project.cases.extend(self.guid(case).map(|guid| Case {
                guid,
                name: name(case),
                values: values(case),
                sources: targets(case, "SourceRef"),
            }));
        }
        for note in notes {
            let words = self.text_of(note, text)?;
            project
                .notes
                .extend(self.guid(note).zip(words).map(|(guid, text)| Note {
                    guid,
                    name: name(note),
                    text,
                }));
        }
        for source in root
            .child("Sources")
            .map_or(&[][..], |sources| &sources.children)
        {
            match source.name.as_str() {
                "TextSource" => {
                    let read = self.source(source, text)?;
                    project.sources.extend(read);
                }
                // The words of a PDF are coded like any text.
                "PDFSource" => {
                    let marked = source.all("PDFSelection").count() as u64;
                    self.leave("mark on a page of a PDF", "marks on pages of PDFs", marked);
                    match source.child("Representation") {
                        Some(words) => {
                            let mut read = self.source(words, text)?;
                            if let Some(read) = &mut read {
                                read.guid = self.guid(source).unwrap_or(read.guid);
                                read.name = name(source);
                                read.codings.extend(self.codings(source, read.guid));
                                read.values.extend(values(source));
                            }
                            project.sources.extend(read);
                        }
                        None => self.leave("PDF without its words", "PDFs without their words", 1),
                    }
                }
                "PictureSource" => self.leave("picture", "pictures", 1),
                "AudioSource" | "VideoSource" => self.leave("recording", "recordings", 1),
                _ => self.leave("source of an unknown kind", "sources of an unknown kind", 1),
            }
        }
        Ok(project)
    }

    fn codes(&mut self, parent: &Element) -> Vec<Code> {
        let codes = parent.child("Codes").map_or(parent, |codes| codes);
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
            let color = element.attribute("color").filter(|color| is_color(color));
            codes.push(Code {
                guid,
                name: name(element),
                codable: !matches!(element.attribute("isCodable"), Some("false" | "0")),
                color: color.map(str::to_owned),
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

    fn source(
        &mut self,
        element: &Element,
        text: &mut TextOf<'_>,
    ) -> Result<Option<TextSource>, RefiError> {
        let Some(guid) = self.guid(element) else {
            return Ok(None);
        };
        let Some(text) = self.text_of(element, text)? else {
            return Ok(None);
        };
        self.leave_described(element);
        let marked: Vec<&Element> = element.all("PlainTextSelection").collect();
        let stretches: Vec<Stretch<'_>> = marked
            .iter()
            .map(|selection| {
                let place = |name: &str| selection.attribute(name)?.trim().parse::<usize>().ok();
                Stretch {
                    // What is no number lies beyond every text.
                    start: place("startPosition").unwrap_or(usize::MAX),
                    end: place("endPosition").unwrap_or(usize::MAX),
                    name: selection.attribute("name").unwrap_or_default(),
                }
            })
            .collect();
        let mut selections = Vec::new();
        for (number, (selection, stretch)) in
            (1..).zip(marked.iter().zip(in_code_points(&text, &stretches)))
        {
            let Some((start, end)) = stretch else {
                self.leave(
                    "selection beyond its text",
                    "selections beyond their texts",
                    1,
                );
                continue;
            };
            self.leave_described(selection);
            let own = guid.numbered(number);
            let own = selection
                .attribute("guid")
                .and_then(Guid::named)
                .unwrap_or(own);
            selections.push(Selection {
                guid: own,
                start,
                end,
                codings: self.codings(selection, own),
                notes: targets(selection, "NoteRef"),
            });
        }
        Ok(Some(TextSource {
            guid,
            name: name(element),
            text,
            selections,
            codings: self.codings(element, guid),
            notes: targets(element, "NoteRef"),
            values: values(element),
        }))
    }

    /// The words of a source or note, inside the document or in a file of the archive.
    fn text_of(
        &mut self,
        element: &Element,
        text: &mut TextOf<'_>,
    ) -> Result<Option<String>, RefiError> {
        if let Some(content) = element.child("PlainTextContent") {
            return Ok(Some(content.words.clone()));
        }
        let found = match element.attribute("plainTextPath") {
            Some(path) => text(path)?,
            None => None,
        };
        if found.is_none() {
            self.leave(
                "text that is not in the file as plain text",
                "texts that are not in the file as plain text",
                1,
            );
        }
        Ok(found)
    }

    /// The codings of an element. Several programs write them without a guid: then they are told apart
    /// by their place in the element, whose guid is `parent`.
    fn codings(&mut self, element: &Element, parent: Guid) -> Vec<Coding> {
        let mut codings = Vec::new();
        for (number, coding) in (1..).zip(element.all("Coding")) {
            let notes = coding.all("NoteRef").count() as u64;
            self.leave("memo on a coding", "memos on codings", notes);
            let code = targets(coding, "CodeRef").into_iter().next();
            let guid = coding.attribute("guid").and_then(Guid::named);
            codings.extend(code.map(|code| Coding {
                guid: guid.unwrap_or(parent.numbered(number)),
                code,
                user: coding.attribute("creatingUser").and_then(Guid::named),
            }));
        }
        codings
    }

    fn guid(&mut self, element: &Element) -> Option<Guid> {
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

    fn leave_described(&mut self, element: &Element) {
        let described = element
            .all("Description")
            .filter(|one| !one.words.trim().is_empty());
        self.leave(
            "description of a source, selection, case or variable",
            "descriptions of sources, selections, cases or variables",
            described.count() as u64,
        );
    }

    fn leave(&mut self, one: &'static str, many: &'static str, count: u64) {
        if count > 0 {
            *self.left_out.entry((one, many)).or_default() += count;
        }
    }

    /// Takes out what refers to nothing, and what has the guid of another thing of its sort.
    fn check_references(&mut self, project: &mut RefiProject) {
        let mut codes = HashSet::new();
        self.check_codes(&mut project.codes, &mut codes);
        let mut known = HashSet::new();
        let before = project.sources.len();
        project.sources.retain(|source| known.insert(source.guid));
        let twice = before - project.sources.len();
        self.leave(
            "source that stands there twice",
            "sources that stand there twice",
            twice as u64,
        );
        let mut lost = 0;
        for source in &mut project.sources {
            let lists = source
                .selections
                .iter_mut()
                .map(|selection| &mut selection.codings);
            for codings in lists.chain([&mut source.codings]) {
                let before = codings.len();
                codings.retain(|coding| codes.contains(&coding.code));
                lost += before - codings.len();
            }
        }
        self.leave(
            "coding with an unknown code",
            "codings with an unknown code",
            lost as u64,
        );
    }

    fn check_codes(&mut self, codes: &mut Vec<Code>, known: &mut HashSet<Guid>) {
        let before = codes.len();
        codes.retain(|code| known.insert(code.guid));
        let twice = before - codes.len();
        self.leave(
            "code that stands there twice",
            "codes that stand there twice",
            twice as u64,
        );
        for code in codes {
            self.check_codes(&mut code.children, known);
        }
    }

    fn sentences(&self) -> Vec<String> {
        self.left_out
            .iter()
            .map(|((one, many), count)| match count {
                1 => format!("1 {one} was left out"),
                count => format!("{count} {many} were left out"),
            })
            .collect()
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

fn name(element: &Element) -> String {
    element.attribute("name").unwrap_or_default().to_owned()
}

fn targets(element: &Element, name: &str) -> Vec<Guid> {
    element
        .all(name)
        .filter_map(|reference| Guid::named(reference.attribute("targetGUID")?))
        .collect()
}

fn values(element: &Element) -> Vec<Value> {
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
