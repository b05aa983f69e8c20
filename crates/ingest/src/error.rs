//! Why a file cannot be read at all, each as one sentence for the person who meets it.

use crate::{Kind, Role};

/// The formats that can be read, as a sentence lists them.
pub const SUPPORTED: &str = ".csv, .tsv, .xlsx, .xlsm, .xlsb, .xls, .ods, .json, .jsonl, .ndjson, .parquet, .md, .txt, .docx, .odt, .vtt, .srt and .sbv";

/// A file that cannot be read at all, or a mapping that does not fit it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// Nothing in it, or nothing but white space.
    #[error("{name} is empty: export it again, or choose another file.")]
    Empty {
        /// The file's name.
        name: String,
    },
    /// A table without data.
    #[error(
        "{name} holds headings but no rows beneath them: export it again with the answers included."
    )]
    HeadingsOnly {
        /// The file's name.
        name: String,
    },
    /// A transcript in which nobody says anything.
    #[error(
        "{name} holds no spoken text ({format}): check that the transcript was exported in full."
    )]
    NoSpeech {
        /// The file's name.
        name: String,
        /// The format it was read as.
        format: String,
    },
    /// An extension that no format has.
    #[error("{name} is {what}, which cannot be imported; the formats that can are {SUPPORTED}.")]
    Unsupported {
        /// The file's name.
        name: String,
        /// “a .pages file”, “a file without extension” …
        what: String,
    },
    /// Not text although its name says so.
    #[error("{name} is not text but looks like {what}: {advice}.")]
    Binary {
        /// The file's name.
        name: String,
        /// “a PNG picture” …
        what: String,
        /// What to do.
        advice: String,
    },
    /// It begins well and ends badly, or is not what its extension says.
    #[error("{name} cannot be read as {format}: {detail}. Export or download it again.")]
    Damaged {
        /// The file's name.
        name: String,
        /// The format it should have.
        format: String,
        /// What was found, without a full stop.
        detail: String,
    },
    /// The bytes cannot be had.
    #[error("{name} could not be read: {detail}. Check that it is still there, and try again.")]
    Unreadable {
        /// The file's name.
        name: String,
        /// What went wrong, without a full stop.
        detail: String,
    },
    /// Password or rights management.
    #[error(
        "{name} is protected by a password: open it, save it without one, and import that copy."
    )]
    Protected {
        /// The file's name.
        name: String,
    },
    /// Beyond one of [`crate::limits`].
    #[error(
        "{name} is beyond what is read safely: {what} (the limit is {limit}). Split or simplify it."
    )]
    BeyondLimit {
        /// The file's name.
        name: String,
        /// What exceeds, without a full stop.
        what: String,
        /// The limit with its unit.
        limit: String,
    },
    /// `--map` names a column that is not there.
    #[error("{name} has no column “{column}” for the role {role}; its columns are {columns}.")]
    UnknownColumn {
        /// The file's name.
        name: String,
        /// The role that was to be given.
        role: Role,
        /// The column that was asked for.
        column: String,
        /// The columns there are.
        columns: String,
    },
    /// `--map` gives a role that the kind does not have, or one role twice.
    #[error("The role {role} cannot be given so in {name}: {reason}.")]
    WrongRole {
        /// The file's name.
        name: String,
        /// The role that was to be given.
        role: Role,
        /// Why not, without a full stop.
        reason: String,
    },
    /// A kind that the format cannot hold.
    #[error(
        "{name} is {format} and cannot hold {kind}: import those from CSV, XLSX, JSON or Parquet."
    )]
    WrongKind {
        /// The file's name.
        name: String,
        /// The format it was read as.
        format: String,
        /// The kind that was asked for.
        kind: Kind,
    },
    /// A table from which the required columns are missing.
    #[error(
        "{name} cannot be imported as {kind}: {reason}. Its columns are {columns}; name the right one with ROLE=COLUMN."
    )]
    MissingColumn {
        /// The file's name.
        name: String,
        /// What it was read as.
        kind: Kind,
        /// Which column is missing, without a full stop.
        reason: String,
        /// The columns there are.
        columns: String,
    },
}
