//! The demonstration: an installation of its own with people, tenders and a
//! past, and a client that plays a whole tender from outside.
//!
//! Only here does a server hold people's keys: it made them itself, for people
//! who do not exist, and hands each to the browser of whoever signs in as them.

use std::collections::BTreeMap;

use tenderseal_ledger::LedgerError;

use crate::app;
use crate::chain::founding::ChainError;
use crate::config::ConfigError;
use crate::ports::{EntropyError, StoreError};
use crate::startup::StartError;

pub mod cast;
pub mod pkcs8;
pub mod play;
pub mod run;
pub mod script;
pub mod seed;
pub mod tenders;

/// Why the demonstration stopped.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A use case failed.
    #[error(transparent)]
    App(#[from] app::Error),
    /// The portal did not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The chain did not.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A table failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The configuration does not fit.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Sealing, signing or opening failed.
    #[error(transparent)]
    Client(#[from] tenderseal_client::Error),
    /// A file could not be read or written.
    #[error("file: {0}")]
    Io(#[from] std::io::Error),
    /// The server did not answer as it should.
    #[error("http: {0}")]
    Http(String),
    /// The play went another way than it was written.
    #[error("{0}")]
    Script(&'static str),
}

/// The keys of the demonstration's people by the number of their account.
#[derive(Default)]
pub struct Personas {
    /// Number of the account → its keys.
    pub keys: BTreeMap<i64, PersonaKeys>,
}

/// A person's keys, PKCS#8.
pub struct PersonaKeys {
    /// P-256.
    pub signing: Vec<u8>,
    /// X25519, of committee members.
    pub opening: Option<Vec<u8>>,
}
