//! The files of a project, found by the paths that its document gives: inside the archive only, and
//! however a program writes them.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use zip::ZipArchive;

use super::RefiError;
use super::elements::{PROJECT_DOCUMENT, SOURCES};

/// Bytes that the project's document may have: 512 MiB.
pub(super) const LARGEST_DOCUMENT: u64 = 512 << 20;
/// Bytes that one text may have: 16 MiB, as a cell of a table.
const LARGEST_TEXT: u64 = 16 << 20;
/// Bytes that all texts may have: 2 GiB.
const ALL_TEXTS: u64 = 2 << 30;
/// Files in the archive.
const MOST_FILES: usize = 2_000_000;

/// A project's archive.
pub(super) struct Archive<R> {
    zip: ZipArchive<R>,
    /// Each file by its path in lower case, with `/` between folders.
    files: BTreeMap<String, usize>,
    /// The files of each name, whatever their folder.
    by_name: BTreeMap<String, Vec<usize>>,
    /// The folder of the project's document, with a `/` at its end if it is none at the top.
    home: String,
    /// Bytes that texts may still have.
    budget: u64,
}

/// What a file of text says.
pub(super) struct Decoded {
    pub(super) text: String,
    /// It began with a mark of its encoding, which is no part of the text.
    pub(super) marked: bool,
    /// It is not what it should be, UTF-8, and was taken for Windows-1252.
    pub(super) guessed: bool,
}

impl<R: Read + Seek> Archive<R> {
    pub(super) fn open(file: R) -> Result<Archive<R>, RefiError> {
        let mut zip = ZipArchive::new(file)
            .map_err(|error| RefiError::Damaged(format!("it is no ZIP archive ({error})")))?;
        if zip.len() > MOST_FILES {
            return Err(RefiError::TooLarge(format!(
                "it holds {} files, and {MOST_FILES} are the most",
                zip.len()
            )));
        }
        let mut files = BTreeMap::new();
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for index in 0..zip.len() {
            let Ok(part) = zip.by_index_raw(index) else {
                continue;
            };
            let Ok(path) = part.name() else {
                continue;
            };
            let path = plain(&path);
            // What macOS puts beside each file of an archive.
            if path.ends_with('/') || path.starts_with("__macosx/") {
                continue;
            }
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            by_name.entry(name).or_default().push(index);
            files.insert(path, index);
        }
        Ok(Archive {
            zip,
            files,
            by_name,
            home: String::new(),
            budget: ALL_TEXTS,
        })
    }

    /// The project's document: by its name, or the topmost of its kind (ATLAS.ti names it after the
    /// project). Paths are those of its folder from then on.
    pub(super) fn document(&mut self) -> Result<String, RefiError> {
        let documents = self.files.iter().filter(|(path, _)| path.ends_with(".qde"));
        let first = documents.min_by_key(|(path, _)| {
            let named = path.rsplit('/').next() == Some(PROJECT_DOCUMENT);
            (path.matches('/').count(), !named, *path)
        });
        let Some((path, index)) = first else {
            return Err(RefiError::Damaged(format!(
                "{PROJECT_DOCUMENT} is not in it"
            )));
        };
        self.home = path
            .rfind('/')
            .map_or(String::new(), |end| path[..=end].to_owned());
        let bytes = self.part(*index, LARGEST_DOCUMENT)?;
        Ok(document(&bytes))
    }

    /// The text at a path of the document. None if no such file is in the archive, or it is none of
    /// plain text.
    pub(super) fn text(&mut self, path: &str) -> Result<Option<Decoded>, RefiError> {
        let Some(index) = self.find(path) else {
            return Ok(None);
        };
        let bytes = self.part(index, LARGEST_TEXT.min(self.budget))?;
        self.budget -= bytes.len() as u64;
        Ok((!is_other_than_text(&bytes)).then(|| decoded(&bytes, UTF_8)))
    }

    /// The file that a path means: `internal://` is the folder of the sources. What lay outside the
    /// archive, or lies in it elsewhere, is found by its name if only one file has it.
    fn find(&self, path: &str) -> Option<usize> {
        let bare = path.split_once("://").map_or(path, |(_, path)| path);
        let home = &self.home;
        let folder = plain(SOURCES);
        [plain(bare), plain(&unescaped(bare))]
            .iter()
            .find_map(|path| {
                let path = path.trim_start_matches('/');
                let below = path.strip_prefix(&format!("{folder}/")).unwrap_or(path);
                let name = path.rsplit('/').next().unwrap_or_default();
                let named = self.by_name.get(name).filter(|all| all.len() == 1);
                [format!("{home}{folder}/{below}"), format!("{home}{path}")]
                    .iter()
                    .find_map(|path| self.files.get(path))
                    .or_else(|| named?.first())
                    .copied()
            })
    }

    fn part(&mut self, index: usize, limit: u64) -> Result<Vec<u8>, RefiError> {
        let part = self.zip.by_index(index).map_err(|error| {
            RefiError::Damaged(format!("a part of it cannot be unpacked ({error})"))
        })?;
        limited(part, limit)
    }
}

/// Sizes that a file states are not believed: what comes is counted.
pub(super) fn limited(file: impl Read, limit: u64) -> Result<Vec<u8>, RefiError> {
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

/// A document of XML, in the encoding that it declares.
pub(super) fn document(bytes: &[u8]) -> String {
    let start = &bytes[..bytes.len().min(200)];
    let declared = String::from_utf8_lossy(start);
    let label = declared
        .starts_with("<?xml")
        .then(|| declared.split("?>").next()?.split("encoding=").nth(1))
        .flatten()
        .and_then(|rest| rest.get(1..)?.split(['"', '\'']).next());
    let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    // A document that can be read as far as its declaration is not in UTF-16, whatever that says.
    let encoding = encoding.filter(|encoding| encoding.is_ascii_compatible());
    decoded(bytes, encoding.unwrap_or(UTF_8)).text
}

/// By the mark of the encoding if there is one, else as told if it can be that, else as Windows-1252.
fn decoded(bytes: &[u8], told: &'static Encoding) -> Decoded {
    let told = unmarked_utf16(bytes).unwrap_or(told);
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((told, 0));
    let (text, wrong) = encoding.decode_without_bom_handling(&bytes[mark..]);
    if !wrong || mark > 0 {
        return Decoded {
            text: text.into_owned(),
            marked: mark > 0,
            guessed: false,
        };
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Decoded {
        text: text.into_owned(),
        marked: false,
        guessed: true,
    }
}

/// UTF-16 without its mark: many bytes in every second place are zero, and none in the others.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes[..bytes.len().min(2_000)].as_chunks::<2>().0;
    let zeros = |place: usize| pairs.iter().filter(|pair| pair[place] == 0).count();
    match (zeros(0), zeros(1)) {
        (0, high) if high > 2 && high * 2 > pairs.len() => Some(UTF_16LE),
        (high, 0) if high > 2 && high * 2 > pairs.len() => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether bytes are those of a document of an office program or a PDF, which some name as plain text.
fn is_other_than_text(bytes: &[u8]) -> bool {
    let begins = [&b"PK\x03\x04"[..], b"%PDF-", b"{\\rtf", b"\xd0\xcf\x11\xe0"];
    begins.iter().any(|begin| bytes.starts_with(begin))
}

fn plain(path: &str) -> String {
    path.replace('\\', "/").to_lowercase()
}

/// A path with its `%20` and the like resolved.
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let code = (*first == b'%')
            .then(|| std::str::from_utf8(after.get(..2)?).ok())
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
