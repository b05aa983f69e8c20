//! Encodings of Latin letters that no detector knows: that of the Macintosh, which Excel for Mac long
//! wrote CSV in, and those of DOS (code pages 850 and 852), which “CSV (MS-DOS)” still has.

use encoding_rs::{Encoding, MACINTOSH};

/// An encoding from before Windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OlderWestern {
    Macintosh,
    Ibm850,
    Ibm852,
}

/// Characters beyond ASCII that are looked at.
const LOOKED_AT: usize = 4_000;

impl OlderWestern {
    /// Tells by a file's bytes whether it is in one of them rather than in `guessed`: in the wrong
    /// encoding, capitals and signs stand in the middle of words.
    pub fn find(bytes: &[u8], guessed: &'static Encoding) -> Option<OlderWestern> {
        if !guessed.is_single_byte() {
            return None;
        }
        let as_guessed = misplaced(&guessed.decode_without_bom_handling(bytes).0);
        if as_guessed < 0.25 {
            return None;
        }
        let all = [
            OlderWestern::Macintosh,
            OlderWestern::Ibm850,
            OlderWestern::Ibm852,
        ];
        let shares = all.map(|older| (misplaced(&older.decode(bytes)), older));
        // The first of those that are equally good.
        let (share, best) = shares.into_iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
        (share * 5.0 <= as_guessed).then_some(best)
    }

    pub fn label(self) -> &'static str {
        match self {
            OlderWestern::Macintosh => "macintosh",
            OlderWestern::Ibm850 => "IBM850",
            OlderWestern::Ibm852 => "IBM852",
        }
    }

    /// Whole bytes or any piece of them: a byte is a character.
    pub fn decode(self, bytes: &[u8]) -> String {
        match self {
            OlderWestern::Macintosh => MACINTOSH.decode_without_bom_handling(bytes).0.into_owned(),
            OlderWestern::Ibm850 => of_dos(bytes, &IBM_850),
            OlderWestern::Ibm852 => of_dos(bytes, &IBM_852),
        }
    }
}

fn of_dos(bytes: &[u8], upper: &[char; 128]) -> String {
    let sign = |&byte: &u8| match byte.checked_sub(0x80) {
        Some(place) => upper[usize::from(place)],
        None => char::from(byte),
    };
    bytes.iter().map(sign).collect()
}

/// 0x80 to 0xFF, as IBM registered them.
const IBM_850: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ', 'Æ',
    'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ', 'á', 'í', 'ó', 'ú', 'ñ', 'Ñ',
    'ª', 'º', '¿', '®', '¬', '½', '¼', '¡', '«', '»', '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'À', '©',
    '╣', '║', '╗', '╝', '¢', '¥', '┐', '└', '┴', '┬', '├', '─', '┼', 'ã', 'Ã', '╚', '╔', '╩', '╦',
    '╠', '═', '╬', '¤', 'ð', 'Ð', 'Ê', 'Ë', 'È', 'ı', 'Í', 'Î', 'Ï', '┘', '┌', '█', '▄', '¦', 'Ì',
    '▀', 'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ', 'Ú', 'Û', 'Ù', 'ý', 'Ý', '¯', '´', '\u{ad}',
    '±', '‗', '¾', '¶', '§', '÷', '¸', '°', '¨', '·', '¹', '³', '²', '■', '\u{a0}',
];

const IBM_852: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'ů', 'ć', 'ç', 'ł', 'ë', 'Ő', 'ő', 'î', 'Ź', 'Ä', 'Ć', 'É', 'Ĺ', 'ĺ',
    'ô', 'ö', 'Ľ', 'ľ', 'Ś', 'ś', 'Ö', 'Ü', 'Ť', 'ť', 'Ł', '×', 'č', 'á', 'í', 'ó', 'ú', 'Ą', 'ą',
    'Ž', 'ž', 'Ę', 'ę', '¬', 'ź', 'Č', 'ş', '«', '»', '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'Ě', 'Ş',
    '╣', '║', '╗', '╝', 'Ż', 'ż', '┐', '└', '┴', '┬', '├', '─', '┼', 'Ă', 'ă', '╚', '╔', '╩', '╦',
    '╠', '═', '╬', '¤', 'đ', 'Đ', 'Ď', 'Ë', 'ď', 'Ň', 'Í', 'Î', 'ě', '┘', '┌', '█', '▄', 'Ţ', 'Ů',
    '▀', 'Ó', 'ß', 'Ô', 'Ń', 'ń', 'ň', 'Š', 'š', 'Ŕ', 'Ú', 'ŕ', 'Ű', 'ý', 'Ý', 'ţ', '´', '\u{ad}',
    '˝', '˛', 'ˇ', '˘', '§', '÷', '¸', '°', '¨', '˙', 'ű', 'Ř', 'ř', '■', '\u{a0}',
];

