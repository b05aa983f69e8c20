//! How numbers are shown, which alone tells that a number is a date.

/// What a number format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Number,
    Date,
    /// Hours, minutes or seconds that may go beyond a day's.
    Duration,
}

impl Shown {
    /// A format that every workbook has without writing it down ([MS-XLS] 2.5.165, ECMA-376 18.8.30).
    pub fn built_in(number: u16) -> Shown {
        match number {
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shown::Date,
            46 => Shown::Duration,
            _ => Shown::Number,
        }
    }

    /// A format by its text: `dd.mm.yyyy`, `[h]:mm`, `#,##0.00 "days"` …
    pub fn of(format: &str) -> Shown {
        let format = format.split(';').next().unwrap_or_default();
        let mut signs = format.chars();
        let mut dated = false;
        while let Some(sign) = signs.next() {
            match sign {
                '"' => drop(signs.by_ref().find(|&end| end == '"')),
                '\\' | '_' | '*' => drop(signs.next()),
                '[' => {
                    let inside: String = signs.by_ref().take_while(|&end| end != ']').collect();
                    let inside = inside.to_ascii_lowercase();
                    let unit = inside.chars().next().unwrap_or(' ');
                    if matches!(unit, 'h' | 'm' | 's') && inside.chars().all(|sign| sign == unit) {
                        return Shown::Duration;
                    }
                }
                // Era and weekday of far-eastern dates never come alone.
                'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => dated = true,
                // “General”, and numbers.
                'G' | 'g' | 'E' | '0' | '#' | '?' if !dated => return Shown::Number,
                _ => {}
            }
        }
        if dated { Shown::Date } else { Shown::Number }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_their_text() {
        for date in [
            "dd.mm.yyyy",
            "m/d/yy h:mm",
            "[$-407]d. mmmm yyyy;@",
            "yyyy\\-mm\\-dd",
            "hh:mm:ss.000",
        ] {
            assert_eq!(Shown::of(date), Shown::Date, "{date}");
        }
        for number in [
            "General",
            "0.00",
            "#,##0 \"days\"",
            "_-* #,##0.00_-",
            "0.00E+00",
            "[Red]0",
            "@",
        ] {
            assert_eq!(Shown::of(number), Shown::Number, "{number}");
        }
        assert_eq!(Shown::of("[h]:mm:ss"), Shown::Duration);
        assert_eq!(Shown::built_in(14), Shown::Date);
        assert_eq!(Shown::built_in(2), Shown::Number);
    }
}
