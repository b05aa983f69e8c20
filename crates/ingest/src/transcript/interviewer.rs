//! Who asks the questions.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::Speech;

/// The speakers who ask, and why they are thought to.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Interviewers {
    pub names: Vec<String>,
    pub reason: String,
}

/// Who asks where questions stand out and nobody is named.
pub(super) const INTERVIEWER: &str = "Interviewer";

/// Finds the interviewers: those named in the details; those labelled so; or the one who asks far
/// more questions than anybody else and opens the conversation.
pub(super) fn find(named: &[String], speech: &[Speech]) -> Interviewers {
    let mut counts: BTreeMap<&str, Asked> = BTreeMap::new();
    for (index, piece) in speech.iter().enumerate() {
        let Some(speaker) = piece.speaker.as_deref() else {
            continue;
        };
        let asked = counts.entry(speaker).or_insert(Asked {
            first: index,
            ..Asked::default()
        });
        asked.chars += piece.text.chars().count();
        asked.questions +=
            piece.text.matches(['?', '？', '؟']).count() + piece.text.matches("か。").count();
    }
    let speakers: Vec<&str> = counts.keys().copied().collect();
    let by_name: Vec<String> = speakers
        .iter()
        .filter(|s| named.iter().any(|name| same_person(name, s)))
        .map(|s| (*s).to_owned())
        .collect();
    if !by_name.is_empty() {
        return Interviewers {
            reason: format!(
                "{} {}, as the details say",
                by_name.join(" and "),
                verb(&by_name)
            ),
            names: by_name,
        };
    }
    let by_label: Vec<String> = speakers
        .iter()
        .filter(|s| asks_by_label(s, &speakers))
        .map(|s| (*s).to_owned())
        .collect();
    if !by_label.is_empty() && by_label.len() < speakers.len() {
        return Interviewers {
            reason: format!(
                "{} {}, by the label",
                by_label.join(" and "),
                verb(&by_label)
            ),
            names: by_label,
        };
    }
    by_questions(&counts)
}

fn verb(names: &[String]) -> &'static str {
    if names.len() == 1 { "asks" } else { "ask" }
}

#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    first: usize,
    chars: usize,
    questions: usize,
}

impl Asked {
    /// Questions to a thousand characters: people who answer at length ask some, too.
    fn density(&self) -> f64 {
        1000.0 * self.questions as f64 / self.chars.max(200) as f64
    }
}

fn by_questions(counts: &BTreeMap<&str, Asked>) -> Interviewers {
    let mut ranked: Vec<(&str, Asked)> =
        counts.iter().map(|(&name, &asked)| (name, asked)).collect();
    ranked.sort_by(|(_, a), (_, b)| {
        b.density()
            .total_cmp(&a.density())
            .then(a.first.cmp(&b.first))
    });
    let [(name, most), (_, next), ..] = ranked.as_slice() else {
        return Interviewers::default();
    };
    let opens = counts.values().all(|asked| most.first <= asked.first);
    let talks_less = 2 * most.chars
        <= counts
            .values()
            .map(|asked| asked.chars)
            .sum::<usize>()
            .max(400);
    let factor = if opens { 1.5 } else { 3.0 };
    let ahead = most.density() > 0.0 && most.density() >= factor * next.density();
    if most.questions >= 2 && ahead && talks_less {
        let opening = if opens { " and opens" } else { "" };
        return Interviewers {
            names: vec![(*name).to_owned()],
            reason: format!("{name} asks most questions{opening}"),
        };
    }
    Interviewers::default()
}

/// Labels of people who ask. “I” and “Q” count only beside labels of their kind.
fn asks_by_label(label: &str, all: &[&str]) -> bool {
    static ASKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:(?:the )?(?:interviewer(?:in)?|moderator(?:in)?|facilitator|researcher|host|int|mod|iv|question|entrevistador(?:a)?|moderador(?:a)?|intervistator[ei]|moderatore|enquêteu(?:r|se)|animateu(?:r|se)|enquêtrice|animatrice|intervieweu(?:r|se)|インタビュアー|聞き手|司会者?|采访者|主持人|访谈者|訪談者|면접관|진행자|интервьюер|модератор|ведущий|prowadzący|moderatorka?)[ ._-]*\d{0,2}\.?)$",
        )
        .ok()
    });
    if ASKS.as_ref().is_some_and(|asks| asks.is_match(label)) {
        return true;
    }
    let short = |label: &str| {
        label
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .chars()
            .count()
            <= 2
    };
    matches!(label, "I" | "Q" | "M" | "F") && all.len() > 1 && all.iter().all(|other| short(other))
}

/// “Ana” is “Ana Ruiz”, and “Ana Ruiz (host)” is, too.
fn same_person(named: &str, speaker: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (named, speaker) = (words(named), words(speaker));
    let (Some(first_named), Some(first_speaker)) = (named.first(), speaker.first()) else {
        return false;
    };
    let same_first = first_named == first_speaker;
    match (named.len(), speaker.len()) {
        (1, _) | (_, 1) => same_first,
        _ => {
            same_first
                && (named.last() == speaker.last()
                    || speaker.iter().all(|w| named.contains(w))
                    || named.iter().all(|w| speaker.contains(w)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speech(lines: &[(&str, &str)]) -> Vec<Speech> {
        lines
            .iter()
            .map(|(speaker, text)| Speech {
                speaker: Some((*speaker).to_owned()),
                text: (*text).to_owned(),
                ..Speech::default()
            })
            .collect()
    }

    fn asks(named: &[&str], lines: &[(&str, &str)]) -> Vec<String> {
        let named: Vec<String> = named.iter().map(|name| (*name).to_owned()).collect();
        find(&named, &speech(lines)).names
    }

    #[test]
    fn the_interviewer_is_found() {
        assert_eq!(
            asks(&["Ana Ruiz"], &[("Ana Ruiz", "Hi."), ("Jo", "Why? How?")]),
            ["Ana Ruiz"]
        );
        assert_eq!(
            asks(&["Ana Ruiz"], &[("Ana", "Hi."), ("Jo", "Hm.")]),
            ["Ana"]
        );
        assert_eq!(
            asks(&["Rich W McGee"], &[("Rich McGee", "Hi."), ("Jo", "Hm.")]),
            ["Rich McGee"]
        );
        assert_eq!(
            asks(&[], &[("Moderator", "Hi."), ("P1", "Hm."), ("P2", "Why?")]),
            ["Moderator"]
        );
        assert_eq!(asks(&[], &[("I", "Hi."), ("P", "Hm.")]), ["I"]);
        assert_eq!(
            asks(
                &[],
                &[
                    ("Jo", "How so?"),
                    ("Al", "Hm."),
                    ("Jo", "Why? And when?"),
                    ("Al", "Ok?")
                ]
            ),
            ["Jo"]
        );
        assert!(
            asks(&[], &[("A", "Hm."), ("B", "Ok."), ("C", "No?")]).is_empty(),
            "nobody asks"
        );
        assert!(
            asks(&[], &[("Jo", "How? Why?")]).is_empty(),
            "one voice is no interview"
        );
    }
}