/// The share of characters beyond ASCII that stand where writing does not put them.
pub(crate) fn misplaced(text: &str) -> f64 {
    let (mut seen, mut bad) = (0_usize, 0_usize);
    let mut before = ' ';
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        let after = signs.peek().copied().unwrap_or(' ');
        if !c.is_ascii() {
            seen += 1;
            bad += usize::from(is_misplaced(before, c, after));
            if seen >= LOOKED_AT {
                break;
            }
        }
        before = c;
    }
    bad as f64 / seen.max(1) as f64
}

fn is_misplaced(before: char, c: char, after: char) -> bool {
    let inside = before.is_alphabetic() && after.is_alphabetic();
    if c.is_alphabetic() {
        // Modifier letters such as “ˆ” stand for themselves nowhere.
        return matches!(c, 'ˆ' | 'ƒ' | 'ª' | 'º') && (inside || before == ' ')
            || c.is_uppercase() && before.is_lowercase()
            || matches!(c, '\u{2b0}'..='\u{2ff}');
    }
    match c {
        '’' | '‘' | '\u{ad}' | '\u{a0}' => false,
        '“' | '”' | '«' | '»' | '–' | '—' | '…' | '„' | '‚' | '·' => {
            inside || matches!(c, '‚' | '„') && before.is_alphabetic()
        }
        '€' | '£' | '§' | '°' | '©' | '®' | '™' | '•' | '¿' | '¡' | '½' | '²' | '³' | '±' | '×' => {
            inside
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1252;

    use super::*;

    #[test]
    fn letters_in_their_places_tell() {
        let mac = b"\x82a marche tr\x8fs bien \x88 l\xd5\x8etranger, d\x8ej\x88 re\x8du";
        let found = OlderWestern::find(mac, WINDOWS_1252);
        assert_eq!(found, Some(OlderWestern::Macintosh));
        assert_eq!(
            OlderWestern::Macintosh.decode(mac),
            "Ça marche très bien à l’étranger, déjà reçu"
        );
        let dos = b"Der Export ist f\x81r gr\x94\xe1ere Dateien m\x81\xe1ig und tr\x84ge";
        let found = OlderWestern::find(dos, WINDOWS_1252);
        assert_eq!(found, Some(OlderWestern::Ibm850));
        assert_eq!(
            OlderWestern::Ibm850.decode(dos),
            "Der Export ist für größere Dateien müßig und träge"
        );
    }

    #[test]
    fn polish_of_dos_is_told_by_its_letters() {
        let dos = b"Eksport jest bardzo wolny, dzia\x88a \x98le i nie da si\xa9 go u\xbeywa\x86";
        let found = OlderWestern::find(dos, WINDOWS_1252);
        assert_eq!(found, Some(OlderWestern::Ibm852));
        assert_eq!(
            OlderWestern::Ibm852.decode(dos),
            "Eksport jest bardzo wolny, działa śle i nie da się go używać"
        );
    }

    #[test]
    fn what_is_windows_stays_so() {
        for text in [
            "It’s “fine” – really… €5",
            "Ça marche très bien à l’étranger, déjà reçu : n° 5 «vite»",
            "ÜBER GRÖSSE UND MÄNGEL",
            "¿Qué tal el año? ¡Más rápido!",
            "20 °C ± 2, 5 ½ m², ©Müller®",
            "É um cão; não há ligação",
        ] {
            let (bytes, _, unwritable) = WINDOWS_1252.encode(text);
            assert!(!unwritable, "{text}");
            assert_eq!(OlderWestern::find(&bytes, WINDOWS_1252), None, "{text}");
        }
    }
}
