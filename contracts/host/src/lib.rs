//! What pallet-revive lends to the rules: cells, hashes, signatures, time.
//!
//! Every failure of the host is an error or a "no", never a value: ink's own SHA-256 throws a
//! failed precompile's answer away and would leave a hash of zeros.
#![cfg_attr(not(feature = "std"), no_std)]

mod call;
mod cell;
pub mod proceedings;
mod signatures;

use ink::env::{DefaultEnvironment, hash::Keccak256, hash_bytes};
use ink::prelude::vec::Vec;
use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Error, Event, Hash, KeyId, PublicKey, Signature,
    host::{Host, RegistryHost, Signatory, TenderHost},
    messages::{self, NEW},
    tender::Birth,
};

// A program has 8 KiB of stack if it asks for no more (polkavm-linker), and stops without an answer where that ends.
#[cfg(target_arch = "riscv64")]
polkavm_derive::min_stack_size!(64 * 1024);

/// Address of the SHA-256 precompile.
const SHA256: u16 = 0x02;
/// Address of the P-256 verification precompile.
const P256_VERIFY: u16 = 0x0100;
/// Room for the answer about a key: well above what [`Signatory`] takes.
const SIGNATORY_MAX: usize = 256;

/// Everything that happens is one event; its data is what happened.
#[ink::event]
pub struct Happened {
    /// What.
    pub event: Event,
}

/// The address of a precompile that every chain has.
const fn standard(index: u16) -> [u8; 20] {
    let mut address = [0; 20];
    [address[18], address[19]] = index.to_be_bytes();
    address
}

/// The chain as the rules see it.
pub struct Chain;

impl Host for Chain {
    fn now(&self) -> u64 {
        ink::env::block_timestamp::<DefaultEnvironment>()
    }

    fn block(&self) -> u32 {
        ink::env::block_number::<DefaultEnvironment>()
    }

    fn contract(&self) -> ContractId {
        ContractId(ink::env::address().0)
    }

    fn input_len(&self) -> usize {
        call::input_len()
    }

    fn sha256(&self, bytes: &[u8]) -> Result<Hash, Error> {
        call::precompile(standard(SHA256), bytes).ok_or(Error::HostFailed)
    }

    fn keccak256(&self, bytes: &[u8]) -> Hash {
        let mut hash = Hash::default();
        hash_bytes::<Keccak256>(bytes, &mut hash);
        hash
    }

    /// Our own runtime's verifier where there is one, else the precompiles of every chain.
    fn verify_p256(
        &self,
        message: &[u8],
        signature: &Signature,
        key: &PublicKey,
    ) -> Result<bool, Error> {
        if let Some(verdict) = signatures::ask(message, signature, key) {
            return Ok(verdict);
        }
        let mut input = [0; 160];
        input[..32].copy_from_slice(&self.sha256(message)?);
        input[32..96].copy_from_slice(signature);
        input[96..].copy_from_slice(&key.0);
        let mut yes = [0; 32];
        yes[31] = 1;
        Ok(call::precompile(standard(P256_VERIFY), &input) == Some(yes))
    }

    fn load(&self, key: &[u8]) -> Option<Vec<u8>> {
        cell::load(key)
    }

    fn save(&mut self, key: &[u8], value: &[u8]) {
        cell::save(key, value);
    }

    fn emit(&mut self, event: Event) {
        ink::env::emit_event(Happened { event });
    }
}

impl RegistryHost for Chain {
    fn create_tender(
        &mut self,
        code: &Hash,
        salt: &Hash,
        birth: &Birth,
    ) -> Result<ContractId, Error> {
        let mut input = code.to_vec();
        input.extend_from_slice(&NEW.1);
        birth.encode_to(&mut input);
        call::create(&input, Some(salt)).map(ContractId).ok_or(Error::TenderFailed)
    }
}

impl TenderHost for Chain {
    fn signatory(&self, registry: &ContractId, key: &KeyId) -> Result<Option<Signatory>, Error> {
        let mut answer = [0; SIGNATORY_MAX];
        let output = call::read(&registry.0, &messages::signatory_call(key), &mut answer)
            .ok_or(Error::RegistryFailed)?;
        messages::reading(output).map_err(|_| Error::RegistryFailed)
    }
}
