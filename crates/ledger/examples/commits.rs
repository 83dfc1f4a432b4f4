//! How many sealed bids a second an embedded chain takes: each call carries an envelope, has its
//! P-256 signature checked in the contract, and is answered once its block is durable.
//!
//! `cargo run --release -p tenderseal-ledger --example commits`

#[expect(dead_code, reason = "it is the tests', who also replay")]
#[path = "../tests/contracts_on_chain/mod.rs"]
mod contracts_on_chain;

use std::{sync::Arc, time::Instant};

use contracts_on_chain::OnChain;
use tenderseal_ledger::{Call, Ledger, LedgerError};
use tenderseal_rules::{
    messages::RegisterOrg,
    roles::{OrgKind, Role},
};
use tenderseal_scenario::{Cast, Installation, plan};

const VENDORS: usize = 512;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let cast = Cast::new([1; 32]);
    let chain = OnChain::found(&cast);
    let registry = chain.registry;
    let mut house = Installation::new(chain, registry, cast);
    house.enrol_everyone()?;
    let code = house.chain.upload("tender");
    house.approve_code(code)?;
    let cast = house.cast();

    let roles = [Role::OrgAdmin, Role::Vendor];
    let vendors: Vec<_> =
        (0..VENDORS).map(|at| cast.founder(&format!("vendor {at}"), &roles)).collect();
    let mut registrations = Vec::new();
    for vendor in &vendors {
        let act = RegisterOrg {
            kind: OrgKind::Vendor,
            name: "众合有限公司".into(),
            number: vendor.org.to_string(),
            country: *b"CN",
            details: [1; 32],
            key: vendor.key.public(),
        };
        registrations.push(house.signed(&vendor.key, registry, &act));
    }
    measure("registrations", &house.chain, registry.0, registrations)?;
    // One signs them all, with growing nonces: one after the other.
    for vendor in &vendors {
        house.admit(vendor.org)?;
    }

    let now = tenderseal_scenario::Chain::now(&house.chain);
    let tender = house.publish(plan(&cast, now))?;
    let mut commits = Vec::new();
    for vendor in &vendors {
        let (act, _) = house.seal(tender, vendor.org, 1_000_000)?;
        commits.push(house.signed(&vendor.key, tender, &act));
    }
    measure("commits of sealed bids", &house.chain, tender.0, commits)?;
    Ok(())
}

fn measure(
    what: &str,
    chain: &OnChain,
    to: [u8; 20],
    calls: Vec<Vec<u8>>,
) -> Result<(), LedgerError> {
    let (count, blocks) = (calls.len(), chain.ledger.head().number);
    let bytes: usize = calls.iter().map(Vec::len).sum();
    let ledger = Arc::clone(&chain.ledger);
    let begun = Instant::now();
    chain.run(futures_util::future::try_join_all(
        calls.into_iter().map(|input| ledger.submit(Call { to, input })),
    ))?;
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{count} {what} in {seconds:.2} s: {:.0} a second, {} bytes each, {} blocks",
        f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / seconds,
        bytes / count,
        chain.ledger.head().number - blocks
    );
    Ok(())
}
