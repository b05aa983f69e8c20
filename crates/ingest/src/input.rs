//! What is read: bytes that can be gone through from the beginning as often as it takes.

use std::io::{self, Read};

/// A file, or bytes in memory. Reading a large table takes several passes: this crate opens no
/// files, so each pass asks for the bytes anew.
pub trait Input: Sync {
    /// The bytes from the beginning.
    ///
    /// # Errors
    /// If they cannot be read.
    fn open(&self) -> io::Result<Box<dyn Read + '_>>;

    /// How many bytes there are.
    fn size(&self) -> u64;
}

impl Input for &[u8] {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(*self))
    }

    fn size(&self) -> u64 {
        self.len() as u64
    }
}

impl Input for Vec<u8> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(self.as_slice()))
    }

    fn size(&self) -> u64 {
        self.len() as u64
    }
}
