//! Making what customers wrote harmless in markdown, HTML and SVG.

/// `text` on one line with every character that markdown or HTML gives a meaning escaped.
///
/// Control and bidirectional formatting characters are left out: they can hide or reorder what
/// stands around them.
pub(super) fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for word in text.split_whitespace() {
        if !escaped.is_empty() {
            escaped.push(' ');
        }
        // A list, heading or formula begins only at the start of a word.
        for (place, c) in word.chars().filter(|c| !is_hidden(*c)).enumerate() {
            match c {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                    escaped.push('\\');
                    escaped.push(c);
                }
                '#' | '+' | '-' | '=' | '!' if place == 0 => {
                    escaped.push('\\');
                    escaped.push(c);
                }
                '@' => escaped.push_str("&#64;"),
                ':' if escaped.ends_with("http") || escaped.ends_with("https") => {
                    escaped.push_str("&#58;")
                }
                '.' if word.starts_with("www") && place == 3 => escaped.push_str("&#46;"),
                '.' | ')'
                    if place > 0 && word[..].chars().take(place).all(|c| c.is_ascii_digit()) =>
                {
                    escaped.push('\\');
                    escaped.push(c);
                }
                c => escaped.push(c),
            }
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

fn is_hidden(c: char) -> bool {
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
                "\\# not a heading \\- nor a list",
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
                "version 2\\.5 is fine \\- really",
            ),
        ] {
            assert_eq!(markdown(written), shown);
        }
    }
}
