use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::*;
use crate::impact::{newcombe, wilson};

/// So many people a day from day `days.0` up to, not with, `days.1`; `yes` of each ten say yes.
fn people(days: (i64, i64), a_day: u32, yes: u32, stratum: u32, first_person: u32) -> Vec<Seen> {
    (days.0..days.1)
        .flat_map(|day| (0..a_day).map(move |place| (day, place)))
        .enumerate()
        .map(|(index, (day, _))| Seen {
            person: first_person + index as u32,
            stratum,
            day,
            yes: index as u32 % 10 < yes,
        })
        .collect()
}

fn question(people: &[Seen]) -> Question<'_> {
    Question {
        people,
        shipped: 100,
        window_days: 14,
        more_is_better: true,
        worth_seeing: WorthSeeing::Points(0.05),
    }
}

fn judged(question: Question) -> Change {
    let mut changes = [compare(&question)];
    judge(&[question], &mut changes);
    let [change] = changes;
    change
}

#[test]
fn equal_periods_are_compared_and_whoever_was_under_way_is_in_neither() {
    // Sign-ups from day 0 to 149; the last 14 days before the day were still in their window.
    let mut seen = people((0, 101), 10, 4, 0, 0);
    seen.extend(people((101, 150), 10, 6, 0, 10_000));
    let change = judged(question(&seen));
    let periods = change.periods.unwrap();
    assert_eq!(periods.before, Period { from: 37, to: 85 });
    assert_eq!(periods.after, Period { from: 101, to: 149 });
    assert_eq!(change.between, 150);
    assert_eq!(change.before, wilson(196, 490));
    assert_eq!(change.after, wilson(294, 490));
    assert_eq!(change.difference, newcombe([294, 196], [490, 490]));
    assert_eq!(change.strata, None);
    assert_eq!(change.moving, None);
    assert_eq!(change.verdict, ChangeVerdict::Improved);
}

#[test]
fn fewer_complaints_are_better() {
    let mut seen = people((0, 100), 10, 4, 0, 0);
    seen.extend(people((101, 150), 10, 2, 0, 10_000));
    let complaint = Question {
        window_days: 0,
        more_is_better: false,
        worth_seeing: WorthSeeing::PartOfBefore(0.5),
        ..question(&seen)
    };
    assert_eq!(judged(complaint).verdict, ChangeVerdict::Improved);
    let wished_for = Question {
        more_is_better: true,
        ..complaint
    };
    assert_eq!(judged(wished_for).verdict, ChangeVerdict::Worse);
}

#[test]
fn a_shift_between_plans_is_not_taken_for_a_change() {
    // Plan 0 activates at 2 in 10, plan 1 at 8 in 10, before and after; but plan 1 grew.
    let mut seen = people((0, 86), 8, 2, 0, 0);
    seen.extend(people((0, 86), 2, 8, 1, 10_000));
    seen.extend(people((101, 187), 2, 2, 0, 20_000));
    seen.extend(people((101, 187), 8, 8, 1, 30_000));
    let change = judged(question(&seen));
    assert!(change.after.unwrap().value > change.before.unwrap().value + 0.3);
    assert_eq!(change.strata, Some(2));
    assert!(change.difference.unwrap().value.abs() < 0.01, "{change:?}");
    assert_eq!(change.verdict, ChangeVerdict::NoClearChange);
}

#[test]
fn a_source_that_began_later_tells_nothing_of_a_change() {
    let mut seen = people((0, 86), 5, 5, 0, 0);
    seen.extend(people((101, 187), 5, 5, 0, 10_000));
    let without = judged(question(&seen));
    seen.extend(people((101, 187), 20, 0, 7, 20_000));
    let with = judged(question(&seen));
    assert_eq!(with.one_sided, 20 * 86);
    assert_eq!(with.difference, without.difference);
    assert_eq!(with.verdict, without.verdict);
}

#[test]
fn somebody_who_says_it_ten_times_counts_once() {
    let mut seen = people((0, 86), 5, 5, 0, 0);
    seen.extend(people((101, 187), 5, 5, 0, 10_000));
    let once = compare(&question(&seen));
    let loud = Seen {
        person: 10_000,
        stratum: 0,
        day: 120,
        yes: true,
    };
    seen.extend([loud; 10]);
    let often = compare(&question(&seen));
    assert_eq!(
        often.after, once.after,
        "person 10,000 had said yes on day 101"
    );
}

