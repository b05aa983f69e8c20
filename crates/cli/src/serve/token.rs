//! The secret that tells the person who started the server from everybody else.

use constant_time_eq::constant_time_eq;

use crate::failure::Failure;

/// Bytes of a secret: 256 bits.
const BYTES: usize = 32;

/// A secret in hexadecimal. It is never printed by accident: it has no `Debug`.
pub struct Token(String);

impl Token {
    /// A new secret from the operating system.
    pub fn new() -> Result<Self, Failure> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).map_err(|error| {
            Failure::Said(format!(
                "the operating system gave no random numbers: {error}"
            ))
        })?;
        Ok(Token(
            bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        ))
    }

    /// Is this the secret? Takes the same time whether or not the beginning agrees.
    pub fn is(&self, offered: &str) -> bool {
        constant_time_eq(self.0.as_bytes(), offered.as_bytes())
    }

    /// The secret, for the address that the person is given.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_256_bits_and_equals_only_itself() {
        let (one, other) = (Token::new().ok().unwrap(), Token::new().ok().unwrap());
        assert_eq!(one.reveal().len(), 64);
        assert!(one.is(one.reveal()));
        assert!(!one.is(other.reveal()), "two tokens differ");
        assert!(
            !one.is("") && !one.is(&one.reveal()[..63]),
            "a part of it is not enough"
        );
    }
}
