//! Plain text: notes or a transcript with or without speakers.

use std::collections::HashSet;

use crate::FileError;
use crate::encoding::decode;
use crate::transcript::{Details, Transcript, label, read_lines, timestamp};

/// Reads a text file as a conversation.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Transcript, FileError> {
    let decoded = decode(name, bytes)?;
    let text = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
    let mut details = Details::default();
    let speech = read_lines(&text, &HashSet::new(), &mut details);
    Ok(Transcript {
        format: "plain text".to_owned(),
        encoding: decoded.encoding,
        problems: decoded.problems,
        details,
        speech,
        captions: false,
    })
}

/// Whether a text file is a table in disguise: at least three lines with the same number of tabs,
/// or of two or more semicolons or bars.
pub(super) fn is_table(name: &str, bytes: &[u8]) -> Result<bool, FileError> {
    let decoded = decode(name, &bytes[..bytes.len().min(64 << 10)])?;
    let lines: Vec<&str> = decoded
        .text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(50)
        .collect();
    // Zoom's chat has tabs as well, and so have conversations with numbered lines.
    let chats = |line: &&str| line.contains(" From ") && line.trim_end().ends_with(':');
    let numbered_speech = |line: &&str| {
        let words = line
            .split_once('\t')
            .map(|(number, words)| (number.trim(), words));
        words.is_some_and(|(number, words)| {
            number.bytes().all(|b| b.is_ascii_digit())
                && label(words).is_some_and(|label| !label.rest.is_empty())
        })
    };
    if lines.len() < 3 || lines.iter().any(chats) || lines.iter().all(numbered_speech) {
        return Ok(false);
    }
    let even = |sign: char, least: usize| {
        let count = lines[0].matches(sign).count();
        count >= least
            && lines
                .iter()
                .filter(|line| line.matches(sign).count() == count)
                .count()
                * 10
                >= lines.len() * 9
    };
    Ok(even('\t', 1) || even(';', 2) || even('|', 2))
}

/// What captions a text file may hold under another name.
pub(super) enum Captions {
    WebVtt,
    SubRip,
}

/// Whether a text file has captions: it begins as WebVTT does, or with a number and a line of times.
pub(super) fn captions(name: &str, head: &[u8]) -> Result<Option<Captions>, FileError> {
    let decoded = decode(name, head)?;
    let mut lines = decoded.text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    if first.starts_with("WEBVTT") {
        return Ok(Some(Captions::WebVtt));
    }
    let timed = |line: &str| {
        let times = line.split_once("-->");
        times.is_some_and(|(start, _)| timestamp(start).is_some())
    };
    let numbered = first.trim().bytes().all(|b| b.is_ascii_digit());
    let second = lines.next().unwrap_or_default();
    Ok((timed(first) || numbered && timed(second)).then_some(Captions::SubRip))
}
