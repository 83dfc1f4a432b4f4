//! What a chain's node hands over. Times are Unix seconds in UTC unless a name ends in `_ms`.

use parity_scale_codec::{Decode, Encode};

/// Address of a contract or an account: 20 bytes, as pallet-revive and Ethereum have them.
pub type Address = [u8; 20];

/// A BLAKE2b-256 hash: of a header, a trie node, a block.
pub type Hash = [u8; 32];

/// A message to a contract.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Call {
    /// The contract.
    pub to: Address,
    /// Selector (4 bytes) and SCALE arguments, at most 128 KiB.
    pub input: Vec<u8>,
}

/// An event that a contract emitted.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct ContractEvent {
    /// The contract that emitted it.
    pub contract: Address,
    /// Its topics, the first being the event's signature topic unless it is anonymous.
    pub topics: Vec<Hash>,
    /// SCALE of its fields, at most 64 KiB.
    pub data: Vec<u8>,
}

/// What an extrinsic does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Sets the time of its block, in milliseconds: always the first, and only there.
    Time {
        /// Milliseconds since the Unix epoch.
        ms: u64,
    },
    /// Calls a contract.
    Call(Call),
    /// Puts a contract's code on the chain, so that a factory can instantiate it.
    Upload {
        /// The PolkaVM program; its hash is Keccak-256.
        code: Vec<u8>,
    },
    /// Puts a contract on the chain.
    Deploy {
        /// The PolkaVM program; its hash is Keccak-256.
        code: Vec<u8>,
        /// Selector and arguments of the constructor.
        input: Vec<u8>,
        /// With the code, input and sender it decides the address.
        salt: [u8; 32],
    },
}

/// What block 0 fixes for good.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Genesis {
    /// Hash of the genesis header; it commits to everything below.
    pub hash: Hash,
    /// SCALE of the genesis header.
    pub header: Vec<u8>,
    /// 32 random bytes, different in every installation: the `genesis32` that signed intents
    /// name, so that none fits a second installation (CONTRACTS, "signed intents").
    pub random: [u8; 32],
    /// The node's Ed25519 public key, which seals every later header.
    pub node_key: [u8; 32],
}

/// A block as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct BlockRecord {
    /// Its number.
    pub number: u32,
    /// Hash of the sealed header.
    pub hash: Hash,
    /// SCALE of the header; the seal is the last item of its digest.
    pub header: Vec<u8>,
    /// SCALE of each extrinsic, the first being the time inherent. Genesis has none.
    pub extrinsics: Vec<Vec<u8>>,
    /// Contract events with the index of the extrinsic that caused them, in order.
    pub events: Vec<(u32, ContractEvent)>,
    /// The block's time; 0 for genesis.
    pub time: u64,
}

/// Proof that an extrinsic is in a block: what a vendor keeps of a bid.
///
/// [`crate::receipt`] checks it against the node key alone.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Receipt {
    /// SCALE of the sealed header.
    pub header: Vec<u8>,
    /// SCALE of the extrinsic.
    pub extrinsic: Vec<u8>,
    /// Its index in the block.
    pub index: u32,
    /// SCALE of the block's first extrinsic, the time inherent, so that the time is proven too.
    pub inherent: Vec<u8>,
    /// Nodes of the extrinsics trie (layout V1) on the way to both, and values that are stored apart, in no
    /// particular order.
    pub proof: Vec<Vec<u8>>,
}

/// Proof of a contract's code hash and storage root under a block's state root: the nodes of the
/// state trie (layout V1) on the way to both, in no particular order.
///
/// [`crate::contract_state`] checks it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct StateProof {
    /// Encoded trie nodes and the values that are stored apart from them.
    pub nodes: Vec<Vec<u8>>,
}

/// One cell of a contract's storage.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub struct Cell {
    /// The key as the contract passed it to `set_storage`.
    pub key: Vec<u8>,
    /// The value, as the contract encoded it.
    pub value: Vec<u8>,
}
