//! Checks of Asia, Australia and South Africa.

use super::{all_alike, is_day, last, luhn, number, value, weighted, year_first};

/// Australia, tax file number.
pub(in super::super) fn tfn(signs: &[u8]) -> bool {
    weighted(signs, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11) && !all_alike(signs)
}

/// Australia, Medicare card: the ninth digit is the check, then the card's issue, then the person.
pub(in super::super) fn medicare(signs: &[u8]) -> bool {
    matches!(signs[0], b'2'..=b'6')
        && weighted(&signs[..8], &[1, 3, 7, 9, 1, 3, 7, 9]) % 10 == value(signs[8])
}

/// South Africa, identity number: birthday, citizenship 0 to 2, Luhn.
pub(in super::super) fn south_african(signs: &[u8]) -> bool {
    year_first(signs) && matches!(signs[10], b'0'..=b'2') && luhn(signs)
}

/// India, Aadhaar: it begins with 2 to 9.
pub(in super::super) fn aadhaar(signs: &[u8]) -> bool {
    matches!(signs[0], b'2'..=b'9') && verhoeff(signs)
}

/// India, Permanent Account Number of a person: the fourth letter is P.
pub(in super::super) fn pan(signs: &[u8]) -> bool {
    signs[3] == b'P' && &signs[5..9] != b"0000"
}

/// China, identity number: province, birthday, ISO 7064 MOD 11-2 (GB 11643).
pub(in super::super) fn chinese(signs: &[u8]) -> bool {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let check = b"10X98765432"[(weighted(&signs[..17], &weights) % 11) as usize];
    let is_province = matches!(
        number(&signs[..2]),
        11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83
    );
    is_province
        && matches!(&signs[6..8], b"19" | b"20")
        && year_first(&signs[8..14])
        && check == signs[17]
}

/// Hong Kong, identity card: a space counts as 36 where there is one letter only.
pub(in super::super) fn hong_kong(signs: &[u8]) -> bool {
    let one_letter = if signs.len() == 8 { 36 * 9 } else { 0 };
    let weights = &[9, 8, 7, 6, 5, 4, 3, 2, 1][9 - signs.len()..];
    let is_check = matches!(signs.last(), Some(b'0'..=b'9' | b'A'));
    is_check && (one_letter + weighted(signs, weights)).is_multiple_of(11)
}

/// Taiwan, identity card: the letter is a place with a number of its own; 1 and 2 citizens, 8 and 9
/// foreigners.
pub(in super::super) fn taiwanese(signs: &[u8]) -> bool {
    let place = b"ABCDEFGHJKLMNPQRSTUVXYWZIO"
        .iter()
        .position(|letter| *letter == signs[0])
        .map_or(0, |at| at as u32 + 10);
    let sum = place / 10 + place % 10 * 9 + weighted(&signs[1..], &[8, 7, 6, 5, 4, 3, 2, 1, 1]);
    matches!(signs[1], b'1' | b'2' | b'8' | b'9') && sum.is_multiple_of(10)
}

/// South Korea, resident registration number: birthday, sex and century. Its check is no more given
/// out since October 2020.
pub(in super::super) fn korean_birthday(signs: &[u8]) -> bool {
    year_first(signs) && matches!(signs[6], b'1'..=b'8')
}

/// The same with the check; that of foreigners is two more.
pub(in super::super) fn korean(signs: &[u8]) -> bool {
    let sum = weighted(signs, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]);
    let check = (11 - sum % 11) % 10;
    let foreign = matches!(signs[6], b'5'..=b'8');
    let check = if foreign { (check + 2) % 10 } else { check };
    korean_birthday(signs) && check == last(signs)
}

/// Japan, individual number (My Number).
pub(in super::super) fn japanese(signs: &[u8]) -> bool {
    let rest = weighted(signs, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    (if rest <= 1 { 0 } else { 11 - rest }) == last(signs) && !all_alike(signs)
}

/// Singapore, registration number: S and T citizens, F, G and M foreigners.
pub(in super::super) fn singaporean(signs: &[u8]) -> bool {
    let sum = weighted(&signs[1..8], &[2, 7, 6, 5, 4, 3, 2]);
    let (letters, more) = match signs[0] {
        b'S' => (b"JZIHGFEDCBA", 0),
        b'T' => (b"JZIHGFEDCBA", 4),
        b'F' => (b"XWUTRQPNMLK", 0),
        b'G' => (b"XWUTRQPNMLK", 4),
        b'M' => (b"XWUTRQPNJLK", 3),
        _ => return false,
    };
    letters[((sum + more) % 11) as usize] == signs[8]
}

/// Malaysia, MyKad: birthday and place of birth.
pub(in super::super) fn mykad(signs: &[u8]) -> bool {
    let place = number(&signs[6..8]);
    year_first(signs) && !matches!(place, 0 | 17..=20 | 69 | 70 | 73 | 80 | 81 | 94..=97)
}

/// Indonesia, single identity number: province, birthday (40 more than the day for women), serial.
pub(in super::super) fn nik(signs: &[u8]) -> bool {
    let day = number(&signs[6..8]);
    matches!(signs[0], b'1'..=b'9')
        && is_day(number(&signs[8..10]), if day > 40 { day - 40 } else { day })
        && &signs[12..] != b"0000"
}

/// Indonesia, tax number: Luhn over the first nine digits.
pub(in super::super) fn npwp(signs: &[u8]) -> bool {
    luhn(&signs[..9])
}

/// Thailand, identification number.
pub(in super::super) fn thai(signs: &[u8]) -> bool {
    let sum = weighted(signs, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    signs[0] != b'0' && (11 - sum % 11) % 10 == last(signs)
}

/// J. Verhoeff, “Error Detecting Decimal Codes” (1969): products in the dihedral group of order 10.
fn verhoeff(signs: &[u8]) -> bool {
    const PERMUTED: [u32; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let product = |a: u32, b: u32| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b) % 5 + 5,
        (false, true) => (a - b) % 5 + 5,
        (false, false) => (a + 5 - b) % 5,
    };
    let check = signs
        .iter()
        .rev()
        .enumerate()
        .fold(0, |check, (place, &sign)| {
            let permuted = (0..place % 8).fold(value(sign), |digit, _| PERMUTED[digit as usize]);
            product(check, permuted)
        });
    check == 0
}
