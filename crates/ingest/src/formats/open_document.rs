//! What OpenDocument spreadsheets and texts share: the container, and the words of a paragraph.

use quick_xml::events::{BytesStart, Event};

use super::archive;
use super::xml::{characters, number};
use crate::{FileError, limits};

/// The XML that holds the contents of a document.
///
/// # Errors
/// If the container is damaged, encrypted or beyond a limit.
pub(super) fn contents(name: &str, format: &str, bytes: &[u8]) -> Result<String, FileError> {
    archive::check(name, format, bytes)?;
    let manifest = archive::part(bytes, "META-INF/manifest.xml");
    if manifest.is_some_and(|xml| xml.contains("encryption-data")) {
        return Err(FileError::Protected {
            name: name.to_owned(),
        });
    }
    archive::part(bytes, "content.xml").ok_or_else(|| FileError::Damaged {
        name: name.to_owned(),
        format: format.to_owned(),
        detail: "its contents (content.xml) are missing or damaged".to_owned(),
    })
}

/// Collects the words of paragraphs; comments, footnotes and deleted passages are left out.
#[derive(Default)]
pub(super) struct Words {
    /// What has been collected, one line a paragraph.
    pub text: String,
    paragraphs: usize,
    left_out: usize,
}

impl Words {
    /// Takes the next piece of the document.
    pub fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) => {
                if self.left_out > 0 || is_aside(element) {
                    self.left_out += 1;
                } else if is_paragraph(element.local_name().as_ref()) {
                    if self.paragraphs == 0 && !self.text.is_empty() {
                        self.text.push('\n');
                    }
                    self.paragraphs += 1;
                }
            }
            Event::End(element) => {
                if self.left_out > 0 {
                    self.left_out -= 1;
                } else if is_paragraph(element.local_name().as_ref()) {
                    self.paragraphs = self.paragraphs.saturating_sub(1);
                }
            }
            Event::Empty(element) if self.is_open() => self.space(element),
            Event::Empty(element)
                if self.left_out == 0
                    && !self.text.is_empty()
                    && is_paragraph(element.local_name().as_ref()) =>
            {
                self.text.push('\n');
            }
            event if self.is_open() => {
                if let Some(piece) = characters(event) {
                    self.push(&piece);
                }
            }
            _ => {}
        }
    }

    fn is_open(&self) -> bool {
        self.paragraphs > 0 && self.left_out == 0
    }

    fn push(&mut self, piece: &str) {
        if self.text.len() <= limits::FILE_BYTES {
            self.text.push_str(piece);
        }
    }

    fn space(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "s" => {
                let count = number(element, "c").unwrap_or(1).min(1_000);
                self.text.extend(std::iter::repeat_n(' ', count));
            }
            "tab" => self.text.push('\t'),
            "line-break" => self.text.push('\n'),
            _ => {}
        }
    }
}

fn is_paragraph(name: &str) -> bool {
    matches!(name, "p" | "h")
}

fn is_aside(element: &BytesStart<'_>) -> bool {
    matches!(
        element.local_name().as_ref(),
        "annotation" | "tracked-changes" | "note" | "shapes" | "forms"
    )
}
