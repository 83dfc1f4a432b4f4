//! Hexadecimal text for identifiers: lower case, no prefix.

use core::fmt;

/// Writes bytes as lower-case hexadecimal digits.
pub(crate) fn write(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

/// Reads exactly `N` bytes from `2·N` hexadecimal digits, an optional `0x` before
/// them; anything else is `None`.
#[must_use]
pub fn parse<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.strip_prefix("0x").unwrap_or(text).as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let mut bytes = [0u8; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

fn digit(ascii: u8) -> Option<u8> {
    match ascii {
        b'0'..=b'9' => Some(ascii - b'0'),
        b'a'..=b'f' => Some(ascii - b'a' + 10),
        b'A'..=b'F' => Some(ascii - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn exact_length_and_digits_only() {
        assert_eq!(parse::<2>("0aFf"), Some([0x0a, 0xff]));
        assert_eq!(parse::<2>("0x0aff"), Some([0x0a, 0xff]));
        for bad in ["", "0", "0af", "0aff0", "0agf", "+aff", "0x0x"] {
            assert_eq!(parse::<2>(bad), None, "{bad}");
        }
    }
}
