//! The application: one folder a noun, one file a verb. It knows no window and no terminal:
//! the desktop, the browser and the command line all come through here.
//!
//! Reading verbs take a [`Project`] and a request; writing verbs take a [`Task`] too, for progress
//! and cancelling, and say what [`Changed`]. [`Workbench::call`] is the same by name, in JSON.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod actions;
pub mod activation;
mod ahead;
pub mod backups;
#[cfg(test)]
mod bindings;
mod cache;
mod call;
mod codebook;
mod encoder;
mod error;
pub mod evaluation;
pub mod exports;
mod file;
mod handle;
pub mod history;
pub mod items;
pub mod memos;
pub mod priorities;
pub mod project;
pub mod redaction;
pub mod report;
pub mod runs;
pub mod searches;
pub mod segments;
pub mod sources;
mod standing;
pub mod suggestions;
pub mod tags;
mod task;
pub mod themes;
pub mod trends;

pub use call::Workbench;
pub use error::{Code, Error, Result};
pub use handle::{Changed, Noun, Project};
pub use task::{Progress, Task};
