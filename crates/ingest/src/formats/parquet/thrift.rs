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
    reader.structure(
        PAGE_HEADER,
        0,
        0,
        &mut |of, field, number| match (of, field) {
            (0, 1) => header.kind = number,
            (0, 2) => header.expanded = number,
            (0, 3) => header.compressed = number,
            // The headers of data pages, dictionaries and data pages of the second version: each begins
            // with the number of its values.
            (5 | 7 | 8, 1) => header.values = number,
            _ => {}
        },
    )?;
    header.length = reader.at;
    Some(header)
}

/// Whether the bytes begin with the description of a file in which every field has the type that the
/// format gives it, and no list claims more than is there. The library takes fields for what they should
/// be, whatever they say that they are, and goes through lists as far as they claim to be long, two
/// thousand million if they like.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    let mut reader = Reader { bytes, at: 0 };
    reader.structure(FILE, 0, 0, &mut |_, _, _| {}).is_some()
}

/// Fields by their numbers.
type Shape = &'static [(i64, Type)];

#[derive(Clone, Copy)]
enum Type {
    Bool,
    Byte,
    I16,
    I32,
    I64,
    Double,
    Binary,
    List(&'static Type),
    Struct(Shape),
}
use Type::{Binary, Bool, Byte, Double, I16, I32, I64, List, Struct};

const PAGE_HEADER: Shape = &[
    (1, I32),
    (2, I32),
    (3, I32),
    (4, I32),
    (
        5,
        Struct(&[(1, I32), (2, I32), (3, I32), (4, I32), (5, STATISTICS)]),
    ),
    (6, EMPTY),
    (7, Struct(&[(1, I32), (2, I32), (3, Bool)])),
    (8, Struct(DATA_PAGE_HEADER_V2)),
];
const DATA_PAGE_HEADER_V2: Shape = &[
    (1, I32),
    (2, I32),
    (3, I32),
    (4, I32),
    (5, I32),
    (6, I32),
    (7, Bool),
    (8, STATISTICS),
];
const STATISTICS: Type = Struct(&[
    (1, Binary),
    (2, Binary),
    (3, I64),
    (4, I64),
    (5, Binary),
    (6, Binary),
    (7, Bool),
    (8, Bool),
    (9, I64),
]);
const FILE: Shape = &[
    (1, I32),
    (2, List(&Struct(SCHEMA_ELEMENT))),
    (3, I64),
    (4, List(&Struct(ROW_GROUP))),
    (5, KEYS_AND_VALUES),
    (6, Binary),
    (7, List(&Struct(&[(1, EMPTY), (2, EMPTY)]))),
    (8, Struct(&[(1, ENCRYPTION), (2, ENCRYPTION)])),
    (9, Binary),
];
const SCHEMA_ELEMENT: Shape = &[
    (1, I32),
    (2, I32),
    (3, I32),
    (4, Binary),
    (5, I32),
    (6, I32),
    (7, I32),
    (8, I32),
    (9, I32),
    (10, Struct(LOGICAL_TYPE)),
];
const LOGICAL_TYPE: Shape = &[
    (1, EMPTY),
    (2, EMPTY),
    (3, EMPTY),
    (4, EMPTY),
    (5, Struct(&[(1, I32), (2, I32)])),
    (6, EMPTY),
    (7, TIME),
    (8, TIME),
    (10, Struct(&[(1, Byte), (2, Bool)])),
    (11, EMPTY),
    (12, EMPTY),
    (13, EMPTY),
    (14, EMPTY),
    (15, EMPTY),
    (16, Struct(&[(1, Byte)])),
    (17, Struct(&[(1, Binary)])),
    (18, Struct(&[(1, Binary), (2, I32)])),
];
const TIME: Type = Struct(&[
    (1, Bool),
    (2, Struct(&[(1, EMPTY), (2, EMPTY), (3, EMPTY)])),
]);
const ROW_GROUP: Shape = &[
    (1, List(&Struct(COLUMN_CHUNK))),
    (2, I64),
    (3, I64),
    (4, List(&Struct(&[(1, I32), (2, Bool), (3, Bool)]))),
    (5, I64),
    (6, I64),
    (7, I16),
];
const COLUMN_CHUNK: Shape = &[
    (1, Binary),
    (2, I64),
    (3, Struct(COLUMN)),
    (4, I64),
    (5, I32),
    (6, I64),
    (7, I32),
    (
        8,
        Struct(&[(1, EMPTY), (2, Struct(&[(1, List(&Binary)), (2, Binary)]))]),
    ),
    (9, Binary),
];
const COLUMN: Shape = &[
    (1, I32),
    (2, List(&I32)),
    (3, List(&Binary)),
    (4, I32),
    (5, I64),
    (6, I64),
    (7, I64),
    (8, KEYS_AND_VALUES),
    (9, I64),
    (10, I64),
    (11, I64),
    (12, STATISTICS),
    (13, List(&Struct(&[(1, I32), (2, I32), (3, I32)]))),
    (14, I64),
    (15, I32),
    (16, Struct(&[(1, I64), (2, List(&I64)), (3, List(&I64))])),
    (17, Struct(&[(1, Struct(CORNERS)), (2, List(&I32))])),
];
const CORNERS: Shape = &[
    (1, Double),
    (2, Double),
    (3, Double),
    (4, Double),
    (5, Double),
    (6, Double),
    (7, Double),
    (8, Double),
];
const KEYS_AND_VALUES: Type = List(&Struct(&[(1, Binary), (2, Binary)]));
const ENCRYPTION: Type = Struct(&[(1, Binary), (2, Binary), (3, Bool)]);
const EMPTY: Type = Struct(&[]);

/// How deep values inside each other are followed.
const DEEPEST: usize = 16;

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// Is told of each number: the field of the structure that it is in, its own field, and the number.
type Told<'t> = dyn FnMut(i64, i64, i64) + 't;

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn unsigned(&mut self) -> Option<u64> {
        unsigned(self.bytes, &mut self.at)
    }

