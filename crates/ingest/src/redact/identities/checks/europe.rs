//! Checks of Europe.

use super::{
    all_alike, day_first, is_day, last, luhn, mod_11_10, number, value, weighted, year_first,
};

/// United Kingdom, National Insurance number: the prefixes that are given out.
pub(in super::super) fn nino(signs: &[u8]) -> bool {
    let prefix = &signs[..2];
    let never = [b"BG", b"GB", b"NK", b"KN", b"TN", b"NT", b"ZZ"];
    !prefix.iter().any(|sign| b"DFIQUV".contains(sign))
        && prefix[1] != b'O'
        && !never.iter().any(|one| *one == prefix)
        && matches!(signs.last(), Some(b'A'..=b'D'))
}

/// United Kingdom, NHS number.
pub(in super::super) fn nhs(signs: &[u8]) -> bool {
    weighted(signs, &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11) && !all_alike(signs)
}

/// United Kingdom, driver number: month (50 more for women) and day of birth.
pub(in super::super) fn driver_number(signs: &[u8]) -> bool {
    let month = number(&signs[6..8]);
    is_day(
        if month > 50 { month - 50 } else { month },
        number(&signs[8..10]),
    )
}

/// Ireland, Personal Public Service number: the letter of the sum modulo 23, a second letter counting
/// nine times from A = 1.
pub(in super::super) fn pps(signs: &[u8]) -> bool {
    let second = signs.get(8).map_or(0, |&sign| match sign {
        b'W' => 0,
        sign => value(sign) - 9,
    });
    let sum = weighted(&signs[..7], &[8, 7, 6, 5, 4, 3, 2]) + 9 * second;
    b"WABCDEFGHIJKLMNOPQRSTUV"[(sum % 23) as usize] == signs[7]
}

/// Germany, identification number for taxes: of the first ten digits one occurs twice or three times.
pub(in super::super) fn german_tax(signs: &[u8]) -> bool {
    let distinct = (b'0'..=b'9')
        .filter(|digit| signs[..10].contains(digit))
        .count();
    signs[0] != b'0' && matches!(distinct, 8 | 9) && mod_11_10(signs)
}

/// Germany, pension insurance number: area, birthday, first letter of the name, serial number, check.
pub(in super::super) fn german_pension(signs: &[u8]) -> bool {
    let letter = value(signs[8]) - 9;
    let mut digits = signs[..8].to_vec();
    digits.extend([b'0' + (letter / 10) as u8, b'0' + (letter % 10) as u8]);
    digits.extend(&signs[9..11]);
    let sum: u32 = digits
        .iter()
        .zip([2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1])
        .map(|(&sign, weight)| {
            let product = value(sign) * weight;
            product / 10 + product % 10
        })
        .sum();
    day_first(&signs[2..8]) && sum % 10 == last(signs)
}

/// Austria, insurance number: the fourth digit is the check, the birthday follows (months 13 to 15
/// where a day's numbers were used up).
pub(in super::super) fn austrian(signs: &[u8]) -> bool {
    let month = number(&signs[6..8]);
    let is_birthday =
        is_day(if month > 12 { 1 } else { month }, number(&signs[4..6])) && month < 16;
    is_birthday
        && signs[0] != b'0'
        && weighted(signs, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 == value(signs[3])
}

/// Switzerland, insurance number: an article number (EAN-13) of the country 756.
pub(in super::super) fn swiss(signs: &[u8]) -> bool {
    weighted(signs, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]).is_multiple_of(10)
}

/// France, registration number (NIR): sex, year and month, department (2A and 2B in Corsica), check.
pub(in super::super) fn french(signs: &[u8]) -> bool {
    let mut body = signs[..13].to_vec();
    match &signs[5..7] {
        b"2A" => body[5..7].copy_from_slice(b"19"),
        b"2B" => body[5..7].copy_from_slice(b"18"),
        _ => {}
    }
    body.iter().all(u8::is_ascii_digit)
        && matches!(signs[0], b'1'..=b'4' | b'7' | b'8')
        && matches!(number(&signs[3..5]), 1..=12 | 20..=42 | 50..=99)
        && 97 - number(&body) % 97 == number(&signs[13..])
}

