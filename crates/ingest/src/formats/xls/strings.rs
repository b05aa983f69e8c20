//! Strings of several forms. Since Excel 97 they are Unicode, a byte a character where that is
//! enough; before, they were in the code page of the machine.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::records::u16_at;

/// The words that cells share, from the record that lists them and those that it goes on in.
pub(super) fn shared_strings(parts: Vec<&[u8]>) -> Vec<String> {
    /// How many strings there are, twice, comes before them; they end where the record does.
    const COUNTS: usize = 8;
    let mut pieces = Pieces {
        parts,
        part: 0,
        at: 0,
    };
    let mut strings = Vec::new();
    if pieces.skip(COUNTS).is_none() {
        return strings;
    }
    while let Some(string) = pieces.string() {
        strings.push(string);
    }
    strings
}

/// Bytes that go on from record to record.
struct Pieces<'b> {
    parts: Vec<&'b [u8]>,
    part: usize,
    at: usize,
}

const WIDE: u8 = 1;
const WITH_PHONETICS: u8 = 4;
const RICH: u8 = 8;

impl Pieces<'_> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let part = self.parts.get(self.part)?;
            if let Some(&byte) = part.get(self.at) {
                self.at += 1;
                return Some(byte);
            }
            self.part += 1;
            self.at = 0;
        }
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        let mut number = 0_usize;
        for place in 0..bytes {
            number |= usize::from(self.byte()?) << (8 * place);
        }
        Some(number)
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let left = self.parts.get(self.part)?.len() - self.at;
            let step = left.min(bytes);
            self.at += step;
            bytes -= step;
            if bytes > 0 {
                self.part += 1;
                self.at = 0;
            }
        }
        Some(())
    }

    fn string(&mut self) -> Option<String> {
        let length = self.number(2)?;
        let flags = self.byte()?;
        let runs = if flags & RICH != 0 {
            self.number(2)?
        } else {
            0
        };
        let phonetics = match flags & WITH_PHONETICS {
            0 => 0,
            _ => self.number(4)?,
        };
        let text = self.characters(length, flags & WIDE != 0)?;
        self.skip(runs * 4 + phonetics)?;
        Some(text)
    }

    fn characters(&mut self, length: usize, mut wide: bool) -> Option<String> {
        let mut units = Vec::with_capacity(length);
        while units.len() < length {
            if self.at >= self.parts.get(self.part)?.len() {
                // Where a string goes on in the next record, that says anew how wide it is.
                self.part += 1;
                self.at = 0;
                wide = self.byte()? & WIDE != 0;
            }
            let low = self.byte()?;
            let high = if wide { self.byte()? } else { 0 };
            units.push(u16::from_le_bytes([low, high]));
        }
        Some(String::from_utf16_lossy(&units))
    }
}

/// A Unicode string with its length in two bytes.
pub(super) fn plain_string(data: &[u8], encoding: &'static Encoding) -> Option<String> {
    let length = usize::from(u16_at(data, 0)?);
    let Some(text) = unicode(data.get(2..)?, length) else {
        // Some programs leave out whether it is Unicode.
        return byte_string(data, encoding);
    };
    Some(text)
}

/// A string with its length in one byte.
pub(super) fn short_string(
    data: &[u8],
    is_unicode: bool,
    encoding: &'static Encoding,
) -> Option<String> {
    let length = usize::from(*data.first()?);
    if is_unicode {
        return unicode(data.get(1..)?, length);
    }
    let text = data.get(1..1 + length)?;
    Some(encoding.decode_without_bom_handling(text).0.into_owned())
}

/// A string of so many bytes, as before Excel 97.
pub(super) fn byte_string(data: &[u8], encoding: &'static Encoding) -> Option<String> {
    let length = usize::from(u16_at(data, 0)?);
    let text = data.get(2..2 + length)?;
    Some(encoding.decode_without_bom_handling(text).0.into_owned())
}

/// Flags and so many characters.
fn unicode(data: &[u8], length: usize) -> Option<String> {
    let text = data.get(1..)?;
    if data[0] & WIDE != 0 {
        let units = text.get(..length * 2)?.chunks_exact(2);
        let units: Vec<u16> = units
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        return Some(String::from_utf16_lossy(&units));
    }
    Some(
        text.get(..length)?
            .iter()
            .map(|&byte| char::from(byte))
            .collect(),
    )
}

/// The encoding of a code page by its number.
pub(super) fn code_page(number: u16) -> &'static Encoding {
    let label = match number {
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        1250..=1258 => return windows(number),
        10000 | 32768 => "macintosh",
        10007 => "x-mac-cyrillic",
        20866 => "koi8-r",
        21866 => "koi8-u",
        866 => "ibm866",
        65001 => "utf-8",
        _ => "windows-1252",
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}

fn windows(number: u16) -> &'static Encoding {
    let label = format!("windows-{number}");
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_words_go_on_in_further_records_and_change_their_width() {
        // “größer” of one byte a letter, cut after “gr”, going on in two; “a€” rich, with a run.
        let first = [&[2, 0, 0, 0, 2, 0, 0, 0, 6, 0, 0][..], b"gr"].concat();
        let second = [
            &[1][..],
            "ößer"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<_>>()
                .as_slice(),
            &[2, 0, RICH | WIDE, 1, 0],
        ]
        .concat();
        let third = [&[1][..], &[b'a', 0, 0xAC, 0x20, 9, 9, 9, 9]].concat();
        let found = shared_strings(vec![&first, &second, &third]);
        assert_eq!(found, ["größer", "a€"]);
        assert_eq!(shared_strings(vec![&first]), [""; 0], "cut off");
        assert_eq!(shared_strings(vec![]), [""; 0]);
    }

    #[test]
    fn code_pages_have_their_encodings() {
        assert_eq!(code_page(1251).name(), "windows-1251");
        assert_eq!(code_page(10000).name(), "macintosh");
        assert_eq!(code_page(1200).name(), "windows-1252");
    }
}
