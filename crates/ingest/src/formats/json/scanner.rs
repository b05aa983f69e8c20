//! Goes through a JSON document by its brackets and quotation marks, in memory that does not grow.

use crate::FileError;
use crate::text_stream::TextPieces;

/// Goes through the signs of a document without building anything.
pub(super) struct Scanner<'a> {
    name: String,
    pieces: TextPieces<'a>,
    text: String,
    at: usize,
    line: u64,
}

impl<'a> Scanner<'a> {
    pub fn new(name: &str, pieces: TextPieces<'a>) -> Scanner<'a> {
        Scanner {
            name: name.to_owned(),
            pieces,
            text: String::new(),
            at: 0,
            line: 1,
        }
    }

    /// The next byte, which stays.
    fn peek(&mut self) -> Result<Option<u8>, FileError> {
        while self.at >= self.text.len() {
            self.text.clear();
            self.at = 0;
            if !self.pieces.next(&mut self.text)? {
                return Ok(None);
            }
        }
        Ok(self.text.as_bytes().get(self.at).copied())
    }

    fn bump(&mut self, byte: u8) {
        self.line += u64::from(byte == b'\n');
        self.at += 1;
    }

    /// The next byte that is no white space, which stays.
    pub fn first(&mut self) -> Result<Option<u8>, FileError> {
        while let Some(byte) = self.peek()? {
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.bump(byte);
        }
        Ok(None)
    }

    pub fn expect(&mut self, wanted: u8) -> Result<(), FileError> {
        match self.first()? {
            Some(byte) if byte == wanted => {
                self.bump(byte);
                Ok(())
            }
            _ => Err(self.damaged(&format!("“{}” is missing", char::from(wanted)))),
        }
    }

    /// Goes to the value that these keys of objects lead to, one inside of the other.
    pub fn enter(&mut self, path: &[String]) -> Result<(), FileError> {
        for wanted in path {
            self.expect(b'{')?;
            loop {
                match self.key()? {
                    Some(key) if key == *wanted => break,
                    Some(_) => drop(self.value(&mut Kept::beginning(0))?),
                    None => return Err(self.damaged(&format!("“{wanted}” is missing"))),
                }
            }
        }
        Ok(())
    }

    /// The next key of an object, and the colon after it. None at the object's end.
    pub fn key(&mut self) -> Result<Option<String>, FileError> {
        const LONGEST: usize = 1 << 10;
        if self.first()? == Some(b',') {
            self.expect(b',')?;
        }
        if self.first()? == Some(b'}') {
            return Ok(None);
        }
        let mut key = Kept::beginning(LONGEST);
        self.value(&mut key)?;
        let key = serde_json::from_str(key.text()).map_err(|_| self.damaged("a key is missing"))?;
        self.expect(b':')?;
        Ok(Some(key))
    }

    /// Takes the next element of a list. False at the list's end.
    pub fn element(&mut self, kept: &mut Kept) -> Result<bool, FileError> {
        if self.first()? == Some(b',') {
            self.expect(b',')?;
        }
        match self.first()? {
            Some(b']') => Ok(false),
            Some(_) => self.value(kept).map(|_| true),
            None => Err(self.damaged("the list does not end")),
        }
    }

    /// Steps over a value, by its brackets and quotation marks; gives its bytes.
    pub fn value(&mut self, kept: &mut Kept) -> Result<usize, FileError> {
        kept.bytes.clear();
        kept.cut = false;
        self.first()?;
        let (mut open, mut in_string, mut escaped, mut length) = (0_usize, false, false, 0_usize);
        while let Some(byte) = self.peek()? {
            let ends = !in_string && open == 0 && length > 0;
            if ends && (matches!(byte, b',' | b':' | b']' | b'}') || byte.is_ascii_whitespace()) {
                return Ok(length);
            }
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_string => escaped = true,
                b'"' => in_string = !in_string,
                b'[' | b'{' if !in_string => open += 1,
                b']' | b'}' if !in_string => match open.checked_sub(1) {
                    Some(left) => open = left,
                    None => return Err(self.damaged("a bracket closes what was not open")),
                },
                b',' | b':' if open == 0 && !in_string => {
                    return Err(self.damaged("a value is missing"));
                }
                _ => {}
            }
            kept.push(byte);
            length += 1;
            self.bump(byte);
        }
        match open > 0 || in_string {
            true => Err(self.damaged("it ends in the middle of a value")),
            false => Ok(length),
        }
    }

    pub fn damaged(&self, detail: &str) -> FileError {
        FileError::Damaged {
            name: self.name.clone(),
            format: "JSON".to_owned(),
            detail: format!("line {}: {detail}", self.line),
        }
    }
}

/// What is kept of a value.
pub(super) struct Kept {
    bytes: Vec<u8>,
    most: usize,
    /// Whether there was more.
    pub cut: bool,
}

impl Kept {
    pub fn beginning(most: usize) -> Kept {
        Kept {
            bytes: Vec::new(),
            most,
            cut: false,
        }
    }

    fn push(&mut self, byte: u8) {
        if self.bytes.len() < self.most {
            self.bytes.push(byte);
        } else {
            self.cut = true;
        }
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }

    pub fn begins(&self) -> Beginning {
        let signs = self.bytes.iter().filter(|sign| !sign.is_ascii_whitespace());
        let signs: Vec<u8> = signs.copied().take(4).collect();
        match signs.as_slice() {
            [b'[', b'{', ..] => Beginning::ListOfObjects,
            [b'[', ..] => Beginning::List,
            b"{\"0\"" => Beginning::Numbered,
            [b'{', ..] => Beginning::Object,
            _ => Beginning::Plain,
        }
    }
}

/// What a value of an object begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning {
    /// A list whose first element is an object.
    ListOfObjects,
    List,
    /// A column of a table that is written by columns.
    Numbered,
    Object,
    Plain,
}
