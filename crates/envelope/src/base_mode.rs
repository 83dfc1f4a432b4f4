//! HPKE in base mode, one message a key (RFC 9180 §6.1), in the one suite that TSE1 uses:
//! DHKEM(X25519, HKDF-SHA256) 0x0020, HKDF-SHA256 0x0001, AES-256-GCM 0x0002.
//!
//! A sealed message is `enc32 ‖ ciphertext`.

use crate::OpeningKey;
use core::convert::Infallible;
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use zeroize::{Zeroize, Zeroizing};

const ENC_LEN: usize = 32;

/// Seals to a public key. The ephemeral key pair is `DeriveKeyPair(ephemeral)`
/// (RFC 9180 §7.1.3): keying material that must never come twice.
///
/// `None` when nothing can be sealed to the key, which is of low order then.
#[must_use]
pub fn seal(
    key: &[u8; 32],
    info: &[u8],
    aad: &[u8],
    plain: &[u8],
    ephemeral: &[u8; 32],
) -> Option<Vec<u8>> {
    let recipient = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(key).ok()?;
    let (enc, ciphertext) =
        hpke::single_shot_seal_with_rng::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &recipient,
            info,
            plain,
            aad,
            &mut OneShot(*ephemeral),
        )
        .ok()?;
    // The library draws the keying material from the generator that it is handed. Should a
    // later version draw it otherwise, nothing may be sealed with what came out.
    let (_, expected) = X25519HkdfSha256::derive_keypair(ephemeral);
    let enc = enc.to_bytes();
    (enc == expected.to_bytes()).then(|| [enc.as_slice(), &ciphertext].concat())
}

/// Opens with the private key; `None` when the message does not open.
#[must_use]
pub fn open(
    key: &OpeningKey,
    info: &[u8],
    aad: &[u8],
    sealed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let (enc, ciphertext) = sealed.split_at_checked(ENC_LEN)?;
    let secret = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(key.as_bytes()).ok()?;
    let enc = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(enc).ok()?;
    hpke::single_shot_open::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &secret,
        &enc,
        info,
        ciphertext,
        aad,
    )
    .ok()
    .map(Zeroizing::new)
}

/// A generator that yields 32 given bytes once and zeros ever after: HPKE's
/// deterministic encapsulation is private to the library, its generator is not.
struct OneShot([u8; 32]);

impl Drop for OneShot {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl TryRng for OneShot {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), Infallible> {
        target.fill(0);
        for (byte, given) in target.iter_mut().zip(&self.0) {
            *byte = *given;
        }
        self.0.zeroize();
        Ok(())
    }
}

impl TryCryptoRng for OneShot {}
