//! One date: ISO 8601, Unix time, day/month/year in either order, month names, with or without
//! time of day and zone.

use chrono::NaiveDate;

use super::names;
use crate::DateOrder;

/// What a date tells about the order of day and month in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clue {
    /// It can be read in one way only: ISO, Unix time, month by name.
    Plain,
    /// Both numbers could be the month.
    Ambiguous,
    /// Only the second number can be the month.
    DayFirst,
    /// Only the first number can be the month.
    MonthFirst,
}

/// A date that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Seconds since 1970-01-01 UTC; without a zone the time is taken as UTC.
    pub seconds: i64,
    pub clue: Clue,
    /// Whether it has a time of day.
    pub has_time: bool,
}

/// Reads a date. `order` decides what could be read both ways; a date that is impossible in that
/// order is read in the other. Years from 1900 to 2199 are believed.
pub(crate) fn parse_date(cell: &str, order: DateOrder) -> Option<Moment> {
    let cell = cell.trim();
    if cell.len() < 5 || cell.len() > 64 || !cell.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    if cell.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && cell.bytes().filter(|&b| b == b'.').count() < 2
    {
        return from_number(cell);
    }
    let mut parts = Parts::default();
    parts.read(cell)?;
    parts.moment(order)
}

/// Reads a time of day alone, such as “03:53:50 PM”: seconds since midnight.
pub(crate) fn parse_time_of_day(cell: &str) -> Option<i64> {
    let cell = cell.trim();
    if cell.len() < 3 || cell.len() > 20 || !cell.contains(':') {
        return None;
    }
    let mut parts = Parts::default();
    parts.read(cell)?;
    if parts.numbers.is_empty() && parts.month.is_none() {
        parts.time
    } else {
        None
    }
}

/// Unix time in seconds, milli-, micro- or nanoseconds; yyyymmdd, yyyymmddhhmmss; or a spreadsheet's
/// days since the end of 1899, from 2000 to 2058.
fn from_number(cell: &str) -> Option<Moment> {
    let plain = |seconds| {
        Some(Moment {
            seconds,
            clue: Clue::Plain,
            has_time: true,
        })
    };
    let whole = cell.split('.').next()?;
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        5 if (36_526..58_000).contains(&number) => {
            let days: f64 = cell.parse().ok()?;
            let seconds = ((days - 25_569.0) * 86_400.0).round() as i64;
            Some(Moment {
                seconds,
                clue: Clue::Plain,
                has_time: cell.contains('.'),
            })
        }
        10 => plain(number),
        13 => plain(number / 1_000),
        16 => plain(number / 1_000_000),
        19 => plain(number / 1_000_000_000),
        8 | 14 if whole.len() == cell.len() => {
            let part = |from: usize, to: usize| whole[from..to].parse::<u32>().ok();
            let day = days(part(0, 4)? as i32, part(4, 6)?, part(6, 8)?)?;
            if whole.len() == 8 {
                return Some(Moment {
                    seconds: day * 86_400,
                    clue: Clue::Plain,
                    has_time: false,
                });
            }
            let time = clock(part(8, 10)?, part(10, 12)?, part(12, 14)?)?;
            plain(day * 86_400 + time)
        }
        _ => None,
    }
}

/// The pieces of a written date, in the order in which they stand.
#[derive(Debug, Default)]
struct Parts {
    /// Value and number of digits.
    numbers: Vec<(u32, usize)>,
    month: Option<u32>,
    /// How many numbers stood before the month's name.
    before_month: usize,
    time: Option<i64>,
    afternoon: Option<bool>,
    zone: Option<i64>,
    /// Whether the second number ends in a comma and is parted from the first by nothing but white
    /// space, as in “03 11, 2014”: so only the month is written first.
    month_then_comma: bool,
    /// Whether any sign but white space stood between what was read.
    signs: bool,
}

