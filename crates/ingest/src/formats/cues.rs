//! Captions of WebVTT and SubRip: times, then words.

use std::borrow::Cow;

use crate::Problem;
use crate::clean::decode_entities;
use crate::transcript::{Details, LabelCensus, Speech, Transcript, label, timestamp};

/// A conversation out of captions. `text` is the file's, perhaps with its times brought into the form
/// that is read here.
pub(super) fn transcript(
    format: &str,
    encoding: String,
    mut problems: Vec<Problem>,
    text: &str,
) -> Transcript {
    let speech = read(text, &mut problems);
    Transcript {
        format: format.to_owned(),
        encoding,
        problems,
        details: Details::default(),
        speech,
        captions: true,
    }
}

/// The text of a caption file with its line ends made one.
pub(super) fn lines_of(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Reads captions: blocks of lines with a line of times (“a --> b”) among the first. Blocks without
/// one (headings, notes, styles) are no speech.
fn read(text: &str, problems: &mut Vec<Problem>) -> Vec<Speech> {
    let mut cues: Vec<Cue> = Vec::new();
    let mut open = false;
    let lines: Vec<&str> = text.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        if let Some((start, end)) = times(line) {
            if start.is_none() || end.is_none() {
                problems.push(Problem::repaired(
                    None,
                    None,
                    format!(
                        "line {}: the times cannot be read; the words are kept",
                        index + 1
                    ),
                ));
            }
            // The line before may be this cue's number, which the cue before has swallowed.
            if open && index > 0 && is_number(lines[index - 1]) {
                cues.last_mut().map(|cue| cue.lines.pop());
            }
            cues.push(Cue {
                start,
                end,
                lines: Vec::new(),
            });
            open = true;
        } else if line.trim().is_empty() {
            open = false;
        } else if open && let Some(cue) = cues.last_mut() {
            cue.lines.push((*line).to_owned());
        }
    }
    without_repeats(&mut cues);
    let speech: Vec<Speech> = cues.into_iter().flat_map(cue_speech).collect();
    with_labels(speech)
}

/// A caption as it stands in the file.
#[derive(Debug, Clone, PartialEq)]
struct Cue {
    start: Option<f64>,
    end: Option<f64>,
    lines: Vec<String>,
}

fn is_number(line: &str) -> bool {
    !line.trim().is_empty() && line.trim().bytes().all(|b| b.is_ascii_digit())
}

/// “00:00:01.000 --> 00:00:02.500 align:start”; also with faults in the times.
fn times(line: &str) -> Option<(Option<f64>, Option<f64>)> {
    let (start, rest) = line.split_once("-->")?;
    let plausible = |text: &str| text.trim().starts_with(|c: char| c.is_ascii_digit());
    if !plausible(start) && !plausible(rest) {
        return None;
    }
    let end = rest.split_whitespace().next().unwrap_or("");
    Some((timestamp(start), timestamp(end)))
}

/// Captions that roll up repeat the line before; only what is new is said.
fn without_repeats(cues: &mut [Cue]) {
    let mut said = String::new();
    for cue in cues {
        let words: Vec<String> = cue
            .lines
            .iter()
            .map(|line| strip_tags(line).1.trim().to_owned())
            .collect();
        if !said.is_empty() && words.iter().any(|words| !words.is_empty()) {
            let all = words.join(" ");
            if words.first() == Some(&said) && words.len() > 1 {
                cue.lines.remove(0);
            } else if all == said {
                cue.lines.clear();
            }
        }
        if let Some(last) = words.into_iter().rev().find(|words| !words.is_empty()) {
            said = last;
        }
    }
}

/// One cue may hold the words of several voices.
fn cue_speech(cue: Cue) -> Vec<Speech> {
    let mut speech: Vec<Speech> = Vec::new();
    for line in &cue.lines {
        let (voice, words) = strip_tags(line);
        let words = words.trim();
        let dash = words.strip_prefix("- ").or_else(|| words.strip_prefix('–'));
        match speech.last_mut() {
            Some(last) if voice.is_none() || voice == last.speaker => {
                if !words.is_empty() {
                    if !last.text.is_empty() {
                        last.text.push(if dash.is_some() { '\n' } else { ' ' });
                    }
                    last.text.push_str(words);
                }
            }
            _ => speech.push(Speech {
                speaker: voice,
                seconds: cue.start,
                until: cue.end,
                text: words.to_owned(),
            }),
        }
    }
    speech
}

/// Removes tags (`<v Name>`, `<i>`, `<00:01.000>`, `{\an8}`), keeping the name of a voice.
fn strip_tags(line: &str) -> (Option<String>, String) {
    if !line.contains(['<', '{', '&']) {
        return (None, line.to_owned());
    }
    let mut words = String::with_capacity(line.len());
    let mut voice = None;
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        words.push_str(&rest[..at]);
        let open = &rest[at..];
        let close = if open.starts_with('<') { '>' } else { '}' };
        let tag = tag_end(open, close).map(|end| &open[1..end]);
        match tag {
            Some(tag) if is_tag(open, tag) => {
                if let Some(name) = voice_of(tag) {
                    voice = voice.or(Some(name));
                }
                rest = &open[tag.len() + 2..];
            }
            _ => {
                words.push_str(&open[..1]);
                rest = &open[1..];
            }
        }
    }
    words.push_str(rest);
    let words = match decode_entities(&words) {
        Cow::Borrowed(_) => words,
        Cow::Owned(decoded) => decoded,
    };
    (voice, words)
}

/// Where a tag closes; no honest one is longer.
fn tag_end(open: &str, close: char) -> Option<usize> {
    const LONGEST: usize = 512;
    let begins = open[1..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '\\'));
    if !begins {
        return None;
    }
    let mut signs = open.char_indices().take(LONGEST);
    signs.find(|&(_, c)| c == close).map(|(at, _)| at)
}

fn is_tag(open: &str, tag: &str) -> bool {
    if open.starts_with('{') {
        return tag.starts_with('\\') || matches!(tag, "b" | "i" | "u" | "/b" | "/i" | "/u");
    }
    tag.starts_with('/')
        || tag.starts_with(|c: char| c.is_ascii_digit())
        || tag.starts_with(char::is_alphabetic)
}

/// `v Name`, `v.loud Name`
fn voice_of(tag: &str) -> Option<String> {
    let (class, name) = tag.split_once([' ', '\t'])?;
    let is_voice = class == "v" || class.starts_with("v.");
    let name = decode_entities(name.trim()).into_owned();
    (is_voice && !name.is_empty()).then_some(name)
}

/// “Speaker A: words” inside captions, as Zoom writes it.
fn with_labels(speech: Vec<Speech>) -> Vec<Speech> {
    let mut census = LabelCensus::default();
    for piece in speech.iter().filter(|piece| piece.speaker.is_none()) {
        if let Some(label) = label(&piece.text).filter(|label| !label.rest.is_empty()) {
            census.add(&label);
        }
    }
    // In captions nothing else stands before a colon as often.
    let in_full = census.names_in_full();
    speech
        .into_iter()
        .map(|mut piece| {
            if piece.speaker.is_none()
                && let Some(label) = label(&piece.text)
                    .filter(|label| !label.rest.is_empty())
                    .filter(|label| census.accepts(label) || in_full && census.is_full_name(label))
            {
                let words = label.rest.to_owned();
                piece.speaker = Some(label.speaker);
                piece.text = words;
            }
            piece
        })
        .collect()
}
