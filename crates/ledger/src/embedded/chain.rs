//! What is on disk, as a chain: its head, its blocks, and what can be proven of them.

use std::{
    path::Path,
    sync::{Arc, OnceLock},
};

use parity_scale_codec::Encode;
use sp_core::{H256, Pair, ed25519, sr25519, storage::ChildInfo};
use sp_runtime::{StateVersion, traits::Header as _};
use sp_state_machine::{
    TrieBackendBuilder, backend::Backend, prove_child_read_on_trie_backend,
    prove_read_on_trie_backend,
};
use sp_trie::StorageProof;
use tenderseal_chain::{
    self as proven, Act, Address, BlockRecord, Call, Cell, ChainError, ContractRecord, Genesis,
    Hash, Receipt, SealedHeader, StateProof,
};
use tenderseal_runtime::{Hashing, Header, genesis_state};
use tokio::sync::watch;

use super::{
    CHAIN_FILE, EmbeddedConfig, GenesisParams, KEYS_FILE,
    builder::{self, Draft, Happened, Turn, Verdict},
    keys::Keys,
    state::States,
    store::{NewNodes, Nodes, Store, StoredBlock, StoredHead, new_nodes},
    writer::Stored,
};
use crate::{Clock, LedgerError, extrinsic::Relayer, header, types::Head};

/// The last block and what the next one needs of it.
#[derive(Clone, Copy)]
pub(crate) struct Tip {
    pub(crate) head: Head,
    pub(crate) state_root: Hash,
    pub(crate) time_ms: u64,
}

/// A sealed block on its way to the disk.
pub(crate) struct Sealed {
    pub(crate) tip: Tip,
    block: StoredBlock,
    nodes: Arc<NewNodes>,
    happened: Happened,
}

/// What the writer and the readers share.
pub(crate) struct Chain {
    store: Arc<Store>,
    states: States,
    pub(super) genesis: Genesis,
    pub(super) relayer: Relayer,
    node: ed25519::Pair,
    clock: Arc<dyn Clock>,
    tip: watch::Sender<Tip>,
    halted: OnceLock<LedgerError>,
    pub(super) numbers: watch::Sender<u32>,
}

impl Chain {
    pub(super) fn open(config: &EmbeddedConfig) -> Result<Self, LedgerError> {
        let keys = Keys::read(&config.path.join(KEYS_FILE))?;
        let node = ed25519::Pair::from_seed(&keys.node);
        let store = Arc::new(Store::open(&config.path.join(CHAIN_FILE))?);
        let (genesis, _) = load(&store, 0)?
            .ok_or_else(|| LedgerError::Corrupt("there is no genesis".into()))
            .and_then(|block| corrupt(0, proven::genesis(&block.header)))?;
        if node.public().0 != genesis.node_key {
            return Err(LedgerError::Keys("it belongs to another chain".into()));
        }
        let tip = check_head(&store, &genesis)?;
        Ok(Self {
            states: States::new(Arc::clone(&store), config.cache_bytes),
            store,
            relayer: Relayer::new(sr25519::Pair::from_seed(&keys.relayer), genesis.hash),
            genesis,
            node,
            clock: Arc::clone(&config.clock),
            numbers: watch::Sender::new(tip.head.number),
            tip: watch::Sender::new(tip),
            halted: OnceLock::new(),
        })
    }

    pub(super) fn tip(&self) -> Tip {
        *self.tip.borrow()
    }

    /// The time of the block after `tip`: now, or a millisecond on when the clock stands still.
    fn time_after(&self, tip: &Tip) -> u64 {
        self.clock.now_ms().max(tip.time_ms.saturating_add(1))
    }

    /// Asks a contract at the present time.
    pub(super) fn ask(&self, call: Call) -> Result<Vec<u8>, LedgerError> {
        let tip = self.tip();
        builder::ask(&self.states, &tip, &self.relayer, self.time_after(&tip), call)
    }

    /// The relayer's next nonce.
    pub(super) fn relayer_nonce(&self) -> Result<u32, LedgerError> {
        builder::nonce(&self.states, &self.tip(), &self.relayer)
    }

