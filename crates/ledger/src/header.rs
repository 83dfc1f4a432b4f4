//! Headers: what genesis commits to, and the seal on every later one.

use parity_scale_codec::{DecodeAll, Encode};
use sp_core::{Pair, ed25519};
use sp_runtime::{ConsensusEngineId, Digest, DigestItem, traits::Header as _};
use tenderseal_runtime::{Hashing, Header};

use crate::{
    LedgerError,
    types::{Genesis, Hash},
};

/// Names our digest items: "Tenderseal node key".
const ENGINE: ConsensusEngineId = *b"TSNK";

/// The digest of genesis: one item, `Consensus(TSNK, node_key ‖ random)`.
pub(crate) fn genesis_digest(node_key: [u8; 32], random: [u8; 32]) -> Digest {
    Digest { logs: vec![DigestItem::Consensus(ENGINE, [node_key, random].concat())] }
}

/// Ends the header's digest with the seal: an Ed25519 signature over the header's hash so far.
pub(crate) fn seal(header: &mut Header, node: &ed25519::Pair) {
    let signature = node.sign(header.hash().as_bytes());
    header.digest_mut().push(DigestItem::Seal(ENGINE, signature.0.to_vec()));
}

/// Checks that the header ends with the node's seal.
pub(crate) fn check_seal(header: &Header, node_key: &[u8; 32]) -> Result<(), LedgerError> {
    let mut unsealed = header.clone();
    let Some(DigestItem::Seal(ENGINE, signature)) = unsealed.digest_mut().pop() else {
        return Err(LedgerError::Invalid("the header has no seal"));
    };
    let signature = ed25519::Signature::try_from(signature.as_slice())
        .map_err(|()| LedgerError::Invalid("the seal is not 64 bytes long"))?;
    if ed25519::Pair::verify(
        &signature,
        unsealed.hash().as_bytes(),
        &ed25519::Public::from_raw(*node_key),
    ) {
        Ok(())
    } else {
        Err(LedgerError::Invalid("the seal is not the node key's"))
    }
}

/// Reads SCALE of a header, all of it.
pub(crate) fn decode(bytes: &[u8]) -> Result<Header, LedgerError> {
    Header::decode_all(&mut &*bytes).map_err(|_| LedgerError::Invalid("not a header"))
}

/// Reads what genesis fixed.
pub(crate) fn genesis(header: &Header) -> Result<Genesis, LedgerError> {
    let [DigestItem::Consensus(ENGINE, item)] = header.digest().logs() else {
        return Err(LedgerError::Invalid("genesis names no node key"));
    };
    let Some((node_key, random)) = item.split_at_checked(32) else {
        return Err(LedgerError::Invalid("the genesis item is too short"));
    };
    if header.number != 0 || header.parent_hash != <_>::default() {
        return Err(LedgerError::Invalid("this header is not genesis"));
    }
    Ok(Genesis {
        hash: hash(header),
        header: header.encode(),
        random: random
            .try_into()
            .map_err(|_| LedgerError::Invalid("the genesis item is not 64 bytes long"))?,
        node_key: node_key
            .try_into()
            .map_err(|_| LedgerError::Invalid("the genesis item is not 64 bytes long"))?,
    })
}

/// BLAKE2b-256 of the header's SCALE, its seal included.
pub(crate) fn hash(header: &Header) -> Hash {
    use sp_runtime::traits::Hash as _;
    Hashing::hash_of(header).0
}
