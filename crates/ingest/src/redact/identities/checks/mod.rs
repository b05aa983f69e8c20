//! Check digits and dates within identity numbers. All take the signs of a number as ASCII digits and
//! capitals, of the length that the scheme's shape has, and say whether it may be one.

pub(super) mod americas;
pub(super) mod asia_pacific;
pub(super) mod europe;

/// Luhn, US patent 2,950,048 (1960).
pub(super) fn luhn(signs: &[u8]) -> bool {
    let doubled = |(place, &sign): (usize, &u8)| {
        let weighted = value(sign) * (1 + place as u32 % 2);
        weighted / 10 + weighted % 10
    };
    let sum: u32 = signs.iter().rev().enumerate().map(doubled).sum();
    sum.is_multiple_of(10) && !all_alike(signs)
}

/// ISO 7064, MOD 11,10.
pub(super) fn mod_11_10(signs: &[u8]) -> bool {
    let Some((_, body)) = signs.split_last() else {
        return false;
    };
    let rest = body.iter().fold(10, |rest, &sign| {
        let sum = (rest + value(sign)) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - rest) % 10 == last(signs)
}

/// Year, month, day, two digits each.
pub(super) fn year_first(signs: &[u8]) -> bool {
    is_day(number(&signs[2..4]), number(&signs[4..6]))
}

/// Day, month, year, two digits each.
pub(super) fn day_first(signs: &[u8]) -> bool {
    is_day(number(&signs[2..4]), number(&signs[..2]))
}

/// Germany, identity card and passport: without vowels and letters that are read as digits, the first
/// a letter.
pub(super) fn german_document(signs: &[u8]) -> bool {
    let given_out = |sign: &u8| b"0123456789CFGHJKLMNPRTVWXYZ".contains(sign);
    signs.iter().all(given_out) && signs[0].is_ascii_uppercase() && has_digits(signs, 3)
}

/// A document's number, mostly of digits.
pub(super) fn document(signs: &[u8]) -> bool {
    has_digits(signs, 5) && !all_alike(signs)
}

/// A number without a check that is not one sign over and over.
pub(super) fn any(signs: &[u8]) -> bool {
    !all_alike(signs)
}

/// Whether there is such a day in some year.
fn is_day(month: u64, day: u64) -> bool {
    const DAYS: [u64; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let days = month
        .checked_sub(1)
        .and_then(|month| DAYS.get(usize::try_from(month).ok()?));
    days.is_some_and(|&days| (1..=days).contains(&day))
}

fn has_digits(signs: &[u8], least: usize) -> bool {
    signs.iter().filter(|sign| sign.is_ascii_digit()).count() >= least
}

/// The sum of values times weights, as far as both go.
fn weighted(signs: &[u8], weights: &[u32]) -> u32 {
    let products = signs.iter().zip(weights);
    products.map(|(&sign, weight)| value(sign) * weight).sum()
}

/// The digits of a number as a number; letters as their value.
fn number(signs: &[u8]) -> u64 {
    signs
        .iter()
        .fold(0, |sum, &sign| sum * 10 + u64::from(value(sign)))
}

fn last(signs: &[u8]) -> u32 {
    signs.last().map_or(0, |&sign| value(sign))
}

/// The value of a digit; of a letter 10 to 35, as in machine-readable documents (ICAO 9303).
fn value(sign: u8) -> u32 {
    match sign {
        b'0'..=b'9' => u32::from(sign - b'0'),
        _ => u32::from(sign.wrapping_sub(b'A')) + 10,
    }
}

fn all_alike(signs: &[u8]) -> bool {
    signs.windows(2).all(|pair| pair[0] == pair[1])
}
