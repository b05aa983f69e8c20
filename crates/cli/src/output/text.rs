//! Text from outside, made safe to print: a customer's words never steer the terminal.

use std::borrow::Cow;

/// The text on one line: line ends and tabs become spaces, control characters and marks that
/// reverse the direction of writing become `�`.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c.is_control() || steers(c)) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for c in text.trim_end().chars() {
        match c {
            '\n' | '\r' | '\t' if clean.ends_with(' ') => {}
            '\n' | '\r' | '\t' => clean.push(' '),
            c if c.is_control() || steers(c) => clean.push('\u{fffd}'),
            c => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

/// Unicode's explicit embeddings, overrides and isolates (UAX 9, section 2).
fn steers(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// At most `most` characters of a text, up to the end of a word.
pub fn beginning(text: &str, most: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text;
    };
    let end = text[..end].rfind(' ').unwrap_or(end);
    text[..end].trim_end_matches([' ', ','])
}

/// “1 row”, “2 rows”, “1,204 rows”.
pub fn count(n: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        super::numbers::integer(n),
        if n == 1 { one } else { many }
    )
}

/// “a”, “a and b”, “a, b and c”.
pub fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        assert_eq!(beginning("rows 1, 2, 3", 20), "rows 1, 2, 3");
        assert_eq!(beginning("rows 1, 2, 3", 11), "rows 1, 2");
        assert_eq!(beginning("größer", 3), "grö");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(
            line("\u{1b}[31mred\u{7}\r\nnext\tcell\n"),
            "\u{fffd}[31mred\u{fffd} next cell"
        );
        assert_eq!(line("abc\u{202e}fed"), "abc\u{fffd}fed");
        assert!(
            matches!(line("größer 🙂"), Cow::Borrowed(_)),
            "plain text is passed on as it is"
        );
    }

    #[test]
    fn lists_and_counts_read_as_sentences() {
        let parts: Vec<String> = ["a", "b", "c"].map(str::to_owned).into();
        assert_eq!(list(&parts), "a, b and c");
        assert_eq!(list(&parts[..1]), "a");
        assert_eq!(count(1, "row", "rows"), "1 row");
        assert_eq!(count(1204, "row", "rows"), "1,204 rows");
    }
}
