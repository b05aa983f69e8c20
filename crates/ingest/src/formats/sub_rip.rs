//! SubRip captions (.srt).

use super::cues;
use crate::FileError;
use crate::encoding::decode;
use crate::transcript::Transcript;

/// Reads a SubRip file as a conversation.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Transcript, FileError> {
    let decoded = decode(name, bytes)?;
    let text = cues::lines_of(&decoded.text);
    if !text.contains("-->") {
        return Err(FileError::Damaged {
            name: name.to_owned(),
            format: "SubRip".to_owned(),
            detail: "no line has times such as 00:00:01,000 --> 00:00:02,500".to_owned(),
        });
    }
    let (encoding, problems) = (decoded.encoding, decoded.problems);
    Ok(cues::transcript("SubRip", encoding, problems, &text))
}
