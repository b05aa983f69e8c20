//! Lines of text to speech: Otter, Zoom, hand-typed and the like.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::interviewer::INTERVIEWER;
use super::labels::{Form, Label, is_usual, label};
use super::{Details, LabelCensus, Speech};

/// Splits a text into what each speaker says. What stands before the first label is details, not
/// speech; without any label every paragraph is speech of nobody in particular, but for questions that
/// stand out. `emphasised` are the lines that are bold or the like as a whole.
pub(crate) fn read_lines(
    text: &str,
    emphasised: &HashSet<String>,
    details: &mut Details,
) -> Vec<Speech> {
    let text = without_numbers(text);
    let joined = with_times_beside_names(&text);
    let lines: Vec<&str> = joined
        .lines()
        .filter(|line| !is_note_of_tool(line))
        .collect();
    let mut census = LabelCensus::default();
    for line in &lines {
        if let Some(label) = label(line) {
            census.add(&label);
        }
    }
    if times_name_speakers(&lines) {
        census.trust_times();
    }
    let start = beginning(&lines, &census);
    let labelled = lines[start..]
        .iter()
        .any(|line| accepted(line, &census).is_some());
    if !labelled {
        let body = &lines[paragraphs_after_details(&lines, details)..];
        let asks = |line: &str| emphasised.contains(line.trim());
        details.questions_stand_out = questions_stand_out(body, asks);
        return match details.questions_stand_out {
            true => with_questions(body, asks),
            false => without_speakers(body),
        };
    }
    read_details(&lines[..start], details);
    let mut speech: Vec<Speech> = Vec::new();
    let mut loose = String::new();
    for line in &lines[start..] {
        if let Some(Label {
            speaker,
            seconds,
            rest,
            ..
        }) = accepted(line, &census)
        {
            let (inline, rest) = without_times(rest);
            speech.push(Speech {
                speaker: Some(speaker),
                seconds: seconds.or(inline),
                until: None,
                text: rest,
            });
        } else if !is_heading(line) {
            let (_, words) = without_times(line);
            match speech.last_mut() {
                Some(last) => append(&mut last.text, &words),
                None => append(&mut loose, &words),
            }
        }
    }
    if !loose.trim().is_empty() {
        speech.insert(
            0,
            Speech {
                text: loose,
                ..Speech::default()
            },
        );
    }
    speech
}

/// Takes off the numbers of lines, where each line has the next one.
fn without_numbers(text: &str) -> Cow<'_, str> {
    let numbered = |line: &str| {
        let digits = line.find(|c: char| !c.is_ascii_digit())?;
        let number: usize = line[..digits].parse().ok()?;
        let rest = line[digits..]
            .strip_prefix(['.', ')'])
            .unwrap_or(&line[digits..]);
        rest.starts_with([' ', '\t'])
            .then_some((number, rest.trim_start().len()))
    };
    let mut last = 0;
    let follows = |line: &str| {
        numbered(line).is_some_and(|(number, _)| number == std::mem::replace(&mut last, number) + 1)
    };
    let lines = text.lines().map(str::trim);
    let mut filled = lines.filter(|line| !line.is_empty());
    let several = text.lines().filter(|line| !line.trim().is_empty()).count() > 2;
    if !several || !filled.all(follows) {
        return Cow::Borrowed(text);
    }
    let words = |line: &str| {
        let line = line.trim();
        let kept = numbered(line).map_or(line.len(), |(_, length)| length);
        line[line.len() - kept..].to_owned()
    };
    let lines: Vec<String> = text.lines().map(words).collect();
    Cow::Owned(lines.join("\n"))
}

