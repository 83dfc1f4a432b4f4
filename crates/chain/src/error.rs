//! Why something that was handed over proves nothing.

use crate::Address;

/// Errors of checking; [`ChainError::code`] is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChainError {
    /// The proof shows that there is no contract at this address.
    #[error("there is no contract at 0x{}", hex::encode(.0))]
    UnknownContract(Address),
    /// It does not prove what it should.
    #[error("not proven: {0}")]
    Invalid(&'static str),
}

impl ChainError {
    /// A name for this kind of error that does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownContract(_) => "chain-unknown-contract",
            Self::Invalid(_) => "chain-invalid",
        }
    }
}
