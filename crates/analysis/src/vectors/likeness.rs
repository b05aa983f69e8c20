//! How alike words are in meaning to some others.

use super::word_vectors::WordVectors;

/// The mean direction of some English words.
pub(crate) struct Likeness {
    table: WordVectors<'static>,
    mean: Vec<f32>,
}

impl Likeness {
    /// None where no word vectors are at hand.
    pub(crate) fn to(words: &[&str]) -> Option<Self> {
        let table = WordVectors::english()?;
        let mut mean = vec![0.0; table.dimensions()];
        for place in words.iter().filter_map(|word| table.find(word)) {
            let vector: Vec<f32> = table.vector(place).collect();
            let length = norm(&vector);
            for (sum, value) in mean.iter_mut().zip(vector) {
                *sum += value / length;
            }
        }
        let length = norm(&mean);
        mean.iter_mut().for_each(|value| *value /= length);
        Some(Self { table, mean })
    }

    /// The cosine of a word in normal form to that direction; none for a word without a vector.
    pub(crate) fn of(&self, word: &str) -> Option<f32> {
        let vector: Vec<f32> = self.table.vector(self.table.find(word)?).collect();
        let product: f32 = vector.iter().zip(&self.mean).map(|(a, b)| a * b).sum();
        Some(product / norm(&vector))
    }
}

fn norm(vector: &[f32]) -> f32 {
    let square: f32 = vector.iter().map(|value| value * value).sum();
    square.sqrt().max(f32::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::Likeness;

    #[test]
    fn names_are_like_names() {
        let names = Likeness::to(&["john", "mary", "smith", "jones", "peter", "anna"]).unwrap();
        for name in ["andrew", "jennifer", "miller", "susan"] {
            for word in ["invoice", "login", "price", "paris"] {
                assert!(names.of(name) > names.of(word), "{name}, {word}");
            }
        }
        assert_eq!(names.of("xqzzv"), None);
    }
}