impl Parts {
    fn read(&mut self, cell: &str) -> Option<()> {
        let mut rest = cell.split('(').next()?.trim_end();
        let mut spaced = true;
        while let Some(c) = rest.chars().next() {
            if c.is_ascii_digit() {
                rest = self.number(rest)?;
                spaced = false;
            } else if c.is_alphabetic() {
                let end = rest
                    .find(|c: char| !c.is_alphabetic())
                    .unwrap_or(rest.len());
                self.word(&rest[..end].to_lowercase())?;
                rest = &rest[end..];
                spaced = false;
            } else if matches!(c, '+' | '-' | '−')
                && self.time.is_some()
                && self.zone.is_none_or(|zone| zone == 0)
                && (c == '+' || !spaced || self.has_date())
            {
                let (zone, after) = offset(&rest[c.len_utf8()..])?;
                self.zone = Some(if c == '+' { zone } else { -zone });
                rest = after;
            } else if matches!(
                c,
                ' ' | '/' | '-' | '.' | ',' | '\u{a0}' | '\u{202f}' | '\'' | 'º' | '–' | ';'
            ) {
                self.month_then_comma |=
                    c == ',' && self.numbers.len() == 2 && self.month.is_none() && !self.signs;
                self.signs |= !c.is_whitespace();
                spaced = c.is_whitespace();
                rest = &rest[c.len_utf8()..];
            } else {
                return None;
            }
        }
        if let (Some(time), Some(afternoon)) = (self.time, self.afternoon) {
            let hour = time / 3600;
            if hour == 0 || hour > 12 {
                // “13:30 PM” is written by programs that print both; the hour stands.
                return (hour > 12 && afternoon).then_some(());
            }
            self.time = Some(time % 3600 + 3600 * (hour % 12 + if afternoon { 12 } else { 0 }));
        }
        Some(())
    }

    fn has_date(&self) -> bool {
        self.numbers.len() + usize::from(self.month.is_some()) >= 3
    }

    /// A number, or a time of day that begins with one; what follows it is returned.
    fn number<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let (value, digits, rest) = digits(text)?;
        // Italians and Danes write “09.11.22” behind the date.
        let sign = match rest.chars().next() {
            Some('.') if self.has_date() => '.',
            _ => ':',
        };
        if rest.starts_with(sign) && self.time.is_none() && digits <= 2 {
            let (minute, minute_digits, mut rest) = digits_after(rest, sign)?;
            if minute_digits != 2 {
                return None;
            }
            let mut second = 0;
            if let Some((value, 2, after)) = digits_after(rest, sign) {
                second = value;
                rest = after;
                if let Some((_, _, after)) =
                    digits_after(rest, '.').or_else(|| digits_after(rest, ','))
                {
                    rest = after;
                }
            }
            self.time = Some(clock(value, minute, second)?);
            return Some(rest);
        }
        self.numbers.push((value, digits));
        (self.numbers.len() <= 3).then_some(rest)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        if self.time.is_some() && matches!(word, "am" | "pm" | "a" | "p" | "m") {
            if word != "m" {
                self.afternoon = Some(word.starts_with('p'));
            }
        } else if let Some(afternoon) = names::half_of_day(word) {
            self.afternoon = Some(afternoon);
        } else if let Some(month) = names::month(word).filter(|_| self.month.is_none()) {
            self.month = Some(month);
            self.before_month = self.numbers.len();
        } else if let Some(zone) = names::zone(word).filter(|_| self.time.is_some()) {
            self.zone = Some(zone);
        } else if !names::is_filler(word) {
            return None;
        }
        Some(())
    }

    fn moment(&self, order: DateOrder) -> Option<Moment> {
        let (day, clue) = match (self.month, self.numbers.as_slice()) {
            (Some(month), &[a, b]) => {
                let year_first = a.1 == 4 && self.before_month > 0;
                let (day, year) = if year_first { (b, a) } else { (a, b) };
                (days(full_year(year)?, month, day.0)?, Clue::Plain)
            }
            (Some(month), &[year]) if year.1 == 4 => {
                (days(full_year(year)?, month, 1)?, Clue::Plain)
            }
            (None, &[a, b, c]) if a.1 == 4 => (days(full_year(a)?, b.0, c.0)?, Clue::Plain),
            (None, &[a, b, c]) if a.1 <= 2 && b.1 <= 2 && matches!(c.1, 2 | 4) => {
                let clue = match (a.0 > 12, b.0 > 12) {
                    (true, false) => Clue::DayFirst,
                    (false, true) => Clue::MonthFirst,
                    (false, false) if a.0 == b.0 => Clue::Plain,
                    (false, false) if self.month_then_comma => Clue::MonthFirst,
                    _ => Clue::Ambiguous,
                };
                let day_first = match clue {
                    Clue::DayFirst => true,
                    Clue::MonthFirst => false,
                    _ => order == DateOrder::DayFirst,
                };
                let (day, month) = if day_first { (a.0, b.0) } else { (b.0, a.0) };
                (days(full_year(c)?, month, day)?, clue)
            }
            _ => return None,
        };
        let seconds = day * 86_400 + self.time.unwrap_or(0) - 60 * self.zone.unwrap_or(0);
        Some(Moment {
            seconds,
            clue,
            has_time: self.time.is_some(),
        })
    }
}

