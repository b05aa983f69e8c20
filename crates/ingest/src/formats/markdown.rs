//! Markdown notes and transcripts, with or without front matter.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::FileError;
use crate::encoding::decode;
use crate::transcript::{Details, Transcript, front_matter, read_lines};

/// Reads a Markdown file as a conversation.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Transcript, FileError> {
    let decoded = decode(name, bytes)?;
    let text = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
    let mut details = Details::default();
    let body = front_matter(&text, &mut details);
    let mut speech = read_lines(body, &emphasised(body), &mut details);
    for piece in &mut speech {
        piece.text = plain(&piece.text);
    }
    Ok(Transcript {
        format: "Markdown".to_owned(),
        encoding: decoded.encoding,
        problems: decoded.problems,
        details,
        speech,
        captions: false,
    })
}

/// Lines that are bold or italic as a whole.
fn emphasised(text: &str) -> HashSet<String> {
    let is_whole = |line: &&str| {
        ["**", "__", "*", "_"].iter().any(|mark| {
            let inside = line
                .strip_prefix(mark)
                .and_then(|line| line.strip_suffix(mark));
            inside.is_some_and(|inside| !inside.is_empty() && !inside.contains(mark))
        })
    };
    let lines = text.lines().map(str::trim).filter(is_whole);
    lines.map(str::to_owned).collect()
}

/// Removes the marks that a reader would not see: emphasis, links, quotation signs, line breaks.
fn plain(text: &str) -> String {
    static LINK: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"!?\[([^\]\n]*)\]\([^)\s]*(?: [^)]*)?\)").ok());
    static EMPHASIS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(\*\*\*|\*\*|__)([^\s*_](?:[^*_\n]*[^\s*_])?)(?:\*\*\*|\*\*|__)|(^|[\s(])([*_])([^\s*_](?:[^*_\n]*[^\s*_])?)[*_]").ok()
    });
    let mut plain = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.trim_start().trim_start_matches(['>', ' ']);
        plain.push_str(line.strip_suffix('\\').unwrap_or(line));
        plain.push('\n');
    }
    if plain.contains("](")
        && let Some(link) = LINK.as_ref()
    {
        plain = link.replace_all(&plain, "$1").into_owned();
    }
    if plain.contains(['*', '_'])
        && let Some(emphasis) = EMPHASIS.as_ref()
    {
        plain = emphasis
            .replace_all(&plain, |found: &Captures<'_>| {
                let group = |index: usize| found.get(index).map_or("", |m| m.as_str());
                format!("{}{}{}", group(2), group(3), group(5))
            })
            .into_owned();
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_in_bold_are_the_interviewers_where_nobody_is_named() {
        let notes = "# Talk\n\n**What do you use it for?**\nReports. *Only* reports?\n\n**What is missing?**\n\nDark mode.\n";
        let speech = read("x.md", notes.as_bytes()).unwrap().speech;
        let turns: Vec<_> = speech
            .iter()
            .map(|one| (one.speaker.is_some(), one.text.trim()))
            .collect();
        assert_eq!(
            turns,
            [
                (true, "What do you use it for?"),
                (false, "Reports. Only reports?"),
                (true, "What is missing?"),
                (false, "Dark mode."),
            ]
        );
    }

    #[test]
    fn marks_go_and_words_stay() {
        assert_eq!(
            plain("It is **very** _slow_, see [the page](https://x.org).\n> quoted").trim(),
            "It is very slow, see the page.\nquoted"
        );
        assert_eq!(
            plain("2 * 3 * 4 and snake_case_name").trim(),
            "2 * 3 * 4 and snake_case_name"
        );
    }
}