    /// Number and type of the next field; none at the end of the structure.
    fn field(&mut self, last: i64) -> Option<Option<(i64, u8)>> {
        let byte = self.byte()?;
        let kind = byte & 0x0F;
        if kind == 0 {
            return Some(None);
        }
        let number = match byte >> 4 {
            0 => self.unsigned().map(unfolded)?,
            step => last.checked_add(i64::from(step))?,
        };
        i16::try_from(number).ok()?;
        Some(Some((number, kind)))
    }

    /// Goes through the structure that is the value of the field `of`.
    fn structure(
        &mut self,
        shape: Shape,
        of: i64,
        depth: usize,
        told: &mut Told<'_>,
    ) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        let mut field = 0;
        while let Some((next, kind)) = self.field(field)? {
            field = next;
            let known = shape.iter().find(|(number, _)| *number == field);
            // A field of another day may be anything.
            let kind = match known {
                Some((_, known)) if known.is_written_as(kind) => *known,
                Some(_) => return None,
                None if EMPTY.is_written_as(kind) => EMPTY,
                None => self.unknown(kind)?,
            };
            let number = self.value(kind, field, depth, told)?;
            if let Some(number) = number {
                told(of, field, number);
            }
        }
        Some(())
    }

    /// The type of a field that the format does not know.
    fn unknown(&self, mark: u8) -> Option<Type> {
        let types = match LISTS.contains(&mark) {
            true => [
                List(&Byte),
                List(&I16),
                List(&I32),
                List(&I64),
                List(&Double),
                List(&Binary),
                List(&EMPTY),
            ],
            false => [Bool, Byte, I16, I32, I64, Double, Binary],
        };
        let element = self.bytes.get(self.at)? & 0x0F;
        types.into_iter().find(|kind| match kind {
            List(kind) => kind.is_written_as(element),
            kind => kind.is_written_as(mark),
        })
    }

    /// Steps over a value; gives it if it is a number.
    fn value(
        &mut self,
        kind: Type,
        field: i64,
        depth: usize,
        told: &mut Told<'_>,
    ) -> Option<Option<i64>> {
        let mut number = None;
        match kind {
            Bool => {}
            Byte => self.at += 1,
            I16 | I32 | I64 => number = Some(self.unsigned().map(unfolded)?),
            Double => self.at += 8,
            Binary => {
                let length = usize::try_from(self.unsigned()?).ok()?;
                self.at = self.at.checked_add(length)?;
            }
            List(elements) => {
                let byte = self.byte()?;
                let count = match byte >> 4 {
                    15 => self.unsigned()?,
                    count => u64::from(count),
                };
                if count > 0 && !elements.is_written_as(byte & 0x0F) {
                    return None;
                }
                for _ in 0..count {
                    self.value(*elements, field, depth + 1, told)?;
                }
            }
            Struct(shape) => self.structure(shape, field, depth + 1, told)?,
        }
        (self.at <= self.bytes.len()).then_some(number)
    }
}

/// How lists and sets are marked.
const LISTS: [u8; 2] = [9, 10];

impl Type {
    /// Whether a mark before a value stands for this type.
    fn is_written_as(self, mark: u8) -> bool {
        match self {
            Bool => mark == 1 || mark == 2,
            Byte => mark == 3,
            I16 => mark == 4,
            I32 => mark == 5,
            I64 => mark == 6,
            Double => mark == 7,
            Binary => mark == 8,
            List(_) => LISTS.contains(&mark),
            Struct(_) => mark == 12,
        }
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
    fn fields_have_the_types_of_the_format() {
        // Version 1, no rows, and a list of two numbers under a field of another day.
        let file = [0x15, 0x02, 0x26, 0x00, 0x79, 0x26, 0x04, 0x06, 0x00];
        assert!(is_whole(&file));
        assert!(!is_whole(&file[..file.len() - 1]), "cut off");
        let words = [0x18, 0x01, b'1', 0x00];
        assert!(!is_whole(&words), "a version in words");
        assert_eq!(page_header(&words), None, "a kind of page in words");
        for count in [0x24, 0xF4] {
            let more = [0x79, count, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x01, 0x02, 0x00];
            assert!(!is_whole(&more), "a list longer than what is there");
        }
        let yes_and_no = [0x99, 0x21, 0x01, 0x02, 0x00];
        assert!(
            !is_whole(&yes_and_no),
            "which takes no room for the library"
        );
    }
}
