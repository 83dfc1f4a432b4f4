//! What a contract's surroundings lend to the rules.

use alloc::vec::Vec;
use parity_scale_codec::{Decode, Encode};

use crate::{ContractId, Error, Hash, KeyId, OrgId, PersonId, PublicKey, Signature};
use crate::{
    events::Event,
    roles::{OrgKind, Roles},
};

/// Cells, hashes, time and events: pallet-revive's host functions on the chain, a map in the replay.
///
/// A host is transactional from outside: when a rule returns an error, everything that
/// it stored or emitted is discarded by whoever called it (the chain reverts, the replay
/// drops its overlay).
pub trait Host {
    /// Time of the block, Unix seconds.
    fn now(&self) -> u64;
    /// Number of the block.
    fn block(&self) -> u32;
    /// The contract that runs.
    fn contract(&self) -> ContractId;
    /// Bytes of the call's input, its selector included.
    fn input_len(&self) -> usize;
    /// SHA-256.
    ///
    /// # Errors
    /// [`Error::HostFailed`] when the chain's precompile does not answer with 32 bytes.
    fn sha256(&self, bytes: &[u8]) -> Result<Hash, Error>;
    /// Keccak-256; the last 20 bytes over a public key are its [`KeyId`].
    fn keccak256(&self, bytes: &[u8]) -> Hash;
    /// Whether the ECDSA P-256 signature over the message's SHA-256 is the key's. Anything but a clear
    /// yes is `false`.
    ///
    /// # Errors
    /// As [`Self::sha256`].
    fn verify_p256(
        &self,
        message: &[u8],
        signature: &Signature,
        key: &PublicKey,
    ) -> Result<bool, Error>;
    /// The cell under this key; a value is at most [`crate::cells::CELL_MAX`] bytes.
    fn load(&self, key: &[u8]) -> Option<Vec<u8>>;
    /// Writes the cell under this key.
    fn save(&mut self, key: &[u8], value: &[u8]);
    /// Emits an event.
    fn emit(&mut self, event: Event);

    /// Checks that the call's input is the selector and these arguments, to the byte. ink! itself
    /// reads what is missing as zeros and ignores what follows; a call has one spelling here, so
    /// that whoever reads the block sees what the contract saw.
    ///
    /// # Errors
    /// [`Error::Malformed`].
    fn check_input(&self, arguments: usize) -> Result<(), Error> {
        if self.input_len() == 4 + arguments { Ok(()) } else { Err(Error::Malformed) }
    }

    /// The id of a public key.
    fn key_id(&self, key: &PublicKey) -> KeyId {
        let hash = self.keccak256(&key.0);
        let mut id = [0; 20];
        id.copy_from_slice(&hash[12..]);
        KeyId(id)
    }
}

/// What the registry needs beyond a [`Host`].
pub trait RegistryHost: Host {
    /// Creates a tender contract from approved code and returns its address.
    ///
    /// # Errors
    /// [`Error::TenderFailed`] when the chain refuses.
    fn create_tender(
        &mut self,
        code: &Hash,
        salt: &Hash,
        birth: &crate::tender::Birth,
    ) -> Result<ContractId, Error>;
}

/// What a tender needs beyond a [`Host`].
pub trait TenderHost: Host {
    /// Asks the registry who holds the key.
    ///
    /// # Errors
    /// [`Error::RegistryFailed`] when it does not answer.
    fn signatory(&self, registry: &ContractId, key: &KeyId) -> Result<Option<Signatory>, Error>;
}

/// What the registry says of a key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Signatory {
    /// The key itself.
    pub key: PublicKey,
    /// Whose it is.
    pub person: PersonId,
    /// For whom that person acts.
    pub org: OrgId,
    /// What kind of organisation that is.
    pub kind: OrgKind,
    /// Where the organisation stands now.
    pub standing: Standing,
    /// Whether the key is active now.
    pub active: bool,
    /// What the person may do.
    pub roles: Roles,
}

/// Whether an organisation may act at the block's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum Standing {
    /// It waits for a registrar or was refused.
    #[codec(index = 0)]
    NotAdmitted,
    /// It may act.
    #[codec(index = 1)]
    Admitted,
    /// It is suspended until a registrar lifts it.
    #[codec(index = 2)]
    Suspended,
    /// It is debarred, and the date has not come.
    #[codec(index = 3)]
    Debarred,
}

impl Standing {
    /// Refuses whoever may not act, each with an error of its own (CONTRACTS rule 4).
    ///
    /// # Errors
    /// [`Error::NotAdmitted`], [`Error::Suspended`] or [`Error::Debarred`].
    pub fn check(self) -> Result<(), Error> {
        match self {
            Self::NotAdmitted => Err(Error::NotAdmitted),
            Self::Admitted => Ok(()),
            Self::Suspended => Err(Error::Suspended),
            Self::Debarred => Err(Error::Debarred),
        }
    }
}

/// Cells on a map and nothing else: for tests of what lies in them.
#[cfg(test)]
#[derive(Default)]
pub(crate) struct Map(alloc::collections::BTreeMap<Vec<u8>, Vec<u8>>);

#[cfg(test)]
impl Host for Map {
    fn now(&self) -> u64 {
        0
    }

    fn block(&self) -> u32 {
        0
    }

    fn contract(&self) -> ContractId {
        ContractId([0; 20])
    }

    fn input_len(&self) -> usize {
        0
    }

    fn sha256(&self, _: &[u8]) -> Result<Hash, Error> {
        Err(Error::HostFailed)
    }

    fn keccak256(&self, _: &[u8]) -> Hash {
        [0; 32]
    }

    fn verify_p256(&self, _: &[u8], _: &Signature, _: &PublicKey) -> Result<bool, Error> {
        Ok(false)
    }

    fn load(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.0.get(key).cloned()
    }

    fn save(&mut self, key: &[u8], value: &[u8]) {
        self.0.insert(key.to_vec(), value.to_vec());
    }

    fn emit(&mut self, _: Event) {}
}
