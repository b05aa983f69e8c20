//! Cells to scores.

use crate::numbers::parse_number;

/// A score: “4”, “Promoter - 10”, “4,5”, “4/5”, “4 out of 5”, “4 stars”, “★★★★☆”, “9 – very likely”.
pub(crate) fn parse_score(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    let stars = cell.chars().filter(|&c| matches!(c, '★' | '⭐')).count();
    if stars > 0 {
        return Some(stars as f64);
    }
    if let Some(number) = parse_number(cell) {
        return Some(number);
    }
    // Google's names of numbers of stars.
    let named = ["ONE", "TWO", "THREE", "FOUR", "FIVE"];
    if let Some(stars) = named.iter().position(|name| *name == cell) {
        return Some(stars as f64 + 1.0);
    }
    let end = cell
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .unwrap_or(cell.len());
    if let Some(number) = parse_number(cell[..end].trim_end_matches(['.', ','])) {
        return Some(number);
    }
    // “Promoter - 10”
    let (_, last) = cell.rsplit_once([' ', '-', '–', ':', '('])?;
    parse_number(last.trim_end_matches(')'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_in_several_forms() {
        for (cell, score) in [
            ("4", Some(4.0)),
            ("4,5", Some(4.5)),
            ("4/5", Some(4.0)),
            ("4 out of 5", Some(4.0)),
            ("4 stars", Some(4.0)),
            ("★★★★☆", Some(4.0)),
            ("9 – very likely", Some(9.0)),
            ("10.0", Some(10.0)),
            ("Promoter - 10", Some(10.0)),
            ("good (4)", Some(4.0)),
            ("FOUR", Some(4.0)),
            ("good", None),
            ("", None),
        ] {
            assert_eq!(parse_score(cell), score, "{cell}");
        }
    }
}