/// Whether every line that begins with a time goes on with a name and nothing else, and what was said
/// stands beneath; or every line begins with a name and a time. Then names that occur once are
/// speakers, too.
fn times_name_speakers(lines: &[&str]) -> bool {
    let filled: Vec<&str> = lines
        .iter()
        .copied()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let timed = |line: &str| {
        let label = label(line).filter(|label| label.seconds.is_some())?;
        matches!(label.form, Form::Alone | Form::Colon).then_some(label.form)
    };
    let first = filled.iter().position(|line| timed(line).is_some());
    let body = &filled[first.unwrap_or(filled.len())..];
    let names = body.iter().filter(|line| timed(line).is_some()).count();
    let beneath = body.chunk_by(|_, next| timed(next).is_none()).all(|turn| {
        let alone = timed(turn[0]) == Some(Form::Alone);
        alone && turn.len() > 1 && turn[1..].iter().all(|line| !begins_with_time(line))
    });
    let beside = body.iter().all(|line| timed(line) == Some(Form::Colon));
    names > 1 && (beneath || beside)
}

fn begins_with_time(line: &str) -> bool {
    let start = line.trim().trim_start_matches(['[', '(']);
    let end = start.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')));
    super::timestamp(&start[..end.unwrap_or(start.len())]).is_some()
}

/// Puts times that stand on a line above a name, or beneath it, behind the name, as most tools have
/// them.
fn with_times_beside_names(text: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = text.lines().collect();
    let time = |line: &str| {
        let start = line.split("-->").next().unwrap_or(line).trim();
        super::timestamp(start).map(|_| start.to_owned())
    };
    let is_named = |line: &str| {
        label(line).is_some_and(|label| label.form == Form::Alone && label.seconds.is_none())
    };
    let above: Vec<usize> = (1..lines.len())
        .filter(|&at| is_named(lines[at]) && time(lines[at - 1]).is_some())
        .map(|at| at - 1)
        .collect();
    let beneath: Vec<usize> = (1..lines.len())
        .filter(|&at| {
            let next = lines.get(at + 1).map_or("", |line| line.trim());
            is_named(lines[at - 1]) && time(lines[at]).is_some() && !next.is_empty()
        })
        .collect();
    // Where the time is and the name that it belongs to.
    let (times, step): (_, isize) = match (above.len() > 1, beneath.len() > 1) {
        (_, true) if beneath.len() >= above.len() => (beneath, -1),
        (true, _) => (above, 1),
        _ => return Cow::Borrowed(text),
    };
    let mut joined = String::with_capacity(text.len());
    for (at, line) in lines.iter().enumerate() {
        if times.binary_search(&at).is_ok() {
            continue;
        }
        joined.push_str(line);
        let timed = at.checked_add_signed(-step);
        if let Some(timed) = timed.filter(|timed| times.binary_search(timed).is_ok())
            && let Some(time) = time(lines[timed])
        {
            joined.push_str("  ");
            joined.push_str(&time);
        }
        joined.push('\n');
    }
    Cow::Owned(joined)
}

/// What the tool says of itself among the words.
fn is_note_of_tool(line: &str) -> bool {
    static NOTE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)^\s*(?:transcri(?:bed|pt(?:ion)?\s(?:generated|created|provided))\sby\s\S.{0,80} | .{1,60}\s(?:started|stopped)\stranscription\.? |
              (?:transcription|meeting|call|recording)\sended\safter\s[\d:]+.{0,4} | this\seditable\stranscript\swas\scomputer\sgenerated.{0,120})\s*$",
        )
        .ok()
    });
    NOTE.as_ref().is_some_and(|note| note.is_match(line))
}

fn accepted<'a>(line: &'a str, census: &LabelCensus) -> Option<Label<'a>> {
    label(line).filter(|label| census.accepts(label))
}

/// The first line that is speech: after a “Transcript” heading, or else the first label that is no
/// detail such as “Date: …”.
fn beginning(lines: &[&str], census: &LabelCensus) -> usize {
    let heading = lines.iter().position(|line| {
        let title = line
            .trim()
            .trim_start_matches('#')
            .trim_matches(['*', ' ', ':'])
            .to_lowercase();
        is_heading(line)
            && matches!(
                title.as_str(),
                "transcript"
                    | "transcription"
                    | "transkript"
                    | "transcripción"
                    | "trascrizione"
                    | "interview"
            )
    });
    if let Some(at) = heading {
        return at + 1;
    }
    let from = leading_details(lines);
    lines[from..]
        .iter()
        .position(|line| {
            label(line).is_some_and(|label| {
                census.accepts(&label) && (census.recurs(&label) || !is_detail(&label))
            })
        })
        .map(|at| from + at)
        .unwrap_or(lines.len().min(first_paragraph(lines)))
}

