//! What the pages of a Parquet file claim, looked at before the library decodes any of them: it
//! makes room for as many values as a page says it has.

use parquet::basic::Encoding;
use parquet::column::page::Page;
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::FileReader;

use super::thrift::{DATA_PAGE, DATA_PAGE_V2, DICTIONARY_PAGE, page_header, unsigned};

/// Bytes of an expanded page: 256 MiB. Writers make pages of one.
const PAGE_BYTES: i64 = 256 << 20;

/// Bytes of an expanded dictionary: 64 MiB. In memory its entries take some ten times that.
const DICTIONARY_BYTES: i64 = 64 << 20;

/// Bytes that the pages of all columns may have that are open at one time: 1 GiB.
const OPEN_BYTES: i64 = 1 << 30;

/// Values that any file may have, and how many more for each of its bytes. Runs of equal values
/// take next to nothing, so that a thousand bytes may claim any number of rows.
const VALUES: i64 = 1 << 16;
const VALUES_A_BYTE: i64 = 256;

/// What the pages hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pages {
    /// Bytes of the largest page whose values may repeat the beginning of the one before.
    pub front_coded: usize,
}

/// Why a file is not read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It contradicts itself.
    Damaged(&'static str),
    /// It is too much, and the limit.
    Beyond(&'static str, String),
}

impl From<ParquetError> for Fault {
    fn from(_: ParquetError) -> Fault {
        Fault::Damaged("a page cannot be expanded")
    }
}

/// Goes through the headers of all pages, and through those pages that say how many values they have
/// a second time, inside.
///
/// # Errors
/// If they claim what cannot be, or more than is read.
pub(super) fn check(bytes: &[u8], reader: &dyn FileReader) -> Result<Pages, Fault> {
    let most = VALUES + VALUES_A_BYTE.saturating_mul(bytes.len() as i64);
    let mut total = 0_i64;
    let mut pages = Pages { front_coded: 0 };
    for (group, metadata) in reader.metadata().row_groups().iter().enumerate() {
        let mut open = 0;
        for (column, chunk) in metadata.columns().iter().enumerate() {
            let claims = claims(bytes, chunk)?;
            // A row has one value at least, be it a missing one.
            if claims.values < metadata.num_rows() {
                return Err(Fault::Damaged("it claims more rows than it holds"));
            }
            open += claims.largest;
            total = total.saturating_add(claims.values);
            if total > most {
                let limit = format!("{most} in a file of this size");
                return Err(Fault::Beyond("it claims too many values", limit));
            }
            if open > OPEN_BYTES {
                let limit = format!("{} MiB", OPEN_BYTES >> 20);
                return Err(Fault::Beyond("its pages are too large", limit));
            }
            if chunk.encodings().any(says_how_many) {
                check_inside(reader, group, column, &mut pages)?;
            }
        }
        // Without columns there is nothing to count rows by.
        if metadata.columns().is_empty() && metadata.num_rows() > 0 {
            return Err(Fault::Damaged("it has rows without columns"));
        }
    }
    Ok(pages)
}

/// What a column of a row group claims.
struct Claims {
    values: i64,
    /// Bytes of its largest page and its dictionary.
    largest: i64,
}

fn claims(bytes: &[u8], chunk: &ColumnChunkMetaData) -> Result<Claims, Fault> {
    let (start, length) = chunk.byte_range();
    let outside = Fault::Damaged("a column lies outside of the file");
    let chunk = usize::try_from(start)
        .ok()
        .zip(usize::try_from(length).ok())
        .and_then(|(start, length)| bytes.get(start..start.checked_add(length)?))
        .ok_or(outside)?;
    let mut claims = Claims {
        values: 0,
        largest: 0,
    };
    let (mut page, mut dictionary) = (0, 0);
    let mut at = 0;
    while at < chunk.len() {
        let header = page_header(&chunk[at..]).ok_or(Fault::Damaged("a page has no header"))?;
        let end = usize::try_from(header.compressed)
            .ok()
            .and_then(|length| at.checked_add(header.length)?.checked_add(length))
            .filter(|&end| end <= chunk.len() && header.expanded >= 0 && header.values >= 0)
            .ok_or(Fault::Damaged("a page lies outside of its column"))?;
        match header.kind {
            DATA_PAGE | DATA_PAGE_V2 => {
                claims.values = claims.values.saturating_add(header.values);
                page = page.max(header.expanded);
            }
            DICTIONARY_PAGE => {
                if header.values > header.expanded {
                    return Err(Fault::Damaged("it claims more words than it holds"));
                }
                dictionary = dictionary.max(header.expanded);
            }
            _ => {}
        }
        at = end;
    }
    for (found, limit) in [(page, PAGE_BYTES), (dictionary, DICTIONARY_BYTES)] {
        if found > limit {
            let limit = format!("{} MiB", limit >> 20);
            return Err(Fault::Beyond("one of its pages is too large", limit));
        }
    }
    claims.largest = page + dictionary;
    Ok(claims)
}

/// Whether pages of an encoding say themselves how many values they have.
fn says_how_many(encoding: Encoding) -> bool {
    matches!(
        encoding,
        Encoding::DELTA_BINARY_PACKED
            | Encoding::DELTA_LENGTH_BYTE_ARRAY
            | Encoding::DELTA_BYTE_ARRAY
    )
}

fn check_inside(
    reader: &dyn FileReader,
    group: usize,
    column: usize,
    pages: &mut Pages,
) -> Result<(), Fault> {
    let group = reader.get_row_group(group)?;
    let chunk = group.metadata().column(column);
    let repeated = chunk.column_descr().max_rep_level() > 0;
    let optional = chunk.column_descr().max_def_level() > 0;
    let mut reader = group.get_column_page_reader(column)?;
    while let Some(page) = reader.get_next_page()? {
        if !says_how_many(page.encoding()) {
            continue;
        }
        let buffer = page.buffer();
        let levels = match &page {
            Page::DataPageV2 {
                def_levels_byte_len,
                rep_levels_byte_len,
                ..
            } => Some(*def_levels_byte_len as usize + *rep_levels_byte_len as usize),
            _ => after_levels(buffer, usize::from(repeated) + usize::from(optional)),
        };
        let counts_fit = levels.and_then(|levels| {
            let numbers = buffer.get(levels..)?;
            let claimed = u64::from(page.num_values());
            let end = end_of_numbers(numbers, claimed)?;
            if page.encoding() == Encoding::DELTA_BYTE_ARRAY {
                // The lengths of what is repeated, and then those of what is new.
                end_of_numbers(numbers.get(end..)?, claimed)?;
                pages.front_coded = pages.front_coded.max(buffer.len());
            }
            Some(())
        });
        // A page of missing values alone has nothing after its levels.
        let empty = levels.is_some_and(|levels| levels == buffer.len());
        if counts_fit.is_none() && !empty {
            return Err(Fault::Damaged("a page claims more values than it holds"));
        }
    }
    Ok(())
}

/// Where the values of a page of the first version begin: each run of levels has its length before it.
fn after_levels(buffer: &[u8], runs: usize) -> Option<usize> {
    let mut at = 0_usize;
    for _ in 0..runs {
        let length: [u8; 4] = buffer.get(at..at.checked_add(4)?)?.try_into().ok()?;
        at = at
            .checked_add(4)?
            .checked_add(u32::from_le_bytes(length) as usize)?;
    }
    Some(at)
}

/// Where a list of numbers ends that is packed as differences (“DELTA_BINARY_PACKED”); none if it has
/// more than `most`, or ends too early.
fn end_of_numbers(bytes: &[u8], most: u64) -> Option<usize> {
    const LARGEST_BLOCK: u64 = 1 << 20;
    let mut at = 0;
    let block = unsigned(bytes, &mut at)?;
    let parts = unsigned(bytes, &mut at)?;
    let count = unsigned(bytes, &mut at)?;
    unsigned(bytes, &mut at)?;
    if count > most || block > LARGEST_BLOCK || parts == 0 || parts > block || block % parts != 0 {
        return None;
    }
    let in_part = block / parts;
    let mut left = count.saturating_sub(1);
    while left > 0 {
        unsigned(bytes, &mut at)?;
        let widths = bytes.get(at..at.checked_add(parts as usize)?)?;
        at += parts as usize;
        for width in widths {
            // What stands in for numbers that there are none of any more takes no room.
            if left > 0 {
                at = at.checked_add((u64::from(*width) * in_part / 8) as usize)?;
            }
            left = left.saturating_sub(in_part);
        }
    }
    (at <= bytes.len()).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_end_where_they_say() {
        // 128 in a block of 4 parts; 3 numbers from 7 on, differing by 1, 4 bits each.
        let mut packed = vec![0x80, 0x01, 0x04, 0x03, 0x0E, 0x02, 4, 9, 9, 9];
        packed.extend([0; 16]);
        packed.push(0xFF);
        assert_eq!(end_of_numbers(&packed, 3), Some(26));
        assert_eq!(end_of_numbers(&packed, 2), None, "the page has fewer");
        assert_eq!(end_of_numbers(&packed[..20], 3), None, "cut off");
        let endless = [0x80, 0x01, 0x04, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x00];
        assert_eq!(end_of_numbers(&endless, u64::MAX), None);
        assert_eq!(end_of_numbers(&[0x80, 0x01, 0x04, 0x01, 0x02], 1), Some(5));
    }

    #[test]
    fn levels_are_stepped_over() {
        let page = [2, 0, 0, 0, 9, 9, 1, 0, 0, 0, 9, 7];
        assert_eq!(after_levels(&page, 2), Some(11));
        assert_eq!(after_levels(&page[..3], 1), None);
    }
}
