//! REFI-QDA, the exchange standard of programs for qualitative analysis (version 1.5, 2019,
//! qdasoftware.org): projects (`.qdpx`, a ZIP of `project.qde` and `Sources/`) and codebooks
//! (`.qdc`).
//!
//! [`write_project`] and [`write_codebook`] write a [`RefiProject`], [`read_project`] and
//! [`read_codebook`] read one. What a file holds beside that is listed in [`Reading::left_out`].

mod archive;
mod check;
mod elements;
mod guid;
mod places;
mod read;
mod sources;
mod write;
mod xml;

pub use guid::Guid;
pub use read::{Reading, RefiError, read_codebook, read_project};
pub use write::{write_codebook, write_project};

/// What is exchanged. Every reference is to the [`Guid`] of something in the same project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RefiProject {
    /// Its name.
    pub name: String,
    /// The program that wrote it.
    pub origin: String,
    /// Who coded.
    pub users: Vec<User>,
    /// The codebook: codes at the top, others under them.
    pub codes: Vec<Code>,
    /// What is known of cases and sources.
    pub variables: Vec<Variable>,
    /// Whom or what the sources are about.
    pub cases: Vec<Case>,
    /// The texts.
    pub sources: Vec<TextSource>,
    /// Memos.
    pub notes: Vec<Note>,
    /// Memos on the project as a whole.
    pub note_refs: Vec<Guid>,
}

/// Somebody, or something, that codes.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// Told apart by this.
    pub guid: Guid,
    /// Name.
    pub name: String,
}

/// A code: Assay's theme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Code {
    /// Told apart by this.
    pub guid: Guid,
    /// Name.
    pub name: String,
    /// It may be given to words; otherwise it only has others under it.
    pub codable: bool,
    /// `#rrggbb` or `#rgb`.
    pub color: Option<String>,
    /// What it means.
    pub description: Option<String>,
    /// Memos on it.
    pub notes: Vec<Guid>,
    /// Codes under it.
    pub children: Vec<Code>,
}

/// A property that cases and sources have.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Told apart by this.
    pub guid: Guid,
    /// Name.
    pub name: String,
    /// What its values are.
    pub kind: VariableKind,
}

/// What a variable's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariableKind {
    /// Words.
    Text,
    /// True or false.
    Boolean,
    /// Whole numbers.
    Integer,
    /// Decimal numbers.
    Float,
    /// `YYYY-MM-DD`.
    Date,
    /// `YYYY-MM-DDThh:mm:ssZ`.
    DateTime,
}

/// A variable's value, written as XML Schema writes values of its kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The variable.
    pub variable: Guid,
    /// What the value is.
    pub kind: VariableKind,
    /// The value.
    pub value: String,
}

/// A person or thing that sources are about: Assay's customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// Told apart by this.
    pub guid: Guid,
    /// Name.
    pub name: String,
    /// What is known of it.
    pub values: Vec<Value>,
    /// Its sources.
    pub sources: Vec<Guid>,
}

/// A text: Assay's item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextSource {
    /// Told apart by this.
    pub guid: Guid,
    /// Name.
    pub name: String,
    /// The text.
    pub text: String,
    /// Stretches that are coded or have memos.
    pub selections: Vec<Selection>,
    /// Codes of the source as a whole.
    pub codings: Vec<Coding>,
    /// Memos on the source as a whole.
    pub notes: Vec<Guid>,
    /// What is known of it.
    pub values: Vec<Value>,
}

/// A stretch of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Told apart by this.
    pub guid: Guid,
    /// First place, in Unicode code points.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The codes of these words.
    pub codings: Vec<Coding>,
    /// Memos on them.
    pub notes: Vec<Guid>,
}

/// A code given to a text or a stretch of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Coding {
    /// Told apart by this.
    pub guid: Guid,
    /// The code.
    pub code: Guid,
    /// Who gave it.
    pub user: Option<Guid>,
}

/// A memo.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Told apart by this.
    pub guid: Guid,
    /// Its heading.
    pub name: String,
    /// What it says.
    pub text: String,
}

#[cfg(test)]
mod programs_tests;
#[cfg(test)]
mod tests;
