//! How many sealed bids a second an embedded chain takes: each call carries an envelope, has its
//! P-256 signature checked in the contract, and is answered once its block is durable. Beside it
//! the same calls on pallet-revive alone, with no chain around it.
//!
//! `cargo xtask bench` builds and runs it. Prints one row of a Markdown table: what, measured,
//! beside it, ratio, wanted.

#[expect(dead_code, reason = "it is the tests', who also replay")]
#[path = "../../tests/contracts_on_chain/mod.rs"]
mod contracts_on_chain;

#[expect(dead_code, reason = "it is the tests', who also weigh")]
#[path = "../../tests/bare/mod.rs"]
mod bare;

use std::{error::Error, sync::Arc, time::Instant};

use bare::Bare;
use contracts_on_chain::OnChain;
use futures_util::{StreamExt, TryStreamExt, stream};
use tenderseal_ledger::{Call, Ledger};
use tenderseal_rules::{ContractId, Hash};
use tenderseal_scenario::{Cast, Chain, Installation, plan};

/// As the portal has it (docs/adr/0007).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Vendors, each of whom bids once.
const VENDORS: usize = 2_000;
/// Calls that wait for their answer at any time.
const SUBMITTERS: usize = 64;
/// What is wanted of the chain, commits a second.
const WANTED: f64 = 800.0;

/// A tender that takes bids, and the call of each vendor's bid.
struct Prepared<C> {
    house: Installation<C>,
    tender: ContractId,
    calls: Vec<Vec<u8>>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let cast = Cast::new([1; 32]);
    let (bare, registry) = Bare::found(&cast, 1_800_000_000)?;
    let code = bare.upload_tender()?;
    let bare = prepare(Installation::new(bare, registry, cast), code)?;
    let ceiling = measure_bare(&bare)?;

    let cast = Cast::new([1; 32]);
    let chain = OnChain::found(&cast);
    let (registry, code) = (chain.registry, chain.upload_tender());
    let chain = prepare(Installation::new(chain, registry, cast), code)?;
    let reached = measure_chain(&chain)?;
    println!(
        "| sealed bids committed on the embedded chain, {SUBMITTERS} submitters | {reached:.0}/s | \
         bare pallet-revive: {ceiling:.0}/s | {:.2} | ≥ {WANTED:.0}/s |",
        reached / ceiling
    );
    Ok(())
}

fn prepare<C: Chain>(
    mut house: Installation<C>,
    code: Hash,
) -> Result<Prepared<C>, Box<dyn Error>> {
    house.enrol_everyone()?;
    house.approve_code(code)?;
    let vendors = house.enrol_vendors(VENDORS)?;
    let cast = house.cast();
    let now = house.chain.now();
    let tender = house.publish(plan(&cast, now))?;
    let mut calls = Vec::with_capacity(VENDORS);
    for vendor in &vendors {
        let (act, _) = house.seal(tender, vendor.org, 1_000_000)?;
        calls.push(house.signed(&vendor.key, tender, &act));
    }
    Ok(Prepared { house, tender, calls })
}

/// Commits a second on pallet-revive alone.
fn measure_bare(prepared: &Prepared<Bare>) -> Result<f64, Box<dyn Error>> {
    let begun = Instant::now();
    for call in &prepared.calls {
        prepared.house.chain.bare_call(prepared.tender, call.clone())?;
    }
    Ok(per_second(prepared.calls.len(), begun))
}

/// Durable commits a second, end to end, with [`SUBMITTERS`].
fn measure_chain(prepared: &Prepared<OnChain>) -> Result<f64, Box<dyn Error>> {
    let chain = &prepared.house.chain;
    let to = prepared.tender.0;
    let ledger = Arc::clone(&chain.ledger);
    let begun = Instant::now();
    chain.run(
        stream::iter(prepared.calls.iter().cloned())
            .map(|input| ledger.submit(Call { to, input }))
            .buffer_unordered(SUBMITTERS)
            .try_for_each(async |_| Ok(())),
    )?;
    Ok(per_second(prepared.calls.len(), begun))
}

fn per_second(count: usize, begun: Instant) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / begun.elapsed().as_secs_f64()
}
