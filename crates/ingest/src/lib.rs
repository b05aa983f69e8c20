//! Bytes to records and problems: one file a format, and guesses about columns.
//!
//! [`read`] and [`preview`] are pure: they open no file, read no clock and no environment. A row
//! that cannot be used is a [`Problem`], never an error; only a file that cannot be read at all,
//! or a mapping that does not fit it, is a [`FileError`].

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod limits;

mod address;
mod clean;
mod columns;
mod dates;
mod encoding;
mod error;
mod exported;
mod formats;
mod grid;
mod input;
mod kin_encodings;
mod kind;
mod numbers;
mod older_western;
mod opened;
mod problem;
mod read;
mod reading;
mod record;
mod records;
mod redact;
mod role;
mod scores;
mod table;
mod text_stream;
mod transcript;
mod yes_no;

pub use error::{FileError, SUPPORTED};
pub use exported::EXPORTED_ITEM;
pub use input::Input;
pub use kind::{Kind, UnknownKind};
pub use opened::{Batch, Opened, Outline, Summary};
pub use problem::{Problem, ProblemKind};
pub use read::{preview, read, read_labelled};
pub use reading::{ColumnGuess, DateOrder, Options, Preview, Reading};
pub use record::{Customer, Event, Feedback, Record, Turn};
pub use redact::{
    Digest, ListError, Listed, Pseudonym, Pseudonyms, Redacted, Sensitive, find_sensitive, redact,
};
pub use role::{Role, UnknownRole};
pub use yes_no::{YesNoOrDate, yes_no_or_date};
