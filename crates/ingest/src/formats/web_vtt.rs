//! WebVTT captions (W3C), as Zoom, Teams and YouTube write them.

use super::cues;
use crate::encoding::decode;
use crate::transcript::Transcript;
use crate::{FileError, Problem};

/// Reads a WebVTT file as a conversation.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Transcript, FileError> {
    let decoded = decode(name, bytes)?;
    let text = cues::lines_of(&decoded.text);
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
    Ok(cues::transcript(
        "WebVTT",
        decoded.encoding,
        problems,
        &text,
    ))
}
