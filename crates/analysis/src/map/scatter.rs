//! Passages in the discs of their groups.

use ndarray::{Array2, ArrayView1};
use rayon::prelude::*;

use super::islands::Island;
use super::{Alike, Drawn};

/// Other groups that say where in a disc a text lies.
const BEARINGS: usize = 8;
/// The golden angle: turned by it again and again, points fill a disc evenly.
const GOLDEN: f64 = 2.399_963_229_728_653;
const BLOCK: usize = 1024;

/// The place of each passage that has a group.
///
/// A text that is like another group lies on that group's side of its own disc: what sets it
/// apart from the mean of its group is measured along the ways to the likest other groups and
/// drawn in the directions in which these lie on the map. The spread is evened out, so that a
/// disc is filled whatever the shape of its texts. Texts without a vector of their own lie on the
/// edge; repeats of a text around it.
pub(super) fn scatter(
    drawn: &Drawn<'_>,
    means: &Array2<f32>,
    alike: &Alike,
    islands: &[Island],
) -> Vec<Option<[f64; 2]>> {
    let charts: Vec<[Vec<f32>; 2]> = (0..islands.len())
        .into_par_iter()
        .map(|group| chart(group, means, alike, islands))
        .collect();
    let offsets: Vec<[f64; 2]> = (0..drawn.vectors.len())
        .into_par_iter()
        .with_min_len(BLOCK)
        .map(|document| {
            let Some(group) = drawn.group_of_document[document] else {
                return [0.0; 2];
            };
            let vector = drawn.vectors.row(document);
            let mean = means.row(group);
            [0, 1].map(|axis| along(&charts[group][axis], vector.view(), mean))
        })
        .collect();
    let even = evened(&offsets, drawn.group_of_document, islands.len());

    let n = drawn.group.iter().flatten().count();
    let apart = 0.8 / (n.max(1) as f64).sqrt();
    let mut repeats = vec![0u32; drawn.vectors.len()];
    let mut strays = vec![0u32; islands.len()];
    let mut places = Vec::with_capacity(drawn.group.len());
    for (&group, &document) in drawn.group.iter().zip(drawn.document) {
        let Some(group) = group else {
            places.push(None);
            continue;
        };
        let island = islands[group];
        let own = document.filter(|&document| drawn.group_of_document[document].is_some());
        let place = match own {
            Some(document) => {
                let offset = even[group].apply(offsets[document]);
                let spread = apart * f64::from(repeats[document]).sqrt();
                let angle = GOLDEN * f64::from(repeats[document]);
                repeats[document] += 1;
                [
                    island.radius * offset[0] + spread * angle.cos(),
                    island.radius * offset[1] + spread * angle.sin(),
                ]
            }
            None => {
                let angle = GOLDEN * f64::from(strays[group]);
                strays[group] += 1;
                [island.radius * angle.cos(), island.radius * angle.sin()]
            }
        };
        places.push(Some([
            island.centre[0] + place[0],
            island.centre[1] + place[1],
        ]));
    }
    places
}

