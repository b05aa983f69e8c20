//! Groups as discs in the plane: like ones near, none over another.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::Alike;

/// A group's disc. All discs together have the area π.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Island {
    pub(super) centre: [f64; 2],
    pub(super) radius: f64,
}

/// Share of the map that is land.
const LAND: f64 = 0.62;
/// Passes of the descent, and of pushing discs apart.
const PASSES: usize = 40;
const PUSHES: usize = 150;
/// How much is added to the width and taken from the height.
const WIDER: f64 = 1.2;
/// Discs of one theme may overlap a little, so that it is one region; those that have nothing in
/// common at any level keep a strait between them. Both as parts of the radii's sum.
const CLOSEST: f64 = 0.74;
const APART: f64 = 0.46;

/// The discs of groups of `sizes`. `levels` has for each level of granularity the group that each
/// of them belongs to.
///
/// Their distances are to be as unlike as the groups are (1 − cosine), less so for groups that
/// belong together at some level, and never so small that discs overlap. That stress is
/// minimised from a layout of the main axes by stochastic gradient descent (Zheng, Pawar &
/// Goodman 2019, “Graph Drawing by Stochastic Gradient Descent”); what overlaps afterwards is
/// pushed apart.
pub(super) fn islands(alike: &Alike, sizes: &[usize], levels: &[&[usize]]) -> Vec<Island> {
    let all: usize = sizes.iter().sum();
    let radius = |&size: &usize| (size.max(1) as f64 / all.max(1) as f64).sqrt();
    let radii: Vec<f64> = sizes.iter().map(radius).collect();
    let apart = |a: usize, b: usize| {
        let levels_apart = levels.iter().filter(|level| level[a] != level[b]).count();
        levels_apart as f64 / levels.len().max(1) as f64
    };
    let least = |a: usize, b: usize| (radii[a] + radii[b]) * (CLOSEST + APART * apart(a, b));
    let unlike =
        |a: usize, b: usize| (1.0 - alike.cosine(a, b)).max(0.05) * (0.3 + 0.7 * apart(a, b));
    let scale = scale(sizes, unlike);
    let distance = |a: usize, b: usize| (scale * unlike(a, b)).max(least(a, b));
    let mut centres = main_axes(sizes.len(), distance);
    descend(&mut centres, distance);
    lay_flat(&mut centres, sizes);
    push_apart(&mut centres, &radii, least);
    centres
        .into_iter()
        .zip(radii)
        .map(|(centre, radius)| Island { centre, radius })
        .collect()
}

/// What unlikeness is multiplied by, so that two passages lie on average as far from each other
/// as two points of a disc of which [`LAND`] is covered: 0.905 of its radius.
fn scale(sizes: &[usize], unlike: impl Fn(usize, usize) -> f64) -> f64 {
    let (mut sum, mut weight) = (0.0, 0.0);
    for b in 1..sizes.len() {
        for a in 0..b {
            let pairs = sizes[a] as f64 * sizes[b] as f64;
            sum += pairs * unlike(a, b);
            weight += pairs;
        }
    }
    if sum > 0.0 {
        0.905 / LAND.sqrt() * weight / sum
    } else {
        1.0
    }
}

/// Classical scaling (Torgerson 1952): the first two principal axes of points with these
/// distances.
fn main_axes(n: usize, distance: impl Fn(usize, usize) -> f64) -> Vec<[f64; 2]> {
    let squared = |a: usize, b: usize| if a == b { 0.0 } else { distance(a, b).powi(2) };
    let means: Vec<f64> = (0..n)
        .map(|a| (0..n).map(|b| squared(a, b)).sum::<f64>() / n as f64)
        .collect();
    let mean = means.iter().sum::<f64>() / n as f64;
    let centred: Vec<Vec<f64>> = (0..n)
        .map(|a| {
            let product = |b: usize| -0.5 * (squared(a, b) - means[a] - means[b] + mean);
            (0..n).map(product).collect()
        })
        .collect();
    let mut axes: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
    for axis in 0..2 {
        // Any start that is in no special direction will do.
        let mut vector: Vec<f64> = (0..n)
            .map(|place| ((place + 1) as f64 * (1.7 + axis as f64)).sin())
            .collect();
        let mut value = 0.0;
        for _ in 0..50 {
            if axis == 1 {
                let along: f64 = axes[0].iter().zip(&vector).map(|(a, b)| a * b).sum();
                let length: f64 = axes[0]
                    .iter()
                    .map(|a| a * a)
                    .sum::<f64>()
                    .max(f64::MIN_POSITIVE);
                for (value, other) in vector.iter_mut().zip(&axes[0]) {
                    *value -= other * along / length;
                }
            }
            let next: Vec<f64> = centred
                .iter()
                .map(|row| row.iter().zip(&vector).map(|(a, b)| a * b).sum())
                .collect();
            value = next.iter().map(|value| value * value).sum::<f64>().sqrt();
            if value <= 1e-12 {
                break;
            }
            vector = next.into_iter().map(|one| one / value).collect();
        }
        axes[axis] = vector
            .into_iter()
            .map(|one| one * value.max(0.0).sqrt())
            .collect();
    }
    let [x, y] = axes;
    x.into_iter().zip(y).map(|(x, y)| [x, y]).collect()
}

