//! Surveys in which each respondent raises about one theme: planted truth, recovered.

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::adjusted::q_values;
use super::compared::Compared;
use super::simulation_tests::{Drawn, plan, share};
use super::*;

pub const AGAINST_OTHERS: &str = "adjusted, HC3; against those who raise other themes";

/// The theme that belongs to the plan with the low rate.
const CONFOUNDED: usize = 2;

/// A survey with one answer a respondent.
#[derive(Clone, Debug)]
pub struct Survey {
    respondents: usize,
    /// Effect of each theme on the probability to activate.
    effects: Vec<f64>,
    /// How often each theme is raised, by plan; sums to 1 over the themes.
    shares: [Vec<f64>; 3],
    /// Probability of raising a second and then a third theme.
    more: [f64; 2],
    /// Probability of raising none.
    none: f64,
    base: [f64; 3],
}

impl Survey {
    /// Two harmful themes (−20 and −15 points), each raised by 10 %; one confounded with the plan;
    /// one harmless and frequent; the rest equal and harmless.
    pub fn planted(respondents: usize, themes: usize, more: [f64; 2]) -> Survey {
        let shares = [0.22, 0.06, 0.01].map(|confounded| {
            let first = [0.10, 0.10, confounded, 0.20];
            let rest = (1.0 - first.iter().sum::<f64>()) / (themes - 4) as f64;
            let mut shares = first.to_vec();
            shares.resize(themes, rest);
            shares
        });
        let mut effects = vec![-0.20, -0.15];
        effects.resize(themes, 0.0);
        Survey {
            respondents,
            effects,
            shares,
            more,
            none: 0.0,
            base: [0.45, 0.60, 0.80],
        }
    }

    fn without_effects(mut self) -> Survey {
        self.effects.iter_mut().for_each(|effect| *effect = 0.0);
        self
    }

    pub fn draw(&self, rng: &mut Xoshiro256PlusPlus) -> Drawn {
        let mut drawn = Drawn::default();
        for customer in 0..self.respondents {
            let plan = rng.gen_range(0..3_usize);
            let raised = self.raised(plan, rng);
            let effect: f64 = raised.iter().map(|&theme| self.effects[theme]).sum();
            drawn.customers.push(Customer {
                key: customer.to_string(),
                signed_up: Some(1_700_000_000),
                segments: [("plan".to_string(), ["a", "b", "c"][plan].to_string())].into(),
                ..Customer::default()
            });
            drawn.outcomes.push(Outcome {
                eligible: true,
                activated: rng.gen_bool((self.base[plan] + effect).clamp(0.0, 1.0)),
                ..Outcome::default()
            });
            drawn.feedback.push(Feedback {
                customer,
                time: None,
            });
            drawn
                .mentions
                .extend(raised.into_iter().map(|theme| Mention {
                    customer,
                    theme,
                    time: None,
                    weak: false,
                    negative: true,
                }));
        }
        drawn
    }

    fn raised(&self, plan: usize, rng: &mut Xoshiro256PlusPlus) -> Vec<usize> {
        let mut raised = Vec::new();
        if rng.gen_bool(self.none) {
            return raised;
        }
        let mut number = 1;
        while number < 3 && rng.gen_bool(self.more[number - 1]) {
            number += 1;
        }
        while raised.len() < number {
            let mut left = rng.gen_range(0.0..1.0);
            let theme = self.shares[plan].iter().position(|share| {
                left -= share;
                left < 0.0
            });
            let theme = theme.unwrap_or(self.effects.len() - 1);
            if !raised.contains(&theme) {
                raised.push(theme);
            }
        }
        raised
    }

    /// What the differences estimate: each effect less the mean of the others' within plans,
    /// weighted as is documented, from the mentions that were drawn.
    fn differences(&self, drawn: &Drawn) -> Vec<f64> {
        let themes = self.effects.len();
        let mut counts = vec![vec![0.0; themes]; 3];
        for mention in &drawn.mentions {
            let plan = &drawn.customers[mention.customer].segments["plan"];
            counts[usize::from(plan.as_bytes()[0] - b'a')][mention.theme] += 1.0;
        }
        let difference = |theme: usize| {
            let (mut weights, mut others) = (0.0, 0.0);
            for counts in &counts {
                let all: f64 = counts.iter().sum();
                for other in (0..themes).filter(|&other| other != theme) {
                    let weight = counts[theme] * counts[other] / all;
                    weights += weight;
                    others += weight * self.effects[other];
                }
            }
            self.effects[theme] - others / weights
        };
        (0..themes).map(difference).collect()
    }
}

#[derive(Debug, Default)]
struct Tally {
    projects: u64,
    against_others: u64,
    intervals: u64,
    covered: u64,
    /// How often the first two themes are found lower.
    found: [u64; 2],
    /// The same by one theme at a time within strata, Benjamini–Hochberg applied.
    plain: [u64; 2],
    harmless: u64,
    harmless_lower: u64,
    harmless_higher: u64,
    not_enough: u64,
    blamed: u64,
    with_a_link: u64,
    false_discovery_rate: f64,
}