    /// Executes tasks as a block after `tip`, at the present time.
    pub(super) fn build(
        &self,
        tip: &Tip,
        turns: Vec<Turn<'_>>,
    ) -> Result<(Vec<Verdict>, Option<Draft>), LedgerError> {
        self.running()?;
        builder::build(&self.states, tip, &self.relayer, self.time_after(tip), turns)
    }

    /// Seals a block; from now on the next one can be built on it.
    pub(super) fn seal(&self, draft: Draft) -> Sealed {
        let Draft { mut header, extrinsics, happened, time_ms, nodes, .. } = draft;
        header::seal(&mut header, &self.node);
        let nodes = Arc::new(nodes);
        self.store.expect(Arc::clone(&nodes));
        Sealed {
            tip: Tip {
                head: Head {
                    number: header.number,
                    hash: header::hash(&header),
                    time: time_ms / 1000,
                    genesis_hash: self.genesis.hash,
                },
                state_root: header.state_root.0,
                time_ms,
            },
            block: StoredBlock { header: header.encode(), extrinsics },
            nodes,
            happened,
        }
    }

    /// Makes a block durable, and then lets everybody see it. When that fails the chain stops:
    /// what was built on the block is lost with it.
    pub(super) fn keep(&self, sealed: Sealed) -> Result<Stored, LedgerError> {
        self.running()?;
        let head = sealed.tip.head;
        let stored = StoredHead { number: head.number, hash: head.hash };
        self.store
            .commit(stored, &sealed.block, &sealed.nodes)
            .map_err(|error| self.halted.get_or_init(|| error).clone())?;
        self.tip.send_replace(sealed.tip);
        self.numbers.send_replace(head.number);
        Ok(Stored { head, happened: sealed.happened })
    }

    /// The error that stopped the chain, if one did.
    fn running(&self) -> Result<(), LedgerError> {
        self.halted.get().cloned().map_or(Ok(()), Err)
    }

    /// A stored block, whole: sealed by this node, with the extrinsics that its header names.
    fn known(&self, number: u32) -> Result<(StoredBlock, SealedHeader), LedgerError> {
        let block = load(&self.store, number)?.ok_or(LedgerError::UnknownBlock(number))?;
        let header = sealed(number, &block, &self.genesis)?;
        if number == 0 && header.hash != self.genesis.hash
            || header.extrinsics_root != proven::extrinsics_root(&block.extrinsics)
        {
            return Err(wrong(number, "it is not what was stored"));
        }
        Ok((block, header))
    }

    pub(super) fn record(&self, number: u32) -> Result<Option<BlockRecord>, LedgerError> {
        if number > self.tip().head.number {
            return Ok(None);
        }
        let (block, header) = self.known(number)?;
        Ok(Some(BlockRecord {
            number,
            hash: header.hash,
            events: builder::events_at(&self.states, header.state_root)?,
            time: time_ms(number, &block.extrinsics)? / 1000,
            header: block.header,
            extrinsics: block.extrinsics,
        }))
    }

    pub(super) fn receipt(&self, number: u32, index: u32) -> Result<Receipt, LedgerError> {
        let unknown = LedgerError::UnknownExtrinsic { block: number, index };
        let (block, _) = self.known(number)?;
        let at = usize::try_from(index).map_err(|_| unknown.clone())?;
        let (Some(inherent), Some(extrinsic)) =
            (block.extrinsics.first(), block.extrinsics.get(at))
        else {
            return Err(unknown);
        };
        let indices: &[u32] = if index == 0 { &[0] } else { &[0, index] };
        Ok(Receipt {
            inherent: inherent.clone(),
            extrinsic: extrinsic.clone(),
            index,
            proof: proven::prove(&block.extrinsics, indices),
            header: block.header,
        })
    }

