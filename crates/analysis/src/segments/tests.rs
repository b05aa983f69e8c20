use proptest::prelude::*;

use super::*;
use crate::impact::newcombe;

/// So many people, of whom the first `raising` raise theme 0 and all raise theme 1.
fn group(people: usize, raising: usize) -> Vec<Voice> {
    (0..people)
        .map(|place| Voice {
            themes: if place < raising {
                vec![0, 1, 0]
            } else {
                vec![1]
            },
            passages: 2,
            negative: u64::from(place < raising),
        })
        .collect()
}

#[test]
fn shares_are_of_people_and_differences_newcombes() {
    let found = compare_groups(&group(70, 56), &group(80, 48), 3);
    let theme = &found.themes[0];
    assert_eq!(theme.people, [56, 48], "twice in one breath is once");
    assert_eq!(theme.difference, newcombe([56, 48], [70, 80]));
    assert_eq!(theme.verdict, ContrastVerdict::MoreInFirst);
    assert_eq!(
        found.themes[1].verdict,
        ContrastVerdict::Unclear,
        "all raise it"
    );
    assert_eq!(
        found.themes[2].q_value, None,
        "nobody raises it, so nothing is tested"
    );
    let back = compare_groups(&group(80, 48), &group(70, 56), 3);
    assert_eq!(back.themes[0].verdict, ContrastVerdict::MoreInSecond);
}

#[test]
fn few_people_give_no_verdict() {
    let found = compare_groups(&group(9, 9), &group(80, 0), 2);
    assert_eq!(found.themes[0].verdict, ContrastVerdict::NotEnoughData);
    assert_eq!(found.themes[0].q_value, None);
    assert_eq!(found.negative_difference, None);
    assert_eq!(compare_groups(&[], &[], 1).themes[0].share, [None, None]);
}

/// One passage a person is the simple case: the variance of a share with n − 1.
#[test]
fn the_negative_share_goes_by_people() {
    let one_each = |n: usize, negative: usize| -> Vec<Voice> {
        (0..n)
            .map(|place| Voice {
                themes: vec![],
                passages: 1,
                negative: u64::from(place < negative),
            })
            .collect()
    };
    let found = compare_groups(&one_each(50, 20), &one_each(40, 8), 0);
    let first = found.negative[0].unwrap();
    let error = (0.4_f64 * 0.6 / 49.0).sqrt();
    assert_eq!(first.value, 0.4);
    assert!((first.low.unwrap() - (0.4 - 1.959_963_984_540_054 * error)).abs() < 1e-12);
    let difference = found.negative_difference.unwrap();
    let error = (0.24_f64 / 49.0 + 0.16 / 39.0).sqrt();
    assert!((difference.value - 0.2).abs() < 1e-12);
    assert!((difference.high - (0.2 + 1.959_963_984_540_054 * error)).abs() < 1e-12);
    // Ten times the passages of the same people are no more people.
    let loud: Vec<Voice> = one_each(50, 20)
        .into_iter()
        .map(|voice| Voice {
            passages: 10,
            negative: 10 * voice.negative,
            ..voice
        })
        .collect();
    let of_loud = compare_groups(&loud, &one_each(40, 8), 0).negative[0].unwrap();
    assert!((of_loud.low.unwrap() - first.low.unwrap()).abs() < 1e-12);
}

proptest! {
    #[test]
    fn the_other_way_round_is_the_same_with_the_sign_turned(
        sizes in (10..60_usize, 10..60_usize),
        raising in (0..10_usize, 0..10_usize),
    ) {
        let (first, second) = (group(sizes.0, raising.0), group(sizes.1, raising.1));
        let (one, other) = (compare_groups(&first, &second, 2), compare_groups(&second, &first, 2));
        for (one, other) in one.themes.iter().zip(&other.themes) {
            let (one_difference, other_difference) = (one.difference.unwrap(), other.difference.unwrap());
            prop_assert!((one_difference.value + other_difference.value).abs() < 1e-12);
            prop_assert!((one_difference.low + other_difference.high).abs() < 1e-12);
            prop_assert_eq!(one.q_value, other.q_value);
        }
    }
}
