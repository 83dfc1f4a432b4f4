//! Our own runtime's verifier of signatures (`tenderseal-runtime`, adr/0010): hash and curve in one call, and a
//! faster curve. Not every chain has it: whatever does not answer in its words is not it.

use ink::prelude::vec::Vec;
use tenderseal_rules::{PublicKey, Signature};

use crate::call;

/// Where the runtime keeps it.
const ADDRESS: [u8; 20] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x54, 0x53, 0, 0];
/// `verify(bytes32 r, bytes32 s, bytes32 x, bytes32 y, bytes message)`: the first 4 bytes of
/// its Keccak-256.
const SELECTOR: [u8; 4] = [0xf2, 0xfd, 0x7e, 0x98];
/// Longer messages it does not take.
const MESSAGE_MAX: usize = 8 * 1024;
/// SHA-256 of `"TENDERSEAL-P256 valid"`.
const VALID: [u8; 32] = [
    0x58, 0x20, 0xc1, 0x1e, 0xa5, 0xcd, 0xee, 0x40, 0xf6, 0xa8, 0xe1, 0x10, 0x6f, 0x5a, 0x15, 0x72,
    0xc6, 0x38, 0x00, 0x63, 0x4f, 0x8f, 0x95, 0xd8, 0xca, 0x1e, 0xb0, 0xdd, 0x53, 0xd9, 0xdd, 0x25,
];
/// SHA-256 of `"TENDERSEAL-P256 invalid"`.
const INVALID: [u8; 32] = [
    0x03, 0x98, 0x56, 0xbe, 0x03, 0x6f, 0xbc, 0x19, 0xb7, 0x59, 0x4c, 0x0d, 0xe4, 0xa2, 0x85, 0xcb,
    0x7c, 0x50, 0x47, 0x68, 0x06, 0x6b, 0x60, 0x52, 0x99, 0x50, 0x6e, 0xed, 0x40, 0x40, 0x28, 0x33,
];

/// Whether the signature is the key's; `None` when the verifier is not there or does not take the message.
pub(crate) fn ask(message: &[u8], signature: &Signature, key: &PublicKey) -> Option<bool> {
    if message.len() > MESSAGE_MAX {
        return None;
    }
    let verdict = call::precompile(ADDRESS, &input(message, signature, key))?;
    if verdict == VALID { Some(true) } else { (verdict == INVALID).then_some(false) }
}

/// Solidity's ABI: the four words, where the message begins, its length, the message filled up to a word.
fn input(message: &[u8], signature: &Signature, key: &PublicKey) -> Vec<u8> {
    const HEAD: usize = 5 * 32;
    let filled = message.len().next_multiple_of(32);
    let mut input = Vec::with_capacity(4 + HEAD + 32 + filled);
    input.extend_from_slice(&SELECTOR);
    input.extend_from_slice(signature);
    input.extend_from_slice(&key.0);
    input.extend_from_slice(&word(HEAD));
    input.extend_from_slice(&word(message.len()));
    input.extend_from_slice(message);
    input.resize(4 + HEAD + 32 + filled, 0);
    input
}

fn word(number: usize) -> [u8; 32] {
    let mut word = [0; 32];
    word[24..].copy_from_slice(&(number as u64).to_be_bytes());
    word
}
