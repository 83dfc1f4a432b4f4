//! Selectors are written down as literals; this recomputes them.

use blake2::{Blake2b, Digest, digest::consts::U32};
use tenderseal_rules::messages::{NEW, REGISTRY, TENDER};

#[test]
fn every_selector_is_the_hash_of_its_name() {
    for (name, selector) in REGISTRY.iter().chain(TENDER).chain([&NEW]) {
        let hash = Blake2b::<U32>::digest(name.as_bytes());
        assert_eq!(hash[..4], *selector, "{name}");
    }
}
