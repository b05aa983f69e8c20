//! The shape of the workspace, held by tests rather than by promises.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use assay_tests::{cargo_metadata, root};

/// Which of our crates each of our crates may know.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("assay-analysis", &[]),
    ("assay-ingest", &[]),
    ("assay-store", &[]),
    ("assay-encoder", &[]),
    ("assay-exchange", &[]),
    (
        "assay-workbench",
        &[
            "assay-analysis",
            "assay-encoder",
            "assay-exchange",
            "assay-ingest",
            "assay-store",
        ],
    ),
    ("assay-cli", &["assay-workbench"]),
    ("assay-desktop", &["assay-workbench"]),
    ("assay-tests", &["assay-store", "assay-workbench"]),
];

#[test]
fn dependencies_point_one_way() {
    let ours = dependencies();
    let allowed: BTreeMap<&str, &[&str]> = MAY_KNOW.iter().copied().collect();
    for (name, known) in &ours {
        let allowed = allowed
            .get(name.as_str())
            .unwrap_or_else(|| panic!("{name} is new: say here what it may know"));
        for other in known.iter().filter(|other| other.starts_with("assay-")) {
            assert!(
                allowed.contains(&other.as_str()),
                "{name} must not know {other}"
            );
        }
    }
}

#[test]
fn the_pure_crates_know_no_database_no_window_and_no_network() {
    let ours = dependencies();
    let outside = [
        "rusqlite", "tauri", "tokio", "axum", "hyper", "reqwest", "ureq",
    ];
    for (name, known) in &ours {
        for library in outside {
            let may = match library {
                "rusqlite" => name == "assay-store",
                "tauri" => name == "assay-desktop",
                "tokio" => name == "assay-cli" || name == "assay-desktop",
                "axum" => name == "assay-cli",
                _ => false,
            };
            assert!(
                may || !known.contains(library),
                "{name} must not know {library}"
            );
        }
    }
}

#[test]
fn a_plain_build_does_not_compile_the_encoder_s_libraries() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let tree = Command::new(cargo)
        .args(["tree", "--workspace", "--prefix", "none", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap();
    assert!(tree.contains("assay-encoder"), "{tree}");
    for library in ["candle-core ", "candle-transformers ", "tokenizers "] {
        assert!(!tree.contains(library), "{library}is in the default build");
    }
}

#[test]
fn only_the_store_contains_sql() {
    let statements = [
        "SELECT ",
        "INSERT INTO",
        "UPDATE ",
        "DELETE FROM",
        "CREATE TABLE",
        "PRAGMA ",
    ];
    for file in rust_files(&[
        "crates/analysis/src",
        "crates/ingest/src",
        "crates/encoder/src",
        "crates/exchange/src",
        "crates/workbench/src",
        "crates/cli/src",
        "src-tauri/src",
    ]) {
        let text = std::fs::read_to_string(&file).unwrap();
        for statement in statements {
            assert!(
                !text.contains(statement),
                "{} contains SQL: {statement}",
                file.display()
            );
        }
    }
}

#[test]
fn the_analysis_reads_no_file_clock_or_environment() {
    for file in rust_files(&[
        "crates/analysis/src",
        "crates/exchange/src",
        "crates/ingest/src",
    ]) {
        let text = std::fs::read_to_string(&file).unwrap();
        for outside in [
            "std::fs",
            "std::env",
            "TcpStream",
            "UdpSocket",
            "SystemTime",
            "Instant::now",
            "Utc::now",
            "Local::now",
        ] {
            assert!(!text.contains(outside), "{} uses {outside}", file.display());
        }
    }
}

/// Normal dependencies of each workspace member, by package name.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = cargo_metadata();
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .filter(|package| package["source"].is_null())
        .map(|package| {
            let known = package["dependencies"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|dependency| dependency["kind"].is_null());
            let names = known
                .map(|dependency| dependency["name"].as_str().unwrap().to_owned())
                .collect();
            (package["name"].as_str().unwrap().to_owned(), names)
        })
        .collect()
}

/// A file of tests beside the code: `effects_tests.rs`, `tests.rs`.
fn is_test(path: &Path) -> bool {
    path.file_stem()
        .is_some_and(|stem| stem.to_string_lossy().ends_with("tests"))
}

/// The program's own Rust files in these folders, tests left out.
fn rust_files(folders: &[&str]) -> Vec<std::path::PathBuf> {
    fn walk(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !is_test(&path)
            {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    folders
        .iter()
        .for_each(|folder| walk(&root().join(folder), &mut files));
    assert!(files.len() > 3, "the folders of this test hold the code");
    files
}