    pub(super) fn state_proof(
        &self,
        number: u32,
        contract: Address,
    ) -> Result<StateProof, LedgerError> {
        let (_, header) = self.known(number)?;
        let info = self.contract_at(header.state_root, contract)?;
        let keys = [proven::account_key(contract), info.root_key()];
        let backend = self.states.for_reading(header.state_root);
        let proof = prove_read_on_trie_backend(&backend, keys)
            .map_err(|error| self.broken(error.to_string()))?;
        Ok(StateProof { nodes: proof.into_iter_nodes().collect() })
    }

    pub(super) fn cells_proof(
        &self,
        number: u32,
        contract: Address,
        keys: &[Vec<u8>],
    ) -> Result<StateProof, LedgerError> {
        let (_, header) = self.known(number)?;
        let info = self.contract_at(header.state_root, contract)?;
        let backend = self.states.for_reading(header.state_root);
        let frame = [proven::account_key(contract), info.root_key(), proven::time_key()];
        let frame = prove_read_on_trie_backend(&backend, frame);
        let child = ChildInfo::new_default(&info.trie_id);
        let cells = keys.iter().map(|key| proven::cell_key(key));
        let cells = prove_child_read_on_trie_backend(&backend, &child, cells);
        let broken = |error: Box<dyn sp_state_machine::Error>| self.broken(error.to_string());
        let proof = StorageProof::merge([frame.map_err(broken)?, cells.map_err(broken)?]);
        Ok(StateProof { nodes: proof.into_iter_nodes().collect() })
    }

    pub(super) fn contract_storage(
        &self,
        number: u32,
        contract: Address,
    ) -> Result<Vec<Cell>, LedgerError> {
        let (_, header) = self.known(number)?;
        let info = self.contract_at(header.state_root, contract)?;
        let backend = self.states.for_reading(header.state_root);
        let mut every = sp_state_machine::IterArgs::default();
        every.child_info = Some(ChildInfo::new_default(&info.trie_id));
        let mut cells = backend
            .pairs(every)
            .map_err(|error| self.broken(error))?
            .map(|pair| {
                let (key, value) = pair.map_err(|error| self.broken(error))?;
                Ok(Cell { key: proven::raw_key(&key)?, value })
            })
            .collect::<Result<Vec<_>, LedgerError>>()?;
        cells.sort_unstable();
        Ok(cells)
    }

    fn contract_at(
        &self,
        state_root: Hash,
        contract: Address,
    ) -> Result<ContractRecord, LedgerError> {
        let account = self
            .states
            .for_reading(state_root)
            .storage(&proven::account_key(contract))
            .map_err(|error| self.broken(error))?;
        Ok(proven::contract_record(account.as_deref(), contract)?)
    }

    /// An error of the state machine: what the store found, or what it says.
    fn broken(&self, text: String) -> LedgerError {
        self.store.fault().unwrap_or(LedgerError::Store(text))
    }

    pub(super) fn verify(&self, from: u32) -> Result<Head, LedgerError> {
        let tip = self.tip();
        let (_, mut parent) = self.known(from.saturating_sub(1))?;
        let mut last_ms = 0;
        for number in from..=tip.head.number {
            let block = load(&self.store, number)?.ok_or_else(|| wrong(number, "it is missing"))?;
            let header = sealed(number, &block, &self.genesis)?;
            if number == 0 {
                if header.hash != self.genesis.hash {
                    return Err(wrong(0, "it is not the genesis of this chain"));
                }
            } else {
                let node_key = &self.genesis.node_key;
                let checked = proven::block(&parent, &block.header, &block.extrinsics, node_key);
                let checked = corrupt(number, checked)?;
                if checked.time_ms <= last_ms {
                    return Err(wrong(number, "its time is not after its parent's"));
                }
                last_ms = checked.time_ms;
            }
            if self.store.node(&header.state_root)?.is_none() {
                return Err(wrong(number, "its state is missing"));
            }
            parent = header;
        }
        if parent.hash == tip.head.hash {
            Ok(tip.head)
        } else {
            Err(wrong(tip.head.number, "it is not the head"))
        }
    }
}

