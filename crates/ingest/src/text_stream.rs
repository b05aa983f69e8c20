//! The text of a file piece by piece, so that it never stands in memory as a whole.
//!
//! The same encodings, guesses and repairs as [`crate::encoding::decode`], which small files and
//! the formats that need all their text go through.

use std::io::Read;

use encoding_rs::{CoderResult, Decoder, Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252};

use crate::encoding::{ByteOrder, is_iso_2022_jp, refuse_binary, utf_16_without_mark, utf_32_mark};
use crate::kin_encodings::nearest;
use crate::older_western::OlderWestern;
use crate::{FileError, Input, Problem};

/// Bytes asked for at a time.
const PIECE: usize = 256 << 10;

/// A text file, once it is known how to read it.
pub(crate) struct TextFile<'a> {
    name: String,
    input: &'a dyn Input,
    coding: Coding,
    /// Bytes of the byte order mark.
    mark: usize,
    /// “UTF-8”, “windows-1252 (guessed)” …
    pub encoding: String,
    /// What had to be mended in the whole file.
    pub problems: Vec<Problem>,
}

#[derive(Clone, Copy)]
enum Coding {
    /// UTF-8; strays are read as Windows-1252, or shown as “�” if the file was merely cut off.
    Utf8 {
        cut_off: bool,
    },
    Other(&'static Encoding),
    Older(OlderWestern),
    Utf32(ByteOrder),
}

impl<'a> TextFile<'a> {
    /// Goes through the whole file once to find its encoding; twice if it is not UTF-8.
    ///
    /// # Errors
    /// If it is no text, or empty.
    pub fn open(name: &str, input: &'a dyn Input) -> Result<TextFile<'a>, FileError> {
        let mut bytes = Pieces::open(name, input)?;
        let mut piece = Vec::new();
        bytes.next(&mut piece)?;
        let found = |coding, mark, encoding: String| TextFile {
            name: name.to_owned(),
            input,
            coding,
            mark,
            encoding,
            problems: Vec::new(),
        };
        let marked = Encoding::for_bom(&piece).filter(|_| !piece.starts_with(&[0xFF, 0xFE, 0, 0]));
        let mut file = if let Some((encoding, mark)) = marked {
            let coding = if encoding == UTF_8 {
                Coding::Utf8 { cut_off: false }
            } else {
                Coding::Other(encoding)
            };
            let label = format!("{} with byte order mark", encoding.name());
            found(coding, mark, label)
        } else if let Some(order) = utf_32_mark(&piece) {
            let label = format!("{} with byte order mark", order.label());
            found(Coding::Utf32(order), 4, label)
        } else if let Some(encoding) = utf_16_without_mark(&piece) {
            let label = format!("{} (guessed)", encoding.name());
            found(Coding::Other(encoding), 0, label)
        } else if is_iso_2022_jp(&piece) {
            let label = format!("{} (guessed)", ISO_2022_JP.name());
            found(Coding::Other(ISO_2022_JP), 0, label)
        } else {
            refuse_binary(name, &piece)?;
            found(Coding::Utf8 { cut_off: false }, 0, "UTF-8".to_owned())
        };
        if matches!(file.coding, Coding::Utf8 { .. }) {
            let mut census = Census::default();
            census.add(&piece[file.mark..]);
            while bytes.next(&mut piece)? {
                census.add(&piece);
            }
            census.finish();
            if census.is_utf_8() {
                let cut_off = census.only_cut();
                file.coding = Coding::Utf8 { cut_off };
                file.problems.extend(census.problem(cut_off));
            } else {
                drop(bytes);
                file.guess(file.mark > 0)?;
            }
        }
        file.count_damage()?;
        Ok(file)
    }

    /// The text from the beginning.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub fn text(&self) -> Result<TextPieces<'a>, FileError> {
        let decoder = match self.coding {
            Coding::Other(encoding) => Some(encoding.new_decoder_without_bom_handling()),
            _ => None,
        };
        Ok(TextPieces {
            bytes: Pieces::open(&self.name, self.input)?,
            coding: self.coding,
            decoder,
            skip: self.mark,
            piece: Vec::new(),
            rest: Vec::new(),
            replaced: 0,
            nul: 0,
            ended: false,
        })
    }