/// The end of a block of pairs at the top, if one of them can only be a detail. A label in it such
/// as “Interviewer: Ana Ruiz” recurs in the conversation and is a detail all the same.
fn leading_details(lines: &[&str]) -> usize {
    const CERTAIN: &[&str] = &[
        "date",
        "datum",
        "fecha",
        "data",
        "customer",
        "customer id",
        "client",
        "kunde",
        "company",
        "firma",
        "plan",
        "place",
        "location",
        "ort",
        "duration",
        "dauer",
        "recorded",
        "email",
        "e-mail",
        "role",
        "segment",
        "product",
        "project",
    ];
    let titles = lines
        .iter()
        .take_while(|line| {
            line.trim().is_empty() || is_heading(line) || (pair(line).is_none() && is_short(line))
        })
        .count();
    let block = lines[titles..]
        .iter()
        .take_while(|line| {
            pair(line).is_some_and(|(_, value)| !value.ends_with(['?', '.', '!', '…']))
        })
        .count();
    let certain = lines[titles..titles + block]
        .iter()
        .filter_map(|line| pair(line))
        .any(|(key, _)| CERTAIN.contains(&key.to_lowercase().as_str()));
    if certain && block >= 2 {
        titles + block
    } else {
        0
    }
}

fn is_short(line: &str) -> bool {
    line.split_whitespace().count() <= 14 && !line.trim_end().ends_with(['?', '.', '!'])
}

/// “Interviewer: Ana Ruiz” before the conversation is a detail, “Interviewer: Why is that?” is not.
fn is_detail(label: &Label<'_>) -> bool {
    let rest = label.rest.trim();
    label.form != Form::Timed
        && label.seconds.is_none()
        && (rest.is_empty()
            || (rest.split_whitespace().count() <= 5 && !rest.ends_with(['?', '.', '!', '…'])))
        || !is_usual(&label.speaker) && label.form == Form::Colon
}

fn first_paragraph(lines: &[&str]) -> usize {
    lines
        .iter()
        .position(|line| !line.trim().is_empty() && !is_heading(line))
        .unwrap_or(0)
}

/// The lines before the conversation.
fn read_details(lines: &[&str], details: &mut Details) {
    for line in lines {
        let line = line.trim();
        if is_heading(line) {
            let title = line.trim_start_matches('#').trim();
            if details.title.is_none() && line.starts_with("# ") {
                details.title = Some(title.to_owned());
            }
            details.notice(title);
        } else if let Some((key, value)) = pair(line) {
            details.set(key, value);
        } else {
            if details.title.is_none() && !line.is_empty() && is_short(line) {
                details.title = Some(line.to_owned());
            }
            details.notice(line);
        }
    }
}

/// “Participant: P07”, “**Plan:** Team”, “- Date: 2024-05-01”.
fn pair(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches(['-', '*', ' ']);
    let (key, value) = line.split_once(':')?;
    let key = key.trim_matches(['*', '_', ' ']);
    let value = value.trim_matches(['*', ' ']);
    let short =
        key.split_whitespace().count() <= 3 && key.contains(char::is_alphabetic) && key.len() <= 32;
    (short && !value.starts_with("//") && value.split_whitespace().count() <= 10)
        .then_some((key, value))
}

/// Without labels, leading pairs are still details if there are at least two of them.
fn paragraphs_after_details(lines: &[&str], details: &mut Details) -> usize {
    let first = lines
        .iter()
        .position(|line| !line.trim().is_empty())
        .unwrap_or(0);
    let mut end = first;
    while end < lines.len() && (is_heading(lines[end]) || lines[end].trim().is_empty()) {
        end += 1;
    }
    let pairs = lines[end..]
        .iter()
        .take_while(|line| pair(line).is_some())
        .count();
    // A conversation is never nothing but details.
    let more = lines[end + pairs..]
        .iter()
        .any(|line| !line.trim().is_empty());
    let end = if pairs >= 2 && more { end + pairs } else { end };
    read_details(&lines[..end], details);
    end
}

