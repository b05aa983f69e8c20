use proptest::prelude::*;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::clock::DAY;
use super::simulation_tests::{Drawn, World};
use super::*;

const SIGNED_UP: i64 = 1_700_000_000;

/// Customers who all signed up at once; the first `activated` of them activated.
fn project(customers: usize, activated: usize) -> Drawn {
    let mut drawn = Drawn::default();
    for index in 0..customers {
        drawn.customers.push(Customer {
            key: index.to_string(),
            signed_up: Some(SIGNED_UP),
            ..Customer::default()
        });
        drawn.outcomes.push(Outcome {
            eligible: true,
            activated: index < activated,
            ..Outcome::default()
        });
        drawn.feedback.push(Feedback {
            customer: index,
            time: Some(SIGNED_UP),
        });
    }
    drawn
}

fn mention(customer: usize, theme: usize, time: Option<i64>) -> Mention {
    Mention {
        customer,
        theme,
        time,
        weak: false,
        negative: false,
    }
}

#[test]
fn no_customers_no_themes_no_outcomes() {
    let nothing = Drawn::default();
    let got = theme_effects(&nothing.input(0, &[]));
    assert_eq!((got.respondents, got.themes.len()), (0, 0));
    let got = theme_effects(&nothing.input(2, &["plan".to_string()]));
    assert_eq!(got.themes[1].verdict, Verdict::NotEnoughData);
    assert_eq!(got.themes[1].reason, Some(NotEnough::NoOutcomes));
    assert_eq!(got.notes.len(), 1, "{:?}", got.notes);
    let mut unknown = project(30, 10);
    unknown.outcomes.clear();
    let got = theme_effects(&unknown.input(1, &[]));
    assert_eq!((got.eligible, got.baseline_rate), (0, None));
    assert_eq!(got.themes[0].reason, Some(NotEnough::NoOutcomes));
}

#[test]
fn feedback_outside_the_window_makes_nobody_a_respondent() {
    let mut drawn = project(4, 2);
    drawn.feedback[1].time = Some(SIGNED_UP - 1);
    drawn.feedback[2].time = Some(SIGNED_UP + 14 * DAY + 1);
    drawn.feedback[3].time = None;
    let got = theme_effects(&drawn.input(1, &[]));
    assert_eq!(got.respondents, 2, "in the window, and undated");
    assert_eq!(got.silent, Count { n: 2, activated: 1 });
    assert!(got.notes[0].starts_with("2 eligible customers gave feedback only outside"));
    drawn.feedback[2].time = Some(SIGNED_UP + 14 * DAY);
    let got = theme_effects(&drawn.input(1, &[]));
    assert_eq!(got.respondents, 3, "the window's last instant");
}

#[test]
fn a_mention_counts_once_and_only_in_the_window() {
    let mut drawn = project(60, 30);
    for customer in 0..20 {
        drawn.mentions.push(mention(customer, 0, Some(SIGNED_UP)));
        drawn.mentions.push(mention(customer, 0, None));
        let late = Some(SIGNED_UP + 20 * DAY);
        drawn.mentions.push(mention(customer, 1, late));
    }
    drawn.mentions.push(mention(99, 0, None));
    drawn.mentions.push(mention(0, 99, None));
    let got = theme_effects(&drawn.input(2, &[]));
    assert_eq!(
        got.themes[0].mentioned,
        Count {
            n: 20,
            activated: 20
        }
    );
    assert_eq!(
        got.themes[0].others,
        Count {
            n: 40,
            activated: 10
        }
    );
    assert_eq!(got.themes[1].mentioned.n, 0);
}

#[test]
fn a_lost_activation_is_counted_with_its_interval() {
    let mut drawn = project(400, 200);
    // 100 mention it, 20 of whom activated; of the other 300, 180 did.
    for customer in (0..20).chain(200..280) {
        drawn.mentions.push(mention(customer, 0, None));
    }
    let got = theme_effects(&drawn.input(1, &[]));
    let theme = &got.themes[0];
    assert_eq!(theme.method, "adjusted, HC3");
    assert!((theme.difference.unwrap() + 0.4).abs() < 1e-12);
    assert!((theme.points_at_stake.unwrap() + 0.1).abs() < 1e-12);
    assert!((theme.activations_lost.unwrap() - 40.0).abs() < 1e-9);
    assert!(theme.activations_lost_low.unwrap() < 40.0);
    assert!(theme.activations_lost_high.unwrap() > 40.0);
    assert_eq!(theme.verdict, Verdict::Lower);
    assert_eq!(theme.sensitivity[0].kind, SensitivityKind::Unadjusted);
    // Without strata and other themes this is two proportions: variance p(1−p)/(n−1) a side, with
    // HC3's factor n/(n−1).
    let error =
        (0.2 * 0.8 * 100.0 / 99.0_f64.powi(2) + 0.6 * 0.4 * 300.0 / 299.0_f64.powi(2)).sqrt();
    assert!((theme.high.unwrap() - (-0.4 + 1.965_942_324 * error)).abs() < 1e-8);
}

