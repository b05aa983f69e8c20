//! What the values of a column are like.

use std::collections::{BTreeMap, HashSet};
use std::net::IpAddr;
use std::ops::Range;

use super::scales::is_on_scale;
use crate::address::address;
use crate::dates::parse_date;
use crate::grid::Grid;
use crate::numbers::parse_number;
use crate::scores::parse_score;
use crate::transcript::timestamp;
use crate::yes_no::flag;
use crate::{DateOrder, limits};

/// Counts over a sample of rows, spread evenly over the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Profile {
    /// Rows in the sample.
    pub rows: usize,
    /// Cells that are not blank; everything below counts only these.
    pub filled: usize,
    pub distinct: usize,
    pub chars: usize,
    pub words: usize,
    /// Words that begin with a small letter.
    pub small_words: usize,
    pub numbers: usize,
    pub whole_numbers: usize,
    pub least: f64,
    pub greatest: f64,
    /// Dates that are not mere digits.
    pub dates: usize,
    /// Unix times and dates such as 20240131.
    pub digit_dates: usize,
    pub emails: usize,
    pub addresses: usize,
    pub flags: usize,
    /// Times such as 0:22.
    pub clocks: usize,
    /// JSON and other program text.
    pub code: usize,
    /// Cells with at least one letter.
    pub lettered: usize,
    /// Cells with a space between words.
    pub spaced: usize,
    /// Places on a scale such as “very satisfied”.
    pub scaled: usize,
    /// A number and what it means: “9 – very likely”, “4: good”, “Promoter - 10”.
    pub explained: usize,
    /// Scores in any form, “4 stars” and mere numbers included.
    pub scored: usize,
    /// The most frequent value and its count.
    pub most_frequent: usize,
}

impl Profile {
    pub fn of(grid: &Grid, data: Range<usize>, column: usize) -> Profile {
        let step = data.len().div_ceil(limits::ROWS_PROFILED).max(1);
        let mut profile = Profile {
            least: f64::INFINITY,
            greatest: f64::NEG_INFINITY,
            ..Profile::default()
        };
        let mut seen: HashSet<&str> = HashSet::new();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for index in data.step_by(step) {
            profile.rows += 1;
            let cell = grid.row(index).get(column).trim();
            if cell.is_empty() {
                continue;
            }
            if seen.insert(cell) {
                profile.distinct += 1;
            }
            if counts.len() < 64 || counts.contains_key(cell) {
                *counts.entry(cell).or_default() += 1;
            }
            profile.add(cell);
        }
        profile.most_frequent = counts.values().copied().max().unwrap_or(0);
        profile
    }

    fn add(&mut self, cell: &str) {
        self.filled += 1;
        self.chars += cell.chars().count();
        // Scripts without spaces are counted as a word to every two characters.
        let wide = cell
            .chars()
            .filter(|&c| ('\u{2e80}'..='\u{d7ff}').contains(&c))
            .count();
        self.words += cell.split_whitespace().count() + wide / 2;
        self.small_words += cell
            .split_whitespace()
            .filter(|word| word.starts_with(char::is_lowercase))
            .count();
        self.lettered += usize::from(cell.chars().any(char::is_alphabetic));
        self.spaced += usize::from(cell.contains(char::is_whitespace) || wide > 3);
        self.flags += usize::from(flag(cell).is_some());
        self.scaled += usize::from(is_on_scale(cell));
        self.explained += usize::from(is_explained_number(cell));
        self.scored += usize::from(parse_score(cell).is_some());
        self.clocks += usize::from(timestamp(cell).is_some());
        if let Some(number) = parse_number(cell) {
            self.numbers += 1;
            self.whole_numbers += usize::from(number.fract() == 0.0);
            self.least = self.least.min(number);
            self.greatest = self.greatest.max(number);
        }
        if parse_date(cell, DateOrder::DayFirst).is_some() {
            if cell.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                && !cell.contains("..")
                && cell.matches('.').count() < 2
            {
                self.digit_dates += 1;
            } else {
                self.dates += 1;
            }
        }
        let single = !cell.contains(char::is_whitespace);
        self.emails += usize::from(address(cell).is_some());
        self.addresses += usize::from(
            single
                && (cell.contains("://")
                    || cell.starts_with("www.")
                    || cell.parse::<IpAddr>().is_ok()),
        );
        let first = cell.chars().next().unwrap_or(' ');
        self.code += usize::from(
            matches!(first, '{' | '[')
                && cell.ends_with(['}', ']'])
                && cell.contains(['"', ':', '\'']),
        );
    }

