use std::sync::LazyLock;

use super::causes::{Cause, signs};
use crate::text::Words;
use crate::vectors::WordMeanings;

/// How near the meaning of a text is to that of each cause, as a cosine; what all complaints have
/// in common is taken away on both sides.
pub(super) struct Likeness {
    common: Vec<f32>,
    /// By cause, of unit length.
    centres: Vec<Vec<f32>>,
}

impl Likeness {
    /// By the sentences that say each cause; `None` where there are no word vectors.
    pub(super) fn english() -> Option<&'static Likeness> {
        static LIKENESS: LazyLock<Option<Likeness>> = LazyLock::new(Likeness::new);
        LIKENESS.as_ref()
    }

    fn new() -> Option<Likeness> {
        let sentences: Vec<(usize, &str)> = signs()
            .iter()
            .enumerate()
            .flat_map(|(cause, signs)| signs.like.iter().map(move |text| (cause, *text)))
            .collect();
        let texts: Vec<&str> = sentences.iter().map(|(_, text)| *text).collect();
        let words = Words::read(&texts);
        let meanings = WordMeanings::english(&words)?;
        let vectors: Vec<Vec<f32>> = (0..texts.len())
            .map(|text| unit(meanings.of_text(&words, text)))
            .collect();
        let mut common = vec![0.0; meanings.dimensions()];
        for vector in &vectors {
            add(&mut common, vector, 1.0 / vectors.len() as f32);
        }
        let centres = (0..Cause::ALL.len())
            .map(|cause| {
                let mut centre = vec![0.0; common.len()];
                for ((of, _), vector) in sentences.iter().zip(&vectors) {
                    if *of == cause {
                        add(&mut centre, &without(vector.clone(), &common), 1.0);
                    }
                }
                unit(centre)
            })
            .collect();
        Some(Likeness { common, centres })
    }

    /// The likeness of a text's vector to each cause, in the order of [`Cause::ALL`].
    pub(super) fn of(&self, vector: Vec<f32>) -> Vec<f32> {
        let vector = without(unit(vector), &self.common);
        let dot = |centre: &Vec<f32>| centre.iter().zip(&vector).map(|(a, b)| a * b).sum();
        self.centres.iter().map(dot).collect()
    }
}

/// The vector less `common`, at unit length.
fn without(mut vector: Vec<f32>, common: &[f32]) -> Vec<f32> {
    if vector.iter().all(|value| *value == 0.0) {
        return vector;
    }
    add(&mut vector, common, -1.0);
    unit(vector)
}

fn add(sum: &mut [f32], vector: &[f32], factor: f32) {
    for (sum, value) in sum.iter_mut().zip(vector) {
        *sum += factor * value;
    }
}

fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|value| *value /= length);
    }
    vector
}
