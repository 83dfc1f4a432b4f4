//! Money: minor units in a `u128` with an ISO 4217 code.

use core::fmt;
use parity_scale_codec::{Decode, Encode, MaxEncodedLen};

use crate::Error;

/// The greatest price that is accepted: 2^112 − 1 minor units (CONTRACTS, "Numbers, exactly").
pub const PRICE_MAX: u128 = (1 << 112) - 1;

/// An ISO 4217 alphabetic code: three capital ASCII letters.
#[derive(Clone, Copy, PartialEq, Eq, Encode, MaxEncodedLen)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Currency([u8; 3]);

impl Currency {
    /// Parses a code.
    ///
    /// # Errors
    /// [`Error::Currency`] unless it is three capital ASCII letters.
    pub const fn parse(code: [u8; 3]) -> Result<Self, Error> {
        let [a, b, c] = code;
        if a.is_ascii_uppercase() && b.is_ascii_uppercase() && c.is_ascii_uppercase() {
            Ok(Self(code))
        } else {
            Err(Error::Currency)
        }
    }

    /// The three letters.
    #[must_use]
    pub fn bytes(self) -> [u8; 3] {
        self.0
    }
}

impl Decode for Currency {
    fn decode<I: parity_scale_codec::Input>(
        input: &mut I,
    ) -> Result<Self, parity_scale_codec::Error> {
        Self::parse(<[u8; 3]>::decode(input)?).map_err(|_| "not an ISO 4217 code".into())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|letter| write!(f, "{}", char::from(*letter)))
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Currency({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_three_capital_letters_are_a_currency() {
        assert!(Currency::parse(*b"MXN").is_ok());
        for bad in [*b"mxn", *b"MX1", *b"   ", [0; 3]] {
            assert_eq!(Currency::parse(bad), Err(Error::Currency));
            assert!(Currency::decode(&mut &bad[..]).is_err());
        }
    }
}
