//! The contracts' bytecode on the embedded chain stands the trial that the rules stand, and what
//! it stored is what the rules store when the chain's own blocks are replayed: byte for byte.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod contracts_on_chain;
#[path = "contracts_on_chain/races.rs"]
mod races;

use std::{collections::BTreeMap, sync::Arc};

use contracts_on_chain::{OnChain, artifact, replay_blocks};
use parity_scale_codec::Encode;
use tenderseal_chain::ChainError;
use tenderseal_ledger::{Act, Call, Ledger, LedgerError};
use tenderseal_rules::{
    ContractId, Error,
    host::{Signatory, Standing},
    messages::{
        Act as _, AdmitOrg, CELL, CommitBid, PAUSED, RefuseOrg, RegisterOrg, ReplaceBid, STAGE,
        TENDER, Tally, WithdrawBid, has_role_call, reading, signatory_call,
    },
    registry::DEFAULT_ADMIN_ROLE,
    replay::{ROOT_CELL, keccak256},
    roles::{OrgKind, Role},
    tender::Stage,
};
use tenderseal_scenario::{
    Actor, Cast, Chain, Installation, OpenChain, Refusal, Trial, installation::VALID_FOR, plan,
    walk,
};

fn house() -> Installation<OnChain> {
    let cast = Cast::new([1; 32]);
    let chain = OnChain::found(&cast);
    let registry = chain.registry;
    Installation::new(chain, registry, cast)
}

fn enrolled() -> Installation<OnChain> {
    let mut house = house();
    house.enrol_everyone().unwrap();
    let code = house.chain.upload_tender();
    house.approve_code(code).unwrap();
    house
}

/// Every contract's storage on the chain is what the replay of its blocks gives; the headers'
/// state roots prove it; and nothing else does.
fn compare_with_the_rules(house: &Installation<OnChain>) {
    let chain = &house.chain;
    let world = replay_blocks(chain);
    let replayed: Vec<_> = world.contracts().collect();
    let mut known: Vec<_> = house.contracts().collect();
    known.sort_unstable();
    assert!(known.iter().all(|contract| replayed.contains(contract)));
    let head = chain.ledger.head().number;
    let genesis = chain.ledger.genesis();
    let block = chain.run(chain.ledger.block(head)).unwrap().unwrap();
    let header = tenderseal_chain::sealed_header(&block.header, &genesis.node_key).unwrap();
    for contract in replayed {
        let cells = world.cells(contract).unwrap();
        assert_eq!(chain.storage(contract), *cells, "{contract}");
        assert_eq!(cells.get(&ROOT_CELL[..]), Some(&vec![]), "ink! keeps its root cell");

        let proof = chain.run(chain.ledger.state_proof(head, contract.0)).unwrap();
        let prove =
            |cells| tenderseal_chain::contract_state(&header.state_root, contract.0, &proof, cells);
        let name = if contract == chain.registry { "registry" } else { "tender" };
        assert_eq!(prove(cells.clone()), Ok(keccak256(&artifact(name))));
        let mut without_root = cells.clone();
        without_root.remove(&ROOT_CELL[..]);
        assert!(matches!(prove(without_root), Err(ChainError::Invalid(_))));
        let mut changed = cells.clone();
        let last = changed.values_mut().last().and_then(|value| value.last_mut()).unwrap();
        *last ^= 1;
        assert!(matches!(prove(changed), Err(ChainError::Invalid(_))));
    }
}

#[test]
fn the_bytecode_stands_the_whole_trial_and_stores_what_the_rules_store() {
    let house = house();
    let code = house.chain.upload_tender();
    let mut trial = Trial::new(house);
    trial.whole(code).unwrap();
    compare_with_the_rules(&trial.house);
    the_proceedings_alone_do_nothing(&mut trial.house);
}

/// Where a tender's instance of the proceedings is: CREATE1, its first contract.
fn proceedings_of(tender: ContractId) -> ContractId {
    let hash = keccak256(&[&[0xd6, 0x94][..], &tender.0, &[1]].concat());
    ContractId(hash[12..].try_into().unwrap())
}

