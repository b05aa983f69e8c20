//! How alike groups are, kept small enough to be stored with a run.

use ndarray::Array2;
use serde::Serialize;

/// Cosines of a number of groups and the lengths of their means, from which those of any unions
/// of them follow.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Alike {
    /// Length of each group's mean vector, 0–1: how alike its own texts are.
    pub lengths: Vec<f32>,
    /// Cosines of the means of each two groups (0, 1), (0, 2), (1, 2), (0, 3), …; fractions of
    /// 32,767.
    pub cosines: Vec<i16>,
}

impl Alike {
    /// Of groups by their mean vectors, groups × dimensions.
    pub(super) fn of(means: &Array2<f32>) -> Alike {
        let lengths: Vec<f32> = means.outer_iter().map(|row| row.dot(&row).sqrt()).collect();
        let products = means.dot(&means.t());
        let mut cosines = Vec::with_capacity(lengths.len() * lengths.len().saturating_sub(1) / 2);
        for second in 1..lengths.len() {
            for first in 0..second {
                let length = lengths[first] * lengths[second];
                let cosine = if length > 0.0 {
                    products[[first, second]] / length
                } else {
                    0.0
                };
                cosines.push((cosine.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16);
            }
        }
        Alike { lengths, cosines }
    }

    /// How many groups there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Whether there is no group.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// The cosine of the means of two groups; 1 of a group with itself.
    #[must_use]
    pub fn cosine(&self, a: usize, b: usize) -> f64 {
        let (first, second) = (a.min(b), a.max(b));
        if first == second {
            return 1.0;
        }
        let place = second * (second - 1) / 2 + first;
        self.cosines
            .get(place)
            .map_or(0.0, |&cosine| f64::from(cosine) / f64::from(i16::MAX))
    }

    /// Cosines of the mean vectors of mixtures, each two of them: a mixture says how many texts it
    /// has of which group (groups that do not exist are left out). 0 where one has none.
    #[must_use]
    pub fn of_mixtures(&self, mixtures: &[Vec<(usize, f64)>]) -> Array2<f64> {
        let groups = self.len();
        let mut weights = Array2::<f64>::zeros((mixtures.len(), groups));
        for (mut row, mixture) in weights.outer_iter_mut().zip(mixtures) {
            for &(group, texts) in mixture.iter().filter(|(group, _)| *group < groups) {
                row[group] += texts * f64::from(self.lengths[group]);
            }
        }
        let cosines = Array2::from_shape_fn((groups, groups), |(a, b)| self.cosine(a, b));
        let products = weights.dot(&cosines).dot(&weights.t());
        Array2::from_shape_fn(products.dim(), |(a, b)| {
            let length = (products[[a, a]] * products[[b, b]]).sqrt();
            if length > 0.0 {
                (products[[a, b]] / length).clamp(-1.0, 1.0)
            } else {
                0.0
            }
        })
    }
}
