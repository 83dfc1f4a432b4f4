//! A proof shows what is in a trie, and what is not; with any of its nodes missing or changed it shows nothing else.

use std::collections::BTreeMap;

use proptest::{prelude::*, sample::Index};
use tenderseal_chain::{ChainError, Nodes, Trie, look_up};

type Entries = BTreeMap<Vec<u8>, Vec<u8>>;

fn entries() -> impl Strategy<Value = Entries> {
    let key = prop::collection::vec(prop::sample::select(vec![0x00, 0x01, 0x10, 0xff]), 0..5);
    prop::collection::btree_map(key, prop::collection::vec(any::<u8>(), 0..70), 1..40)
}

fn read(nodes: &[Vec<u8>], root: &[u8; 32], key: &[u8]) -> Result<Option<Vec<u8>>, ChainError> {
    look_up(&Nodes::new(nodes.iter().map(Vec::as_slice)), root, key)
}

#[test]
fn an_empty_trie_has_the_root_that_everybody_knows() {
    // Polkadot: BLAKE2b-256 of one zero byte.
    let root = "03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314";
    let trie = Trie::new(BTreeMap::new());
    assert_eq!(hex::encode(trie.root()), root);
    assert_eq!(read(&trie.prove(&[vec![1]]), &trie.root(), &[1]), Ok(None));
}

#[test]
fn what_is_no_node_is_refused_whatever_it_is() {
    // Kinds that are none, lengths beyond the end, children that are not there, bytes behind.
    let bad: [&[u8]; 8] = [
        &[],
        &[1],
        &[0, 0],
        &[0x41],
        &[0x7f, 255, 255, 255],
        &[0x80, 0xff],
        &[0x40, 0xff, 0xff, 0xff, 0xff],
        &[0x20, 1, 2, 3],
    ];
    for node in bad {
        let root = sp_crypto_hashing::blake2_256(node);
        let read = read(&[node.to_vec()], &root, &[1]);
        assert!(matches!(read, Err(ChainError::Invalid(_))), "{node:?}");
    }
}

/// One of the keys, the root, and the proof of that key alone.
fn proven(entries: &Entries, which: Index) -> (&Vec<u8>, [u8; 32], Vec<Vec<u8>>) {
    let keys: Vec<_> = entries.keys().collect();
    let key = *which.get(&keys);
    let trie = Trie::new(entries.clone());
    (key, trie.root(), trie.prove(std::slice::from_ref(key)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_proof_shows_what_is_there_and_what_is_not(entries in entries(), absent in entries()) {
        let trie = Trie::new(entries.clone());
        for key in entries.keys().chain(absent.keys()) {
            let proof = trie.prove(std::slice::from_ref(key));
            prop_assert_eq!(read(&proof, &trie.root(), key), Ok(entries.get(key).cloned()));
        }
    }

    #[test]
    fn without_one_of_its_nodes_a_proof_shows_nothing(
        entries in entries(), which: Index, out: Index,
    ) {
        let (key, root, mut proof) = proven(&entries, which);
        proof.remove(out.index(proof.len()));
        prop_assert!(read(&proof, &root, key).is_err());
    }

    #[test]
    fn a_changed_node_never_gives_another_value(
        entries in entries(), which: Index, node: Index, byte: Index, xor in 1..=255u8,
    ) {
        let (key, root, mut proof) = proven(&entries, which);
        let node = node.index(proof.len());
        let byte = byte.index(proof[node].len());
        proof[node][byte] ^= xor;
        prop_assert!(read(&proof, &root, key).is_err());
    }

    #[test]
    fn any_bytes_are_read_without_harm(
        nodes in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 1..6),
        key: Vec<u8>,
    ) {
        // Whatever comes out, it ends, and does not panic.
        for node in &nodes {
            let root = sp_crypto_hashing::blake2_256(node);
            let _: Result<_, ChainError> = read(&nodes, &root, &key);
        }
    }
}