fn digits(text: &str) -> Option<(u32, usize, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    if end == 0 {
        return None;
    }
    // Only fractions of a second are this long, and they are not needed.
    let value = if end > 9 {
        0
    } else {
        text[..end].parse().ok()?
    };
    Some((value, end, &text[end..]))
}

fn digits_after(text: &str, sign: char) -> Option<(u32, usize, &str)> {
    digits(text.strip_prefix(sign)?)
}

/// “02:00”, “0200” or “02”, in minutes.
fn offset(text: &str) -> Option<(i64, &str)> {
    let (value, count, rest) = digits(text)?;
    let (hours, minutes, rest) = match count {
        4 => (value / 100, value % 100, rest),
        1 | 2 => match digits_after(rest, ':') {
            Some((minutes, 2, rest)) => (value, minutes, rest),
            _ => (value, 0, rest),
        },
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some((i64::from(hours * 60 + minutes), rest))
}

/// POSIX: 69–99 are of the last century.
fn full_year((value, digits): (u32, usize)) -> Option<i32> {
    let value = i32::try_from(value).ok()?;
    match digits {
        4 => Some(value),
        2 if value >= 69 => Some(1900 + value),
        2 => Some(2000 + value),
        _ => None,
    }
}

/// Days since 1970-01-01.
fn days(year: i32, month: u32, day: u32) -> Option<i64> {
    if !(1900..2200).contains(&year) {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    Some(date.signed_duration_since(NaiveDate::default()).num_days())
}

fn clock(hour: u32, minute: u32, second: u32) -> Option<i64> {
    // A leap second counts as the next one; 24:00 is the end of the day.
    let valid = (hour < 24 && minute < 60 && second <= 60) || (hour, minute, second) == (24, 0, 0);
    valid.then_some(i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &str, iso: &str, clue: Clue) {
        let moment =
            parse_date(cell, DateOrder::DayFirst).unwrap_or_else(|| panic!("{cell} is a date"));
        let shown = chrono::DateTime::from_timestamp(moment.seconds, 0)
            .unwrap()
            .format("%Y-%m-%d %H:%M:%S");
        assert_eq!(
            (shown.to_string().as_str(), moment.clue),
            (iso, clue),
            "{cell}"
        );
    }

    #[test]
    fn times_behind_a_date_may_have_points() {
        check("13/03/2024 09.11.22", "2024-03-13 09:11:22", Clue::DayFirst);
        check("13.03.2024 9.11", "2024-03-13 09:11:00", Clue::DayFirst);
        check("2024-03-13 09.11.22", "2024-03-13 09:11:22", Clue::Plain);
        assert_eq!(parse_date("13/03/2024 09.71", DateOrder::DayFirst), None);
    }

    #[test]
    fn a_comma_behind_the_second_number_tells_that_it_is_the_day() {
        check("03 11, 2014", "2014-03-11 00:00:00", Clue::MonthFirst);
        check("11.03, 2014", "2014-03-11 00:00:00", Clue::Ambiguous);
    }

    #[test]
    fn forms_that_can_be_read_in_one_way() {
        for (cell, iso) in [
            ("2015-04-22", "2015-04-22 00:00:00"),
            ("2015-04-22 03:53", "2015-04-22 03:53:00"),
            ("2015-04-22T03:53:50Z", "2015-04-22 03:53:50"),
            ("2015-04-22T03:53:50.123456+02:00", "2015-04-22 01:53:50"),
            ("2015-04-22 03:53:50 -0700", "2015-04-22 10:53:50"),
            ("2015-04-22 03:53:50 UTC", "2015-04-22 03:53:50"),
            ("2015/04/22 3:53 PM", "2015-04-22 15:53:00"),
            ("2023-12-12 11:20:28.994000", "2023-12-12 11:20:28"),
            ("20150422", "2015-04-22 00:00:00"),
            ("20150422035350", "2015-04-22 03:53:50"),
            ("1398138810", "2014-04-22 03:53:30"),
            ("1398138810000", "2014-04-22 03:53:30"),
            ("1398138810.0", "2014-04-22 03:53:30"),
            ("22-Apr-15", "2015-04-22 00:00:00"),
            ("22 April 2015", "2015-04-22 00:00:00"),
            ("April 22nd, 2015", "2015-04-22 00:00:00"),
            ("Apr 22, 2015 12:05:00 AM", "2015-04-22 00:05:00"),
            ("Wed, 22 Apr 2015 03:53:50 +0100", "2015-04-22 02:53:50"),
            (
                "Tue Apr 22 2014 03:53:00 GMT+0200 (CEST)",
                "2014-04-22 01:53:00",
            ),
            ("22. März 2015", "2015-03-22 00:00:00"),
            ("22 août 2015 à 14:30", "2015-08-22 14:30:00"),
            ("3 de octubre de 2024", "2024-10-03 00:00:00"),
            ("15 mrt 2023", "2023-03-15 00:00:00"),
            ("2015 Apr 22", "2015-04-22 00:00:00"),
            ("Sept 2021", "2021-09-01 00:00:00"),
            ("05/05/2015", "2015-05-05 00:00:00"),
        ] {
            check(cell, iso, Clue::Plain);
        }
    }

    #[test]
    fn forms_that_depend_on_the_order() {
        check("22-04-2015", "2015-04-22 00:00:00", Clue::DayFirst);
        check(
            "04/22/2015 11:59:35 PM",
            "2015-04-22 23:59:35",
            Clue::MonthFirst,
        );
        check("14/12/2018 12:41:33", "2018-12-14 12:41:33", Clue::DayFirst);
        check(
            "02.12.2019 11:18:26",
            "2019-12-02 11:18:26",
            Clue::Ambiguous,
        );
        check("3/4/21", "2021-04-03 00:00:00", Clue::Ambiguous);
        let american = parse_date("3/4/21", DateOrder::MonthFirst).unwrap();
        assert_eq!(
            american.seconds,
            parse_date("2021-03-04", DateOrder::DayFirst)
                .unwrap()
                .seconds
        );
    }

    #[test]
    fn what_is_no_date() {
        for cell in [
            "",
            "12",
            "1234567",
            "hello",
            "2015-13-40",
            "31/02/2020",
            "1.2.3.4",
            "99/99/9999",
            "12:30",
            "Q1_2020_x",
            "10-15 people",
            "3 of 4",
            "1,234,567",
            "+49 170 1234567",
            "2015-04-22 25:00",
            "May",
            "v1.2.2020b",
            "0000000000000000000000000000",
            "１２/０３/２０２０",
            "1/2",
            "18446744073709551615",
        ] {
            assert_eq!(parse_date(cell, DateOrder::DayFirst), None, "{cell}");
        }
    }

    #[test]
    fn times_of_day() {
        assert_eq!(
            parse_time_of_day("03:53:50 PM"),
            Some(15 * 3600 + 53 * 60 + 50)
        );
        assert_eq!(parse_time_of_day("9:05"), Some(9 * 3600 + 300));
        assert_eq!(parse_time_of_day("2015-04-22 9:05"), None);
    }
}
