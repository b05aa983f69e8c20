use std::borrow::Cow;

/// A text that a spreadsheet shows as it stands: one that begins with `=`, `+`, `-`, `@`, a tab or a
/// line end (or the wide forms of those signs) gets an apostrophe before it, as OWASP's “CSV
/// Injection” advises. One that begins with apostrophes before such a sign gets one more, so that
/// taking one away always gives back the text.
pub fn defused(text: &str) -> Cow<'_, str> {
    let dangerous = text
        .trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if dangerous {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}
