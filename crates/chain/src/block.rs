//! A block against the one before it, and a receipt of one act.

use crate::{
    Act, ChainError, Receipt, SealedHeader,
    extrinsic::{self, act},
    header::sealed_header,
    trie::{Nodes, look_up},
};

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

/// Checks a block against the one before it: seal, number, parent hash, extrinsics root, one time
/// inherent and that first. That times grow is for the caller to compare, who has both.
pub fn block(
    parent: &SealedHeader,
    header: &[u8],
    extrinsics: &[Vec<u8>],
    node_key: &[u8; 32],
) -> Result<CheckedBlock, ChainError> {
    let header = sealed_header(header, node_key)?;
    if Some(header.number) != parent.number.checked_add(1) || header.parent != parent.hash {
        return Err(ChainError::Invalid("the block does not follow its parent"));
    }
    if header.extrinsics_root != extrinsic::root(extrinsics) {
        return Err(ChainError::Invalid("the extrinsics are not the header's"));
    }
    let acts = extrinsics.iter().map(|bytes| act(bytes)).collect::<Result<Vec<_>, _>>()?;
    let Some((Act::Time { ms }, calls)) = acts.split_first() else {
        return Err(ChainError::Invalid("the block does not start with its time"));
    };
    if calls.iter().any(|act| matches!(act, Act::Time { .. })) {
        return Err(ChainError::Invalid("the block sets its time twice"));
    }
    Ok(CheckedBlock { header, time_ms: *ms, acts })
}

/// Checks a receipt: that the node sealed a block of that time with this extrinsic in it.
pub fn receipt(receipt: &Receipt, node_key: &[u8; 32]) -> Result<Included, ChainError> {
    let header = sealed_header(&receipt.header, node_key)?;
    let nodes = Nodes::new(receipt.proof.iter().map(Vec::as_slice));
    for (index, extrinsic) in [(0, &receipt.inherent), (receipt.index, &receipt.extrinsic)] {
        let found = look_up(&nodes, &header.extrinsics_root, &extrinsic::key(index))?;
        if found.as_ref() != Some(extrinsic) {
            return Err(ChainError::Invalid("the extrinsic is not in the block"));
        }
    }
    let Act::Time { ms } = act(&receipt.inherent)? else {
        return Err(ChainError::Invalid("the block does not start with its time"));
    };
    Ok(Included { header, time_ms: ms, index: receipt.index, act: act(&receipt.extrinsic)? })
}
