//! What the numbers of a trend come to, in words.

use assay_analysis::trend::{Change, ChangeVerdict, Compared, Trends};

use super::load::unit_name;

pub(super) fn verdict_name(verdict: ChangeVerdict) -> &'static str {
    match verdict {
        ChangeVerdict::Rising => "rising",
        ChangeVerdict::Falling => "falling",
        ChangeVerdict::Steady => "steady",
        ChangeVerdict::Unclear => "unclear",
        ChangeVerdict::NotEnoughData => "not_enough_data",
    }
}

/// The verdict as a sentence without its full stop.
pub(super) fn sentence(change: &Change, compared: Option<&Compared>) -> String {
    let said = match change.verdict {
        ChangeVerdict::Rising => "rising",
        ChangeVerdict::Falling => "falling",
        ChangeVerdict::Steady => "steady",
        ChangeVerdict::Unclear => "no clear change",
        ChangeVerdict::NotEnoughData => "not enough data to see a change",
    };
    let (Some(difference), Some(low), Some(high)) = (change.difference, change.low, change.high)
    else {
        return said.into();
    };
    let share = |period: usize| percent(change.raised[period], change.heard[period]);
    let within = match compared.map_or(0, sources) {
        0 | 1 => "",
        _ => " within each source",
    };
    format!(
        "{said}: raised by {} of those who gave feedback, {} before ({} points{within}, {} to {})",
        share(1),
        share(0),
        points(difference),
        points(low),
        points(high)
    )
}

/// How the difference was found.
pub(super) fn method(change: &Change, compared: Option<&Compared>) -> String {
    let Some(compared) = compared.filter(|_| change.difference.is_some()) else {
        return "none".into();
    };
    let mut method = match sources(compared) {
        1 => "difference of two shares (Newcombe), Fisher's exact test".to_owned(),
        n => format!(
            "difference within {n} sources of feedback (Mantel–Haenszel, Sato's variance), exact conditional test"
        ),
    };
    if change.design_effect > 1.0 {
        method += &format!(
            ", allowing for people heard several times (design effect {:.1}, Rao and Scott)",
            change.design_effect
        );
    }
    method
}

fn sources(compared: &Compared) -> usize {
    compared.streams.iter().filter(|both| **both).count()
}

/// What a reader should know, sentences.
pub(super) fn notes(trends: &Trends, streams: &[String], undated: u64) -> Vec<String> {
    let mut notes = Vec::new();
    if trends.bins.is_empty() {
        if undated > 0 {
            notes.push("No feedback has a date, so nothing can be said of trends.".into());
        }
        return notes;
    }
    notes.push(format!(
        "A theme's rate is the share of the people who gave feedback in a {0} that raise it; a person counts once a {0}.",
        unit_name(trends.unit)
    ));
    match &trends.compared {
        None => notes.push(format!(
            "All feedback falls into one {}, so there is nothing to compare it with.",
            unit_name(trends.unit)
        )),
        Some(compared) => notes.extend(of_streams(compared, streams)),
    }
    if undated > 0 {
        notes.push(format!(
            "{} no date and no part in this.",
            count(undated, "passage has", "passages have")
        ));
    }
    if trends.strays > 0 {
        notes.push(format!(
            "{} dated so far from all others that the date is taken for a mistake.",
            count(trends.strays, "passage is", "passages are")
        ));
    }
    notes
}

fn of_streams(compared: &Compared, streams: &[String]) -> Vec<String> {
    let named = |in_both: bool| -> Vec<&str> {
        streams
            .iter()
            .zip(&compared.streams)
            .filter(|(_, has)| **has == in_both)
            .map(|(name, _)| name.as_str())
            .collect()
    };
    let (both, one) = (named(true), named(false));
    let mut notes = Vec::new();
    if both.is_empty() {
        notes.push(
            "No source of feedback reaches over both periods, so nothing can be compared.".into(),
        );
    } else if !one.is_empty() {
        notes.push(format!(
            "Not compared, because not in both periods: {}.",
            listed(&one)
        ));
    }
    if both.len() > 1 {
        notes.push(format!(
            "Compared within each source of feedback, so that their mix does not matter: {}.",
            listed(&both)
        ));
    }
    notes
}

fn listed(names: &[&str]) -> String {
    const SHOWN: usize = 6;
    let mut list = names[..names.len().min(SHOWN)].join("; ");
    if names.len() > SHOWN {
        list += &format!("; and {} more", names.len() - SHOWN);
    }
    list
}

fn percent(n: u64, of: u64) -> String {
    format!("{:.1} %", n as f64 / of.max(1) as f64 * 100.0)
}

/// A fraction as points with its sign, −0.0 as 0.0.
fn points(fraction: f64) -> String {
    let points = (fraction * 1_000.0).round() / 10.0 + 0.0;
    format!("{points:+.1}").replace('-', "−")
}

fn count(n: u64, one: &str, several: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { several })
}
