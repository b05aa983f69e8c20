use super::periods::{LONGEST_DAYS, SHORTEST_DAYS};
use super::{Change, ChangeVerdict, Question, WorthSeeing};
use crate::impact::{Difference, Z_95, Z_POWER_80, benjamini_hochberg};

/// Fewest people in either period.
pub const FEWEST_PEOPLE: u64 = 30;

/// A change counts when its q-value is below this.
const FALSE_DISCOVERY_RATE: f64 = 0.05;

/// Least change of a complaint's share that is worth seeing.
const LEAST_POINTS: f64 = 0.02;

/// Says of each change what may be said, all of them judged together (Benjamini–Hochberg).
///
/// - *Too early* with fewer than [`SHORTEST_DAYS`] days or [`FEWEST_PEOPLE`] people after the day, or
///   while the interval holds both no change and one worth seeing, and the periods may still grow.
/// - *Improved* or *worse* if the q-value is below 0.05 and the interval leaves out 0.
/// - *No clear change* otherwise.
/// - *Not comparable* with too little on record before.
pub fn judge(questions: &[Question], changes: &mut [Change]) {
    let enough: Vec<Result<(), ChangeVerdict>> = questions
        .iter()
        .zip(changes.iter())
        .map(|(question, change)| enough(question, change))
        .collect();
    let tested = |(change, enough): (&Change, &Result<(), ChangeVerdict>)| {
        change
            .difference
            .filter(|_| enough.is_ok())
            .map(|d| d.p_value)
    };
    let p_values: Vec<Option<f64>> = changes.iter().zip(&enough).map(tested).collect();
    let q_values = benjamini_hochberg(&p_values);
    for ((question, change), (enough, q_value)) in questions
        .iter()
        .zip(changes)
        .zip(enough.into_iter().zip(q_values))
    {
        change.q_value = q_value;
        change.verdict = match (enough, change.difference, q_value) {
            (Err(refusal), ..) => refusal,
            (Ok(()), Some(difference), Some(q_value)) => {
                verdict(question, change, &difference, q_value)
            }
            (Ok(()), ..) => ChangeVerdict::NotComparable,
        };
    }
}

/// Whether there is enough on both sides to look at a difference at all.
fn enough(question: &Question, change: &Change) -> Result<(), ChangeVerdict> {
    if days_before(question) < SHORTEST_DAYS {
        return Err(ChangeVerdict::NotComparable);
    }
    if change
        .periods
        .is_none_or(|periods| periods.after.days() < SHORTEST_DAYS)
    {
        return Err(ChangeVerdict::TooEarly {
            more_needed: None,
            until: Some(question.shipped + SHORTEST_DAYS + i64::from(question.window_days)),
        });
    }
    let (Some(before), Some(after)) = (change.before, change.after) else {
        return Err(ChangeVerdict::NotComparable);
    };
    if before.n < FEWEST_PEOPLE {
        return Err(ChangeVerdict::NotComparable);
    }
    if after.n < FEWEST_PEOPLE {
        return Err(later(question, change, FEWEST_PEOPLE - after.n).unwrap_or(
            ChangeVerdict::TooEarly {
                more_needed: Some(FEWEST_PEOPLE - after.n),
                until: None,
            },
        ));
    }
    Ok(())
}

/// Days on record before the day, windows included: the periods cannot be longer.
fn days_before(question: &Question) -> i64 {
    let first = question.people.iter().map(|seen| seen.day).min();
    first.map_or(0, |first| {
        question.shipped - i64::from(question.window_days) - first
    })
}

fn verdict(
    question: &Question,
    change: &Change,
    difference: &Difference,
    q_value: f64,
) -> ChangeVerdict {
    if q_value < FALSE_DISCOVERY_RATE && (difference.low > 0.0 || difference.high < 0.0) {
        return if (difference.value > 0.0) == question.more_is_better {
            ChangeVerdict::Improved
        } else {
            ChangeVerdict::Worse
        };
    }
    let worth_seeing = match question.worth_seeing {
        WorthSeeing::Points(points) => points,
        WorthSeeing::PartOfBefore(part) => {
            let before = change.before.map_or(0.0, |before| before.value);
            (part * before).max(LEAST_POINTS)
        }
    };
    let ruled_out = difference.high < worth_seeing && difference.low > -worth_seeing;
    let more = more_needed(change, difference, worth_seeing);
    match later(question, change, more) {
        Some(too_early) if !ruled_out => too_early,
        _ => ChangeVerdict::NoClearChange,
    }
}

/// *Too early*, unless so many more people are not to be had in the longest periods there can be.
fn later(question: &Question, change: &Change, more_needed: u64) -> Option<ChangeVerdict> {
    let periods = change.periods?;
    let after = change.after?;
    let days = periods.after.days();
    let a_day = after.n as f64 / days as f64;
    let more_days = (more_needed as f64 / a_day).ceil();
    let longest = days_before(question).min(LONGEST_DAYS);
    if !more_days.is_finite() || days as f64 + more_days > longest as f64 {
        return None;
    }
    Some(ChangeVerdict::TooEarly {
        more_needed: Some(more_needed),
        until: Some(periods.after.to + more_days as i64 + i64::from(question.window_days)),
    })
}

/// About how many more people after the day it takes to see a change worth seeing four times in
/// five, if the time before is lengthened alike: the standard error falls with the root.
fn more_needed(change: &Change, difference: &Difference, worth_seeing: f64) -> u64 {
    let n = change.after.map_or(0, |after| after.n) as f64;
    let error = (difference.high - difference.low) / 2.0 / Z_95;
    let needed = n * (error / (worth_seeing / (Z_95 + Z_POWER_80))).powi(2);
    (needed - n).max(1.0).ceil() as u64
}
