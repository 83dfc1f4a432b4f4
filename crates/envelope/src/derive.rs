//! Everything that follows from one seed in one context (ENVELOPE, "Bytes").

use crate::{Seed, hkdf};
use sha2::{Digest, Sha256};
use tenderseal_rules::tse1::{Context, preimage, sharing};
use zeroize::Zeroizing;

/// SHA-256 of the context: `ch`.
#[must_use]
pub fn context_hash(context: &Context) -> [u8; 32] {
    Sha256::digest(preimage::ch(context)).into()
}

/// `h_i`, the hash by which a share is known.
#[must_use]
pub fn share_hash(ch: &[u8; 32], i: u8, share: &[u8; 32]) -> [u8; 32] {
    Sha256::digest(Zeroizing::new(preimage::share_hash(ch, i, share)).as_slice()).into()
}

/// The key schedule of one envelope: `D(label, x, L)` over one seed and one context.
pub struct Schedule {
    prk: Zeroizing<[u8; 32]>,
    ch: [u8; 32],
}

impl Schedule {
    /// `prk = HKDF-Extract-SHA256(salt = "TSE1-seed", ikm = seed)`, bound to `ch`.
    #[must_use]
    pub fn new(seed: &Seed, ch: [u8; 32]) -> Self {
        let prk = hkdf::extract_sha256(b"TSE1-seed", seed.as_bytes());
        Self { prk, ch }
    }

    /// The context's hash that this schedule is bound to.
    #[must_use]
    pub const fn ch(&self) -> &[u8; 32] {
        &self.ch
    }

    /// The shares of `seed`, i = 1..n, any k of which give it back.
    #[must_use]
    pub fn shares(&self, seed: &Seed, k: u8, n: u8) -> Zeroizing<Vec<[u8; 32]>> {
        let mut coefficients = Zeroizing::new(vec![[0; 32]; usize::from(k.saturating_sub(1))]);
        self.expand("shamir", &[], coefficients.as_flattened_mut());
        let mut shares = Zeroizing::new(vec![[0; 32]; usize::from(n)]);
        for (i, share) in (1..=n).zip(shares.iter_mut()) {
            *share = *Zeroizing::new(sharing::evaluate(seed.as_bytes(), &coefficients, i));
        }
        shares
    }

    /// Keying material of the ephemeral key pair of member `i`'s stanza.
    #[must_use]
    pub fn ephemeral(&self, i: u8) -> Zeroizing<[u8; 32]> {
        self.derive("eph", &[i])
    }

    /// Key of the payload.
    #[must_use]
    pub fn payload_key(&self) -> Zeroizing<[u8; 32]> {
        self.derive("payload-key", &[])
    }

    /// Salt of the payload; public, it stands before the ciphertext.
    #[must_use]
    pub fn payload_salt(&self, plain: &[u8]) -> [u8; 24] {
        *self.derive("payload-salt", &Sha256::digest(plain))
    }

    fn derive<const LEN: usize>(&self, label: &str, x: &[u8]) -> Zeroizing<[u8; LEN]> {
        let mut okm = Zeroizing::new([0; LEN]);
        self.expand(label, x, okm.as_mut_slice());
        okm
    }

    /// `D(label, x, L) = HKDF-Expand-SHA256(prk, "TSE1-" ‖ label ‖ \0 ‖ ch ‖ x, L)`.
    fn expand(&self, label: &str, x: &[u8], okm: &mut [u8]) {
        let info = [b"TSE1-", label.as_bytes(), b"\0", &self.ch, x].concat();
        hkdf::expand_sha256(self.prk.as_slice(), &info, okm);
    }
}
