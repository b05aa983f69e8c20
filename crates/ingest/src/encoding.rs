//! Bytes to text: which encoding it is, said aloud, and what had to be mended.

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::kin_encodings::nearest;
use crate::older_western::OlderWestern;
use crate::{FileError, Problem};

/// A file as text.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// “UTF-8”, “UTF-16LE with byte order mark”, “windows-1252 (guessed)” …
    pub encoding: String,
    pub problems: Vec<Problem>,
}

/// Decodes a text file. A byte order mark decides; then valid UTF-8; then the pattern of zero
/// bytes (UTF-16 without a mark); then chardetng's guess. Zero bytes are removed.
pub(crate) fn decode<'a>(name: &str, bytes: &'a [u8]) -> Result<Decoded<'a>, FileError> {
    let mut decoded = if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && !bytes.starts_with(&[0xFF, 0xFE, 0, 0])
    {
        marked(encoding, &bytes[mark..])
    } else if let Some(order) = utf_32_mark(bytes) {
        utf_32(&bytes[4..], order)
    } else if let Some(encoding) = utf_16_without_mark(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        Decoded {
            text,
            encoding: format!("{} (guessed)", encoding.name()),
            problems: Vec::new(),
        }
    } else {
        refuse_binary(name, bytes)?;
        unmarked(bytes)
    };
    remove_nul(&mut decoded);
    if decoded.text.trim().is_empty() {
        return Err(FileError::Empty {
            name: name.to_owned(),
        });
    }
    Ok(decoded)
}

fn marked<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let label = format!("{} with byte order mark", encoding.name());
    if encoding == UTF_8 {
        let mut decoded = mostly_utf_8(bytes).unwrap_or_else(|| lossy(UTF_8, bytes, ""));
        decoded.encoding = label;
        return decoded;
    }
    let mut decoded = lossy(encoding, bytes, "");
    decoded.encoding = label;
    decoded
}

fn unmarked(bytes: &[u8]) -> Decoded<'_> {
    if is_iso_2022_jp(bytes) {
        return lossy(ISO_2022_JP, bytes, " (guessed)");
    }
    if let Some(decoded) = mostly_utf_8(bytes) {
        return decoded;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    match OlderWestern::find(bytes, guess) {
        Some(older) => Decoded {
            text: Cow::Owned(older.decode(bytes)),
            encoding: format!("{} (guessed)", older.label()),
            problems: Vec::new(),
        },
        None => lossy(nearest(bytes, guess), bytes, " (guessed)"),
    }
}

fn lossy<'a>(encoding: &'static Encoding, bytes: &'a [u8], suffix: &str) -> Decoded<'a> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let problems = if damaged {
        let count = text
            .chars()
            .filter(|&c| c == char::REPLACEMENT_CHARACTER)
            .count();
        vec![Problem::repaired(
            None,
            None,
            format!(
                "{count} characters are not valid {} and are shown as “�”",
                encoding.name()
            ),
        )]
    } else {
        Vec::new()
    };
    Decoded {
        text,
        encoding: format!("{}{suffix}", encoding.name()),
        problems,
    }
}

/// Whether text is Japanese as mail has it: no byte beyond ASCII, which would be UTF-8 as well, but
/// the signs that switch to its characters.
pub(crate) fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let switches = |sign: &[u8]| matches!(sign, b"\x1b$@" | b"\x1b$B" | b"\x1b(J");
    memchr::memchr(0x1b, bytes).is_some() && bytes.is_ascii() && bytes.windows(3).any(switches)
}

