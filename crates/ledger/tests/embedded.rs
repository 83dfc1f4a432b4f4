//! What is the embedded chain's own: its files, its restarts, its refusals to use what is broken.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod common;

use std::{
    fs,
    io::{Read, Seek, SeekFrom, Write},
    os::unix::fs::PermissionsExt,
    path::Path,
    sync::Arc,
};

use common::{Installation, START_MS, params};
use parity_scale_codec::Encode;
use tempfile::TempDir;
use tenderseal_ledger::{
    Embedded, EmbeddedConfig, GenesisParams, Ledger, LedgerError, ManualClock, Seed,
};

fn config(folder: &Path) -> EmbeddedConfig {
    EmbeddedConfig::new(folder.join("chain"), Arc::new(ManualClock::new(START_MS)))
}

#[tokio::test]
async fn a_restarted_chain_goes_on_from_its_head_and_old_states_stay_readable() {
    let installation = Installation::new().await;
    let (config, registry) = (installation.config(), installation.registry);
    installation.chain.submit(installation.registration(1)).await.unwrap();
    let head = installation.chain.head();
    let storage = installation.chain.contract_storage(head.number, registry).await.unwrap();
    let second = installation.registration(2);
    let Installation { chain, folder, .. } = installation;
    drop(chain);

    let chain = Embedded::open(&config).unwrap();
    assert_eq!(chain.head(), head);
    assert_eq!(chain.verify_chain(0).unwrap(), head);
    let accepted = chain.submit(second).await.unwrap();
    assert_eq!(accepted.block, head.number + 1);
    assert_eq!(chain.contract_storage(head.number, registry).await.unwrap(), storage);
    assert_ne!(chain.contract_storage(accepted.block, registry).await.unwrap(), storage);
    drop((chain, folder));
}

#[tokio::test]
async fn time_does_not_go_back_when_the_clock_does_after_a_restart() {
    let installation = Installation::new().await;
    installation.clock.advance_ms(1_000_000);
    let head = installation.chain.tick().await.unwrap();
    let Installation { chain, folder, .. } = installation;
    drop(chain);

    let chain = Embedded::open(&config(folder.path())).unwrap();
    let next = chain.tick().await.unwrap();
    assert_eq!(next.time, head.time);
    assert_eq!(chain.verify_chain(0).unwrap(), next);
}

#[test]
fn a_chain_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    assert!(!Embedded::exists(&config.path));
    assert!(matches!(Embedded::open(&config), Err(LedgerError::Keys(_))));
    let genesis = Embedded::create(&config, &params()).unwrap().genesis();
    assert!(Embedded::exists(&config.path));
    assert!(matches!(Embedded::create(&config, &params()), Err(LedgerError::Store(_))));
    assert_eq!(Embedded::open(&config).unwrap().genesis(), genesis);
}

#[test]
fn a_set_up_that_was_interrupted_is_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    fs::create_dir_all(&config.path).unwrap();
    fs::write(config.path.join("chain.redb-unfinished"), b"half").unwrap();
    fs::write(config.path.join("chain.keys-unfinished"), b"half").unwrap();
    assert!(!Embedded::exists(&config.path));
    let chain = Embedded::create(&config, &params()).unwrap();
    assert_eq!(chain.verify_chain(0).unwrap().number, 0);
}

#[test]
fn installations_differ_in_genesis_by_their_random_bytes_alone() {
    let folder = tempfile::tempdir().unwrap();
    let make = |name: &str, random| {
        let params = GenesisParams { random, ..params() };
        Embedded::create(&config(&folder.path().join(name)), &params).unwrap().genesis()
    };
    let (one, other) = (make("one", [1; 32]), make("other", [2; 32]));
    assert_eq!(one.node_key, other.node_key);
    assert_ne!(one.hash, other.hash);
    assert_eq!(make("again", [1; 32]), one);
}

#[test]
fn the_key_file_is_for_its_owner_and_its_chain_only() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    drop(Embedded::create(&config, &params()).unwrap());
    let keys = config.path.join("chain.keys");
    assert_eq!(fs::metadata(&keys).unwrap().permissions().mode() & 0o777, 0o600);

    fs::set_permissions(&keys, fs::Permissions::from_mode(0o640)).unwrap();
    assert!(matches!(Embedded::open(&config), Err(LedgerError::Keys(_))));
    fs::set_permissions(&keys, fs::Permissions::from_mode(0o600)).unwrap();
    drop(Embedded::open(&config).unwrap());

    let seeds = fs::read(&keys).unwrap();
    fs::write(&keys, &seeds[..63]).unwrap();
    assert!(matches!(Embedded::open(&config), Err(LedgerError::Keys(_))));
    let mut foreign = seeds.clone();
    foreign[0] ^= 1;
    fs::write(&keys, &foreign).unwrap();
    assert!(matches!(Embedded::open(&config), Err(LedgerError::Keys(_))));
}

