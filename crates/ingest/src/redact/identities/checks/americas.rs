//! Checks of the Americas.

use super::{all_alike, last, luhn, number, value, weighted, year_first};

/// United States, Social Security number: what the administration gives out.
pub(in super::super) fn ssn(signs: &[u8]) -> bool {
    let (area, group, serial) = (
        number(&signs[..3]),
        number(&signs[3..5]),
        number(&signs[5..]),
    );
    !matches!(area, 0 | 666 | 900..) && group != 0 && serial != 0 && !all_alike(signs)
}

/// United States, Individual Taxpayer Identification Number: a 9, and 50 to 99 in the middle but 89
/// and 93.
pub(in super::super) fn itin(signs: &[u8]) -> bool {
    signs[0] == b'9' && matches!(number(&signs[3..5]), 50..=65 | 70..=88 | 90..=92 | 94..=99)
}

/// Brazil, a person's tax number (CPF): two check digits, the first of nine digits, the second of ten.
pub(in super::super) fn cpf(signs: &[u8]) -> bool {
    let check = |sum: u32| sum * 10 % 11 % 10;
    check(weighted(signs, &[10, 9, 8, 7, 6, 5, 4, 3, 2])) == value(signs[9])
        && check(weighted(signs, &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2])) == value(signs[10])
        && !all_alike(signs)
}

/// Brazil, tax number of a company or a person who trades (CNPJ): since July 2026 with letters, which
/// count as their place in ASCII less that of 0.
pub(in super::super) fn cnpj(signs: &[u8]) -> bool {
    const WEIGHTS: [u32; 13] = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
    let check = |count: usize| {
        let weights = &WEIGHTS[13 - count..];
        let sum: u32 = signs[..count]
            .iter()
            .zip(weights)
            .map(|(sign, weight)| u32::from(sign - b'0') * weight)
            .sum();
        if sum % 11 < 2 { 0 } else { 11 - sum % 11 }
    };
    check(12) == value(signs[12]) && check(13) == value(signs[13]) && !all_alike(&signs[..12])
}

/// Mexico, CURP: birthday, sex, state, and a check digit.
pub(in super::super) fn curp(signs: &[u8]) -> bool {
    // Letters count from A = 10 on, those behind Ñ one more.
    let sum: u32 = signs[..17]
        .iter()
        .zip((2..=18).rev())
        .map(|(&sign, weight)| {
            let behind = sign.is_ascii_uppercase() && sign > b'N';
            (value(sign) + u32::from(behind)) * weight
        })
        .sum();
    year_first(&signs[4..]) && b"HMX".contains(&signs[10]) && (10 - sum % 10) % 10 == last(signs)
}

/// Mexico, tax number of a person (RFC): birthday.
pub(in super::super) fn rfc(signs: &[u8]) -> bool {
    year_first(&signs[4..])
}

/// The same with the check sign: 11 less the rest, 10 being A.
pub(in super::super) fn rfc_checked(signs: &[u8]) -> bool {
    let sum: u32 = signs[..12]
        .iter()
        .zip((2..=13).rev())
        .map(|(&sign, weight)| {
            let behind = sign.is_ascii_uppercase() && sign > b'N';
            (value(sign) + u32::from(behind)) * weight
        })
        .sum();
    rfc(signs) && (11 - sum % 11) % 11 == last(signs)
}

/// Argentina, tax and employment number of a person or company (CUIT, CUIL): a check of 10 is written
/// as 9.
pub(in super::super) fn cuit(signs: &[u8]) -> bool {
    let check = 11 - weighted(signs, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    let is_given_out = matches!(
        number(&signs[..2]),
        20 | 23 | 24 | 25 | 26 | 27 | 30 | 33 | 34
    );
    let check = match check {
        11 => 0,
        10 => 9,
        check => check,
    };
    is_given_out && check == last(signs)
}

/// Chile, RUT: the check digit is K for 10.
pub(in super::super) fn rut(signs: &[u8]) -> bool {
    let Some((&check, body)) = signs.split_last() else {
        return false;
    };
    let sum: u32 = body
        .iter()
        .rev()
        .zip([2, 3, 4, 5, 6, 7].into_iter().cycle())
        .map(|(&sign, weight)| value(sign) * weight)
        .sum();
    b"0123456789K"[((11 - sum % 11) % 11) as usize] == check && !all_alike(signs)
}

/// Colombia, tax number (NIT).
pub(in super::super) fn nit(signs: &[u8]) -> bool {
    let sum = weighted(&signs[..9], &[41, 37, 29, 23, 19, 17, 13, 7, 3]) % 11;
    (if sum < 2 { sum } else { 11 - sum }) == last(signs)
}

/// Ecuador, identity card: province, and Luhn.
pub(in super::super) fn ecuadorian(signs: &[u8]) -> bool {
    matches!(number(&signs[..2]), 1..=24 | 30) && signs[2] < b'6' && luhn(signs)
}

/// Uruguay, identity card.
pub(in super::super) fn uruguayan(signs: &[u8]) -> bool {
    let weights = [2, 9, 8, 7, 6, 3, 4, 1];
    weighted(signs, &weights).is_multiple_of(10) && !all_alike(signs)
}

/// Peru, taxpayer number of a person (RUC): it begins with 10, 15, 16 or 17.
pub(in super::super) fn ruc(signs: &[u8]) -> bool {
    let sum = weighted(signs, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    matches!(&signs[..2], b"10" | b"15" | b"16" | b"17") && (11 - sum % 11) % 10 == last(signs)
}
