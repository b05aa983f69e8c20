//! Records as they were read, turned into rows to store: redacted, cut into passages, scored.

use std::cell::LazyCell;
use std::collections::HashSet;

use assay_analysis::{detect_language, is_no_answer, sentiment, split_passages};
use assay_ingest::{
    ColumnGuess, Customer, Event, Feedback, Pseudonyms, Record, Role, Turn, redact,
};
use assay_store::{CustomerRow, NewItem, NewPassage};
use serde_json::{Map, json};

use super::fingerprint::{Fingerprints, Otherwise, headings};

/// A compound sentiment at or below this is negative (Hutto & Gilbert 2014).
const NEGATIVE: f64 = -0.05;

/// Turns of fewer words (“Yeah.”, “Right, right.”) stay in the transcript but are not analysed.
const FEWEST_WORDS_OF_A_TURN: usize = 3;

/// A record ready to be stored.
pub(super) enum Prepared {
    Item {
        item: Box<NewItem>,
        otherwise: Option<Otherwise>,
        passages: Vec<NewPassage>,
        redacted: u64,
    },
    Customer(Box<CustomerRow>),
    Event(Event),
}

impl Prepared {
    /// What tells this record from any other; an event is told apart among its customer's.
    pub(super) fn fingerprint(&self) -> Option<[u8; 16]> {
        match self {
            Prepared::Item { item, .. } => Some(item.fingerprint),
            Prepared::Customer(customer) => Some(customer.fingerprint),
            Prepared::Event(_) => None,
        }
    }
}

/// Turns one file's records into rows.
pub(super) struct Converter<'a> {
    fingerprints: Fingerprints<'a>,
    pseudonyms: Option<&'a mut Pseudonyms>,
    texts: Vec<String>,
    low_rating: Option<f64>,
    english: English,
    titles_speak: bool,
    activated_column: Option<String>,
    churned_column: Option<String>,
}

impl<'a> Converter<'a> {
    /// `pseudonyms` is `None` when nothing is to be redacted.
    pub(super) fn new(
        file_hash: &'a [u8],
        columns: &[ColumnGuess],
        records: &[Record],
        pseudonyms: Option<&'a mut Pseudonyms>,
    ) -> Self {
        let column = |role: Role| {
            columns
                .iter()
                .find(|column| column.role == role)
                .map(|column| column.name.clone())
        };
        Converter {
            fingerprints: Fingerprints::new(file_hash),
            pseudonyms,
            texts: headings(columns),
            low_rating: low_rating(records),
            english: English::of(records),
            titles_speak: titles_speak(records),
            activated_column: column(Role::Activated),
            churned_column: column(Role::Churned),
        }
    }

    pub(super) fn convert(&mut self, record: Record) -> Prepared {
        match record {
            Record::Feedback(feedback) => self.item(feedback),
            Record::Customer(customer) => self.customer(customer),
            Record::Event(event) => self.event(event),
        }
    }

    fn item(&mut self, feedback: Feedback) -> Prepared {
        let fingerprint = self.fingerprints.feedback(&feedback);
        let otherwise = Otherwise::of(&feedback, &self.texts);
        let mut redacted = 0;
        let mut turns = feedback.turns;
        let mut text = self.clean(&feedback.text, &mut turns, &mut redacted);
        let title = feedback
            .title
            .map(|title| self.clean(&title, &mut [], &mut redacted));
        // A ticket's subject often says what its body takes for granted: they are read as one text.
        let subject = title
            .as_deref()
            .filter(|title| turns.is_empty() && self.titles_speak && !is_no_answer(title));
        let mut no_answer = turns.is_empty() && is_no_answer(&text);
        if let Some(subject) = subject {
            let words = subject.trim_end_matches(['.', '…', ' ']).to_lowercase();
            if no_answer {
                // “n/a” beneath it takes nothing back.
                text = subject.to_owned();
                no_answer = false;
            } else if !text.to_lowercase().starts_with(words.as_str()) {
                text = format!("{subject}\n{text}");
            }
        }
        let passages = if no_answer {
            Vec::new()
        } else {
            self.passages(&text, &turns, feedback.rating)
        };
        let segments: Vec<(String, String)> = feedback
            .segments
            .into_iter()
            .map(|(name, value)| (name, self.clean(&value, &mut [], &mut redacted)))
            .collect();
        let item = NewItem {
            row: Some(feedback.row),
            fingerprint,
            external_id: feedback.id,
            customer: feedback.customer.map(|customer| self.identity(customer)),
            email: feedback.email.map(|email| self.identity(email)),
            author: feedback.author.map(|author| self.identity(author)),
            time: feedback.time,
            rating: feedback.rating,
            question: feedback.question,
            title,
            turns: (!turns.is_empty()).then(|| turns_json(&turns)),
            segments: object(segments),
            no_answer,
            text,
        };
        Prepared::Item {
            item: Box::new(item),
            otherwise,
            passages,
            redacted,
        }
    }

