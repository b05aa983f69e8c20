//! Texts on the way in: each becomes a piece of feedback, its coded selections tags.

use std::collections::{BTreeMap, HashMap, HashSet};

use assay_exchange::refi::{Guid, Selection, TextSource};
use assay_ingest::{Feedback, Problem, ProblemKind, Record, redact};
use assay_store::Write;

use super::people::seconds;
use super::{Import, RefiFile, clean};
use crate::codebook::{Fields, machine};
use crate::sources::ImportedSource;
use crate::sources::convert::{Converter, Prepared};
use crate::sources::files::Found;
use crate::sources::import::Session;
use crate::sources::incoming::Incoming;
use crate::{Code as ErrorCode, Error, Result, Task};

impl Import {
    pub(super) fn texts(
        mut self,
        session: &mut Session,
        write: &mut Write,
        found: &Found,
        (name, hash): (&str, &[u8]),
        mut redacted: u64,
        task: &Task,
    ) -> Result<Vec<ImportedSource>> {
        self.coders();
        let people = self.people();
        let customers = self.customers();
        let sources = std::mem::take(&mut self.reading.project.sources);
        let mut records = Vec::new();
        let mut texts = Vec::new();
        for (source, row) in sources.iter().zip(1..) {
            let mut feedback = self.feedback(source, row, &people);
            // A title is stored beside the text, not as a part of it.
            feedback.title = feedback
                .title
                .map(|title| clean(&title, session, &mut redacted));
            let text = Text::of(&source.text, session);
            feedback.text.clone_from(&text.words);
            texts.push(text);
            records.push(Record::Feedback(feedback));
        }
        let begin =
            |kind: &str| Incoming::begin(found, hash, name, kind, RefiFile::Project.format());
        let mut incoming: BTreeMap<String, Incoming<'_>> = BTreeMap::new();
        let step = format!("Storing {name}");
        let mut converter = Converter::new(
            hash,
            &[],
            &records,
            session.redact.then_some(&mut session.pseudonyms),
        );
        for ((place, source), record) in sources.iter().enumerate().zip(records.clone()) {
            if place % 100 == 0 {
                task.update(&step, place as u64, sources.len() as u64)?;
            }
            let text = &texts[place];
            if text.words.trim().is_empty() {
                self.lose("texts without a word, which were left out", 1);
                continue;
            }
            let kind = self.kind(source);
            let into = incoming.entry(kind.clone()).or_insert_with(|| begin(&kind));
            let known = self.items.get(&source.guid.0).copied();
            let item = match known {
                Some(item) => {
                    into.counted(1, 0, 0);
                    into.duplicate(write, place as u64 + 1)?;
                    item
                }
                None => {
                    let item = stored(&mut converter, write, into, source, record, text.redacted)?;
                    into.counted(1, 1, 0);
                    session.known.insert(source.guid.0);
                    self.items.insert(source.guid.0, item);
                    item
                }
            };
            self.codings(write, item, source, &mut texts[place])?;
        }
        if let Some(first) = incoming.values_mut().next() {
            for customer in customers {
                if let Prepared::Customer(customer) = converter.convert(Record::Customer(customer))
                {
                    match session.known.insert(customer.fingerprint) {
                        true => {
                            first.counted(0, 0, 1);
                            first.customer(write, &customer)?;
                        }
                        false => first.duplicate(write, customer.row.unwrap_or_default())?,
                    }
                }
            }
        }
        redacted += self.memos(write, session)?;
        if incoming.is_empty() {
            incoming.insert(String::new(), begin("interview"));
        }
        let problems = self.problems();
        let mut reports = Vec::new();
        for (place, mut incoming) in incoming.into_values().enumerate() {
            if place == 0 {
                incoming.coded(self.added_themes, self.tags);
                incoming.redacted(redacted);
                let problem = |reason: &String| Problem {
                    row: None,
                    column: None,
                    what: ProblemKind::Repaired,
                    reason: reason.clone(),
                };
                incoming.problems(write, problems.iter().map(problem).collect())?;
            }
            reports.push(incoming.finish(write)?);
        }
        Ok(reports)
    }

