//! Headers: what genesis commits to, and the seal on every later one.
#![expect(
    clippy::cast_possible_truncation,
    reason = "the derived codec casts indices, which are bytes"
)]

use ed25519_zebra::{Signature, VerificationKey};
use parity_scale_codec::{Decode, DecodeAll, Encode};
use sp_crypto_hashing::blake2_256;

use crate::{ChainError, Genesis, Hash};

/// Names our digest items: "Tenderseal node key".
const ENGINE: [u8; 4] = *b"TSNK";

/// A header as the Polkadot SDK's `generic::Header` encodes it, with block numbers of 32 bits.
#[derive(Clone, Encode, Decode)]
struct Header {
    parent: Hash,
    #[codec(compact)]
    number: u32,
    state_root: Hash,
    extrinsics_root: Hash,
    digest: Vec<Item>,
}

/// An item of a header's digest; the indices are those of the SDK's `DigestItem`.
#[derive(Clone, Encode, Decode)]
enum Item {
    #[codec(index = 0)]
    Other(Vec<u8>),
    #[codec(index = 4)]
    Consensus([u8; 4], Vec<u8>),
    #[codec(index = 5)]
    Seal([u8; 4], Vec<u8>),
    #[codec(index = 6)]
    PreRuntime([u8; 4], Vec<u8>),
    #[codec(index = 8)]
    EnvironmentUpdated,
}

/// What a header says, once its seal was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedHeader {
    /// Number of the block.
    pub number: u32,
    /// Hash of the whole header: BLAKE2b-256 of its SCALE, its seal included.
    pub hash: Hash,
    /// Hash of the header before it.
    pub parent: Hash,
    /// Root of the state after the block.
    pub state_root: Hash,
    /// Root of the block's extrinsics.
    pub extrinsics_root: Hash,
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Self, ChainError> {
        Self::decode_all(&mut &*bytes).map_err(|_| ChainError::Invalid("not a header"))
    }

    fn hash(&self) -> Hash {
        self.using_encoded(blake2_256)
    }

    fn summary(&self) -> SealedHeader {
        SealedHeader {
            number: self.number,
            hash: self.hash(),
            parent: self.parent,
            state_root: self.state_root,
            extrinsics_root: self.extrinsics_root,
        }
    }
}

/// Reads SCALE of a genesis header: the node key to check everything else with, and where the
/// chain starts. Genesis bears no seal; its hash is what one trusts or compares.
pub fn genesis(bytes: &[u8]) -> Result<(Genesis, SealedHeader), ChainError> {
    let header = Header::read(bytes)?;
    let [Item::Consensus(ENGINE, item)] = header.digest.as_slice() else {
        return Err(ChainError::Invalid("genesis names no node key"));
    };
    let Ok(item) = <[u8; 64]>::try_from(item.as_slice()) else {
        return Err(ChainError::Invalid("the genesis item is not 64 bytes long"));
    };
    if header.number != 0 || header.parent != [0; 32] {
        return Err(ChainError::Invalid("this header is not genesis"));
    }
    let (mut node_key, mut random) = ([0; 32], [0; 32]);
    node_key.copy_from_slice(&item[..32]);
    random.copy_from_slice(&item[32..]);
    let genesis = Genesis { hash: header.hash(), header: bytes.to_vec(), random, node_key };
    Ok((genesis, header.summary()))
}

/// Checks the seal of SCALE of a header: an Ed25519 signature of the node key over the hash of the header without it,
/// as the last item of the digest.
pub fn sealed_header(bytes: &[u8], node_key: &[u8; 32]) -> Result<SealedHeader, ChainError> {
    let header = Header::read(bytes)?;
    let mut unsealed = header.clone();
    let Some(Item::Seal(ENGINE, signature)) = unsealed.digest.pop() else {
        return Err(ChainError::Invalid("the header has no seal"));
    };
    let signature = Signature::try_from(signature.as_slice())
        .map_err(|_| ChainError::Invalid("the seal is not 64 bytes long"))?;
    VerificationKey::try_from(*node_key)
        .and_then(|key| key.verify(&signature, &unsealed.hash()))
        .map_err(|_| ChainError::Invalid("the seal is not the node key's"))?;
    Ok(header.summary())
}
