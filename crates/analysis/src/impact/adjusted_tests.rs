//! What themes are compared with, on small projects that can be worked out by hand.

use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::alternatives_tests::{AGAINST_OTHERS, Survey};
use super::simulation_tests::{Drawn, plan};
use super::*;

const AGAINST_NOT_RAISING: &str = "adjusted, HC3";

/// Customers with a plan, an outcome and the themes they raise.
fn project(customers: impl IntoIterator<Item = (&'static str, bool, Vec<usize>)>) -> Drawn {
    let mut drawn = Drawn::default();
    for (customer, (plan, activated, themes)) in customers.into_iter().enumerate() {
        drawn.customers.push(Customer {
            key: customer.to_string(),
            segments: [("plan".to_string(), plan.to_string())].into(),
            ..Customer::default()
        });
        drawn.outcomes.push(Outcome {
            eligible: true,
            activated,
            ..Outcome::default()
        });
        drawn.feedback.push(Feedback {
            customer,
            time: None,
        });
        drawn
            .mentions
            .extend(themes.into_iter().map(|theme| Mention {
                customer,
                theme,
                time: None,
                weak: false,
                negative: false,
            }));
    }
    drawn
}

fn rate(drawn: &Drawn, test: impl Fn(&[usize]) -> bool) -> f64 {
    let (mut n, mut activated) = (0.0, 0.0);
    for customer in 0..drawn.customers.len() {
        let mentions = drawn.mentions.iter().filter(|m| m.customer == customer);
        let themes: Vec<usize> = mentions.map(|m| m.theme).collect();
        if test(&themes) {
            n += 1.0;
            activated += f64::from(u8::from(drawn.outcomes[customer].activated));
        }
    }
    activated / n
}

fn methods(effects: &Effects) -> Vec<&str> {
    effects.themes.iter().map(|t| t.method.as_str()).collect()
}

#[test]
fn with_one_theme_each_it_is_the_plain_difference_and_with_strata_mantel_haenszels() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(21);
    let drawn = Survey::planted(700, 9, [0.0, 0.0]).draw(&mut rng);
    let got = theme_effects(&drawn.input(9, &[]));
    assert_eq!(methods(&got), [AGAINST_OTHERS; 9]);
    for (theme, row) in got.themes.iter().enumerate() {
        let plain = rate(&drawn, |t| t == [theme]) - rate(&drawn, |t| t != [theme]);
        assert!((row.difference.unwrap() - plain).abs() < 1e-12, "{row:?}");
    }
    assert!(
        got.notes
            .iter()
            .any(|n| n.starts_with("Respondents hardly differ in how many themes they raise (1.00")),
        "{:?}",
        got.notes
    );
    let got = theme_effects(&drawn.input(9, &plan()));
    let panel = theme_sensitivity(&drawn.input(9, &plan()));
    for (row, panel) in got.themes.iter().zip(&panel) {
        let one_at_a_time = &panel[2];
        assert_eq!(one_at_a_time.kind, SensitivityKind::OneAtATime);
        assert!((row.difference.unwrap() - one_at_a_time.difference).abs() < 1e-12);
        // Its own variance, not the same but near.
        let width =
            (row.high.unwrap() - row.low.unwrap()) / (one_at_a_time.high - one_at_a_time.low);
        assert!((0.9..1.1).contains(&width), "{width}");
    }
}

/// Variance of a rate less the weighted mean of the others': p(1−p)/n each, with HC3's factor.
#[test]
fn the_interval_is_that_of_rates_within_themes() {
    let sizes = [40, 60, 100];
    let activated = [10, 30, 70];
    let customers = (0..3)
        .flat_map(|theme| (0..sizes[theme]).map(move |i| ("a", i < activated[theme], vec![theme])));
    let got = theme_effects(&project(customers).input(3, &[]));
    let row = &got.themes[0];
    let variance = |theme: usize| {
        let n = f64::from(sizes[theme]);
        let p = f64::from(activated[theme]) / n;
        n * p * (1.0 - p) / (n - 1.0).powi(2)
    };
    let error = (variance(0)
        + (60.0_f64 / 160.0).powi(2) * variance(1)
        + (100.0_f64 / 160.0).powi(2) * variance(2))
    .sqrt();
    assert!((row.difference.unwrap() - (0.25 - 100.0 / 160.0)).abs() < 1e-12);
    let half = (row.high.unwrap() - row.low.unwrap()) / 2.0;
    // Between the normal's quantile and that of the 39 degrees of freedom of the first theme.
    assert!((1.96..2.0227).contains(&(half / error)), "{}", half / error);
}

