//! What goes in and out of a ledger. Times are Unix seconds in UTC unless a name ends in `_ms`.

use parity_scale_codec::{Decode, Encode};
use tenderseal_chain::{ContractEvent, Hash};

/// Where an accepted call is: in a durable block, with what it made known.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Accepted {
    /// Number of the block.
    pub block: u32,
    /// Index of the extrinsic in that block; 0 is the time inherent.
    pub index: u32,
    /// Hash of the block's sealed header.
    pub block_hash: Hash,
    /// The block's time, as contracts saw it.
    pub time: u64,
    /// Events of this call and of the calls that its contract made, in order.
    pub events: Vec<ContractEvent>,
}

/// The last durable block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Head {
    /// Its number.
    pub number: u32,
    /// Hash of its sealed header.
    pub hash: Hash,
    /// Its time; 0 for genesis, which has none.
    pub time: u64,
    /// Hash of the genesis header.
    pub genesis_hash: Hash,
}
