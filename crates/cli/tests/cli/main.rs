//! The command as a person or a script meets it: arguments in; output, files and exit codes out.
#![allow(clippy::unwrap_used)]

mod actions;
mod again;
mod bad_input;
mod commands;
mod demo;
mod editing;
mod export;
mod interrupted;
mod json;
mod killed;
#[cfg(target_os = "linux")]
mod locks;
#[cfg(unix)]
mod lost_file;
mod redaction;
mod report;
mod segments;
mod serve;
mod server;
mod shop;
mod suggest;
mod trend;
mod trouble;
mod usage;
mod util;
