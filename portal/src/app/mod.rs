//! The use cases: one file each, no HTTP, no SQL.
//!
//! A use case is a function of [`App`] and checked values. It reads time and
//! randomness from the ports and answers with values or with an [`Error`],
//! whose code the web layer turns into a page.

use std::sync::Arc;

use jiff::{SignedDuration, tz::TimeZone};
use tenderseal_ledger::LedgerError;
use tokio_util::task::TaskTracker;

use crate::chain::Chain;
use crate::ports::{
    BlobError, Blobs, Clock, Entropy, EntropyError, Mailer, Repositories, StoreError,
};

pub mod account;
pub mod drafts;
pub mod keys;
pub mod letters;
pub mod lots;
pub mod maintenance;
pub mod names;
pub mod notice;
pub mod ocds_import;
pub mod organisation;
pub mod password;
pub mod people;
pub mod questions;
pub mod readers;
pub mod relay;
pub mod reset;
pub mod roles;
pub mod sign_in;
pub mod standing;
pub mod tender;
pub mod timeline;
pub mod tokens;
pub mod values;

/// The world as the use cases see it. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The present.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Mail.
    pub mailer: Arc<dyn Mailer>,
    /// Files.
    pub blobs: Arc<dyn Blobs>,
    /// Tables.
    pub store: Arc<dyn Repositories>,
    /// The chain.
    pub chain: Chain,
    /// Passwords: hashing with a bound on how many at once.
    pub passwords: password::Passwords,
    /// Work that goes on after the answer; waited for at shutdown.
    pub tasks: TaskTracker,
    /// Periods and caps.
    pub policy: Policy,
    /// The portal's own address without a slash at the end, for links in mail.
    pub public_url: Arc<str>,
    /// The time zone that letters give times in.
    pub zone: TimeZone,
}

/// Periods and caps that the operator may set.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// A session ends this long after it began.
    pub session_absolute: SignedDuration,
    /// A session ends when it was not used for this long.
    pub session_idle: SignedDuration,
    /// A reset link works this long.
    pub reset_link: SignedDuration,
    /// The largest document, in bytes.
    pub document_bytes: u64,
    /// How many documents an organisation may send with its registration.
    pub documents: usize,
}

/// Why a use case refused or failed. State is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Address and password do not belong together. Says nothing about which.
    #[error("address or password is wrong")]
    WrongCredentials,
    /// The address has an account already.
    #[error("the address has an account")]
    EmailTaken,
    /// The present password was not the right one.
    #[error("the present password is wrong")]
    WrongPassword,
    /// The reset link was used, replaced, has expired or never was.
    #[error("the reset link cannot be used")]
    ResetLinkUnusable,
    /// The same organisation is registered already.
    #[error("the organisation is registered")]
    OrganisationTaken,
    /// A document is larger than [`Policy::document_bytes`].
    #[error("a document is too large")]
    DocumentTooLarge,
    /// A document is none of the kinds that are taken.
    #[error("a document is of a kind that is not taken")]
    DocumentKind,
    /// The contract refused an act, for this reason.
    #[error("the contract refused: {0}")]
    Refused(tenderseal_rules::Error),
    /// A call cannot be read: not hexadecimal, an unknown message, other arguments.
    #[error("the call cannot be read")]
    CallMalformed,
    /// A call is longer than any that is relayed.
    #[error("the call is too long")]
    CallTooLarge,
    /// The address is neither the registry's nor a tender's.
    #[error("no contract of this installation")]
    UnknownContract,
    /// An act names a public text by its hash that nobody gave.
    #[error("a text that the act names is missing")]
    TextMissing,
    /// A public text is empty or too long.
    #[error("a text is empty or too long")]
    TextTooLong,
    /// A file is not the OCDS it should be.
    #[error("ocds: {0}")]
    Ocds(#[from] ocds_import::OcdsError),
    /// A stored draft cannot be read.
    #[error("a stored draft cannot be read")]
    DraftUnreadable,
    /// The mirror is of another chain than the ledger's: `reindex`.
    #[error("the tables mirror another chain; run `reindex`")]
    OtherChain,
    /// What the chain holds of an envelope contradicts itself.
    #[error("envelope: {0}")]
    Envelope(String),
    /// The bundle of a tender cannot be made.
    #[error("bundle: {0}")]
    Bundle(String),
    /// A value of the chain cannot be read.
    #[error("chain: {0}")]
    Rules(#[from] tenderseal_rules::Error),
    /// The ledger failed.
    #[error("ledger: {0}")]
    Ledger(#[from] LedgerError),
    /// A table could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be read or written.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The password hash could not be made or read.
    #[error("password hash: {0}")]
    PasswordHash(String),
}

impl Error {
    /// The stable code: in logs, and as `error-<code>-…` in Fluent.
    #[must_use]
    #[expect(clippy::match_same_arms, reason = "errors of a kind stand together")]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongCredentials => "wrong-credentials",
            Self::EmailTaken => "email-taken",
            Self::WrongPassword => "wrong-password",
            Self::ResetLinkUnusable => "reset-link",
            Self::OrganisationTaken => "organisation-taken",
            Self::DocumentTooLarge => "too-large",
            Self::DocumentKind => "document-kind",
            Self::Refused(_) => "refused",
            Self::CallMalformed => "call-malformed",
            Self::CallTooLarge => "call-too-large",
            Self::UnknownContract => "unknown-contract",
            Self::TextMissing => "text-missing",
            Self::TextTooLong => "text-too-long",
            Self::Ocds(error) => error.code(),
            Self::DraftUnreadable
            | Self::OtherChain
            | Self::Envelope(_)
            | Self::Bundle(_)
            | Self::Rules(_)
            | Self::Ledger(_) => "internal",
            Self::Store(_) | Self::Blob(_) | Self::Entropy(_) | Self::PasswordHash(_) => "internal",
        }
    }
}

/// The answer of a use case.
pub type Outcome<T> = Result<T, Error>;
