use std::fmt;
use std::str::FromStr;

/// A globally unique identifier, as the standard names everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Guid(pub [u8; 16]);

impl Guid {
    /// The identifier of something that a program named otherwise than the standard wants: the same
    /// for the same name. None if there is no name.
    pub(super) fn named(name: &str) -> Option<Guid> {
        let name = name.trim();
        name.parse()
            .ok()
            .or_else(|| (!name.is_empty()).then(|| Guid::hash(name.as_bytes())))
    }

    /// The identifier of a part of this that has none, by its number.
    pub(super) fn numbered(self, number: u64) -> Guid {
        Guid::hash(&[self.0.as_slice(), &number.to_le_bytes()].concat())
    }

    /// FNV-1a in 128 bits (Fowler, Noll, Vo 1991).
    fn hash(bytes: &[u8]) -> Guid {
        const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
        let hash = bytes.iter().fold(BASIS, |hash, byte| {
            (hash ^ u128::from(*byte)).wrapping_mul(PRIME)
        });
        Guid(hash.to_be_bytes())
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.0.iter().enumerate() {
            if matches!(place, 4 | 6 | 8 | 10) {
                out.write_str("-")?;
            }
            write!(out, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl FromStr for Guid {
    type Err = ();

    /// With or without braces, in either case.
    fn from_str(text: &str) -> Result<Guid, ()> {
        let text = text.trim();
        let bare = text
            .strip_prefix('{')
            .and_then(|text| text.strip_suffix('}'))
            .unwrap_or(text);
        let lengths = bare.split('-').map(str::len);
        if !lengths.eq([8, 4, 4, 4, 12]) {
            return Err(());
        }
        let digits: Vec<u8> = bare
            .chars()
            .filter(|c| *c != '-')
            .map(|c| c.to_digit(16).map(|digit| digit as u8).ok_or(()))
            .collect::<Result<_, ()>>()?;
        let mut bytes = [0; 16];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = pair[0] << 4 | pair[1];
        }
        Ok(Guid(bytes))
    }
}
