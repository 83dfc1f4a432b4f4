//! Checking what a ledger handed over, with nothing but the node key that one trusts: pure
//! functions, for the command line, receipts and anyone's own tools.

use std::collections::BTreeMap;

use frame_support::storage::storage_prefix;
use parity_scale_codec::{Decode, DecodeAll};
use sp_core::{H256, storage::ChildInfo};
use sp_trie::{LayoutV1, StorageProof};
use tenderseal_runtime::{Hashing, Header, Runtime};

use crate::{
    LedgerError, extrinsic, header,
    types::{Act, Address, Genesis, Hash, Receipt, StateProof},
};

/// What a header says, once its seal was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedHeader {
    /// Number of the block.
    pub number: u32,
    /// Hash of the whole header.
    pub hash: Hash,
    /// Hash of the header before it.
    pub parent: Hash,
    /// Root of the state after the block.
    pub state_root: Hash,
    /// Root of the block's extrinsics.
    pub extrinsics_root: Hash,
}

impl From<&Header> for SealedHeader {
    fn from(header: &Header) -> Self {
        Self {
            number: header.number,
            hash: header::hash(header),
            parent: header.parent_hash.0,
            state_root: header.state_root.0,
            extrinsics_root: header.extrinsics_root.0,
        }
    }
}

/// A block whose header, place and content were checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedBlock {
    /// Its header.
    pub header: SealedHeader,
    /// Its time in milliseconds.
    pub time_ms: u64,
    /// What its extrinsics do, the time inherent included, in order.
    pub acts: Vec<Act>,
}

/// An extrinsic that a receipt proved to be in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Included {
    /// The block's header.
    pub header: SealedHeader,
    /// The block's time in milliseconds.
    pub time_ms: u64,
    /// Index of the extrinsic.
    pub index: u32,
    /// What it does.
    pub act: Act,
}

/// Reads SCALE of a genesis header: the node key to check everything else with, and where the
/// chain starts. Genesis bears no seal; its hash is what one trusts or compares.
///
/// # Errors
/// [`LedgerError::Invalid`] when it is no genesis header.
pub fn genesis(bytes: &[u8]) -> Result<(Genesis, SealedHeader), LedgerError> {
    let header = header::decode(bytes)?;
    Ok((header::genesis(&header)?, SealedHeader::from(&header)))
}

/// Checks the seal of SCALE of a header.
///
/// # Errors
/// [`LedgerError::Invalid`] when it is no header or not sealed by `node_key`.
pub fn sealed_header(bytes: &[u8], node_key: &[u8; 32]) -> Result<SealedHeader, LedgerError> {
    let header = header::decode(bytes)?;
    header::check_seal(&header, node_key)?;
    Ok(SealedHeader::from(&header))
}

/// Reads SCALE of one extrinsic.
///
/// # Errors
/// [`LedgerError::Invalid`] when it is not one that this chain makes.
pub fn act(extrinsic: &[u8]) -> Result<Act, LedgerError> {
    extrinsic::decode(extrinsic)
}

/// Checks a block against the one before it: seal, number, parent hash, extrinsics root, one time
/// inherent and that first. That times grow is for the caller to compare, who has both.
///
/// # Errors
/// [`LedgerError::Invalid`] names what does not hold.
pub fn block(
    parent: &SealedHeader,
    header: &[u8],
    extrinsics: &[Vec<u8>],
    node_key: &[u8; 32],
) -> Result<CheckedBlock, LedgerError> {
    let header = sealed_header(header, node_key)?;
    if Some(header.number) != parent.number.checked_add(1) || header.parent != parent.hash {
        return Err(LedgerError::Invalid("the block does not follow its parent"));
    }
    if header.extrinsics_root != extrinsic::root(extrinsics) {
        return Err(LedgerError::Invalid("the extrinsics are not the header's"));
    }
    let acts =
        extrinsics.iter().map(|bytes| extrinsic::decode(bytes)).collect::<Result<Vec<_>, _>>()?;
    let Some((Act::Time { ms }, calls)) = acts.split_first() else {
        return Err(LedgerError::Invalid("the block does not start with its time"));
    };
    if calls.iter().any(|act| matches!(act, Act::Time { .. })) {
        return Err(LedgerError::Invalid("the block sets its time twice"));
    }
    Ok(CheckedBlock { header, time_ms: *ms, acts })
}

