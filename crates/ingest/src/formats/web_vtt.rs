//! WebVTT captions (W3C), as Zoom, Teams and YouTube write them.

use super::cues;
use crate::encoding::decode;
use crate::transcript::{Details, Transcript};
use crate::{FileError, Problem};

/// Reads a WebVTT file as a conversation.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Transcript, FileError> {
    let decoded = decode(name, bytes)?;
    let text = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
    let mut problems = decoded.problems;
    if !text.trim_start().starts_with("WEBVTT") {
        if !text.contains("-->") {
            return Err(FileError::Damaged {
                name: name.to_owned(),
                format: "WebVTT".to_owned(),
                detail: "it neither begins with WEBVTT nor has lines with times".to_owned(),
            });
        }
        problems.push(Problem::repaired(
            None,
            None,
            "the first line should be WEBVTT; the captions were read all the same",
        ));
    }
    let speech = cues::read(&text, &mut problems);
    Ok(Transcript {
        format: "WebVTT".to_owned(),
        encoding: decoded.encoding,
        problems,
        details: Details::default(),
        speech,
        captions: true,
    })
}
