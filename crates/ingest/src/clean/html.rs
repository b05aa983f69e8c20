//! HTML to plain text.

use std::borrow::Cow;

use super::decode_entities;

/// Whether a text is HTML: a closing tag, or a tag that stands alone, of a known name.
pub(crate) fn looks_like_html(text: &str) -> bool {
    let mut rest = text;
    let mut budget = budget(text);
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(tag) = Tag::read(rest, &mut budget)
            && (tag.closing
                || matches!(
                    tag.name.as_str(),
                    "br" | "img" | "hr" | "p" | "div" | "html" | "a" | "span"
                ))
        {
            return true;
        }
    }
    false
}

/// Removes tags, scripts, styles and comments; block tags become line breaks, list items get a
/// dash; character references are decoded. Text that is no HTML is returned unchanged.
pub(crate) fn strip_html(text: &str) -> Cow<'_, str> {
    if !looks_like_html(text) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    let mut budget = budget(text);
    while let Some(at) = rest.find('<') {
        push_words(&mut plain, &rest[..at]);
        let after = &rest[at + 1..];
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if let Some(tag) = Tag::read(after, &mut budget) {
            rest = &after[tag.length..];
            if !tag.closing && matches!(tag.name.as_str(), "script" | "style" | "head" | "title") {
                rest = skip_element(rest, &tag.name);
            } else if tag.name == "li" && !tag.closing {
                end_line(&mut plain);
                plain.push_str("- ");
            } else if matches!(
                tag.name.as_str(),
                "p" | "blockquote"
                    | "ul"
                    | "ol"
                    | "table"
                    | "h1"
                    | "h2"
                    | "h3"
                    | "h4"
                    | "h5"
                    | "h6"
            ) {
                end_line(&mut plain);
                if !plain.is_empty() && !plain.ends_with("\n\n") {
                    plain.push('\n');
                }
            } else if tag.name == "br" {
                plain.truncate(plain.trim_end_matches(' ').len());
                plain.push('\n');
            } else if matches!(
                tag.name.as_str(),
                "div" | "tr" | "hr" | "section" | "article" | "pre" | "li"
            ) {
                end_line(&mut plain);
            } else if tag.name == "td" || tag.name == "th" {
                push_words(&mut plain, " ");
            }
        } else {
            plain.push('<');
            rest = after;
        }
    }
    push_words(&mut plain, rest);
    Cow::Owned(decode_entities(&plain).trim().to_owned())
}

/// How many characters may be looked through for the ends of tags: a text full of tags that never
/// end must not take the square of its length.
pub(crate) fn budget(text: &str) -> usize {
    4 * text.len() + 4096
}

/// Line breaks and runs of spaces in the source mean one space.
fn push_words(plain: &mut String, source: &str) {
    for c in source.chars() {
        if !c.is_whitespace() {
            plain.push(c);
        } else if !plain.is_empty() && !plain.ends_with([' ', '\n']) {
            plain.push(' ');
        }
    }
}

fn end_line(plain: &mut String) {
    plain.truncate(plain.trim_end_matches(' ').len());
    if !plain.is_empty() && !plain.ends_with('\n') {
        plain.push('\n');
    }
}

/// What follows the element's closing tag.
fn skip_element<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        let start = from + at + 2;
        if let Some(tag) = rest.get(start..start + name.len())
            && tag.eq_ignore_ascii_case(name)
        {
            return rest[start..]
                .find('>')
                .map_or("", |end| &rest[start + end + 1..]);
        }
        from = start;
    }
    ""
}

/// A tag of a name that HTML has.
pub(crate) struct Tag {
    /// In lower case.
    pub name: String,
    pub closing: bool,
    /// Bytes from after “<” to after “>”.
    pub length: usize,
}

impl Tag {
    /// Reads a tag from after its “<”. “<3” and “a < b” are no tags, nor is a name that HTML does
    /// not have.
    pub fn read(after: &str, budget: &mut usize) -> Option<Tag> {
        let closing = after.starts_with('/');
        let body = if closing { &after[1..] } else { after };
        let end = body
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(body.len());
        let name = body[..end].to_ascii_lowercase();
        let next = body[end..].chars().next()?;
        if !(next == '>' || next == '/' || next.is_ascii_whitespace())
            || !NAMES.contains(&name.as_str())
        {
            return None;
        }
        // A “>” inside a quoted attribute does not end the tag.
        let mut mark = None;
        for (at, c) in body.char_indices().skip(end) {
            *budget = budget.checked_sub(1)?;
            match (mark, c) {
                (None, '"' | '\'') => mark = Some(c),
                (Some(open), c) if c == open => mark = None,
                (None, '>') => {
                    return Some(Tag {
                        name,
                        closing,
                        length: usize::from(closing) + at + 1,
                    });
                }
                _ => {}
            }
        }
        None
    }
}

const NAMES: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "cite",
    "code",
    "col",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "ins",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "ol",
    "p",
    "pre",
    "s",
    "script",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_words_stay() {
        for (html, plain) in [
            (
                "<p>Hello&nbsp;there,</p><p>it is <b>slow</b>.</p>",
                "Hello there,\n\nit is slow.",
            ),
            ("one<br>two<br/>three", "one\ntwo\nthree"),
            ("<div>a</div><div>b</div>", "a\nb"),
            ("<ul><li>x</li><li>y</li></ul>", "- x\n- y"),
            (
                "<style>p { color: red }</style><script>alert(1 < 2)</script><p>ok</p>",
                "ok",
            ),
            ("<a href=\"https://x.org/?a>b\">link</a> here", "link here"),
            ("a<!-- hidden -->b<br>", "ab"),
            ("I <3 this & a < b", "I <3 this & a < b"),
            ("List<String> and <T>", "List<String> and <T>"),
            ("<p>unclosed <b", "unclosed <b"),
            ("<P CLASS='x'>Caps</P>", "Caps"),
            ("<p>3 < 5 &lt; 7</p>", "3 < 5 < 7"),
        ] {
            assert_eq!(strip_html(html), plain, "{html}");
        }
    }
}
