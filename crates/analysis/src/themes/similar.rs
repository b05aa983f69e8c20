//! Texts that are like some examples.

use ndarray::{Array1, ArrayView1, CowArray, Ix1};

use crate::text::Corpus;
use crate::vectors::{Documents, features};

/// How like the examples each text is, and how like each other the examples are.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// For each text the cosine to the mean direction of the examples, 0..1.
    pub of_text: Vec<f32>,
    /// The mean cosine of each example to the mean direction of the others; none for a single one.
    pub of_examples: Option<f32>,
}

/// Compares `texts` with those among them at the places `examples`.
///
/// Texts are placed as [`find_themes`](super::find_themes) places them, by what this set of texts
/// has in common: it should hold more than the examples. Places past the last are ignored.
#[must_use]
pub fn likeness(texts: &[&str], examples: &[usize], seed: u64) -> Likeness {
    let corpus = Corpus::read(texts, &[]);
    let (documents, bags) = Documents::new(&corpus.words, &corpus.stems, &corpus.aside.same_as);
    let vectors = features(
        &documents,
        bags,
        &corpus.words,
        &corpus.stems,
        &corpus.languages,
        None,
        seed,
    )
    .vectors;
    let vector = |text: usize| {
        let document = documents.of_text.get(text).copied().flatten()?;
        let row = vectors.row(document);
        (row.dot(&row) > 0.0).then_some(row)
    };
    let examples: Vec<CowArray<'_, f32, Ix1>> =
        examples.iter().filter_map(|&text| vector(text)).collect();
    let mut sum = Array1::<f32>::zeros(vectors.dimensions());
    for example in &examples {
        sum += example;
    }
    let others = |example: &CowArray<'_, f32, Ix1>| cosine(example.view(), &(&sum - example));
    Likeness {
        of_text: (0..texts.len())
            .map(|text| vector(text).map_or(0.0, |vector| cosine(vector.view(), &sum)))
            .collect(),
        of_examples: (examples.len() > 1)
            .then(|| examples.iter().map(others).sum::<f32>() / examples.len() as f32),
    }
}

/// Cosine of a vector of unit length to another one, at least 0.
fn cosine(a: ArrayView1<'_, f32>, b: &Array1<f32>) -> f32 {
    (a.dot(b) / b.dot(b).sqrt().max(f32::MIN_POSITIVE)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_about_the_same_come_before_others() {
        let texts = [
            "the refund for my order never arrived",
            "i am still waiting for my refund",
            "my money was not given back after the return",
            "the app crashes when i open the settings",
            "settings page freezes and the app closes",
            "refund has not come",
            "???",
            // What a set has in common is taken away: it must be more than the examples.
            "dark mode hurts my eyes at night",
            "the charts do not load on my phone",
            "notifications come at night",
            "please add a widget for the calendar",
            "the map shows the wrong street",
        ];
        let like = likeness(&texts, &[0, 1, 99], 1);
        assert_eq!(like.of_text.len(), texts.len());
        let least_alike = like.of_text[0].min(like.of_text[1]).min(like.of_text[5]);
        assert!(
            least_alike > like.of_text[3].max(like.of_text[4]),
            "{like:?}"
        );
        assert!(like.of_text[2] > like.of_text[3], "by meaning, {like:?}");
        assert_eq!(like.of_text[6], 0.0);
        assert!(like.of_examples.is_some_and(|like| like > 0.3));
        assert_eq!(likeness(&texts, &[3], 1).of_examples, None);
        assert!(likeness(&[], &[], 1).of_text.is_empty());
    }
}
