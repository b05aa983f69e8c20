//! OpenDocument texts (LibreOffice): the words of their paragraphs.

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::open_document::{Words, contents};
use crate::FileError;
use crate::transcript::{Details, Transcript, read_lines};

const FORMAT: &str = "an OpenDocument text";

/// Reads an OpenDocument text as a conversation.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Transcript, FileError> {
    let xml = contents(name, FORMAT, bytes)?;
    let mut reader = Reader::from_str(&xml);
    let mut words = Words::default();
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => words.take(&event),
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
    let speech = read_lines(&words.text, &mut details);
    Ok(Transcript {
        format: "OpenDocument text".to_owned(),
        encoding: "UTF-8".to_owned(),
        problems: Vec::new(),
        details,
        speech,
        captions: false,
    })
}
