//! How an installation's chain begins, and how it is opened again.

use std::path::Path;
use std::sync::Arc;

use tenderseal_ledger::{
    Clock, Embedded, EmbeddedConfig, GenesisParams, Ledger, LedgerError, ManualClock, Seed,
};
use tenderseal_rules::{
    ContractId, Hash, PublicKey,
    profile::Profile,
    registry::Founding,
    replay::{founding_input, keccak256},
};

use super::Chain;
use crate::ports::{Entropy, EntropyError};

/// The registry's program, as built from `contracts/registry`.
pub const REGISTRY_CODE: &[u8] = include_bytes!("../../../contracts/artifacts/registry.polkavm");
/// The program that every tender runs for its proceedings, as built from `contracts/proceedings`.
pub const PROCEEDINGS_CODE: &[u8] =
    include_bytes!("../../../contracts/artifacts/proceedings.polkavm");
/// The tender's program, as built from `contracts/tender`.
pub const TENDER_CODE: &[u8] = include_bytes!("../../../contracts/artifacts/tender.polkavm");

/// With whom an installation begins. Decided once; the chain keeps it.
#[derive(Clone, Debug)]
pub struct Authority {
    /// Legal name.
    pub name: String,
    /// Registration number.
    pub number: String,
    /// ISO 3166-1 alpha-2.
    pub country: [u8; 2],
    /// The first registrar's public key; the private one is nowhere near the portal.
    pub key: PublicKey,
    /// Seconds from the replacement of a key to the first second of the new one.
    pub key_delay: u32,
    /// The first profiles, numbered from 0.
    pub profiles: Vec<Profile>,
}

/// Why the chain is not there.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// No randomness for the genesis.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The folder has no chain and nobody is named to begin one with.
    #[error("there is no chain in this folder; name the authority to begin one with")]
    NoAuthority,
}

/// The clock of a chain, and whether it can be moved.
pub enum Time {
    /// The machine's.
    Real(Arc<dyn Clock>),
    /// One that stands still until it is moved.
    Manual(Arc<ManualClock>),
}

/// Opens the chain of a folder, or begins one with this authority. What an
/// interrupted beginning left undone is done.
///
/// # Errors
/// [`ChainError`].
pub async fn open(
    folder: &Path,
    authority: Option<&Authority>,
    time: Time,
    entropy: &dyn Entropy,
) -> Result<Chain, ChainError> {
    let (clock, manual): (Arc<dyn Clock>, _) = match time {
        Time::Real(clock) => (clock, None),
        Time::Manual(clock) => (Arc::clone(&clock) as Arc<dyn Clock>, Some(clock)),
    };
    let config = EmbeddedConfig::new(folder, Arc::clone(&clock));
    let embedded = Arc::new(if Embedded::exists(folder) {
        Embedded::open(&config)?
    } else {
        if authority.is_none() {
            return Err(ChainError::NoAuthority);
        }
        let params = GenesisParams {
            random: entropy.bytes32()?,
            node_seed: Seed::new(entropy.bytes32()?),
            relayer_seed: Seed::new(entropy.bytes32()?),
        };
        Embedded::create(&config, &params)?
    });
    let registry = match find_registry(embedded.as_ref()).await? {
        Some(registry) => registry,
        None => found(&embedded, authority.ok_or(ChainError::NoAuthority)?).await?,
    };
    Ok(Chain::new(embedded, registry, tender_code_hash(), clock, manual))
}

/// Keccak-256 of [`TENDER_CODE`], as the chain names code.
#[must_use]
pub fn tender_code_hash() -> Hash {
    keccak256(TENDER_CODE)
}

/// The registry is the first contract that ever said anything.
async fn find_registry(ledger: &Embedded) -> Result<Option<ContractId>, LedgerError> {
    for number in 1..=ledger.head().number {
        let block = ledger.block(number).await?.ok_or(LedgerError::UnknownBlock(number))?;
        if let Some((_, event)) = block.events.first() {
            return Ok(Some(ContractId(event.contract)));
        }
    }
    Ok(None)
}

async fn found(ledger: &Embedded, authority: &Authority) -> Result<ContractId, LedgerError> {
    ledger.upload_code(PROCEEDINGS_CODE.to_vec()).await?;
    ledger.upload_code(TENDER_CODE.to_vec()).await?;
    let founding = Founding {
        genesis: ledger.genesis().random,
        key_delay: authority.key_delay,
        profiles: authority.profiles.clone(),
        name: authority.name.clone(),
        number: authority.number.clone(),
        country: authority.country,
        key: authority.key,
    };
    let deployed =
        ledger.deploy(REGISTRY_CODE.to_vec(), founding_input(&founding), [0; 32]).await?;
    Ok(ContractId(deployed.address))
}
