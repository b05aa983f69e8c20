//! Maps of passages, one an analysis: five bytes a passage.

use rusqlite::OptionalExtension;

use crate::{Result, Store, Write};

/// The map of an analysis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapRow {
    /// The passages that lie on it, ascending.
    pub passages: Vec<i64>,
    /// Where each of them lies: x to the right, y downwards.
    pub places: Vec<[u16; 2]>,
    /// Length of the mean vector of each part, 0–1.
    pub lengths: Vec<f32>,
    /// Cosines of the means of each two parts, (0, 1), (0, 2), (1, 2), …; fractions of 32,767.
    pub cosines: Vec<i16>,
}

impl Store {
    /// The map of an analysis; none for one made before there were maps.
    pub fn map(&self, analysis: i64) -> Result<Option<MapRow>> {
        let row = self
            .connection
            .query_row(
                "SELECT passages, places, lengths, cosines FROM run_map WHERE run = ?1",
                [analysis],
                |row| {
                    let (places, _) = row.get_ref(1)?.as_blob()?.as_chunks::<4>();
                    let (lengths, _) = row.get_ref(2)?.as_blob()?.as_chunks::<4>();
                    let (cosines, _) = row.get_ref(3)?.as_blob()?.as_chunks::<2>();
                    let place = |[a, b, c, d]: &[u8; 4]| {
                        [u16::from_le_bytes([*a, *b]), u16::from_le_bytes([*c, *d])]
                    };
                    Ok(MapRow {
                        passages: ascending(row.get_ref(0)?.as_blob()?),
                        places: places.iter().map(place).collect(),
                        lengths: lengths.iter().map(|one| f32::from_le_bytes(*one)).collect(),
                        cosines: cosines.iter().map(|one| i16::from_le_bytes(*one)).collect(),
                    })
                },
            )
            .optional()?;
        Ok(row)
    }

    /// Whether an analysis has a map.
    pub fn has_map(&self, analysis: i64) -> Result<bool> {
        Ok(self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM run_map WHERE run = ?1)",
            [analysis],
            |row| row.get(0),
        )?)
    }
}

impl Write<'_> {
    /// Add the map of a staged analysis.
    pub fn add_map(&mut self, run: i64, map: &MapRow) -> Result<()> {
        let places: Vec<u8> = map
            .places
            .iter()
            .flatten()
            .flat_map(|one| one.to_le_bytes())
            .collect();
        let lengths: Vec<u8> = map
            .lengths
            .iter()
            .flat_map(|one| one.to_le_bytes())
            .collect();
        let cosines: Vec<u8> = map
            .cosines
            .iter()
            .flat_map(|one| one.to_le_bytes())
            .collect();
        self.bulk(|connection| {
            connection.execute(
                "INSERT INTO run_map (run, passages, places, lengths, cosines) VALUES (?1, ?2, ?3, ?4, ?5)",
                (run, steps(&map.passages), places, lengths, cosines),
            )?;
            Ok(())
        })
    }
}

/// Ascending numbers as their differences, seven bits a byte, the last byte of each below 128.
fn steps(numbers: &[i64]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(numbers.len());
    let mut before = 0;
    for &number in numbers {
        let mut step = (number - before) as u64;
        before = number;
        while step >= 128 {
            bytes.push((step % 128) as u8 | 128);
            step /= 128;
        }
        bytes.push(step as u8);
    }
    bytes
}

/// The numbers that [`steps`] wrote.
fn ascending(bytes: &[u8]) -> Vec<i64> {
    let mut numbers = Vec::with_capacity(bytes.len());
    let (mut number, mut step, mut shift) = (0i64, 0u64, 0u32);
    for byte in bytes {
        step |= u64::from(byte & 127).checked_shl(shift).unwrap_or(0);
        shift += 7;
        if byte & 128 == 0 {
            number = number.wrapping_add(step as i64);
            numbers.push(number);
            (step, shift) = (0, 0);
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_they_were() {
        let numbers = [1, 2, 3, 130, 131, 70_000, 70_000_000_000];
        assert_eq!(ascending(&steps(&numbers)), numbers);
        assert_eq!(ascending(&steps(&[])), Vec::<i64>::new());
        assert_eq!(
            steps(&[1, 2, 3]).len(),
            3,
            "a byte each where none is missing"
        );
    }
}
