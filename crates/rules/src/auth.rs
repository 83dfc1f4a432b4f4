//! Signed intents: every act of a person carries that person's signature (CONTRACTS, "Who acts").

use alloc::vec::Vec;
use parity_scale_codec::{Decode, Encode};

use crate::{
    ContractId, Error, Hash, KeyId, PublicKey, Signature, cells,
    host::{Host, Signatory},
    messages::Act,
    roles::Role,
};

/// The furthest that `valid_until` may lie ahead, seconds.
pub const INTENT_MAX_AHEAD: u64 = 86_400;

const DOMAIN: &[u8] = b"TENDERSEAL-INTENT\0";

/// The proof that a person wants an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Auth {
    /// Which key signed.
    pub key: KeyId,
    /// Greater than the last one accepted from this key by this contract; gaps are fine.
    pub nonce: u64,
    /// Unix seconds, inclusive.
    pub valid_until: u64,
    /// ECDSA P-256 with SHA-256 over [`intent`].
    pub signature: Signature,
}

/// The bytes that are signed:
/// `"TENDERSEAL-INTENT\0" ‖ genesis32 ‖ contract20 ‖ selector4 ‖ SCALE(act) ‖ key20 ‖ nonce u64 ‖ valid_until u64`.
#[must_use]
pub fn intent<A: Act>(
    genesis: &Hash,
    contract: &ContractId,
    act: &A,
    key: &KeyId,
    nonce: u64,
    valid_until: u64,
) -> Vec<u8> {
    // What stands around the act has 110 bytes.
    let mut bytes = Vec::with_capacity(128 + act.encoded_size());
    bytes.extend_from_slice(DOMAIN);
    bytes.extend_from_slice(genesis);
    bytes.extend_from_slice(&contract.0);
    bytes.extend_from_slice(&A::SELECTOR);
    act.encode_to(&mut bytes);
    (key, nonce, valid_until).encode_to(&mut bytes);
    bytes
}

/// Where a contract keeps the last nonce of a key.
#[derive(Encode)]
pub(crate) struct NonceCell(u8, KeyId);

/// The cell of a key's last nonce; both contracts use tag 0.
pub(crate) fn nonce_cell(key: &KeyId) -> NonceCell {
    NonceCell(0, *key)
}

/// Checks the input's length, time, nonce and signature, cheapest first, and uses the nonce up.
///
/// # Errors
/// [`Error::Malformed`], [`Error::Expired`], [`Error::ValidTooLong`], [`Error::NonceUsed`], [`Error::BadSignature`].
pub fn check_intent<H: Host, A: Act>(
    host: &mut H,
    genesis: &Hash,
    auth: &Auth,
    act: &A,
    public: &PublicKey,
) -> Result<(), Error> {
    host.check_input(auth.encoded_size() + act.encoded_size())?;
    let now = host.now();
    if now > auth.valid_until {
        return Err(Error::Expired);
    }
    if auth.valid_until - now > INTENT_MAX_AHEAD {
        return Err(Error::ValidTooLong);
    }
    let cell = nonce_cell(&auth.key);
    let last: Option<u64> = cells::get(host, &cell)?;
    if last.is_some_and(|last| auth.nonce <= last) {
        return Err(Error::NonceUsed);
    }
    let contract = host.contract();
    let bytes = intent(genesis, &contract, act, &auth.key, auth.nonce, auth.valid_until);
    if !host.verify_p256(&bytes, &auth.signature, public)? {
        return Err(Error::BadSignature);
    }
    cells::put(host, &cell, &auth.nonce)
}

/// Checks that what the registry says of a key lets its holder act in this role.
///
/// # Errors
/// [`Error::KeyInactive`], those of [`crate::host::Standing::check`] or [`Error::MissingRole`].
pub fn check_role(signatory: &Signatory, role: Role) -> Result<(), Error> {
    if !signatory.active {
        return Err(Error::KeyInactive);
    }
    signatory.standing.check()?;
    if !signatory.roles.has(role) {
        return Err(Error::MissingRole);
    }
    Ok(())
}
