//! Bytes and large numbers as JSON strings, each with one spelling only: so that nothing in a
//! bundle can be written otherwise and still be the same.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Exactly `N` bytes in lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hex<const N: usize>(pub [u8; N]);

/// Any number of bytes in lower-case hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Blob(pub Vec<u8>);

/// An unsigned number as decimal digits without leading zeros: JSON numbers end at 2^53 in many a
/// reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(pub u128);

fn decode(text: &str) -> Option<Vec<u8>> {
    if text.bytes().any(|digit| digit.is_ascii_uppercase()) {
        return None;
    }
    hex::decode(text).ok()
}

impl<const N: usize> Hex<N> {
    /// Reads exactly `2·N` lower-case digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        decode(text)?.try_into().ok().map(Self)
    }
}

impl<const N: usize> fmt::Display for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl<const N: usize> fmt::Debug for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl<const N: usize> Serialize for Hex<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(self.0))
    }
}

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(&self.0))
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Hex<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The text itself stays out of the error: in a receipt it may be a secret.
        Self::parse(&String::deserialize(deserializer)?)
            .ok_or_else(|| D::Error::custom(format!("not {N} bytes in lower-case hexadecimal")))
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode(&String::deserialize(deserializer)?)
            .map(Self)
            .ok_or_else(|| D::Error::custom("not bytes in lower-case hexadecimal"))
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let canonical = |number: &u128| number.to_string() == text;
        text.parse()
            .ok()
            .filter(canonical)
            .map(Self)
            .ok_or_else(|| D::Error::custom("not a number in decimal digits"))
    }
}

/// An optional field that must be there: `null` says that there is nothing. Without this, serde
/// takes a field that is missing for one that is `null`.
pub(crate) fn required<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_one_spelling() {
        assert_eq!(Hex::<2>::parse("0aff"), Some(Hex([0x0a, 0xff])));
        for bad in ["", "0AFF", "0a", "0aff0", "0x0aff", "0agf", " 0aff", "0affff"] {
            assert_eq!(Hex::<2>::parse(bad), None, "{bad}");
        }
        assert!(serde_json::from_str::<Blob>("\"0A\"").is_err());
        assert!(serde_json::from_str::<Blob>("\"\"").is_ok());
    }

    #[test]
    fn numbers_have_one_spelling() {
        let most = format!("\"{}\"", u128::MAX);
        assert_eq!(serde_json::from_str::<Decimal>(&most).unwrap(), Decimal(u128::MAX));
        assert_eq!(serde_json::to_string(&Decimal(u128::MAX)).unwrap(), most);
        for bad in ["\"01\"", "\"+1\"", "\"\"", "\"-1\"", "1", "\"1.0\"", "\" 1\""] {
            assert!(serde_json::from_str::<Decimal>(bad).is_err(), "{bad}");
        }
    }
}
