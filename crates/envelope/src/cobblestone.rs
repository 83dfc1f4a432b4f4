//! Cobblestone-256: C2SP chunked encryption (<https://c2sp.org/chunked-encryption>)
//! with SHA-512 and AES-256-GCM.
//!
//! `salt24 ‖ commitment32 ‖ chunks`: each chunk is 16 KiB of plaintext and a 16-byte
//! tag, the last one is shorter, perhaps empty. The nonce is the derived base nonce
//! XOR the chunk's number; the additional data is empty. The commitment ties the
//! ciphertext to one key, which GCM alone does not.

use crate::{Error, hkdf};
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

/// Bytes before the first chunk: salt and commitment.
pub const PREFIX_LEN: usize = SALT_LEN + COMMITMENT_LEN;
/// Plaintext bytes in every chunk but the last.
pub const CHUNK_LEN: usize = 16 * 1024;
/// Bytes that each chunk grows by.
pub const TAG_LEN: usize = 16;

const SALT_LEN: usize = 24;
const COMMITMENT_LEN: usize = 32;
const NONCE_LEN: usize = 12;

/// Encrypts `plain`; a salt must never come twice with one key.
pub fn encrypt(
    key: &[u8; 32],
    salt: &[u8; SALT_LEN],
    context: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, Error> {
    let derived = Derived::new(key, salt, context);
    let cipher = derived.cipher();
    let chunks = plain.len() / CHUNK_LEN + 1;
    let mut sealed = Vec::with_capacity(PREFIX_LEN + plain.len() + chunks * TAG_LEN);
    sealed.extend_from_slice(salt);
    sealed.extend_from_slice(&derived.commitment);
    for number in 0..chunks {
        let start = number * CHUNK_LEN;
        let chunk = &plain[start..plain.len().min(start + CHUNK_LEN)];
        let chunk = cipher.encrypt(&derived.nonce(number).into(), chunk);
        sealed.extend_from_slice(&chunk.map_err(|_| Error::Payload)?);
    }
    Ok(sealed)
}

/// Decrypts what [`encrypt`] made, whole or not at all.
pub fn decrypt(key: &[u8; 32], context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
    let (salt, rest) = sealed.split_first_chunk().ok_or(Error::Payload)?;
    let (commitment, chunks) = rest.split_first_chunk::<COMMITMENT_LEN>().ok_or(Error::Payload)?;
    let derived = Derived::new(key, salt, context);
    if !bool::from(derived.commitment.ct_eq(commitment)) {
        return Err(Error::Payload);
    }
    // The last chunk must be shorter than the others, or the message was cut off.
    let full = chunks.len() / (CHUNK_LEN + TAG_LEN);
    if chunks.len() % (CHUNK_LEN + TAG_LEN) < TAG_LEN {
        return Err(Error::Payload);
    }
    let cipher = derived.cipher();
    let mut plain = Zeroizing::new(Vec::with_capacity(chunks.len() - (full + 1) * TAG_LEN));
    for (number, chunk) in chunks.chunks(CHUNK_LEN + TAG_LEN).enumerate() {
        let mut opened =
            cipher.decrypt(&derived.nonce(number).into(), chunk).map_err(|_| Error::Payload)?;
        plain.extend_from_slice(&opened);
        opened.zeroize();
    }
    Ok(plain)
}

/// `key ‖ base nonce ‖ commitment`, all from the input key, the salt and the context.
struct Derived {
    key: Zeroizing<[u8; 32]>,
    base_nonce: [u8; NONCE_LEN],
    commitment: [u8; COMMITMENT_LEN],
}

impl Derived {
    fn new(key: &[u8; 32], salt: &[u8; SALT_LEN], context: &[u8]) -> Self {
        const LABEL: &[u8] = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0";
        let mut okm = Zeroizing::new([0; 32 + NONCE_LEN + COMMITMENT_LEN]);
        hkdf::expand_sha512(key, &[LABEL, salt, context].concat(), okm.as_mut_slice());
        let mut derived = Self {
            key: Zeroizing::new([0; 32]),
            base_nonce: [0; NONCE_LEN],
            commitment: [0; COMMITMENT_LEN],
        };
        derived.key.copy_from_slice(&okm[..32]);
        derived.base_nonce.copy_from_slice(&okm[32..32 + NONCE_LEN]);
        derived.commitment.copy_from_slice(&okm[32 + NONCE_LEN..]);
        derived
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new((&*self.key).into())
    }

    /// The base nonce with the chunk's number added into its end, bit by bit. What
    /// fits in memory has fewer chunks than the 2^38 that the specification allows.
    fn nonce(&self, number: usize) -> [u8; NONCE_LEN] {
        let mut nonce = self.base_nonce;
        for (byte, counter) in nonce.iter_mut().rev().zip(number.to_le_bytes()) {
            *byte ^= counter;
        }
        nonce
    }
}
