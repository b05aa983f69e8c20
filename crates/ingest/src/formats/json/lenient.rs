//! What Python and JavaScript write although JSON has no place for it: numbers that are none, and halves
//! of characters that take two.

use serde_json::Value;

use crate::Problem;

/// A value, and what was mended in it.
///
/// # Errors
/// What is said of the text as it stands, if mending does not help.
pub(super) fn value(text: &str, row: u64) -> Result<(Value, Vec<Problem>), serde_json::Error> {
    serde_json::from_str(text)
        .map(|value| (value, Vec::new()))
        .or_else(|error| {
            let mended = mended(text).and_then(|mended| {
                let value = serde_json::from_str(&mended.text).ok()?;
                Some((value, mended.problems(Some(row))))
            });
            mended.ok_or(error)
        })
}

/// A text without these.
pub(super) struct Mended {
    pub text: String,
    numbers: usize,
    halves: usize,
}

/// None if the text has none of these.
pub(super) fn mended(text: &str) -> Option<Mended> {
    let mut mended = Mended {
        text: String::with_capacity(text.len() + 16),
        numbers: 0,
        halves: 0,
    };
    let (mut at, mut done) = (0, 0);
    let mut in_string = false;
    while let Some(sign) = text.as_bytes().get(at) {
        let (length, stands_for) = match sign {
            b'"' => {
                in_string = !in_string;
                (1, None)
            }
            b'\\' if in_string => escape(&text[at..]),
            b'N' | b'I' | b'-' if !in_string => no_number(&text[at..]),
            _ => (1, None),
        };
        if let Some(instead) = stands_for {
            mended.text.push_str(&text[done..at]);
            mended.text.push_str(instead);
            done = at + length;
            match in_string {
                true => mended.halves += 1,
                false => mended.numbers += 1,
            }
        }
        at += length;
    }
    mended.text.push_str(&text[done..]);
    (mended.numbers + mended.halves > 0).then_some(mended)
}

/// Length of the escape that a text begins with, of both if they are the halves of one character, and
/// what stands for a single half.
fn escape(text: &str) -> (usize, Option<&'static str>) {
    const HALF: usize = r"\ud83d".len();
    let unit = |text: &str| u16::from_str_radix(text.strip_prefix(r"\u")?.get(..4)?, 16).ok();
    match unit(text) {
        Some(0xD800..0xDC00) => match text.get(HALF..).and_then(unit) {
            Some(0xDC00..0xE000) => (2 * HALF, None),
            _ => (HALF, Some(r"\ufffd")),
        },
        Some(0xDC00..0xE000) => (HALF, Some(r"\ufffd")),
        // The sign that is escaped may be a quotation mark; one of several bytes is no mark.
        _ => (2, None),
    }
}

/// The same of a number that is none.
fn no_number(text: &str) -> (usize, Option<&'static str>) {
    let found = ["NaN", "Infinity", "-Infinity"]
        .iter()
        .find(|word| text.starts_with(**word));
    found.map_or((1, None), |word| (word.len(), Some("null")))
}

impl Mended {
    /// What is told of it.
    pub fn problems(&self, row: Option<u64>) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.numbers > 0 {
            let reason = format!(
                "{} numbers that are none (NaN, Infinity) were left empty",
                self.numbers
            );
            problems.push(Problem::repaired(row, None, reason));
        }
        if self.halves > 0 {
            let reason = format!(
                "{} halves of characters were replaced by “\u{fffd}”",
                self.halves
            );
            problems.push(Problem::repaired(row, None, reason));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_python_and_javascript_write_is_read() {
        for (text, expected, told) in [
            (
                r#"{"a": NaN, "b": [-Infinity, Infinity]}"#,
                r#"{"a":null,"b":[null,null]}"#,
                1,
            ),
            (
                r#"{"a": "great \ud83d phone"}"#,
                "{\"a\":\"great \u{fffd} phone\"}",
                1,
            ),
            (
                r#"{"a": "\ude00\ud83d\ude00\ud83d"}"#,
                "{\"a\":\"\u{fffd}😀\u{fffd}\"}",
                1,
            ),
            (
                r#"{"a": "NaN \\\ud83d \"", "b": NaN}"#,
                "{\"a\":\"NaN \\\\\u{fffd} \\\"\",\"b\":null}",
                2,
            ),
            (r#"{"a": "NaN"}"#, r#"{"a":"NaN"}"#, 0),
        ] {
            let (value, problems) = value(text, 3).unwrap();
            assert_eq!(value.to_string(), expected);
            assert_eq!(problems.len(), told, "{text}");
        }
    }

    #[test]
    fn what_is_damaged_stays_so() {
        for text in [
            r#"{"a": NaN"#,
            r#"{"a": nan}"#,
            r#"{"a": NaNa}"#,
            r#"{"a": "\ud83"}"#,
            "{\"a\": \"\\é\"}",
        ] {
            assert!(value(text, 1).is_err(), "{text}");
        }
    }
}
