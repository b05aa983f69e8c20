//! What the program is built from: under licences that let everybody use it, from the one registry,
//! and with nothing that could send anything anywhere.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use assay_tests::{cargo_metadata, root};

/// Licences that may stand alone in a choice, as in `.cargo/deny.toml`.
const PERMISSIVE: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Libraries that speak to other machines.
const CLIENTS: &[&str] = &[
    "reqwest",
    "ureq",
    "curl",
    "isahc",
    "surf",
    "attohttpc",
    "minreq",
    "hyper-tls",
    "hyper-rustls",
    "native-tls",
    "openssl",
    "rustls",
    "hf-hub",
    "tungstenite",
    "quinn",
    "trust-dns-resolver",
    "hickory-resolver",
    "sentry",
    "lettre",
];

#[test]
fn nothing_in_the_program_speaks_to_other_machines() {
    let packages = packages();
    for program in ["assay-cli", "assay-desktop"] {
        let built = needed(&packages, program);
        assert!(
            built.len() > 100,
            "{program} needs {} packages",
            built.len()
        );
        for client in CLIENTS {
            assert!(!built.contains(*client), "{program} is built with {client}");
        }
    }
    // The server of `assay serve` is built with hyper, whose client is a feature of its own.
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "-p", "assay-cli", "-e", "normal", "--offline"])
        .args(["--prefix", "none", "-f", "{p} [{f}]"])
        .current_dir(root())
        .output()
        .unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap();
    let servers: Vec<&str> = tree
        .lines()
        .filter(|line| line.starts_with("hyper"))
        .collect();
    assert!(!servers.is_empty(), "{tree}");
    for server in servers {
        assert!(!server.contains("client"), "{server}");
    }
}

#[test]
fn every_library_may_be_used_by_everybody_and_comes_from_the_registry() {
    let metadata = cargo_metadata();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        if name.starts_with("assay-") {
            continue;
        }
        let source = package["source"].as_str().unwrap_or("a folder");
        assert!(
            source.starts_with("registry+"),
            "{name} comes from {source}"
        );
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(permissive(licence), "{name} is under “{licence}”");
    }
}

#[test]
fn a_choice_of_licences_is_read_as_it_is_meant() {
    assert!(permissive("MIT OR GPL-3.0"));
    assert!(permissive("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(permissive("Apache-2.0/MIT"));
    assert!(!permissive("GPL-3.0"));
    assert!(!permissive("MIT AND GPL-3.0"));
    assert!(!permissive(""));
}

/// Whether a licence expression (SPDX) can be met with permissive licences alone.
fn permissive(expression: &str) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut place = 0;
    let met = any(&words, &mut place);
    met && place == words.len()
}

fn any(words: &[&str], place: &mut usize) -> bool {
    let mut met = all(words, place);
    while words.get(*place) == Some(&"OR") {
        *place += 1;
        met |= all(words, place);
    }
    met
}

fn all(words: &[&str], place: &mut usize) -> bool {
    let mut met = one(words, place);
    while words.get(*place) == Some(&"AND") {
        *place += 1;
        met &= one(words, place);
    }
    met
}

fn one(words: &[&str], place: &mut usize) -> bool {
    let Some(word) = words.get(*place) else {
        return false;
    };
    *place += 1;
    if *word == "(" {
        let met = any(words, place);
        *place += 1;
        return met;
    }
    let mut name = (*word).to_owned();
    if words.get(*place) == Some(&"WITH") {
        name = format!("{name} WITH {}", words.get(*place + 1).unwrap_or(&""));
        *place += 2;
    }
    PERMISSIVE.contains(&name.as_str())
}

/// The packages that a package is built with, itself left out: names by name.
fn needed(packages: &BTreeMap<String, (String, Vec<String>)>, root: &str) -> BTreeSet<String> {
    let start = packages
        .iter()
        .find(|(_, (name, _))| name == root)
        .unwrap()
        .0;
    let mut open = vec![start.clone()];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if seen.insert(id.clone()) {
            open.extend(packages[&id].1.iter().cloned());
        }
    }
    seen.iter().map(|id| packages[id].0.clone()).collect()
}

/// Each package's name, and what it is built with on Linux by default: by id.
fn packages() -> BTreeMap<String, (String, Vec<String>)> {
    let metadata = cargo_metadata();
    let names: BTreeMap<&str, &str> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            (
                package["id"].as_str().unwrap(),
                package["name"].as_str().unwrap(),
            )
        })
        .collect();
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    nodes
        .iter()
        .map(|node| {
            let id = node["id"].as_str().unwrap();
            let built_with = node["deps"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|dependency| {
                    let kinds = dependency["dep_kinds"].as_array().unwrap();
                    kinds.iter().any(|kind| kind["kind"].is_null())
                })
                .map(|dependency| dependency["pkg"].as_str().unwrap().to_owned());
            (id.to_owned(), (names[id].to_owned(), built_with.collect()))
        })
        .collect()
}