    /// The codes of one text.
    fn codings(
        &mut self,
        write: &mut Write,
        item: i64,
        source: &TextSource,
        text: &mut Text,
    ) -> Result<()> {
        let (stored, passages) = write.item_passages(item)?;
        if !text.lies_over(&stored) {
            self.lose(
                "texts that differ from the project's own, whose codings were left out",
                1,
            );
            return Ok(());
        }
        for selection in &source.selections {
            let stretch = text.stretch(selection.start, selection.end);
            self.selection(write, item, selection, stretch, &passages)?;
            for note in &selection.notes {
                self.noted.push((*note, (None, Some(item), Some(stretch))));
            }
        }
        for note in &source.notes {
            self.noted.push((*note, (None, Some(item), None)));
        }
        self.lose(
            "codes of whole texts, which were given to each of their passages",
            source.codings.len() as u64,
        );
        for coding in &source.codings {
            let Some(theme) = self.themes.get(&coding.code).copied() else {
                continue;
            };
            let by_hand = coding.user != Some(machine());
            for (passage, _, _) in &passages {
                self.tags += u64::from(write.add_coding(*passage, theme, by_hand)?);
            }
        }
        Ok(())
    }

    fn selection(
        &mut self,
        write: &mut Write,
        item: i64,
        selection: &Selection,
        (start, end): (usize, usize),
        passages: &[(i64, usize, usize)],
    ) -> Result<()> {
        let touched: Vec<i64> = passages
            .iter()
            .filter(|(_, from, until)| *from < end && start < *until)
            .map(|(passage, _, _)| *passage)
            .collect();
        let exact = passages
            .iter()
            .any(|(_, from, until)| (*from, *until) == (start, end));
        let mut seen = HashSet::new();
        for coding in &selection.codings {
            let Some(theme) = self.themes.get(&coding.code).copied() else {
                continue;
            };
            if !seen.insert(theme) {
                self.lose(
                    "codings of the same words by several people, which are one now",
                    1,
                );
                continue;
            }
            if touched.is_empty() || start >= end {
                self.lose("codings of words that say nothing, which were left out", 1);
                continue;
            }
            let by_hand = coding.user != Some(machine());
            if !exact {
                write.add_span_once(item, start, end, theme)?;
            }
            for passage in &touched {
                if write.add_coding(*passage, theme, by_hand)? {
                    self.tags += 1;
                }
            }
        }
        Ok(())
    }

    fn feedback(&self, source: &TextSource, row: u64, people: &HashMap<Guid, String>) -> Feedback {
        let mut feedback = Feedback {
            row,
            customer: people.get(&source.guid).cloned(),
            title: Some(source.name.clone()).filter(|name| !name.trim().is_empty()),
            text: source.text.clone(),
            ..Feedback::default()
        };
        for value in &source.values {
            let text = || Some(value.value.clone());
            match self.field(value).map(|field| field.name) {
                Some(name) if name == Fields::KIND.name => {}
                Some(name) if name == Fields::TIME.name => feedback.time = seconds(&value.value),
                Some(name) if name == Fields::RATING.name => {
                    feedback.rating = value.value.trim().parse().ok()
                }
                Some(name) if name == Fields::QUESTION.name => feedback.question = text(),
                Some(name) if name == Fields::ID.name => feedback.id = text(),
                Some(name) if name == Fields::AUTHOR.name => feedback.author = text(),
                Some(name) if name == Fields::EMAIL.name => feedback.email = text(),
                _ => feedback.segments.extend(self.segment(value)),
            }
        }
        feedback
    }

