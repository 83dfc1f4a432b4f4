//! The byte strings that get hashed with SHA-256 (ENVELOPE, "Bytes").
//!
//! Each function returns what goes into the hash; the caller hashes. Each starts
//! with a label of its own that ends in a zero byte, so that no hash of one sort
//! can stand for one of another.

use super::context::Context;
use alloc::vec::Vec;

/// Input of `ch`, the context's hash: `"TSE1-ctx\0" ‖ ctx`.
#[must_use]
pub fn ch(context: &Context) -> Vec<u8> {
    join(&[b"TSE1-ctx\0", &context.to_bytes()])
}

/// Input of the committee's hash: `"TSE1-committee\0" ‖ k ‖ n ‖ (i ‖ pk_i)` for i = 1..n.
///
/// `None` unless `1 ≤ k ≤ n ≤ 16`.
#[must_use]
pub fn committee(k: u8, keys: &[[u8; 32]]) -> Option<Vec<u8>> {
    let n = u8::try_from(keys.len()).ok()?;
    if k == 0 || k > n || n > super::MEMBERS_MAX {
        return None;
    }
    let mut bytes = join(&[b"TSE1-committee\0", &[k, n]]);
    for (i, key) in (1u8..).zip(keys) {
        bytes.push(i);
        bytes.extend_from_slice(key);
    }
    Some(bytes)
}

/// Input of `h_i`: `"TSE1-share\0" ‖ ch ‖ i ‖ share_i`.
#[must_use]
pub fn share_hash(ch: &[u8; 32], i: u8, share: &[u8; 32]) -> Vec<u8> {
    join(&[b"TSE1-share\0", ch, &[i], share])
}

/// Input of C, the commitment: `"TSE1-commit\0" ‖ ch ‖ E ‖ SHA256(body) ‖ seed`.
#[must_use]
pub fn commit(ch: &[u8; 32], e: &[u8; 32], body_hash: &[u8; 32], seed: &[u8; 32]) -> Vec<u8> {
    join(&[b"TSE1-commit\0", ch, e, body_hash, seed])
}

/// Input of the terms' hash: `"TENDERSEAL-TERMS\0" ‖ SCALE(version u32, terms)`,
/// `terms` being the SCALE bytes of the terms without any date.
#[must_use]
pub fn terms(version: u32, terms: &[u8]) -> Vec<u8> {
    join(&[b"TENDERSEAL-TERMS\0", &version.to_le_bytes(), terms])
}

fn join(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

#[cfg(test)]
mod tests {
    use super::super::context::tests::sample;
    use super::*;
    use alloc::vec;
    use parity_scale_codec::Encode;

    #[test]
    fn the_context_follows_its_label() {
        let bytes = ch(&sample());
        assert_eq!(&bytes[..9], b"TSE1-ctx\0");
        assert_eq!(bytes[9..], sample().to_bytes());
    }

    #[test]
    fn a_committee_lists_threshold_count_and_numbered_keys() {
        let bytes = committee(1, &[[7; 32], [9; 32]]).unwrap();
        let mut expected = b"TSE1-committee\0\x01\x02\x01".to_vec();
        expected.extend([7; 32]);
        expected.push(2);
        expected.extend([9; 32]);
        assert_eq!(bytes, expected);
    }

    #[test]
    fn a_committee_out_of_bounds_has_no_hash() {
        assert_eq!(committee(0, &[[7; 32]]), None);
        assert_eq!(committee(2, &[[7; 32]]), None);
        assert_eq!(committee(1, &[]), None);
        assert_eq!(committee(1, &vec![[7; 32]; 17]), None);
        assert_eq!(committee(1, &vec![[7; 32]; 257]), None);
        assert!(committee(16, &vec![[7; 32]; 16]).is_some());
    }

    #[test]
    fn share_and_commitment_put_their_parts_in_order() {
        let share = share_hash(&[1; 32], 9, &[2; 32]);
        assert_eq!(&share[..11], b"TSE1-share\0");
        assert_eq!(&share[11..43], [1; 32]);
        assert_eq!(share[43], 9);
        assert_eq!(&share[44..], [2; 32]);

        let commit = commit(&[1; 32], &[2; 32], &[3; 32], &[4; 32]);
        assert_eq!(&commit[..12], b"TSE1-commit\0");
        for (part, value) in commit[12..].chunks(32).zip(1u8..=4) {
            assert_eq!(part, [value; 32]);
        }
        assert_eq!(commit.len(), 12 + 4 * 32);
    }

    #[test]
    fn the_terms_version_is_encoded_as_scale_does() {
        let expected = [&b"TENDERSEAL-TERMS\0"[..], &(7u32, 9u16).encode()].concat();
        assert_eq!(terms(7, &9u16.encode()), expected);
    }
}