#[test]
fn all_or_none_activated_gives_no_link_and_no_false_certainty() {
    for activated in [0, 200] {
        let mut drawn = project(200, activated);
        for customer in 0..40 {
            drawn.mentions.push(mention(customer, 0, None));
        }
        let got = theme_effects(&drawn.input(1, &[]));
        let theme = &got.themes[0];
        assert!(theme.difference.unwrap().abs() < 1e-12);
        assert!(
            theme.low.unwrap() < -0.02 && theme.high.unwrap() > 0.02,
            "{theme:?}"
        );
        assert_eq!(theme.verdict, Verdict::Unclear);
    }
}

#[test]
fn none_of_twelve_is_not_taken_for_certainty() {
    let mut drawn = project(212, 100);
    for customer in 200..212 {
        drawn.mentions.push(mention(customer, 0, None));
    }
    let got = theme_effects(&drawn.input(1, &[]));
    let theme = &got.themes[0];
    assert_eq!(
        theme.mentioned,
        Count {
            n: 12,
            activated: 0
        }
    );
    let half = (theme.high.unwrap() - theme.low.unwrap()) / 2.0;
    assert!((0.12..0.25).contains(&half), "{theme:?}");
}

#[test]
fn a_theme_everyone_mentions_and_one_hardly_anyone_mentions_are_not_judged() {
    let mut drawn = project(100, 50);
    for customer in 0..100 {
        drawn.mentions.push(mention(customer, 0, None));
        if customer % 2 == 0 {
            drawn.mentions.push(mention(customer, 1, None));
        }
        if customer < 9 {
            drawn.mentions.push(mention(customer, 2, None));
        }
        if customer < 95 {
            drawn.mentions.push(mention(customer, 3, None));
        }
    }
    let got = theme_effects(&drawn.input(4, &[]));
    let reasons: Vec<_> = got.themes.iter().map(|t| t.reason).collect();
    assert_eq!(reasons[0], Some(NotEnough::TooFewOthers));
    assert_eq!(reasons[2], Some(NotEnough::TooFewMention));
    assert_eq!(reasons[3], Some(NotEnough::TooFewOthers));
    assert_eq!(got.themes[0].more_needed, None, "nobody to compare with");
    assert!(got.themes[2].more_needed.unwrap() > 100);
    assert!(got.themes[1].difference.is_some());
}

#[test]
fn themes_that_go_together_cannot_be_told_apart() {
    let mut drawn = project(300, 150);
    for customer in (0..300).step_by(4) {
        drawn.mentions.push(mention(customer, 0, None));
        drawn.mentions.push(mention(customer, 1, None));
    }
    for customer in (0..300).step_by(7) {
        drawn.mentions.push(mention(customer, 2, None));
    }
    let got = theme_effects(&drawn.input(3, &[]));
    for theme in &got.themes[..2] {
        assert_eq!(theme.reason, Some(NotEnough::DeterminedByOthers));
        assert_eq!((theme.difference, theme.q_value), (None, None));
    }
    assert!(got.themes[2].difference.is_some());
}

#[test]
fn a_stratum_nobody_has_is_said_to_hold_nothing_constant() {
    let got = theme_effects(&project(50, 20).input(1, &["plna".to_string()]));
    assert!(
        got.notes.iter().any(|note| note.contains("“plna”")),
        "{:?}",
        got.notes
    );
}

#[test]
fn value_at_stake_follows_revenue() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(11);
    let drawn = World::planted(2_000).draw(&mut rng);
    let got = theme_effects(&drawn.input(12, &["plan".to_string()]));
    let value = got.value_per_activation.unwrap();
    assert!((value.value - 50.0).abs() < 1.0, "{value:?}");
    let theme = &got.themes[0];
    let expected = theme.activations_lost.unwrap() * value.value;
    assert!((theme.value_at_stake.unwrap() - expected).abs() < 1e-9);
    assert!(theme.value_at_stake_low.unwrap() < expected);
    let kinds: Vec<_> = theme.sensitivity.iter().map(|s| s.kind).collect();
    assert_eq!(
        kinds,
        [
            SensitivityKind::Unadjusted,
            SensitivityKind::OneAtATime,
            SensitivityKind::WithoutLargestStratum,
            SensitivityKind::WithoutWeak,
            SensitivityKind::NegativeOnly,
            SensitivityKind::Landmark,
        ]
    );
}

