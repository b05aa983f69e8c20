//! Codes on the way in: each becomes a theme.

use assay_exchange::refi::Code;
use assay_store::{CodeRow, RunTheme, Write};

use super::{Import, clean};
use crate::sources::import::Session;
use crate::{Result, codebook};

impl Import {
    /// Gives how many contact details were replaced in what the codes say of themselves.
    pub(super) fn codes(&mut self, write: &mut Write, session: &mut Session) -> Result<u64> {
        let mut codes = std::mem::take(&mut self.reading.project.codes);
        let mut redacted = 0;
        for code in &mut codes {
            clean_code(code, session, &mut redacted);
            self.code(write, code, None, None)?;
        }
        self.reading.project.codes = codes;
        Ok(redacted)
    }

    /// `top` is the code at the top, `above` the one directly above: themes stand at most one under
    /// another, and the way out puts them back.
    fn code(
        &mut self,
        write: &mut Write,
        code: &Code,
        top: Option<i64>,
        above: Option<i64>,
    ) -> Result<()> {
        let theme = match self.themes.get(&code.guid) {
            Some(theme) => *theme,
            None => {
                let keywords = code
                    .description
                    .as_deref()
                    .and_then(|description| description.strip_prefix(codebook::KEYWORDS))
                    .map(|words| words.split(", ").map(str::to_owned).collect())
                    .unwrap_or_default();
                let label = self.label(&code.name);
                let theme = write.add_person_theme(
                    &RunTheme {
                        label,
                        keywords,
                        ..RunTheme::default()
                    },
                    None,
                )?;
                if top.is_some() {
                    write.set_theme_parent(theme, top)?;
                }
                write.add_code(&CodeRow {
                    theme,
                    guid: code.guid.0,
                    codable: code.codable,
                    color: code.color.clone(),
                    description: code.description.clone(),
                    under: above.filter(|above| Some(*above) != top),
                })?;
                self.themes.insert(code.guid, theme);
                self.added_themes += 1;
                theme
            }
        };
        let head = top.unwrap_or(theme);
        for child in &code.children {
            self.code(write, child, Some(head), Some(theme))?;
        }
        Ok(())
    }

    fn label(&mut self, name: &str) -> String {
        const LONGEST: usize = 200;
        let words: Vec<&str> = name.split_whitespace().collect();
        let mut label = words.join(" ");
        if label.is_empty() {
            label = "Unnamed code".into();
        }
        if label.chars().count() > LONGEST {
            self.lose("names of codes that were shortened", 1);
            label = label.chars().take(LONGEST).collect();
        }
        label
    }
}

fn clean_code(code: &mut Code, session: &mut Session, redacted: &mut u64) {
    code.name = clean(&code.name, session, redacted);
    let description = code.description.take();
    code.description = description.map(|words| clean(&words, session, redacted));
    for child in &mut code.children {
        clean_code(child, session, redacted);
    }
}
