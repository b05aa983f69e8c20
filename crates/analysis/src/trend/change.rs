//! One period against an earlier one, theme by theme.

use super::exact::{Counts, exact_test};
use super::{Periods, TimeUnit, Voice};
use crate::impact::distributions::Z_95;
use crate::impact::multiple::benjamini_hochberg;
use crate::impact::newcombe;
use crate::impact::stratified::{Table, mantel_haenszel};

/// What may be said of a theme's course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeVerdict {
    /// Raised more often than before.
    Rising,
    /// Raised less often than before.
    Falling,
    /// A change that matters can be excluded: the interval stays within half of the theme's share
    /// and within five points.
    Steady,
    /// Neither a change nor its absence is shown.
    Unclear,
    /// Too few people, or so few who raise it that no division of them could show a change.
    NotEnoughData,
}

/// The later period against the earlier one. Shares are of people heard in a unit of time: somebody
/// who writes in three weeks counts in each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// People heard, earlier and later, in the streams compared.
    pub heard: [u64; 2],
    /// Those of them who raise the theme.
    pub raised: [u64; 2],
    /// Later less earlier share, within streams; none where there is nobody to compare.
    pub difference: Option<f64>,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Two-sided p-value of no change.
    pub p_value: Option<f64>,
    /// The same corrected for the number of themes (Benjamini & Hochberg 1995).
    pub q_value: Option<f64>,
    /// How many times as much variance as from as many different people: 1 when nobody is heard
    /// twice.
    pub design_effect: f64,
    /// What may be said.
    pub verdict: ChangeVerdict,
}

/// What was compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The two periods.
    pub periods: Periods,
    /// Somebody who is heard in several of these counts in each.
    pub unit: TimeUnit,
    /// For each stream whether it has voices in both periods; only those are compared.
    pub streams: Vec<bool>,
    /// Different people in each period, in the streams compared.
    pub people: [u64; 2],
}

/// Fewer people than this in a period carry no comparison.
const FEWEST_PEOPLE: u64 = 10;
/// Level of every test and false discovery rate.
const LEVEL: f64 = 0.05;
/// A change of more points than this matters to anybody.
const POINTS_THAT_MATTER: f64 = 0.05;

/// Two periods with who is heard in them.
pub(super) struct Comparison {
    heard: Heard,
    pub(super) compared: Compared,
}

impl Comparison {
    pub(super) fn of(
        voices: &[Voice],
        streams: usize,
        periods: Periods,
        unit: TimeUnit,
    ) -> Comparison {
        let heard = Heard::new(voices, streams, periods, unit);
        Comparison {
            compared: Compared {
                periods,
                unit,
                streams: heard.compared.clone(),
                people: heard.people(),
            },
            heard,
        }
    }
}

/// Compares the periods for every theme. `mentions` are (voice, theme) pairs that exist.
pub(super) fn changes(
    comparison: Option<&Comparison>,
    mentions: &[(usize, usize)],
    themes: usize,
) -> Vec<Change> {
    let Some(Comparison { heard, compared }) = comparison else {
        return vec![Change::unknown(); themes];
    };
    if compared.people.iter().any(|&people| people < FEWEST_PEOPLE) {
        let change = Change {
            heard: heard.total(),
            ..Change::unknown()
        };
        return vec![change; themes];
    }
    let mut raised: Vec<Vec<usize>> = vec![Vec::new(); themes];
    for &(voice, theme) in mentions {
        raised[theme].extend(heard.of_voice[voice]);
    }
    let mut tested: Vec<(Change, f64)> = raised
        .into_iter()
        .map(|mut raised| {
            raised.sort_unstable();
            raised.dedup();
            heard.change(&raised)
        })
        .collect();
    // A theme that no division of its people could make significant is no test at all (Tarone 1990).
    let p_values: Vec<Option<f64>> = tested
        .iter()
        .map(|(change, least)| change.p_value.filter(|_| *least <= LEVEL))
        .collect();
    for ((change, _), q_value) in tested.iter_mut().zip(benjamini_hochberg(&p_values)) {
        change.q_value = q_value;
        change.verdict = change.judged();
    }
    tested.into_iter().map(|(change, _)| change).collect()
}

