use ndarray::Array2;
use proptest::prelude::*;

use super::{Drawn, PassageMap, passage_map};
use crate::vectors::Rows;

/// Four groups in two pairs that belong together, of `each` documents: vectors near one of four
/// directions, the pairs near each other.
fn four(each: usize) -> (Array2<f32>, Vec<Option<usize>>) {
    let directions = [
        [1.0, 0.0, 0.0, 0.3],
        [0.9, 0.4, 0.0, 0.3],
        [0.0, 0.0, 1.0, -0.3],
        [0.0, 0.4, 0.9, -0.3],
    ];
    let mut vectors = Array2::zeros((4 * each, 4));
    for (row, mut vector) in vectors.outer_iter_mut().enumerate() {
        for (axis, value) in vector.iter_mut().enumerate() {
            *value = directions[row % 4][axis] + 0.15 * ((row * 7 + axis * 13) as f32).sin();
        }
        let length = vector.dot(&vector).sqrt();
        vector /= length;
    }
    (vectors, (0..4 * each).map(|row| Some(row % 4)).collect())
}

fn map(vectors: &Array2<f32>, groups: &[Option<usize>], levels: &[&[usize]]) -> PassageMap {
    let document: Vec<Option<usize>> = (0..groups.len()).map(Some).collect();
    passage_map(&Drawn {
        vectors: &Rows::from(vectors.clone()),
        group_of_document: groups,
        document: &document,
        group: groups,
        levels,
    })
}

fn centres(map: &PassageMap, groups: &[Option<usize>], count: usize) -> Vec<[f64; 2]> {
    let mut sums = vec![[0.0; 3]; count];
    for (place, group) in map.places.iter().zip(groups) {
        if let (Some(place), &Some(group)) = (place, group) {
            sums[group][0] += f64::from(place[0]);
            sums[group][1] += f64::from(place[1]);
            sums[group][2] += 1.0;
        }
    }
    sums.iter().map(|[x, y, n]| [x / n, y / n]).collect()
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

#[test]
fn like_groups_lie_near_and_each_is_a_region_of_its_own() {
    let (vectors, groups) = four(200);
    let map = map(&vectors, &groups, &[&[0, 0, 1, 1], &[0, 1, 2, 3]]);
    let centres = centres(&map, &groups, 4);
    for (a, b) in [(0, 2), (0, 3), (1, 2), (1, 3)] {
        assert!(
            distance(centres[0], centres[1]) < distance(centres[a], centres[b]),
            "the two of a pair are nearer than {a} and {b}: {centres:?}"
        );
    }
    let nearest_is_own = map.places.iter().zip(&groups).filter(|(place, group)| {
        let place = place.unwrap().map(f64::from);
        let nearest = (0..4)
            .min_by(|&a, &b| distance(place, centres[a]).total_cmp(&distance(place, centres[b])));
        nearest == **group
    });
    assert!(
        nearest_is_own.count() > 760,
        "at least 95 of 100 lie in their own region"
    );
}

#[test]
fn a_text_lies_on_the_side_of_the_group_that_it_is_also_like() {
    let (mut vectors, mut groups) = four(200);
    let between: Vec<f32> = (0..4)
        .map(|axis| vectors[[0, axis]] + vectors[[3, axis]])
        .collect();
    vectors.push_row(ndarray::aview1(&between)).unwrap();
    let last = vectors.nrows() - 1;
    let length = vectors.row(last).dot(&vectors.row(last)).sqrt();
    vectors.row_mut(last).mapv_inplace(|value| value / length);
    groups.push(Some(0));
    let map = map(&vectors, &groups, &[&[0, 1, 2, 3]]);
    let centres = centres(&map, &groups, 4);
    let place = map.places[last].unwrap().map(f64::from);
    assert!(distance(place, centres[3]) < distance(centres[0], centres[3]));
}

#[test]
fn repeats_lie_side_by_side_and_what_has_no_group_nowhere() {
    let (vectors, of_document) = four(20);
    let mut document: Vec<Option<usize>> = (0..80).map(Some).collect();
    let mut group = of_document.clone();
    document.extend([Some(0), Some(0), None, None]);
    group.extend([Some(0), Some(0), Some(2), None]);
    let map = passage_map(&Drawn {
        vectors: &Rows::from(vectors),
        group_of_document: &of_document,
        document: &document,
        group: &group,
        levels: &[&[0, 1, 2, 3]],
    });
    let places: Vec<[f64; 2]> = [0, 80, 81]
        .map(|text: usize| map.places[text].unwrap().map(f64::from))
        .to_vec();
    assert!(places[0] != places[1] && places[1] != places[2] && places[0] != places[2]);
    assert!(distance(places[0], places[1]) < 10_000.0);
    assert!(map.places[82].is_some(), "known by its spelling alone");
    assert_eq!(map.places[83], None);
}

#[test]
fn mixtures_are_as_alike_as_their_texts() {
    let (vectors, groups) = four(50);
    let map = map(&vectors, &groups, &[&[0, 1, 2, 3]]);
    let mixed = map
        .alike
        .of_mixtures(&[vec![(0, 30.0), (1, 10.0)], vec![(2, 7.0)], vec![]]);
    let mean = |wanted: &[(usize, f64)]| {
        let mut sum = ndarray::Array1::<f64>::zeros(4);
        for (row, group) in groups.iter().enumerate() {
            for (of, weight) in wanted {
                if *group == Some(*of) {
                    sum += &(vectors.row(row).mapv(f64::from) * *weight);
                }
            }
        }
        sum
    };
    let (a, b) = (mean(&[(0, 30.0), (1, 10.0)]), mean(&[(2, 7.0)]));
    let cosine = a.dot(&b) / (a.dot(&a) * b.dot(&b)).sqrt();
    assert!(
        (mixed[[0, 1]] - cosine).abs() < 1e-3,
        "{} is not {cosine}",
        mixed[[0, 1]]
    );
    assert!((mixed[[0, 0]] - 1.0).abs() < 1e-9);
    assert_eq!(mixed[[0, 2]], 0.0, "a mixture of nothing is like nothing");
}

proptest! {
    /// Whatever the groups: every passage of a group has a place, and the same every time.
    #[test]
    fn every_passage_of_a_group_has_a_place(
        of in prop::collection::vec(prop::option::of(0usize..5), 0..60),
        zeros in any::<bool>(),
    ) {
        let vectors = Array2::from_shape_fn((of.len(), 3), |(row, axis)| {
            if zeros { 0.0 } else { ((row * 3 + axis) as f32).cos() }
        });
        let levels: [&[usize]; 2] = [&[0, 0, 0, 0, 0], &[0, 1, 2, 3, 4]];
        let first = map(&vectors, &of, &levels);
        for (place, group) in first.places.iter().zip(&of) {
            prop_assert_eq!(place.is_some(), group.is_some());
        }
        prop_assert_eq!(first, map(&vectors, &of, &levels));
    }
}