/// Every message, as a tender accepted it, is refused when it is sent to the tender's instance of
/// the proceedings. The instance runs the program of that name and holds nothing.
fn the_proceedings_alone_do_nothing(house: &mut Installation<OnChain>) {
    let mut accepted = BTreeMap::new();
    for number in 1..=house.chain.ledger.head().number {
        let block = house.chain.run(house.chain.ledger.block(number)).unwrap().unwrap();
        for extrinsic in &block.extrinsics {
            if let Act::Call(Call { to, input }) = tenderseal_chain::act(extrinsic).unwrap()
                && to != house.registry.0
            {
                accepted.insert(*input.first_chunk::<4>().unwrap(), (ContractId(to), input));
            }
        }
    }
    let bidding = [CommitBid::SELECTOR, ReplaceBid::SELECTOR, WithdrawBid::SELECTOR];
    for (name, selector) in TENDER.iter().filter(|message| ![STAGE, CELL].contains(message)) {
        let (tender, input) = accepted.get(selector).unwrap_or_else(|| panic!("{name}"));
        let refused = house.chain.call(proceedings_of(*tender), input);
        if bidding.contains(selector) {
            assert!(matches!(refused, Err(Refusal::Chain(_))), "{name}: {refused:?}");
        } else {
            assert_eq!(refused, Err(Refusal::Rule(Error::Corrupt)), "{name}");
        }
    }
    let chain = &house.chain;
    let head = chain.ledger.head().number;
    let block = chain.run(chain.ledger.block(head)).unwrap().unwrap();
    for tender in &house.tenders {
        let instance = proceedings_of(*tender).0;
        let proof = chain.run(chain.ledger.state_proof(head, instance)).unwrap();
        let header =
            tenderseal_chain::sealed_header(&block.header, &chain.ledger.genesis().node_key)
                .unwrap();
        let code = tenderseal_chain::contract_state(
            &header.state_root,
            instance,
            &proof,
            [(ROOT_CELL.to_vec(), vec![])],
        );
        assert_eq!(code, Ok(keccak256(&artifact("proceedings"))), "{tender}");
    }
}

#[test]
fn a_tender_whose_proceedings_are_not_on_the_chain_is_not_made() {
    let mut house = house();
    house.enrol_everyone().unwrap();
    let code = house.chain.upload("tender");
    house.approve_code(code).unwrap();
    let cast = house.cast();
    let approval = house.propose(plan(&cast, house.chain.now())).unwrap();
    let before = house.chain.storage(house.registry);
    let refused = house.act(&cast.approver, house.registry, &approval);
    assert_eq!(refused, Err(Refusal::Rule(Error::TenderFailed)));
    assert_eq!(house.chain.storage(house.registry), before);

    house.chain.upload("proceedings");
    house.act(&cast.approver, house.registry, &approval).unwrap();
}

#[test]
fn code_that_is_not_on_the_chain_makes_no_tender() {
    let mut house = house();
    house.enrol_everyone().unwrap();
    house.approve_code([9; 32]).unwrap();
    let cast = house.cast();
    let approval = house.propose(plan(&cast, house.chain.now())).unwrap();
    let before = house.chain.storage(house.registry);
    let refused = house.act(&cast.approver, house.registry, &approval);
    // pallet-revive ends the whole call here, before the registry could say `TenderFailed`.
    assert_eq!(refused, Err(Refusal::Chain("the call failed: CodeNotFound".into())));
    assert_eq!(house.chain.storage(house.registry), before);

    // The proposal stays open: with good code it becomes a tender.
    let code = house.chain.upload_tender();
    house.approve_code(code).unwrap();
    house.act(&cast.approver, house.registry, &approval).unwrap();
}

#[test]
fn a_running_tender_keeps_its_code_when_another_is_approved() {
    let mut house = enrolled();
    let cast = house.cast();
    let tender = house.publish(plan(&cast, house.chain.now())).unwrap();
    house.approve_code([9; 32]).unwrap();
    house.commit(&cast.vendors[0], tender, 100).unwrap();
    compare_with_the_rules(&house);
}

#[test]
fn every_act_in_every_stage_is_as_the_document_has_it() {
    let mut house = enrolled();
    let table = walk::table(include_str!("../../../docs/STATE-MACHINES.md")).unwrap();
    house.walk(&table).unwrap();
    compare_with_the_rules(&house);
}

