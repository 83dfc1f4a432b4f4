//! Signing keys of accounts, and the code with which a person offers one to an organisation.
//!
//! An account registers the public half of a key with the key's own signature: nobody can take
//! a key, and with it a person of the registry, that somebody else holds.

use serde::{Deserialize, Serialize};
use tenderseal_rules::{
    ContractId, Hash, KeyId, OrgId, PublicKey, Signature,
    hex::parse as unhex,
    registry::possession,
    replay::{key_id, sha256, verify_p256},
};

use super::{App, Error, Outcome, people, values::PersonName};
use crate::ports::{Account, AccountKey, KeyPurpose, StoreError};

/// What every offer begins with.
pub const OFFER_FORMAT: &str = "tenderseal-key-offer";
/// The longest offer that is read, in bytes.
pub const OFFER_MAX: usize = 2_048;

/// What a key signs to belong to an account:
/// `"TENDERSEAL-ACCOUNT-KEY\0" ‖ genesis32 ‖ account u64 big-endian ‖ x ‖ y`.
#[must_use]
pub fn claim(genesis: &Hash, account: i64, key: &PublicKey) -> Vec<u8> {
    [b"TENDERSEAL-ACCOUNT-KEY\0", &genesis[..], &account.to_be_bytes(), &key.0].concat()
}

/// Why a key was not registered.
#[derive(Debug, thiserror::Error)]
pub enum KeyRefused {
    /// Key or signature cannot be read, or the signature is not the key's.
    #[error("the key did not sign for the account")]
    Proof,
    /// An account has it already.
    #[error("the key belongs to an account already")]
    Taken,
    /// Something failed.
    #[error(transparent)]
    App(#[from] Error),
}

/// Registers the public half of a signing key with an account.
///
/// # Errors
/// [`KeyRefused`].
pub async fn register(
    app: &App,
    account: &Account,
    label: &PersonName,
    key: &str,
    proof: &str,
) -> Result<KeyId, KeyRefused> {
    let public = unhex(key).map(PublicKey).ok_or(KeyRefused::Proof)?;
    let signature: Signature = unhex(proof).ok_or(KeyRefused::Proof)?;
    let digest = sha256(&claim(&app.chain.genesis(), account.id, &public));
    if !verify_p256(&digest, &signature, &public) {
        return Err(KeyRefused::Proof);
    }
    let row = AccountKey {
        account_id: account.id,
        purpose: KeyPurpose::Signing,
        public_key: hex::encode(public.0),
        label: label.as_str().to_owned(),
        created_at: app.clock.now(),
        retired_at: None,
    };
    app.store.add_key(&row).await.map_err(|error| match error {
        StoreError::Conflict => KeyRefused::Taken,
        other => KeyRefused::App(other.into()),
    })?;
    people::sync_account(app, account.id).await?;
    Ok(key_id(&public))
}

/// The id of an account's key on the chain; `None` for an opening key.
#[must_use]
pub fn id_of(key: &AccountKey) -> Option<KeyId> {
    if key.purpose != KeyPurpose::Signing {
        return None;
    }
    unhex(&key.public_key).map(|public| key_id(&PublicKey(public)))
}

/// A key that a person offers to an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The key.
    pub key: PublicKey,
    /// Its signature over [`possession`].
    pub possession: Signature,
}

/// The text of an offer, as the browser writes it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfferText {
    format: String,
    version: u8,
    genesis: String,
    registry: String,
    org: String,
    key: String,
    possession: String,
}

/// Reads an offer that was made for this organisation here.
///
/// # Errors
/// The Fluent key of what is wrong with it.
pub fn read_offer(
    text: &str,
    genesis: &Hash,
    registry: &ContractId,
    org: &OrgId,
) -> Result<Offer, &'static str> {
    if text.trim().is_empty() {
        return Err("error-offer-empty");
    }
    if text.len() > OFFER_MAX {
        return Err("error-offer-unreadable");
    }
    let offer: OfferText =
        serde_json::from_str(text.trim()).map_err(|_| "error-offer-unreadable")?;
    if offer.format != OFFER_FORMAT || offer.version != 1 {
        return Err("error-offer-unreadable");
    }
    if unhex(&offer.genesis) != Some(*genesis) || unhex(&offer.registry) != Some(registry.0) {
        return Err("error-offer-elsewhere");
    }
    if unhex(&offer.org) != Some(org.0) {
        return Err("error-offer-organisation");
    }
    let key = unhex(&offer.key).map(PublicKey).ok_or("error-offer-unreadable")?;
    let proof: Signature = unhex(&offer.possession).ok_or("error-offer-unreadable")?;
    if !verify_p256(&sha256(&possession(genesis, registry, org, &key)), &proof, &key) {
        return Err("error-offer-signature");
    }
    Ok(Offer { key, possession: proof })
}

/// The account that registered a public key.
///
/// # Errors
/// When a table cannot be read.
pub async fn holder(app: &App, key: &PublicKey) -> Outcome<Option<Account>> {
    match app.store.account_of_key(&hex::encode(key.0)).await? {
        Some(id) => Ok(app.store.account(id).await?),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GENESIS: Hash = [1; 32];
    const REGISTRY: ContractId = ContractId([2; 20]);
    const ORG: OrgId = OrgId([3; 20]);

    fn text(change: impl FnOnce(&mut OfferText)) -> String {
        let mut offer = OfferText {
            format: OFFER_FORMAT.to_owned(),
            version: 1,
            genesis: hex::encode(GENESIS),
            registry: REGISTRY.to_string(),
            org: ORG.to_string(),
            key: "04".repeat(64),
            possession: "05".repeat(64),
        };
        change(&mut offer);
        serde_json::to_string(&offer).unwrap()
    }

    #[test]
    fn an_offer_names_what_is_wrong_with_it() {
        let read = |text: &str| read_offer(text, &GENESIS, &REGISTRY, &ORG).unwrap_err();
        assert_eq!(read(" "), "error-offer-empty");
        assert_eq!(read("{}"), "error-offer-unreadable");
        assert_eq!(read(&"x".repeat(OFFER_MAX + 1)), "error-offer-unreadable");
        assert_eq!(read(&text(|offer| offer.version = 2)), "error-offer-unreadable");
        assert_eq!(read(&text(|offer| offer.genesis = "00".repeat(32))), "error-offer-elsewhere");
        assert_eq!(read(&text(|offer| offer.org = "00".repeat(20))), "error-offer-organisation");
        assert_eq!(read(&text(|offer| offer.key = "04".repeat(63))), "error-offer-unreadable");
        assert_eq!(read(&text(|_| ())), "error-offer-signature");
        let extra = text(|_| ()).replace("{\"format\"", "{\"more\":1,\"format\"");
        assert_eq!(read(&extra), "error-offer-unreadable");
    }
}
