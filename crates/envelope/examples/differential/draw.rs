//! Random numbers that follow from a seed and a case's number, so that any case can be had again.

use sha2::{Digest, Sha256};

/// A generator: SHA-256 of seed, case and a counter.
pub struct Draw {
    name: String,
    counter: u64,
}

impl Draw {
    /// The generator of a case.
    pub fn new(seed: &str, case: usize) -> Self {
        Self { name: format!("TSE1 differential {seed} {case}"), counter: 0 }
    }

    /// The next 32 bytes.
    pub fn bytes(&mut self) -> [u8; 32] {
        self.counter += 1;
        Sha256::digest(format!("{} {}", self.name, self.counter)).into()
    }

    /// The next so many bytes.
    pub fn long(&mut self, length: usize) -> Vec<u8> {
        let mut long = Vec::with_capacity(length + 32);
        while long.len() < length {
            long.extend(self.bytes());
        }
        long.truncate(length);
        long
    }

    /// A number from 0 on, below `bound`, which is so small that its bias does not matter.
    pub fn below(&mut self, bound: usize) -> usize {
        let [a, b, c, d, ..] = self.bytes();
        usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or_default() % bound
    }

    /// A byte.
    pub fn byte(&mut self) -> u8 {
        self.bytes()[0]
    }

    /// A byte from `low` to `high`, both possible.
    pub fn between(&mut self, low: u8, high: u8) -> u8 {
        low + self.byte() % (high - low + 1)
    }

    /// A name that no other draw gives.
    pub fn name(&mut self) -> String {
        hex::encode(self.bytes())
    }
}