/// The two rows that turn a vector of `group` into an offset on the map.
fn chart(group: usize, means: &Array2<f32>, alike: &Alike, islands: &[Island]) -> [Vec<f32>; 2] {
    let dimensions = means.ncols();
    let mut others: Vec<usize> = (0..islands.len()).filter(|&other| other != group).collect();
    let likest = |a: &usize, b: &usize| {
        let cosines = (alike.cosine(group, *b), alike.cosine(group, *a));
        cosines.0.total_cmp(&cosines.1).then(a.cmp(b))
    };
    if others.len() > BEARINGS {
        others.select_nth_unstable_by(BEARINGS, likest);
        others.truncate(BEARINGS);
    }
    others.sort_unstable_by(likest);
    let mut rows = [vec![0.0; dimensions], vec![0.0; dimensions]];
    if others.len() < 2 {
        // No two directions to go by: any two will do, always the same.
        for (axis, row) in rows.iter_mut().enumerate() {
            for (place, value) in row.iter_mut().enumerate() {
                *value = ((place + 1) as f32 * (0.7 + 1.9 * axis as f32)).sin();
            }
        }
        return rows;
    }
    for other in others {
        let way: Vec<f32> = means
            .row(other)
            .iter()
            .zip(means.row(group))
            .map(|(other, own)| other - own)
            .collect();
        let length: f32 = way
            .iter()
            .map(|value| value * value)
            .sum::<f32>()
            .max(f32::MIN_POSITIVE);
        let drawn = [0, 1].map(|axis| islands[other].centre[axis] - islands[group].centre[axis]);
        let distance = drawn[0].hypot(drawn[1]).max(f64::MIN_POSITIVE);
        for (axis, row) in rows.iter_mut().enumerate() {
            let direction = (drawn[axis] / distance) as f32 / length;
            for (value, part) in row.iter_mut().zip(&way) {
                *value += direction * part;
            }
        }
    }
    rows
}

fn along(row: &[f32], vector: ArrayView1<'_, f32>, mean: ArrayView1<'_, f32>) -> f64 {
    let product = row
        .iter()
        .zip(vector.iter().zip(mean))
        .map(|(row, (value, mean))| row * (value - mean))
        .sum::<f32>();
    f64::from(product)
}

/// Takes a group's offsets to a round cloud in the unit disc.
#[derive(Clone, Copy, Debug, Default)]
struct Even {
    mean: [f64; 2],
    /// The inverse root of the offsets' covariance: symmetric, so that directions stay.
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Even {
    fn apply(&self, offset: [f64; 2]) -> [f64; 2] {
        let [x, y] = [offset[0] - self.mean[0], offset[1] - self.mean[1]];
        let round = [self.xx * x + self.xy * y, self.xy * x + self.yy * y];
        let length = round[0].hypot(round[1]);
        if length <= 0.0 {
            return [0.0; 2];
        }
        // A normal cloud comes to lie evenly in the disc, a little denser in its middle.
        let reach = (1.0 - (-length * length / 2.0).exp()).powf(0.6) / length;
        round.map(|part| part * reach)
    }
}

fn evened(offsets: &[[f64; 2]], groups: &[Option<usize>], count: usize) -> Vec<Even> {
    let mut sums = vec![[0.0f64; 6]; count];
    for (offset, group) in offsets.iter().zip(groups) {
        if let &Some(group) = group {
            let [x, y] = *offset;
            let parts = [1.0, x, y, x * x, x * y, y * y];
            for (sum, part) in sums[group].iter_mut().zip(parts) {
                *sum += part;
            }
        }
    }
    sums.into_iter()
        .map(|[n, x, y, xx, xy, yy]| {
            if n < 2.0 {
                return Even::default();
            }
            let mean = [x / n, y / n];
            let (xx, xy, yy) = (
                xx / n - mean[0] * mean[0],
                xy / n - mean[0] * mean[1],
                yy / n - mean[1] * mean[1],
            );
            let [xx, xy, yy] = inverse_root(xx, xy, yy);
            Even { mean, xx, xy, yy }
        })
        .collect()
}

/// The inverse square root of a covariance; a direction without spread stays without.
fn inverse_root(xx: f64, xy: f64, yy: f64) -> [f64; 3] {
    let (sine, cosine) = (0.5 * f64::atan2(2.0 * xy, xx - yy)).sin_cos();
    let half = ((xx - yy) / 2.0).hypot(xy);
    let middle = (xx + yy) / 2.0;
    let least = 1e-6 * middle;
    let root = |value: f64| {
        if value > least && value > 0.0 {
            1.0 / value.sqrt()
        } else {
            0.0
        }
    };
    let (first, second) = (root(middle + half), root(middle - half));
    [
        first * cosine * cosine + second * sine * sine,
        (first - second) * cosine * sine,
        first * sine * sine + second * cosine * cosine,
    ]
}
