//! Headers: what genesis commits to, and sealing every later one. What checks them is in `tenderseal_chain`.

use parity_scale_codec::DecodeAll;
use sp_core::{Pair, ed25519};
use sp_runtime::{ConsensusEngineId, Digest, DigestItem, traits::Header as _};
use tenderseal_runtime::{Hashing, Header};

use tenderseal_chain::Hash;

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

/// BLAKE2b-256 of the header's SCALE, its seal included.
pub(crate) fn hash(header: &Header) -> Hash {
    use sp_runtime::traits::Hash as _;
    Hashing::hash_of(header).0
}

/// The number that a header says, if it is one.
pub(crate) fn number(bytes: &[u8]) -> Option<u32> {
    Header::decode_all(&mut &*bytes).ok().map(|header| header.number)
}