    /// Lets chardetng say which of the older encodings it is.
    fn guess(&mut self, marked: bool) -> Result<(), FileError> {
        if marked {
            self.coding = Coding::Other(UTF_8);
            return Ok(());
        }
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
        let mut bytes = Pieces::open(&self.name, self.input)?;
        let mut piece = Vec::new();
        let mut sample = Vec::new();
        while bytes.next(&mut piece)? {
            detector.feed(&piece, false);
            // Enough to tell where letters stand: the first pieces with some beyond ASCII.
            if sample.len() < PIECE && !piece.is_ascii() {
                sample.extend_from_slice(&piece);
            }
        }
        detector.feed(&[], true);
        let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
        if let Some(older) = OlderWestern::find(&sample, guess) {
            self.coding = Coding::Older(older);
            self.encoding = format!("{} (guessed)", older.label());
            return Ok(());
        }
        let guess = nearest(&sample, guess);
        self.coding = Coding::Other(guess);
        self.encoding = format!("{} (guessed)", guess.name());
        Ok(())
    }

    /// Zero bytes and characters that are none, which decoding alone can tell.
    fn count_damage(&mut self) -> Result<(), FileError> {
        let mut pieces = self.text()?;
        let mut text = String::new();
        let mut blank = true;
        while pieces.next(&mut text)? {
            blank = blank && text.trim().is_empty();
            text.clear();
        }
        if blank {
            return Err(FileError::Empty {
                name: self.name.clone(),
            });
        }
        let name = match self.coding {
            Coding::Utf8 { .. } | Coding::Older(_) => None,
            Coding::Other(encoding) => Some(encoding.name()),
            Coding::Utf32(order) => Some(order.label()),
        };
        if let (Some(name), true) = (name, pieces.replaced > 0) {
            let count = pieces.replaced;
            let reason = format!("{count} characters are not valid {name} and are shown as “�”");
            self.problems.push(Problem::repaired(None, None, reason));
        }
        if pieces.nul > 0 {
            let reason = format!("{} zero bytes (NUL) were removed", pieces.nul);
            self.problems.push(Problem::repaired(None, None, reason));
        }
        Ok(())
    }
}

/// The text of a [`TextFile`], piece by piece, without zero bytes.
pub(crate) struct TextPieces<'a> {
    bytes: Pieces<'a>,
    coding: Coding,
    decoder: Option<Decoder>,
    skip: usize,
    piece: Vec<u8>,
    /// The beginning of a character whose end is in the next piece.
    rest: Vec<u8>,
    replaced: usize,
    nul: usize,
    ended: bool,
}