fn simulate(survey: &Survey, strata: &[String], projects: u64, seed: u64) -> Tally {
    let mut tally = Tally {
        projects,
        ..Tally::default()
    };
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    for _ in 0..projects {
        let drawn = survey.draw(&mut rng);
        let input = drawn.input(survey.effects.len(), strata);
        let effects = theme_effects(&input);
        let against_others = effects.themes.iter().any(|t| t.method == AGAINST_OTHERS);
        tally.against_others += u64::from(against_others);
        let truth = if against_others {
            survey.differences(&drawn)
        } else {
            survey.effects.clone()
        };
        let plain = plain_q_values(&input);
        let (mut links, mut false_links) = (0, 0);
        for (theme, row) in effects.themes.iter().enumerate() {
            let [lower, higher] = [Verdict::Lower, Verdict::Higher].map(|v| row.verdict == v);
            links += u64::from(lower || higher);
            tally.not_enough += u64::from(row.verdict == Verdict::NotEnoughData);
            if let (Some(low), Some(high)) = (row.low, row.high) {
                tally.intervals += 1;
                tally.covered += u64::from(low <= truth[theme] && truth[theme] <= high);
            }
            if survey.effects[theme] < 0.0 {
                if let Some(found) = tally.found.get_mut(theme) {
                    *found += u64::from(lower);
                    tally.plain[theme] += u64::from(plain[theme].is_some_and(|q| q < 0.05));
                }
                false_links += u64::from(higher);
            } else if survey.effects[theme] > 0.0 {
                false_links += u64::from(lower);
            } else {
                tally.harmless += 1;
                tally.harmless_lower += u64::from(lower);
                tally.harmless_higher += u64::from(higher);
                false_links += u64::from(lower || higher);
            }
        }
        tally.blamed += u64::from(effects.themes[CONFOUNDED].verdict == Verdict::Lower);
        tally.with_a_link += u64::from(links > 0);
        tally.false_discovery_rate += share(false_links, links.max(1)) / projects as f64;
    }
    tally
}

/// One theme at a time within strata.
fn plain_q_values(input: &RankInput) -> Vec<Option<f64>> {
    let compared = Compared::new(input);
    let study = compared.study();
    let counts = study.counts();
    let plan = compared.plan(&study, &counts);
    q_values(&study.one_at_a_time(plan.strata(), &counts))
}

#[test]
fn with_about_one_theme_each_harm_is_found_and_the_confounded_theme_is_not_blamed() {
    for (respondents, themes, more, power) in [
        (1_500, 12, [0.0, 0.0], [0.90, 0.60]),
        (1_500, 40, [0.05, 0.0], [0.80, 0.42]),
        (5_000, 12, [0.20, 0.0], [0.99, 0.97]),
    ] {
        let projects = 100;
        let survey = Survey::planted(respondents, themes, more);
        let tally = simulate(&survey, &plan(), projects, 31);
        let coverage = share(tally.covered, tally.intervals);
        println!("{themes} themes, {more:?}: coverage {coverage:.4} {tally:?}");
        assert_eq!(tally.against_others, projects);
        assert!((0.93..=0.97).contains(&coverage), "{coverage}");
        for (theme, least) in power.into_iter().enumerate() {
            let found = share(tally.found[theme], projects);
            assert!(found >= least, "{found}: {tally:?}");
            let plain = share(tally.plain[theme], projects);
            assert!(found >= plain - 0.12, "{found} for {plain}");
        }
        assert!(share(tally.harmless_higher, tally.harmless) <= 0.02);
        assert!(share(tally.harmless_lower, tally.harmless) <= 0.01);
        assert!(share(tally.blamed, projects) <= 0.03, "{tally:?}");
        // 5 %, and three standard errors of so few projects.
        assert!(tally.false_discovery_rate <= 0.05 + 0.06, "{tally:?}");
    }
}

#[test]
fn with_about_one_theme_each_hardly_anything_is_linked_under_the_null() {
    for (themes, more) in [(12, [0.0, 0.0]), (40, [0.05, 0.0])] {
        let projects = 150;
        let survey = Survey::planted(600, themes, more).without_effects();
        let tally = simulate(&survey, &plan(), projects, 32);
        let coverage = share(tally.covered, tally.intervals);
        println!("null, {themes} themes: coverage {coverage:.4} {tally:?}");
        assert!((0.93..=0.97).contains(&coverage), "{coverage}");
        assert!(share(tally.with_a_link, projects) <= 0.05 + 0.054);
    }
}

#[test]
fn with_one_to_three_themes_each_is_compared_with_not_raising_it() {
    let survey = Survey::planted(1_500, 12, [0.667, 0.5]);
    let tally = simulate(&survey, &plan(), 60, 33);
    let coverage = share(tally.covered, tally.intervals);
    assert_eq!(tally.against_others, 0);
    assert!((0.93..=0.97).contains(&coverage), "{coverage}");
    assert!(share(tally.found[0], 60) >= 0.95, "{tally:?}");
}

