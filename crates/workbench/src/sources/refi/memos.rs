//! Memos on the way in: kept with what they are on.

use std::collections::HashSet;

use assay_exchange::refi::{Code, Guid};
use assay_store::{MemoRow, Write};

use super::Import;
use crate::Result;

impl Import {
    /// Every memo where it belongs. One on nothing is one on the project.
    pub(super) fn memos(&mut self, write: &mut Write) -> Result<()> {
        let mut codes: Vec<&Code> = self.reading.project.codes.iter().collect();
        while let Some(code) = codes.pop() {
            let theme = self.themes.get(&code.guid).copied();
            for note in &code.notes {
                self.noted.push((*note, theme, None, None));
            }
            codes.extend(&code.children);
        }
        let somewhere: HashSet<Guid> = self.noted.iter().map(|(note, ..)| *note).collect();
        let of_project: HashSet<Guid> = self.reading.project.note_refs.iter().copied().collect();
        for note in &self.reading.project.notes {
            let places = self.noted.iter().filter(|(guid, ..)| *guid == note.guid);
            let mut places: Vec<_> = places
                .map(|(_, theme, item, stretch)| (*theme, *item, *stretch))
                .collect();
            if of_project.contains(&note.guid) || !somewhere.contains(&note.guid) {
                places.push((None, None, None));
            }
            self.lost
                .entry("memos, which `assay memos` lists and an export writes out again")
                .and_modify(|count| *count += 1)
                .or_insert(1);
            for (theme, item, stretch) in places {
                write.add_memo(&MemoRow {
                    guid: note.guid.0,
                    name: note.name.clone(),
                    text: note.text.clone(),
                    theme,
                    item,
                    stretch,
                })?;
            }
        }
        Ok(())
    }
}