/// Moves the centres towards these distances, near ones counting most (weights of the inverse
/// square).
fn descend(centres: &mut [[f64; 2]], distance: impl Fn(usize, usize) -> f64) {
    let mut pairs: Vec<(u32, u32, f64)> = (1..centres.len() as u32)
        .flat_map(|b| (0..b).map(move |a| (a, b)))
        .map(|(a, b)| (a, b, distance(a as usize, b as usize)))
        .collect();
    let bounds = pairs
        .iter()
        .fold((f64::INFINITY, 0.0f64), |(low, high), &(_, _, wanted)| {
            (low.min(wanted), high.max(wanted))
        });
    if pairs.is_empty() || bounds.0 <= 0.0 {
        return;
    }
    // Step sizes fall from where every pair is set right at once to where the strictest still moves by a tenth.
    let first = bounds.1.powi(2);
    let last = 0.1 * bounds.0.powi(2);
    let fall = (last / first).ln() / (PASSES - 1) as f64;
    // The order is the same in every run: the layout is not to depend on chance.
    let mut order = Xoshiro256PlusPlus::seed_from_u64(0x6d61_7073);
    for pass in 0..PASSES {
        pairs.shuffle(&mut order);
        let step = first * (fall * pass as f64).exp();
        for &(a, b, wanted) in &pairs {
            let (a, b) = (a as usize, b as usize);
            let reach = (step / (wanted * wanted)).min(1.0);
            let (length, direction) = towards(centres[a], centres[b], a, b);
            let shift = reach * (length - wanted) / 2.0;
            for axis in 0..2 {
                centres[a][axis] += shift * direction[axis];
                centres[b][axis] -= shift * direction[axis];
            }
        }
    }
}

/// Pushes discs apart that are nearer than `least`; the larger one yields less.
fn push_apart(centres: &mut [[f64; 2]], radii: &[f64], least: impl Fn(usize, usize) -> f64) {
    for _ in 0..PUSHES {
        let mut pushed = false;
        for b in 1..centres.len() {
            for a in 0..b {
                let (length, direction) = towards(centres[a], centres[b], a, b);
                // The quick look first: most discs are far from each other.
                if length >= (radii[a] + radii[b]) * (CLOSEST + APART) {
                    continue;
                }
                let missing = least(a, b) - length;
                if missing <= 1e-6 {
                    continue;
                }
                pushed = true;
                let (area_a, area_b) = (radii[a].powi(2), radii[b].powi(2));
                for axis in 0..2 {
                    let push = missing * direction[axis] / (area_a + area_b);
                    centres[a][axis] -= push * area_b;
                    centres[b][axis] += push * area_a;
                }
            }
        }
        if !pushed {
            break;
        }
    }
}

/// The distance from one to the other and its direction; of equal places any, but always the same.
fn towards(from: [f64; 2], to: [f64; 2], a: usize, b: usize) -> (f64, [f64; 2]) {
    let difference = [to[0] - from[0], to[1] - from[1]];
    let length = (difference[0].powi(2) + difference[1].powi(2)).sqrt();
    if length > 1e-9 {
        return (length, difference.map(|part| part / length));
    }
    let (sine, cosine) = ((a * 31 + b) as f64).sin_cos();
    (length, [cosine, sine])
}

/// Turns the map so that it is widest from left to right, and draws it out that way, as windows
/// are. The largest group comes to lie in the upper left.
fn lay_flat(centres: &mut [[f64; 2]], sizes: &[usize]) {
    let all: f64 = sizes.iter().map(|&size| size as f64).sum();
    let mut middle = [0.0; 2];
    for (centre, &size) in centres.iter().zip(sizes) {
        for axis in 0..2 {
            middle[axis] += centre[axis] * size as f64 / all;
        }
    }
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (centre, &size) in centres.iter_mut().zip(sizes) {
        *centre = [centre[0] - middle[0], centre[1] - middle[1]];
        xx += size as f64 * centre[0] * centre[0];
        xy += size as f64 * centre[0] * centre[1];
        yy += size as f64 * centre[1] * centre[1];
    }
    let (sine, cosine) = (0.5 * f64::atan2(2.0 * xy, xx - yy)).sin_cos();
    for centre in centres.iter_mut() {
        *centre = [
            cosine * centre[0] + sine * centre[1],
            cosine * centre[1] - sine * centre[0],
        ];
    }
    let largest = (0..sizes.len()).max_by_key(|&group| (sizes[group], std::cmp::Reverse(group)));
    if let Some(largest) = largest {
        let signs = centres[largest].map(|part| if part > 0.0 { -1.0 } else { 1.0 });
        for centre in centres {
            *centre = [centre[0] * signs[0] * WIDER, centre[1] * signs[1] / WIDER];
        }
    }
}
