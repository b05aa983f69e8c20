//! Which paragraphs of a document stand out as a whole: where nobody is named, questions that do are an
//! interviewer's.

use std::collections::HashSet;

/// What is known of the paragraph that is being read, and the lines of those that stood out.
#[derive(Default)]
pub(super) struct Emphasis {
    /// Lines that are bold, italic, or in a style for headings or questions.
    pub lines: HashSet<String>,
    styled: bool,
    emphasised: bool,
    plain: bool,
}

impl Emphasis {
    /// The paragraph has this style.
    pub fn style(&mut self, name: &str) {
        const STYLES: &[&str] = &[
            "heading",
            "berschrift",
            "titre",
            "ttulo",
            "titolo",
            "question",
            "frage",
            "pregunta",
            "domanda",
            "interviewer",
            "moderator",
        ];
        let name = name.to_lowercase();
        self.styled |= STYLES.iter().any(|style| name.contains(style));
    }

    /// It has these words, bold or italic or not.
    pub fn words(&mut self, words: &str, emphasised: bool) {
        if !words.trim().is_empty() {
            self.emphasised |= emphasised;
            self.plain |= !emphasised;
        }
    }

    /// It is over, and has this text.
    pub fn end(&mut self, text: &str) {
        if self.styled || (self.emphasised && !self.plain) {
            let lines = text.lines().map(str::trim);
            let filled = lines.filter(|line| !line.is_empty());
            self.lines.extend(filled.map(str::to_owned));
        }
        (self.styled, self.emphasised, self.plain) = (false, false, false);
    }
}
