//! Names and times before what is said.

use std::sync::LazyLock;

use regex::Regex;

/// A speaker's label found at the beginning of a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label<'a> {
    pub speaker: String,
    pub seconds: Option<f64>,
    /// What is said on the same line.
    pub rest: &'a str,
    /// How sure the form alone makes it.
    pub form: Form,
}

/// How a label is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// A short line of its own: a name only if it recurs.
    Alone,
    /// “Name: text” or “[Name] text”: a name if it recurs or is a usual label.
    Colon,
    /// “**Name:** text”: bold, so a name more likely than not.
    Bold,
    /// “Name  0:22” or “[00:12] Name:”: certain.
    Timed,
}

/// Reads the label of a line, if it may have one.
pub(crate) fn label(line: &str) -> Option<Label<'_>> {
    let line = line.trim();
    // Captions made for television mark each change of the speaker by “>>”.
    let line = line
        .strip_prefix("- ")
        .or_else(|| line.strip_prefix("* "))
        .or_else(|| line.strip_prefix(">> "))
        .unwrap_or(line)
        .trim_start();
    if let Some(label) = heading_label(line) {
        return Some(label);
    }
    if let Some((speaker, rest)) = message_label(line) {
        return Some(Label {
            speaker,
            seconds: None,
            rest,
            form: Form::Timed,
        });
    }
    let (before, line) = leading_time(line);
    if let Some((speaker, rest)) = before.and_then(|_| chat_label(line)) {
        return Some(Label {
            speaker,
            seconds: before,
            rest,
            form: Form::Timed,
        });
    }
    if let Some((inside, rest)) = line.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        && let (name, Some(seconds)) = trailing_time(inside)
        && is_name(name)
        && !is_stage_direction(name)
    {
        return Some(Label {
            speaker: tidy(name),
            seconds: Some(seconds),
            rest: rest.strip_prefix(':').unwrap_or(rest).trim_start(),
            form: Form::Timed,
        });
    }
    if let Some((inside, rest)) = line.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        && is_name(inside)
        && !is_stage_direction(inside)
    {
        let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start();
        let (time, rest) = leading_time(rest);
        return Some(Label {
            speaker: tidy(inside),
            seconds: before.or(time),
            rest,
            form: Form::Colon,
        });
    }
    if let Some(bold) = bold_label(line, before) {
        return Some(bold);
    }
    if let Some((name, rest)) = split_at_colon(line) {
        let (name, inner) = trailing_time(name.trim());
        let name = without_remark(name);
        if is_name(name) && !rest.starts_with("//") {
            let (after, rest) = leading_time(rest.trim_start());
            let seconds = before.or(inner).or(after);
            let form = if before.is_some() || inner.is_some() {
                Form::Timed
            } else {
                Form::Colon
            };
            return Some(Label {
                speaker: tidy(name),
                seconds,
                rest,
                form,
            });
        }
    }
    // “Ana [00:00:04] It was slow”; “So I [00:00:04] left” is what somebody says.
    if let Some((name, _)) = line
        .split_once([' ', '\u{a0}'])
        .and(line.split_once(['[', '(']))
        && is_name(name)
        && let (Some(seconds), rest) = leading_time(&line[name.len()..])
        && !rest.is_empty()
    {
        return Some(Label {
            speaker: tidy(name),
            seconds: Some(seconds),
            rest: rest.strip_prefix(':').unwrap_or(rest).trim_start(),
            form: Form::Colon,
        });
    }
    let (name, seconds) = trailing_time(line);
    if seconds.is_some() && is_name(name) {
        return Some(Label {
            speaker: tidy(name),
            seconds,
            rest: "",
            form: Form::Timed,
        });
    }
    if is_name(line)
        && line.chars().next().is_some_and(char::is_uppercase)
        && !line.ends_with(['.', '?', '!', ',', ';'])
    {
        // “[00:12] It was slow” is what somebody says.
        let form = if before.is_some() && is_usual(line) {
            Form::Timed
        } else {
            Form::Alone
        };
        return Some(Label {
            speaker: tidy(line),
            seconds: before,
            rest: "",
            form,
        });
    }
    None
}

