//! What a cell of an activation or churn column says.

use crate::DateOrder;
use crate::dates::parse_date;
use crate::numbers::parse_number;

/// What a cell of an activation or churn column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YesNoOrDate {
    /// It did not happen.
    No,
    /// It happened; when is not known.
    Yes,
    /// It happened then, in seconds since 1970-01-01 UTC.
    On(i64),
}

const YES: &[&str] = &[
    "yes",
    "y",
    "true",
    "t",
    "x",
    "✓",
    "✔",
    "on",
    "active",
    "activated",
    "churned",
    "done",
    "ja",
    "j",
    "wahr",
    "oui",
    "o",
    "vrai",
    "sí",
    "si",
    "s",
    "sì",
    "sim",
    "verdadero",
    "vero",
    "verdadeiro",
    "waar",
];
const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "f",
    "-",
    "–",
    "—",
    "off",
    "never",
    "none",
    "null",
    "nil",
    "n/a",
    "na",
    "nan",
    "not yet",
    "inactive",
    "not activated",
    "retained",
    "nein",
    "falsch",
    "non",
    "faux",
    "nee",
    "onwaar",
    "não",
    "nao",
    "falso",
];

/// Reads a cell as yes, no or a date. Nothing, “never” and the like mean no; of numbers only 0
/// means no. `None` if it can be read as none of them. `order` decides dates such as 3/4/2025;
/// without it they are day first.
pub fn yes_no_or_date(value: &str, order: Option<DateOrder>) -> Option<YesNoOrDate> {
    let word = value.trim().to_lowercase();
    if word.is_empty() || NO.contains(&word.as_str()) {
        return Some(YesNoOrDate::No);
    }
    if YES.contains(&word.as_str()) {
        return Some(YesNoOrDate::Yes);
    }
    if let Some(moment) = parse_date(&word, order.unwrap_or(DateOrder::DayFirst)) {
        return Some(YesNoOrDate::On(moment.seconds));
    }
    let number = parse_number(&word)?;
    Some(if number == 0.0 {
        YesNoOrDate::No
    } else {
        YesNoOrDate::Yes
    })
}

/// Whether the cell is one of the plain words or digits for yes and no: the answer, if so.
pub(crate) fn flag(value: &str) -> Option<bool> {
    let word = value.trim().to_lowercase();
    match word.as_str() {
        "1" | "1.0" => Some(true),
        "0" | "0.0" => Some(false),
        word if word.chars().count() == 1 && !matches!(word, "y" | "n" | "t" | "f" | "x" | "j") => {
            None
        }
        word if YES.contains(&word) => Some(true),
        word if NO.contains(&word) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_an_activation_column() {
        use YesNoOrDate::{No, On, Yes};
        for (cell, meaning) in [
            ("Yes", Some(Yes)),
            ("1", Some(Yes)),
            ("TRUE", Some(Yes)),
            ("Ja", Some(Yes)),
            ("oui", Some(Yes)),
            ("Sí", Some(Yes)),
            ("3", Some(Yes)),
            ("", Some(No)),
            ("no", Some(No)),
            ("0", Some(No)),
            ("0.0", Some(No)),
            ("Nein", Some(No)),
            ("never", Some(No)),
            ("NULL", Some(No)),
            ("2024-03-01", Some(On(1_709_251_200))),
            ("01/03/2024", Some(On(1_709_251_200))),
            ("1709251200", Some(On(1_709_251_200))),
            ("perhaps", None),
        ] {
            assert_eq!(yes_no_or_date(cell, None), meaning, "{cell:?}");
        }
        let american = yes_no_or_date("03/01/2024", Some(DateOrder::MonthFirst));
        assert_eq!(american, Some(On(1_709_251_200)));
    }
}
