//! Why a bundle or a receipt cannot be made or read.

use tenderseal_chain::ChainError;
#[cfg(feature = "make")]
use tenderseal_ledger::LedgerError;

/// Errors of making and reading; [`Error::code`] is stable. What verification finds is no error
/// but a [`crate::Report`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Longer than what is read.
    #[error("{found} bytes are more than the {limit} that are read")]
    TooLong {
        /// How many there were.
        found: usize,
        /// How many are read.
        limit: usize,
    },
    /// Not the JSON that was asked for.
    #[error("{what}: {reason}")]
    Json {
        /// What was read.
        what: &'static str,
        /// The parser's reason; it may quote a name, never a value of a receipt's secrets.
        reason: String,
    },
    /// Another format or version than this program knows.
    #[error("this is no {0} that this program knows")]
    Format(&'static str),
    /// The receipt's secret part does not give the bid that it names.
    #[error("the receipt contradicts itself: {0}")]
    Receipt(&'static str),
    /// The receipt holds no proof that the bid is on a chain.
    #[error("the receipt has no public part: the bid was not on the chain when it was saved")]
    NoInclusion,
    /// Neither a hash nor a receipt.
    #[error("an anchor is a block's hash (64 hexadecimal digits) or a receipt file")]
    Anchor,
    /// A proof that a chain's node handed over does not hold.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// The ledger could not be read.
    #[cfg(feature = "make")]
    #[error("the ledger: {0}")]
    Ledger(#[from] LedgerError),
    /// What the ledger holds is not a tender of this registry.
    #[error("the chain's history: {0}")]
    History(String),
    /// The notice's text is not the one whose hash is in the terms.
    #[error("the notice, or one of earlier terms, is not the one that was approved")]
    Notice,
    /// The documents are not those of the terms, in their order.
    #[error("the documents are not those of the terms")]
    Documents,
    /// The notice does not name the document.
    #[error("the notice names no document {0:?} with that hash")]
    DocumentNotInNotice(String),
}

impl Error {
    /// A name that never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "too_long",
            Self::Json { .. } => "json",
            Self::Format(_) => "format",
            Self::Receipt(_) => "receipt",
            Self::NoInclusion => "no_inclusion",
            Self::Anchor => "anchor",
            Self::Chain(_) => "chain",
            #[cfg(feature = "make")]
            Self::Ledger(_) => "ledger",
            Self::History(_) => "history",
            Self::Notice => "notice",
            Self::Documents => "documents",
            Self::DocumentNotInNotice(_) => "document_not_in_notice",
        }
    }
}