    fn customer(&mut self, customer: Customer) -> Prepared {
        let fingerprint = self.fingerprints.customer(&customer);
        let email = customer.email.map(|email| self.identity(email));
        let key = customer
            .key
            .map(|key| self.identity(key))
            .or_else(|| email.clone())
            .unwrap_or_default();
        let mut segments = customer.segments;
        // The rule may name any column, the activation and churn columns among them.
        for (column, value) in [
            (&self.activated_column, &customer.activated),
            (&self.churned_column, &customer.churned),
        ] {
            if let (Some(column), Some(value)) = (column, value) {
                segments.push((column.clone(), value.clone()));
            }
        }
        let mut redacted = 0;
        let segments = segments
            .into_iter()
            .map(|(name, value)| (name, self.clean(&value, &mut [], &mut redacted)))
            .collect();
        Prepared::Customer(Box::new(CustomerRow {
            row: Some(customer.row),
            fingerprint,
            key,
            email,
            signed_up: customer.signed_up,
            activated: customer.activated,
            churned: customer.churned,
            revenue: customer.revenue,
            segments: object(segments),
        }))
    }

    fn event(&mut self, event: Event) -> Prepared {
        Prepared::Event(Event {
            customer: self.identity(event.customer),
            ..event
        })
    }

    /// Redact `text`, move `turns` along, count what was replaced.
    fn clean(&mut self, text: &str, turns: &mut [Turn], redacted: &mut u64) -> String {
        let Some(pseudonyms) = self.pseudonyms.as_deref_mut() else {
            return text.to_owned();
        };
        let clean = redact(text, pseudonyms);
        *redacted += clean.found.len() as u64;
        for turn in turns {
            turn.start = clean.moved(turn.start);
            turn.end = clean.moved(turn.end);
        }
        clean.text.into_owned()
    }

    /// A key or address that tells people apart: an address becomes its token, the same everywhere.
    fn identity(&mut self, identity: String) -> String {
        if identity.contains('@') {
            self.clean(&identity, &mut [], &mut 0)
        } else {
            identity
        }
    }

    fn passages(&self, text: &str, turns: &[Turn], rating: Option<f64>) -> Vec<NewPassage> {
        let mut passages = Vec::new();
        // Telling a language takes longer than scoring a text: only texts with words of the English
        // lexicon are looked at.
        let english = LazyCell::new(|| self.english.is(text));
        let mut add = |start: usize, end: usize, speaker: Option<&str>| {
            let Some(stretch) = text.get(start..end) else {
                return;
            };
            for range in split_passages(stretch) {
                let mut compound = sentiment(&stretch[range.clone()]);
                if compound != 0.0 && !*english {
                    compound = 0.0;
                }
                let low = compound == 0.0
                    && rating
                        .zip(self.low_rating)
                        .is_some_and(|(rating, low)| rating <= low);
                passages.push(NewPassage {
                    start: start + range.start,
                    end: start + range.end,
                    speaker: speaker.map(str::to_owned),
                    sentiment: compound,
                    negative: compound <= NEGATIVE || low,
                });
            }
        };
        if turns.is_empty() {
            add(0, text.len(), None);
        }
        for turn in turns.iter().filter(|turn| !turn.interviewer) {
            let words = text
                .get(turn.start..turn.end)
                .unwrap_or_default()
                .split_whitespace()
                .count();
            if words >= FEWEST_WORDS_OF_A_TURN {
                add(turn.start, turn.end, turn.speaker.as_deref());
            }
        }
        passages
    }
}

/// Whether the titles of a file are people's own words: most differ from each other. The same few
/// again and again (“customer review”) are a form's.
fn titles_speak(records: &[Record]) -> bool {
    let titles: Vec<&str> = records
        .iter()
        .filter_map(|record| match record {
            Record::Feedback(feedback) => feedback.title.as_deref(),
            _ => None,
        })
        .collect();
    let different: HashSet<&str> = titles.iter().copied().collect();
    different.len() * 2 >= titles.len()
}

