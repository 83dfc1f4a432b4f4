//! A chain that is killed while it writes, twenty times. After each restart every call that was
//! acknowledged is there, and the whole chain verifies.
//!
//! The program starts itself: with a folder as its argument it is the writer, which registers
//! vendors as fast as it can and prints each one once it was told that it is durable; without,
//! it kills writers and looks at what they leave.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod common;

use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
    thread,
    time::Duration,
};

use common::{deploy, founding, params, registration};
use tenderseal_ledger::{Act, Embedded, EmbeddedConfig, Ledger, SystemClock};

const ROUNDS: u32 = 20;
const SUBMITTERS: u32 = 16;
/// The variable that names the folder: the writer's sign.
const FOLDER: &str = "TENDERSEAL_CRASH_FOLDER";
const FIRST_VENDOR: &str = "TENDERSEAL_CRASH_FIRST_VENDOR";

fn config(folder: &Path) -> EmbeddedConfig {
    EmbeddedConfig::new(folder, Arc::new(SystemClock))
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    match env::var_os(FOLDER) {
        Some(folder) => runtime.block_on(write(Path::new(&folder))),
        None => runtime.block_on(survive()),
    }
}

/// A vendor whose registration was acknowledged, and where.
struct Acknowledged {
    vendor: u32,
    block: u32,
    index: u32,
    valid_until: u64,
}

async fn survive() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chain");
    let chain = Embedded::create(&config(&path), &params()).unwrap();
    let registry = deploy(&chain, &founding()).await;
    drop(chain);

    let mut all = Vec::new();
    for round in 0..ROUNDS {
        let writer = start(&path, round * 1_000_000);
        let acknowledged = kill_under_load(writer, round);
        assert!(!acknowledged.is_empty(), "round {round}: killed before the first acknowledgement");
        all.extend(acknowledged);

        let chain = Embedded::open(&config(&path)).unwrap();
        let head = chain.verify_chain(0).unwrap();
        for one in &all {
            let block = chain.block(one.block).await.unwrap().unwrap();
            let act = tenderseal_chain::act(&block.extrinsics[one.index as usize]).unwrap();
            assert_eq!(act, Act::Call(registration(registry, one.vendor, one.valid_until)));
        }
        println!(
            "crash round {round}: head {}, {} acknowledged calls are there",
            head.number,
            all.len()
        );
    }
}

fn start(path: &Path, first_vendor: u32) -> Child {
    Command::new(env::current_exe().unwrap())
        .env(FOLDER, path)
        .env(FIRST_VENDOR, first_vendor.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Kills the writer (SIGKILL) some time after it began to acknowledge, a different time in every
/// round, and returns what it had acknowledged.
fn kill_under_load(mut writer: Child, round: u32) -> Vec<Acknowledged> {
    let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let killer = thread::spawn(move || {
        thread::sleep(Duration::from_micros(u64::from(round) * 97_919 % 400_000 + 50_000));
        writer.kill().unwrap();
        writer.wait().unwrap();
    });
    // The last line may be half written; what is whole was acknowledged.
    let acknowledged = std::iter::once(first)
        .chain(lines.map_while(Result::ok))
        .filter_map(|line| parse(&line))
        .collect();
    killer.join().unwrap();
    acknowledged
}

fn parse(line: &str) -> Option<Acknowledged> {
    let mut numbers = line.strip_suffix(" durable")?.split(' ');
    let mut number = || numbers.next()?.parse::<u64>().ok();
    Some(Acknowledged {
        vendor: number()?.try_into().ok()?,
        block: number()?.try_into().ok()?,
        index: number()?.try_into().ok()?,
        valid_until: number()?,
    })
}

async fn write(folder: &Path) {
    let first: u32 = env::var(FIRST_VENDOR).unwrap().parse().unwrap();
    let chain = Arc::new(Embedded::open(&config(folder)).unwrap());
    let registry = registry_of(&*chain).await;
    let submitters = (0..SUBMITTERS).map(|submitter| {
        let chain = Arc::clone(&chain);
        tokio::spawn(async move {
            for at in 0.. {
                let vendor = first + at * SUBMITTERS + submitter;
                let valid_until = chain.head().time + 3600;
                let call = registration(registry, vendor, valid_until);
                let done = chain.submit(call).await.unwrap();
                let line =
                    format!("{vendor} {} {} {valid_until} durable\n", done.block, done.index);
                std::io::stdout().write_all(line.as_bytes()).unwrap();
            }
        })
    });
    futures_util::future::join_all(submitters).await;
}

/// The first contract on the chain.
async fn registry_of(chain: &dyn Ledger) -> [u8; 20] {
    let block = chain.block(1).await.unwrap().unwrap();
    block.events[0].1.contract
}
