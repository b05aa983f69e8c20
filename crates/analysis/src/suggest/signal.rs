use super::causes::Cause;
use super::read::Reading;
use crate::impact::{Difference, newcombe};

/// Fewest passages of a theme that have to name a cause.
const FEWEST_PASSAGES: u64 = 5;

/// Smallest share of a theme's passages that has to name it.
const SMALLEST_SHARE: f64 = 0.15;

/// So many times as often as elsewhere, at least.
const TIMES_AS_OFTEN: f64 = 1.5;

/// Most causes told of one theme.
const MOST_CAUSES: usize = 3;

/// What a theme's passages are about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signal {
    /// Passages of the theme.
    pub passages: u64,
    /// Those of them that are English and could be read.
    pub read: u64,
    /// The causes that are clear enough to tell, strongest first.
    pub causes: Vec<CauseFound>,
}

/// A cause that a theme's passages name more often than others do.
#[derive(Clone, Debug, PartialEq)]
pub struct CauseFound {
    /// The cause.
    pub cause: Cause,
    /// Passages of the theme that name it.
    pub passages: u64,
    /// Their share of those read.
    pub share: f64,
    /// The share elsewhere.
    pub share_elsewhere: f64,
    /// The one less the other, with its 95 % interval (Newcombe).
    pub difference: Difference,
    /// The passages that name it most strongly, as indices into the theme's readings.
    pub evidence: Vec<usize>,
}

/// The causes that a theme's passages name: by five of them and 15 % at least, by clearly more
/// (the interval of the difference leaves out 0) and half as often again as passages elsewhere.
///
/// `elsewhere` are readings of the project's other passages, or of a fair sample of them. Without
/// any, nothing can be said to be peculiar to the theme, and there are no causes.
pub fn signal(theme: &[&Reading], elsewhere: &[&Reading]) -> Signal {
    let read =
        |readings: &[&Reading]| readings.iter().filter(|reading| reading.read).count() as u64;
    let naming = |readings: &[&Reading], cause| {
        let names = |reading: &&&Reading| reading.causes.contains(&cause);
        readings.iter().filter(names).count() as u64
    };
    let (here, there) = (read(theme), read(elsewhere));
    let mut causes: Vec<CauseFound> = Cause::ALL
        .into_iter()
        .filter_map(|cause| {
            let counts = [naming(theme, cause), naming(elsewhere, cause)];
            let difference = newcombe(counts, [here, there])?;
            let share = counts[0] as f64 / here as f64;
            let share_elsewhere = counts[1] as f64 / there as f64;
            let clear = counts[0] >= FEWEST_PASSAGES
                && share >= SMALLEST_SHARE
                && share >= TIMES_AS_OFTEN * share_elsewhere
                && difference.low > 0.0;
            clear.then(|| CauseFound {
                cause,
                passages: counts[0],
                share,
                share_elsewhere,
                difference,
                evidence: evidence(theme, cause),
            })
        })
        .collect();
    causes.sort_by(|a, b| {
        let order = b.difference.low.total_cmp(&a.difference.low);
        order.then(a.cause.cmp(&b.cause))
    });
    causes.truncate(MOST_CAUSES);
    Signal {
        passages: theme.len() as u64,
        read: here,
        causes,
    }
}

/// The passages that name a cause, strongest first.
fn evidence(theme: &[&Reading], cause: Cause) -> Vec<usize> {
    let strength = |reading: &Reading| {
        let place = reading.causes.iter().position(|named| *named == cause)?;
        Some(reading.strengths[place])
    };
    let mut named: Vec<(f32, usize)> = theme
        .iter()
        .enumerate()
        .filter_map(|(place, reading)| Some((strength(reading)?, place)))
        .collect();
    named.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    named.into_iter().map(|(_, place)| place).collect()
}
