//! Planted truth, recovered: coverage, false links, a confounder not blamed.

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

use super::clock::DAY;
use super::*;

/// A made-up product: who signs up on which plan, what they complain of, whether they stay.
pub struct World {
    /// Activation rate by plan, before themes.
    pub base: [f64; 3],
    /// Effect of each theme on the probability to activate.
    pub effects: Vec<f64>,
    /// Probability of mentioning each theme, by plan.
    pub mention: Vec<[f64; 3]>,
    /// Customers, all of whom give feedback.
    pub customers: usize,
    /// Share of mentions tagged as another theme.
    pub mistagged: f64,
    /// Share of customers who write ten times as much, about the same.
    pub heavy: f64,
}

impl World {
    /// Three harmful themes, one helpful, one harmless and frequent, one that belongs to the plan
    /// with the low rate, the rest noise.
    pub fn planted(customers: usize) -> World {
        let mut effects = vec![-0.15, -0.10, -0.20, 0.12, 0.0, 0.0];
        let mut mention = vec![
            [0.12; 3],
            [0.20, 0.15, 0.10],
            [0.06; 3],
            [0.15; 3],
            [0.40; 3],
            [0.35, 0.10, 0.02],
        ];
        effects.resize(12, 0.0);
        mention.resize(12, [0.07; 3]);
        World {
            // No sum of effects leaves 0–1, or the planted differences would not be the true ones.
            base: [0.45, 0.60, 0.80],
            effects,
            mention,
            customers,
            mistagged: 0.0,
            heavy: 0.0,
        }
    }

    /// With 8 % of the mentions tagged wrongly, and 5 % heavy writers who activate less.
    pub fn with_noise(mut self) -> World {
        self.mistagged = 0.08;
        self.heavy = 0.05;
        self
    }

    pub fn without_effects(mut self) -> World {
        self.effects.iter_mut().for_each(|effect| *effect = 0.0);
        self
    }

    pub fn draw(&self, rng: &mut Xoshiro256PlusPlus) -> Drawn {
        let mut drawn = Drawn::default();
        for index in 0..self.customers {
            let plan = rng.gen_range(0..3_usize);
            let signed_up = 1_700_000_000 + rng.gen_range(0..90 * DAY);
            let mut rate = self.base[plan];
            let heavy = self.heavy > 0.0 && rng.gen_bool(self.heavy);
            for (theme, probability) in self.mention.iter().enumerate() {
                if !rng.gen_bool(probability[plan]) {
                    continue;
                }
                rate += self.effects[theme];
                let wrong = self.mistagged > 0.0 && rng.gen_bool(self.mistagged);
                let themes = self.mention.len();
                let theme = if wrong {
                    rng.gen_range(0..themes)
                } else {
                    theme
                };
                for _ in 0..if heavy { 10 } else { 1 } {
                    drawn.mentions.push(Mention {
                        customer: index,
                        theme,
                        time: Some(signed_up + rng.gen_range(0..14 * DAY)),
                        weak: rng.gen_bool(0.1),
                        negative: rng.gen_bool(0.5),
                    });
                }
            }
            rate -= if heavy { 0.1 } else { 0.0 };
            let activated = rng.gen_bool(rate.clamp(0.0, 1.0));
            drawn.customers.push(Customer {
                key: index.to_string(),
                signed_up: Some(signed_up),
                segments: [("plan".to_string(), ["a", "b", "c"][plan].to_string())].into(),
                revenue: Some(
                    10.0 + 50.0 * f64::from(u8::from(activated)) + rng.gen_range(0.0..5.0),
                ),
                ..Customer::default()
            });
            drawn.outcomes.push(Outcome {
                eligible: true,
                activated,
                activated_at: activated.then(|| signed_up + rng.gen_range(0..14 * DAY)),
                ..Outcome::default()
            });
            drawn.feedback.push(Feedback {
                customer: index,
                time: Some(signed_up),
            });
        }
        drawn
    }
}

