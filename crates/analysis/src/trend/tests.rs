use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::*;

const WEEK: i64 = 7 * DAY;
/// 1970-01-05, a Monday.
const MONDAY: i64 = 4 * DAY;

/// A project as it is built up by a test.
#[derive(Default)]
struct Said {
    voices: Vec<Voice>,
    mentions: Vec<(usize, usize)>,
}

impl Said {
    fn say(&mut self, person: usize, stream: usize, time: i64, themes: &[usize]) {
        let voice = self.voices.len();
        self.voices.push(Voice {
            person,
            stream,
            time,
        });
        self.mentions
            .extend(themes.iter().map(|&theme| (voice, theme)));
    }

    fn trends(&self, themes: usize, streams: usize) -> Trends {
        let asked = Asked {
            streams,
            ..Asked::default()
        };
        self.asked(themes, &asked)
    }

    fn asked(&self, themes: usize, asked: &Asked) -> Trends {
        Course::of(self.voices.clone(), asked).trends(&self.mentions, themes)
    }
}

fn verdicts(trends: &Trends) -> Vec<ChangeVerdict> {
    trends
        .themes
        .iter()
        .map(|theme| theme.change.verdict)
        .collect()
}

#[test]
fn a_person_counts_once_a_week_and_a_silent_week_is_a_gap() {
    let mut said = Said::default();
    for ticket in 0..9 {
        said.say(0, 0, MONDAY + ticket * 3_600, &[0]);
    }
    said.say(1, 0, MONDAY + DAY, &[]);
    said.say(2, 0, MONDAY + 2 * WEEK, &[0, 0]);
    said.say(3, 0, MONDAY + 3 * WEEK + DAY, &[]);
    let trends = said.trends(1, 1);
    assert_eq!(trends.unit, TimeUnit::Week);
    let bins: Vec<(i64, u64, bool)> = trends
        .bins
        .iter()
        .map(|bin| ((bin.start - MONDAY) / WEEK, bin.people, bin.partial))
        .collect();
    assert_eq!(
        bins,
        [(0, 2, false), (1, 0, false), (2, 1, false), (3, 1, true)]
    );
    assert_eq!(trends.themes[0].people, [1, 0, 1, 0]);
    assert_eq!(trends.share(0, 1), None, "a week without feedback");
    let share = trends.share(0, 0).unwrap();
    assert_eq!(share.value, 0.5);
    // statsmodels proportion_confint(1, 2, method="wilson")
    assert!((share.low.unwrap() - 0.094_531_205_734_230_74).abs() < 1e-12);
    assert_eq!(verdicts(&trends), [ChangeVerdict::NotEnoughData]);
}

/// 40 weeks, 25 new people a week; theme 1 goes from one in ten to one in four, theme 0 stays.
fn planted() -> Said {
    let mut said = Said::default();
    for person in 0..1_000usize {
        let week = (person / 25) as i64;
        let mut themes = Vec::new();
        if person % 3 == 0 {
            themes.push(0);
        }
        let one_in = if week < 30 { 10 } else { 4 };
        if person % one_in == 1 {
            themes.push(1);
        }
        let day = (person % 7) as i64;
        said.say(person, 0, MONDAY + week * WEEK + day * DAY, &themes);
    }
    said
}

#[test]
fn a_planted_rise_is_found_with_the_numbers_of_the_textbook() {
    let said = planted();
    let trends = said.trends(2, 1);
    let compared = trends.compared.clone().unwrap();
    assert_eq!(compared.periods.after.from, MONDAY + 30 * WEEK);
    assert_eq!(compared.people, [750, 250]);
    assert_eq!(verdicts(&trends)[1], ChangeVerdict::Rising);
    let change = trends.themes[1].change;
    assert_eq!((change.heard, change.raised), ([750, 250], [75, 62]));
    assert_eq!(change.design_effect, 1.0);
    // statsmodels confint_proportions_2indep(62, 250, 75, 750, method="newcomb"), scipy fisher_exact
    assert!((change.difference.unwrap() - 0.148).abs() < 1e-12);
    assert!(
        (change.low.unwrap() - 0.093_229_733_861_741_22).abs() < 1e-9,
        "{change:?}"
    );
    assert!(
        (change.high.unwrap() - 0.208_306_407_607_207_73).abs() < 1e-9,
        "{change:?}"
    );
    assert!(
        (change.p_value.unwrap() / 3.156_888_561_753_787e-8 - 1.0).abs() < 1e-6,
        "{change:?}"
    );
    let steady = trends.themes[0].change;
    assert_ne!(steady.verdict, ChangeVerdict::Rising);
    assert!(steady.q_value.unwrap() > 0.5, "{steady:?}");
}