impl TextPieces<'_> {
    /// Adds the next piece to `text`. False at the end.
    ///
    /// # Errors
    /// If the file cannot be read on.
    pub fn next(&mut self, text: &mut String) -> Result<bool, FileError> {
        if self.ended {
            return Ok(false);
        }
        let more = self.bytes.next(&mut self.piece)?;
        let piece = std::mem::take(&mut self.piece);
        let skipped = self.skip.min(piece.len());
        self.skip -= skipped;
        let start = text.len();
        let last = !more;
        match self.coding {
            Coding::Utf8 { cut_off } => self.utf_8(&piece[skipped..], last, cut_off, text),
            Coding::Other(_) => self.decode(&piece[skipped..], last, text),
            Coding::Older(older) => text.push_str(&older.decode(&piece[skipped..])),
            Coding::Utf32(order) => self.utf_32(&piece[skipped..], last, order, text),
        }
        self.piece = piece;
        self.ended = last;
        let nul = text.as_bytes()[start..].iter().filter(|&&b| b == 0).count();
        if nul > 0 {
            self.nul += nul;
            let clean = text[start..].replace('\0', "");
            text.truncate(start);
            text.push_str(&clean);
        }
        Ok(more || text.len() > start)
    }

    fn utf_8(&mut self, piece: &[u8], last: bool, cut_off: bool, text: &mut String) {
        let joined;
        let bytes = if self.rest.is_empty() {
            piece
        } else {
            joined = [std::mem::take(&mut self.rest).as_slice(), piece].concat();
            &joined
        };
        let bytes = if last {
            bytes
        } else {
            let whole = bytes.len() - open_end(bytes);
            self.rest = bytes[whole..].to_vec();
            &bytes[..whole]
        };
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            if chunk.invalid().is_empty() {
                continue;
            }
            if cut_off {
                text.push(char::REPLACEMENT_CHARACTER);
            } else {
                text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
            }
        }
    }

    fn decode(&mut self, mut piece: &[u8], last: bool, text: &mut String) {
        let Some(decoder) = &mut self.decoder else {
            return;
        };
        let start = text.len();
        let mut damaged = false;
        loop {
            text.reserve(
                decoder
                    .max_utf8_buffer_length(piece.len())
                    .unwrap_or(PIECE * 4),
            );
            let (result, read, errors) = decoder.decode_to_string(piece, text, last);
            damaged |= errors;
            piece = &piece[read..];
            if result == CoderResult::InputEmpty {
                break;
            }
        }
        if damaged {
            let signs = text[start..].chars();
            self.replaced += signs.filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
        }
    }

    fn utf_32(&mut self, piece: &[u8], last: bool, order: ByteOrder, text: &mut String) {
        self.rest.extend_from_slice(piece);
        let whole = if last {
            self.rest.len()
        } else {
            self.rest.len() / 4 * 4
        };
        let units: Vec<u8> = self.rest.drain(..whole).collect();
        for unit in units.chunks(4) {
            let sign = order.character(unit);
            self.replaced += usize::from(sign.is_none());
            text.push(sign.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }
}

/// Bytes at the end that may be the beginning of a character.
fn open_end(bytes: &[u8]) -> usize {
    let from = bytes.len().saturating_sub(3);
    for at in (from..bytes.len()).rev() {
        let length = match bytes[at] {
            0x80..=0xBF => continue,
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 1,
        };
        let there = bytes.len() - at;
        return if there < length { there } else { 0 };
    }
    0
}

/// How much of a file is UTF-8.
#[derive(Default)]
struct Census {
    /// Characters beyond ASCII.
    good: usize,
    strays: usize,
    rest: Vec<u8>,
    /// The bytes that the file ends with and that are no character.
    end: Vec<u8>,
}

impl Census {
    fn add(&mut self, piece: &[u8]) {
        let joined;
        let bytes = if self.rest.is_empty() {
            piece
        } else {
            joined = [std::mem::take(&mut self.rest).as_slice(), piece].concat();
            &joined
        };
        let whole = bytes.len() - open_end(bytes);
        self.rest = bytes[whole..].to_vec();
        self.count(&bytes[..whole]);
    }

    fn finish(&mut self) {
        let rest = std::mem::take(&mut self.rest);
        if !rest.is_empty() {
            self.count(&rest);
        }
    }

    fn count(&mut self, bytes: &[u8]) {
        for chunk in bytes.utf8_chunks() {
            let leads = |b: &&u8| **b >= 0xC0;
            self.good += chunk.valid().as_bytes().iter().filter(leads).count();
            self.strays += chunk.invalid().len();
            self.end = chunk.invalid().to_vec();
        }
    }

    /// Whether the strays are nothing but a character whose end is missing.
    fn only_cut(&self) -> bool {
        let lead = self.end.first().copied().unwrap_or(0);
        self.strays > 0
            && self.strays == self.end.len()
            && self.end.len() < 4
            && lead >= 0xC2
            && self.good > 0
    }

    fn is_utf_8(&self) -> bool {
        self.strays == 0 || self.good >= 4 * self.strays || self.only_cut()
    }

    fn problem(&self, cut_off: bool) -> Option<Problem> {
        let reason = if cut_off {
            "the file ends in the middle of a character: it was probably cut off".to_owned()
        } else if self.strays > 0 {
            let strays = self.strays;
            format!("{strays} bytes are not valid UTF-8 and were read as Windows-1252")
        } else {
            return None;
        };
        Some(Problem::repaired(None, None, reason))
    }
}

/// The bytes of a file, piece by piece.
struct Pieces<'a> {
    name: String,
    read: Box<dyn Read + 'a>,
}

