//! Ways out to other programs, and the way in for what only they hold.
//!
//! [`tables`] writes rows as CSV, XLSX, JSON or Parquet; [`refi`] writes and reads the exchange
//! standard of programs for qualitative analysis.
//!
//! Like its counterpart that reads exports, this crate is pure: it knows no project, no clock and
//! no environment. Whoever calls it opens the file.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod refi;
pub mod tables;