#[test]
fn calls_that_share_a_block_are_replayed_like_all_others() {
    let mut house = enrolled();
    let cast = house.cast();
    let founders: Vec<_> =
        (0..24).map(|at| cast.founder(&format!("vendor {at}"), &[Role::Vendor])).collect();
    let mut calls = Vec::new();
    for founder in &founders {
        let act = RegisterOrg {
            kind: OrgKind::Vendor,
            name: "众合有限公司".into(),
            number: founder.org.to_string(),
            country: *b"CN",
            details: [1; 32],
            key: founder.key.public(),
        };
        calls.push(house.signed(&founder.key, house.registry, &act));
        calls.push(house.signed(
            &cast.registrar.key,
            house.registry,
            &AdmitOrg { org: founder.org },
        ));
        // The second decision on an organisation is refused, wherever it lands.
        let refuse = RefuseOrg { org: founder.org, reason: [1; 32] };
        calls.push(house.signed(&cast.registrar.key, house.registry, &refuse));
    }
    let before = house.chain.ledger.head().number;
    let ledger = Arc::clone(&house.chain.ledger);
    let to = house.registry.0;
    let answers = house.chain.run(async {
        let sent = calls.into_iter().map(|input| ledger.submit(Call { to, input }));
        futures_util::future::join_all(sent).await
    });
    let accepted = answers.iter().filter(|answer| answer.is_ok()).count();
    let refused = Err(LedgerError::Refused { output: vec![0, 1, Error::NotPending.number()] });
    assert_eq!(accepted, 48);
    assert_eq!(answers.iter().filter(|answer| **answer == refused).count(), 24);
    let blocks = house.chain.ledger.head().number - before;
    assert!(blocks < 48, "{blocks} blocks: nothing was shared");
    compare_with_the_rules(&house);
}

#[test]
fn what_is_no_message_is_refused_by_the_chain() {
    let mut house = enrolled();
    let cast = house.cast();
    let act = AdmitOrg { org: cast.applicant.org };
    let good = house.signed(&cast.registrar.key, house.registry, &act);
    let head = house.chain.ledger.head();
    for call in [vec![], good[..3].to_vec(), [&[0; 4], &good[4..]].concat()] {
        let refused = house.chain.call(house.registry, &call);
        assert!(matches!(refused, Err(Refusal::Chain(_))), "{refused:?}");
    }
    assert_eq!(house.chain.ledger.head(), head);
    house.chain.call(house.registry, &good).unwrap();
}

/// ink! would read missing bytes as zeros and ignore what follows; then the replay of a block
/// could not tell what the contract saw.
#[test]
fn a_call_has_one_spelling() {
    let mut house = enrolled();
    let cast = house.cast();
    let tender = house.publish(plan(&cast, house.chain.now())).unwrap();
    let mut reveals = Vec::new();
    for (company, price) in cast.vendors.iter().zip([300, 200, 100]) {
        let (bid, receipt) = house.commit(company, tender, price).unwrap();
        reveals.push(receipt.reveal(bid).call());
    }
    let ask = house.question(tender, "何时交货?").call();
    for call in [[&ask[..], &[0]].concat(), ask[..ask.len() - 1].to_vec()] {
        let refused = house.chain.call(tender, &call);
        assert_eq!(refused, Err(Refusal::Rule(Error::Malformed)), "{} bytes", call.len());
    }
    house.chain.call(tender, &ask).unwrap();
    let self_reveal = house.schedule(tender).unwrap().self_reveal();
    house.chain.advance_to(self_reveal);
    let act = AdmitOrg { org: cast.applicant.org };
    let signed = house.signed(&cast.registrar.key, house.registry, &act);
    for (to, good) in [(house.registry, &signed), (tender, &reveals[0])] {
        for call in [
            [good.as_slice(), &[0]].concat(),
            [good.as_slice(), &vec![0; 20_000]].concat(),
            good[..good.len() - 1].to_vec(),
        ] {
            let refused = house.chain.call(to, &call);
            assert_eq!(refused, Err(Refusal::Rule(Error::Malformed)), "{} bytes", call.len());
        }
        house.chain.call(to, good).unwrap();
    }
    for reveal in &reveals[1..] {
        house.chain.call(tender, reveal).unwrap();
    }
    house.pass_objections(tender).unwrap();
    house.declare_all(tender).unwrap();
    for evaluator in &cast.evaluators {
        for bid in 0..3 {
            house.score(evaluator, tender, bid, [9_000, 9_000]).unwrap();
        }
    }
    let sloppy = [&Tally {}.call()[..], &[0]].concat();
    let refused = house.chain.call(tender, &sloppy);
    assert_eq!(refused, Err(Refusal::Rule(Error::Malformed)));
    house.rank(tender).unwrap();
    compare_with_the_rules(&house);
}

