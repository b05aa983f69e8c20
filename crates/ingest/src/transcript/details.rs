//! What is said about a conversation before it begins: title, date, customer, who asks.

use std::sync::LazyLock;

use regex::Regex;

use crate::dates::parse_date;
use crate::{DateOrder, Kind};

/// What is known about a conversation besides what was said in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Details {
    pub title: Option<String>,
    pub id: Option<String>,
    pub customer: Option<String>,
    pub email: Option<String>,
    pub author: Option<String>,
    /// Seconds since 1970-01-01 UTC.
    pub time: Option<i64>,
    pub kind: Option<Kind>,
    pub interviewers: Vec<String>,
    /// Whether nobody is named, and questions are told by their looks.
    pub questions_stand_out: bool,
    pub segments: Vec<(String, String)>,
}

impl Details {
    /// Takes in a `key: value` pair.
    pub fn set(&mut self, key: &str, value: &str) {
        let value = value.trim().trim_matches(['"', '\'']).trim();
        if value.is_empty() || matches!(value, "null" | "~" | "[]" | "{}") {
            return;
        }
        let name: String = key
            .trim()
            .to_lowercase()
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '_' })
            .collect();
        let text = || Some(value.to_owned());
        match name.as_str() {
            "title" | "interview" | "subject" | "titel" | "titre" | "título" | "titolo" => {
                self.title = text()
            }
            "id" | "interview_id" | "session" | "session_id" | "transcript_id" | "interview_nr" => {
                self.id = text()
            }
            "customer" | "customer_id" | "user_id" | "account" | "account_id" | "client"
            | "client_id" | "kunde" | "kunden_nr" | "kundennummer" => {
                if value.contains('@') {
                    self.email = Some(value.to_lowercase())
                } else {
                    self.customer = text()
                }
            }
            "email" | "e_mail" | "mail" => self.email = Some(value.to_lowercase()),
            "participant" | "interviewee" | "respondent" | "author" | "name" | "guest"
            | "person" | "teilnehmer" | "befragter" | "participants" | "teilnehmerin"
                // Several are present, among them who asks.
                if !(name == "participants" && list(value).len() > 1) =>
            {
                self.author = Some(list(value).join(", "));
                if self.customer.is_none()
                    && name != "author"
                    && name != "guest"
                    && looks_like_key(value)
                {
                    self.customer = text();
                }
            }
            "interviewer" | "interviewers" | "moderator" | "moderators" | "facilitator"
            | "researcher" | "host" | "interviewerin" | "moderatorin" | "entrevistador"
            | "enquêteur" => {
                self.interviewers = list(value);
            }
            "date" | "datum" | "recorded" | "recorded_on" | "recorded_at" | "interview_date"
            | "conducted" | "conducted_on" | "time" | "fecha" | "data" | "created"
            | "created_at" => match parse_date(value, DateOrder::DayFirst) {
                Some(moment) => self.time = Some(moment.seconds),
                None => self
                    .segments
                    .push((key.trim().to_owned(), value.to_owned())),
            },
            "kind" | "type" | "format" if kind_in(value).is_some() => self.kind = kind_in(value),
            "duration" | "length" | "dauer" | "link" | "url" | "recording" | "transcribed_by"
            | "transcript" | "transcription" | "consent" => {}
            _ => self
                .segments
                .push((key.trim().to_owned(), list(value).join(", "))),
        }
    }

    /// Takes in a sentence or line that is no pair: “The interview took place on 19 November 2020.
    /// Interviewer is Ana Ruiz.”
    pub fn notice(&mut self, line: &str) {
        static ASKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(r"(?i)\b(?:interviewers?|moderators?|facilitators?)\s+(?:is|are|was|were)\s+([^.;\n]{2,120}?)(?:[.;]\s|[.;]?$)").ok()
        });
        static ASKED_BY: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(r"(?:[Ii]nterviewed|[Cc]onducted|[Mm]oderated|[Hh]osted) by ((?:\p{Lu}[\p{L}'’.-]*\s?){1,4})").ok()
        });
        if self.interviewers.is_empty() {
            let found = [&ASKS, &ASKED_BY]
                .into_iter()
                .find_map(|regex| regex.as_ref()?.captures(line)?.get(1));
            if let Some(names) = found {
                self.interviewers = list(names.as_str());
            }
        }
        if self.time.is_none() {
            self.time = date_in(line);
        }
        if self.kind.is_none() {
            self.kind = kind_in(line);
        }
    }

    /// The kind that a title or file name gives away.
    pub fn notice_name(&mut self, name: &str) {
        let words = name.replace(['_', '+'], " ");
        if self.kind.is_none() {
            self.kind = kind_in(&words);
        }
        if self.time.is_none() {
            self.time = date_in(&words);
        }
    }
}