#[test]
fn too_little_time_or_too_few_people_are_refused_with_what_is_missing() {
    let before = people((0, 86), 10, 4, 0, 0);
    let with_after = |days: (i64, i64), a_day| {
        let mut seen = before.clone();
        seen.extend(people(days, a_day, 9, 0, 10_000));
        judged(question(&seen)).verdict
    };
    assert_eq!(
        with_after((101, 110), 50),
        ChangeVerdict::TooEarly {
            more_needed: None,
            until: Some(128)
        },
        "nine days are no two weeks, however many people"
    );
    assert_eq!(
        with_after((101, 121), 1),
        ChangeVerdict::TooEarly {
            more_needed: Some(10),
            until: Some(120 + 10 + 14)
        },
        "20 people are not 30"
    );
    assert_eq!(
        judged(question(&before)).verdict,
        ChangeVerdict::TooEarly {
            more_needed: None,
            until: Some(128)
        }
    );
    let late = people((95, 187), 10, 4, 0, 0);
    assert_eq!(
        judged(question(&late)).verdict,
        ChangeVerdict::NotComparable
    );
    assert_eq!(judged(question(&[])).verdict, ChangeVerdict::NotComparable);
}

#[test]
fn no_clear_change_is_said_only_where_one_worth_seeing_is_ruled_out_or_out_of_reach() {
    let both = |a_day, length: i64| {
        let mut seen = people((86 - 200, 86), a_day, 5, 0, 0);
        seen.extend(people((101, 101 + length), a_day, 5, 0, 100_000));
        judged(question(&seen)).verdict
    };
    // 10 a day for 40 days: 400 people see 10 points, not 5; about 1,600 would.
    let ChangeVerdict::TooEarly {
        more_needed: Some(more),
        until: Some(until),
    } = both(10, 40)
    else {
        panic!("400 people are too few for 5 points: {:?}", both(10, 40));
    };
    assert!((1_100..1_250).contains(&more), "{more}");
    assert_eq!(until, 140 + (more as i64 + 9) / 10 + 14);
    assert_eq!(
        both(40, 100),
        ChangeVerdict::NoClearChange,
        "±2 points rule 5 out"
    );
    assert_eq!(
        both(1, 100),
        ChangeVerdict::NoClearChange,
        "half a year brings no 1,600 people"
    );
}

#[test]
fn a_share_that_was_moving_already_is_told() {
    let mut seen = people((0, 40), 10, 2, 0, 0);
    seen.extend(people((40, 86), 10, 5, 0, 10_000));
    seen.extend(people((101, 187), 10, 6, 0, 20_000));
    let moving = compare(&question(&seen)).moving.unwrap();
    assert!(moving.low > 0.1, "{moving:?}");
}

/// Two shares of the same size are called a change at most once in twenty.
#[test]
fn without_a_change_few_are_claimed() {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(7);
    let mut claimed = 0;
    const TIMES: usize = 2_000;
    for _ in 0..TIMES {
        let seen: Vec<Seen> = (0..400)
            .map(|person| {
                let stratum = random.gen_range(0..3);
                Seen {
                    person,
                    stratum,
                    day: random.gen_range(0..190),
                    yes: random.gen_bool([0.2, 0.5, 0.7][stratum as usize]),
                }
            })
            .collect();
        let verdict = judged(question(&seen)).verdict;
        claimed += usize::from(matches!(
            verdict,
            ChangeVerdict::Improved | ChangeVerdict::Worse
        ));
    }
    assert!(claimed <= TIMES * 6 / 100, "{claimed} of {TIMES}");
    assert!(
        claimed >= TIMES * 2 / 100,
        "{claimed} of {TIMES}: the test is not asleep"
    );
}

#[test]
fn many_actions_are_judged_together() {
    let mut seen = people((0, 86), 10, 4, 0, 0);
    seen.extend(people((101, 150), 10, 5, 0, 10_000));
    let one = question(&seen);
    let alone = judged(one);
    assert_eq!(alone.verdict, ChangeVerdict::Improved);
    let mut none = people((0, 86), 10, 4, 0, 0);
    none.extend(people((101, 187), 10, 4, 0, 10_000));
    let mut questions = vec![question(&none); 59];
    questions.push(one);
    let mut changes: Vec<Change> = questions.iter().map(compare).collect();
    judge(&questions, &mut changes);
    assert!(changes[59].q_value > alone.q_value);
    assert_ne!(
        changes[59].verdict,
        ChangeVerdict::Improved,
        "one of sixty is chance"
    );
}

proptest::proptest! {
    #[test]
    fn neither_the_order_nor_the_numbers_of_people_matter(
        rows in proptest::collection::vec((0..60_u32, 0..3_u32, 0..200_i64, proptest::bool::ANY), 0..300),
    ) {
        let seen: Vec<Seen> = rows
            .iter()
            .map(|&(person, stratum, day, yes)| Seen { person, stratum, day, yes })
            .collect();
        let mut other: Vec<Seen> = seen
            .iter()
            .map(|s| Seen { person: 1_000 - s.person, stratum: 9 - s.stratum, ..*s })
            .collect();
        other.reverse();
        let (one, other) = (judged(question(&seen)), judged(question(&other)));
        proptest::prop_assert_eq!(one.before, other.before);
        proptest::prop_assert_eq!(one.verdict, other.verdict);
        proptest::prop_assert_eq!(one.between, other.between);
        if let (Some(one), Some(other)) = (one.difference, other.difference) {
            proptest::prop_assert!((one.value - other.value).abs() < 1e-12);
        }
    }
}
