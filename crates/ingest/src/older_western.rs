//! Two encodings of Western letters that no detector knows: that of the Macintosh, which Excel for
//! Mac long wrote CSV in, and that of DOS (code page 850), which “CSV (MS-DOS)” still has.

use encoding_rs::{Encoding, MACINTOSH};

/// An encoding from before Windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OlderWestern {
    Macintosh,
    Ibm850,
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
        let as_mac = misplaced(&OlderWestern::Macintosh.decode(bytes));
        let as_dos = misplaced(&OlderWestern::Ibm850.decode(bytes));
        let (share, best) = if as_mac <= as_dos {
            (as_mac, OlderWestern::Macintosh)
        } else {
            (as_dos, OlderWestern::Ibm850)
        };
        (share * 5.0 <= as_guessed).then_some(best)
    }

    pub fn label(self) -> &'static str {
        match self {
            OlderWestern::Macintosh => "macintosh",
            OlderWestern::Ibm850 => "IBM850",
        }
    }

    /// Whole bytes or any piece of them: a byte is a character.
    pub fn decode(self, bytes: &[u8]) -> String {
        match self {
            OlderWestern::Macintosh => MACINTOSH.decode_without_bom_handling(bytes).0.into_owned(),
            OlderWestern::Ibm850 => bytes.iter().map(|&byte| ibm_850(byte)).collect(),
        }
    }
}

fn ibm_850(byte: u8) -> char {
    /// 0x80 to 0xFF, as IBM registered them.
    const UPPER: [char; 128] = [
        'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ',
        'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ', 'á', 'í', 'ó', 'ú',
        'ñ', 'Ñ', 'ª', 'º', '¿', '®', '¬', '½', '¼', '¡', '«', '»', '░', '▒', '▓', '│', '┤', 'Á',
        'Â', 'À', '©', '╣', '║', '╗', '╝', '¢', '¥', '┐', '└', '┴', '┬', '├', '─', '┼', 'ã', 'Ã',
        '╚', '╔', '╩', '╦', '╠', '═', '╬', '¤', 'ð', 'Ð', 'Ê', 'Ë', 'È', 'ı', 'Í', 'Î', 'Ï', '┘',
        '┌', '█', '▄', '¦', 'Ì', '▀', 'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ', 'Ú', 'Û', 'Ù',
        'ý', 'Ý', '¯', '´', '\u{ad}', '±', '‗', '¾', '¶', '§', '÷', '¸', '°', '¨', '·', '¹', '³',
        '²', '■', '\u{a0}',
    ];
    match byte.checked_sub(0x80) {
        Some(place) => UPPER[usize::from(place)],
        None => char::from(byte),
    }
}

/// The share of characters beyond ASCII that stand where writing does not put them.
fn misplaced(text: &str) -> f64 {
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