#[tokio::test]
async fn secrets_are_in_the_key_file_and_not_in_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    let params = GenesisParams {
        random: [3; 32],
        node_seed: Seed::new(*b"the seed of the node's seal key."),
        relayer_seed: Seed::new(*b"the seed of the relayer's key..."),
    };
    let chain = Embedded::create(&config, &params).unwrap();
    chain.tick().await.unwrap();
    drop(chain);
    let holds = |file: &str, seed: &[u8]| {
        let bytes = fs::read(config.path.join(file)).unwrap();
        bytes.windows(seed.len()).any(|window| window == seed)
    };
    for seed in [&params.node_seed, &params.relayer_seed] {
        assert!(holds("chain.keys", seed.as_slice()));
        assert!(!holds("chain.redb", seed.as_slice()));
    }
    assert!(holds("chain.redb", &params.random), "the search finds what is there");
}

#[tokio::test]
async fn a_chain_is_open_in_one_process_at_a_time() {
    let installation = Installation::new().await;
    assert!(matches!(Embedded::open(&installation.config()), Err(LedgerError::Store(_))));
}

#[tokio::test]
async fn a_changed_head_block_is_reported_when_the_chain_is_opened() {
    let installation = Installation::new().await;
    let extrinsic = registered(&installation).await;
    let (config, folder) = close(installation);

    flip(&config.path.join("chain.redb"), &extrinsic[100..200]);

    assert!(matches!(Embedded::open(&config), Err(LedgerError::Corrupt(_))));
    drop(folder);
}

#[tokio::test]
async fn a_changed_old_block_is_reported_when_it_is_read() {
    let installation = Installation::new().await;
    let extrinsic = registered(&installation).await;
    let block = installation.chain.head().number;
    let head = installation.chain.tick().await.unwrap();
    let (config, folder) = close(installation);

    flip(&config.path.join("chain.redb"), &extrinsic[100..200]);

    let chain = Embedded::open(&config).unwrap();
    assert!(matches!(chain.verify_chain(0), Err(LedgerError::Corrupt(_))));
    assert!(matches!(chain.block(block).await, Err(LedgerError::Corrupt(_))));
    assert!(matches!(chain.receipt(block, 1).await, Err(LedgerError::Corrupt(_))));
    assert_eq!(chain.head(), head);
    drop(folder);
}

#[tokio::test]
async fn a_changed_state_is_reported_and_never_built_upon() {
    let installation = Installation::new().await;
    let registry = installation.registry;
    let founding = installation.founding.clone();
    let settings = (founding.genesis, founding.key_delay).encode();
    installation.chain.tick().await.unwrap();
    let head = installation.chain.tick().await.unwrap();
    let call = installation.registration(1);
    let (config, folder) = close(installation);

    flip(&config.path.join("chain.redb"), &settings);

    let chain = Embedded::open(&config).unwrap();
    let storage = chain.contract_storage(head.number, registry).await;
    assert!(matches!(storage, Err(LedgerError::Corrupt(_))));
    let query = chain.query(call.to, call.input.clone()).await;
    assert!(matches!(query, Err(LedgerError::Corrupt(_))));
    assert!(matches!(chain.submit(call).await, Err(LedgerError::Corrupt(_))));
    assert_eq!(chain.head(), head);
    drop(folder);
}

/// Registers a vendor; returns the extrinsic.
async fn registered(installation: &Installation) -> Vec<u8> {
    let accepted = installation.chain.submit(installation.registration(1)).await.unwrap();
    let block = installation.chain.block(accepted.block).await.unwrap().unwrap();
    block.extrinsics[accepted.index as usize].clone()
}

fn close(installation: Installation) -> (EmbeddedConfig, TempDir) {
    let config = installation.config();
    drop(installation.chain);
    (config, installation.folder)
}

/// Flips a bit in every place of the file that holds these bytes.
fn flip(path: &Path, bytes: &[u8]) {
    let mut file = fs::OpenOptions::new().read(true).write(true).open(path).unwrap();
    let mut content = Vec::new();
    file.read_to_end(&mut content).unwrap();
    let places: Vec<_> =
        (0..content.len() - bytes.len()).filter(|at| content[*at..].starts_with(bytes)).collect();
    assert!(!places.is_empty());
    for at in places {
        file.seek(SeekFrom::Start(at as u64)).unwrap();
        file.write_all(&[content[at] ^ 1]).unwrap();
    }
}
