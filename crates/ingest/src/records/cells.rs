//! Single cells to values.

use std::borrow::Cow;

use super::feedback::short;
use super::ledger::Ledger;
use crate::address::address;
use crate::clean::{decode_entities, looks_like_html, strip_html, strip_replies};
use crate::columns::{Layout, Plan};
use crate::dates::{parse_date, parse_time_of_day};
use crate::encoding::mend_twice_encoded;
use crate::grid::Row;
use crate::scores::parse_score;

/// A cell without white space around it; none if it is empty.
pub(super) fn filled(row: Row<'_>, column: Option<usize>) -> Option<String> {
    let cell = row.get(column?).trim();
    (!cell.is_empty()).then(|| cell.to_owned())
}

/// An e-mail address in lower case. Something else in its column is no address.
pub(super) fn email(row: Row<'_>, column: Option<usize>) -> Option<String> {
    let cell = row.get(column?).trim();
    let plain = || Some(cell).filter(|c| c.contains('@') && !c.contains(char::is_whitespace));
    address(cell).or_else(plain).map(str::to_lowercase)
}

/// The address, or failing that a key that is one: a customer column may hold addresses.
pub(super) fn address_or_key(
    row: Row<'_>,
    address: Option<usize>,
    key: Option<usize>,
) -> Option<String> {
    email(row, address).or_else(|| {
        filled(row, key)
            .filter(|key| key.contains('@'))
            .map(|key| key.to_lowercase())
    })
}

/// What stands for no date: the first moments of Unix, of DOS (LimeSurvey writes it for answers
/// without a date) and of spreadsheets.
const UNSET: [i64; 5] = [
    0,
    315_532_800,
    -2_209_161_600,
    -2_209_075_200,
    -62_135_596_800,
];

/// A date by the plan of its column. One that cannot be read is reported, and `what` left empty.
pub(super) fn time_or_repair(
    row: Row<'_>,
    column: usize,
    plan: &Plan,
    layout: &Layout,
    what: &str,
    ledger: &mut Ledger,
) -> Option<i64> {
    let moment = time(row, column, plan);
    if moment.is_some_and(|moment| UNSET.contains(&moment)) {
        ledger.repair(
            "dates that stand for none",
            row.number,
            Some(&layout.names[column]),
            format!(
                "“{}” is what programs write for no date; the {what} was left empty",
                short(row.get(column))
            ),
        );
        return None;
    }
    if moment.is_none() && !row.get(column).trim().is_empty() {
        ledger.repair(
            "dates that cannot be read",
            row.number,
            Some(&layout.names[column]),
            format!(
                "“{}” is no date that can be read; the {what} was left empty",
                short(row.get(column))
            ),
        );
    }
    moment
}

/// A date by the plan of its column; the fault is reported as a repair by the caller.
pub(super) fn time(row: Row<'_>, column: usize, plan: &Plan) -> Option<i64> {
    let moment = parse_date(row.get(column), plan.dates.order(column))?;
    let of_day = match plan.time_of_day {
        Some(clock) if !moment.has_time => parse_time_of_day(row.get(clock)).unwrap_or(0),
        _ => 0,
    };
    Some(moment.seconds + of_day)
}

/// A score. A cell that has none is reported, and the score left empty.
pub(super) fn score_or_repair(
    row: Row<'_>,
    column: usize,
    layout: &Layout,
    ledger: &mut Ledger,
) -> Option<f64> {
    let cell = row.get(column);
    let score = parse_score(cell);
    // Programs write so that there is none.
    let unrated = ["", "-", "–", "n/a", "na", "nan", "none", "null"];
    if score.is_none() && !unrated.contains(&cell.trim().to_lowercase().as_str()) {
        ledger.repair(
            "ratings that are no score",
            row.number,
            Some(&layout.names[column]),
            format!("“{}” is no score; the rating was left empty", short(cell)),
        );
    }
    score
}

/// The words of a cell: double encoding undone, HTML and character references resolved and, for
/// mail, quoted replies and signatures removed.
pub(super) fn words(cell: &str, mail: bool, row: u64, column: &str, ledger: &mut Ledger) -> String {
    let cell = cell.trim();
    if cell.is_empty() {
        return String::new();
    }
    let mut text: Cow<'_, str> = mended(cell, row, column, ledger);
    if looks_like_html(&text) {
        text = Cow::Owned(strip_html(&text).into_owned());
    } else if text.contains('&') {
        text = Cow::Owned(decode_entities(&text).into_owned());
    }
    if text.contains('\r') {
        text = Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    if text.contains("_x000D_") {
        text = Cow::Owned(text.replace("_x000D_", ""));
    }
    if mail {
        text = Cow::Owned(strip_replies(&text).into_owned());
    }
    text.trim().to_owned()
}

/// Undoes double encoding and says so.
pub(super) fn mended<'a>(
    cell: &'a str,
    row: u64,
    column: &str,
    ledger: &mut Ledger,
) -> Cow<'a, str> {
    match mend_twice_encoded(cell) {
        Some(mended) => {
            ledger.repair(
                "cells whose characters were encoded twice",
                row,
                Some(column),
                "its characters were encoded twice (such as “Ã¼” for “ü”) and were put right",
            );
            Cow::Owned(mended)
        }
        None => Cow::Borrowed(cell),
    }
}