/// The project with its customers and its themes renumbered.
fn permuted(drawn: &Drawn, customers: &[usize], themes: &[usize], rng: &mut impl Rng) -> Drawn {
    let mut place = vec![0; customers.len()];
    for (new, &old) in customers.iter().enumerate() {
        place[old] = new;
    }
    let mut other = Drawn {
        customers: customers
            .iter()
            .map(|&c| drawn.customers[c].clone())
            .collect(),
        outcomes: customers.iter().map(|&c| drawn.outcomes[c]).collect(),
        mentions: drawn.mentions.clone(),
        feedback: drawn.feedback.clone(),
    };
    for mention in &mut other.mentions {
        mention.customer = place[mention.customer];
        mention.theme = themes[mention.theme];
    }
    for feedback in &mut other.feedback {
        feedback.customer = place[feedback.customer];
    }
    other.mentions.shuffle(rng);
    other.feedback.shuffle(rng);
    other
}

fn same(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-8,
        (a, b) => a == b,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_order_of_customers_and_themes_changes_nothing(seed in 0_u64..10_000, size in 0_usize..500) {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let drawn = World::planted(size).draw(&mut rng);
        let mut customers: Vec<usize> = (0..size).collect();
        let mut themes: Vec<usize> = (0..12).collect();
        customers.shuffle(&mut rng);
        themes.shuffle(&mut rng);
        let strata = ["plan".to_string(), "signed_up_month".to_string()];
        let first = theme_effects(&drawn.input(12, &strata));
        let other = permuted(&drawn, &customers, &themes, &mut rng);
        let second = theme_effects(&other.input(12, &strata));
        prop_assert_eq!(&first.notes, &second.notes);
        prop_assert_eq!(first.baseline_rate, second.baseline_rate);
        for (theme, row) in first.themes.iter().enumerate() {
            let twin = &second.themes[themes[theme]];
            prop_assert_eq!(row.mentioned, twin.mentioned);
            prop_assert_eq!(row.verdict, twin.verdict);
            prop_assert_eq!(&row.method, &twin.method);
            prop_assert!(same(row.low, twin.low) && same(row.high, twin.high));
            prop_assert!(same(row.q_value, twin.q_value));
        }
    }

    #[test]
    fn values_stay_in_range(seed in 0_u64..10_000, size in 0_usize..400, rate in 0.0_f64..1.0) {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut world = World::planted(size).without_effects();
        world.base = [rate; 3];
        let drawn = world.draw(&mut rng);
        let got = theme_effects(&drawn.input(12, &["plan".to_string()]));
        for row in &got.themes {
            prop_assert_eq!(row.mentioned.n + row.others.n, got.respondents);
            prop_assert!((0.0..=1.0).contains(&row.share));
            prop_assert_eq!(row.difference.is_some(), row.low.is_some());
            if let (Some(value), Some(low), Some(high)) = (row.difference, row.low, row.high) {
                prop_assert!(-1.0 <= low && low < high && high <= 1.0);
                prop_assert!(low <= value && value <= high);
                prop_assert!((0.0..=1.0).contains(&row.p_value.unwrap()));
                prop_assert!(row.q_value.unwrap() >= row.p_value.unwrap());
            } else {
                prop_assert_eq!(row.verdict, Verdict::NotEnoughData);
                prop_assert!(row.reason.is_some());
            }
            prop_assert_eq!(row.reason.is_some(), row.verdict == Verdict::NotEnoughData);
        }
    }

    #[test]
    fn a_customer_in_a_stratum_of_their_own_changes_nothing(seed in 0_u64..10_000) {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut drawn = World::planted(600).draw(&mut rng);
        let strata = ["plan".to_string()];
        let before = theme_effects(&drawn.input(12, &strata));
        let alone = drawn.customers.len();
        let mut customer = drawn.customers[0].clone();
        customer.segments.insert("plan".into(), "special".into());
        drawn.customers.push(customer);
        drawn.outcomes.push(drawn.outcomes[0]);
        drawn.mentions.push(mention(alone, 3, None));
        let after = theme_effects(&drawn.input(12, &strata));
        for (row, twin) in before.themes.iter().zip(&after.themes) {
            prop_assert!(same(row.low, twin.low) && same(row.high, twin.high));
        }
    }
}

/// Run by hand: `cargo test -p assay-analysis -- --ignored hundred_thousand --nocapture`.
#[test]
#[ignore = "measures time"]
fn hundred_thousand_respondents() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut world = World::planted(100_000);
    world.effects.resize(150, 0.0);
    world.mention.resize(150, [0.02; 3]);
    let drawn = world.draw(&mut rng);
    for strata in [
        vec![],
        vec!["plan".to_string(), "signed_up_month".to_string()],
    ] {
        let start = std::time::Instant::now();
        let got = theme_effects(&drawn.input(150, &strata));
        println!(
            "{} mentions, {} strata: {:?}",
            drawn.mentions.len(),
            got.strata.len(),
            start.elapsed()
        );
    }
}
