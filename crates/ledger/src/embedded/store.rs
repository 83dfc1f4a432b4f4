//! The chain on disk: trie nodes, blocks and the head in one redb file.
//!
//! Nodes are never deleted, so every old state stays readable. A node's key is its hash, and is
//! checked on reading: what was changed on disk is reported and never used.

use std::{
    collections::{HashMap, VecDeque},
    path::Path,
    sync::{Arc, OnceLock, PoisonError, RwLock},
};

use hash_db::Prefix;
use parity_scale_codec::{Decode, DecodeAll, Encode};
use redb::{Database, ReadableDatabase, TableDefinition};
use sp_core::H256;
use sp_state_machine::{BackendTransaction, TrieBackendStorage};
use tenderseal_chain::Hash;
use tenderseal_runtime::Hashing;

use crate::LedgerError;

const NODES: TableDefinition<&[u8; 32], &[u8]> = TableDefinition::new("nodes");
const BLOCKS: TableDefinition<u32, &[u8]> = TableDefinition::new("blocks");
const HEAD: TableDefinition<(), &[u8]> = TableDefinition::new("head");

/// The encoding of the null node, which is the whole of an empty trie.
const NULL_NODE: &[u8] = &[0];

/// Memory that redb may use for its own pages.
const PAGE_CACHE_BYTES: usize = 64 << 20;

/// A block as it lies in the table.
#[derive(Clone, Debug, Encode, Decode)]
pub(crate) struct StoredBlock {
    /// SCALE of the sealed header.
    pub(crate) header: Vec<u8>,
    /// SCALE of each extrinsic.
    pub(crate) extrinsics: Vec<Vec<u8>>,
}

/// The last block: its number and hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct StoredHead {
    pub(crate) number: u32,
    pub(crate) hash: Hash,
}

/// The open file.
pub(crate) struct Store {
    db: Database,
    /// The first thing found wrong while reading nodes, where the runtime cannot return an error.
    fault: OnceLock<LedgerError>,
    /// Nodes of blocks that are being made durable, oldest first.
    expected: RwLock<VecDeque<Arc<NewNodes>>>,
}

/// The trie nodes that a block adds, by their hash.
pub(crate) type NewNodes = HashMap<Hash, Vec<u8>>;

/// Reads what a block adds from the state machine's change of the trie. Its key of a node is the
/// place in the trie, then the hash; the hash is enough, as equal nodes in two places are one
/// node and nothing is ever deleted. A count of zero or less says that this block no longer uses
/// a node; older states still do.
pub(crate) fn new_nodes(mut change: BackendTransaction<Hashing>) -> Result<NewNodes, LedgerError> {
    change
        .drain()
        .into_iter()
        .filter(|(_, (_, references))| *references > 0)
        .map(|(key, (node, _))| {
            let hash = key.last_chunk().copied();
            let hash = hash.ok_or_else(|| LedgerError::Runtime("a node without a hash".into()))?;
            Ok((hash, node))
        })
        .collect()
}

impl Store {
    pub(crate) fn create(path: &Path) -> Result<Self, LedgerError> {
        let store = Self::with(|options| options.create(path))?;
        let write = store.db.begin_write().map_err(failed)?;
        write.open_table(NODES).map_err(failed)?;
        write.open_table(BLOCKS).map_err(failed)?;
        write.open_table(HEAD).map_err(failed)?;
        write.commit().map_err(failed)?;
        Ok(store)
    }

    pub(crate) fn open(path: &Path) -> Result<Self, LedgerError> {
        Self::with(|options| options.open(path))
    }

    fn with(
        open: impl FnOnce(&redb::Builder) -> Result<Database, redb::DatabaseError>,
    ) -> Result<Self, LedgerError> {
        let mut options = Database::builder();
        options.set_cache_size(PAGE_CACHE_BYTES);
        Ok(Self {
            db: open(&options).map_err(failed)?,
            fault: OnceLock::new(),
            expected: RwLock::default(),
        })
    }

    /// Makes nodes readable that are on their way to the disk.
    pub(crate) fn expect(&self, nodes: Arc<NewNodes>) {
        self.expected.write().unwrap_or_else(PoisonError::into_inner).push_back(nodes);
    }

