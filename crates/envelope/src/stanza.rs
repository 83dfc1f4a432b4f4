//! A member's stanza: the share, sealed to the member's key with HPKE in base mode
//! (RFC 9180; DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM).

use crate::{Error, OpeningKey, Share};
use core::convert::Infallible;
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use tenderseal_rules::tse1::header::STANZA_LEN;
use zeroize::Zeroize;

const ENC_LEN: usize = 32;

/// Seals member `i`'s share: `enc32 ‖ ct48`.
///
/// `ephemeral` is the keying material of the ephemeral key pair (RFC 9180 §7.1.3),
/// `share_hash` is `h_i`, which the ciphertext is bound to.
pub fn seal(
    key: &[u8; 32],
    ch: &[u8; 32],
    i: u8,
    share_hash: &[u8; 32],
    share: &[u8; 32],
    ephemeral: &[u8; 32],
) -> Result<[u8; STANZA_LEN], Error> {
    let failed = |_| Error::Encapsulation { i };
    let recipient = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(key).map_err(failed)?;
    let (enc, ct) = hpke::single_shot_seal_with_rng::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &recipient,
        &info(ch, i),
        share,
        share_hash,
        &mut Derived(*ephemeral),
    )
    .map_err(failed)?;
    // The library draws the keying material from the generator it is handed. Should a
    // later version draw it otherwise, nothing may be sealed with what came out.
    let (_, expected) = X25519HkdfSha256::derive_keypair(ephemeral);
    if enc.to_bytes() != expected.to_bytes() {
        return Err(Error::Encapsulation { i });
    }
    let mut stanza = [0; STANZA_LEN];
    let (enc_part, ct_part) = stanza.split_at_mut(ENC_LEN);
    enc_part.copy_from_slice(&enc.to_bytes());
    ct_part.copy_from_slice(&ct);
    Ok(stanza)
}

/// Opens member `i`'s stanza with the member's key.
pub fn open(
    key: &OpeningKey,
    ch: &[u8; 32],
    i: u8,
    share_hash: &[u8; 32],
    stanza: &[u8; STANZA_LEN],
) -> Result<Share, Error> {
    let failed = |_| Error::Stanza { i };
    let (enc, ct) = stanza.split_at(ENC_LEN);
    let secret =
        <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(key.as_bytes()).map_err(failed)?;
    let enc = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(enc).map_err(failed)?;
    let mut plain = hpke::single_shot_open::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &secret,
        &enc,
        &info(ch, i),
        ct,
        share_hash,
    )
    .map_err(failed)?;
    let share = <[u8; 32]>::try_from(plain.as_slice()).map(Share::from_bytes);
    plain.zeroize();
    share.map_err(|_| Error::Stanza { i })
}

fn info(ch: &[u8; 32], i: u8) -> Vec<u8> {
    [&b"TSE1-stanza\0"[..], ch, &[i]].concat()
}

/// A generator that yields 32 given bytes once and zeros ever after: HPKE's
/// deterministic encapsulation is private to the library, its generator is not.
struct Derived([u8; 32]);

impl Derived {
    fn take(&mut self, target: &mut [u8]) {
        target.fill(0);
        for (byte, given) in target.iter_mut().zip(&self.0) {
            *byte = *given;
        }
        self.0.zeroize();
    }
}

impl Drop for Derived {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl TryRng for Derived {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.take(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.take(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), Infallible> {
        self.take(target);
        Ok(())
    }
}

impl TryCryptoRng for Derived {}