/// Four, or six, of twelve themes do harm; with six the most frequent does the most, and half of
/// all that is raised is harmful.
fn much_harm(respondents: usize, harmful: usize) -> Survey {
    let mut survey = Survey::planted(respondents, 12, [0.05, 0.0]);
    survey.effects[4..6].fill(-0.10);
    if harmful == 6 {
        survey.effects[3] = -0.25;
        survey.effects[6] = -0.10;
    }
    survey
}

#[test]
fn harmless_themes_among_much_harm_are_seldom_called_higher() {
    for respondents in [1_500, 5_000] {
        let tally = simulate(&much_harm(respondents, 4), &plan(), 60, 34);
        println!("four of twelve, {respondents}: {tally:?}");
        assert!(
            share(tally.harmless_higher, tally.harmless) <= 0.05,
            "{tally:?}"
        );
    }
}

#[test]
fn harmless_themes_beside_a_helpful_one_are_seldom_called_lower() {
    let mut survey = Survey::planted(5_000, 12, [0.05, 0.0]);
    survey.effects[0] = 0.0;
    survey.effects[3] = 0.15;
    let tally = simulate(&survey, &plan(), 60, 36);
    println!("one helpful: {tally:?}");
    assert!(
        share(tally.harmless_lower, tally.harmless) <= 0.02,
        "{tally:?}"
    );
    assert!(share(tally.found[1], 60) >= 0.95, "{tally:?}");
}

#[test]
#[ignore = "prints the figures of the documentation"]
fn figures_of_much_harm() {
    for harmful in [4, 6] {
        for respondents in [600, 1_500, 5_000, 20_000] {
            let t = simulate(&much_harm(respondents, harmful), &plan(), 150, 35);
            println!(
                "{harmful} of 12 n={respondents}: found {:.2} {:.2} plain {:.2} {:.2}, harmless higher {:.4} lower {:.4}, FDR {:.3}",
                share(t.found[0], t.projects),
                share(t.found[1], t.projects),
                share(t.plain[0], t.projects),
                share(t.plain[1], t.projects),
                share(t.harmless_higher, t.harmless),
                share(t.harmless_lower, t.harmless),
                t.false_discovery_rate,
            );
        }
    }
}

#[test]
#[ignore = "prints the figures of the documentation"]
fn figures_under_the_null() {
    let (mut projects, mut linked) = (0, 0);
    for themes in [12, 40] {
        for more in [[0.0, 0.0], [0.05, 0.0], [0.2, 0.0], [0.667, 0.5]] {
            for respondents in [600, 1_500, 5_000] {
                let survey = Survey::planted(respondents, themes, more).without_effects();
                let t = simulate(&survey, &plan(), 1_000, 91);
                projects += t.projects;
                linked += t.with_a_link;
                println!(
                    "{themes} themes, {more:?} more, n={respondents}: any link {:.3}, cover {:.3}, not enough {:.3}",
                    share(t.with_a_link, t.projects),
                    share(t.covered, t.intervals),
                    share(t.not_enough, t.projects * themes as u64),
                );
            }
        }
    }
    println!("all: any link {:.4} of {projects}", share(linked, projects));
}

/// Run by hand: `cargo test -p assay-analysis -- --ignored figures_of_one_theme --nocapture`.
#[test]
#[ignore = "prints the figures of the documentation"]
fn figures_of_one_theme_each() {
    for themes in [12, 40] {
        for (name, more) in [
            ("one each", [0.0, 0.0]),
            ("95/5", [0.05, 0.0]),
            ("80/20", [0.2, 0.0]),
            ("1-3", [0.667, 0.5]),
        ] {
            for respondents in [600, 1_500, 5_000] {
                for null in [false, true] {
                    let mut survey = Survey::planted(respondents, themes, more);
                    if null {
                        survey = survey.without_effects();
                    }
                    let t = simulate(&survey, &plan(), 200, 9);
                    println!(
                        "{themes} {name} n={respondents} null={null}: against {}, cover {:.3}, found {:.2} {:.2} plain {:.2} {:.2}, harmless lower {:.4} higher {:.4}, blamed {:.3}, any link {:.3}, FDR {:.3}, not enough {:.3}",
                        t.against_others,
                        share(t.covered, t.intervals),
                        share(t.found[0], t.projects),
                        share(t.found[1], t.projects),
                        share(t.plain[0], t.projects),
                        share(t.plain[1], t.projects),
                        share(t.harmless_lower, t.harmless),
                        share(t.harmless_higher, t.harmless),
                        share(t.blamed, t.projects),
                        share(t.with_a_link, t.projects),
                        t.false_discovery_rate,
                        share(t.not_enough, t.projects * themes as u64),
                    );
                }
            }
        }
    }
}
