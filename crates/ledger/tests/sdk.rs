//! `tenderseal_chain` knows no runtime. Whatever it reads, it reads as the Polkadot SDK does: extrinsics and headers of a
//! real chain and what becomes of them by accident or malice, and tries of any content (docs/adr/0015).
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod common;

use std::{collections::BTreeMap, sync::LazyLock};

use common::Installation;
use parity_scale_codec::{DecodeAll, Encode};
use proptest::{prelude::*, sample::Index};
use sp_core::{H256, Pair, ed25519};
use sp_runtime::{
    Digest, DigestItem, MultiAddress, MultiSignature, generic::Preamble, traits::Header as _,
};
use sp_trie::{
    LayoutV1, MemoryDB, Trie as _, TrieDBBuilder, TrieMut, trie_types::TrieDBMutBuilderV1,
};
use tenderseal_chain::{Act, Call, Nodes, SealedHeader, Trie, act, look_up, sealed_header};
use tenderseal_runtime::{Extrinsic, Hashing, Header, RuntimeCall};

/// What the SDK reads in an extrinsic, if it is one that this chain makes.
fn by_the_runtime(bytes: &[u8]) -> Option<Act> {
    let extrinsic = Extrinsic::decode_all(&mut &*bytes).ok()?;
    let signed = match &extrinsic.preamble {
        Preamble::Bare(_) => false,
        // The lifetime comes first among what a signature comes with; 0 is for ever.
        Preamble::Signed(MultiAddress::Id(_), MultiSignature::Sr25519(_), rest)
            if rest.encode().first() == Some(&0) =>
        {
            true
        }
        _ => return None,
    };
    match extrinsic.function {
        RuntimeCall::Timestamp(pallet_timestamp::Call::set { now }) if !signed => {
            Some(Act::Time { ms: now })
        }
        RuntimeCall::Revive(call) if signed => match call {
            pallet_revive::Call::call { dest, data, .. } => {
                Some(Act::Call(Call { to: dest.0, input: data }))
            }
            pallet_revive::Call::upload_code { code, .. } => Some(Act::Upload { code }),
            pallet_revive::Call::instantiate_with_code { code, data, salt: Some(salt), .. } => {
                Some(Act::Deploy { code, input: data, salt })
            }
            _ => None,
        },
        _ => None,
    }
}

/// A small chain's extrinsics, of every kind that it has, its headers, and the key that sealed them.
struct Sample {
    extrinsics: Vec<Vec<u8>>,
    headers: Vec<Vec<u8>>,
    node_key: [u8; 32],
}

static CHAIN: LazyLock<Sample> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let installation = Installation::new().await;
        let ledger = installation.ledger();
        ledger.submit(installation.registration(1)).await.unwrap();
        let (mut extrinsics, mut headers) = (Vec::new(), Vec::new());
        for number in 1..=ledger.head().number {
            let block = ledger.block(number).await.unwrap().unwrap();
            extrinsics.extend(block.extrinsics);
            headers.push(block.header);
        }
        Sample { extrinsics, headers, node_key: ledger.genesis().node_key }
    })
});

/// A byte changed, an end cut off or put on, and the length in front made right again or not.
fn damaged(bytes: &[u8], at: Index, xor: u8, cut: u8, again: bool) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    // What decides is at the beginning; the rest is a contract's code or input.
    let near = bytes.len().min(160);
    bytes[at.index(near)] ^= xor;
    match cut {
        0 => bytes.push(xor),
        1 => bytes.truncate(at.index(near)),
        _ => (),
    }
    if again {
        let inner = bytes.split_off(bytes.len().min(2));
        bytes = inner.encode();
    }
    bytes
}

#[test]
fn every_extrinsic_of_a_chain_is_read_alike() {
    let Sample { extrinsics, .. } = &*CHAIN;
    let mut kinds = [false; 4];
    for bytes in extrinsics {
        let read = act(bytes).unwrap();
        kinds[match &read {
            Act::Time { .. } => 0,
            Act::Call(_) => 1,
            Act::Deploy { .. } => 2,
            Act::Upload { .. } => 3,
        }] = true;
        assert_eq!(Some(read), by_the_runtime(bytes));
    }
    assert_eq!(kinds[..3], [true; 3], "time, call, deployment");
    let pages: Vec<_> =
        (0..40).map(|page| extrinsics.iter().cycle().skip(page).take(page * 7)).collect();
    for page in pages {
        let page: Vec<_> = page.cloned().collect();
        let root = frame_root(&page);
        assert_eq!(tenderseal_chain::extrinsics_root(&page), root, "{} extrinsics", page.len());
    }
}

fn frame_root(extrinsics: &[Vec<u8>]) -> [u8; 32] {
    use sp_runtime::traits::Hash as _;
    Hashing::ordered_trie_root(extrinsics.to_vec(), sp_runtime::StateVersion::V1).0
}

