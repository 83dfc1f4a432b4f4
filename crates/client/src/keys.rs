//! A person's signing key (CONTRACTS, "Who acts").

use core::fmt;

use p256::ecdsa::{self, signature::Signer};
use tenderseal_rules::{
    Hash, KeyId, OrgId, PersonId, PublicKey, Signature, registry,
    replay::{key_id, sha256},
};

use crate::{Error, Site};

/// A P-256 private key: wiped when dropped, never printed.
#[derive(Clone)]
pub struct SigningKey(ecdsa::SigningKey);

impl SigningKey {
    /// Takes 32 bytes from a good source, big-endian as SEC 1 writes a private key; wipe your
    /// own copy.
    ///
    /// # Errors
    /// [`Error::SigningKey`] when they are 0 or not below the curve's order.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, Error> {
        ecdsa::SigningKey::from_bytes(bytes.into()).map(Self).map_err(|_| Error::SigningKey)
    }

    /// The public key, affine `x ‖ y`.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        let point = self.0.verifying_key().to_encoded_point(false);
        let mut key = [0; 64];
        // SEC 1 §2.3.3: an uncompressed point is 4 ‖ x ‖ y.
        key.copy_from_slice(&point.as_bytes()[1..]);
        PublicKey(key)
    }

    /// What the registry knows the key by.
    #[must_use]
    pub fn id(&self) -> KeyId {
        key_id(&self.public())
    }

    /// ECDSA with SHA-256 over the bytes, `r ‖ s`, with the nonce of RFC 6979.
    #[must_use]
    pub fn sign(&self, bytes: &[u8]) -> Signature {
        let signature: ecdsa::Signature = self.0.sign(bytes);
        signature.to_bytes().into()
    }

    /// Shows that somebody holds this key, for whoever enters it for an organisation
    /// ([`registry::possession`]).
    #[must_use]
    pub fn possession(&self, registry: &Site, org: &OrgId) -> Signature {
        let Site { genesis, contract } = registry;
        self.sign(&registry::possession(genesis, contract, org, &self.public()))
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, ..)", self.id())
    }
}

/// The id of the organisation that a key founds.
#[must_use]
pub fn org_id(genesis: &Hash, founder: &PublicKey) -> OrgId {
    OrgId(first20(&registry::org_preimage(genesis, founder)))
}

/// The id of the person whose first key this is.
#[must_use]
pub fn person_id(genesis: &Hash, first: &PublicKey) -> PersonId {
    PersonId(first20(&registry::person_preimage(genesis, first)))
}

fn first20(preimage: &[u8]) -> [u8; 20] {
    let mut id = [0; 20];
    id.copy_from_slice(&sha256(preimage)[..20]);
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenderseal_rules::{ContractId, replay::verify_p256};

    fn hex<const N: usize>(text: &str) -> [u8; N] {
        tenderseal_rules::hex::parse(text).unwrap()
    }

    /// RFC 6979, A.2.5: P-256, SHA-256, message "sample".
    #[test]
    fn a_signature_is_that_of_rfc_6979() {
        let private = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
        let key = SigningKey::from_bytes(&hex(private)).unwrap();
        let public = PublicKey(hex(concat!(
            "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6",
            "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"
        )));
        assert_eq!(key.public(), public);
        let signature: Signature = hex(concat!(
            "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
            "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
        ));
        assert_eq!(key.sign(b"sample"), signature);
        assert!(verify_p256(&sha256(b"sample"), &signature, &public));
        assert!(!verify_p256(&sha256(b"simple"), &signature, &public));
    }

    #[test]
    fn zero_and_the_order_itself_are_no_keys() {
        let order = hex("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
        for bytes in [[0; 32], order, [0xff; 32]] {
            assert_eq!(SigningKey::from_bytes(&bytes).unwrap_err(), Error::SigningKey);
        }
    }

    #[test]
    fn possession_holds_for_one_organisation_and_installation_only() {
        let key = SigningKey::from_bytes(&[7; 32]).unwrap();
        let site = Site { genesis: [1; 32], contract: ContractId([2; 20]) };
        let org = OrgId([3; 20]);
        let proof = key.possession(&site, &org);
        let proves = |genesis: [u8; 32], contract: [u8; 20], org: [u8; 20]| {
            let bytes =
                registry::possession(&genesis, &ContractId(contract), &OrgId(org), &key.public());
            verify_p256(&sha256(&bytes), &proof, &key.public())
        };
        assert!(proves([1; 32], [2; 20], [3; 20]));
        assert!(!proves([0; 32], [2; 20], [3; 20]));
        assert!(!proves([1; 32], [0; 20], [3; 20]));
        assert!(!proves([1; 32], [2; 20], [0; 20]));
    }

    #[test]
    fn a_key_prints_its_id_and_nothing_else() {
        let key = SigningKey::from_bytes(&[7; 32]).unwrap();
        assert_eq!(format!("{key:?}"), format!("SigningKey({}, ..)", key.id()));
    }
}
