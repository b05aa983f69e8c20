//! A map turned so that it lies as an earlier one did.

/// Fewer places than this in common say nothing about how a map lies.
const FEWEST: usize = 3;
/// How well the two have to agree, from 0 to 1, for a turn to mean anything.
const LEAST_AGREEMENT: f64 = 0.25;

/// Places of a map turned, or mirrored and turned, so that those with a place on an earlier map
/// come as near to it as they can (orthogonal Procrustes: Schönemann 1966; in the plane the best
/// turn has a closed form). `places` and the result as in [`super::PassageMap`]; `earlier` has for
/// each place where it was, in any unit. A map that has next to nothing in common with the earlier
/// one stays as it is.
pub fn aligned(places: &[[u16; 2]], earlier: &[Option<[u16; 2]>]) -> Vec<[u16; 2]> {
    let pairs: Vec<([f64; 2], [f64; 2])> = places
        .iter()
        .zip(earlier)
        .filter_map(|(now, was)| Some((now.map(f64::from), (*was)?.map(f64::from))))
        .collect();
    let Some(turn) = best_turn(&pairs) else {
        return places.to_vec();
    };
    let turned = places
        .iter()
        .map(|place| Some(turn.apply(place.map(f64::from))));
    let turned: Vec<Option<[f64; 2]>> = turned.collect();
    super::on_grid(&turned).into_iter().flatten().collect()
}

/// A turn about the origin, after mirroring or without.
struct Turn {
    mirrored: bool,
    cosine: f64,
    sine: f64,
}

impl Turn {
    fn apply(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let y = if self.mirrored { -y } else { y };
        [
            self.cosine * x - self.sine * y,
            self.sine * x + self.cosine * y,
        ]
    }
}

fn best_turn(pairs: &[([f64; 2], [f64; 2])]) -> Option<Turn> {
    if pairs.len() < FEWEST {
        return None;
    }
    let count = pairs.len() as f64;
    let mut middles = [[0.0; 2]; 2];
    for (now, was) in pairs {
        for axis in 0..2 {
            middles[0][axis] += now[axis] / count;
            middles[1][axis] += was[axis] / count;
        }
    }
    let (mut products, mut squares) = ([[0.0; 2]; 2], [0.0; 2]);
    for (now, was) in pairs {
        let [x, y] = [now[0] - middles[0][0], now[1] - middles[0][1]];
        let [to_x, to_y] = [was[0] - middles[1][0], was[1] - middles[1][1]];
        products[0][0] += x * to_x;
        products[0][1] += x * to_y;
        products[1][0] += y * to_x;
        products[1][1] += y * to_y;
        squares[0] += x * x + y * y;
        squares[1] += to_x * to_x + to_y * to_y;
    }
    let [[xx, xy], [yx, yy]] = products;
    // Of the turns without and with mirroring, what the best one of each reaches.
    let plain = [xx + yy, xy - yx];
    let mirror = [xx - yy, xy + yx];
    let reached = |[along, across]: [f64; 2]| along.hypot(across);
    let mirrored = reached(mirror) > reached(plain);
    let best = if mirrored { mirror } else { plain };
    let agreement = reached(best) / (squares[0] * squares[1]).sqrt();
    (agreement >= LEAST_AGREEMENT).then(|| Turn {
        mirrored,
        cosine: best[0] / reached(best),
        sine: best[1] / reached(best),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cloud() -> Vec<[u16; 2]> {
        let place = |n: usize| [(n * 7_919) % 60_000, (n * n * 31) % 20_000].map(|at| at as u16);
        (0..200).map(place).collect()
    }

    /// How far two maps' places are from each other, once both have their middle at the origin.
    fn farthest(a: &[[u16; 2]], b: &[[u16; 2]]) -> f64 {
        let middle = |places: &[[u16; 2]], axis: usize| {
            places
                .iter()
                .map(|place| f64::from(place[axis]))
                .sum::<f64>()
                / places.len() as f64
        };
        let moved = |places: &[[u16; 2]], at: usize, axis: usize| {
            f64::from(places[at][axis]) - middle(places, axis)
        };
        (0..a.len())
            .map(|at| {
                let by = |axis| moved(a, at, axis) - moved(b, at, axis);
                by(0).hypot(by(1))
            })
            .fold(0.0, f64::max)
    }

    proptest! {
        #[test]
        fn a_map_that_was_turned_or_mirrored_lies_as_before(angle in 0.0..6.3f64, mirrored: bool, known in 20..200usize) {
            let before = super::super::on_grid(
                &cloud().iter().map(|place| Some(place.map(f64::from))).collect::<Vec<_>>(),
            );
            let before: Vec<[u16; 2]> = before.into_iter().flatten().collect();
            let turn = Turn { mirrored, cosine: angle.cos(), sine: angle.sin() };
            let turned: Vec<Option<[f64; 2]>> =
                before.iter().map(|place| Some(turn.apply(place.map(f64::from)))).collect();
            let now: Vec<[u16; 2]> = super::super::on_grid(&turned).into_iter().flatten().collect();
            // Of some passages only it is known where they lay.
            let earlier: Vec<Option<[u16; 2]>> =
                before.iter().enumerate().map(|(at, place)| (at < known).then_some(*place)).collect();
            let found = aligned(&now, &earlier);
            // Each step rounds to whole places.
            prop_assert!(farthest(&found, &before) < 150.0, "{}", farthest(&found, &before));
        }
    }

    #[test]
    fn what_has_nothing_in_common_stays_as_it_is() {
        let now = cloud();
        assert_eq!(aligned(&now, &vec![None; now.len()]), now);
        let same_place = vec![Some([5, 5]); now.len()];
        assert_eq!(aligned(&now, &same_place), now);
        assert_eq!(aligned(&[], &[]), Vec::<[u16; 2]>::new());
    }
}
