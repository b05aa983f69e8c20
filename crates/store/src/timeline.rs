//! A customer's events as bytes: four to five an event instead of a row each.
//!
//! Events stand in the order of [`TimedEvent`]. Each is three parts: the name's number and what
//! sort of value follows, as a variable-length integer (LEB128); the time since the event before
//! it (the first since 1970), zigzag-coded; and the value: nothing, an integer, or eight bytes.

use crate::{Result, StoreError};

/// One thing a customer did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TimedEvent {
    /// When, unix seconds UTC.
    pub time: i64,
    /// The number of its name, see [`Store::event_names`](crate::Store::event_names).
    pub name: u32,
    /// A number that came with it.
    pub value: Option<f64>,
}

impl TimedEvent {
    /// What tells two events of one customer apart, and the order they are kept in: by time, then
    /// name, then value.
    pub fn key(&self) -> (i64, u32, Option<u64>) {
        (self.time, self.name, self.value.map(f64::to_bits))
    }
}

/// The bytes of `events`, which must be in the order of their keys.
pub(crate) fn encode(events: &[TimedEvent]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(events.len() * 5);
    let mut before = 0i64;
    for event in events {
        let (sort, whole) = match event.value {
            None => (NOTHING, None),
            Some(value) => match as_integer(value) {
                Some(whole) => (INTEGER, Some(whole)),
                None => (FLOAT, None),
            },
        };
        put(&mut bytes, u64::from(event.name) << 2 | sort);
        put(&mut bytes, zigzag(event.time.wrapping_sub(before)));
        if let Some(whole) = whole {
            put(&mut bytes, zigzag(whole));
        } else if let Some(value) = event.value {
            bytes.extend(value.to_le_bytes());
        }
        before = event.time;
    }
    bytes
}

/// Append the events in `bytes` to `events`.
///
/// # Errors
/// [`StoreError::Damaged`] when the bytes are not a timeline's.
pub fn decode_events(bytes: &[u8], events: &mut Vec<TimedEvent>) -> Result<()> {
    let damaged = || StoreError::Damaged("a customer's events cannot be read".into());
    let mut rest = bytes;
    let mut before = 0i64;
    while !rest.is_empty() {
        let head = take(&mut rest).ok_or_else(damaged)?;
        let name = u32::try_from(head >> 2).map_err(|_| damaged())?;
        let time = before.wrapping_add(unzigzag(take(&mut rest).ok_or_else(damaged)?));
        let value = match head & 3 {
            NOTHING => None,
            INTEGER => Some(unzigzag(take(&mut rest).ok_or_else(damaged)?) as f64),
            FLOAT => {
                let (value, after) = rest.split_first_chunk().ok_or_else(damaged)?;
                rest = after;
                Some(f64::from_le_bytes(*value))
            }
            _ => return Err(damaged()),
        };
        events.push(TimedEvent { time, name, value });
        before = time;
    }
    Ok(())
}

const NOTHING: u64 = 0;
const INTEGER: u64 = 1;
const FLOAT: u64 = 2;

/// The integer that gives back exactly this value.
fn as_integer(value: f64) -> Option<i64> {
    let whole = value as i64;
    ((whole as f64).to_bits() == value.to_bits()).then_some(whole)
}

fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn event() -> impl Strategy<Value = TimedEvent> {
        let value = prop_oneof![
            Just(None),
            any::<i32>().prop_map(|whole| Some(f64::from(whole))),
            any::<f64>().prop_map(Some),
        ];
        (any::<i64>(), any::<u32>(), value).prop_map(|(time, name, value)| TimedEvent {
            time,
            name,
            value,
        })
    }

    proptest! {
        #[test]
        fn events_come_back_bit_by_bit(events in prop::collection::vec(event(), 0..50)) {
            let mut back = Vec::new();
            decode_events(&encode(&events), &mut back).unwrap();
            let keys = |events: &[TimedEvent]| events.iter().map(TimedEvent::key).collect::<Vec<_>>();
            prop_assert_eq!(keys(&back), keys(&events));
        }

        #[test]
        fn bytes_of_something_else_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = decode_events(&bytes, &mut Vec::new());
        }
    }

    #[test]
    fn an_ordinary_event_takes_few_bytes() {
        let day = |n: i64| TimedEvent {
            time: 1_700_000_000 + n * 86_400,
            name: 7,
            value: None,
        };
        let events: Vec<_> = (0..100).map(day).collect();
        assert!(encode(&events).len() < 420);
        assert!(decode_events(&[0x80], &mut Vec::new()).is_err());
    }
}