#[test]
fn what_is_drawn_does_not_change_the_verdict() {
    let said = planted();
    let by_week = said.trends(2, 1);
    let asked = Asked {
        unit: Some(TimeUnit::Month),
        streams: 1,
        periods: None,
    };
    let by_month = said.asked(2, &asked);
    assert!(by_month.bins.len() < by_week.bins.len());
    assert_eq!(verdicts(&by_month), verdicts(&by_week));
}

#[test]
fn a_source_that_begins_later_makes_nothing_rise() {
    let mut said = planted();
    said.mentions.retain(|&(_, theme)| theme == 0);
    // From week 30 on tickets come too, nearly all about theme 1, which the survey never speaks of.
    for person in 2_000..2_400usize {
        let week = 30 + (person % 10) as i64;
        said.say(person, 1, MONDAY + week * WEEK, &[1]);
    }
    let trends = said.trends(2, 2);
    assert_eq!(trends.compared.clone().unwrap().streams, [true, false]);
    assert_eq!(verdicts(&trends)[1], ChangeVerdict::NotEnoughData);
    assert_ne!(verdicts(&trends)[0], ChangeVerdict::Falling);
    // As one stream theme 1 would seem to rise: the mix of sources changed, not what people say.
    said.voices.iter_mut().for_each(|voice| voice.stream = 0);
    assert_eq!(verdicts(&said.trends(2, 1))[1], ChangeVerdict::Rising);
}

#[test]
fn with_several_sources_only_what_changes_within_them_counts() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(5);
    let mut said = Said::default();
    // Theme 0 is common in tickets and rare in the survey; the share of tickets grows.
    // Theme 1 doubles in both.
    for person in 0..3_000usize {
        let late = person % 4 == 0;
        let week = if late {
            30 + (person / 4) % 10
        } else {
            person % 30
        } as i64;
        let ticket = rng.gen_bool(if late { 0.7 } else { 0.2 });
        let mut themes = Vec::new();
        if rng.gen_bool(if ticket { 0.5 } else { 0.05 }) {
            themes.push(0);
        }
        if rng.gen_bool(if late { 0.2 } else { 0.1 }) {
            themes.push(1);
        }
        said.say(person, usize::from(ticket), MONDAY + week * WEEK, &themes);
    }
    let found = said.trends(2, 2);
    assert_eq!(verdicts(&found)[1], ChangeVerdict::Rising);
    assert_ne!(verdicts(&found)[0], ChangeVerdict::Rising);
    let [low, high] = [found.themes[0].change.low, found.themes[0].change.high];
    assert!(low.unwrap() < 0.0 && high.unwrap() > 0.0);
}

/// Rao & Scott 1992; the value from tests/reference/trend.py.
#[test]
fn people_heard_often_widen_the_interval_by_their_design_effect() {
    // (weeks in which they raise it, weeks in which they are heard), earlier and later.
    let people: [&[(i64, i64)]; 2] = [
        &[
            (1, 3),
            (0, 1),
            (0, 2),
            (2, 2),
            (0, 1),
            (0, 1),
            (1, 1),
            (0, 4),
        ],
        &[(2, 2), (3, 4), (0, 1), (1, 1), (0, 2), (0, 1)],
    ];
    let mut said = Said::default();
    for (period, people) in people.iter().enumerate() {
        // Twice as many people alike change neither share nor design effect.
        for (person, &(raised, heard)) in people.iter().chain(*people).enumerate() {
            for week in 0..heard {
                let time = MONDAY + (period as i64 * 4 + week) * WEEK;
                let themes: &[usize] = if week < raised { &[0] } else { &[] };
                said.say(period * 100 + person, 0, time, themes);
            }
        }
    }
    let parted = MONDAY + 4 * WEEK;
    let asked = Asked {
        periods: Some(Periods {
            before: Period {
                from: 0,
                to: parted,
            },
            after: Period {
                from: parted,
                to: parted + 4 * WEEK,
            },
        }),
        streams: 1,
        unit: None,
    };
    let trends = said.asked(1, &asked);
    let change = trends.themes[0].change;
    assert_eq!((change.heard, change.raised), ([30, 22], [8, 12]));
    assert!((change.design_effect - 1.387_139_056_518_071_7).abs() < 1e-12);
    let plain = crate::impact::newcombe([12, 8], [22, 30]).unwrap();
    let wider = (change.high.unwrap() - change.low.unwrap()) / (plain.high - plain.low);
    assert!(
        (wider - change.design_effect.sqrt()).abs() < 1e-9,
        "{change:?}"
    );
}