/// Which texts of a file the English sentiment lexicon can judge.
enum English {
    /// All of them: no need to look at each.
    All,
    /// Those that look English; where a text leaves it open, this is the answer.
    Some(bool),
}

impl English {
    /// Texts looked at before the rest of a file is taken to be like them.
    const SAMPLE: usize = 400;

    fn of(records: &[Record]) -> English {
        let texts = records.iter().filter_map(|record| match record {
            Record::Feedback(feedback) => Some(feedback.text.as_str()),
            _ => None,
        });
        let stride = records.len().div_ceil(Self::SAMPLE).max(1);
        let languages: Vec<&str> = texts.step_by(stride).filter_map(detect_language).collect();
        let english = languages.iter().filter(|code| **code == "eng").count();
        if english == languages.len() {
            English::All
        } else {
            English::Some(english * 2 >= languages.len())
        }
    }

    fn is(&self, text: &str) -> bool {
        match self {
            English::All => true,
            English::Some(unsure) => detect_language(text).map_or(*unsure, |code| code == "eng"),
        }
    }
}

/// The highest rating that is still bad: two fifths of the best one seen (2 of 5 stars, 4 of 10).
fn low_rating(records: &[Record]) -> Option<f64> {
    let ratings = records.iter().filter_map(|record| match record {
        Record::Feedback(feedback) => feedback.rating,
        _ => None,
    });
    ratings
        .max_by(f64::total_cmp)
        .filter(|best| *best > 1.0)
        .map(|best| best * 0.4)
}

fn turns_json(turns: &[Turn]) -> String {
    let turns: Vec<_> = turns
        .iter()
        .map(|turn| {
            json!({
                "start": turn.start, "end": turn.end, "speaker": turn.speaker,
                "interviewer": turn.interviewer, "seconds": turn.seconds,
            })
        })
        .collect();
    json!(turns).to_string()
}

fn object(pairs: Vec<(String, String)>) -> Option<String> {
    if pairs.is_empty() {
        return None;
    }
    let object: Map<_, _> = pairs
        .into_iter()
        .map(|(name, value)| (name, value.into()))
        .collect();
    Some(serde_json::Value::Object(object).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titled(titles: &[&str]) -> Vec<Record> {
        let feedback = |title: &&str| Feedback {
            title: Some((*title).to_owned()),
            text: "it broke".into(),
            ..Feedback::default()
        };
        titles
            .iter()
            .map(|title| Record::Feedback(feedback(title)))
            .collect()
    }

    fn text_of(records: Vec<Record>) -> String {
        let mut converter = Converter::new(b"hash", &[], &records, None);
        match records
            .into_iter()
            .next()
            .map(|record| converter.convert(record))
        {
            Some(Prepared::Item { item, .. }) => item.text,
            _ => String::new(),
        }
    }

    #[test]
    fn a_subject_is_read_with_its_body_unless_it_is_a_forms() {
        assert_eq!(
            text_of(titled(&["Invite lost", "Import fails", "Too slow"])),
            "Invite lost\nit broke"
        );
        assert_eq!(
            text_of(titled(&["Review", "Review", "Review", "Review"])),
            "it broke"
        );
        assert_eq!(
            text_of(titled(&["It broke", "Import fails"])),
            "it broke",
            "nothing is said twice"
        );
        let mut titled = titled(&["Import fails"]);
        if let Record::Feedback(feedback) = &mut titled[0] {
            feedback.text = "n/a".into();
        }
        assert_eq!(text_of(titled), "Import fails", "a body that says nothing");
    }

    #[test]
    fn english_words_are_not_found_in_other_languages() {
        let german = |text: &str| {
            Record::Feedback(Feedback {
                text: text.into(),
                ..Feedback::default()
            })
        };
        let records = vec![
            german("Die App ist gut, aber die Rechnung kam nicht an und das ist nicht schön."),
            german("I love it, the app is really great and easy to use."),
        ];
        let mut converter = Converter::new(b"hash", &[], &records, None);
        let sentiments: Vec<f64> = records
            .into_iter()
            .map(|record| match converter.convert(record) {
                Prepared::Item { passages, .. } => passages[0].sentiment,
                _ => f64::NAN,
            })
            .collect();
        assert_eq!(sentiments[0], 0.0, "“Die” is an article");
        assert!(sentiments[1] > 0.5);
    }
}