    fn kind(&self, source: &TextSource) -> String {
        let kind = source
            .values
            .iter()
            .find(|value| value.variable == Fields::KIND.guid())
            .and_then(|value| value.value.parse::<assay_ingest::Kind>().ok())
            .filter(|kind| kind.is_feedback());
        kind.unwrap_or(assay_ingest::Kind::Interview).name().into()
    }
}

/// Stores a text that the project does not have; gives its number.
fn stored(
    converter: &mut Converter<'_>,
    write: &mut Write,
    into: &mut Incoming<'_>,
    source: &TextSource,
    record: Record,
    redacted: u64,
) -> Result<i64> {
    let (title, record) = match record {
        // A title would be put before the text, and its places would not be those of the file.
        Record::Feedback(mut feedback) => (feedback.title.take(), Record::Feedback(feedback)),
        other => (None, other),
    };
    match converter.convert(record) {
        Prepared::Item {
            mut item,
            passages,
            redacted: more,
            ..
        } => {
            item.fingerprint = source.guid.0;
            item.title = title;
            into.item(write, &item, &passages, redacted + more)
        }
        Prepared::Customer(_) | Prepared::Event(_) => Err(Error::new(
            ErrorCode::Internal,
            "a text was not taken for feedback",
        )),
    }
}

/// A text as it is stored.
struct Text {
    words: String,
    /// Where each of the file's code points is in it, and its end, in bytes.
    places: Vec<usize>,
    /// Contact details that were replaced.
    redacted: u64,
    /// Where the signs of the words are in the project's own text, if its white space is another.
    laid_over: Option<LaidOver>,
}

/// Two texts with the same signs between white space that differs.
struct LaidOver {
    /// Where each sign begins in the file's text, in bytes.
    own: Vec<usize>,
    /// Where it begins and ends in the project's.
    project: Vec<(usize, usize)>,
}

impl Text {
    fn of(text: &str, session: &mut Session) -> Text {
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        if !session.redact {
            return Text {
                words: text.to_owned(),
                places: ends.collect(),
                redacted: 0,
                laid_over: None,
            };
        }
        let clean = redact(text, &mut session.pseudonyms);
        Text {
            places: ends.map(|at| clean.moved(at)).collect(),
            redacted: clean.found.len() as u64,
            words: clean.text.into_owned(),
            laid_over: None,
        }
    }

    /// Whether the project's text says the same. Programs that a text goes through change its line
    /// ends and what stands around it, so white space does not count.
    fn lies_over(&mut self, stored: &str) -> bool {
        if stored == self.words {
            return true;
        }
        let signs = |text: &str| -> Vec<(usize, char)> {
            let all = text.char_indices();
            all.filter(|(_, c)| !c.is_whitespace()).collect()
        };
        let (own, project) = (signs(&self.words), signs(stored));
        let said = |signs: &[(usize, char)]| signs.iter().map(|(_, c)| *c).collect::<String>();
        if said(&own) != said(&project) {
            return false;
        }
        self.laid_over = Some(LaidOver {
            own: own.into_iter().map(|(at, _)| at).collect(),
            project: project
                .into_iter()
                .map(|(at, c)| (at, at + c.len_utf8()))
                .collect(),
        });
        true
    }

    /// A stretch of the file's code points, in bytes of the project's text. Empty if nothing is said
    /// there.
    fn stretch(&self, start: usize, end: usize) -> (usize, usize) {
        let (start, end) = (self.byte(start), self.byte(end));
        let Some(LaidOver { own, project }) = &self.laid_over else {
            return (start, end);
        };
        let first = own.partition_point(|at| *at < start);
        let after = own.partition_point(|at| *at < end);
        match project.get(first..after) {
            Some([(start, end)]) => (*start, *end),
            Some([(start, _), .., (_, end)]) => (*start, *end),
            _ => (0, 0),
        }
    }

    fn byte(&self, code_point: usize) -> usize {
        let place = self.places.get(code_point).or(self.places.last());
        place.copied().unwrap_or_default()
    }
}