impl Change {
    fn unknown() -> Change {
        Change {
            heard: [0; 2],
            raised: [0; 2],
            difference: None,
            low: None,
            high: None,
            p_value: None,
            q_value: None,
            design_effect: 1.0,
            verdict: ChangeVerdict::NotEnoughData,
        }
    }

    fn judged(&self) -> ChangeVerdict {
        let (Some(low), Some(high), Some(q_value)) = (self.low, self.high, self.q_value) else {
            return ChangeVerdict::NotEnoughData;
        };
        let share = (self.raised[0] + self.raised[1]) as f64
            / (self.heard[0] + self.heard[1]).max(1) as f64;
        let matters = (share / 2.0).min(POINTS_THAT_MATTER);
        if q_value <= LEVEL && low > 0.0 {
            ChangeVerdict::Rising
        } else if q_value <= LEVEL && high < 0.0 {
            ChangeVerdict::Falling
        } else if -matters < low && high < matters {
            ChangeVerdict::Steady
        } else {
            ChangeVerdict::Unclear
        }
    }
}

/// Who is heard: people by unit of time, each once, in order of group and person. A group is a
/// stream in a period.
struct Heard {
    /// Group of each.
    group: Vec<usize>,
    /// Person of each.
    person: Vec<usize>,
    /// How often the person of each is heard in its group.
    times: Vec<u64>,
    /// The place of each voice; none when it is not compared.
    of_voice: Vec<Option<usize>>,
    /// Whether each stream is heard in both periods.
    compared: Vec<bool>,
    /// How many are heard in each group, by stream and period.
    n: Vec<[u64; 2]>,
    /// The same, each times how often the person is heard in the group.
    squares: Vec<[u64; 2]>,
}

