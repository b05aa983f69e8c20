//! Word documents: the text of their paragraphs.

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::archive;
use super::xml::characters;
use crate::transcript::{Details, Transcript, read_lines};
use crate::{FileError, Problem, limits};

/// Reads a Word document as a conversation.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Transcript, FileError> {
    archive::check(name, "a Word document", bytes)?;
    let damaged = |detail: &str| FileError::Damaged {
        name: name.to_owned(),
        format: "a Word document".to_owned(),
        detail: detail.to_owned(),
    };
    let path = main_part(bytes);
    let xml = archive::part(bytes, &path)
        .ok_or_else(|| damaged(&format!("its text ({path}) is missing or damaged")))?;
    let (text, left_out) =
        paragraphs(&xml).map_err(|error| damaged(&format!("its text is damaged ({error})")))?;
    if left_out > 0 && text.trim().is_empty() {
        return Err(FileError::BeyondLimit {
            name: name.to_owned(),
            what: "all of its text stands in one paragraph".to_owned(),
            limit: format!("{} MiB", limits::CELL_BYTES >> 20),
        });
    }
    let problems = (left_out > 0).then(|| {
        let reason = format!(
            "{left_out} paragraphs of more than {} MiB were left out",
            limits::CELL_BYTES >> 20
        );
        Problem::repaired(None, None, reason)
    });
    let mut details = Details::default();
    let speech = read_lines(&text, &mut details);
    Ok(Transcript {
        format: "Word document".to_owned(),
        encoding: "UTF-8".to_owned(),
        problems: problems.into_iter().collect(),
        details,
        speech,
        captions: false,
    })
}

/// Where the package says its text is.
fn main_part(bytes: &[u8]) -> String {
    let usual = "word/document.xml".to_owned();
    let Some(relations) = archive::part(bytes, "_rels/.rels") else {
        return usual;
    };
    let mut reader = Reader::from_str(&relations);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "Relationship" =>
            {
                let attribute = |name: &str| {
                    element
                        .try_get_attribute(name)
                        .ok()
                        .flatten()
                        .map(|attribute| attribute.value.into_owned())
                };
                if attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument")) {
                    return attribute("Target")
                        .map_or(usual, |path| path.trim_start_matches('/').to_owned());
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    usual
}

/// One line a paragraph; deleted text, field codes and fallbacks for old programs left out. A
/// footnote or picture has no words here. Also how many paragraphs were beyond the limit.
fn paragraphs(xml: &str) -> Result<(String, usize), quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    // Real files leave no tag open; broken ones are refused below by the count of levels.
    let mut text = String::new();
    let mut hidden = 0_usize;
    let mut in_text = false;
    let mut paragraph = 0_usize;
    let (mut left_out, mut too_long) = (0_usize, false);
    loop {
        match reader.read_event()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "del" | "moveFrom" | "instrText" | "Fallback" | "delText" => hidden += 1,
                "t" => in_text = true,
                _ => {}
            },
            Event::Empty(element) if hidden == 0 => match element.local_name().as_ref() {
                "tab" => text.push('\t'),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('-'),
                "p" => text.push('\n'),
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "del" | "moveFrom" | "instrText" | "Fallback" | "delText" => {
                    hidden = hidden.saturating_sub(1)
                }
                "t" => in_text = false,
                "p" => {
                    text.push('\n');
                    paragraph = text.len();
                    left_out += usize::from(std::mem::take(&mut too_long));
                }
                _ => {}
            },
            Event::Eof => break,
            event if in_text && hidden == 0 => {
                if let Some(piece) = characters(&event) {
                    text.push_str(&piece);
                }
            }
            _ => {}
        }
        if text.len() - paragraph > limits::CELL_BYTES {
            text.truncate(paragraph);
            too_long = true;
        }
    }
    Ok((text, left_out + usize::from(too_long)))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    fn document(body: &str) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file("word/document.xml", options).unwrap();
        let xml = format!(
            "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
        );
        writer.write_all(xml.as_bytes()).unwrap();
        writer.finish().unwrap().into_inner()
    }

    fn paragraph(words: &str) -> String {
        format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
    }

    #[test]
    fn paragraphs_are_lines() {
        let body = [
            paragraph("Interviewer: Why &amp; how?"),
            "<w:p><w:r><w:t>P1: It is </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del><w:r><w:t xml:space=\"preserve\">slow</w:t><w:br/><w:t>and dear</w:t></w:r></w:p>".to_owned(),
        ]
        .concat();
        let transcript = read("x.docx", &document(&body)).unwrap();
        let speech: Vec<_> = transcript
            .speech
            .iter()
            .map(|s| (s.speaker.as_deref(), s.text.as_str()))
            .collect();
        assert_eq!(
            speech,
            [
                (Some("Interviewer"), "Why & how?"),
                (Some("P1"), "It is slow\nand dear")
            ]
        );
    }

    #[test]
    fn damage_is_one_sentence() {
        let whole = document(&paragraph("words"));
        for bytes in [&whole[..whole.len() / 2], b"PK\x03\x04", b"not a zip"] {
            let error = read("x.docx", bytes).unwrap_err();
            assert!(matches!(error, FileError::Damaged { .. }), "{error}");
        }
    }

    #[test]
    fn a_paragraph_beyond_the_limit_is_said() {
        let long = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a ".repeat(9 << 20));
        let refused = read("x.docx", &document(&long)).unwrap_err().to_string();
        assert!(
            refused.contains("all of its text stands in one paragraph"),
            "{refused}"
        );
        let beside = format!("<w:p><w:r><w:t>It is slow.</w:t></w:r></w:p>{long}");
        let found = read("x.docx", &document(&beside)).unwrap();
        assert_eq!(found.speech[0].text.trim(), "It is slow.");
        assert!(
            found.problems[0]
                .reason
                .contains("1 paragraphs of more than")
        );
    }
}
