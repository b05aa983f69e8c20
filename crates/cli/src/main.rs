//! `assay`: the workbench without a window.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod commands;
mod failure;
mod output;
mod serve;
mod work;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::commands::Command;
use crate::failure::Failure;
use crate::output::Output;

/// Turns what customers say into a ranked list of what to fix.
///
/// A project is one file, NAME.assay. Import feedback and the customers' own record into it,
/// find themes, and rank them by how many raise them and by the activation lost where they are
/// raised. Everything happens on this machine; nothing is sent anywhere.
#[derive(Parser)]
#[command(name = "assay", version, max_term_width = 100, after_help = EXAMPLE)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLE: &str = "\
Example:
  assay import shop.assay survey.csv tickets.json customers.csv events.csv
  assay analyze shop.assay
  assay activation shop.assay --event ordered --times 2 --within 30
  assay rank shop.assay
  assay report shop.assay -o report.md

Exit status: 0 done, 1 an error (one line on stderr, the project as it was), 2 wrong usage.";

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = Output::new();
    match cli.command.run(&mut out).and_then(|()| out.finish()) {
        // Whoever read our output has seen enough, as `head` does.
        Ok(()) | Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(failure) => {
            // With nobody to tell, the exit code still tells.
            let _ = writeln!(
                io::stderr(),
                "assay: {}",
                output::text::line(&failure.to_string())
            );
            ExitCode::FAILURE
        }
    }
}