impl Heard {
    fn new(voices: &[Voice], streams: usize, periods: Periods, unit: TimeUnit) -> Heard {
        let period = |time: i64| {
            if periods.before.has(time) {
                Some(0)
            } else {
                periods.after.has(time).then_some(1)
            }
        };
        let mut both = vec![[false; 2]; streams];
        for voice in voices {
            if let (Some(stream), Some(period)) = (both.get_mut(voice.stream), period(voice.time)) {
                stream[period] = true;
            }
        }
        let compared: Vec<bool> = both.iter().map(|both| both[0] && both[1]).collect();
        let mut units: Vec<(usize, usize, i64, usize)> = voices
            .iter()
            .enumerate()
            .filter(|(_, voice)| compared.get(voice.stream) == Some(&true))
            .filter_map(|(index, voice)| {
                let group = voice.stream * 2 + period(voice.time)?;
                Some((group, voice.person, unit.number(voice.time), index))
            })
            .collect();
        units.sort_unstable();
        let mut heard = Heard {
            group: Vec::new(),
            person: Vec::new(),
            times: Vec::new(),
            of_voice: vec![None; voices.len()],
            n: vec![[0; 2]; compared.len()],
            squares: vec![[0; 2]; compared.len()],
            compared,
        };
        for of_person in units.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let first = heard.group.len();
            let (group, person, ..) = of_person[0];
            for of_unit in of_person.chunk_by(|a, b| a.2 == b.2) {
                for &(.., voice) in of_unit {
                    heard.of_voice[voice] = Some(heard.group.len());
                }
                heard.group.push(group);
                heard.person.push(person);
            }
            let times = (heard.group.len() - first) as u64;
            heard.times.resize(heard.group.len(), times);
            heard.n[group / 2][group % 2] += times;
            heard.squares[group / 2][group % 2] += times * times;
        }
        heard
    }

    /// Different people by period.
    fn people(&self) -> [u64; 2] {
        [0, 1].map(|period| {
            let mut people: Vec<usize> = self
                .group
                .iter()
                .zip(&self.person)
                .filter(|(group, _)| *group % 2 == period)
                .map(|(_, person)| *person)
                .collect();
            people.sort_unstable();
            people.dedup();
            people.len() as u64
        })
    }

    fn total(&self) -> [u64; 2] {
        [0, 1].map(|period| self.n.iter().map(|n| n[period]).sum())
    }

    /// The change of a theme that `raised` (places, ascending) raise, not judged yet, and the least
    /// p-value that it could have had.
    fn change(&self, raised: &[usize]) -> (Change, f64) {
        let mut yes = vec![[0u64; 2]; self.compared.len()];
        for &place in raised {
            let group = self.group[place];
            yes[group / 2][group % 2] += 1;
        }
        let tables: Vec<Counts> = self
            .n
            .iter()
            .zip(&yes)
            .filter(|(n, _)| n[0] > 0)
            .map(|(&n, &yes)| Counts { n, yes })
            .collect();
        let design_effect = self.design_effect(raised, &yes);
        // Rao & Scott 1992: counts over the design effect behave like counts of different people.
        let effective = tables.iter().map(|table| {
            let scaled = |count: u64| (count as f64 / design_effect).round() as u64;
            Counts {
                n: table.n.map(scaled),
                yes: table.yes.map(scaled),
            }
        });
        let test = exact_test(&effective.collect::<Vec<_>>());
        let (difference, low, high) = interval(&tables, design_effect.sqrt());
        let sum = |of: fn(&Counts) -> [u64; 2]| {
            [0, 1].map(|period| tables.iter().map(|table| of(table)[period]).sum())
        };
        let change = Change {
            heard: sum(|table| table.n),
            raised: sum(|table| table.yes),
            difference,
            low,
            high,
            p_value: Some(test.p_value),
            design_effect,
            ..Change::unknown()
        };
        (change, test.least)
    }

    /// How many times the variance of shares of people heard several times exceeds that of as many
    /// different people (Rao & Scott 1992, Biometrics 48:577–585), one for all groups so that it
    /// can be told from few mentions; at least 1.
    fn design_effect(&self, raised: &[usize], yes: &[[u64; 2]]) -> f64 {
        let groups = self.compared.len() * 2;
        // By group the sums over people of x² and x·n: x of n times heard they raise the theme.
        let mut sums = vec![[0.0f64; 2]; groups];
        let same = |a: &usize, b: &usize| {
            (self.group[*a], self.person[*a]) == (self.group[*b], self.person[*b])
        };
        for of_person in raised.chunk_by(same) {
            let x = of_person.len() as f64;
            let sums = &mut sums[self.group[of_person[0]]];
            sums[0] += x * x;
            sums[1] += x * self.times[of_person[0]] as f64;
        }
        let (mut clustered, mut single) = (0.0, 0.0);
        for (group, sums) in sums.iter().enumerate() {
            let n = self.n[group / 2][group % 2] as f64;
            if n == 0.0 {
                continue;
            }
            let share = yes[group / 2][group % 2] as f64 / n;
            let squares = self.squares[group / 2][group % 2] as f64;
            clustered += sums[0] - 2.0 * share * sums[1] + share * share * squares;
            single += n * share * (1.0 - share);
        }
        if single > 0.0 {
            (clustered / single).max(1.0)
        } else {
            1.0
        }
    }
}

/// Later less earlier share with its 95 % interval, `widened` times as wide: Newcombe 1998 for one
/// stream, Mantel–Haenszel with Sato's variance (1989) over several.
fn interval(tables: &[Counts], widened: f64) -> (Option<f64>, Option<f64>, Option<f64>) {
    let (value, low, high) = match tables {
        [] => return (None, None, None),
        [one] => {
            let Some(found) = newcombe([one.yes[1], one.yes[0]], [one.n[1], one.n[0]]) else {
                return (None, None, None);
            };
            (found.value, found.low, found.high)
        }
        several => {
            let strata: Vec<Table> = several
                .iter()
                .map(|table| Table {
                    exposed: table.n[1],
                    exposed_activated: table.yes[1],
                    unexposed: table.n[0],
                    unexposed_activated: table.yes[0],
                })
                .collect();
            let Some(found) = mantel_haenszel(&strata) else {
                return (None, None, None);
            };
            let half = Z_95 * found.standard_error;
            (found.value, found.value - half, found.value + half)
        }
    };
    (
        Some(value),
        Some((value + (low - value) * widened).max(-1.0)),
        Some((value + (high - value) * widened).min(1.0)),
    )
}
