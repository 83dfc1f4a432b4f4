//! Signed intents: an act and the proof that a person wants it, as the bytes of a call.

use tenderseal_rules::{Auth, ContractId, Hash, auth::intent, messages::Act};

use crate::SigningKey;

/// Where an intent holds: one contract of one installation, nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site {
    /// The installation's 32 random bytes.
    pub genesis: Hash,
    /// The contract.
    pub contract: ContractId,
}

/// Signs an act and answers the call's bytes: `selector4 ‖ SCALE(auth) ‖ SCALE(act)`.
///
/// `nonce` must be greater than the last one that this contract accepted from this key; gaps
/// are fine. `valid_until`, Unix seconds, inclusive, may lie
/// [`tenderseal_rules::INTENT_MAX_AHEAD`] seconds ahead of the block at most.
#[must_use]
pub fn sign<A: Act>(
    key: &SigningKey,
    site: &Site,
    act: &A,
    nonce: u64,
    valid_until: u64,
) -> Vec<u8> {
    let id = key.id();
    let bytes = intent(&site.genesis, &site.contract, act, &id, nonce, valid_until);
    act.call(&Auth { key: id, nonce, valid_until, signature: key.sign(&bytes) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenderseal_rules::{
        messages::WithdrawBid,
        replay::{sha256, verify_p256},
    };

    #[test]
    fn a_call_is_selector_auth_and_act_and_the_signature_is_over_all_of_them() {
        let key = SigningKey::from_bytes(&[7; 32]).unwrap();
        let site = Site { genesis: [1; 32], contract: ContractId([2; 20]) };
        let call = sign(&key, &site, &WithdrawBid { attempt: 0x0506 }, 9, 10);
        assert_eq!(call[..4], WithdrawBid::SELECTOR);
        let (auth, act) = WithdrawBid::arguments(&call[4..]).unwrap();
        assert_eq!((auth.key, auth.nonce, auth.valid_until), (key.id(), 9, 10));
        assert_eq!(act.attempt, 0x0506);

        // CONTRACTS, "Who acts", written out.
        let mut signed = b"TENDERSEAL-INTENT\0".to_vec();
        signed.extend([1; 32]);
        signed.extend([2; 20]);
        signed.extend(WithdrawBid::SELECTOR);
        signed.extend([6, 5, 0, 0]);
        signed.extend(key.id().0);
        signed.extend([9, 0, 0, 0, 0, 0, 0, 0]);
        signed.extend([10, 0, 0, 0, 0, 0, 0, 0]);
        assert!(verify_p256(&sha256(&signed), &auth.signature, &key.public()));
    }
}