/// UTF-8, if the file is that but for a few bytes (a file cut in the middle of a character, or
/// pieces pasted from an older system). The strays are read as Windows-1252.
fn mostly_utf_8(bytes: &[u8]) -> Option<Decoded<'_>> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Decoded {
            text: Cow::Borrowed(text),
            encoding: "UTF-8".to_owned(),
            problems: Vec::new(),
        });
    }
    let (mut good, mut strays, mut cut) = (0_usize, 0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        strays += chunk.invalid().len();
        cut = chunk.invalid().len();
    }
    let only_cut = cut == strays
        && bytes.utf8_chunks().last().is_some_and(|last| {
            let lead = last.invalid().first().copied().unwrap_or(0);
            last.invalid().len() < 4 && lead >= 0xC2 && bytes.ends_with(last.invalid())
        });
    if good < 4 * strays && !(only_cut && good > 0) {
        return None;
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if chunk.invalid().is_empty() {
            continue;
        }
        if only_cut {
            text.push(char::REPLACEMENT_CHARACTER);
        } else {
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    let reason = if only_cut {
        "the file ends in the middle of a character: it was probably cut off".to_owned()
    } else {
        format!("{strays} bytes are not valid UTF-8 and were read as Windows-1252")
    };
    Some(Decoded {
        text: Cow::Owned(text),
        encoding: "UTF-8".to_owned(),
        problems: vec![Problem::repaired(None, None, reason)],
    })
}

/// Text in a Western script has a zero in every second byte when it is UTF-16.
pub(crate) fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 4 || !sample.contains(&0) {
        return None;
    }
    let zeros = |start: usize| {
        sample
            .iter()
            .skip(start)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 10 >= pairs * 6 && even * 20 <= pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 6 && odd * 20 <= pairs {
        Some(UTF_16BE)
    } else {
        let mut orders = [UTF_16LE, UTF_16BE].into_iter();
        orders.find(|order| is_utf_16(sample, order))
    }
}

/// Whether bytes in another script make sense in this order: lines, other ASCII signs, and beside
/// them letters; in the wrong order spaces and line ends become signs of far-off scripts.
fn is_utf_16(sample: &[u8], order: &'static Encoding) -> bool {
    // The sample may end inside a pair of surrogates.
    let (text, _) = order.decode_without_bom_handling(&sample[..sample.len() - sample.len() % 4]);
    let (mut all, mut ascii, mut letters, mut lines, mut odd) = (0, 0, 0, 0, 0);
    for c in text.chars() {
        all += 1;
        lines += usize::from(c == '\n');
        ascii += usize::from(c.is_ascii());
        letters += usize::from(!c.is_ascii() && (c.is_alphabetic() || is_common_sign(c)));
        let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        let private = ('\u{e000}'..='\u{f8ff}').contains(&c);
        odd += usize::from(control || private || c == char::REPLACEMENT_CHARACTER);
    }
    lines > 0 && odd <= 1 && ascii * 20 >= all && letters > 0 && (ascii + letters) * 20 >= all * 19
}

/// Signs that stand between the letters of many scripts.
fn is_common_sign(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2026}' | '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff65}' | '\u{a0}'..='\u{bf}' | '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}')
}

#[derive(Clone, Copy)]
pub(crate) enum ByteOrder {
    Little,
    Big,
}

impl ByteOrder {
    pub fn label(self) -> &'static str {
        match self {
            ByteOrder::Little => "UTF-32LE",
            ByteOrder::Big => "UTF-32BE",
        }
    }

    /// The character of four bytes.
    pub fn character(self, unit: &[u8]) -> Option<char> {
        let unit = <[u8; 4]>::try_from(unit).ok()?;
        char::from_u32(match self {
            ByteOrder::Little => u32::from_le_bytes(unit),
            ByteOrder::Big => u32::from_be_bytes(unit),
        })
    }
}

pub(crate) fn utf_32_mark(bytes: &[u8]) -> Option<ByteOrder> {
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) {
        Some(ByteOrder::Little)
    } else if bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        Some(ByteOrder::Big)
    } else {
        None
    }
}

