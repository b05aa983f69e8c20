//! Numbers as people and programs write them.

/// Reads “1,234.50”, “1.234,50 €”, “$ 12”, “12 %”, “1 234”, “(12)”. A single comma or point is the
/// decimal sign, unless it is a comma followed by exactly three digits.
pub(crate) fn parse_number(cell: &str) -> Option<f64> {
    let trimmed = cell.trim();
    // The common cases first.
    if !trimmed.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    if trimmed
        .bytes()
        .all(|b| matches!(b, b'0'..=b'9' | b'.' | b'-' | b'+'))
        && let Ok(number) = trimmed.parse()
    {
        return Some(number);
    }
    let (body, negative) = match trimmed.strip_prefix('(').and_then(|s| s.strip_suffix(')')) {
        Some(inner) => (inner, true),
        None => (trimmed, false),
    };
    let body = strip_unit(body);
    let mut digits = String::with_capacity(body.len());
    let decimal = decimal_sign(body);
    for (at, c) in body.char_indices() {
        match c {
            '0'..='9' => digits.push(c),
            '-' | '+' | '−' if at == 0 => digits.push(if c == '−' { '-' } else { c }),
            '.' | ',' if Some(at) == decimal => digits.push('.'),
            // Grouping signs stand between digits.
            '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’'
                if !digits.is_empty()
                    && body[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()) => {}
            'e' | 'E' if trimmed.parse::<f64>().is_ok() => {
                return trimmed.parse().ok().filter(|n: &f64| n.is_finite());
            }
            _ => return None,
        }
    }
    let number: f64 = digits.parse().ok()?;
    number
        .is_finite()
        .then_some(if negative { -number } else { number })
}

/// Removes a currency sign or code, or a per cent sign, at either end.
fn strip_unit(text: &str) -> &str {
    const UNITS: &[&str] = &[
        "USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "SEK", "NOK", "DKK", "PLN", "BRL", "INR",
        "US$", "R$", "Fr.", "kr", "zł", "%", "$", "€", "£", "¥", "₹",
    ];
    let mut text = text.trim();
    for unit in UNITS {
        text = text
            .strip_prefix(unit)
            .or_else(|| text.strip_suffix(unit))
            .unwrap_or(text)
            .trim();
    }
    text
}

/// Where the decimal sign is, if there is one.
fn decimal_sign(body: &str) -> Option<usize> {
    let last = body.rfind(['.', ','])?;
    let sign = &body[last..=last];
    let other = if sign == "." { ',' } else { '.' };
    let repeated = body.matches(sign).count() > 1;
    let after = body.len() - last - 1;
    if repeated || (sign == "," && after == 3 && !body.contains(other)) {
        return None;
    }
    Some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_several_countries() {
        for (cell, number) in [
            ("12", 12.0),
            (" -3.5 ", -3.5),
            ("1,234.50", 1234.5),
            ("1.234,50 €", 1234.5),
            ("$1,200", 1200.0),
            ("1 234,5", 1234.5),
            ("1'000'000.25", 1_000_000.25),
            ("12 %", 12.0),
            ("(7)", -7.0),
            ("1,7", 1.7),
            ("200.000.000", 200_000_000.0),
            ("EUR 9,99", 9.99),
            ("1e3", 1000.0),
            ("0.5", 0.5),
            ("−4", -4.0),
        ] {
            assert_eq!(parse_number(cell), Some(number), "{cell}");
        }
        for cell in [
            "",
            "-",
            "abc",
            "1-2",
            "12 items",
            "1e999",
            "NaN",
            "inf",
            "$",
            "2020-01-01",
            "3/5",
        ] {
            assert_eq!(parse_number(cell), None, "{cell}");
        }
    }
}
