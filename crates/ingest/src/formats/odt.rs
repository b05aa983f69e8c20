//! OpenDocument texts (LibreOffice): the words of their paragraphs.

use std::collections::{HashMap, HashSet};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::emphasis::Emphasis;
use super::open_document::{Words, contents};
use super::xml::attribute;
use crate::FileError;
use crate::transcript::{Details, Transcript, read_lines};

const FORMAT: &str = "an OpenDocument text";

/// Reads an OpenDocument text as a conversation.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Transcript, FileError> {
    let xml = contents(name, FORMAT, bytes)?;
    let mut reader = Reader::from_str(&xml);
    let mut words = Words::default();
    let mut looks = Looks::default();
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => {
                let before = words.text.len();
                words.take(&event);
                looks.take(&event, &words.text, before);
            }
            Err(error) => {
                return Err(FileError::Damaged {
                    name: name.to_owned(),
                    format: FORMAT.to_owned(),
                    detail: format!("its text is damaged ({error})"),
                });
            }
        }
    }
    let mut details = Details::default();
    let speech = read_lines(&words.text, &looks.emphasis.lines, &mut details);
    Ok(Transcript {
        format: "OpenDocument text".to_owned(),
        encoding: "UTF-8".to_owned(),
        problems: Vec::new(),
        details,
        speech,
        captions: false,
    })
}

/// How the paragraphs of a document look (OpenDocument 1.3, 16.2 and 20).
#[derive(Default)]
struct Looks {
    emphasis: Emphasis,
    /// The style that is being described, and those that are bold or italic.
    described: Option<String>,
    emphasised: HashSet<String>,
    /// The styles that styles of this document are made after.
    parents: HashMap<String, String>,
    /// Whether the open paragraph is bold or italic, and each open part of it.
    open: Vec<bool>,
    /// Where the open paragraph begins in the text.
    start: usize,
}

impl Looks {
    /// Takes the next piece of the document, which has put into the text what is there after `before`.
    fn take(&mut self, event: &Event<'_>, text: &str, before: usize) {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "p" | "h" => {
                    if self.open.is_empty() {
                        self.start = before;
                    }
                    let style = attribute(element, "style-name").unwrap_or_default();
                    self.emphasis
                        .style(self.parents.get(&style).unwrap_or(&style));
                    if element.local_name().as_ref() == "h" {
                        self.emphasis.style("heading");
                    }
                    self.open.push(self.emphasised.contains(&style));
                }
                "span" => {
                    let style = attribute(element, "style-name").unwrap_or_default();
                    let named = matches!(&*style, "Strong_20_Emphasis" | "Emphasis");
                    let outside = self.open.last() == Some(&true);
                    self.open
                        .push(outside || named || self.emphasised.contains(&style));
                }
                _ => self.describe(element),
            },
            Event::Empty(element) => self.describe(element),
            Event::End(element) => self.end(element.local_name().as_ref(), text),
            _ => {
                let words = text.get(before..).unwrap_or_default();
                self.emphasis.words(words, self.open.last() == Some(&true));
            }
        }
    }

    fn end(&mut self, name: &str, text: &str) {
        if matches!(name, "p" | "h" | "span") {
            self.open.pop();
        }
        if matches!(name, "p" | "h") && self.open.is_empty() {
            let paragraph = text.get(self.start..).unwrap_or_default();
            self.emphasis.end(paragraph);
        }
    }

    fn describe(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "style" => {
                self.described = attribute(element, "name");
                let parent = attribute(element, "parent-style-name");
                if let (Some(name), Some(parent)) = (&self.described, parent) {
                    self.parents.insert(name.clone(), parent);
                }
            }
            "text-properties" => {
                let bold = attribute(element, "font-weight").is_some_and(|weight| weight == "bold");
                let italic =
                    attribute(element, "font-style").is_some_and(|style| style == "italic");
                if (bold || italic)
                    && let Some(name) = &self.described
                {
                    self.emphasised.insert(name.clone());
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    #[test]
    fn questions_in_bold_are_the_interviewers_where_nobody_is_named() {
        let xml = r#"<office:document-content xmlns:office="o" xmlns:style="s" xmlns:text="t" xmlns:fo="f">
            <office:automatic-styles><style:style style:name="P2" style:parent-style-name="Standard"><style:text-properties fo:font-weight="bold"/></style:style>
            <style:style style:name="T1"><style:text-properties fo:font-style="italic"/></style:style></office:automatic-styles>
            <office:body><office:text><text:p text:style-name="P2">What do you use it for?</text:p><text:p>Reports. <text:span text:style-name="T1">Only</text:span> reports, why?</text:p>
            <text:p><text:span text:style-name="T1">And what is missing?</text:span></text:p><text:p>Dark mode.</text:p></office:text></office:body></office:document-content>"#;
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file("content.xml", options).unwrap();
        writer.write_all(xml.as_bytes()).unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        let speech = read("x.odt", &bytes).unwrap().speech;
        let turns: Vec<_> = speech
            .iter()
            .map(|one| (one.speaker.is_some(), one.text.as_str()))
            .collect();
        assert_eq!(
            turns,
            [
                (true, "What do you use it for?"),
                (false, "Reports. Only reports, why?"),
                (true, "And what is missing?"),
                (false, "Dark mode."),
            ]
        );
    }
}
