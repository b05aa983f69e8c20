//! Making what customers wrote harmless in markdown, HTML and SVG.

/// `text` on one line with every character escaped that would mean something to markdown or HTML
/// where it stands.
///
/// Control and bidirectional formatting characters are left out: they can hide or reorder what
/// stands around them.
pub(super) fn markdown(text: &str) -> String {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.chars().filter(|c| !is_hidden(*c)).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    if let Some(first) = words.first() {
        // Headings, lists, rules and formulas begin at the start of a line only.
        let number = first.trim_start_matches(|c: char| c.is_ascii_digit());
        if first.starts_with(['#', '+', '-', '=']) {
            escaped.push('\\');
        } else if number.len() < first.len() && (number == "." || number == ")") {
            escaped.push_str(&first[..first.len() - 1]);
            escaped.push('\\');
            escaped.push_str(number);
            return escaped
                + &words[1..]
                    .iter()
                    .map(|word| format!(" {}", inline(word)))
                    .collect::<String>();
        }
    }
    escaped
        + &words
            .iter()
            .map(|word| inline(word))
            .collect::<Vec<_>>()
            .join(" ")
}

fn inline(word: &str) -> String {
    let characters: Vec<char> = word.chars().collect();
    let inside = |place: usize| {
        let beside = |place: Option<usize>| {
            place
                .and_then(|place| characters.get(place))
                .is_some_and(|c| c.is_alphanumeric())
        };
        beside(place.checked_sub(1)) && beside(Some(place + 1))
    };
    let mut escaped = String::with_capacity(word.len());
    for (place, c) in characters.iter().copied().enumerate() {
        match c {
            // Alone it is harmless, and “Q & A” reads better as it is.
            '&' if characters.len() > 1 => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '@' => escaped.push_str("&#64;"),
            // What forges turn into links by themselves.
            ':' if word[..].contains("://") => escaped.push_str("&#58;"),
            '.' if place == 3 && word.to_ascii_lowercase().starts_with("www.") => {
                escaped.push_str("&#46;")
            }
            '_' if inside(place) => escaped.push(c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// `text` for the inside of an SVG or XML element or attribute.
pub(super) fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_hidden(*c)) {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Characters that are not seen: controls, and those that turn the direction of what follows.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_customer_wrote_becomes_markup() {
        for (written, shown) in [
            (
                "<script>alert(1)</script>",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
            ),
            (
                "[click](http://evil.example)",
                "\\[click\\](http&#58;//evil.example)",
            ),
            (
                "# not a heading\n- nor a list",
                "\\# not a heading - nor a list",
            ),
            ("1. nor this", "1\\. nor this"),
            ("=HYPERLINK(\"x\")", "\\=HYPERLINK(\"x\")"),
            ("| a | b |", "\\| a \\| b \\|"),
            (
                "**bold** _it_ `code`",
                "\\*\\*bold\\*\\* \\_it\\_ \\`code\\`",
            ),
            ("\u{202e}reversed", "reversed"),
            (
                "version 2.5 is fine - really",
                "version 2.5 is fine - really",
            ),
        ] {
            assert_eq!(markdown(written), shown);
        }
    }
}
