//! The state of a contract under a header's state root, as pallet-revive keeps it.

use std::collections::BTreeMap;

use parity_scale_codec::{Decode, DecodeAll};
use sp_crypto_hashing::{blake2_128, twox_128};

use crate::{
    Address, ChainError, Hash, StateProof,
    trie::{Nodes, Trie, look_up},
};

/// Where the state keeps the roots of child tries (Polkadot specification, "Child storage").
const CHILDREN: &[u8] = b":child_storage:default:";
const OUTSIDE: ChainError = ChainError::Invalid("the proof is not under this state root");

/// The beginning of what pallet-revive keeps of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Decode)]
pub struct ContractRecord {
    /// Names the child trie of its storage.
    pub trie_id: Vec<u8>,
    /// Hash (Keccak-256) of its code.
    pub code_hash: Hash,
}

impl ContractRecord {
    /// Where the state keeps the root of the contract's child trie.
    #[must_use]
    pub fn root_key(&self) -> Vec<u8> {
        [CHILDREN, &self.trie_id].concat()
    }
}

/// What the state of a root has of a contract, as far as a proof shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvenCells {
    /// Hash (Keccak-256) of the contract's code.
    pub code_hash: Hash,
    /// The block's time in milliseconds.
    pub time_ms: u64,
    /// The value of each key that was asked for, in that order; `None` when the proof shows that there is no such cell.
    pub cells: Vec<Option<Vec<u8>>>,
}

/// Checks that a contract's storage is exactly these cells in the state of this root, and returns
/// the hash (Keccak-256) of the contract's code.
///
/// `cells` are the keys and values as the contract passed them to `set_storage`. The whole
/// storage root is computed from them, so that no cell can be missing, changed or added: a
/// verifier that replays a contract's calls compares its own result with the chain's at once.
/// pallet-revive stores a cell of a variable-length key, the only kind ink! uses, under
/// BLAKE2b-128(key) ‖ key in a child trie of layout V1.
///
/// # Errors
/// [`ChainError::UnknownContract`] when the proof shows that there is none,
/// [`ChainError::Invalid`] when the proof or the cells do not fit.
pub fn contract_state(
    state_root: &Hash,
    contract: Address,
    proof: &StateProof,
    cells: impl IntoIterator<Item = (Vec<u8>, Vec<u8>)>,
) -> Result<Hash, ChainError> {
    let nodes = nodes(proof);
    let record = record(&nodes, state_root, contract)?;
    let proven = look_up(&nodes, state_root, &record.root_key())?;

    let mut storage = BTreeMap::new();
    for (key, value) in cells {
        if storage.insert(cell_key(&key), value).is_some() {
            return Err(ChainError::Invalid("the same cell is given twice"));
        }
    }
    let expected = (!storage.is_empty()).then(|| Trie::new(storage).root().to_vec());
    if proven == expected {
        Ok(record.code_hash)
    } else {
        Err(ChainError::Invalid("the contract's storage is not these cells"))
    }
}

/// Reads single cells of a contract from a proof of them and of the block's time, without the other cells.
/// `keys` are those that the contract passed to `set_storage`.
///
/// # Errors
/// [`ChainError::UnknownContract`] when the proof shows that there is none, [`ChainError::Invalid`] when it is not
/// under this root or does not reach a key.
pub fn contract_cells(
    state_root: &Hash,
    contract: Address,
    proof: &StateProof,
    keys: &[Vec<u8>],
) -> Result<ProvenCells, ChainError> {
    let nodes = nodes(proof);
    let record = record(&nodes, state_root, contract)?;
    let time = look_up(&nodes, state_root, &time_key())?.ok_or(OUTSIDE)?;
    let time_ms = u64::decode_all(&mut &time[..]).map_err(|_| OUTSIDE)?;
    let root = look_up(&nodes, state_root, &record.root_key())?;
    let root = root.map(|root| <Hash>::try_from(root).map_err(|_| OUTSIDE)).transpose()?;
    let cell = |key: &Vec<u8>| match &root {
        Some(root) => look_up(&nodes, root, &cell_key(key)),
        None => Ok(None),
    };
    let cells = keys.iter().map(cell).collect::<Result<_, _>>()?;
    Ok(ProvenCells { code_hash: record.code_hash, time_ms, cells })
}

/// Where the state keeps the block's time.
#[must_use]
pub fn time_key() -> Vec<u8> {
    [twox_128(b"Timestamp"), twox_128(b"Now")].concat()
}

/// Where pallet-revive keeps what it knows of an address.
#[must_use]
pub fn account_key(contract: Address) -> Vec<u8> {
    [&twox_128(b"Revive")[..], &twox_128(b"AccountInfoOf"), &contract].concat()
}

/// Reads what pallet-revive keeps under [`account_key`]: a variant (0: contract) and its content.
///
/// # Errors
/// [`ChainError::UnknownContract`] when there is nothing, or no contract.
pub fn contract_record(
    value: Option<&[u8]>,
    contract: Address,
) -> Result<ContractRecord, ChainError> {
    match value {
        Some([0, rest @ ..]) => ContractRecord::decode(&mut &*rest)
            .map_err(|_| ChainError::Invalid("not a contract's record")),
        _ => Err(ChainError::UnknownContract(contract)),
    }
}

/// The key of a cell in the child trie.
#[must_use]
pub fn cell_key(key: &[u8]) -> Vec<u8> {
    [blake2_128(key).as_slice(), key].concat()
}

/// The contract's own key of a cell, from its key in the child trie.
pub fn raw_key(hashed: &[u8]) -> Result<Vec<u8>, ChainError> {
    match hashed.split_at_checked(16) {
        Some((_, key)) if cell_key(key) == hashed => Ok(key.to_vec()),
        _ => Err(ChainError::Invalid("a cell's key is not of variable length")),
    }
}

fn nodes(proof: &StateProof) -> Nodes<'_> {
    Nodes::new(proof.nodes.iter().map(Vec::as_slice))
}

fn record(
    nodes: &Nodes,
    state_root: &Hash,
    contract: Address,
) -> Result<ContractRecord, ChainError> {
    contract_record(look_up(nodes, state_root, &account_key(contract))?.as_deref(), contract)
}