/// Checks a receipt: that the node sealed a block of that time with this extrinsic in it.
///
/// # Errors
/// [`LedgerError::Invalid`] names what does not hold.
pub fn receipt(receipt: &Receipt, node_key: &[u8; 32]) -> Result<Included, LedgerError> {
    let header = sealed_header(&receipt.header, node_key)?;
    let mut items = vec![(extrinsic::key(0), Some(&receipt.inherent))];
    if receipt.index == 0 {
        if receipt.extrinsic != receipt.inherent {
            return Err(LedgerError::Invalid("extrinsic 0 is the time inherent"));
        }
    } else {
        items.push((extrinsic::key(receipt.index), Some(&receipt.extrinsic)));
    }
    sp_trie::verify_trie_proof::<LayoutV1<Hashing>, _, _, _>(
        &H256(header.extrinsics_root),
        &receipt.proof,
        &items,
    )
    .map_err(|_| LedgerError::Invalid("the extrinsic is not in the block"))?;
    let Act::Time { ms } = extrinsic::decode(&receipt.inherent)? else {
        return Err(LedgerError::Invalid("the block does not start with its time"));
    };
    Ok(Included {
        header,
        time_ms: ms,
        index: receipt.index,
        act: extrinsic::decode(&receipt.extrinsic)?,
    })
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
/// [`LedgerError::UnknownContract`] when the proof shows that there is none,
/// [`LedgerError::Invalid`] when the proof or the cells do not fit.
pub fn contract_state(
    state_root: &Hash,
    contract: Address,
    proof: &StateProof,
    cells: impl IntoIterator<Item = (Vec<u8>, Vec<u8>)>,
) -> Result<Hash, LedgerError> {
    let account = account_key(contract);
    let found = read(state_root, proof, &account)?;
    let info = contract_info(found.as_deref(), contract)?;
    let proven = read(state_root, proof, &child_root_key(&info))?;

    let mut storage = BTreeMap::new();
    for (key, value) in cells {
        if storage.insert(cell_key(&key), value).is_some() {
            return Err(LedgerError::Invalid("the same cell is given twice"));
        }
    }
    let expected = (!storage.is_empty())
        .then(|| sp_trie::child_trie_root::<LayoutV1<Hashing>, _, _, _>(storage).0.to_vec());
    if proven == expected {
        Ok(info.code_hash.0)
    } else {
        Err(LedgerError::Invalid("the contract's storage is not these cells"))
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

/// Reads single cells of a contract from the proof that [`crate::Ledger::cells_proof`] gives, without the other cells.
/// `keys` are those that the contract passed to `set_storage`.
///
/// # Errors
/// [`LedgerError::UnknownContract`] when the proof shows that there is none, [`LedgerError::Invalid`] when it is not
/// under this root or does not reach a key.
pub fn contract_cells(
    state_root: &Hash,
    contract: Address,
    proof: &StateProof,
    keys: &[Vec<u8>],
) -> Result<ProvenCells, LedgerError> {
    let outside = LedgerError::Invalid("the proof is not under this state root");
    let found = read(state_root, proof, &account_key(contract))?;
    let info = contract_info(found.as_deref(), contract)?;
    let time = read(state_root, proof, &time_key())?.ok_or(outside.clone())?;
    let time_ms = u64::decode_all(&mut &time[..]).map_err(|_| outside.clone())?;
    let code_hash = info.code_hash.0;
    if read(state_root, proof, &child_root_key(&info))?.is_none() {
        return Ok(ProvenCells { code_hash, time_ms, cells: vec![None; keys.len()] });
    }
    let mut found = sp_state_machine::read_child_proof_check::<Hashing, _>(
        H256(*state_root),
        StorageProof::new(proof.nodes.iter().cloned()),
        &ChildInfo::new_default(&info.trie_id),
        keys.iter().map(|key| cell_key(key)),
    )
    .map_err(|_| outside.clone())?;
    let cells = keys
        .iter()
        .map(|key| found.remove(&cell_key(key)).ok_or(outside.clone()))
        .collect::<Result<_, _>>()?;
    Ok(ProvenCells { code_hash, time_ms, cells })
}

/// Where the state keeps the block's time.
pub(crate) fn time_key() -> Vec<u8> {
    storage_prefix(b"Timestamp", b"Now").to_vec()
}

/// Where pallet-revive keeps what it knows of an address.
pub(crate) fn account_key(contract: Address) -> Vec<u8> {
    [storage_prefix(b"Revive", b"AccountInfoOf").as_slice(), &contract].concat()
}

/// Reads what pallet-revive keeps under [`account_key`]: a variant (0: contract) and its content.
pub(crate) fn contract_info(
    value: Option<&[u8]>,
    contract: Address,
) -> Result<pallet_revive::ContractInfo<Runtime>, LedgerError> {
    match value {
        Some([0, rest @ ..]) => pallet_revive::ContractInfo::decode(&mut &*rest)
            .map_err(|_| LedgerError::Invalid("not a contract's record")),
        _ => Err(LedgerError::UnknownContract(contract)),
    }
}

/// Where the state keeps the root of a contract's child trie.
pub(crate) fn child_root_key(info: &pallet_revive::ContractInfo<Runtime>) -> Vec<u8> {
    ChildInfo::new_default(&info.trie_id).prefixed_storage_key().into_inner()
}

/// The key of a cell in the child trie.
pub(crate) fn cell_key(key: &[u8]) -> Vec<u8> {
    [sp_crypto_hashing::blake2_128(key).as_slice(), key].concat()
}

/// The contract's own key of a cell, from its key in the child trie.
pub(crate) fn raw_key(hashed: &[u8]) -> Result<Vec<u8>, LedgerError> {
    match hashed.split_at_checked(16) {
        Some((_, key)) if cell_key(key) == hashed => Ok(key.to_vec()),
        _ => Err(LedgerError::Invalid("a cell's key is not of variable length")),
    }
}

/// Reads one key from a proof; `None` when the proof shows that it is not there.
fn read(state_root: &Hash, proof: &StateProof, key: &[u8]) -> Result<Option<Vec<u8>>, LedgerError> {
    sp_state_machine::read_proof_check::<Hashing, _>(
        H256(*state_root),
        StorageProof::new(proof.nodes.iter().cloned()),
        [key],
    )
    .map_err(|_| LedgerError::Invalid("the proof is not under this state root"))?
    .remove(key)
    .ok_or(LedgerError::Invalid("the proof is not under this state root"))
}
