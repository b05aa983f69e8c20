//! Encodings that differ from each other in a few letters only, which a detector may mistake.

use encoding_rs::{
    Encoding, ISO_8859_2, ISO_8859_15, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC,
};

use crate::older_western::misplaced;

/// The one of an encoding and its nearest kin that makes more sense of the bytes. What the detector
/// says stands where both make as much.
pub(crate) fn nearest(bytes: &[u8], guessed: &'static Encoding) -> &'static Encoding {
    if guessed == WINDOWS_1252 && is_latin_9(bytes) {
        return ISO_8859_15;
    }
    if guessed == WINDOWS_1251 && is_mac_cyrillic(bytes) {
        return X_MAC_CYRILLIC;
    }
    let central = [WINDOWS_1250, ISO_8859_2];
    if !central.contains(&guessed) {
        return guessed;
    }
    // Where Windows has signs and letters ISO has nothing.
    if bytes.iter().any(|byte| (0x80..0xA0).contains(byte)) {
        return WINDOWS_1250;
    }
    let share = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(bytes).0;
        misplaced(&text) + signs_at_letters(&text)
    };
    let [windows, iso] = central.map(share);
    match windows.total_cmp(&iso) {
        std::cmp::Ordering::Less => WINDOWS_1250,
        std::cmp::Ordering::Equal => guessed,
        std::cmp::Ordering::Greater => ISO_8859_2,
    }
}

/// The share of characters beyond ASCII that are signs and stand at a letter, as in “®lutý”.
fn signs_at_letters(text: &str) -> f64 {
    let (mut seen, mut bad) = (0_usize, 0_usize);
    let mut before = ' ';
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        let after = signs.peek().copied().unwrap_or(' ');
        let at_letter = before.is_alphabetic() || after.is_alphabetic();
        seen += usize::from(!c.is_ascii());
        let inside = before.is_alphabetic() && after.is_alphabetic();
        bad += usize::from(at_letter && "¦©¬®±¶·¸ˇ˘˛˝".contains(c) || inside && c == 'µ');
        before = c;
    }
    bad as f64 / seen.max(1) as f64
}

/// ISO 8859-15 has the euro sign and seven letters where Windows-1252 has “¤¦¨´¸¼½¾”.
fn is_latin_9(bytes: &[u8]) -> bool {
    if bytes.iter().any(|byte| (0x80..0xA0).contains(byte)) {
        return false;
    }
    let is_letter = |at: Option<usize>| {
        let byte = at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
        byte.is_ascii_alphabetic() || byte >= 0xC0
    };
    let (mut latin_9, mut windows) = (0_usize, 0_usize);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            // Nobody writes the sign for any currency.
            0xA4 => latin_9 += 1,
            0xA6 | 0xA8 | 0xB4 | 0xB8 | 0xBC..=0xBE => {
                let inside = is_letter(at.checked_sub(1)) || is_letter(Some(at + 1));
                // “I´m” is how some write an apostrophe.
                let apostrophe = *byte == 0xB4 && is_letter(at.checked_sub(1));
                latin_9 += usize::from(inside && !apostrophe);
                windows += usize::from(!inside || apostrophe);
            }
            _ => {}
        }
    }
    latin_9 > windows
}

/// On the Macintosh capitals stand where Windows-1251 has signs and the letters of other languages;
/// most other letters are the same.
fn is_mac_cyrillic(bytes: &[u8]) -> bool {
    let is_letter = |byte: u8| byte >= 0xC0;
    let (mut capitals, mut others) = (0_usize, 0_usize);
    let mut seen = [false; 32];
    for (at, &byte) in bytes.iter().enumerate() {
        if !(0x80..0xA0).contains(&byte) {
            continue;
        }
        let before = at.checked_sub(1).map_or(b' ', |at| bytes[at]);
        let after = bytes.get(at + 1).copied().unwrap_or(b' ');
        if !is_letter(before) && (is_letter(after) || (0x80..0xA0).contains(&after)) {
            capitals += 1;
            seen[usize::from(byte - 0x80)] = true;
        } else {
            others += 1;
        }
    }
    let kinds = seen.iter().filter(|seen| **seen).count();
    kinds >= 3 && others * 10 <= capitals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, encoding: &'static Encoding, guessed: &'static Encoding) {
        let (bytes, _, unwritable) = encoding.encode(text);
        assert!(!unwritable, "{text}");
        assert_eq!(nearest(&bytes, guessed).name(), encoding.name(), "{text}");
    }

    #[test]
    fn the_letters_tell_kin_apart() {
        for text in [
            "Świetna obsługa, ale źle działają filtry",
            "Žádná možnost exportu, šest dní čekám",
            "Ťažko sa hľadajú faktúry, žiaľ",
            "Žao mi je, što šaljem račune",
        ] {
            for guessed in [WINDOWS_1250, ISO_8859_2] {
                check(text, WINDOWS_1250, guessed);
                check(text, ISO_8859_2, guessed);
            }
        }
        check(
            "L'application coûte 50 € par mois",
            ISO_8859_15,
            WINDOWS_1252,
        );
        check(
            "Au cœur du problème : Œuvre de Škoda",
            ISO_8859_15,
            WINDOWS_1252,
        );
        check("½ Stunde, ¼ Liter, größer", WINDOWS_1252, WINDOWS_1252);
        check("I´m fine, it´s naïve", WINDOWS_1252, WINDOWS_1252);
        check("“Fine” for 50 €, naïve", WINDOWS_1252, WINDOWS_1252);
        let russian = "Приложение работает медленно. Не могу найти счета. Цена высокая.";
        check(russian, X_MAC_CYRILLIC, WINDOWS_1251);
        check(russian, WINDOWS_1251, WINDOWS_1251);
        check(
            "„Не могу“ — сказала она… Цена: 50 €",
            WINDOWS_1251,
            WINDOWS_1251,
        );
        check(
            "Љубав и Њујорк, пљуска и ђаци, Џеп",
            WINDOWS_1251,
            WINDOWS_1251,
        );
    }
}
