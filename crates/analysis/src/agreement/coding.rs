//! A person and the machine as two coders of the same passages.

use std::collections::{BTreeMap, BTreeSet};

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

use super::measures::{alpha, kappa, masi};

/// A passage that both have coded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coded {
    /// The item it stands in: what is resampled, for passages of one item are alike.
    pub item: usize,
    /// Themes, by number, that the person gives it.
    pub person: BTreeSet<usize>,
    /// Themes that the machine gives it.
    pub machine: BTreeSet<usize>,
}

/// A measure of agreement: 1 is perfect, 0 what chance gives, below 0 less than that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// The measure.
    pub value: f64,
    /// Its 95 % interval; none from fewer than two items.
    pub interval: Option<[f64; 2]>,
}

/// How far both agree on one theme.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeAgreement {
    /// The theme.
    pub theme: usize,
    /// Passages to which both give it.
    pub both: u64,
    /// Only the person.
    pub person_only: u64,
    /// Only the machine.
    pub machine_only: u64,
    /// Cohen's kappa of giving it or not; none when both give it to every passage.
    pub kappa: Option<Agreement>,
    /// Krippendorff's alpha of the same.
    pub alpha: Option<Agreement>,
}

/// How far both agree.
#[derive(Clone, Debug, PartialEq)]
pub struct CodingAgreement {
    /// Cohen's kappa pooled over the themes (De Vries et al. 2008).
    pub kappa: Option<Agreement>,
    /// Krippendorff's alpha of the passages' whole sets of themes, by the distance MASI.
    pub alpha: Option<Agreement>,
    /// Themes that either gives to any passage, by number.
    pub themes: Vec<ThemeAgreement>,
}

const REPLICATES: u64 = 1_000;

/// Agreement of a person and the machine on passages, with percentile intervals of the bootstrap
/// over items (Efron & Tibshirani 1993, chapter 13; whole clusters: Field & Welsh 2007, JRSS B
/// 69:369–390). The same passages and seed give the same result on any number of threads.
pub fn coding_agreement(passages: &[Coded], seed: u64) -> CodingAgreement {
    let coding = Coding::new(passages);
    let found = coding.measure(&vec![1.0; coding.items]);
    let replicates: Vec<Measured> = if coding.items < 2 {
        Vec::new()
    } else {
        (0..REPLICATES)
            .into_par_iter()
            .map(|replicate| coding.measure(&coding.resampled(seed, replicate)))
            .collect()
    };
    let with_interval = |of: &(dyn Fn(&Measured) -> Option<f64> + Sync)| {
        Some(Agreement {
            value: of(&found)?,
            interval: percentiles(replicates.iter().filter_map(of).collect()),
        })
    };
    let themes = coding.themes.iter().enumerate().map(|(place, &theme)| {
        let [both, person_only, machine_only] = coding.counts(place);
        ThemeAgreement {
            theme,
            both,
            person_only,
            machine_only,
            kappa: with_interval(&|measured| measured.themes[place][0]),
            alpha: with_interval(&|measured| measured.themes[place][1]),
        }
    });
    CodingAgreement {
        themes: themes.collect(),
        kappa: with_interval(&|measured| measured.kappa),
        alpha: with_interval(&|measured| measured.alpha),
    }
}

/// The passages as the measures need them.
struct Coding {
    /// How many items there are.
    items: usize,
    /// Each passage's item, from 0.
    item: Vec<usize>,
    /// Themes that anybody gives, ascending.
    themes: Vec<usize>,
    /// Of each theme the passages to which both, only the person, only the machine gives it.
    given: Vec<[Vec<usize>; 3]>,
    /// The set of themes that each gives each passage, by its place in `distance`.
    sets: Vec<[usize; 2]>,
    distance: Vec<Vec<f64>>,
}

struct Measured {
    kappa: Option<f64>,
    alpha: Option<f64>,
    /// Kappa and alpha of each theme.
    themes: Vec<[Option<f64>; 2]>,
}

impl Coding {
    fn new(passages: &[Coded]) -> Coding {
        let mut items = BTreeMap::new();
        let mut sets: BTreeMap<&BTreeSet<usize>, usize> = BTreeMap::new();
        let mut given: BTreeMap<usize, [Vec<usize>; 3]> = BTreeMap::new();
        for (place, passage) in passages.iter().enumerate() {
            let next = items.len();
            items.entry(passage.item).or_insert(next);
            for set in [&passage.person, &passage.machine] {
                let next = sets.len();
                sets.entry(set).or_insert(next);
            }
            for &theme in passage.person.union(&passage.machine) {
                let who = match (
                    passage.person.contains(&theme),
                    passage.machine.contains(&theme),
                ) {
                    (true, true) => 0,
                    (true, false) => 1,
                    _ => 2,
                };
                given.entry(theme).or_default()[who].push(place);
            }
        }
        let mut by_place: Vec<(usize, &BTreeSet<usize>)> =
            sets.iter().map(|(set, place)| (*place, *set)).collect();
        by_place.sort_unstable();
        let distance = by_place
            .iter()
            .map(|(_, a)| by_place.iter().map(|(_, b)| masi(a, b)).collect())
            .collect();
        Coding {
            items: items.len(),
            item: passages
                .iter()
                .map(|passage| items[&passage.item])
                .collect(),
            sets: passages
                .iter()
                .map(|passage| [sets[&passage.person], sets[&passage.machine]])
                .collect(),
            distance,
            themes: given.keys().copied().collect(),
            given: given.into_values().collect(),
        }
    }

    fn counts(&self, place: usize) -> [u64; 3] {
        [0, 1, 2].map(|who| self.given[place][who].len() as u64)
    }

