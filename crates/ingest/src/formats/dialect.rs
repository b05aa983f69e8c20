//! Which delimiter a file uses.

use super::delimited::Reader;
use crate::grid::Grid;

/// How cells are separated and quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// A byte that never occurs in text if the file has one column.
    pub delimiter: u8,
    pub quote: u8,
    /// Whether a backslash, not a second mark, escapes a quotation mark.
    pub backslash: bool,
}

/// No text has this byte: zero bytes were removed.
const NO_DELIMITER: u8 = 0;

impl Dialect {
    pub fn describe(self) -> String {
        let delimiter = match self.delimiter {
            b',' => "comma",
            b';' => "semicolon",
            b'\t' => "tab",
            b'|' => "vertical bar",
            _ => "one column",
        };
        let marks = if self.quote == b'\'' {
            "; single quotation marks"
        } else {
            ""
        };
        format!("CSV; {delimiter}{marks}")
    }
}

/// Bytes and rows that are tried with each delimiter.
const SAMPLE_BYTES: usize = 64 << 10;
const SAMPLE_ROWS: usize = 200;

/// Finds the dialect, and how many bytes of an Excel “sep=” line to skip. The delimiter is the one
/// that cuts most rows into the same number of cells, more cells counting for more; a tie goes to
/// the extension's own and then to the comma.
pub(super) fn sniff(name: &str, text: &str) -> (Dialect, usize) {
    if let Some((delimiter, skipped)) = sep_line(text) {
        let sample = sample(&text[skipped..]);
        return (
            Dialect {
                delimiter,
                ..quoting(sample, delimiter)
            },
            skipped,
        );
    }
    let sample = sample(text);
    let tabbed = name.to_lowercase();
    let tabbed = tabbed.ends_with(".tsv") || tabbed.ends_with(".tab");
    let candidates = if tabbed {
        [b'\t', b',', b';', b'|']
    } else {
        [b',', b';', b'\t', b'|']
    };
    let mut best = (
        0.0,
        Dialect {
            delimiter: NO_DELIMITER,
            ..quoting(sample, NO_DELIMITER)
        },
    );
    for delimiter in candidates {
        let dialect = Dialect {
            delimiter,
            ..quoting(sample, delimiter)
        };
        let score = score(sample, dialect);
        if score > best.0 * 1.001 {
            best = (score, dialect);
        }
    }
    (best.1, 0)
}

/// Excel's own hint in the first line.
fn sep_line(text: &str) -> Option<(u8, usize)> {
    let line_end = text.find(['\n', '\r'])?;
    let sign = text[..line_end]
        .trim()
        .trim_matches('"')
        .strip_prefix("sep=")?;
    let &[delimiter @ (b',' | b';' | b'\t' | b'|')] = sign.as_bytes() else {
        return None;
    };
    let skipped = line_end
        + if text[line_end..].starts_with("\r\n") {
            2
        } else {
            1
        };
    Some((delimiter, skipped))
}

fn sample(text: &str) -> &str {
    if text.len() <= SAMPLE_BYTES {
        return text;
    }
    let mut end = SAMPLE_BYTES;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end]
        .rfind(['\n', '\r'])
        .map_or(&text[..end], |line_end| &text[..=line_end])
}

/// Single marks if cells begin and end with them and none with double ones.
fn quoting(sample: &str, delimiter: u8) -> Dialect {
    let opens = |mark: char| {
        let lines = sample
            .split(['\n', '\r'])
            .filter(|line| line.starts_with(mark))
            .count();
        let opening: String = [char::from(delimiter), mark].iter().collect();
        let closing: String = [mark, char::from(delimiter)].iter().collect();
        (lines + sample.matches(&opening).count()).min(sample.matches(&closing).count() * 2 + lines)
    };
    let double = opens('"');
    let single = if double == 0 && delimiter != NO_DELIMITER {
        opens('\'')
    } else {
        0
    };
    let closing_single = format!("'{}", char::from(delimiter));
    let quote = if single > 2 && sample.contains(&closing_single) {
        b'\''
    } else {
        b'"'
    };
    let escaped = sample.matches("\\\"").count();
    let doubled = sample.matches("\"\"").count()
        - sample
            .matches(",\"\"")
            .count()
            .min(sample.matches("\"\"").count());
    Dialect {
        delimiter,
        quote,
        backslash: escaped > 0 && escaped > doubled,
    }
}

fn score(sample: &str, dialect: Dialect) -> f64 {
    let mut grid = Grid::default();
    let mut problems = Vec::new();
    Reader {
        text: sample,
        bytes: sample.as_bytes(),
        dialect,
        grid: &mut grid,
        problems: &mut problems,
        last: true,
        rows: SAMPLE_ROWS,
        ran_out: false,
    }
    .read(0, &mut 1);
    let widths: Vec<usize> = grid
        .rows()
        .filter(|row| !row.is_blank())
        .map(|row| row.len())
        .collect();
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for &width in &widths {
        match counts.iter_mut().find(|(seen, _)| *seen == width) {
            Some((_, count)) => *count += 1,
            None => counts.push((width, 1)),
        }
    }
    // A heading row as wide as most rows speaks for the delimiter more than either alone.
    let Some(&(width, count)) = counts
        .iter()
        .max_by_key(|&&(width, count)| (count * width.min(4), width))
    else {
        return 0.0;
    };
    if width < 2 {
        return 0.0;
    }
    let first = widths.first().copied().unwrap_or(0);
    if first == 1 && count * 2 < widths.len() {
        return 0.0;
    }
    let agreement = count as f64 / widths.len() as f64;
    let headed = if first == width { 1.3 } else { 1.0 };
    agreement * agreement * headed * (width as f64).ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(text: &str) -> char {
        char::from(sniff("x.csv", text).0.delimiter)
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_even_rows() {
        assert_eq!(delimiter("a,b,c\n1,2,3\n"), ',');
        assert_eq!(delimiter("name;amount\nx, y and z;1,5\nu, v;2,5\n"), ';');
        assert_eq!(delimiter("a\tb\n1, 2, 3\tx\n"), '\t');
        assert_eq!(
            delimiter("comment\nToo slow, sadly\nGood, cheap, fine\nok\n"),
            '\0'
        );
        assert_eq!(delimiter("comment\nfine\n"), '\0');
        assert_eq!(delimiter("id,text\n1,a; b; c\n2,d; e; f\n"), ',');
    }

    #[test]
    fn quoting_is_found() {
        assert_eq!(
            sniff("x.csv", "a,b\n'x, y','z'\n'u','v, w'\n").0.quote,
            b'\''
        );
        assert_eq!(sniff("x.csv", "a,b\nit's,'tis\n").0.quote, b'"');
        assert!(sniff("x.csv", "a,b\n1,\"x \\\"y\\\", z\"\n").0.backslash);
        assert!(
            !sniff("x.csv", "a,b\n1,\"C:\\dir\"\n2,\"say \"\"x\"\"\"\n")
                .0
                .backslash
        );
    }
}