fn utf_32(bytes: &[u8], order: ByteOrder) -> Decoded<'static> {
    let mut bad = 0_usize;
    let text: String = bytes
        .chunks(4)
        .map(|unit| {
            order.character(unit).unwrap_or_else(|| {
                bad += 1;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    let label = order.label();
    let problems = if bad > 0 {
        vec![Problem::repaired(
            None,
            None,
            format!("{bad} characters are not valid {label} and are shown as “�”"),
        )]
    } else {
        Vec::new()
    };
    Decoded {
        text: Cow::Owned(text),
        encoding: format!("{label} with byte order mark"),
        problems,
    }
}

fn remove_nul(decoded: &mut Decoded<'_>) {
    let count = decoded.text.bytes().filter(|&b| b == 0).count();
    if count > 0 {
        decoded.text = Cow::Owned(decoded.text.replace('\0', ""));
        decoded.problems.push(Problem::repaired(
            None,
            None,
            format!("{count} zero bytes (NUL) were removed"),
        ));
    }
}

/// Refuses what is certainly not text: known signatures, or many control characters.
pub(crate) fn refuse_binary(name: &str, bytes: &[u8]) -> Result<(), FileError> {
    if let Some((looks_like, advice)) = signature(bytes) {
        return Err(FileError::Binary {
            name: name.to_owned(),
            what: looks_like.to_owned(),
            advice: advice.to_owned(),
        });
    }
    let sample = &bytes[..bytes.len().min(64 << 10)];
    let control = sample
        .iter()
        .filter(|&&b| {
            b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B | 0x1C..=0x1F)
        })
        .count();
    // A few zero bytes are a known fault of exports and are mended; a tenth is another matter.
    if control > 2 && control * 10 > sample.len() {
        return Err(FileError::Binary {
            name: name.to_owned(),
            what: "a program's own data".to_owned(),
            advice: "export it as CSV, XLSX, JSON or plain text".to_owned(),
        });
    }
    Ok(())
}

/// What the first bytes say a file is, and what to do about it.
pub(crate) fn signature(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const SIGNATURES: &[(&[u8], &str, &str)] = &[
        (
            b"PK\x03\x04",
            "a ZIP, Excel, Word or LibreOffice file",
            "give it its right extension (.xlsx, .docx, .ods, .odt), or unpack it first",
        ),
        (b"PK\x05\x06", "an empty ZIP file", "export it again"),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            "an old Excel or Word file",
            "save it as .xlsx, .docx or CSV",
        ),
        (
            b"%PDF",
            "a PDF document",
            "export the text itself, for example as .docx or .txt",
        ),
        (b"\x1F\x8B", "a gzip-compressed file", "unpack it first"),
        (b"BZh", "a bzip2-compressed file", "unpack it first"),
        (b"\xFD7zXZ\0", "an xz-compressed file", "unpack it first"),
        (
            b"(\xB5/\xFD",
            "a Zstandard-compressed file",
            "unpack it first",
        ),
        (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive", "unpack it first"),
        (b"Rar!", "a RAR archive", "unpack it first"),
        (
            b"\x89PNG",
            "a PNG picture",
            "choose the file with the words",
        ),
        (
            b"\xFF\xD8\xFF",
            "a JPEG picture",
            "choose the file with the words",
        ),
        (b"GIF8", "a GIF picture", "choose the file with the words"),
        (b"\x7FELF", "a program", "choose the file with the words"),
        (b"MZ\x90\0", "a program", "choose the file with the words"),
        (
            b"SQLite format 3\0",
            "a database",
            "export its table as CSV",
        ),
        (
            b"PAR1",
            "a Parquet file",
            "give it its right extension (.parquet)",
        ),
        (
            b"ID3",
            "a sound recording",
            "have it transcribed and import the transcript",
        ),
        (
            b"OggS",
            "a recording",
            "have it transcribed and import the transcript",
        ),
        (b"{\\rtf", "an RTF document", "save it as .docx or .txt"),
    ];
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some((
            "a film or recording",
            "have it transcribed and import the transcript",
        ));
    }
    SIGNATURES
        .iter()
        .find(|(start, ..)| bytes.starts_with(start))
        .map(|&(_, what, advice)| (what, advice))
}

/// Undoes UTF-8 that was once read as Windows-1252 (“Ã¼” for “ü”), if the whole cell can be.
pub(crate) fn mend_twice_encoded(cell: &str) -> Option<String> {
    if !cell.contains(['Ã', 'Â', 'â', 'ð', 'Å', 'Ð']) {
        return None;
    }
    let (bytes, _, unmappable) = WINDOWS_1252.encode(cell);
    if unmappable {
        return None;
    }
    let mended = std::str::from_utf8(&bytes).ok()?;
    (mended.chars().count() < cell.chars().count()).then(|| mended.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: &str) {
        let decoded = decode("x.csv", bytes).unwrap();
        assert_eq!(
            (decoded.text.as_ref(), decoded.encoding.as_str()),
            (text, encoding)
        );
        assert!(
            decoded.problems.is_empty(),
            "nothing to mend: {:?}",
            decoded.problems
        );
    }

    fn utf_16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn encodings_are_found_and_named() {
        let text = "naïve, größer";
        check(text.as_bytes(), text, "UTF-8");
        check(
            &[b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            text,
            "UTF-8 with byte order mark",
        );
        check(
            &[&[0xFF, 0xFE][..], &utf_16(text, true)].concat(),
            text,
            "UTF-16LE with byte order mark",
        );
        check(
            &[&[0xFE, 0xFF][..], &utf_16(text, false)].concat(),
            text,
            "UTF-16BE with byte order mark",
        );
        check(&utf_16(text, true), text, "UTF-16LE (guessed)");
        check(&utf_16(text, false), text, "UTF-16BE (guessed)");
        let utf_32: Vec<u8> = text
            .chars()
            .flat_map(|c| (c as u32).to_le_bytes())
            .collect();
        check(
            &[&[0xFF, 0xFE, 0, 0][..], &utf_32].concat(),
            text,
            "UTF-32LE with byte order mark",
        );
        check(
            b"Die Bedienung k\xF6nnte schneller sein, daf\xFCr sch\xF6n",
            "Die Bedienung könnte schneller sein, dafür schön",
            "windows-1252 (guessed)",
        );
        let (russian, ..) =
            encoding_rs::WINDOWS_1251.encode("Не могу войти в приложение после обновления");
        check(
            &russian,
            "Не могу войти в приложение после обновления",
            "windows-1251 (guessed)",
        );
        check(
            b"id,comment\n1,\x1b$BCY$$\x1b(B",
            "id,comment\n1,遅い",
            "ISO-2022-JP (guessed)",
        );
        let (japanese, ..) = encoding_rs::SHIFT_JIS.encode("アプリの起動が遅いので困っています。");
        check(
            &japanese,
            "アプリの起動が遅いので困っています。",
            "Shift_JIS (guessed)",
        );
    }

    #[test]
    fn what_is_mended_is_said() {
        let holed = "größer Öl über süß".replace('l', "\0");
        let decoded = decode("x.csv", holed.as_bytes()).unwrap();
        assert_eq!(decoded.problems.len(), 1, "zero bytes are reported");
        let mixed = ["größer über süß äöü".as_bytes(), b" caf\xE9 noir"].concat();
        let decoded = decode("x.csv", &mixed).unwrap();
        assert!(
            decoded.text.ends_with("café noir"),
            "the stray byte is read as Windows-1252"
        );
        assert!(
            decoded.problems[0].reason.contains("not valid UTF-8"),
            "and that is said"
        );
        let cut = &"größer ü".as_bytes()[..10];
        let decoded = decode("x.csv", cut).unwrap();
        assert!(
            decoded.problems[0].reason.contains("cut off"),
            "{:?}",
            decoded.problems
        );
    }

    #[test]
    fn what_is_not_text_is_refused_with_advice() {
        for bytes in [
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
            b"PK\x03\x04\x14\0",
            b"%PDF-1.7",
            b"\x01\x02\x03\x04\x05\x06\x07\x08",
        ] {
            let error = decode("x.csv", bytes).unwrap_err();
            assert!(matches!(error, FileError::Binary { .. }), "{error}");
        }
        assert!(matches!(
            decode("x.csv", b" \n\t\n"),
            Err(FileError::Empty { .. })
        ));
        assert!(matches!(decode("x.csv", b""), Err(FileError::Empty { .. })));
    }

    #[test]
    fn text_encoded_twice_is_mended() {
        assert_eq!(
            mend_twice_encoded("Framsida lÃ¥r"),
            Some("Framsida lår".to_owned())
        );
        assert_eq!(mend_twice_encoded("itâ€™s"), Some("it’s".to_owned()));
        for fine in ["Ångström", "SÃO PAULO", "café", "plain", "Å and Ã"] {
            assert_eq!(mend_twice_encoded(fine), None, "{fine} is right as it is");
        }
    }
}