    /// The share of the filled cells for which something holds.
    pub fn share(&self, count: usize) -> f64 {
        if self.filled == 0 {
            0.0
        } else {
            count as f64 / self.filled as f64
        }
    }

    pub fn mean_words(&self) -> f64 {
        self.share(self.words)
    }

    pub fn mean_chars(&self) -> f64 {
        self.share(self.chars)
    }

    pub fn is_empty(&self) -> bool {
        self.filled == 0
    }

    /// Whether every filled cell is the same.
    pub fn is_constant(&self) -> bool {
        self.distinct == 1 && self.filled > 1
    }

    /// Whether (almost) every cell differs from the others.
    pub fn is_key(&self) -> bool {
        self.filled > 0
            && self.distinct * 100 >= self.filled * 98
            && self.filled * 10 >= self.rows * 9
    }

    pub fn is_numeric(&self) -> bool {
        self.filled > 0 && self.share(self.numbers) >= 0.9
    }

    /// Dates in any form; mere digits only where the heading speaks for them.
    pub fn is_date(&self, named: bool) -> bool {
        let count = if named {
            self.dates + self.digit_dates
        } else {
            self.dates
        };
        self.filled > 0 && self.share(count) >= 0.6
    }

    /// Whether the values are neither numbers, dates, addresses nor program text.
    pub fn is_wordy(&self) -> bool {
        self.filled > 0
            && self.share(self.lettered) >= 0.6
            && self.share(self.numbers) < 0.5
            && self.share(self.dates) < 0.5
            && self.share(self.emails) < 0.5
            && self.share(self.addresses) < 0.5
            && self.share(self.code) < 0.5
    }

    /// Whether the values alone say that people wrote freely here.
    pub fn is_open_text(&self) -> bool {
        let varied = self.share(self.distinct);
        self.is_wordy()
            && !self.is_scale()
            && ((self.mean_words() >= 3.5 && self.mean_chars() >= 18.0 && varied >= 0.5)
                || (self.mean_chars() >= 60.0 && varied >= 0.3)
                || (self.mean_words() >= 5.0 && varied >= 0.35))
    }

    /// Whether the values read like headlines, in sentence case, rather than names.
    pub fn is_headline(&self) -> bool {
        self.is_wordy()
            && self.mean_words() >= 3.0
            && self.small_words * 2 > self.words
            && self.share(self.distinct) >= 0.5
    }

    /// Whether people marked a place on a scale whose places have names.
    pub fn is_scale(&self) -> bool {
        self.filled > 0 && self.share(self.scaled) >= 0.9
    }

    /// Few values that repeat, short enough to name a group.
    pub fn is_choice(&self) -> bool {
        let few = self.distinct <= 20 || (self.distinct <= 200 && self.share(self.distinct) <= 0.1);
        self.distinct >= 2
            && few
            && self.mean_chars() <= 60.0
            && (self.distinct < self.filled || self.filled <= 5)
            && self.share(self.code) < 0.5
            && self.share(self.addresses) < 0.5
            && self.share(self.emails) < 0.5
    }
}

fn is_explained_number(cell: &str) -> bool {
    let between = |sign: char| sign.is_whitespace() || "-–—:=(.)".contains(sign);
    let meaning = cell.trim_matches(|c: char| c.is_ascii_digit() || between(c));
    let digits: usize = cell.chars().filter(char::is_ascii_digit).count();
    let at_one_end = cell.starts_with(meaning) != cell.ends_with(meaning);
    (1..=2).contains(&digits)
        && at_one_end
        && meaning.contains(char::is_alphabetic)
        && !meaning.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(cells: &[&str]) -> Profile {
        let mut grid = Grid::default();
        for (number, cell) in (1..).zip(cells) {
            grid.start_row(number);
            grid.push_cell(cell);
        }
        Profile::of(&grid, 0..grid.len(), 0)
    }

    #[test]
    fn values_tell_what_a_column_is() {
        let text = profile(&[
            "It is far too slow for us",
            "I love how easy it was to start",
            "Nothing to add really, thanks",
        ]);
        assert!(text.is_open_text() && !text.is_numeric());
        let choice = profile(&["Team", "Free", "Team", "Free", "Pro", "Team"]);
        assert!(choice.is_choice() && !choice.is_open_text());
        assert!(profile(&["1", "2", "", "3"]).is_numeric());
        assert!(profile(&["2024-01-01", "02/03/2024"]).is_date(false));
        assert!(profile(&["1398138810", "1398138811"]).is_date(true));
        assert!(!profile(&["1398138810", "1398138811"]).is_date(false));
        assert!(profile(&["a1", "a2", "a3"]).is_key());
        assert!(profile(&["x", "x"]).is_constant());
    }
}
