//! The ZIP container of office files, opened with care.

use std::io::{Cursor, Read, Write};

use zip::ZipArchive;

use crate::{FileError, limits};

/// What a ZIP container is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Workbook,
    BinaryWorkbook,
    Document,
    OpenSpreadsheet,
    OpenText,
}

/// Looks inside for the parts that each format must have.
pub(super) fn kind(bytes: &[u8]) -> Option<Container> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let has = |test: fn(&str) -> bool| archive.file_names().flatten().any(|name| test(&name));
    if has(|name| name == "xl/workbook.bin") {
        return Some(Container::BinaryWorkbook);
    }
    if has(|name| name.starts_with("xl/")) {
        return Some(Container::Workbook);
    }
    if has(|name| name.starts_with("word/")) {
        return Some(Container::Document);
    }
    match part(bytes, "mimetype")?.trim() {
        "application/vnd.oasis.opendocument.spreadsheet" => Some(Container::OpenSpreadsheet),
        "application/vnd.oasis.opendocument.text" => Some(Container::OpenText),
        _ => None,
    }
}

/// Refuses what is no ZIP, is cut off, is protected, or expands beyond the limit. Sizes stated in
/// the file are not believed: everything is expanded once, in constant memory, and counted.
pub(super) fn check(name: &str, format: &str, bytes: &[u8]) -> Result<(), FileError> {
    check_within(limits::ZIP_EXPANDED_BYTES, name, format, bytes)
}

fn check_within(limit: u64, name: &str, format: &str, bytes: &[u8]) -> Result<(), FileError> {
    let damaged = |detail: String| FileError::Damaged {
        name: name.to_owned(),
        format: format.to_owned(),
        detail,
    };
    if !bytes.starts_with(b"PK") {
        return Err(damaged("it does not begin as such a file does".to_owned()));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| damaged("it is incomplete: its table of contents is missing".to_owned()))?;
    if archive.len() > limits::ZIP_ENTRIES {
        return Err(FileError::BeyondLimit {
            name: name.to_owned(),
            what: format!("it contains {} parts", archive.len()),
            limit: limits::ZIP_ENTRIES.to_string(),
        });
    }
    let mut total = 0_u64;
    for index in 0..archive.len() {
        // A part that is never read (a picture, say) may be at fault without harm; the reader of
        // the format will meet and report the others.
        let Ok(part) = archive.by_index(index) else {
            continue;
        };
        let mut left = CountingSink::default();
        let _ = std::io::copy(&mut part.take(limit + 1 - total), &mut left);
        total += left.bytes;
        if total > limit {
            return Err(FileError::BeyondLimit {
                name: name.to_owned(),
                what: "its contents expand without end".to_owned(),
                limit: format!("{} MiB", limit >> 20),
            });
        }
    }
    Ok(())
}

/// Counts what is written to it, also when the source fails midway.
#[derive(Default)]
struct CountingSink {
    bytes: u64,
}

impl Write for CountingSink {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        self.bytes += buffer.len() as u64;
        Ok(buffer.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// One part as text; `None` if it is not there or not UTF-8.
pub(super) fn part(bytes: &[u8], path: &str) -> Option<String> {
    let contents = part_bytes(bytes, path)?;
    let (text, _, damaged) = encoding_rs::UTF_8.decode(&contents);
    (!damaged).then(|| text.into_owned())
}

/// One part, whatever case its path is written in; `None` if it is not there.
pub(super) fn part_bytes(bytes: &[u8], path: &str) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut names = archive.file_names();
    let index = names.position(|name| name.is_ok_and(|name| name.eq_ignore_ascii_case(path)));
    drop(names);
    let part = archive.by_index(index?).ok()?;
    let mut contents = Vec::new();
    part.take(limits::ZIP_EXPANDED_BYTES)
        .read_to_end(&mut contents)
        .ok()?;
    Some(contents)
}

/// The first MiB of the parts with such a path, as text, and how large each is.
pub(super) fn beginnings(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Vec<(String, u64)> {
    const BEGINNING: u64 = 1 << 20;
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else {
            continue;
        };
        if !part.name().is_ok_and(|path| wanted(&path)) {
            continue;
        }
        let size = part.size();
        let mut head = Vec::new();
        if part.take(BEGINNING).read_to_end(&mut head).is_ok() {
            found.push((String::from_utf8_lossy(&head).into_owned(), size));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_expands_beyond_the_limit_is_refused() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(
            "word/document.xml",
            zip::write::SimpleFileOptions::default(),
        )
        .unwrap();
        for _ in 0..65 {
            zip.write_all(&[b' '; 32 << 10]).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        assert!(bytes.len() < 64 << 10, "it is small before");
        assert_eq!(
            check_within(4 << 20, "x.docx", "a Word document", &bytes),
            Ok(())
        );
        let error = check_within(2 << 20, "x.docx", "a Word document", &bytes).unwrap_err();
        assert!(error.to_string().contains("the limit is 2 MiB"), "{error}");
    }
}
