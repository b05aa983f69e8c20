//! SubViewer captions (.sbv), as YouTube writes them: a line of two times, then the words.

use super::cues;
use crate::encoding::decode;
use crate::transcript::{Transcript, timestamp};
use crate::{FileError, limits};

/// Reads a SubViewer file as a conversation.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Transcript, FileError> {
    let decoded = decode(name, bytes)?;
    let text = cues::lines_of(&decoded.text);
    let mut captions = String::with_capacity(text.len().min(limits::FILE_BYTES));
    let mut timed = false;
    for line in text.lines() {
        match times(line) {
            Some((start, end)) => {
                timed = true;
                captions.push_str(&format!("{start} --> {end}"));
            }
            None => captions.push_str(line),
        }
        captions.push('\n');
    }
    if !timed {
        return Err(FileError::Damaged {
            name: name.to_owned(),
            format: "SubViewer".to_owned(),
            detail: "no line has times such as 0:00:01.000,0:00:02.500".to_owned(),
        });
    }
    let (encoding, problems) = (decoded.encoding, decoded.problems);
    Ok(cues::transcript("SubViewer", encoding, problems, &captions))
}

/// “0:00:01.000,0:00:02.500”; times at fault are told where captions are read.
fn times(line: &str) -> Option<(&str, &str)> {
    let (start, end) = line.trim().split_once(',')?;
    let digits = |text: &str| {
        text.contains(':')
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.'))
    };
    let either = timestamp(start).is_some() || timestamp(end).is_some();
    (digits(start) && digits(end) && either).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_have_times_and_speakers() {
        let text = "0:00:00.500,0:00:02.000\nAnna: So, why is that?\n\n0:00:02.500,0:00:09.250\nJo: It took weeks,\n10 or so\n\n0:00:10.000,0:00:11.000\nAnna: Oh\n\n0:00:11.500,0:00:12.000\nJo: Yes\n";
        let transcript = read("x.sbv", text.as_bytes()).unwrap();
        let speech: Vec<_> = transcript
            .speech
            .iter()
            .map(|s| (s.speaker.as_deref(), s.seconds, s.text.as_str()))
            .collect();
        assert_eq!(
            speech[..2],
            [
                (Some("Anna"), Some(0.5), "So, why is that?"),
                (Some("Jo"), Some(2.5), "It took weeks, 10 or so")
            ]
        );
        let error = read("x.sbv", b"no times, at all\n")
            .unwrap_err()
            .to_string();
        assert!(error.contains("0:00:01.000,0:00:02.500"), "{error}");
    }
}