/// Writes the genesis block and state into a new file.
pub(super) fn write_genesis(path: &Path, params: &GenesisParams) -> Result<(), LedgerError> {
    let relayer = sr25519::Pair::from_seed(&params.relayer_seed).public();
    let node = ed25519::Pair::from_seed(&params.node_seed).public();
    let storage = genesis_state(&relayer.0.into()).map_err(LedgerError::Runtime)?;
    if !storage.children_default.is_empty() {
        return Err(LedgerError::Runtime("genesis has child tries".into()));
    }
    let store = Arc::new(Store::create(path)?);
    let empty = sp_trie::empty_trie_root::<sp_trie::LayoutV1<Hashing>>();
    let backend =
        TrieBackendBuilder::<Nodes, Hashing>::new(Nodes(Arc::clone(&store)), empty).build();
    let (root, nodes) = backend.storage_root(
        storage.top.iter().map(|(key, value)| (key.as_slice(), Some(value.as_slice()))),
        StateVersion::V1,
    );
    let header = Header::new(
        0,
        H256(proven::extrinsics_root(&[])),
        root,
        H256::zero(),
        header::genesis_digest(node.0, params.random),
    );
    let head = StoredHead { number: 0, hash: header::hash(&header) };
    let block = StoredBlock { header: header.encode(), extrinsics: Vec::new() };
    store.commit(head, &block, &new_nodes(nodes)?)
}

/// Checks the last block and returns what the next one needs of it.
fn check_head(store: &Store, genesis: &Genesis) -> Result<Tip, LedgerError> {
    let head = store.head()?;
    let missing = || wrong(head.number, "it or its parent is missing");
    let block = load(store, head.number)?.ok_or_else(missing)?;
    let header = sealed(head.number, &block, genesis)?;
    if header.hash != head.hash {
        return Err(wrong(head.number, "it is not the head"));
    }
    if let Some(before) = head.number.checked_sub(1) {
        let parent = load(store, before)?.ok_or_else(missing)?;
        let parent = sealed(before, &parent, genesis)?;
        corrupt(
            head.number,
            proven::block(&parent, &block.header, &block.extrinsics, &genesis.node_key),
        )?;
    }
    if store.node(&header.state_root)?.is_none() {
        return Err(wrong(head.number, "its state is missing"));
    }
    let time_ms = time_ms(head.number, &block.extrinsics)?;
    Ok(Tip {
        head: Head {
            number: head.number,
            hash: head.hash,
            time: time_ms / 1000,
            genesis_hash: genesis.hash,
        },
        state_root: header.state_root,
        time_ms,
    })
}

/// The header of a stored block, with its seal checked; that of genesis has none.
fn sealed(
    number: u32,
    block: &StoredBlock,
    genesis: &Genesis,
) -> Result<SealedHeader, LedgerError> {
    let read = match number {
        0 => proven::genesis(&block.header).map(|(_, header)| header),
        _ => proven::sealed_header(&block.header, &genesis.node_key),
    };
    corrupt(number, read)
}

/// A block that lies under the number it says.
fn load(store: &Store, number: u32) -> Result<Option<StoredBlock>, LedgerError> {
    let Some(block) = store.block(number)? else {
        return Ok(None);
    };
    if header::number(&block.header) == Some(number) {
        Ok(Some(block))
    } else {
        Err(wrong(number, "another block is in its place"))
    }
}

/// The time of a stored block; genesis has none.
fn time_ms(number: u32, extrinsics: &[Vec<u8>]) -> Result<u64, LedgerError> {
    match extrinsics.first() {
        None if number == 0 => Ok(0),
        None => Err(wrong(number, "it has no time")),
        Some(first) => match corrupt(number, proven::act(first))? {
            Act::Time { ms } => Ok(ms),
            _ => Err(wrong(number, "it has no time")),
        },
    }
}

/// What is not proven of one's own store is corrupt.
fn corrupt<R>(number: u32, checked: Result<R, ChainError>) -> Result<R, LedgerError> {
    checked.map_err(|error| match error {
        ChainError::Invalid(what) => wrong(number, what),
        other => other.into(),
    })
}

fn wrong(number: u32, what: &str) -> LedgerError {
    LedgerError::Corrupt(format!("block {number}: {what}"))
}