/// Spain, identity document: the letter of the number modulo 23; foreigners' X, Y and Z are 0, 1, 2.
pub(in super::super) fn spanish(signs: &[u8]) -> bool {
    let mut digits = signs[..8].to_vec();
    if let Some(foreign) = b"XYZ".iter().position(|sign| *sign == digits[0]) {
        digits[0] = b'0' + foreign as u8;
    }
    let letter = b"TRWAGMYFPDXBNJZSQVHLCKE"[(number(&digits) % 23) as usize];
    digits.iter().all(u8::is_ascii_digit) && letter == signs[8]
}

/// Italy, fiscal code: a letter for the month, 40 more than the day for women, letters LMNPQRSTUV for
/// digits where two persons would have the same code.
pub(in super::super) fn italian(signs: &[u8]) -> bool {
    const ODD: [u32; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let digit = |place: usize| match signs[place] {
        digit @ b'0'..=b'9' => Some(u64::from(digit - b'0')),
        letter => b"LMNPQRSTUV"
            .iter()
            .position(|one| *one == letter)
            .map(|at| at as u64),
    };
    let are_digits = [6, 7, 12, 13, 14]
        .into_iter()
        .all(|place| digit(place).is_some());
    let day = digit(9).zip(digit(10)).map(|(tens, ones)| tens * 10 + ones);
    let sum: u32 = signs[..15]
        .iter()
        .enumerate()
        .map(|(place, &sign)| {
            let place_in_table = match sign {
                b'0'..=b'9' => value(sign),
                _ => value(sign) - 10,
            };
            match place % 2 {
                0 => ODD[place_in_table as usize],
                _ => place_in_table,
            }
        })
        .sum();
    are_digits
        && b"ABCDEHLMPRST".contains(&signs[8])
        && day.is_some_and(|day| matches!(day, 1..=31 | 41..=71))
        && sum % 26 == value(signs[15]) - 10
}

/// Portugal, tax number of a person: it begins with 1, 2, 3 or 45.
pub(in super::super) fn portuguese(signs: &[u8]) -> bool {
    let check = 11 - weighted(&signs[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    let is_person = matches!(signs, [b'1'..=b'3', ..] | [b'4', b'5', ..]);
    is_person && (if check > 9 { 0 } else { check }) == last(signs)
}

/// Portugal, citizen card: as Luhn's check, with letters as their value.
pub(in super::super) fn portuguese_card(signs: &[u8]) -> bool {
    let doubled = |(place, &sign): (usize, &u8)| {
        let weighted = value(sign) * (1 + place as u32 % 2);
        if place % 2 == 1 && weighted > 9 {
            weighted - 9
        } else {
            weighted
        }
    };
    let sum: u32 = signs.iter().rev().enumerate().map(doubled).sum();
    sum.is_multiple_of(10)
}

/// Netherlands, citizen service number: the “eleven test”.
pub(in super::super) fn dutch(signs: &[u8]) -> bool {
    let sum = weighted(&signs[..8], &[9, 8, 7, 6, 5, 4, 3, 2]);
    sum > 0 && sum % 11 == last(signs) && !all_alike(signs)
}

/// Belgium, national number: 97 less the rest, with a 2 in front for those born since 2000; the month
/// is 20 or 40 more for those not in the register (bis).
pub(in super::super) fn belgian(signs: &[u8]) -> bool {
    let (body, check) = (number(&signs[..9]), number(&signs[9..]));
    let month = number(&signs[2..4]) % 20;
    let is_birthday =
        month == 0 || number(&signs[4..6]) == 0 || is_day(month, number(&signs[4..6]));
    is_birthday
        && number(&signs[2..4]) < 53
        && (97 - body % 97 == check || 97 - (body + 2_000_000_000) % 97 == check)
}

/// Sweden, personal identity number: Luhn over ten digits.
pub(in super::super) fn swedish(signs: &[u8]) -> bool {
    year_first(signs) && luhn(signs)
}

/// The same with 60 more than the day, as in coordination numbers, and with the century.
pub(in super::super) fn swedish_of_any_kind(signs: &[u8]) -> bool {
    let ten = &signs[signs.len() - 10..];
    let is_century = signs.len() == 10 || matches!(&signs[..2], b"18" | b"19" | b"20");
    is_century && is_day(number(&ten[2..4]), number(&ten[4..6]) % 60) && luhn(ten)
}

/// With the century, of somebody born until 2014: a date and a time of day are written in the same
/// way (20260315-1432).
pub(in super::super) fn swedish_with_century(signs: &[u8]) -> bool {
    matches!(number(&signs[..4]), 1900..=2014) && swedish(&signs[2..])
}

/// Norway, birth number: two check digits; 40 more than the day in D numbers, than the month in those
/// of health services.
pub(in super::super) fn norwegian(signs: &[u8]) -> bool {
    let less_40 = |n: u64| if n > 40 { n - 40 } else { n };
    let (day, month) = (number(&signs[..2]), number(&signs[2..4]));
    is_day(less_40(month), less_40(day))
        && weighted(signs, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]).is_multiple_of(11)
        && weighted(signs, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}

/// Denmark, personal number: the check that was given up in 2007, when a day's numbers ran out.
pub(in super::super) fn danish(signs: &[u8]) -> bool {
    day_first(signs) && weighted(signs, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}

/// Finland, personal identity code: birthday, a sign of the century, and the number modulo 31. The
/// sign may be one that is no letter, and be missing here.
pub(in super::super) fn finnish(signs: &[u8]) -> bool {
    let serial = &signs[signs.len() - 4..signs.len() - 1];
    let is_century = signs.len() == 10 || b"ABCDEFYXWVU".contains(&signs[6]);
    let rest = (number(&signs[..6]) * 1000 + number(serial)) % 31;
    is_century
        && day_first(signs)
        && b"0123456789ABCDEFHJKLMNPRSTUVWXY"[rest as usize] == signs[signs.len() - 1]
}

/// Poland, PESEL: 20, 40, 60 or 80 more than the month outside the 1900s.
pub(in super::super) fn pesel(signs: &[u8]) -> bool {
    is_day(number(&signs[2..4]) % 20, number(&signs[4..6]))
        && weighted(signs, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]).is_multiple_of(10)
}

/// Poland, identity card: three letters and six digits, of which the first is the check.
pub(in super::super) fn polish_card(signs: &[u8]) -> bool {
    weighted(signs, &[7, 3, 1, 9, 7, 3, 1, 7, 3]).is_multiple_of(10)
}

/// Czechia and Slovakia, birth number: 50 more than the month for women, 20 more where numbers ran
/// out; divisible by 11, or up to 1985 ten left over and a zero at the end. Nine digits, until 1953,
/// have no check.
pub(in super::super) fn birth_number(signs: &[u8]) -> bool {
    let month = number(&signs[2..4]) % 50;
    let month = if month > 20 { month - 20 } else { month };
    let rest = number(&signs[..9]) % 11;
    is_day(month, number(&signs[4..6]))
        && (signs.len() == 9
            || number(signs).is_multiple_of(11)
            || (rest == 10 && last(signs) == 0))
}

/// Hungary, social insurance number (TAJ).
pub(in super::super) fn taj(signs: &[u8]) -> bool {
    weighted(&signs[..8], &[3, 7, 3, 7, 3, 7, 3, 7]) % 10 == last(signs) && !all_alike(signs)
}

/// Hungary, tax number of a person: it begins with 8.
pub(in super::super) fn hungarian_tax(signs: &[u8]) -> bool {
    signs[0] == b'8' && weighted(&signs[..9], &[1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 == last(signs)
}

/// Romania, personal numerical code: sex and century, birthday, county.
pub(in super::super) fn cnp(signs: &[u8]) -> bool {
    let check = weighted(&signs[..12], &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    signs[0] != b'0'
        && year_first(&signs[1..])
        && matches!(number(&signs[7..9]), 1..=52 | 70..=80 | 90..=99)
        && (if check == 10 { 1 } else { check }) == last(signs)
}

/// Bulgaria, uniform civil number: 20 or 40 more than the month outside the 1900s.
pub(in super::super) fn egn(signs: &[u8]) -> bool {
    let month = number(&signs[2..4]);
    is_day(month % 20, number(&signs[4..6]))
        && month < 53
        && weighted(signs, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == last(signs)
}

/// Greece, social insurance number (AMKA): birthday and Luhn.
pub(in super::super) fn amka(signs: &[u8]) -> bool {
    day_first(signs) && luhn(signs)
}

/// Greece, tax number (AFM).
pub(in super::super) fn afm(signs: &[u8]) -> bool {
    weighted(signs, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == last(signs) && !all_alike(signs)
}

/// Türkiye, identity number: two check digits.
pub(in super::super) fn turkish(signs: &[u8]) -> bool {
    let odd = weighted(signs, &[1, 0, 1, 0, 1, 0, 1, 0, 1]);
    let even = weighted(signs, &[0, 1, 0, 1, 0, 1, 0, 1]);
    let all: u32 = signs[..10].iter().map(|&sign| value(sign)).sum();
    signs[0] != b'0'
        && (odd * 7 + 100 - even) % 10 == value(signs[9])
        && all % 10 == value(signs[10])
}

/// Russia, insurance number (SNILS).
pub(in super::super) fn snils(signs: &[u8]) -> bool {
    let sum = weighted(signs, &[9, 8, 7, 6, 5, 4, 3, 2, 1]);
    u64::from(sum % 101 % 100) == number(&signs[9..]) && sum > 0
}

/// Russia, taxpayer number of a person (INN): two check digits.
pub(in super::super) fn inn(signs: &[u8]) -> bool {
    weighted(signs, &[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == value(signs[10])
        && weighted(signs, &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == value(signs[11])
}

/// Ukraine, registration number of a taxpayer.
pub(in super::super) fn ukrainian(signs: &[u8]) -> bool {
    // The first weight is −1, which modulo 11 is 10.
    weighted(signs, &[10, 5, 7, 9, 4, 6, 10, 5, 7]) % 11 % 10 == last(signs)
}

/// Estonia and Lithuania, personal code: sex and century, birthday.
pub(in super::super) fn baltic(signs: &[u8]) -> bool {
    let first = weighted(signs, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
    let second = weighted(signs, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10;
    matches!(signs[0], b'1'..=b'8')
        && year_first(&signs[1..])
        && (if first == 10 { second } else { first }) == last(signs)
}

/// Latvia, personal code: birthday, century and a check; since 2017 a number from 32 on without.
pub(in super::super) fn latvian(signs: &[u8]) -> bool {
    let sum = weighted(signs, &[1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
    day_first(signs) && (1101 - sum) % 11 == last(signs)
}

/// Slovenia and the other successors of Yugoslavia, unique number (JMBG, EMŠO): day, month, the year
/// without its first digit.
pub(in super::super) fn jmbg(signs: &[u8]) -> bool {
    let rest = weighted(signs, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    day_first(signs) && matches!(signs[4], b'9' | b'0') && (11 - rest) % 11 % 10 == last(signs)
}

/// Iceland, identity number of a person: birthday, and a 9 or 0 for the century at the end.
pub(in super::super) fn icelandic(signs: &[u8]) -> bool {
    day_first(signs)
        && matches!(signs[9], b'9' | b'0')
        && weighted(signs, &[3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}
