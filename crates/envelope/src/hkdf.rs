//! HKDF (RFC 5869), with the one thing that libraries refuse and C2SP's chunked
//! encryption asks for: expanding a key that is shorter than the hash.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha512};
use zeroize::{Zeroize, Zeroizing};

/// HKDF-Extract with SHA-256 (RFC 5869 §2.2): the pseudorandom key.
#[must_use]
pub fn extract_sha256(salt: &[u8], ikm: &[u8]) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(hmac::<Hmac<Sha256>, 32>(salt, &[ikm]))
}

/// HKDF-Expand with SHA-256 (RFC 5869 §2.3): fills `okm`, 8,160 bytes at most.
///
/// # Panics
/// When `okm` is longer; all lengths in this crate are fixed and far below.
pub fn expand_sha256(prk: &[u8], info: &[u8], okm: &mut [u8]) {
    expand::<Hmac<Sha256>, 32>(prk, info, okm);
}

/// HKDF-Expand with SHA-512 (RFC 5869 §2.3): fills `okm`, 16,320 bytes at most.
///
/// # Panics
/// When `okm` is longer; all lengths in this crate are fixed and far below.
pub fn expand_sha512(prk: &[u8], info: &[u8], okm: &mut [u8]) {
    expand::<Hmac<Sha512>, 64>(prk, info, okm);
}

fn expand<M, const LEN: usize>(prk: &[u8], info: &[u8], okm: &mut [u8])
where
    M: Mac + KeyInit,
{
    assert!(okm.len() <= 255 * LEN, "RFC 5869 gives 255 blocks at most");
    let mut block = Zeroizing::new([0; LEN]);
    let mut previous = 0;
    for (counter, chunk) in (1u8..=255).zip(okm.chunks_mut(LEN)) {
        let mut next = hmac::<M, LEN>(prk, &[&block[..previous], info, &[counter]]);
        chunk.copy_from_slice(&next[..chunk.len()]);
        *block = next;
        next.zeroize();
        previous = LEN;
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length (RFC 2104)")]
fn hmac<M, const LEN: usize>(key: &[u8], parts: &[&[u8]]) -> [u8; LEN]
where
    M: Mac + KeyInit,
{
    let mut mac = <M as KeyInit>::new_from_slice(key).expect("a key of any length");
    for part in parts {
        mac.update(part);
    }
    let mut output = mac.finalize().into_bytes();
    let mut tag = [0; LEN];
    tag.copy_from_slice(&output);
    output.as_mut_slice().zeroize();
    tag
}