/// Whether half of the lines that stand out are questions, and most of those are answered beneath.
fn questions_stand_out(lines: &[&str], stands_out: impl Fn(&str) -> bool) -> bool {
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let filled: Vec<&str> = filled.copied().collect();
    let parts = filled.chunk_by(|one, next| stands_out(one) == stands_out(next));
    let (mut out, mut questions, mut answered) = (0, 0, 0);
    let mut asked = 0;
    for part in parts {
        if stands_out(part[0]) {
            let asks = |line: &&&str| {
                let line = line.trim_end_matches(['*', '_', ' ']);
                line.ends_with(['?', '？', '؟'])
            };
            asked = part.iter().filter(asks).count();
            out += part.len();
            questions += asked;
        } else {
            answered += std::mem::take(&mut asked);
        }
    }
    questions >= 2 && 2 * questions >= out && 3 * answered >= 2 * questions
}

/// Speech of which the lines that stand out are the interviewer's.
fn with_questions(lines: &[&str], stands_out: impl Fn(&str) -> bool) -> Vec<Speech> {
    let mut speech = Vec::new();
    for part in lines.chunk_by(|one, next| stands_out(one) == stands_out(next)) {
        let mut pieces = without_speakers(part);
        if stands_out(part[0]) {
            for piece in &mut pieces {
                piece.speaker = Some(INTERVIEWER.to_owned());
            }
        }
        speech.extend(pieces);
    }
    speech
}

fn without_speakers(lines: &[&str]) -> Vec<Speech> {
    let mut speech = Vec::new();
    let mut paragraph = String::new();
    let mut seconds = None;
    let mut finish = |paragraph: &mut String, seconds: &mut Option<f64>| {
        let text = std::mem::take(paragraph);
        if !text.trim().is_empty() {
            speech.push(Speech {
                text,
                seconds: seconds.take(),
                ..Speech::default()
            });
        }
    };
    for line in lines {
        if line.trim().is_empty() || is_heading(line) {
            finish(&mut paragraph, &mut seconds);
        } else {
            let (time, words) = without_times(line);
            seconds = seconds.or(time);
            append(&mut paragraph, &words);
        }
    }
    finish(&mut paragraph, &mut seconds);
    speech
}

/// A Markdown heading or rule.
fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let hashes = line.len() - line.trim_start_matches('#').len();
    ((1..=6).contains(&hashes) && line[hashes..].starts_with([' ', '\t']))
        || (line.len() >= 3
            && (line.bytes().all(|b| b == b'-')
                || line.bytes().all(|b| b == b'*')
                || line.bytes().all(|b| b == b'=')))
}

fn append(text: &mut String, words: &str) {
    let words = words.trim();
    if words.is_empty() {
        // A paragraph break inside a turn.
        if !text.is_empty() && !text.ends_with("\n\n") {
            text.push_str("\n\n");
        }
        return;
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(words);
}

/// Takes “[00:01:00]” out of a line, and Trint's “[00:01:00][12.5]”; the first such time. Also f4's “#00:01:00-3#”, which is when a
/// turn ends.
fn without_times(line: &str) -> (Option<f64>, String) {
    let alone = super::timestamp(line);
    if alone.is_some() {
        return (alone, String::new());
    }
    static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"[\[(](\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)(?:\s*-->\s*[\d:.,]+)?[\])](?:\[\d{1,5}(?:\.\d+)?\])? ?|#\d{1,2}:\d{2}:\d{2}-\d{1,2}# ?",
        )
        .ok()
    });
    let Some(time) = TIME.as_ref().filter(|_| line.contains([']', ')', '#'])) else {
        return (None, line.trim().to_owned());
    };
    let first = time
        .captures_iter(line)
        .find_map(|found| super::timestamp(found.get(1)?.as_str()));
    (first, time.replace_all(line, "").trim().to_owned())
}
