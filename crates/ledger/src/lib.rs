//! The ledger of a Tenderseal installation: what the portal, the command line and the verifier
//! need of a chain, and the embedded chain that gives it on one machine.
//!
//! - [`Ledger`] is the port: submit a call, ask a contract, read blocks, prove what is in them.
//! - [`Embedded`] runs the FRAME runtime with pallet-revive in this process, on a redb file.
//! - What checks headers, blocks, receipts and contract states without any chain at hand is `tenderseal_chain`: pure
//!   functions over bytes that somebody else handed over.
//!
//! # What is trusted
//! Whoever runs an embedded chain sets its time and order. Every header is therefore signed by
//! the node key that the genesis names, so that two histories shown to two people are a proof of
//! cheating; [`Receipt`] is what a vendor keeps to be able to show it.

mod clock;
mod embedded;
mod error;
mod extrinsic;
mod header;
mod port;
mod types;

pub use clock::{Clock, ManualClock, SystemClock};
pub use embedded::{Deployed, Embedded, EmbeddedConfig, GenesisParams, Seed};
pub use error::LedgerError;
pub use port::Ledger;
pub use tenderseal_chain::{
    Act, Address, BlockRecord, Call, Cell, ContractEvent, Genesis, Hash, Receipt, StateProof,
};
pub use types::{Accepted, Head};
