//! Texts placed by a sentence encoder instead of the word table. The vectors are kept in the
//! project, by digests of encoder and text, so that the next run makes only what is new.
//!
//! Without the feature `encoder` the rest of the application is the same, and asking for one is
//! answered with a sentence.

#[cfg(not(feature = "encoder"))]
mod absent;
#[cfg(feature = "encoder")]
mod present;

use std::collections::HashMap;
use std::path::Path;

use assay_analysis::TextVectors;
use assay_store::TextDigest;

use crate::themes::EncoderUse;
use crate::{Code, Error, Project, Result, Task};
#[cfg(not(feature = "encoder"))]
use absent::Encoder;
#[cfg(feature = "encoder")]
use present::Encoder;

/// Vectors of a project's texts, and what is to be kept of them.
pub(crate) struct Encoded {
    pub(crate) uses: EncoderUse,
    pub(crate) vectors: TextVectors,
    /// Vectors that the project did not have.
    pub(crate) fresh: Vec<(TextDigest, Vec<i16>)>,
}

/// Vectors are kept as fractions of this: closer than the encoder's own rounding matters.
const ONE: f32 = i16::MAX as f32;

/// The vectors of texts by the encoder in `folder`.
pub(crate) fn vectors(folder: &Path, texts: &[&str], task: &Task) -> Result<TextVectors> {
    let encoder = open(folder, task)?;
    Ok(TextVectors {
        dimensions: encoder.dimensions(),
        values: encoder.encode(texts, task)?,
    })
}

/// The vectors of a project's texts by the encoder in `folder`, those that are kept and new ones.
pub(crate) fn project_vectors(
    project: &Project,
    folder: &Path,
    texts: &[&str],
    task: &Task,
) -> Result<Encoded> {
    let encoder = open(folder, task)?;
    let digest = encoder.digest().to_owned();
    let distinct = Distinct::of(texts);
    let kept = project.read(|store| Ok(store.text_vectors(&digest, &distinct.digests)?))?;
    let unknown: Vec<usize> = (0..kept.len()).filter(|&at| kept[at].is_none()).collect();
    let to_encode: Vec<&str> = unknown
        .iter()
        .map(|&at| texts[distinct.first[at]])
        .collect();
    let dimensions = encoder.dimensions();
    let encoded = encoder.encode(&to_encode, task)?;
    let fresh: Vec<(TextDigest, Vec<i16>)> = unknown
        .iter()
        .zip(encoded.chunks_exact(dimensions))
        .map(|(&at, vector)| (distinct.digests[at], rounded(vector)))
        .collect();
    let mut vectors = kept;
    for (&at, (_, vector)) in unknown.iter().zip(&fresh) {
        vectors[at] = Some(vector.clone());
    }
    Ok(Encoded {
        uses: EncoderUse {
            known: (vectors.len() - fresh.len()) as u64,
            encoded: fresh.len() as u64,
            digest,
        },
        vectors: distinct.spread(dimensions, &vectors),
        fresh,
    })
}

/// The vectors that the encoder with this digest gave to texts, without the encoder.
pub(crate) fn kept(project: &Project, digest: &str, texts: &[&str]) -> Result<TextVectors> {
    let distinct = Distinct::of(texts);
    let kept = project.read(|store| Ok(store.text_vectors(digest, &distinct.digests)?))?;
    if kept.iter().any(Option::is_none) {
        return Err(Error::new(
            Code::Damaged,
            "the project does not hold all vectors that its themes were made of; analyse again with the same encoder",
        ));
    }
    let dimensions = kept.first().and_then(Option::as_ref).map_or(0, Vec::len);
    Ok(distinct.spread(dimensions, &kept))
}

fn open(folder: &Path, task: &Task) -> Result<Encoder> {
    task.update("Reading the sentence encoder", 0, 0)?;
    Encoder::open(folder)
}

/// Equal texts, once each.
struct Distinct {
    digests: Vec<TextDigest>,
    /// The first text of each.
    first: Vec<usize>,
    /// For each text its place among the distinct ones.
    place: Vec<usize>,
}

impl Distinct {
    fn of(texts: &[&str]) -> Distinct {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut first = Vec::new();
        let mut place = Vec::with_capacity(texts.len());
        for (at, text) in texts.iter().enumerate() {
            let next = first.len();
            let known = *places.entry(text).or_insert(next);
            if known == next {
                first.push(at);
            }
            place.push(known);
        }
        Distinct {
            digests: first.iter().map(|&at| digest(texts[at])).collect(),
            first,
            place,
        }
    }

    /// A vector for every text from those of the distinct ones.
    fn spread(&self, dimensions: usize, vectors: &[Option<Vec<i16>>]) -> TextVectors {
        let mut values = Vec::with_capacity(self.place.len() * dimensions);
        for &place in &self.place {
            let vector = vectors[place].as_deref().unwrap_or_default();
            values.extend(vector.iter().map(|&value| f32::from(value) / ONE));
            // Of another length only in a damaged file; each text keeps its row.
            values.resize(values.len().next_multiple_of(dimensions.max(1)), 0.0);
        }
        TextVectors { dimensions, values }
    }
}

fn rounded(vector: &[f32]) -> Vec<i16> {
    vector
        .iter()
        .map(|value| (value * ONE).round() as i16)
        .collect()
}

fn digest(text: &str) -> TextDigest {
    let mut digest = [0; 16];
    digest.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..16]);
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_encoded_once_and_all_get_their_vector() {
        let distinct = Distinct::of(&["late", "never", "late"]);
        assert_eq!((distinct.digests.len(), &distinct.first), (2, &vec![0, 1]));
        let kept = [[1.0, 0.0], [-0.5, 0.25]].map(|vector| Some(rounded(&vector)));
        let vectors = distinct.spread(2, &kept);
        for (got, expected) in vectors.values.iter().zip([1.0, 0.0, -0.5, 0.25, 1.0, 0.0]) {
            assert!((got - expected).abs() < 2e-5, "{vectors:?}");
        }
    }

    #[test]
    #[cfg(not(feature = "encoder"))]
    fn a_build_without_encoders_says_how_to_get_them() {
        let error = vectors(Path::new("model"), &["late"], &Task::silent()).unwrap_err();
        assert!(error.message.contains("--features encoder"), "{error}");
    }
}
