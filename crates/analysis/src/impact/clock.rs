//! Comparing times when some are instants and some are only dates.
//!
//! Exports mix the two: a customer file says "2024-03-01", the event file "2024-03-01T09:12:04Z",
//! or the other way round. A date is stored as its midnight, so a time that is exactly midnight
//! (UTC) is taken for a date. **Two times are compared by UTC day as soon as one of them is a
//! date, and by instant otherwise.** Hence an event dated the day of signing up is never "before
//! signing up", and "within 14 days" reaches to the end of the fourteenth day after a dated
//! sign-up, but to the very second after a timed one. An instant that happens to fall on midnight
//! is read as a date; that is one second in 86,400 and moves nothing but ties within one day.

/// Seconds in a day.
pub const DAY: i64 = 86_400;

/// The UTC day of a time, counted from 1970-01-01.
pub fn day(time: i64) -> i64 {
    time.div_euclid(DAY)
}

/// Whether a time carries no time of day.
pub fn is_date(time: i64) -> bool {
    time.rem_euclid(DAY) == 0
}

/// Whether `a` is later than `b`, by day if either is a date.
pub fn is_after(a: i64, b: i64) -> bool {
    if is_date(a) || is_date(b) {
        day(a) > day(b)
    } else {
        a > b
    }
}

/// The time `days` after `time`; stays at the end of the calendar instead of overflowing.
pub fn plus_days(time: i64, days: u32) -> i64 {
    time.saturating_add(i64::from(days) * DAY)
}

/// Days from `start` to `end`: whole days if either is a date, fractions otherwise, never
/// negative.
pub fn days_between(start: i64, end: i64) -> f64 {
    let days = if is_date(start) || is_date(end) {
        day(end).saturating_sub(day(start)) as f64
    } else {
        end.saturating_sub(start) as f64 / DAY as f64
    };
    days.max(0.0)
}

/// Midnight of the Monday of a time's week, UTC.
pub fn monday(time: i64) -> i64 {
    // 1970-01-01 was a Thursday.
    (day(time) - (day(time) + 3).rem_euclid(7)).saturating_mul(DAY)
}

/// The calendar year and month (1–12) of a time, UTC.
pub fn year_month(time: i64) -> (i64, u32) {
    let (year, month, _) = year_month_day(time);
    (year, month)
}

/// The calendar year, month (1–12) and day (1–31) of a time, UTC.
///
/// Days to civil date after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
pub fn year_month_day(time: i64) -> (i64, u32, u32) {
    let shifted = day(time) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    (year, month as u32, day_of_month as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_compared_by_day_and_an_instant_by_second() {
        let date = 19_000 * DAY;
        let morning = date + 3_600;
        assert!(!is_after(morning, date), "same day as a date");
        assert!(!is_after(date, morning), "same day as a date");
        assert!(is_after(morning + 1, morning), "two instants");
        assert!(is_after(date + DAY, morning), "the next date");
        assert_eq!(days_between(morning, date), 0.0);
        assert_eq!(days_between(morning, morning + DAY / 2), 0.5);
        assert_eq!(days_between(date, date + DAY + 5), 1.0);
    }

    #[test]
    fn months_follow_the_calendar() {
        assert_eq!(monday(1_735_689_600), 1_735_516_800, "2024-12-30");
        assert_eq!(monday(1_735_516_800), 1_735_516_800);
        assert_eq!(monday(-1), -3 * DAY, "1969-12-29");
        assert_eq!(year_month_day(0), (1970, 1, 1));
        assert_eq!(year_month_day(-1), (1969, 12, 31));
        assert_eq!(year_month_day(951_782_400), (2000, 2, 29), "2000-02-29");
        assert_eq!(year_month_day(951_868_800), (2000, 3, 1), "2000-03-01");
        assert_eq!(year_month_day(1_735_689_599), (2024, 12, 31));
        assert_eq!(year_month_day(1_735_689_600), (2025, 1, 1));
    }
}
