//! Memos on the way in: kept with what they are on.

use std::collections::{HashMap, HashSet};

use assay_exchange::refi::{Code, Guid};
use assay_store::{MemoRow, Write};

use super::{Import, clean};
use crate::Result;
use crate::sources::import::Session;

/// What a memo is on: a theme, or an item and perhaps a stretch of it, or nothing but the project.
pub(super) type Place = (Option<i64>, Option<i64>, Option<(usize, usize)>);

impl Import {
    /// Every memo where it belongs. One on nothing is one on the project. Gives how many contact
    /// details were replaced in them.
    pub(super) fn memos(&mut self, write: &mut Write, session: &mut Session) -> Result<u64> {
        let mut codes: Vec<&Code> = self.reading.project.codes.iter().collect();
        while let Some(code) = codes.pop() {
            let theme = self.themes.get(&code.guid).copied();
            for note in &code.notes {
                self.noted.push((*note, (theme, None, None)));
            }
            codes.extend(&code.children);
        }
        let mut noted: HashMap<Guid, Vec<Place>> = HashMap::new();
        for (note, place) in std::mem::take(&mut self.noted) {
            noted.entry(note).or_default().push(place);
        }
        let of_project: HashSet<Guid> = self.reading.project.note_refs.iter().copied().collect();
        let notes = std::mem::take(&mut self.reading.project.notes);
        let mut redacted = 0;
        for note in &notes {
            let mut places = noted.remove(&note.guid).unwrap_or_default();
            if of_project.contains(&note.guid) || places.is_empty() {
                places.push((None, None, None));
            }
            let name = clean(&note.name, session, &mut redacted);
            let text = clean(&note.text, session, &mut redacted);
            for (theme, item, stretch) in places {
                write.add_memo(&MemoRow {
                    guid: note.guid.0,
                    name: name.clone(),
                    text: text.clone(),
                    theme,
                    item,
                    stretch,
                })?;
            }
        }
        self.lose(
            "memos, which stand with their themes and feedback, which `assay memos` lists, and which \
             an export writes out again",
            notes.len() as u64,
        );
        Ok(redacted)
    }
}
