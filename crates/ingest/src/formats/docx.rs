//! Word documents: the text of their paragraphs.

use std::collections::HashSet;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::archive;
use super::emphasis::Emphasis;
use super::xml::{attribute, characters};
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
    let Paragraphs {
        text,
        emphasised,
        left_out,
    } = paragraphs(&xml).map_err(|error| damaged(&format!("its text is damaged ({error})")))?;
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
    let speech = read_lines(&text, &emphasised, &mut details);
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
                if element.local_name().as_ref() == "Relationship"
                    && attribute(&element, "Type")
                        .is_some_and(|kind| kind.ends_with("/officeDocument")) =>
            {
                return attribute(&element, "Target")
                    .map_or(usual, |path| path.trim_start_matches('/').to_owned());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    usual
}

/// The words of a document.
#[derive(Default)]
struct Paragraphs {
    /// One line a paragraph.
    text: String,
    /// Lines that are bold, italic or a heading as a whole.
    emphasised: HashSet<String>,
    /// Paragraphs beyond the limit.
    left_out: usize,
}

/// Deleted text, field codes and fallbacks for old programs are left out. A footnote or picture has no
/// words here.
fn paragraphs(xml: &str) -> Result<Paragraphs, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    // Real files leave no tag open; broken ones are refused below by the count of levels.
    let mut found = Paragraphs::default();
    let mut emphasis = Emphasis::default();
    // Of the run that is open, whether it is bold or italic.
    let mut run: Option<bool> = None;
    let mut hidden = 0_usize;
    let mut in_text = false;
    let mut paragraph = 0_usize;
    let mut too_long = false;
    loop {
        let event = reader.read_event()?;
        if let Event::Start(element) | Event::Empty(element) = &event {
            match (element.local_name().as_ref(), run) {
                ("r", _) => run = Some(false),
                // The mark at a paragraph's end has a look of its own, outside of all runs.
                ("b" | "i", Some(emphasised)) => run = Some(emphasised || is_on(element)),
                ("pStyle", _) => emphasis.style(&attribute(element, "val").unwrap_or_default()),
                _ => {}
            }
        }
        let text = &mut found.text;
        match event {
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
                "r" => run = None,
                "p" => {
                    emphasis.end(&text[paragraph..]);
                    text.push('\n');
                    paragraph = text.len();
                    found.left_out += usize::from(std::mem::take(&mut too_long));
                }
                _ => {}
            },
            Event::Eof => break,
            event if in_text && hidden == 0 => {
                if let Some(piece) = characters(&event) {
                    emphasis.words(&piece, run == Some(true));
                    text.push_str(&piece);
                }
            }
            _ => {}
        }
        if found.text.len() - paragraph > limits::CELL_BYTES {
            found.text.truncate(paragraph);
            too_long = true;
        }
    }
    found.left_out += usize::from(too_long);
    found.emphasised = emphasis.lines;
    Ok(found)
}

/// Whether an element that turns bold or italic on does (ISO/IEC 29500-1, 17.3.2).
fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(
        attribute(element, "val").as_deref(),
        Some("0" | "false" | "off")
    )
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
    fn questions_in_bold_are_the_interviewers_where_nobody_is_named() {
        let bold = |words: &str| {
            format!(
                "<w:p><w:r><w:rPr><w:b/><w:i w:val=\"0\"/></w:rPr><w:t>{words}</w:t></w:r></w:p>"
            )
        };
        let marked = |words: &str| {
            format!(
                "<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:rPr><w:b w:val=\"0\"/></w:rPr><w:t>{words}</w:t></w:r></w:p>"
            )
        };
        let body = [
            bold("Interview with a customer"),
            bold("What do you use it for?"),
            marked("For our reports. Is that what you mean?"),
            bold("Tell me more."),
            bold("What gets in your way?"),
            paragraph("The export is slow."),
            "<w:p><w:pPr><w:pStyle w:val=\"Question\"/></w:pPr><w:r><w:t>Anything else?</w:t></w:r></w:p>".to_owned(),
            paragraph("No."),
        ];
        let turns = |body: &str| -> Vec<(Option<String>, String)> {
            let speech = read("x.docx", &document(body)).unwrap().speech;
            speech
                .into_iter()
                .map(|one| (one.speaker, one.text))
                .collect()
        };
        let asks = |words: &str| (Some("Interviewer".to_owned()), words.to_owned());
        let says = |words: &str| (None, words.to_owned());
        assert_eq!(
            turns(&body.concat()),
            [
                asks("Interview with a customer\nWhat do you use it for?"),
                says("For our reports. Is that what you mean?"),
                asks("Tell me more.\nWhat gets in your way?"),
                says("The export is slow."),
                asks("Anything else?"),
                says("No."),
            ]
        );
        let topics = [
            bold("Export"),
            paragraph("It is slow."),
            bold("Price?"),
            paragraph("Too dear."),
        ];
        assert!(
            turns(&topics.concat())
                .iter()
                .all(|(speaker, _)| speaker.is_none())
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
