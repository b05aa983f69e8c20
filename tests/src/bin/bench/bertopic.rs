//! BERTopic on the same files, in a Python environment of its own.

use std::path::Path;
use std::process::{Command, Stdio};

use assay_tests::root;
use serde::Deserialize;

use crate::Failure;

/// BERTopic gives another result each time: so many runs are averaged.
const RUNS: usize = 3;

/// What `bertopic_compare.py` prints of one file.
#[derive(Deserialize)]
pub(crate) struct Bertopic {
    pub(crate) themes: f64,
    pub(crate) ami: f64,
    pub(crate) ari: f64,
    pub(crate) left_out: f64,
    pub(crate) reassigned_ami: f64,
    pub(crate) reassigned_ari: f64,
    pub(crate) encode_seconds: f64,
    pub(crate) fit_seconds: f64,
    /// Sentence vectors, rows of f32.
    pub(crate) vectors: String,
    pub(crate) dimensions: usize,
    /// The number of each text's label, u32.
    pub(crate) labels: String,
}

/// Scores each of the files.
///
/// # Errors
/// A sentence that says why it cannot be done here: no Python, or no packages.
pub(crate) fn measure(labelled: &[String]) -> Result<Vec<Bertopic>, Failure> {
    let bench = root().join("tests/bench");
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), std::path::PathBuf::from);
    let environment = target.join("bench-python");
    let python = environment.join("bin/python");
    prepare(&bench, &environment, &python)?;
    let folder = target.join("bench-vectors");
    std::fs::create_dir_all(&folder)?;
    let output = Command::new(&python)
        .arg(bench.join("bertopic_compare.py"))
        .arg(RUNS.to_string())
        .arg(&folder)
        .args(labelled)
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err("bertopic_compare.py failed.".into());
    }
    String::from_utf8(output.stdout)?
        .lines()
        .map(|line| Ok(serde_json::from_str(line)?))
        .collect()
}

/// Makes the environment the first time, and completes one that was left half-made.
fn prepare(bench: &Path, environment: &Path, python: &Path) -> Result<(), Failure> {
    let ready = environment.join("ready");
    if ready.exists() {
        return Ok(());
    }
    println!("Installing BERTopic for the comparison; this takes some minutes and 6 GB.");
    let made = Command::new("python3")
        .args(["-m", "venv"])
        .arg(environment)
        .stdout(Stdio::null())
        .status();
    if !made.is_ok_and(|status| status.success()) {
        return Err("it needs python3 with the venv module.".into());
    }
    let installed = Command::new(python)
        .args(["-m", "pip", "install", "--quiet", "--requirement"])
        .arg(bench.join("requirements.txt"))
        .status()?;
    if !installed.success() {
        return Err("its Python packages cannot be installed here.".into());
    }
    std::fs::write(ready, "")?;
    Ok(())
}