#[test]
fn the_order_of_rows_and_the_numbers_of_people_do_not_matter() {
    let said = planted();
    let n = said.voices.len();
    let mut other = Said::default();
    for (index, voice) in said.voices.iter().enumerate().rev() {
        let themes: Vec<usize> = said
            .mentions
            .iter()
            .filter(|(voice, _)| *voice == index)
            .map(|&(_, theme)| theme)
            .collect();
        other.say(n * 7 - voice.person, voice.stream, voice.time, &themes);
    }
    let (a, b) = (said.trends(2, 1), other.trends(2, 1));
    assert_eq!(a.bins, b.bins);
    for (a, b) in a.themes.iter().zip(&b.themes) {
        assert_eq!((&a.people, a.change), (&b.people, b.change));
    }
}

/// People of whom some write often, for 40 weeks, each with leanings of their own; themes 0–9 never
/// change, and theme 10 goes from `before` to `after` when the last quarter begins.
fn simulated(seed: u64, before: f64, after: f64) -> Said {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut said = Said::default();
    for person in 0..400usize {
        let tickets = if rng.gen_bool(0.1) {
            rng.gen_range(5..20)
        } else {
            rng.gen_range(1..3)
        };
        let stream = usize::from(rng.gen_bool(0.3));
        let leaning: Vec<f64> = (0..11)
            .map(|theme| {
                let usual = 0.02 + 0.02 * f64::from(theme);
                // Somebody who raised it once often raises it again.
                if rng.gen_bool(usual) {
                    0.5
                } else {
                    usual / 2.0
                }
            })
            .collect();
        for _ in 0..tickets {
            let week = rng.gen_range(if stream == 1 { 20..40 } else { 0..40 });
            let themes: Vec<usize> = (0..11)
                .filter(|&theme| {
                    let chance = match theme {
                        10 if week < 30 => before,
                        10 => after,
                        _ => leaning[theme],
                    };
                    rng.gen_bool(chance)
                })
                .collect();
            let time = MONDAY + week * WEEK + rng.gen_range(0..WEEK);
            said.say(person, stream, time, &themes);
        }
    }
    said
}

fn changed(trends: &Trends) -> Vec<bool> {
    verdicts(trends)
        .iter()
        .map(|verdict| matches!(verdict, ChangeVerdict::Rising | ChangeVerdict::Falling))
        .collect()
}

#[test]
fn where_nothing_changes_hardly_ever_any_theme_is_said_to() {
    const PROJECTS: u64 = 400;
    let wrong = (0..PROJECTS)
        .filter(|&seed| changed(&simulated(seed, 0.1, 0.1).trends(11, 2)).contains(&true))
        .count();
    // With eleven themes each: at most one project in twenty may have any false verdict.
    assert!(
        wrong as f64 <= 0.05 * PROJECTS as f64,
        "{wrong} of {PROJECTS}"
    );
}

#[test]
fn a_doubling_is_found_and_the_interval_covers_it() {
    const PROJECTS: u64 = 200;
    let (mut found, mut covered, mut falsely) = (0, 0, 0);
    for seed in 0..PROJECTS {
        let trends = simulated(1_000 + seed, 0.1, 0.2).trends(11, 2);
        let change = trends.themes[10].change;
        found += u64::from(change.verdict == ChangeVerdict::Rising);
        covered += u64::from(change.low.unwrap() <= 0.1 && change.high.unwrap() >= 0.1);
        falsely += changed(&trends)[..10]
            .iter()
            .filter(|&&changed| changed)
            .count();
    }
    println!("found {found}, covered {covered}, falsely {falsely} of {PROJECTS}");
    assert!(found as f64 >= 0.8 * PROJECTS as f64, "power: {found}");
    assert!(
        covered as f64 >= 0.93 * PROJECTS as f64,
        "coverage: {covered}"
    );
    assert!(falsely as f64 <= 0.05 * found as f64, "false: {falsely}");
}
