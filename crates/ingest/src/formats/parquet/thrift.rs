//! What a file says of itself, in Thrift's compact protocol, as far as it takes to know what it claims.
//! After “Thrift Compact protocol encoding” and the format's `parquet.thrift`.

/// What the header of a page says.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageHeader {
    /// Bytes of the header itself.
    pub length: usize,
    pub kind: i64,
    /// Bytes of the page as it stands in the file, and once it is expanded.
    pub compressed: i64,
    pub expanded: i64,
    /// Values, those included that are missing; of a dictionary its entries.
    pub values: i64,
}

pub(super) const DATA_PAGE: i64 = 0;
pub(super) const DICTIONARY_PAGE: i64 = 2;
pub(super) const DATA_PAGE_V2: i64 = 3;

/// The header that the bytes begin with; none if they are no header.
pub(super) fn page_header(bytes: &[u8]) -> Option<PageHeader> {
    let mut reader = Reader { bytes, at: 0 };
    let mut header = PageHeader {
        kind: -1,
        compressed: -1,
        expanded: -1,
        values: 0,
        length: 0,
    };
    let mut field = 0;
    while let Some((next, kind)) = reader.field(field)? {
        field = next;
        match (field, kind) {
            (1, I32) => header.kind = reader.signed()?,
            (2, I32) => header.expanded = reader.signed()?,
            (3, I32) => header.compressed = reader.signed()?,
            // The headers of data pages, dictionaries and data pages of the second version: each
            // begins with the number of its values.
            (5 | 7 | 8, STRUCT) => {
                let mut inner = 0;
                while let Some((next, kind)) = reader.field(inner)? {
                    inner = next;
                    match (inner, kind) {
                        (1, I32) => header.values = reader.signed()?,
                        _ => reader.skip(kind, 0)?,
                    }
                }
            }
            _ => reader.skip(kind, 0)?,
        }
    }
    header.length = reader.at;
    Some(header)
}

/// Whether the bytes begin with a structure none of whose lists claims more than is there. The library
/// goes through a list of yes and no as far as it claims to be long, two thousand million if it likes.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    Reader { bytes, at: 0 }.skip(STRUCT, 0).is_some()
}

const BOOL_TRUE: u8 = 1;
const BOOL_FALSE: u8 = 2;
const BYTE: u8 = 3;
const I16: u8 = 4;
const I32: u8 = 5;
const I64: u8 = 6;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

/// How deep values inside each other are followed.
const DEEPEST: usize = 16;

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn unsigned(&mut self) -> Option<u64> {
        unsigned(self.bytes, &mut self.at)
    }

    fn signed(&mut self) -> Option<i64> {
        self.unsigned().map(unfolded)
    }

    /// Number and type of the next field; none at the end of the structure.
    fn field(&mut self, last: i64) -> Option<Option<(i64, u8)>> {
        let byte = self.byte()?;
        let kind = byte & 0x0F;
        if kind == 0 {
            return Some(None);
        }
        let number = match byte >> 4 {
            0 => self.signed()?,
            step => last.checked_add(i64::from(step))?,
        };
        Some(Some((number, kind)))
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match kind {
            BOOL_TRUE | BOOL_FALSE => {}
            BYTE => self.at += 1,
            I16 | I32 | I64 => drop(self.unsigned()?),
            DOUBLE => self.at += 8,
            BINARY => {
                let length = usize::try_from(self.unsigned()?).ok()?;
                self.at = self.at.checked_add(length)?;
            }
            LIST | SET => {
                let byte = self.byte()?;
                let count = match byte >> 4 {
                    15 => self.unsigned()?,
                    count => u64::from(count),
                };
                self.skip_many(byte & 0x0F, count, depth)?;
            }
            MAP => {
                let count = self.unsigned()?;
                if count > 0 {
                    let kinds = self.byte()?;
                    for _ in 0..count {
                        self.skip_many(kinds >> 4, 1, depth)?;
                        self.skip_many(kinds & 0x0F, 1, depth)?;
                    }
                }
            }
            STRUCT => {
                let mut field = 0;
                while let Some((next, kind)) = self.field(field)? {
                    field = next;
                    self.skip(kind, depth + 1)?;
                }
            }
            _ => return None,
        }
        (self.at <= self.bytes.len()).then_some(())
    }

    fn skip_many(&mut self, kind: u8, count: u64, depth: usize) -> Option<()> {
        // Inside a list yes and no take a byte, unlike fields.
        let kind = if matches!(kind, BOOL_TRUE | BOOL_FALSE) {
            BYTE
        } else {
            kind
        };
        for _ in 0..count {
            self.skip(kind, depth + 1)?;
        }
        Some(())
    }
}

/// A number of seven bits a byte (ULEB128).
pub(super) fn unsigned(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// Zigzag numbers: 0, −1, 1, −2 …
fn unfolded(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_whatever_else_it_holds() {
        // type 0, expanded 20, compressed 10, data page header {values 3, encoding 0, and
        // statistics {max "z", null count 1}}, and a field of another day.
        let header = [
            0x15, 0x00, 0x15, 0x28, 0x15, 0x14, 0x2C, 0x15, 0x06, 0x15, 0x00, 0x3C, 0x18, 0x01,
            b'z', 0x26, 0x02, 0x00, 0x00, 0x49, 0x25, 0x02, 0x04, 0x00,
        ];
        let found = page_header(&header);
        let expected = PageHeader {
            length: header.len(),
            kind: DATA_PAGE,
            compressed: 10,
            expanded: 20,
            values: 3,
        };
        assert_eq!(found, Some(expected));
        for end in 0..header.len() {
            assert_eq!(page_header(&header[..end]), None, "cut off at {end}");
        }
        let endless = [0x1C; 400];
        assert_eq!(page_header(&endless), None, "structures without end");
    }

    #[test]
    fn a_list_is_no_longer_than_what_is_there() {
        // Field 9, a list of two yes or no, and of as many as a number can say.
        assert!(is_whole(&[0x99, 0x21, 0x01, 0x02, 0x00]));
        let endless = [0x99, 0xF1, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x01, 0x02, 0x00];
        assert!(!is_whole(&endless));
    }
}
