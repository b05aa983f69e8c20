use std::collections::HashMap;
use std::path::Path;

use assay_ingest::{Pseudonyms, Sensitive};

use super::key::Key;
use super::{RevealRequest, Revealed};
use crate::{Error, Project, Result};

/// What tokens stand for, by the key that was kept. The key is checked against the project: what
/// belongs to another project, or is out of date, is not told.
pub fn reveal(project: &Project, request: RevealRequest) -> Result<Vec<Revealed>> {
    let key = Key::read(Path::new(&request.key))?;
    let (secret, known) = project.read(|store| {
        let secret = *blake3::hash(&store.salt()?).as_bytes();
        let mut known: HashMap<String, Vec<u8>> = HashMap::new();
        store.each_pseudonym(|kind, digest, number| {
            known.insert(format!("{kind} {number}"), digest.to_vec());
        })?;
        Ok((secret, known))
    })?;
    let digests = Pseudonyms::new(secret, []);
    let of_project = |token: &str, original: &str| {
        let kind = token.rsplit_once(' ').map(|(kind, _)| kind);
        let kind = kind.and_then(|kind| serde_json::from_value::<Sensitive>(kind.into()).ok());
        kind.zip(known.get(token))
            .is_some_and(|(kind, digest)| digests.digest(kind, original)[..] == digest[..])
    };
    let mut found: Vec<Revealed> = key
        .originals
        .iter()
        .filter(|(token, original)| of_project(token, original))
        .map(|(token, original)| Revealed {
            token: format!("[{token}]"),
            original: original.clone(),
        })
        .collect();
    if found.is_empty() {
        return Err(Error::bad_input(format!(
            "{} is not the redaction key of this project; name the one that was written when its files were imported",
            request.key
        )));
    }
    for token in &request.tokens {
        let token = bracketed(token);
        if !found.iter().any(|one| one.token == token) {
            return Err(Error::not_found(format!(
                "the redaction key does not say what {token} stands for; it was replaced by an import without the key"
            )));
        }
    }
    if !request.tokens.is_empty() {
        let wanted: Vec<String> = request
            .tokens
            .iter()
            .map(|token| bracketed(token))
            .collect();
        found.retain(|one| wanted.contains(&one.token));
    }
    Ok(found)
}

fn bracketed(token: &str) -> String {
    format!(
        "[{}]",
        token.trim().trim_start_matches('[').trim_end_matches(']')
    )
}