/// The seal as the SDK's own header and signature check it.
fn sealed_by_the_sdk(bytes: &[u8], node_key: [u8; 32]) -> Option<SealedHeader> {
    use sp_runtime::traits::Hash as _;
    let header = Header::decode_all(&mut &*bytes).ok()?;
    let mut unsealed = header.clone();
    let DigestItem::Seal(engine, signature) = unsealed.digest_mut().pop()? else { return None };
    let signature = ed25519::Signature::try_from(signature.as_slice()).ok()?;
    let key = ed25519::Public::from_raw(node_key);
    let good = ed25519::Pair::verify(&signature, unsealed.hash().as_bytes(), &key);
    (engine == *b"TSNK" && good).then(|| SealedHeader {
        number: header.number,
        hash: Hashing::hash_of(&header).0,
        parent: header.parent_hash.0,
        state_root: header.state_root.0,
        extrinsics_root: header.extrinsics_root.0,
    })
}

fn digest_item() -> impl Strategy<Value = DigestItem> {
    let bytes = || prop::collection::vec(any::<u8>(), 0..80);
    prop_oneof![
        bytes().prop_map(DigestItem::Other),
        (any::<[u8; 4]>(), bytes()).prop_map(|(id, item)| DigestItem::Consensus(id, item)),
        (any::<[u8; 4]>(), bytes()).prop_map(|(id, item)| DigestItem::PreRuntime(id, item)),
        (any::<[u8; 4]>(), bytes()).prop_map(|(id, item)| DigestItem::Seal(id, item)),
        Just(DigestItem::RuntimeEnvironmentUpdated),
    ]
}

/// Few half bytes, so that keys share beginnings and one is another's beginning.
fn entries() -> impl Strategy<Value = BTreeMap<Vec<u8>, Vec<u8>>> {
    let key = prop::collection::vec(prop::sample::select(vec![0x00, 0x01, 0x10, 0xff]), 0..5);
    let long = prop::collection::vec(any::<u8>(), 60..70);
    let value = prop::collection::vec(any::<u8>(), 0..70);
    prop::collection::btree_map(prop_oneof![9 => key, 1 => long], value, 1..60)
}

fn by_sp_trie(entries: &BTreeMap<Vec<u8>, Vec<u8>>) -> (MemoryDB<Hashing>, H256) {
    let (mut nodes, mut root) = (MemoryDB::<Hashing>::default(), H256::zero());
    {
        let mut trie = TrieDBMutBuilderV1::<Hashing>::new(&mut nodes, &mut root).build();
        for (key, value) in entries {
            trie.insert(key, value).unwrap();
        }
    }
    (nodes, root)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_extrinsic_is_read_alike(
        which: Index, at: Index, xor: u8, cut in 0..6u8, again: bool,
    ) {
        let whole = which.get(&CHAIN.extrinsics);
        let bytes = damaged(whole, at, xor, cut, again);
        prop_assert_eq!(act(&bytes).ok(), by_the_runtime(&bytes));
    }

    #[test]
    fn a_damaged_header_is_read_alike(which: Index, at: Index, xor: u8, cut in 0..6u8) {
        let Sample { headers, node_key, .. } = &*CHAIN;
        let whole = which.get(headers);
        let bytes = damaged(whole, at, xor, cut, false);
        prop_assert_eq!(sealed_header(&bytes, node_key).ok(), sealed_by_the_sdk(&bytes, *node_key));
    }

    #[test]
    fn a_header_with_any_digest_is_read_alike(
        number: u32, roots: [[u8; 32]; 3], items in prop::collection::vec(digest_item(), 0..4),
    ) {
        let node = ed25519::Pair::from_seed(&[7; 32]);
        let [parent, state, extrinsics] = roots.map(H256);
        let mut header = Header::new(number, extrinsics, state, parent, Digest { logs: items });
        let seal = node.sign(header.hash().as_bytes());
        header.digest_mut().push(DigestItem::Seal(*b"TSNK", seal.0.to_vec()));
        let (bytes, key) = (header.encode(), node.public().0);
        let read = sealed_header(&bytes, &key).ok();
        prop_assert!(read.is_some());
        prop_assert_eq!(read, sealed_by_the_sdk(&bytes, key));
        prop_assert!(sealed_header(&bytes, &[8; 32]).is_err());
    }

    #[test]
    fn a_trie_of_any_content_has_the_sdks_root_and_nodes(entries in entries(), other in entries()) {
        let (mut nodes, root) = by_sp_trie(&entries);
        let trie = Trie::new(entries.clone());
        prop_assert_eq!(trie.root(), root.0);
        let keys: Vec<_> = entries.keys().chain(other.keys()).cloned().collect();

        // Our proof serves the SDK's reader.
        let proof = trie.prove(&keys);
        let ours = sp_trie::StorageProof::new(proof.clone()).into_memory_db::<Hashing>();
        let reader = TrieDBBuilder::<LayoutV1<Hashing>>::new(&ours, &root).build();
        // The SDK's nodes, and our own, serve ours.
        let theirs: Vec<Vec<u8>> = nodes.drain().into_values().map(|(node, _)| node).collect();
        let theirs = Nodes::new(theirs.iter().map(Vec::as_slice));
        let own = Nodes::new(proof.iter().map(Vec::as_slice));
        for key in &keys {
            let value = entries.get(key).cloned();
            prop_assert_eq!(reader.get(key).unwrap(), value.clone());
            prop_assert_eq!(look_up(&theirs, &root.0, key), Ok(value.clone()));
            prop_assert_eq!(look_up(&own, &root.0, key), Ok(value));
        }
    }
}
