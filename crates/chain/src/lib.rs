//! What anybody needs to check a Tenderseal chain without running one: headers and their seals, the extrinsics of a
//! block, receipts, and the state of contracts, from bytes that somebody else handed over.
//!
//! Pure functions that know no runtime: they compile in a minute, and to WebAssembly. The chain itself
//! (`tenderseal-ledger`) checks its own file with them when it starts, and its tests compare every one with the
//! Polkadot SDK's (docs/adr/0015).
//!
//! # What is trusted
//! The node key that genesis names, and nothing else. Two headers of one number under its seal are a proof of cheating.

#![expect(
    clippy::missing_errors_doc,
    reason = "the one error says what was not proven; where a variant matters it is documented"
)]

mod block;
mod contract;
mod error;
mod extrinsic;
mod header;
mod trie;
mod types;

pub use block::{CheckedBlock, Included, block, receipt};
pub use contract::{
    ContractRecord, ProvenCells, account_key, cell_key, contract_cells, contract_record,
    contract_state, raw_key, time_key,
};
pub use error::ChainError;
pub use extrinsic::{act, prove, root as extrinsics_root};
pub use header::{SealedHeader, genesis, sealed_header};
pub use trie::{Nodes, Trie, look_up};
pub use types::{
    Act, Address, BlockRecord, Call, Cell, ContractEvent, Genesis, Hash, Receipt, StateProof,
};