impl<'a> Pieces<'a> {
    fn open(name: &str, input: &'a dyn Input) -> Result<Pieces<'a>, FileError> {
        let read = input.open().map_err(|error| unreadable(name, &error))?;
        Ok(Pieces {
            name: name.to_owned(),
            read,
        })
    }

    /// Replaces `piece` by the next one. False, and nothing in it, at the end.
    fn next(&mut self, piece: &mut Vec<u8>) -> Result<bool, FileError> {
        piece.clear();
        let limit = PIECE as u64;
        self.read
            .by_ref()
            .take(limit)
            .read_to_end(piece)
            .map_err(|error| unreadable(&self.name, &error))?;
        Ok(!piece.is_empty())
    }
}

/// The whole of a file, for formats that need it.
pub(crate) fn all_bytes(name: &str, input: &dyn Input) -> Result<Vec<u8>, FileError> {
    let limit = crate::limits::FILE_BYTES;
    let too_large = |size: u64| FileError::BeyondLimit {
        name: name.to_owned(),
        what: format!("it has {} MiB", size >> 20),
        limit: format!("{} MiB", limit >> 20),
    };
    if input.size() > limit as u64 {
        return Err(too_large(input.size()));
    }
    let mut bytes = Vec::with_capacity(input.size() as usize);
    let read = input.open().map_err(|error| unreadable(name, &error))?;
    read.take(limit as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(name, &error))?;
    if bytes.len() > limit {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

/// The first bytes of a file.
pub(crate) fn first_bytes(
    name: &str,
    input: &dyn Input,
    limit: usize,
) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    let read = input.open().map_err(|error| unreadable(name, &error))?;
    read.take(limit as u64)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(name, &error))?;
    Ok(bytes)
}

fn unreadable(name: &str, error: &std::io::Error) -> FileError {
    FileError::Unreadable {
        name: name.to_owned(),
        detail: error.to_string().trim_end_matches('.').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::encoding::decode;

    /// Gives its bytes in small pieces.
    struct Dripping<'a>(&'a [u8]);

    impl Input for Dripping<'_> {
        fn open(&self) -> std::io::Result<Box<dyn Read + '_>> {
            Ok(Box::new(self.0))
        }

        fn size(&self) -> u64 {
            self.0.len() as u64
        }
    }

    fn streamed(bytes: &[u8]) -> Result<(String, String, Vec<Problem>), FileError> {
        let dripping = Dripping(bytes);
        let file = TextFile::open("x.csv", &dripping)?;
        let mut text = String::new();
        let mut pieces = file.text()?;
        while pieces.next(&mut text)? {}
        Ok((text, file.encoding.clone(), file.problems.clone()))
    }

    fn check(bytes: &[u8]) {
        let whole = decode("x.csv", bytes).map(|d| (d.text.into_owned(), d.encoding, d.problems));
        assert_eq!(streamed(bytes), whole, "{bytes:?}");
    }

    #[test]
    fn pieces_are_the_whole() {
        // A piece ends inside a character, whatever its length.
        for shift in 0..4 {
            let text = format!(
                "{}{}",
                "x".repeat(shift),
                "größer €uro 🦀 日本 ".repeat(30_000)
            );
            check(text.as_bytes());
            check(&[b"\xEF\xBB\xBF", text.as_bytes()].concat());
            let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            check(&[&[0xFF, 0xFE][..], &utf_16].concat());
            let utf_32: Vec<u8> = text
                .chars()
                .flat_map(|c| (c as u32).to_be_bytes())
                .collect();
            check(&[&[0, 0, 0xFE, 0xFF][..], &utf_32].concat());
            let (old, ..) = encoding_rs::SHIFT_JIS.encode("アプリの起動が遅い");
            check(&[vec![b'x'; shift], old.repeat(20_000)].concat());
        }
        check(&"größer ü".as_bytes()[..10]);
        check(&["größer über süß äöü".as_bytes(), b" caf\xE9 noir"].concat());
        check("a\0b\0c, größer".as_bytes());
        check(b" \n ");
        check(b"\x89PNG\r\n\x1a\n");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_as_if_whole(bytes in proptest::collection::vec(any::<u8>(), 1..200)) {
            check(&bytes);
        }

        #[test]
        fn nearly_utf_8_is_read_as_if_whole(text in "[a-zäöü€日\u{1f980},\n]{1,80}", cut in 0..4_usize, stray in proptest::option::of(0..80_usize)) {
            let mut bytes = text.into_bytes();
            bytes.truncate(bytes.len().saturating_sub(cut).max(1));
            if let Some(at) = stray {
                bytes.insert(at.min(bytes.len()), 0xE9);
            }
            check(&bytes);
        }
    }
}
