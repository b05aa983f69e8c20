//! Values as SQLite writes them (sqlite.org/fileformat2.html, section 2.1).

use rusqlite::types::Value;

/// A number of one to nine bytes, and what follows.
pub(super) fn varint(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let mut value = 0_u64;
    for (place, byte) in bytes.iter().take(9).enumerate() {
        if place == 8 {
            value = value << 8 | u64::from(*byte);
            return Some((value as i64, &bytes[9..]));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value as i64, &bytes[place + 1..]));
        }
    }
    None
}

/// The values of a row, if its bytes make sense to the last.
pub(super) fn values(payload: &[u8]) -> Option<Vec<Value>> {
    let (header, after) = varint(payload)?;
    let header = usize::try_from(header).ok()?;
    let mut kinds = payload.get(payload.len() - after.len()..header)?;
    let mut content = payload.get(header..)?;
    let mut values = Vec::new();
    while !kinds.is_empty() {
        let (kind, rest) = varint(kinds)?;
        kinds = rest;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind as usize,
            5 => 6,
            6 | 7 => 8,
            12.. => usize::try_from((kind - 12) / 2).ok()?,
            _ => return None,
        };
        let (bytes, rest) = content.split_at_checked(length)?;
        content = rest;
        values.push(match kind {
            0 => Value::Null,
            1..=6 => Value::Integer(integer(bytes)),
            7 => Value::Real(f64::from_bits(integer(bytes) as u64)),
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            _ if kind % 2 == 0 => Value::Blob(bytes.to_vec()),
            _ => Value::Text(String::from_utf8(bytes.to_vec()).ok()?),
        });
    }
    content.is_empty().then_some(values)
}

/// Big-endian, in two's complement.
fn integer(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
    let start = if negative { -1 } else { 0 };
    bytes
        .iter()
        .fold(start, |value, byte| value << 8 | i64::from(*byte))
}
