//! Shamir's secret sharing over GF(2^8), byte by byte.
//!
//! The field is that of AES: polynomial x^8 + x^4 + x^3 + x + 1 (0x11b). No tables
//! and no branches on secret bytes, so that neither the cache nor the time of a
//! multiplication says anything about a share.

use parity_scale_codec::{Decode, Encode, MaxEncodedLen};

/// Why shares cannot be combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, thiserror::Error)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum SharingError {
    /// There are none.
    #[codec(index = 1)]
    #[error("no share was given")]
    Empty,
    /// A share's index is 0, which is the secret's own.
    #[codec(index = 2)]
    #[error("a share has the index 0")]
    ZeroIndex,
    /// Two shares have the same index.
    #[codec(index = 3)]
    #[error("two shares have the index {index}")]
    DuplicateIndex {
        /// The index.
        index: u8,
    },
}

/// The value at `i` of the polynomial whose constant term is `secret` and whose
/// further coefficients are `coefficients`: share `i` when `1 ≤ i ≤ n`.
#[must_use]
pub fn evaluate(secret: &[u8; 32], coefficients: &[[u8; 32]], i: u8) -> [u8; 32] {
    let mut value = [0; 32];
    for coefficient in coefficients.iter().rev().chain([secret]) {
        for (byte, coefficient) in value.iter_mut().zip(coefficient) {
            *byte = multiply(*byte, i) ^ coefficient;
        }
    }
    value
}

/// The constant term of the polynomial of lowest degree through all `shares`
/// (index, value): Lagrange's interpolation at 0.
///
/// It is the secret when the shares are right and at least as many as the
/// threshold; otherwise it is some other value, which only a hash can tell.
pub fn combine(shares: &[(u8, [u8; 32])]) -> Result<[u8; 32], SharingError> {
    if shares.is_empty() {
        return Err(SharingError::Empty);
    }
    let mut secret = [0; 32];
    for (position, (index, value)) in shares.iter().enumerate() {
        if *index == 0 {
            return Err(SharingError::ZeroIndex);
        }
        let mut weight = 1;
        for (other, _) in shares.iter().take(position).chain(shares.iter().skip(position + 1)) {
            if other == index {
                return Err(SharingError::DuplicateIndex { index: *index });
            }
            // In this field a difference is an exclusive or.
            weight = multiply(weight, multiply(*other, invert(*other ^ *index)));
        }
        for (byte, value) in secret.iter_mut().zip(value) {
            *byte ^= multiply(*value, weight);
        }
    }
    Ok(secret)
}

/// The product, in constant time for any `a`. Compilers may branch on the bits of `b`, which is never the secret one.
const fn multiply(mut a: u8, b: u8) -> u8 {
    let mut product = 0;
    let mut bit = 0;
    while bit < 8 {
        product ^= a & 0u8.wrapping_sub((b >> bit) & 1);
        a = (a << 1) ^ (0x1b & 0u8.wrapping_sub(a >> 7));
        bit += 1;
    }
    product
}

/// The inverse of `a`, which is a^254 (0 for 0).
const fn invert(a: u8) -> u8 {
    let mut power = a;
    let mut inverse = 1;
    let mut bit = 1;
    while bit < 8 {
        power = multiply(power, power);
        inverse = multiply(inverse, power);
        bit += 1;
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    #[test]
    fn products_are_those_of_fips_197() {
        // FIPS 197, sections 4.2 and 4.2.1.
        assert_eq!(multiply(0x57, 0x83), 0xc1);
        assert_eq!(multiply(0x57, 0x13), 0xfe);
        assert_eq!(multiply(0x57, 0x02), 0xae);
        assert_eq!(multiply(0x57, 0x04), 0x47);
        assert_eq!(multiply(0x57, 0x08), 0x8e);
        assert_eq!(multiply(0x57, 0x10), 0x07);
    }

    #[test]
    fn every_product_is_that_of_polynomial_division() {
        for (a, b) in (0..=u8::MAX).flat_map(|a| (0..=u8::MAX).map(move |b| (a, b))) {
            let mut wide = (0..8)
                .filter(|bit| b >> bit & 1 == 1)
                .fold(0u16, |sum, bit| sum ^ (u16::from(a) << bit));
            for bit in (8..16).rev().filter(|bit| *bit >= 8) {
                if wide >> bit & 1 == 1 {
                    wide ^= 0x11b << (bit - 8);
                }
            }
            assert_eq!(u16::from(multiply(a, b)), wide, "{a} times {b}");
        }
    }

    #[test]
    fn every_byte_but_zero_times_its_inverse_is_one() {
        assert_eq!(invert(0), 0);
        for a in 1..=u8::MAX {
            assert_eq!(multiply(a, invert(a)), 1, "{a}");
        }
    }

    #[test]
    fn without_coefficients_every_share_is_the_secret() {
        assert_eq!(evaluate(&[9; 32], &[], 5), [9; 32]);
        assert_eq!(combine(&[(5, [9; 32])]), Ok([9; 32]));
    }

    #[test]
    fn shares_that_cannot_be_combined_are_named() {
        assert_eq!(combine(&[]), Err(SharingError::Empty));
        assert_eq!(combine(&[(1, [1; 32]), (0, [2; 32])]), Err(SharingError::ZeroIndex));
        assert_eq!(
            combine(&[(3, [1; 32]), (1, [2; 32]), (3, [1; 32])]),
            Err(SharingError::DuplicateIndex { index: 3 })
        );
    }

    proptest! {
        #[test]
        fn any_k_shares_give_the_secret_and_fewer_do_not(
            secret in any::<[u8; 32]>(),
            coefficients in prop::collection::vec(any::<[u8; 32]>(), 0..6),
            order in Just((1u8..=16).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            // A zero leading coefficient would lower the degree.
            prop_assume!(coefficients.last().is_none_or(|last| *last != [0; 32]));
            let k = coefficients.len() + 1;
            let shares: Vec<_> = order
                .iter()
                .map(|i| (*i, evaluate(&secret, &coefficients, *i)))
                .collect();
            prop_assert_eq!(combine(&shares[..k]), Ok(secret));
            prop_assert_eq!(combine(&shares), Ok(secret));
            if k > 1 {
                prop_assert_ne!(combine(&shares[..k - 1]), Ok(secret));
            }
        }
    }
}
