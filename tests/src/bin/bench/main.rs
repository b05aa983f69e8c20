//! The benchmark behind `make bench`: seconds and peak memory of the main job, measured on the
//! real program, and theme quality on labelled files, beside BERTopic's in the same run.
//!
//! `bench ASSAY GROUP_VECTORS COMMENTS[,…] [FILE:TEXT:LABEL …]`; `bench ASSAY project COMMENTS FILE`
//! only makes a project of that size, for the measurements of the window (`make bench-window`). Times vary with the machine, so
//! each step is also given as a multiple of one pass over the same file (reading it and hashing
//! each of its words), measured in the same run.

mod bertopic;
mod job;
mod quality;

use std::path::Path;
use std::process::ExitCode;

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [assay, what, comments, file] if what == "project" => number(comments)
            .and_then(|comments| job::make_project(assay, comments, Path::new(file))),
        [assay, group_vectors, comments, labelled @ ..] => {
            run(assay, group_vectors, comments, labelled)
        }
        _ => {
            eprintln!(
                "usage: bench ASSAY GROUP_VECTORS COMMENTS[,…] [FILE:TEXT:LABEL …]\n       bench ASSAY project COMMENTS FILE"
            );
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(
    assay: &str,
    group_vectors: &str,
    comments: &str,
    labelled: &[String],
) -> Result<(), Failure> {
    job::heading();
    for comments in comments.split(',') {
        job::main_job(assay, number(comments)?)?;
    }
    println!(
        "\nrelease binary: {:.1} MB",
        std::fs::metadata(assay)?.len() as f64 / 1e6
    );
    if !labelled.is_empty() {
        quality::compare(assay, group_vectors, labelled)?;
    }
    Ok(())
}

fn number(comments: &str) -> Result<usize, Failure> {
    comments
        .parse()
        .map_err(|_| format!("“{comments}” is no number of comments").into())
}
