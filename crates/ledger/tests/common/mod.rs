//! A chain with the project's own registry contract on it, and people who sign.
#![expect(dead_code, reason = "each test program uses its own part of this")]

use std::sync::Arc;

use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use tempfile::TempDir;
use tenderseal_ledger::{
    Address, Call, Embedded, EmbeddedConfig, GenesisParams, Ledger, ManualClock, Seed,
};
use tenderseal_rules::{
    Auth, ContractId, PublicKey,
    auth::intent,
    messages::{Act, RegisterOrg},
    profile::standard,
    registry::Founding,
    replay,
    roles::OrgKind,
};

/// 2026-01-01 00:00:00 UTC.
pub const START_MS: u64 = 1_767_225_600_000;
pub const RANDOM: [u8; 32] = [0x5e; 32];

/// An embedded chain in a temporary folder, with the registry deployed.
pub struct Installation {
    pub chain: Arc<Embedded>,
    pub clock: Arc<ManualClock>,
    pub registry: Address,
    pub founding: Founding,
    pub folder: TempDir,
}

impl Installation {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::new(START_MS));
        let config = EmbeddedConfig::new(folder.path().join("chain"), Arc::clone(&clock) as _);
        let chain = Embedded::create(&config, &params()).unwrap();
        let founding = founding();
        let registry = deploy(&chain, &founding).await;
        Self { chain: Arc::new(chain), clock, registry, founding, folder }
    }

    pub fn ledger(&self) -> Arc<dyn Ledger> {
        Arc::clone(&self.chain) as _
    }

    pub fn config(&self) -> EmbeddedConfig {
        EmbeddedConfig::new(self.folder.path().join("chain"), Arc::clone(&self.clock) as _)
    }

    /// A vendor's registration of itself that holds for an hour.
    pub fn registration(&self, vendor: u32) -> Call {
        registration(self.registry, vendor, START_MS / 1000 + 3600)
    }
}

pub fn params() -> GenesisParams {
    GenesisParams {
        random: RANDOM,
        node_seed: Seed::new([1; 32]),
        relayer_seed: Seed::new([2; 32]),
    }
}

pub fn founding() -> Founding {
    Founding {
        genesis: RANDOM,
        key_delay: 3600,
        profiles: standard(),
        name: "Procurement Authority".into(),
        number: "0001".into(),
        country: *b"CN",
        key: public_key(&signing_key(u32::MAX)),
    }
}

pub async fn deploy(chain: &Embedded, founding: &Founding) -> Address {
    let code = artifact("registry");
    chain.deploy(code, replay::founding_input(founding), [0; 32]).await.unwrap().address
}

/// The program of a contract as it is shipped.
pub fn artifact(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../contracts/artifacts");
    std::fs::read(format!("{folder}/{name}.polkavm")).unwrap()
}

pub fn signing_key(person: u32) -> SigningKey {
    let mut secret = [7; 32];
    secret[28..].copy_from_slice(&person.to_be_bytes());
    SigningKey::from_slice(&replay::sha256(&secret)).unwrap()
}

pub fn public_key(key: &SigningKey) -> PublicKey {
    let point = key.verifying_key().to_encoded_point(false);
    PublicKey(point.as_bytes()[1..].try_into().unwrap())
}

/// A vendor registers itself, signed with its own new key.
pub fn registration(registry: Address, vendor: u32, valid_until: u64) -> Call {
    let signer = signing_key(vendor);
    let key = public_key(&signer);
    let act = RegisterOrg {
        kind: OrgKind::Vendor,
        name: format!("Vendor {vendor}"),
        number: format!("V-{vendor}"),
        country: *b"CN",
        details: [0; 32],
        key,
    };
    let id = replay::key_id(&key);
    let bytes = intent(&RANDOM, &ContractId(registry), &act, &id, 1, valid_until);
    let signature: Signature = signer.sign(&bytes);
    let auth = Auth { key: id, nonce: 1, valid_until, signature: signature.to_bytes().into() };
    Call { to: registry, input: act.call(&auth) }
}
