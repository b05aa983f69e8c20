//! `assay reveal`

use std::path::PathBuf;

use assay_workbench::redaction::{self, RevealRequest};
use clap::Args;

use super::{Answer, ProjectFile, unicode};
use crate::failure::Failure;
use crate::output::{Output, text};

/// Look up what tokens such as [email 12] stand for, with the key that an import kept
#[derive(Args)]
#[command(after_help = "\
Examples:
  assay import shop.assay tickets.csv --redaction-key shop.key
  assay reveal shop.assay --key shop.key \"email 12\" \"phone 3\"

Without tokens all are listed. The key is a file of its own, readable by its owner alone; the
project does not hold it, and without it the originals are gone.")]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectFile,
    /// The key
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Tokens, with or without brackets
    #[arg(value_name = "TOKEN")]
    tokens: Vec<String>,
    #[command(flatten)]
    answer: Answer,
}

/// Looks them up.
pub fn run(arguments: Arguments, out: &mut Output) -> Result<(), Failure> {
    let request = RevealRequest {
        key: unicode(&arguments.key)?.to_owned(),
        tokens: arguments.tokens,
    };
    let found = redaction::reveal(&arguments.project.open()?, request)?;
    if arguments.answer.json {
        return out.json(&found);
    }
    for one in &found {
        out.line(format!("{}  {}", one.token, text::line(&one.original)))?;
    }
    Ok(())
}
