use std::collections::{BTreeMap, BTreeSet};

use super::periods::{Period, periods};
use super::{Change, Question, Seen};
use crate::impact::stratified::{RiskDifference, Table, mantel_haenszel};
use crate::impact::{Difference, Z_95, newcombe, wilson};

/// People to a stratum that Mantel–Haenszel needs on average.
const PEOPLE_A_STRATUM: usize = 10;

/// Compares the share of those who say yes after the day with the share before.
///
/// People are compared within strata (Mantel–Haenszel risk difference with Sato's variance, see
/// [`mantel_haenszel`]) when at least two strata have people in both periods and there are ten
/// people to a stratum; plainly (Newcombe's interval) otherwise. People of strata that were seen
/// in one period only are left out and counted: a survey that began later tells nothing of a change.
/// [`judge`](super::judge) adds the verdict.
pub fn compare(question: &Question) -> Change {
    let days = || question.people.iter().map(|seen| seen.day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Change::default();
    };
    let Some(periods) = periods(question.shipped, question.window_days, first, last) else {
        return Change::default();
    };
    let before = strata(question.people, periods.before);
    let after = strata(question.people, periods.after);
    let both: Vec<Table> = after
        .iter()
        .filter_map(|(stratum, after)| Some(table(after, before.get(stratum)?)))
        .collect();
    let all = total(&both);
    let people = |sides: &BTreeMap<u32, Side>| sides.values().map(|side| side.people).sum::<u64>();
    let between = periods.before.to + 1..periods.after.from;
    Change {
        periods: Some(periods),
        before: wilson(all.unexposed_activated, all.unexposed),
        after: wilson(all.exposed_activated, all.exposed),
        difference: within(&both).or_else(|| plain(&all)),
        strata: within(&both).map(|_| both.len()),
        moving: moving(question.people, periods.before),
        between: question
            .people
            .iter()
            .filter(|seen| between.contains(&seen.day))
            .map(|seen| seen.person)
            .collect::<BTreeSet<u32>>()
            .len() as u64,
        one_sided: people(&before) + people(&after) - all.exposed - all.unexposed,
        ..Change::default()
    }
}

/// People of one stratum in one period.
#[derive(Clone, Copy, Debug, Default)]
struct Side {
    people: u64,
    yes: u64,
}

fn strata(seen: &[Seen], period: Period) -> BTreeMap<u32, Side> {
    let mut people: BTreeMap<(u32, u32), bool> = BTreeMap::new();
    for seen in seen.iter().filter(|seen| period.contains(seen.day)) {
        *people.entry((seen.stratum, seen.person)).or_default() |= seen.yes;
    }
    let mut strata: BTreeMap<u32, Side> = BTreeMap::new();
    for ((stratum, _), yes) in people {
        let side = strata.entry(stratum).or_default();
        side.people += 1;
        side.yes += u64::from(yes);
    }
    strata
}

/// Being seen after the day is the exposure.
fn table(after: &Side, before: &Side) -> Table {
    Table {
        exposed: after.people,
        exposed_activated: after.yes,
        unexposed: before.people,
        unexposed_activated: before.yes,
    }
}

fn total(tables: &[Table]) -> Table {
    let mut all = Table::default();
    for table in tables {
        all.exposed += table.exposed;
        all.exposed_activated += table.exposed_activated;
        all.unexposed += table.unexposed;
        all.unexposed_activated += table.unexposed_activated;
    }
    all
}

fn within(tables: &[Table]) -> Option<Difference> {
    let all = total(tables);
    if tables.len() < 2
        || ((all.exposed + all.unexposed) as usize) < PEOPLE_A_STRATUM * tables.len()
    {
        return None;
    }
    let RiskDifference {
        value,
        standard_error,
        p_value,
    } = mantel_haenszel(tables)?;
    (standard_error > 0.0).then(|| Difference::with_error(value, standard_error, Z_95, |_| p_value))
}

fn plain(all: &Table) -> Option<Difference> {
    newcombe(
        [all.exposed_activated, all.unexposed_activated],
        [all.exposed, all.unexposed],
    )
}

/// The later half of the period before less the earlier half, if the interval leaves out 0.
fn moving(seen: &[Seen], before: Period) -> Option<Difference> {
    let middle = before.from + before.days() / 2;
    let early = strata(
        seen,
        Period {
            from: before.from,
            to: middle - 1,
        },
    );
    let late = strata(
        seen,
        Period {
            from: middle,
            to: before.to,
        },
    );
    let tables: Vec<Table> = late
        .iter()
        .filter_map(|(stratum, late)| Some(table(late, early.get(stratum)?)))
        .collect();
    within(&tables)
        .or_else(|| plain(&total(&tables)))
        .filter(|difference| difference.low > 0.0 || difference.high < 0.0)
}
