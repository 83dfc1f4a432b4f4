//! The embedded chain: the FRAME runtime in this process, its state and blocks on disk.
//!
//! It is a chain and not a mock: signed extrinsics through `Executive`, blocks with parent hash,
//! extrinsics root and state root, time as an inherent, a seal on every header. One thread writes
//! (group commit), any number read.

mod ahead;
mod builder;
mod chain;
mod keys;
mod state;
mod store;
mod writer;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    thread::JoinHandle,
};

use async_trait::async_trait;
use tenderseal_chain::{Act, Address, BlockRecord, Call, Cell, Genesis, Hash, Receipt, StateProof};
use tenderseal_runtime::{BLOCK_BYTES, INPUT_BYTES};
use tokio::sync::{mpsc, oneshot, watch};

pub use keys::Seed;

use self::{
    builder::Task,
    chain::Chain,
    keys::Keys,
    writer::{Done, Job},
};
use crate::{
    Clock, Ledger, LedgerError,
    types::{Accepted, Head},
};

const CHAIN_FILE: &str = "chain.redb";
const UNFINISHED_FILE: &str = "chain.redb-unfinished";
const KEYS_FILE: &str = "chain.keys";

/// Submitters that may wait for the writer before more of them wait for a place.
const QUEUE: usize = 4096;

/// How an embedded chain is run.
#[derive(Clone)]
pub struct EmbeddedConfig {
    /// The folder of the chain's two files. It is made when the chain is.
    pub path: PathBuf,
    /// Where block times come from.
    pub clock: Arc<dyn Clock>,
    /// The most memory for trie nodes that were read, in bytes.
    pub cache_bytes: usize,
    /// The most calls in a block; the weight limit of a block may make it fewer.
    pub calls_in_block: usize,
}

impl EmbeddedConfig {
    /// A chain in `path` with 128 MiB of cache and at most 256 calls in a block.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, clock: Arc<dyn Clock>) -> Self {
        Self { path: path.into(), clock, cache_bytes: 128 << 20, calls_in_block: 256 }
    }
}

/// What makes an installation its own. All three come from a cryptographic random generator.
pub struct GenesisParams {
    /// The `genesis32` of signed intents; public.
    pub random: [u8; 32],
    /// Seed of the node's Ed25519 key, which seals headers.
    pub node_seed: Seed,
    /// Seed of the relayer's sr25519 key, which signs extrinsics.
    pub relayer_seed: Seed,
}

/// A contract that was put on the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployed {
    /// Its address.
    pub address: Address,
    /// Where its constructor ran.
    pub accepted: Accepted,
}

/// The embedded chain. Dropping it ends the writer once what waits is durable.
pub struct Embedded {
    chain: Arc<Chain>,
    inbox: Option<mpsc::Sender<Job>>,
    writer: Option<JoinHandle<()>>,
}

impl Embedded {
    /// True when a chain was made in this folder.
    #[must_use]
    pub fn exists(path: &Path) -> bool {
        path.join(CHAIN_FILE).exists()
    }

