//! Records as they were read, turned into rows to store: redacted, cut into passages, scored.

use std::collections::HashSet;

use assay_analysis::is_no_answer;
use assay_ingest::{
    ColumnGuess, Customer, Event, Feedback, Pseudonym, Pseudonyms, Record, Role, Turn, redact,
};
use assay_store::{CustomerRow, NewItem, NewPassage};
use rayon::prelude::*;
use serde_json::{Map, json};

use super::fingerprint::{Fingerprints, Otherwise, headings};
use super::passages::Cutter;

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

    /// Gives an item its passages; one that says nothing has none.
    fn cut(&mut self, cutter: &Cutter, turns: &[Turn]) {
        if let Prepared::Item { item, passages, .. } = self
            && !item.no_answer
        {
            *passages = cutter.passages(&item.text, turns, item.rating);
        }
    }
}

/// Turns one file's records into rows.
pub(super) struct Converter<'a> {
    fingerprints: Fingerprints<'a>,
    pseudonyms: Option<&'a mut Pseudonyms>,
    texts: Vec<String>,
    cutter: Cutter,
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
            cutter: Cutter::new(records),
            titles_speak: titles_speak(records),
            activated_column: column(Role::Activated),
            churned_column: column(Role::Churned),
        }
    }

    pub(super) fn convert(&mut self, record: Record) -> Prepared {
        let (mut prepared, turns) = self.clean_record(record);
        prepared.cut(&self.cutter, &turns);
        prepared
    }

    /// As [`Converter::convert`], in the order of the records.
    pub(super) fn convert_all(&mut self, records: impl Iterator<Item = Record>) -> Vec<Prepared> {
        let mut cleaned: Vec<_> = records.map(|record| self.clean_record(record)).collect();
        // This takes longest, and looks at nothing but the text.
        let cutter = &self.cutter;
        cleaned
            .par_iter_mut()
            .for_each(|(prepared, turns)| prepared.cut(cutter, turns));
        cleaned.into_iter().map(|(prepared, _)| prepared).collect()
    }

    /// What was replaced for the first time since this was last asked.
    pub(super) fn take_pseudonyms(&mut self) -> Vec<Pseudonym> {
        let pseudonyms = self.pseudonyms.as_deref_mut();
        pseudonyms.map(Pseudonyms::take_added).unwrap_or_default()
    }

    /// A record that is not cut into passages yet, and its turns.
    fn clean_record(&mut self, record: Record) -> (Prepared, Vec<Turn>) {
        match record {
            Record::Feedback(feedback) => self.item(feedback),
            Record::Customer(customer) => (self.customer(customer), Vec::new()),
            Record::Event(event) => (self.event(event), Vec::new()),
        }
    }

    fn item(&mut self, feedback: Feedback) -> (Prepared, Vec<Turn>) {
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
        let prepared = Prepared::Item {
            item: Box::new(item),
            otherwise,
            passages: Vec::new(),
            redacted,
        };
        (prepared, turns)
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
}