    /// How often each item is drawn, when as many are drawn as there are.
    fn resampled(&self, seed: u64, replicate: u64) -> Vec<f64> {
        // Spread, so that neighbouring seeds share no replicate.
        let spread = replicate.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed ^ spread);
        let mut drawn = vec![0.0; self.items];
        for _ in 0..self.items {
            drawn[rng.gen_range(0..self.items)] += 1.0;
        }
        drawn
    }

    /// Everything measured with each item counting so many times.
    fn measure(&self, times: &[f64]) -> Measured {
        let all: f64 = self.item.iter().map(|&item| times[item]).sum();
        let tables: Vec<[f64; 4]> = self
            .given
            .iter()
            .map(|given| {
                let [both, person, machine] = [0, 1, 2].map(|who: usize| {
                    given[who]
                        .iter()
                        .map(|&passage| times[self.item[passage]])
                        .sum::<f64>()
                });
                [both, person, machine, all - both - person - machine]
            })
            .collect();
        let units = self.sets.iter().zip(&self.item);
        Measured {
            kappa: kappa(&tables),
            alpha: alpha(
                units.map(|(sets, &item)| (*sets, times[item])),
                &self.distance,
            ),
            themes: tables
                .iter()
                .map(|table| [kappa(&[*table]), yes_or_no(table)])
                .collect(),
        }
    }
}

/// Krippendorff's alpha of one theme, given or not.
fn yes_or_no([both, person, machine, neither]: &[f64; 4]) -> Option<f64> {
    let units = [
        ([1, 1], *both),
        ([1, 0], *person),
        ([0, 1], *machine),
        ([0, 0], *neither),
    ];
    alpha(units.into_iter(), &[vec![0.0, 1.0], vec![1.0, 0.0]])
}

/// The middle 95 % of the replicates; none where most replicates have no value.
fn percentiles(mut values: Vec<f64>) -> Option<[f64; 2]> {
    if (values.len() as u64) < REPLICATES / 2 {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
    Some([at(0.025), at(0.975)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coded(item: usize, person: &[usize], machine: &[usize]) -> Coded {
        Coded {
            item,
            person: person.iter().copied().collect(),
            machine: machine.iter().copied().collect(),
        }
    }

    /// 200 passages of 100 items; on theme 1 the machine errs once in ten, on theme 7 it guesses.
    fn passages() -> Vec<Coded> {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(11);
        (0..200)
            .map(|place| {
                let (mut person, mut machine) = (Vec::new(), Vec::new());
                for (theme, errs) in [(1, 0.1), (7, 0.5)] {
                    let says = rng.gen_bool(0.4);
                    person.extend(says.then_some(theme));
                    machine.extend((says != rng.gen_bool(errs)).then_some(theme));
                }
                coded(place / 2, &person, &machine)
            })
            .collect()
    }

    #[test]
    fn good_and_chance_agreement_are_told_apart() {
        let found = coding_agreement(&passages(), 42);
        assert_eq!(
            found
                .themes
                .iter()
                .map(|theme| theme.theme)
                .collect::<Vec<_>>(),
            [1, 7]
        );
        let [good, chance] = [0, 1].map(|place| found.themes[place].kappa.unwrap());
        let [low, high] = good.interval.unwrap();
        assert!(
            low > 0.6 && good.value > low && high > good.value && high < 0.95,
            "{good:?}"
        );
        let [low, high] = chance.interval.unwrap();
        assert!(low < 0.0 && high > 0.0, "{chance:?}");
        // With this many passages alpha and kappa hardly differ.
        let alpha = found.themes[0].alpha.unwrap();
        assert!((alpha.value - good.value).abs() < 0.02, "{alpha:?}");
        let overall = found.kappa.unwrap().value;
        assert!(chance.value < overall && overall < good.value);
        assert!(found.alpha.unwrap().interval.is_some());
    }

    #[test]
    fn the_same_seed_gives_the_same_intervals_on_one_thread_and_several() {
        let passages = passages();
        let alone = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .build()
            .unwrap();
        let one = alone.install(|| coding_agreement(&passages, 42));
        assert_eq!(one, coding_agreement(&passages, 42));
        assert_ne!(one.kappa, coding_agreement(&passages, 43).kappa);
    }

    #[test]
    fn passages_of_one_item_do_not_pretend_to_be_many() {
        let alone: Vec<Coded> = (0..120)
            .map(|place| {
                coded(
                    place,
                    &[place % 3],
                    &[if place % 4 == 0 { 0 } else { place % 3 }],
                )
            })
            .collect();
        let together: Vec<Coded> = alone
            .iter()
            .flat_map(|passage| std::iter::repeat_n(passage.clone(), 5))
            .collect();
        let width = |passages: &[Coded]| {
            let [low, high] = coding_agreement(passages, 42)
                .kappa
                .unwrap()
                .interval
                .unwrap();
            high - low
        };
        assert!((width(&alone) / width(&together) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_coded_or_nothing_to_disagree_on_has_no_measure() {
        let none = coding_agreement(&[], 42);
        assert_eq!((none.kappa, none.alpha, none.themes.len()), (None, None, 0));
        let same = coding_agreement(&[coded(0, &[3], &[3]), coded(1, &[3], &[3])], 42);
        assert_eq!(
            (same.kappa, same.alpha, same.themes[0].both),
            (None, None, 2)
        );
        let one = coding_agreement(&[coded(5, &[3], &[]), coded(5, &[], &[])], 42);
        assert_eq!(one.kappa.unwrap().interval, None, "a single item");
    }
}
