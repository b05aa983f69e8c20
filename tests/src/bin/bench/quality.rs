//! How well themes match a person's labels: Assay's, and BERTopic's in the same run.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::Failure;
use crate::bertopic::{self, Bertopic};

/// Prints a table a file and the means.
pub(crate) fn compare(
    assay: &str,
    group_vectors: &str,
    labelled: &[String],
) -> Result<(), Failure> {
    println!(
        "\n{:<34} {:>7} {:>6} {:>6} {:>9} {:>9} {:>9}",
        "", "themes", "AMI", "ARI", "left out", "seconds", "× Assay"
    );
    let mut ours = Vec::new();
    for specification in labelled {
        ours.push(evaluate(assay, specification)?);
    }
    let theirs = match bertopic::measure(labelled) {
        Ok(theirs) => Some(theirs),
        Err(reason) => {
            println!("BERTopic is not compared with: {reason}");
            None
        }
    };
    let mut all: Vec<Vec<Row>> = Vec::new();
    for (n, specification) in labelled.iter().enumerate() {
        let (size, assay) = &ours[n];
        let mut rows = vec![assay.clone()];
        if let Some(bertopic) = &theirs {
            rows.extend(rows_of(&bertopic[n], group_vectors)?);
        }
        println!("{} ({size})", name(specification));
        rows.iter().for_each(|row| row.print(assay.seconds));
        all.push(rows);
    }
    if all.len() > 1 {
        println!("mean");
        let means: Vec<Row> = (0..all[0].len()).map(|at| Row::mean(&all, at)).collect();
        means.iter().for_each(|row| row.print(means[0].seconds));
    }
    Ok(())
}

/// One method's scores on one file.
#[derive(Clone)]
struct Row {
    method: &'static str,
    themes: f64,
    ami: f64,
    ari: f64,
    /// Share of the texts.
    left_out: f64,
    seconds: Option<f64>,
}

impl Row {
    fn print(&self, unit: Option<f64>) {
        let seconds = self
            .seconds
            .map_or(String::new(), |seconds| format!("{seconds:.2}"));
        let multiple = match (self.seconds, unit) {
            (Some(seconds), Some(unit)) => format!("{:.0}", seconds / unit),
            _ => String::new(),
        };
        println!(
            "  {:<32} {:>7.0} {:>6.3} {:>6.3} {:>7.1} % {seconds:>9} {multiple:>9}",
            self.method,
            self.themes,
            self.ami,
            self.ari,
            100.0 * self.left_out
        );
    }

    fn mean(all: &[Vec<Self>], at: usize) -> Self {
        let mean = |of: fn(&Self) -> f64| {
            all.iter().map(|rows| of(&rows[at])).sum::<f64>() / all.len() as f64
        };
        Self {
            method: all[0][at].method,
            themes: mean(|row| row.themes),
            ami: mean(|row| row.ami),
            ari: mean(|row| row.ari),
            left_out: mean(|row| row.left_out),
            seconds: all[0][at]
                .seconds
                .map(|_| mean(|row| row.seconds.unwrap_or(0.0))),
        }
    }
}

/// `assay eval`, and how large the set is.
fn evaluate(assay: &str, specification: &str) -> Result<(String, Row), Failure> {
    let mut parts = specification.rsplitn(3, ':');
    let (Some(label), Some(text), Some(file)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(format!("“{specification}” is not FILE:TEXT:LABEL").into());
    };
    let output = Command::new(assay)
        .args(["eval", file, "--text", text, "--label", label, "--json"])
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let scores: Value = serde_json::from_slice(&output.stdout)?;
    let score = |key: &str| scores[key].as_f64().unwrap_or(f64::NAN);
    let row = Row {
        method: "Assay",
        themes: score("themes"),
        ami: score("ami"),
        ari: score("ari"),
        left_out: 0.0,
        seconds: Some(score("seconds")),
    };
    let size = format!("{} texts, {} labels", scores["n"], scores["labels"]);
    Ok((size, row))
}

fn rows_of(bertopic: &Bertopic, group_vectors: &str) -> Result<[Row; 3], Failure> {
    let seconds = bertopic.encode_seconds + bertopic.fit_seconds;
    let output = Command::new(group_vectors)
        .args([&bertopic.vectors, &bertopic.labels])
        .arg(bertopic.dimensions.to_string())
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let grouped: Value = serde_json::from_slice(&output.stdout)?;
    let score = |key: &str| grouped[key].as_f64().unwrap_or(f64::NAN);
    Ok([
        Row {
            method: "BERTopic",
            themes: bertopic.themes,
            ami: bertopic.ami,
            ari: bertopic.ari,
            left_out: bertopic.left_out,
            seconds: Some(seconds),
        },
        Row {
            method: "BERTopic, outliers reassigned",
            themes: bertopic.themes,
            ami: bertopic.reassigned_ami,
            ari: bertopic.reassigned_ari,
            left_out: 0.0,
            seconds: None,
        },
        Row {
            method: "MiniLM vectors, Assay's grouping",
            themes: score("themes"),
            ami: score("ami"),
            ari: score("ari"),
            left_out: 0.0,
            seconds: Some(bertopic.encode_seconds + score("seconds")),
        },
    ])
}

fn name(specification: &str) -> String {
    let file = specification.rsplitn(3, ':').nth(2).unwrap_or_default();
    let path = Path::new(file);
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
