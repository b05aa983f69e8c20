//! Shows what would be read from files: kind, roles with their reasons, counts, first records,
//! problems. `cargo run -p assay-ingest --example look -- [--kind KIND] [--map ROLE=COLUMN] FILE…`

use std::process::ExitCode;
use std::time::Instant;

use assay_ingest::{Options, Record, read};

fn main() -> ExitCode {
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(1);
    let mut failed = false;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--kind" => options.kind = arguments.next().and_then(|kind| kind.parse().ok()),
            "--map" => {
                let pair = arguments.next().unwrap_or_default();
                if let Some((role, column)) = pair.split_once('=')
                    && let Ok(role) = role.parse()
                {
                    options.map.push((role, column.to_owned()));
                }
            }
            path => failed |= !look(path, &options),
        }
    }
    if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn look(path: &str, options: &Options) -> bool {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            println!("{path}: {error}");
            return false;
        }
    };
    let start = Instant::now();
    let reading = match read(path.rsplit('/').next().unwrap_or(path), &bytes, options) {
        Ok(reading) => reading,
        Err(error) => {
            println!("== {path}\n   ERROR {error}");
            return false;
        }
    };
    println!(
        "== {path}\n   {} ({}); {}; {}; {} heading rows; date order {:?}; {:.0?}",
        reading.kind,
        reading.kind_reason,
        reading.format,
        reading.encoding,
        reading.header_rows,
        reading.date_order,
        start.elapsed()
    );
    for column in &reading.columns {
        println!(
            "   {:>3} {:<10} {:<34} {}{}",
            column.index + 1,
            column.role.name(),
            short(&column.name, 34),
            column.reason,
            column
                .question
                .as_ref()
                .map_or(String::new(), |q| format!("  ⟨{}⟩", short(q, 60)))
        );
    }
    println!(
        "   {} rows, {} records, {} problems",
        reading.rows,
        reading.records.len(),
        reading.problems.len()
    );
    for record in reading.records.iter().take(3) {
        match record {
            Record::Feedback(feedback) if !feedback.turns.is_empty() => {
                println!(
                    "   > {:?} {:?} {:?} {:?} {:?} {} turns",
                    feedback.title,
                    feedback.author,
                    feedback.customer,
                    feedback.time,
                    feedback.segments,
                    feedback.turns.len()
                );
                for turn in feedback.turns.iter().take(6) {
                    println!(
                        "     {}{:?} {:?} {}",
                        if turn.interviewer { "* " } else { "  " },
                        turn.speaker,
                        turn.seconds,
                        short(&feedback.text[turn.start..turn.end], 90)
                    );
                }
            }
            record => println!("   > {}", short(&format!("{record:?}"), 400)),
        }
    }
    for problem in reading.problems.iter().take(8) {
        println!(
            "   ! {:?} row {:?} column {:?}: {}",
            problem.what,
            problem.row,
            problem.column,
            short(&problem.reason, 240)
        );
    }
    true
}

fn short(text: &str, length: usize) -> String {
    text.replace('\n', "⏎").chars().take(length).collect()
}
