//! The ZIP container of XLSX and DOCX, opened with care.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::{FileError, limits};

/// What a ZIP container is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Workbook,
    Document,
}

/// Looks inside for the parts that XLSX and DOCX must have.
pub(super) fn kind(bytes: &[u8]) -> Option<Container> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    archive.file_names().flatten().find_map(|name| {
        if name.starts_with("xl/") {
            Some(Container::Workbook)
        } else if name.starts_with("word/") {
            Some(Container::Document)
        } else {
            None
        }
    })
}

/// Refuses what is no ZIP, is cut off, is protected, or expands beyond the limit. Sizes stated in
/// the file are not believed: everything is expanded once, in constant memory, and counted.
pub(super) fn check(name: &str, format: &str, bytes: &[u8]) -> Result<(), FileError> {
    let damaged = |detail: String| FileError::Damaged {
        name: name.to_owned(),
        format: format.to_owned(),
        detail,
    };
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        // Office puts encrypted files into its old container, whatever the extension says.
        return Err(if utf_16_contains(bytes, "EncryptedPackage") {
            FileError::Protected {
                name: name.to_owned(),
            }
        } else {
            damaged(
                "it is an old Office file under a new extension; save it again in the new format"
                    .to_owned(),
            )
        });
    }
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
        let part = archive
            .by_index(index)
            .map_err(|error| damaged(format!("part {} is unreadable ({error})", index + 1)))?;
        // Pictures and the like are never read, so a fault in one does no harm.
        let needed = part
            .name()
            .is_ok_and(|name| name.ends_with(".xml") || name.ends_with(".rels"));
        let mut left = part.take(limits::ZIP_EXPANDED_BYTES + 1 - total);
        match std::io::copy(&mut left, &mut std::io::sink()) {
            Ok(count) => total += count,
            Err(error) if needed => {
                return Err(damaged(format!("part {} is damaged ({error})", index + 1)));
            }
            Err(_) => {}
        }
        if total > limits::ZIP_EXPANDED_BYTES {
            return Err(FileError::BeyondLimit {
                name: name.to_owned(),
                what: "its contents expand without end".to_owned(),
                limit: format!("{} MiB", limits::ZIP_EXPANDED_BYTES >> 20),
            });
        }
    }
    Ok(())
}

/// One part as text; `None` if it is not there or not UTF-8.
pub(super) fn part(bytes: &[u8], path: &str) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let part = archive.by_name(path).ok()?;
    let mut contents = Vec::new();
    part.take(limits::ZIP_EXPANDED_BYTES)
        .read_to_end(&mut contents)
        .ok()?;
    let (text, _, damaged) = encoding_rs::UTF_8.decode(&contents);
    (!damaged).then(|| text.into_owned())
}

fn utf_16_contains(bytes: &[u8], word: &str) -> bool {
    let needle: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(needle.len()).any(|window| window == needle)
}