    /// Writes a block, the nodes of its state and the new head, durably and at once. Blocks come
    /// in the order in which their nodes were expected.
    pub(crate) fn commit(
        &self,
        head: StoredHead,
        block: &StoredBlock,
        nodes: &NewNodes,
    ) -> Result<(), LedgerError> {
        let write = self.db.begin_write().map_err(failed)?;
        {
            let mut table = write.open_table(NODES).map_err(failed)?;
            for (hash, node) in nodes {
                table.insert(hash, node.as_slice()).map_err(failed)?;
            }
            let mut table = write.open_table(BLOCKS).map_err(failed)?;
            table.insert(head.number, block.encode().as_slice()).map_err(failed)?;
            let mut table = write.open_table(HEAD).map_err(failed)?;
            table.insert((), head.encode().as_slice()).map_err(failed)?;
        }
        write.commit().map_err(failed)?;
        self.expected.write().unwrap_or_else(PoisonError::into_inner).pop_front();
        Ok(())
    }

    pub(crate) fn head(&self) -> Result<StoredHead, LedgerError> {
        let read = self.db.begin_read().map_err(failed)?;
        let table = read.open_table(HEAD).map_err(failed)?;
        let head = table
            .get(())
            .map_err(failed)?
            .ok_or_else(|| LedgerError::Corrupt("there is no head".into()))?;
        StoredHead::decode_all(&mut head.value())
            .map_err(|_| LedgerError::Corrupt("the head cannot be read".into()))
    }

    pub(crate) fn block(&self, number: u32) -> Result<Option<StoredBlock>, LedgerError> {
        let read = self.db.begin_read().map_err(failed)?;
        let table = read.open_table(BLOCKS).map_err(failed)?;
        table
            .get(number)
            .map_err(failed)?
            .map(|block| {
                StoredBlock::decode_all(&mut block.value())
                    .map_err(|_| LedgerError::Corrupt(format!("block {number} cannot be read")))
            })
            .transpose()
    }

    /// A trie node, checked against its hash.
    pub(crate) fn node(&self, hash: &Hash) -> Result<Option<Vec<u8>>, LedgerError> {
        let expected = self.expected.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(node) = expected.iter().find_map(|nodes| nodes.get(hash)) {
            return Ok(Some(node.clone()));
        }
        drop(expected);
        let read = self.db.begin_read().map_err(failed)?;
        let table = read.open_table(NODES).map_err(failed)?;
        let Some(node) = table.get(hash).map_err(failed)? else {
            return Ok(
                (*hash == sp_crypto_hashing::blake2_256(NULL_NODE)).then(|| NULL_NODE.to_vec())
            );
        };
        if sp_crypto_hashing::blake2_256(node.value()) == *hash {
            Ok(Some(node.value().to_vec()))
        } else {
            Err(LedgerError::Corrupt(format!(
                "the trie node 0x{} has another content",
                hex::encode(hash)
            )))
        }
    }

    /// What went wrong while the runtime was reading, if anything did.
    pub(crate) fn fault(&self) -> Option<LedgerError> {
        self.fault.get().cloned()
    }
}

/// The trie nodes as the state machine reads them.
#[derive(Clone)]
pub(crate) struct Nodes(pub(crate) Arc<Store>);

impl TrieBackendStorage<Hashing> for Nodes {
    fn get(&self, key: &H256, _: Prefix<'_>) -> Result<Option<Vec<u8>>, String> {
        let found = self.0.node(&key.0).and_then(|node| {
            node.map(Some).ok_or_else(|| {
                LedgerError::Corrupt(format!("the trie node 0x{} is missing", hex::encode(key)))
            })
        });
        found.map_err(|error| {
            let text = error.to_string();
            self.0.fault.get_or_init(|| error);
            text
        })
    }
}

/// Sorts redb's errors: a corrupt file, or a file that could not be used.
fn failed(error: impl Into<redb::Error>) -> LedgerError {
    match error.into() {
        redb::Error::Corrupted(text) => LedgerError::Corrupt(text),
        redb::Error::TableDoesNotExist(text) => {
            LedgerError::Corrupt(format!("there is no table {text}"))
        }
        error => LedgerError::Store(error.to_string()),
    }
}
