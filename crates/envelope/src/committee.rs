//! The opening committee: who must come together to open.

use crate::Error;
use sha2::{Digest, Sha256};
use tenderseal_rules::tse1::{MEMBERS_MAX, preimage};
use x25519_dalek::{PublicKey, StaticSecret};

/// The opening committee: any `k` of its members open, fewer learn nothing.
///
/// Members are numbered from 1, in the order of their keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committee {
    k: u8,
    keys: Vec<[u8; 32]>,
    hash: [u8; 32],
}

impl Committee {
    /// A committee of `1 ≤ k ≤ n ≤ 16` members with distinct X25519 public keys.
    ///
    /// A key must be canonical (below 2^255 − 19) and not of low order: otherwise two
    /// members could be one, or nothing could be sealed to a member.
    pub fn new(k: u8, keys: Vec<[u8; 32]>) -> Result<Self, Error> {
        let out_of_bounds = Error::Threshold { k, n: keys.len() };
        let preimage = preimage::committee(k, &keys).ok_or(out_of_bounds)?;
        for (position, (i, key)) in (1..=MEMBERS_MAX).zip(&keys).enumerate() {
            if !is_usable(key) {
                return Err(Error::CommitteeKey { i });
            }
            if keys.iter().take(position).any(|earlier| earlier == key) {
                return Err(Error::CommitteeDuplicate { i });
            }
        }
        let hash = Sha256::digest(preimage).into();
        Ok(Self { k, keys, hash })
    }

    /// How many members must come together.
    #[must_use]
    pub const fn k(&self) -> u8 {
        self.k
    }

    /// How many members there are.
    #[must_use]
    pub fn n(&self) -> u8 {
        self.members().map(|(i, _)| i).max().unwrap_or(0)
    }

    /// Number, from 1, and public key of each member.
    pub fn members(&self) -> impl Iterator<Item = (u8, &[u8; 32])> {
        (1..=MEMBERS_MAX).zip(&self.keys)
    }

    /// `committee_hash` of the context.
    #[must_use]
    pub const fn hash(&self) -> &[u8; 32] {
        &self.hash
    }
}

/// Canonical and not of low order. A clamped scalar is a multiple of 8, so any one of
/// them takes a point of low order to zero (RFC 7748 §6.1).
fn is_usable(key: &[u8; 32]) -> bool {
    let [first, middle @ .., last] = key;
    let canonical =
        *last < 0x7f || *last == 0x7f && (*first < 0xed || middle.iter().any(|byte| *byte != 0xff));
    canonical
        && StaticSecret::from([0; 32]).diffie_hellman(&PublicKey::from(*key)).was_contributory()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OpeningKey;

    fn key(value: u8) -> [u8; 32] {
        OpeningKey::from_bytes([value; 32]).public()
    }

    #[test]
    fn members_are_numbered_from_one() {
        let committee = Committee::new(2, vec![key(1), key(2), key(3)]).unwrap();
        assert_eq!((committee.k(), committee.n()), (2, 3));
        let members: Vec<_> = committee.members().collect();
        assert_eq!(members, [(1, &key(1)), (2, &key(2)), (3, &key(3))]);
        let all = Committee::new(16, (1..=16).map(key).collect()).unwrap();
        assert_eq!(all.n(), 16);
    }

    #[test]
    fn a_threshold_out_of_bounds_is_refused() {
        for (k, n) in [(0, 1), (1, 0), (3, 2), (1, 17), (17, 17), (1, 256)] {
            let keys = vec![key(1); n];
            assert_eq!(Committee::new(k, keys), Err(Error::Threshold { k, n }));
        }
    }

    #[test]
    fn one_key_cannot_sit_twice() {
        assert_eq!(
            Committee::new(1, vec![key(1), key(2), key(1)]),
            Err(Error::CommitteeDuplicate { i: 3 })
        );
    }

    #[test]
    fn a_key_of_low_order_is_refused() {
        // The orders 1, 2, 4 and 8 on the curve and its twist.
        let order8 = [
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        ]
        .map(|text| <[u8; 32]>::try_from(hex::decode(text).unwrap()).unwrap());
        let mut one = [0; 32];
        one[0] = 1;
        let mut minus_one = [0xff; 32];
        (minus_one[0], minus_one[31]) = (0xec, 0x7f);
        for low in [[0; 32], one, minus_one, order8[0], order8[1]] {
            assert_eq!(Committee::new(1, vec![key(1), low]), Err(Error::CommitteeKey { i: 2 }));
        }
    }

    #[test]
    fn a_key_that_is_not_canonical_is_refused() {
        let mut high_bit = key(1);
        high_bit[31] |= 0x80;
        // 2^255 − 19 + 9, the base point once more.
        let mut above = [0xff; 32];
        (above[0], above[31]) = (0xed + 9, 0x7f);
        for other in [high_bit, above] {
            assert_eq!(Committee::new(1, vec![other]), Err(Error::CommitteeKey { i: 1 }));
        }
        let mut base = [0; 32];
        base[0] = 9;
        assert!(Committee::new(1, vec![base]).is_ok());
    }
}