/// WhatsApp's and other messengers': “[01.03.24, 09:00:00] Ana Ruiz: yes”, “3/1/24, 9:00 PM - Ana: yes”.
fn message_label(line: &str) -> Option<(String, &str)> {
    static STAMP: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^\u{200e}?\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?\s?m\.?)?(?:\]\s?|\s[-–]\s)",
        )
        .ok()
    });
    let stamp = STAMP.as_ref()?.find(line)?;
    let (name, rest) = split_at_colon(&line[stamp.end()..])?;
    let name = name.trim_start_matches(['~', '\u{200e}', '\u{202f}', ' ']);
    is_name(name).then(|| (tidy(name), rest.trim_start_matches(['\u{200e}', ' '])))
}

/// A heading in Markdown that is a name and a time: “### Ana · 00:05”.
fn heading_label(line: &str) -> Option<Label<'_>> {
    let heading = line.trim_start_matches('#');
    if heading.len() == line.len() || !heading.starts_with(' ') {
        return None;
    }
    let (name, seconds) = trailing_time(heading.trim());
    let name = name.trim_end_matches(['·', '•', ' ']);
    (seconds.is_some() && is_name(name)).then(|| Label {
        speaker: tidy(name),
        seconds,
        rest: "",
        form: Form::Timed,
    })
}

/// Zoom's chat: “From Ana Ruiz to Everyone: yes”.
fn chat_label(line: &str) -> Option<(String, &str)> {
    let (who, rest) = split_at_colon(line.strip_prefix("From ")?)?;
    let name = who.split(" to ").next().unwrap_or(who);
    is_name(name).then(|| (tidy(name), rest.trim_start()))
}

/// “Ana Ruiz (she/her)” and “DR. BERG [Nurse]” are their names and a remark.
fn without_remark(name: &str) -> &str {
    let open = match name.chars().next_back() {
        Some(')') => '(',
        Some(']') => '[',
        _ => return name,
    };
    match name.rfind(open) {
        Some(at) if at > 0 => name[..at].trim_end(),
        _ => name,
    }
}

/// `**Name:** text`, `**Name**: text`, `**Name** (0:22)`.
fn bold_label<'a>(line: &'a str, before: Option<f64>) -> Option<Label<'a>> {
    let inner = line
        .strip_prefix("**")
        .map(|rest| (rest, "**"))
        .or_else(|| line.strip_prefix("__").map(|rest| (rest, "__")))?;
    let (name, rest) = inner.0.split_once(inner.1)?;
    let colon = name.trim_end().ends_with(':') || rest.trim_start().starts_with(':');
    let (name, inside) = trailing_time(name.trim().trim_end_matches(':').trim());
    let rest = rest.trim_start().trim_start_matches(':').trim_start();
    let (after, words) = leading_time(rest);
    if !is_name(name) || !(colon || inside.or(after).is_some() || words.is_empty()) {
        return None;
    }
    let seconds = before.or(inside).or(after);
    Some(Label {
        speaker: tidy(name),
        seconds,
        rest: words.trim_start_matches(':').trim_start(),
        form: Form::Bold,
    })
}

/// Labels that transcripts use instead of names, in several languages.
pub(crate) fn is_usual(label: &str) -> bool {
    static USUAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?xi)^(?:
              q | a | i | r | p | int | int\. | resp | mod | iv | ip | all | alle | tous | todos | several | multiple\ speakers |
              interviewer(?:in)? | interviewee | moderator(?:in)? | facilitator | researcher | host | participant | respondent | speaker |
              customer | client | user | agent | befragter? | befragte | teilnehmer(?:in)? | kund(?:e|in) | sprecher(?:in)? |
              entrevistador(?:a)? | entrevistad[oa] | participante | cliente | intervistator[ei] | intervistat[oa] | partecipante |
              enquêteu(?:r|se) | enquêtée? | intervieweu(?:r|se) | interviewée? | participante? | geïnterviewde | deelnemer | unknown\ speaker |
              (?:participant|respondent|speaker|interviewer)(?:[\ _-]+[a-z0-9]{1,3}|\d{1,3}|[a-rt-z]) |
              [prsb][\ _-]?\d{1,3} | id[\ _-]?\d{1,3}
            )$",
        )
        .ok()
    });
    USUAL
        .as_ref()
        .is_some_and(|usual| usual.is_match(label.trim()))
}