    /// Makes a new chain: keys, genesis, nothing else.
    ///
    /// # Errors
    /// [`LedgerError::Store`] when there is one already or the folder cannot be written.
    pub fn create(config: &EmbeddedConfig, params: &GenesisParams) -> Result<Self, LedgerError> {
        if Self::exists(&config.path) {
            return Err(LedgerError::Store("there is a chain in this folder already".into()));
        }
        let io = |error: std::io::Error| LedgerError::Store(error.to_string());
        fs::create_dir_all(&config.path).map_err(io)?;
        Keys { node: params.node_seed.clone(), relayer: params.relayer_seed.clone() }
            .write(&config.path.join(KEYS_FILE))?;

        // The file gets its name when genesis is in it, so that a half-made chain is none.
        let unfinished = config.path.join(UNFINISHED_FILE);
        match fs::remove_file(&unfinished) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
            _ => {}
        }
        chain::write_genesis(&unfinished, params)?;
        fs::rename(&unfinished, config.path.join(CHAIN_FILE)).map_err(io)?;
        fs::File::open(&config.path).and_then(|folder| folder.sync_all()).map_err(io)?;
        Self::open(config)
    }

    /// Opens a chain and goes on from its head, after checking that the head is whole: its hash,
    /// its parent link, its seal, its extrinsics and the root of its state.
    ///
    /// # Errors
    /// [`LedgerError::Corrupt`], [`LedgerError::Keys`], [`LedgerError::Store`].
    pub fn open(config: &EmbeddedConfig) -> Result<Self, LedgerError> {
        let chain = Arc::new(Chain::open(config)?);
        let (inbox, jobs) = mpsc::channel(QUEUE);
        let (shared, calls_in_block) = (Arc::clone(&chain), config.calls_in_block.max(1));
        let writer = std::thread::Builder::new()
            .name("ledger-writer".into())
            .spawn(move || writer::run(&shared, jobs, calls_in_block))
            .map_err(|error| LedgerError::Store(error.to_string()))?;
        Ok(Self { chain, inbox: Some(inbox), writer: Some(writer) })
    }

    /// The relayer's address, as contracts see their caller.
    #[must_use]
    pub fn relayer(&self) -> Address {
        self.chain.relayer.address()
    }

    /// Puts a contract's code on the chain, for a factory to instantiate, and returns its hash
    /// (Keccak-256). Done when an installation is set up or its contracts are renewed.
    ///
    /// # Errors
    /// As [`Ledger::submit`].
    pub async fn upload_code(&self, code: Vec<u8>) -> Result<Hash, LedgerError> {
        bounded(&code, BLOCK_BYTES as usize)?;
        let hash = sp_crypto_hashing::keccak_256(&code);
        self.perform(Task::Act(Act::Upload { code })).await?;
        Ok(hash)
    }

    /// Puts a contract on the chain. `input` is selector and arguments of its constructor.
    ///
    /// # Errors
    /// As [`Ledger::submit`]; a constructor that refuses gives [`LedgerError::Trapped`].
    pub async fn deploy(
        &self,
        code: Vec<u8>,
        input: Vec<u8>,
        salt: [u8; 32],
    ) -> Result<Deployed, LedgerError> {
        bounded(&code, BLOCK_BYTES as usize)?;
        bounded(&input, INPUT_BYTES)?;
        let done = self.perform(Task::Act(Act::Deploy { code, input, salt })).await?;
        let relayer = self.relayer();
        let address = done
            .instantiated
            .iter()
            .find(|(deployer, _)| *deployer == relayer)
            .map(|(_, contract)| *contract)
            .ok_or_else(|| LedgerError::Runtime("no contract was instantiated".into()))?;
        Ok(Deployed { address, accepted: done.accepted })
    }

    /// Walks the stored chain from block `from` (0: everything) to the head and checks every
    /// link, seal, time and extrinsics root, and that the root of each state is there.
    ///
    /// # Errors
    /// [`LedgerError::Corrupt`] names the first block that does not hold.
    pub fn verify_chain(&self, from: u32) -> Result<Head, LedgerError> {
        self.chain.verify(from)
    }

    async fn perform(&self, task: Task) -> Result<Done, LedgerError> {
        let (reply, told) = oneshot::channel();
        self.inbox
            .as_ref()
            .ok_or(LedgerError::Stopped)?
            .send(Job { task, ahead: None, reply })
            .await
            .map_err(|_| LedgerError::Stopped)?;
        told.await.map_err(|_| LedgerError::Stopped)?
    }

    /// Reads off the async threads: a state on a cold disk may take its time.
    async fn read<R: Send + 'static>(
        &self,
        read: impl FnOnce(&Chain) -> Result<R, LedgerError> + Send + 'static,
    ) -> Result<R, LedgerError> {
        let chain = Arc::clone(&self.chain);
        tokio::task::spawn_blocking(move || read(&chain)).await.map_err(|_| LedgerError::Stopped)?
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        drop(self.inbox.take());
        if let Some(writer) = self.writer.take() {
            // The writer catches panics of the runtime; one of its own has been printed.
            drop(writer.join());
        }
    }
}

#[async_trait]
impl Ledger for Embedded {
    async fn submit(&self, call: Call) -> Result<Accepted, LedgerError> {
        bounded(&call.input, INPUT_BYTES)?;
        Ok(self.perform(Task::Act(Act::Call(call))).await?.accepted)
    }

    async fn query(&self, to: Address, input: Vec<u8>) -> Result<Vec<u8>, LedgerError> {
        bounded(&input, INPUT_BYTES)?;
        self.read(move |chain| chain.ask(Call { to, input })).await
    }

    async fn tick(&self) -> Result<Head, LedgerError> {
        let Accepted { block, block_hash, time, .. } = self.perform(Task::Tick).await?.accepted;
        Ok(Head { number: block, hash: block_hash, time, genesis_hash: self.chain.genesis.hash })
    }

    fn head(&self) -> Head {
        self.chain.tip().head
    }

    fn genesis(&self) -> Genesis {
        self.chain.genesis.clone()
    }

    fn watch(&self) -> watch::Receiver<u32> {
        self.chain.numbers.subscribe()
    }

    async fn block(&self, number: u32) -> Result<Option<BlockRecord>, LedgerError> {
        self.read(move |chain| chain.record(number)).await
    }

    async fn receipt(&self, block: u32, index: u32) -> Result<Receipt, LedgerError> {
        self.read(move |chain| chain.receipt(block, index)).await
    }

    async fn state_proof(&self, block: u32, contract: Address) -> Result<StateProof, LedgerError> {
        self.read(move |chain| chain.state_proof(block, contract)).await
    }

    async fn cells_proof(
        &self,
        block: u32,
        contract: Address,
        keys: Vec<Vec<u8>>,
    ) -> Result<StateProof, LedgerError> {
        self.read(move |chain| chain.cells_proof(block, contract, &keys)).await
    }

    async fn contract_storage(
        &self,
        block: u32,
        contract: Address,
    ) -> Result<Vec<Cell>, LedgerError> {
        self.read(move |chain| chain.contract_storage(block, contract)).await
    }
}

fn bounded(bytes: &[u8], limit: usize) -> Result<(), LedgerError> {
    if bytes.len() <= limit {
        Ok(())
    } else {
        Err(LedgerError::TooLarge { bytes: bytes.len(), limit })
    }
}
