//! What a scenario needs of a chain, and the smallest chain there is.

use tenderseal_rules::{
    ContractId, Error, Event,
    registry::Founding,
    replay::{Cells, Moment, World, sha256},
};

/// Why a call left no trace.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A rule said no.
    #[error("{}: {}", .0.name(), .0)]
    Rule(#[from] Error),
    /// The chain itself did, in its own words.
    #[error("the chain: {0}")]
    Chain(String),
}

/// A chain on which the registry stands.
pub trait Chain {
    /// Runs a call in the next block, at the present time, and answers its events.
    ///
    /// # Errors
    /// Why it was refused; then nothing changed.
    fn call(&mut self, to: ContractId, input: &[u8]) -> Result<Vec<Event>, Refusal>;

    /// The time that the next block will have, Unix seconds.
    fn now(&self) -> u64;

    /// Moves the clock to this time; one that has passed is ignored.
    fn advance_to(&mut self, now: u64);

    /// One cell of a contract.
    fn cell(&self, contract: ContractId, key: &[u8]) -> Option<Vec<u8>>;
}

/// A chain that shows everything a contract keeps: what a trial compares after each refusal.
pub trait OpenChain: Chain {
    /// All cells of a contract.
    fn storage(&self, contract: ContractId) -> Cells;
}

/// The rules on a map: each accepted call is a block of its own.
#[derive(Clone, Debug)]
pub struct Replay {
    world: World,
    now: u64,
    block: u32,
}

impl Replay {
    /// Tenders for which it has an address ready.
    pub const TENDERS: u32 = 256;

    /// Founds a registry.
    ///
    /// # Errors
    /// Those of [`World::found`].
    pub fn found(founding: &Founding, now: u64) -> Result<Self, Error> {
        let registry = address("registry", 0);
        let (mut world, _) = World::found(registry, founding, Moment { block: 1, now })?;
        for number in 0..Self::TENDERS {
            world.expect_tender(number, address("tender", number));
        }
        Ok(Self { world, now, block: 1 })
    }

    /// The registry's address.
    #[must_use]
    pub fn registry(&self) -> ContractId {
        address("registry", 0)
    }

    /// The world, to read with the rules' own functions.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The moment of the next block.
    #[must_use]
    pub fn moment(&self) -> Moment {
        Moment { block: self.block + 1, now: self.now }
    }
}

fn address(kind: &str, number: u32) -> ContractId {
    let hash = sha256(format!("{kind} {number}").as_bytes());
    let mut address = [0; 20];
    address.copy_from_slice(&hash[..20]);
    ContractId(address)
}

impl Chain for Replay {
    fn call(&mut self, to: ContractId, input: &[u8]) -> Result<Vec<Event>, Refusal> {
        let moment = self.moment();
        let events = self.world.call(to, input, moment)?;
        self.block = moment.block;
        Ok(events)
    }

    fn now(&self) -> u64 {
        self.now
    }

    fn advance_to(&mut self, now: u64) {
        self.now = self.now.max(now);
    }

    fn cell(&self, contract: ContractId, key: &[u8]) -> Option<Vec<u8>> {
        self.world.cells(contract)?.get(key).cloned()
    }
}

impl OpenChain for Replay {
    fn storage(&self, contract: ContractId) -> Cells {
        self.world.cells(contract).cloned().unwrap_or_default()
    }
}
