//! Numbers as people read them.

/// `1204` as `1,204`.
pub fn integer(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A fraction as a whole percentage: `0.462` as `46 %`.
pub fn percent(fraction: f64) -> String {
    format!("{} %", signed(fraction * 100.0, 0))
}

/// A number with the given decimals, a true minus sign, and no negative zero.
pub fn signed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| c == '0' || c == '.') => rest.to_owned(),
        Some(rest) => format!("\u{2212}{rest}"),
        None => text,
    }
}

/// A number with as many decimals as it needs, two at most: `3`, `0.5`.
pub fn plain(value: f64) -> String {
    let text = signed(value, 2);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `14 (6 to 23)`, or `–` when there is none.
pub fn interval(
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    decimals: usize,
) -> String {
    match (value, low, high) {
        (Some(value), Some(low), Some(high)) => format!(
            "{} ({} to {})",
            signed(value, decimals),
            signed(low, decimals),
            signed(high, decimals)
        ),
        (Some(value), _, _) => signed(value, decimals),
        _ => "\u{2013}".to_owned(),
    }
}

/// A fraction as points: `-0.15` as `−15`.
pub fn points(fraction: Option<f64>) -> Option<f64> {
    fraction.map(|fraction| fraction * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(integer(0), "0");
        assert_eq!(integer(999), "999");
        assert_eq!(integer(1_234_567), "1,234,567");
        assert_eq!(percent(0.462), "46 %");
        assert_eq!(signed(-0.001, 1), "0.0");
        assert_eq!(
            interval(Some(-15.2), Some(-24.0), Some(-6.1), 0),
            "−15 (−24 to −6)"
        );
        assert_eq!(interval(None, None, None, 0), "–");
        assert_eq!(points(Some(-0.25)), Some(-25.0));
        assert_eq!([plain(3.0), plain(0.5), plain(120.0)], ["3", "0.5", "120"]);
    }
}