#[derive(Clone, Debug, Default)]
pub struct Drawn {
    pub customers: Vec<Customer>,
    pub outcomes: Vec<Outcome>,
    pub mentions: Vec<Mention>,
    pub feedback: Vec<Feedback>,
}

impl Drawn {
    pub fn input<'a>(&'a self, themes: usize, strata: &'a [String]) -> RankInput<'a> {
        RankInput {
            customers: &self.customers,
            response: Response::activated(&self.outcomes, Some(14)),
            outcomes: &self.outcomes,
            as_of: None,
            themes,
            mentions: &self.mentions,
            feedback: &self.feedback,
            strata,
            min_mentions: DEFAULT_MIN_MENTIONS,
            account: None,
        }
    }
}

#[derive(Debug, Default)]
struct Tally {
    intervals: u64,
    covered: u64,
    links: u64,
    false_links: u64,
    planted: u64,
    found: u64,
    wrong_sign: u64,
    blamed: u64,
    not_enough: u64,
    with_a_link: u64,
    false_discovery_rate: f64,
}

impl Tally {
    /// What one project says, where `truth` is what its differences estimate.
    fn of(world: &World, truth: &[f64], strata: &[String], seed: u64) -> Tally {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let drawn = world.draw(&mut rng);
        let effects = theme_effects(&drawn.input(world.effects.len(), strata));
        let mut tally = Tally::default();
        for (theme, (row, &effect)) in effects.themes.iter().zip(&world.effects).enumerate() {
            let (Some(low), Some(high)) = (row.low, row.high) else {
                tally.not_enough += 1;
                continue;
            };
            tally.intervals += 1;
            tally.covered += u64::from(low <= truth[theme] && truth[theme] <= high);
            let linked = matches!(row.verdict, Verdict::Lower | Verdict::Higher);
            tally.links += u64::from(linked);
            tally.not_enough += u64::from(row.verdict == Verdict::NotEnoughData);
            if effect == 0.0 {
                tally.false_links += u64::from(linked);
            } else {
                tally.planted += 1;
                let right = if effect < 0.0 {
                    Verdict::Lower
                } else {
                    Verdict::Higher
                };
                tally.found += u64::from(row.verdict == right);
                tally.wrong_sign += u64::from(linked && row.verdict != right);
            }
            tally.blamed += u64::from(theme == CONFOUNDED && row.verdict == Verdict::Lower);
        }
        tally.with_a_link = u64::from(tally.links > 0);
        tally.false_discovery_rate = share(tally.false_links, tally.links.max(1));
        tally
    }

    fn add(mut self, other: &Tally) -> Tally {
        for (own, other) in [
            (&mut self.intervals, other.intervals),
            (&mut self.covered, other.covered),
            (&mut self.links, other.links),
            (&mut self.with_a_link, other.with_a_link),
            (&mut self.false_links, other.false_links),
            (&mut self.planted, other.planted),
            (&mut self.found, other.found),
            (&mut self.wrong_sign, other.wrong_sign),
            (&mut self.blamed, other.blamed),
            (&mut self.not_enough, other.not_enough),
        ] {
            *own += other;
        }
        self.false_discovery_rate += other.false_discovery_rate;
        self
    }
}

/// The theme that belongs to the plan with the low rate.
const CONFOUNDED: usize = 5;

/// Projects drawn from a world, each from a seed of its own; the false discovery rate is their mean.
fn simulate(
    world: &World,
    truth: &[f64],
    strata: &[String],
    replications: u64,
    seed: u64,
) -> Tally {
    let projects: Vec<Tally> = (0..replications)
        .into_par_iter()
        .map(|project| Tally::of(world, truth, strata, seed * 1_000_000 + project))
        .collect();
    let mut tally = projects.iter().fold(Tally::default(), Tally::add);
    tally.false_discovery_rate /= replications as f64;
    tally
}

pub fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

pub fn plan() -> Vec<String> {
    vec!["plan".to_string()]
}

