//! The pages of a database file, read without SQLite (sqlite.org/fileformat2.html), so that what a
//! lost page led to is still found.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::record::varint;

/// The beginning of every database file.
pub(super) const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Bytes of the header, which stands before what else is on page 1.
pub(super) const HEADER: usize = 100;

/// A file of pages. They are counted from 1.
pub(super) struct Pages {
    file: File,
    size: usize,
    /// How many there are.
    pub count: u32,
}

/// A page of a tree.
pub(super) struct Node {
    /// Of a table with row ids; otherwise of an index, or a table that is kept as one.
    pub of_table: bool,
    /// Pages below, from left to right.
    pub children: Vec<u32>,
    /// What it holds.
    pub cells: Vec<Cell>,
    /// Cells that could not be read.
    pub broken: u64,
}

/// A row.
pub(super) struct Cell {
    /// Its number, in a table with row ids.
    pub rowid: Option<i64>,
    /// Its values.
    pub payload: Vec<u8>,
}

impl Pages {
    /// The pages of a file with a sound header.
    pub fn open(path: &Path) -> io::Result<Pages> {
        let mut file = File::open(path)?;
        let mut header = [0; HEADER];
        file.read_exact(&mut header)?;
        let size = page_size(&header).unwrap_or(4096);
        let count = u32::try_from(file.metadata()?.len() / size as u64).unwrap_or(u32::MAX);
        Ok(Pages { file, size, count })
    }

    /// The bytes of a page; none beyond the end.
    pub fn read(&mut self, number: u32) -> io::Result<Option<Vec<u8>>> {
        if number == 0 || number > self.count {
            return Ok(None);
        }
        let mut bytes = vec![0; self.size];
        let place = u64::from(number - 1) * self.size as u64;
        self.file.seek(SeekFrom::Start(place))?;
        self.file.read_exact(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// The page as a part of a tree, if it is one.
    pub fn node(&mut self, number: u32) -> io::Result<Option<Node>> {
        let Some(bytes) = self.read(number)? else {
            return Ok(None);
        };
        let start = if number == 1 { HEADER } else { 0 };
        let (of_table, inner) = match bytes[start] {
            0x0d => (true, false),
            0x05 => (true, true),
            0x0a => (false, false),
            0x02 => (false, true),
            _ => return Ok(None),
        };
        let mut node = Node {
            of_table,
            children: Vec::new(),
            cells: Vec::new(),
            broken: 0,
        };
        let header = if inner { 12 } else { 8 };
        let count = usize::from(u16::from_be_bytes([bytes[start + 3], bytes[start + 4]]));
        if start + header + 2 * count > self.size {
            return Ok(None);
        }
        for pointer in bytes[start + header..][..2 * count].chunks_exact(2) {
            let place = usize::from(u16::from_be_bytes([pointer[0], pointer[1]]));
            let Some(mut rest) = bytes.get(place..) else {
                node.broken += 1;
                continue;
            };
            if inner {
                match rest.split_first_chunk() {
                    Some((child, after)) => {
                        node.children.push(u32::from_be_bytes(*child));
                        rest = after;
                    }
                    None => {
                        node.broken += 1;
                        continue;
                    }
                }
            }
            if of_table && inner {
                continue;
            }
            match self.cell(rest, of_table)? {
                Some(cell) => node.cells.push(cell),
                None => node.broken += 1,
            }
        }
        if inner {
            let last = [8, 9, 10, 11].map(|place| bytes[start + place]);
            node.children.push(u32::from_be_bytes(last));
        }
        let sound = node.cells.len() + node.children.len();
        Ok((sound > 0 || node.broken == 0).then_some(node))
    }

    fn cell(&mut self, bytes: &[u8], of_table: bool) -> io::Result<Option<Cell>> {
        let Some((length, mut rest)) = varint(bytes) else {
            return Ok(None);
        };
        let mut rowid = None;
        if of_table {
            let Some((number, after)) = varint(rest) else {
                return Ok(None);
            };
            (rowid, rest) = (Some(number), after);
        }
        let whole = u64::from(self.count) * self.size as u64;
        let Some(length) = usize::try_from(length)
            .ok()
            .filter(|length| *length as u64 <= whole)
        else {
            return Ok(None);
        };
        let here = self.local(length, of_table);
        let Some(payload) = rest.get(..here) else {
            return Ok(None);
        };
        let mut payload = payload.to_vec();
        if here < length {
            let Some(next) = rest[here..].first_chunk() else {
                return Ok(None);
            };
            if !self.overflow(u32::from_be_bytes(*next), length, &mut payload)? {
                return Ok(None);
            }
        }
        Ok(Some(Cell { rowid, payload }))
    }

    /// How much of a payload is on the page itself.
    fn local(&self, length: usize, of_table: bool) -> usize {
        let size = self.size;
        let least = (size - 12) * 32 / 255 - 23;
        let most = match of_table {
            true => size - 35,
            false => (size - 12) * 64 / 255 - 23,
        };
        if length <= most {
            return length;
        }
        let here = least + (length - least) % (size - 4);
        if here <= most { here } else { least }
    }

    /// Reads on in the chain of pages that hold the rest; whether it is there.
    fn overflow(
        &mut self,
        mut next: u32,
        length: usize,
        payload: &mut Vec<u8>,
    ) -> io::Result<bool> {
        while payload.len() < length {
            let Some(bytes) = self.read(next)? else {
                return Ok(false);
            };
            let more = (length - payload.len()).min(self.size - 4);
            payload.extend_from_slice(&bytes[4..4 + more]);
            next = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        }
        Ok(true)
    }

    /// The pages that are parts of trees, and are not free: what is on a free page was deleted. Free
    /// pages are listed on pages of their own, which are known by their form.
    pub fn in_trees(&mut self) -> io::Result<Vec<u32>> {
        let mut found = Vec::new();
        let mut free = BTreeSet::new();
        for number in 1..=self.count {
            let Some(bytes) = self.read(number)? else {
                break;
            };
            if let Some(listed) = self.free_list(&bytes) {
                free.insert(number);
                free.extend(listed);
            } else if matches!(bytes[0], 0x02 | 0x05 | 0x0a | 0x0d) {
                found.push(number);
            }
        }
        found.retain(|number| !free.contains(number));
        Ok(found)
    }

    fn free_list(&self, bytes: &[u8]) -> Option<Vec<u32>> {
        let mut numbers = bytes
            .chunks_exact(4)
            .map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]));
        let (next, length) = (numbers.next()?, numbers.next()? as usize);
        if next > self.count || length == 0 || length > self.size / 4 - 2 {
            return None;
        }
        let listed: Vec<u32> = numbers.take(length).collect();
        let distinct: BTreeSet<&u32> = listed.iter().collect();
        let plausible = |number: &u32| (2..=self.count).contains(number);
        (listed.iter().all(plausible) && distinct.len() == length).then_some(listed)
    }
}

/// What a header says of the size of a page.
pub(super) fn page_size(header: &[u8; HEADER]) -> Option<usize> {
    let size = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => usize::from(size),
    };
    (header.starts_with(MAGIC) && size.is_power_of_two() && size >= 512).then_some(size)
}
