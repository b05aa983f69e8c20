//! E-mail addresses in cells.

/// The address that a cell has: alone, or behind a name as programs for mail write it, “Ana Ruiz
/// <ana@example.org>” or “Ana Ruiz (ana@example.org)”. None if it has none or several.
pub(crate) fn address(cell: &str) -> Option<&str> {
    const LONGEST: usize = 320;
    let cell = cell.trim();
    if cell.len() > LONGEST || cell.matches('@').count() != 1 {
        return None;
    }
    let inside = match cell.chars().next_back() {
        Some('>') => &cell[cell.rfind('<')? + 1..cell.len() - 1],
        Some(')') => &cell[cell.rfind('(')? + 1..cell.len() - 1],
        _ => cell,
    };
    is_address(inside).then_some(inside)
}

/// One address: a name, one “@” and a host with a point.
fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && host.contains('.')
                && host
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_stand_behind_a_name() {
        for (cell, found) in [
            ("ana@example.org", Some("ana@example.org")),
            ("Ana Ruiz <ana@example.org>", Some("ana@example.org")),
            ("\"Ruiz, Ana\" <ana@example.org>", Some("ana@example.org")),
            ("Ana Ruiz (ana@example.org)", Some("ana@example.org")),
            ("<ana@example.org>", Some("ana@example.org")),
            ("write to ana@example.org", None),
            ("a@example.org, b@example.org", None),
            ("ana@home", None),
            ("ana@", None),
            (">", None),
        ] {
            assert_eq!(address(cell), found, "{cell}");
        }
    }
}