/// Whether a text can be a person's name or label: up to five words, mostly of letters, the first
/// one of them no ordinary beginning of a sentence.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    let words = text.split_whitespace().count();
    if text.is_empty() || text.chars().count() > 48 || !(1..=5).contains(&words) {
        return false;
    }
    let letters = text
        .chars()
        .filter(|c| c.is_alphanumeric() || c.is_whitespace())
        .count();
    let allowed = text.chars().all(|c| {
        c.is_alphanumeric()
            || matches!(
                c,
                ' ' | '\u{a0}'
                    | '.'
                    | '-'
                    | '\''
                    | '’'
                    | '_'
                    | '('
                    | ')'
                    | '&'
                    | ','
                    | '/'
                    | '#'
                    | '@'
            )
    });
    let begins_well = text
        .chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() || matches!(c, '@' | '#'));
    // Names are capitalised in scripts that have capitals; labels such as “id1” have digits.
    let capital = text.split_whitespace().next().is_some_and(|word| {
        word.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || !c.is_lowercase())
            || word.chars().any(|c| c.is_ascii_digit())
    });
    begins_well
        && allowed
        && letters * 10 >= text.chars().count() * 7
        && (capital || is_usual(text))
}

/// [laughs], [inaudible], [crosstalk 00:12]
fn is_stage_direction(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "laugh",
        "inaudible",
        "crosstalk",
        "pause",
        "music",
        "applause",
        "silence",
        "unintelligible",
        "noise",
        "sic",
        "lacht",
        "lachen",
        "rires",
        "risas",
        "foreign",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

/// Splits at the first colon that is not inside a time such as 10:30.
fn split_at_colon(line: &str) -> Option<(&str, &str)> {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    line.match_indices([':', '：'])
        .map(|(at, colon)| (&line[..at], &line[at + colon.len()..]))
        .find(|(before, after)| !(digit(before.chars().next_back()) && digit(after.chars().next())))
}

fn tidy(name: &str) -> String {
    name.trim()
        .trim_matches('*')
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A time such as “[00:12:04]”, “(0:22)” or “0:22 -” at the beginning, and what follows it.
fn leading_time(text: &str) -> (Option<f64>, &str) {
    let text = text.trim_start();
    let open = text.starts_with(['[', '(', '`']);
    let body = if open { &text[1..] } else { text };
    let end = body
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ',')))
        .unwrap_or(body.len());
    let Some(seconds) = timestamp(body[..end].trim_end_matches(['.', ','])) else {
        return (None, text);
    };
    let rest = body[end..].trim_start();
    let rest = if open {
        match rest.strip_prefix([']', ')', '`']) {
            // “[00:00:01] - Ana”
            Some(rest) => rest.trim_start().strip_prefix("- ").unwrap_or(rest),
            None => return (None, text),
        }
    } else {
        rest.strip_prefix(['-', '–', '|']).unwrap_or(rest)
    };
    (Some(seconds), rest.trim_start())
}

/// A time at the end of a name: “Jo Smith  0:22”, “Jo Smith (00:12)”. “Jo Smith (00:12 - 00:20)” has
/// two; the first is when it begins.
fn trailing_time(text: &str) -> (&str, Option<f64>) {
    let (name, seconds) = last_time(text);
    if seconds.is_none() {
        return (name, None);
    }
    let (before, from) = last_time(name);
    (before, from.or(seconds))
}