#[test]
fn intervals_cover_and_the_confounder_is_not_blamed() {
    let replications = 1_000;
    let world = World::planted(1_500);
    let tally = simulate(&world, &world.effects, &plan(), replications, 1);
    let coverage = share(tally.covered, tally.intervals);
    println!("{tally:?} coverage {coverage:.4}");
    assert!((0.93..=0.97).contains(&coverage), "{coverage}: {tally:?}");
    assert!(tally.false_discovery_rate <= 0.05, "{tally:?}");
    assert!(share(tally.blamed, replications) <= 0.02, "{tally:?}");
    assert!(share(tally.found, tally.planted) >= 0.85, "{tally:?}");
    assert_eq!(tally.wrong_sign, 0, "{tally:?}");
}

/// Where passages are tagged wrongly, a theme's tags carry some of what other themes do, and its
/// difference estimates that: what it would be with everyone in the world asked.
fn differences_in_the_population(world: &World) -> Vec<f64> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(99);
    let population = World {
        customers: 400_000,
        effects: world.effects.clone(),
        mention: world.mention.clone(),
        ..*world
    };
    let drawn = population.draw(&mut rng);
    let effects = theme_effects(&drawn.input(world.effects.len(), &plan()));
    effects
        .themes
        .iter()
        .filter_map(|theme| theme.difference)
        .collect()
}

#[test]
fn wrong_tags_and_heavy_writers_do_not_mislead() {
    let replications = 1_000;
    let world = World::planted(1_500).with_noise();
    let truth = differences_in_the_population(&world);
    for (difference, effect) in truth.iter().zip(&world.effects) {
        assert!(
            (difference - effect).abs() < 0.035,
            "drawn a little towards 0: {truth:?}"
        );
    }
    let tally = simulate(&world, &truth, &plan(), replications, 6);
    let coverage = share(tally.covered, tally.intervals);
    println!("with noise: {tally:?} coverage {coverage:.4}");
    assert!((0.93..=0.97).contains(&coverage), "{coverage}: {tally:?}");
    assert!(tally.false_discovery_rate <= 0.05, "{tally:?}");
    assert!(share(tally.blamed, replications) <= 0.02, "{tally:?}");
    assert!(share(tally.found, tally.planted) >= 0.75, "{tally:?}");
    assert_eq!(tally.wrong_sign, 0, "{tally:?}");
}

#[test]
fn without_the_plan_held_constant_the_confounder_would_be_blamed() {
    let world = World::planted(1_500);
    let tally = simulate(&world, &world.effects, &[], 20, 2);
    assert!(
        tally.blamed >= 18,
        "the simulation does confound: {tally:?}"
    );
}

#[test]
fn under_the_null_hardly_anything_is_linked() {
    let replications = 1_000;
    let world = World::planted(1_000).without_effects().with_noise();
    let tally = simulate(&world, &world.effects, &plan(), replications, 3);
    let coverage = share(tally.covered, tally.intervals);
    println!("null: {tally:?}, coverage {coverage:.4}");
    assert!((0.93..=0.97).contains(&coverage), "{coverage}");
    // Under the complete null the procedure bounds the share of projects with any link by 5 %; two
    // standard errors of 1,000 replications are allowed on top.
    assert!(
        share(tally.with_a_link, replications) <= 0.05 + 0.014,
        "{tally:?}"
    );
}

#[test]
fn with_few_respondents_the_method_changes_and_still_covers() {
    for (strata, method) in [(plan(), "Mantel–Haenszel, Sato"), (Vec::new(), "Newcombe")] {
        // One theme at a time can only be right when no other theme does harm.
        let mut world = World::planted(90).without_effects();
        world.mention = vec![[0.25; 3]; 12];
        world.effects[4] = -0.15;
        if strata.is_empty() {
            world.base = [0.5; 3];
        }
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(4);
        let first = theme_effects(&world.draw(&mut rng).input(12, &strata));
        assert_eq!(first.themes[4].method, method);
        let tally = simulate(&world, &world.effects, &strata, 1_000, 5);
        let coverage = share(tally.covered, tally.intervals);
        println!("{method}: {tally:?} coverage {coverage:.4}");
        assert!((0.93..=0.975).contains(&coverage), "{method} {coverage}");
    }
}
