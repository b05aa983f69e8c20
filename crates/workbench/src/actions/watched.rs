//! One measure before and after, with its sentence: *after*, never *because*.

use assay_analysis::impact::Estimate;
use assay_analysis::monitor::{Change, ChangeVerdict, FEWEST_PEOPLE, Period, SHORTEST_DAYS};
use chrono::DateTime;

use super::{MonitorVerdict, WatchedChange, WatchedShare};

/// The share of the people heard who raise the theme.
pub(super) fn mentions(change: &Change, undated: u64) -> WatchedChange {
    let mut notes = Vec::new();
    if undated > 0 {
        notes.push(format!(
            "{undated} pieces of feedback carry no date and are in neither period."
        ));
    }
    if change.one_sided > 0 {
        notes.push(format!(
            "{} people were heard through a source that has feedback in one of the periods only; they are not compared.",
            change.one_sided
        ));
    }
    let texts = Texts {
        people: "people who gave feedback",
        did: "raised the theme",
        measure: "the share of people who raise it",
        within: "source",
        needed: "people with feedback",
        missing_before: "dated feedback",
    };
    filled(change, &texts, notes)
}

/// The share of the sign-ups who activate.
pub(super) fn activation(change: &Change, window_days: u32, strata: &[String]) -> WatchedChange {
    let mut notes = Vec::new();
    if change.between > 0 {
        notes.push(format!(
            "{} customers signed up in the {window_days} days up to the day it shipped; what they did lies on both sides of it, so they are in neither period.",
            change.between
        ));
    }
    if change.one_sided > 0 {
        notes.push(format!(
            "{} customers of segments that signed up in one of the periods only are not compared.",
            change.one_sided
        ));
    }
    let within = strata.join(" and ");
    let texts = Texts {
        people: "customers who signed up",
        did: "activated",
        measure: "the activation rate",
        within: &within,
        needed: "sign-ups",
        missing_before: "sign-ups",
    };
    filled(change, &texts, notes)
}

/// Earlier customers had longer to activate, so that no before and after can be compared.
pub(super) fn without_window() -> WatchedChange {
    WatchedChange {
        verdict: MonitorVerdict::NotComparable,
        sentence: "The activation rule has no window, so those who signed up earlier had longer to activate; set one to compare.".into(),
        before: None,
        after: None,
        difference: None,
        low: None,
        high: None,
        q_value: None,
        method: String::new(),
        more_needed: None,
        until: None,
        notes: Vec::new(),
    }
}

/// The nouns of one measure.
struct Texts<'a> {
    people: &'a str,
    did: &'a str,
    measure: &'a str,
    within: &'a str,
    needed: &'a str,
    missing_before: &'a str,
}

fn filled(change: &Change, texts: &Texts, mut notes: Vec<String>) -> WatchedChange {
    if let Some(moving) = change.moving {
        notes.push(format!(
            "{} was {} before it shipped already ({} points from the first half of the time before to the second).",
            capital(texts.measure),
            if moving.value > 0.0 { "rising" } else { "falling" },
            points(moving.value)
        ));
    }
    let (verdict, more_needed, until) = match change.verdict {
        ChangeVerdict::Improved => (MonitorVerdict::Improved, None, None),
        ChangeVerdict::Worse => (MonitorVerdict::Worse, None, None),
        ChangeVerdict::NoClearChange => (MonitorVerdict::NoClearChange, None, None),
        ChangeVerdict::TooEarly { more_needed, until } => {
            (MonitorVerdict::TooEarly, more_needed, until.and_then(date))
        }
        ChangeVerdict::NotComparable => (MonitorVerdict::NotComparable, None, None),
    };
    // What is refused shows no difference: a number would be read as one.
    let difference = change.difference.filter(|_| change.q_value.is_some());
    WatchedChange {
        verdict,
        sentence: sentence(change, texts, verdict, more_needed, until.as_deref()),
        before: share(change.before, change.periods.map(|periods| periods.before)),
        after: share(change.after, change.periods.map(|periods| periods.after)),
        difference: difference.map(|difference| difference.value),
        low: difference.map(|difference| difference.low),
        high: difference.map(|difference| difference.high),
        q_value: change.q_value,
        method: match (difference, change.strata) {
            (None, _) => String::new(),
            (_, Some(_)) => format!("within {} (Mantel–Haenszel)", texts.within),
            (_, None) => "plain difference (Newcombe)".into(),
        },
        more_needed,
        until,
        notes,
    }
}

fn sentence(
    change: &Change,
    texts: &Texts,
    verdict: MonitorVerdict,
    more_needed: Option<u64>,
    until: Option<&str>,
) -> String {
    let until = |of: &str| until.map(|day| format!("{of}{day}")).unwrap_or_default();
    match (verdict, change.before, change.after, change.difference) {
        (MonitorVerdict::TooEarly, ..) if more_needed.is_none() => format!(
            "Too early to say whether {} changed: it needs {SHORTEST_DAYS} days of {} after it shipped{}.",
            texts.measure,
            texts.needed,
            until(", which can be on record by ")
        ),
        (MonitorVerdict::TooEarly, ..) => format!(
            "Too early to say whether {} changed: it needs about {} more {} after it shipped{}.",
            texts.measure,
            more_needed.unwrap_or_default(),
            texts.needed,
            until(", at the present pace until ")
        ),
        (MonitorVerdict::NotComparable, ..) | (_, None, ..) | (_, _, None, _) | (.., None) => {
            format!(
                "What was before it shipped cannot be compared with: it takes {SHORTEST_DAYS} days and {FEWEST_PEOPLE} people of {} before and after.",
                texts.missing_before
            )
        }
        (_, Some(before), Some(after), Some(difference)) => {
            let lead = format!(
                "After it shipped {} of {} {} {} ({}), before {} of {} ({})",
                yes(&after),
                after.n,
                texts.people,
                texts.did,
                percent(after.value),
                yes(&before),
                before.n,
                percent(before.value),
            );
            let interval = format!(
                "{} points ({} to {})",
                points(difference.value),
                points(difference.low),
                points(difference.high)
            );
            match verdict {
                MonitorVerdict::NoClearChange => {
                    format!("{lead}: no clear change, {interval}.")
                }
                _ => format!("{lead}: {interval}."),
            }
        }
    }
}

fn share(estimate: Option<Estimate>, period: Option<Period>) -> Option<WatchedShare> {
    let (estimate, period) = (estimate?, period?);
    Some(WatchedShare {
        from: date(period.from)?,
        to: date(period.to)?,
        people: estimate.n,
        count: yes(&estimate),
        share: estimate.value,
        low: estimate.low.unwrap_or(estimate.value),
        high: estimate.high.unwrap_or(estimate.value),
    })
}

fn yes(estimate: &Estimate) -> u64 {
    (estimate.value * estimate.n as f64).round() as u64
}

fn date(day: i64) -> Option<String> {
    let time = DateTime::from_timestamp(day.checked_mul(86_400)?, 0)?;
    Some(time.format("%Y-%m-%d").to_string())
}

fn points(fraction: f64) -> String {
    let text = format!("{:+.1}", fraction * 100.0);
    if text
        .trim_start_matches(['+', '-'])
        .chars()
        .all(|c| c == '0' || c == '.')
    {
        return "0.0".into();
    }
    text.replace('-', "−")
}

fn percent(fraction: f64) -> String {
    format!("{:.1} %", fraction * 100.0)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