fn last_time(text: &str) -> (&str, Option<f64>) {
    let text = text.trim_end();
    let body = text.trim_end_matches([']', ')', '`']);
    let start = body
        .rfind(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.'))
        .map_or(0, |at| {
            at + body[at..].chars().next().map_or(1, char::len_utf8)
        });
    let Some(seconds) = timestamp(&body[start..]) else {
        return (text, None);
    };
    (
        body[..start].trim_end_matches(['[', '(', '`', ' ', '\u{a0}', '-', '–', '|', '\t']),
        Some(seconds),
    )
}

/// Reads “m:ss”, “h:mm:ss” or “h:mm:ss.mmm”, in seconds.
pub(crate) fn timestamp(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.trim().split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    let mut seconds = 0.0;
    for (index, part) in parts.iter().enumerate() {
        let last = index + 1 == parts.len();
        let digits = if last {
            part.replace(',', ".")
        } else {
            (*part).to_owned()
        };
        if digits.is_empty()
            || digits.len() > 6
            || !digits.starts_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        let value: f64 = digits.parse().ok()?;
        if index > 0 && value >= 60.0 {
            return None;
        }
        seconds = seconds * 60.0 + value;
    }
    Some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, speaker: &str, seconds: Option<f64>, rest: &str, form: Form) {
        let found = label(line).unwrap_or_else(|| panic!("{line:?} has a label"));
        assert_eq!(
            (
                found.speaker.as_str(),
                found.seconds,
                found.rest,
                found.form
            ),
            (speaker, seconds, rest, form),
            "{line:?}"
        );
    }

    #[test]
    fn labels_in_the_forms_of_several_tools() {
        check(
            "Jonas Berg  0:22",
            "Jonas Berg",
            Some(22.0),
            "",
            Form::Timed,
        );
        check(
            "Jonas Berg  1:02:03  ",
            "Jonas Berg",
            Some(3723.0),
            "",
            Form::Timed,
        );
        check(
            "**Ana:** [00:01:00] Awesome.",
            "Ana",
            Some(60.0),
            "Awesome.",
            Form::Bold,
        );
        check("**Ana**: Awesome.", "Ana", None, "Awesome.", Form::Bold);
        check("Ana: I think so", "Ana", None, "I think so", Form::Colon);
        check("[id1] hello", "id1", None, "hello", Form::Colon);
        check(
            "[00:12:04] Ana Ruiz: yes",
            "Ana Ruiz",
            Some(724.0),
            "yes",
            Form::Timed,
        );
        check(
            "Ana Ruiz (00:12): yes",
            "Ana Ruiz",
            Some(12.0),
            "yes",
            Form::Timed,
        );
        check(
            "Speaker A: Let's do that",
            "Speaker A",
            None,
            "Let's do that",
            Form::Colon,
        );
        check(
            "00:03 Speaker 2: hm",
            "Speaker 2",
            Some(3.0),
            "hm",
            Form::Timed,
        );
        check(
            "Speaker 1 (00:05 - 00:12)",
            "Speaker 1",
            Some(5.0),
            "",
            Form::Timed,
        );
        check("Ana `0:12`", "Ana", Some(12.0), "", Form::Timed);
        check("Q: Why?", "Q", None, "Why?", Form::Colon);
        check("interviewer: why", "interviewer", None, "why", Form::Colon);
        check("Jon Lawson", "Jon Lawson", None, "", Form::Alone);
        check("[Jo 00:01] yes", "Jo", Some(1.0), "yes", Form::Timed);
        check("Jo [00:00:04] yes", "Jo", Some(4.0), "yes", Form::Colon);
        check(
            "Kim Park (she/her): yes",
            "Kim Park",
            None,
            "yes",
            Form::Colon,
        );
        check(
            "MS. O'NEIL [Nurse]: yes",
            "MS. O'NEIL",
            None,
            "yes",
            Form::Colon,
        );
        check(
            "10:01:40 From Kim Park to Everyone: yes",
            "Kim Park",
            Some(36_100.0),
            "yes",
            Form::Timed,
        );
        check("田中: はい", "田中", None, "はい", Form::Colon);
    }

    #[test]
    fn lines_without_label() {
        for line in [
            "",
            "we said: no",
            "At 10:30 we met",
            "https://x.org",
            "[laughs] yes",
            "I think that it is far too slow: really",
            "**very** important",
            "it was bad.",
            "Sure.",
            "[00:12:00] and then we left",
            "2. second: point",
        ] {
            assert_eq!(
                label(line).filter(|label| label.form != Form::Alone),
                None,
                "{line:?}"
            );
        }
    }

    #[test]
    fn times() {
        assert_eq!(timestamp("0:22"), Some(22.0));
        assert_eq!(timestamp("00:01:02.500"), Some(62.5));
        assert_eq!(timestamp("00:01:02,500"), Some(62.5));
        assert_eq!(timestamp("1:75"), None);
        assert_eq!(timestamp("12"), None);
    }
}