#[test]
fn those_who_raise_nothing_take_part_but_are_not_compared_with() {
    let mut customers: Vec<_> = (0..400).map(|i| ("a", i % 3 == 0, vec![i % 5])).collect();
    customers.extend((0..40).map(|_| ("a", true, vec![])));
    let drawn = project(customers);
    let got = theme_effects(&drawn.input(5, &[]));
    assert_eq!(methods(&got), [AGAINST_OTHERS; 5]);
    for (theme, row) in got.themes.iter().enumerate() {
        let others = rate(&drawn, |t| !t.is_empty() && t != [theme]);
        let plain = rate(&drawn, |t| t == [theme]) - others;
        assert!((row.difference.unwrap() - plain).abs() < 1e-12);
        assert_eq!(row.mentioned.n + row.others.n, 440);
    }
    // Where many raise nothing, they are who a theme is compared with.
    let customers = (0..800).map(|i| ("a", i % 3 == 0, (0..5).filter(|t| i % 10 == *t).collect()));
    let got = theme_effects(&project(customers).input(5, &[]));
    assert_eq!(methods(&got), [AGAINST_NOT_RAISING; 5]);
}

#[test]
fn only_themes_that_go_together_stay_undetermined() {
    // 0 and 1 are always raised together, 6 is a plan, 2 to 5 are raised by one each.
    let customers = (0..900).map(|i| {
        let themes = match i % 9 {
            0 | 1 => vec![0, 1],
            8 => vec![6],
            other => vec![2 + other % 4],
        };
        let plan = if i % 9 == 8 { "b" } else { "a" };
        (plan, i % 7 < 3, themes)
    });
    let drawn = project(customers);
    let got = theme_effects(&drawn.input(7, &plan()));
    for (theme, row) in got.themes.iter().enumerate() {
        let determined = [0, 1, 6].contains(&theme);
        assert_eq!(
            row.reason == Some(NotEnough::DeterminedByOthers),
            determined,
            "{theme}: {row:?}"
        );
        assert_eq!(row.difference.is_none(), determined);
    }
}

#[test]
fn a_theme_always_raised_with_another_but_not_the_other_way_round_is_judged() {
    let customers = (0..600).map(|i| {
        let mut themes = vec![i % 6];
        if i % 12 == 0 {
            themes.push(6);
        }
        ("a", i % 7 < 3, themes)
    });
    let got = theme_effects(&project(customers).input(7, &[]));
    assert!(got.themes.iter().all(|t| t.difference.is_some()), "{got:?}");
}

#[test]
fn two_questions_are_two_groups_and_so_are_two_segments() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(22);
    for second in [0.0, 0.05] {
        // The first question's topics are 0 to 4, the second's 5 to 9.
        let drawn = project((0..900).map(|_| {
            let (first, other) = (rng.gen_range(0..5), 5 + rng.gen_range(0..5));
            let mut themes = vec![first, other];
            if rng.gen_bool(second) {
                themes.push((first + 1) % 5);
            }
            let rate = if first == 0 { 0.3 } else { 0.6 };
            ("a", rng.gen_bool(rate), themes)
        }));
        let got = theme_effects(&drawn.input(10, &[]));
        assert_eq!(methods(&got), [AGAINST_OTHERS; 10]);
        assert_eq!(got.themes[0].verdict, Verdict::Lower, "{:?}", got.themes[0]);
        for row in &got.themes[5..] {
            let half = (row.high.unwrap() - row.low.unwrap()) / 2.0;
            assert!(half < 0.10, "{half}");
            assert!(row.difference.unwrap().abs() < 2.0 * half);
        }
    }
    let drawn = project((0..900).map(|i| {
        let (plan, theme) = if i % 3 == 0 {
            ("a", rng.gen_range(0..4))
        } else {
            ("b", 4 + rng.gen_range(0..4))
        };
        (
            plan,
            rng.gen_bool(if theme == 1 { 0.2 } else { 0.7 }),
            vec![theme],
        )
    }));
    let got = theme_effects(&drawn.input(8, &plan()));
    assert_eq!(methods(&got), [AGAINST_OTHERS; 8]);
    assert_eq!(got.themes[1].verdict, Verdict::Lower);
    assert!(got.themes.iter().all(|t| t.difference.is_some()));
}