#[test]
fn the_contracts_answer_what_their_cells_say() {
    let mut house = enrolled();
    let cast = house.cast();
    let tender = house.publish(plan(&cast, house.chain.now())).unwrap();
    let stage = |house: &Installation<OnChain>| {
        let answer = house.chain.query(tender, STAGE.1.to_vec());
        reading::<Result<Stage, Error>>(&answer).unwrap().unwrap()
    };
    assert_eq!(stage(&house), Stage::Bidding);
    let deadline = house.schedule(tender).unwrap().deadline;
    house.chain.advance_to(deadline);
    assert_eq!(stage(&house), Stage::Unsuccessful);

    let ask = |who: &Actor| -> Option<Signatory> {
        reading(&house.chain.query(house.registry, signatory_call(&who.key.id()))).unwrap()
    };
    let officer = ask(&cast.officer).unwrap();
    assert_eq!((officer.person, officer.org), (cast.officer.person, cast.officer.org));
    assert!(officer.active && officer.roles == cast.officer.roles);
    assert_eq!(officer.standing, Standing::Admitted);
    assert!(!ask(&cast.retired).unwrap().active);
    assert_eq!(ask(&cast.applicant).unwrap().standing, Standing::NotAdmitted);
    assert_eq!(ask(&cast.stranger), None);
    assert_eq!(house.chain.cell(tender, &ROOT_CELL), Some(vec![]));
    assert_eq!(house.chain.cell(tender, &(99u8, VALID_FOR).encode()), None);
    let nowhere = ContractId([0; 20]);
    assert!(matches!(house.chain.call(nowhere, &[]), Err(Refusal::Chain(_))));
}

#[test]
fn the_registry_answers_to_the_names_of_openbrush() {
    let mut house = enrolled();
    let cast = house.cast();
    let vendor = &cast.vendors[0];
    let asked = |house: &Installation<OnChain>, role: u32, who: &Actor| -> bool {
        let call = has_role_call(role, &who.key.id());
        reading(&house.chain.query(house.registry, call)).unwrap()
    };
    let standing = |house: &Installation<OnChain>| {
        let answer = house.chain.query(house.registry, signatory_call(&vendor.bidder.key.id()));
        reading::<Option<Signatory>>(&answer).unwrap().unwrap().standing
    };
    let bids = Role::Vendor as u32;
    assert!(asked(&house, DEFAULT_ADMIN_ROLE, &cast.registrar));
    assert!(asked(&house, bids, &vendor.bidder) && !asked(&house, bids, &cast.officer));
    assert!(!asked(&house, bids, &cast.stranger) && !asked(&house, 3, &vendor.admin));
    let until = house.chain.now() + 100;
    house.debar(vendor.admin.org, until).unwrap();
    assert_eq!(standing(&house), Standing::Debarred);
    house.suspend(vendor.admin.org).unwrap();
    assert_eq!(standing(&house), Standing::Suspended);
    assert!(!asked(&house, bids, &vendor.bidder));
    house.reinstate(vendor.admin.org).unwrap();
    assert_eq!(standing(&house), Standing::Admitted);

    let paused = |house: &Installation<OnChain>| -> bool {
        reading(&house.chain.query(house.registry, PAUSED.1.to_vec())).unwrap()
    };
    assert!(!paused(&house));
    house.pause().unwrap();
    assert!(paused(&house));
    house.unpause().unwrap();
    assert!(!paused(&house));
    compare_with_the_rules(&house);
}