/// Reads the front matter of a Markdown file (`---`, `key: value` lines, `---`); returns what
/// follows it. Lists may be written in brackets or one item a line.
pub(crate) fn front_matter<'a>(text: &'a str, details: &mut Details) -> &'a str {
    let body = text.trim_start_matches(['\n', '\r', ' ']);
    let Some(after) = body
        .strip_prefix("---")
        .filter(|rest| rest.starts_with(['\n', '\r']))
    else {
        return text;
    };
    let mut key: Option<String> = None;
    let mut items: Vec<String> = Vec::new();
    let mut at = text.len() - after.len();
    for line in after.split_inclusive('\n') {
        at += line.len();
        let trimmed = line.trim_end();
        if trimmed == "---" || trimmed == "..." {
            if let Some(key) = key {
                details.set(&key, &items.join(", "));
            }
            return &text[at..];
        }
        if let Some(item) = trimmed.trim_start().strip_prefix("- ") {
            items.push(item.trim().trim_matches(['"', '\'']).to_owned());
        } else if let Some((next, value)) = trimmed.split_once(':')
            && !trimmed.trim_start().starts_with('#')
        {
            if let Some(key) = key.take() {
                details.set(&key, &items.join(", "));
            }
            items.clear();
            let value = value.split(" #").next().unwrap_or(value).trim();
            if value.is_empty() {
                key = Some(next.trim().to_owned())
            } else {
                details.set(next, value)
            }
        }
    }
    // Never closed: a rule, not front matter.
    *details = Details::default();
    text
}

/// “[a, b]”, “a, b and c”
fn list(value: &str) -> Vec<String> {
    value
        .trim_matches(['[', ']'])
        .split([',', ';'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" & "))
        .map(|part| {
            part.trim()
                .trim_start_matches("and ")
                .trim_matches(['"', '\''])
                .trim()
                .to_owned()
        })
        .filter(|part| !part.is_empty())
        .collect()
}

/// “P07”, “cust-0042”: a key rather than a name.
fn looks_like_key(value: &str) -> bool {
    !value.contains(' ') && value.bytes().any(|b| b.is_ascii_digit())
}

fn kind_in(text: &str) -> Option<Kind> {
    let lower = text.to_lowercase();
    if [
        "focus group",
        "focus-group",
        "focusgroup",
        "fokusgruppe",
        "gruppendiskussion",
        "groupe de discussion",
        "grupo focal",
        "grupo de discusión",
        "focusgroep",
    ]
    .iter()
    .any(|word| lower.contains(word))
    {
        Some(Kind::FocusGroup)
    } else if lower.contains("interview")
        || lower.contains("entrevista")
        || lower.contains("entretien")
    {
        Some(Kind::Interview)
    } else {
        None
    }
}

/// The first date written in a line.
fn date_in(line: &str) -> Option<i64> {
    static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?x)\b(?:
              \p{L}{3,9}\.?\ \d{1,2}(?:st|nd|rd|th)?,?\ (?:19|20)\d\d |
              \d{1,2}(?:\.|st|nd|rd|th)?(?:\ de)?(?:\ of)?\ \p{L}{3,10}\.?,?(?:\ de)?\ (?:19|20)\d\d |
              (?:19|20)\d\d[-/]\d\d?[-/]\d\d? | \d{1,2}[./]\d{1,2}[./](?:19|20)\d\d
            )(?:\b|_)",
        )
        .ok()
    });
    let found = DATE.as_ref()?.find_iter(line);
    let dates = found
        .filter_map(|found| parse_date(found.as_str().trim_end_matches('_'), DateOrder::DayFirst));
    dates.map(|moment| moment.seconds).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_gives_the_details() {
        let text = "---\ntitle: \"Call with Jo\"\ndate: 2024-05-01\ncustomer: C-17\nplan: Team\ntags:\n  - a\n  - b\ninterviewer: [Ana Ruiz, Ben]\n# comment: x\n---\n\nbody";
        let mut details = Details::default();
        assert_eq!(front_matter(text, &mut details).trim(), "body");
        assert_eq!(details.title.as_deref(), Some("Call with Jo"));
        assert_eq!(details.customer.as_deref(), Some("C-17"));
        assert_eq!(details.time, Some(1_714_521_600));
        assert_eq!(details.interviewers, ["Ana Ruiz", "Ben"]);
        let segments = [
            ("plan".to_owned(), "Team".to_owned()),
            ("tags".to_owned(), "a, b".to_owned()),
        ];
        assert_eq!(details.segments, segments);
        let mut none = Details::default();
        assert_eq!(
            front_matter("---\nnot closed: x\n", &mut none),
            "---\nnot closed: x\n"
        );
        assert_eq!(none, Details::default());
    }

    #[test]
    fn sentences_give_the_date_and_who_asks() {
        let mut details = Details::default();
        details.notice(
            "Interview took place on November 19, 2020. Interviewer is Ana Ruiz and Ben B Low.",
        );
        assert_eq!(details.time, Some(1_605_744_000));
        assert_eq!(details.interviewers, ["Ana Ruiz", "Ben B Low"]);
        assert_eq!(details.kind, Some(Kind::Interview));
        let mut named = Details::default();
        named.notice_name("2021-03-04_Focus_group_Berlin");
        assert_eq!(
            (named.kind, named.time),
            (Some(Kind::FocusGroup), Some(1_614_816_000))
        );
    }
}
