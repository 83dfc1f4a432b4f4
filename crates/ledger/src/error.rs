//! Why a ledger says no.

use tenderseal_chain::{Address, ChainError};

/// Errors of a ledger. [`LedgerError::code`] is stable; texts are for operators' logs and hold
/// no secret and nothing of a call's input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The contract refused the call and nothing of it is on the chain. `output` is what the
    /// message returned: for an ink! message a leading 0 byte, then SCALE of its `Result`.
    #[error("the contract refused the call ({} bytes of output)", output.len())]
    Refused {
        /// The contract's return data.
        output: Vec<u8>,
    },
    /// The call did not get as far as an answer: no such contract, a trap, a limit. Nothing of it
    /// is on the chain.
    #[error("the call failed: {reason}")]
    Trapped {
        /// The runtime's own name of the failure.
        reason: String,
    },
    /// The input or the code is longer than the chain takes.
    #[error("{bytes} bytes are more than the {limit} that a call may carry")]
    TooLarge {
        /// Bytes given.
        bytes: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// There is no block of this number yet.
    #[error("there is no block {0}")]
    UnknownBlock(u32),
    /// The block has no extrinsic of this index.
    #[error("block {block} has no extrinsic {index}")]
    UnknownExtrinsic {
        /// The block's number.
        block: u32,
        /// The index asked for.
        index: u32,
    },
    /// There is no contract at this address in this block.
    #[error("there is no contract at 0x{}", hex::encode(.0))]
    UnknownContract(Address),
    /// What is stored is not what was written: somebody or something changed the file. The chain
    /// stops and is not repaired.
    #[error("the chain's store is corrupt: {0}")]
    Corrupt(String),
    /// The store could not be read or written.
    #[error("the chain's store failed: {0}")]
    Store(String),
    /// The key file is missing, readable by others, or does not belong to this chain.
    #[error("key file: {0}")]
    Keys(String),
    /// The runtime failed where it must not; the block it was building was thrown away.
    #[error("the runtime failed: {0}")]
    Runtime(String),
    /// The chain has stopped, or is stopping.
    #[error("the ledger has stopped")]
    Stopped,
    /// Something handed over for verification does not prove what it should.
    #[error("not proven: {0}")]
    Invalid(&'static str),
}

impl From<ChainError> for LedgerError {
    fn from(error: ChainError) -> Self {
        match error {
            ChainError::UnknownContract(contract) => Self::UnknownContract(contract),
            ChainError::Invalid(what) => Self::Invalid(what),
            _ => Self::Invalid("what was handed over"),
        }
    }
}

impl LedgerError {
    /// A name for this kind of error that does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "ledger-refused",
            Self::Trapped { .. } => "ledger-trapped",
            Self::TooLarge { .. } => "ledger-too-large",
            Self::UnknownBlock(_) => "ledger-unknown-block",
            Self::UnknownExtrinsic { .. } => "ledger-unknown-extrinsic",
            Self::UnknownContract(_) => "ledger-unknown-contract",
            Self::Corrupt(_) => "ledger-corrupt",
            Self::Store(_) => "ledger-store",
            Self::Keys(_) => "ledger-keys",
            Self::Runtime(_) => "ledger-runtime",
            Self::Stopped => "ledger-stopped",
            Self::Invalid(_) => "ledger-invalid",
        }
    }
}
