//! Instants as people and programs read them.

use chrono::{DateTime, Utc};

/// ISO 8601 in UTC: `2026-03-02T14:05:00Z`. `None` for an instant outside the calendar.
pub fn iso(unix_seconds: i64) -> Option<String> {
    at(unix_seconds).map(|time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// The day in UTC: `2026-03-02`.
pub fn day(unix_seconds: i64) -> Option<String> {
    at(unix_seconds).map(|time| time.format("%Y-%m-%d").to_string())
}

/// Day and minute in UTC: `2026-03-02 14:05`.
pub fn minute(unix_seconds: i64) -> Option<String> {
    at(unix_seconds).map(|time| time.format("%Y-%m-%d %H:%M").to_string())
}

fn at(unix_seconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(unix_seconds, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_in_utc_and_never_panic() {
        assert_eq!(iso(1_772_460_300).as_deref(), Some("2026-03-02T14:05:00Z"));
        assert_eq!(day(0).as_deref(), Some("1970-01-01"));
        assert_eq!(minute(1_772_460_300).as_deref(), Some("2026-03-02 14:05"));
        assert_eq!(iso(i64::MAX), None);
    }
}