#[test]
fn what_is_only_better_than_harm_is_not_called_higher() {
    // Half of all raise theme 0 and hardly ever activate; the others are alike.
    let drawn = project((0..1_200).map(|i| {
        let theme = if i % 2 == 0 { 0 } else { 1 + i % 5 };
        (
            "a",
            if theme == 0 { i % 20 == 0 } else { i % 14 > 5 },
            vec![theme],
        )
    }));
    let got = theme_effects(&drawn.input(6, &[]));
    assert_eq!(got.themes[0].verdict, Verdict::Lower);
    for row in &got.themes[1..] {
        assert!(row.low.unwrap() > 0.0, "{row:?}");
        assert_eq!((row.verdict, row.reason), (Verdict::Unclear, None));
    }
    assert!(
        got.notes
            .iter()
            .any(|n| n.starts_with("5 themes differ only from")),
        "{:?}",
        got.notes
    );
}

#[test]
fn rare_themes_share_an_indicator_among_the_others() {
    let customers = (0..500).map(|i| {
        let theme = if i < 400 { i % 4 } else { 4 + i % 20 };
        ("a", i % 3 == 0, vec![theme])
    });
    let drawn = project(customers);
    let got = theme_effects(&drawn.input(24, &[]));
    for (theme, row) in got.themes.iter().enumerate() {
        assert_eq!(row.method, AGAINST_OTHERS);
        if theme < 4 {
            let plain = rate(&drawn, |t| t == [theme]) - rate(&drawn, |t| t != [theme]);
            assert!((row.difference.unwrap() - plain).abs() < 1e-12);
        } else {
            assert_eq!(row.reason, Some(NotEnough::TooFewMention));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_order_of_themes_changes_nothing(seed in 0_u64..10_000, more in 0.0_f64..0.4, size in 100_usize..900) {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let drawn = Survey::planted(size, 10, [more, 0.0]).draw(&mut rng);
        let mut turned = drawn.clone();
        turned.mentions.iter_mut().for_each(|m| m.theme = 9 - m.theme);
        let first = theme_effects(&drawn.input(10, &plan()));
        let second = theme_effects(&turned.input(10, &plan()));
        prop_assert_eq!(&first.notes, &second.notes);
        for (row, twin) in first.themes.iter().zip(second.themes.iter().rev()) {
            prop_assert_eq!(&row.method, &twin.method);
            prop_assert_eq!(row.verdict, twin.verdict);
            prop_assert_eq!(row.low.is_some(), twin.low.is_some());
            let gap = row.low.unwrap_or(0.0) - twin.low.unwrap_or(0.0);
            prop_assert!(gap.abs() < 1e-8);
        }
    }
}

/// Run by hand: `cargo test -p assay-analysis -- --ignored one_theme_each_is_fast --nocapture`.
#[test]
#[ignore = "measures time"]
fn one_theme_each_is_fast() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let drawn = Survey::planted(100_000, 150, [0.05, 0.0]).draw(&mut rng);
    for strata in [vec![], vec!["plan".to_string()]] {
        let start = std::time::Instant::now();
        let got = theme_effects(&drawn.input(150, &strata));
        println!("{} {:?}", got.themes[0].method, start.elapsed());
    }
}
