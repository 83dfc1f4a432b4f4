//! Secret tokens: 32 random bytes to the person, their SHA-256 to the table.

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::ports::{Entropy, EntropyError};

/// A token as it travels: 64 lower-case hexadecimal characters.
pub struct Token(SecretString);

impl Token {
    /// A fresh token.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn fresh(entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        Ok(Self(SecretString::from(hex::encode(entropy.bytes32()?))))
    }

    /// A token that somebody showed; `None` unless it has the right shape.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let shaped = text.len() == 64
            && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        shaped.then(|| Self(SecretString::from(text)))
    }

    /// The text to hand to the person.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// SHA-256 of the text in lower-case hexadecimal: what a table keeps. The
    /// token has 256 bits of chance, so a plain hash cannot be guessed back.
    #[must_use]
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.expose().as_bytes()))
    }

    /// The CSRF token that goes with this browser's cookie:
    /// SHA-256("tenderseal csrf v1" ‖ 0x00 ‖ token), lower-case hexadecimal.
    /// Who can read a form cannot compute the cookie from it, and who cannot
    /// read the cookie cannot compute the form's token.
    #[must_use]
    pub fn csrf(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(b"tenderseal csrf v1\0");
        hash.update(self.expose().as_bytes());
        hex::encode(hash.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_64_lower_case_hexadecimal_characters_are_a_token() {
        assert!(Token::parse(&"0a".repeat(32)).is_some());
        for bad in
            [String::new(), "0a".repeat(31), "0A".repeat(32), "0g".repeat(32), "0a".repeat(33)]
        {
            assert!(Token::parse(&bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn hash_and_csrf_token_differ_from_the_token_and_each_other() {
        let token = Token::parse(&"5e".repeat(32)).unwrap();
        assert_ne!(token.hash(), token.csrf());
        assert_ne!(token.hash(), token.expose());
    }
}
