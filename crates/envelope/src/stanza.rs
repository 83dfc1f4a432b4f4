//! A member's stanza: the share, sealed to the member's key (ENVELOPE, "Bytes").

use crate::{Error, OpeningKey, Share, base_mode};
use tenderseal_rules::tse1::header::STANZA_LEN;

/// Seals member `i`'s share: `enc32 ‖ ct48`.
///
/// `ephemeral` is the keying material of the ephemeral key pair, `share_hash` is
/// `h_i`, which the ciphertext is bound to.
pub fn seal(
    key: &[u8; 32],
    ch: &[u8; 32],
    i: u8,
    share_hash: &[u8; 32],
    share: &[u8; 32],
    ephemeral: &[u8; 32],
) -> Result<[u8; STANZA_LEN], Error> {
    base_mode::seal(key, &info(ch, i), share_hash, share, ephemeral)
        .and_then(|sealed| <[u8; STANZA_LEN]>::try_from(sealed).ok())
        .ok_or(Error::Encapsulation { i })
}

/// Opens member `i`'s stanza with the member's key.
pub fn open(
    key: &OpeningKey,
    ch: &[u8; 32],
    i: u8,
    share_hash: &[u8; 32],
    stanza: &[u8; STANZA_LEN],
) -> Result<Share, Error> {
    base_mode::open(key, &info(ch, i), share_hash, stanza)
        .and_then(|plain| <[u8; 32]>::try_from(plain.as_slice()).ok())
        .map(Share::from_bytes)
        .ok_or(Error::Stanza { i })
}

fn info(ch: &[u8; 32], i: u8) -> Vec<u8> {
    [&b"TSE1-stanza\0"[..], ch, &[i]].concat()
}
