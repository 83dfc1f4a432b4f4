//! The port between the application and a chain.

use async_trait::async_trait;
use tenderseal_chain::{Address, BlockRecord, Call, Cell, Genesis, Receipt, StateProof};
use tokio::sync::watch;

use crate::{
    LedgerError,
    types::{Accepted, Head},
};

/// A chain that runs the contracts.
///
/// Every method may be called from any number of tasks at once. Reading never waits for writing.
/// Futures must be polled inside a tokio runtime.
#[async_trait]
pub trait Ledger: Send + Sync {
    /// Puts a call on the chain and returns once its block is durable.
    ///
    /// A call that fails is not part of any block and leaves no trace.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] with the contract's answer, [`LedgerError::Trapped`],
    /// [`LedgerError::UnknownContract`], [`LedgerError::TooLarge`], and what a broken store gives.
    async fn submit(&self, call: Call) -> Result<Accepted, LedgerError>;

    /// Asks a contract, on the state of the head and at the present time, as if a block were made
    /// now. Nothing is kept. Returns the message's output.
    ///
    /// # Errors
    /// As [`Ledger::submit`].
    async fn query(&self, to: Address, input: Vec<u8>) -> Result<Vec<u8>, LedgerError>;

    /// Makes one block now, with whatever waits, even if nothing does: a deadline has passed and
    /// the chain's time must show it.
    ///
    /// # Errors
    /// What a broken store gives.
    async fn tick(&self) -> Result<Head, LedgerError>;

    /// The last durable block.
    fn head(&self) -> Head;

    /// What block 0 fixed.
    fn genesis(&self) -> Genesis;

    /// The number of the head, and each later one (a slow reader sees the newest only).
    fn watch(&self) -> watch::Receiver<u32>;

    /// A block, or `None` when there is none of this number yet.
    ///
    /// # Errors
    /// What a broken store gives.
    async fn block(&self, number: u32) -> Result<Option<BlockRecord>, LedgerError>;

    /// Proof that an extrinsic is in a block. [`Accepted`] has both numbers.
    ///
    /// # Errors
    /// [`LedgerError::UnknownBlock`], [`LedgerError::UnknownExtrinsic`].
    async fn receipt(&self, block: u32, index: u32) -> Result<Receipt, LedgerError>;

    /// Proof of a contract's code hash and storage root in the state after a block.
    ///
    /// # Errors
    /// [`LedgerError::UnknownBlock`], [`LedgerError::UnknownContract`].
    async fn state_proof(&self, block: u32, contract: Address) -> Result<StateProof, LedgerError>;

    /// Proof of single cells of a contract, and of the block's time, in the state after a block: keys as the contract
    /// passed them to `set_storage`, whether or not there is such a cell.
    ///
    /// # Errors
    /// [`LedgerError::UnknownBlock`], [`LedgerError::UnknownContract`].
    async fn cells_proof(
        &self,
        block: u32,
        contract: Address,
        keys: Vec<Vec<u8>>,
    ) -> Result<StateProof, LedgerError>;

    /// All cells of a contract's storage in the state after a block, sorted by key.
    ///
    /// # Errors
    /// [`LedgerError::UnknownBlock`], [`LedgerError::UnknownContract`].
    async fn contract_storage(
        &self,
        block: u32,
        contract: Address,
    ) -> Result<Vec<Cell>, LedgerError>;
}
