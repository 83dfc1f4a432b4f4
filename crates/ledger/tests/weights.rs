//! What the contracts weigh: their code in bytes, each message in pallet-revive's weight. Both are
//! written down in contracts/weights.toml; a test fails when one has grown by more than a tenth.
//!
//! After a change that is worth its weight: `TENDERSEAL_WRITE_WEIGHTS=1 cargo test --release
//! --workspace --test weights`.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod bare;
#[expect(dead_code, reason = "another test's chain, of which this one needs the programs")]
mod contracts_on_chain;

use std::{collections::BTreeMap, fs};

use bare::Bare;
use contracts_on_chain::artifact;
use serde::{Deserialize, Serialize};
use tenderseal_rules::{
    ContractId,
    messages::{
        CancelReason, ComplaintOutcome, Fault, ForfeitureGround, RefuseOrg, RejectionGround,
        ReturnMilestone, TerminationGround,
    },
    replay::sha256,
    roles::{Role, Roles},
    tender::BidStatus,
};
use tenderseal_scenario::{
    Actor, Cast, Chain, Installation, cast::profiles, comparing, milestones, moderated, plan,
    prequalified, qualification::LEAD, secured, trial::documented, two_envelopes,
};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../contracts/weights.toml");
const HEAD: &str = "\
# What the contracts weigh. crates/ledger/tests/weights.rs compares: more than a tenth above what stands
# here is a failure, and the way to write it anew stands there.
# `bytes`: of the programs. `messages`: the most that a call of a small tender (three bids, two criteria,
# two evaluators, a committee of three) used, `ref_time` in picoseconds and `proof_size` in bytes.

";

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Weights {
    bytes: BTreeMap<String, u64>,
    messages: BTreeMap<String, Message>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Message {
    ref_time: u64,
    proof_size: u64,
}

#[test]
fn nothing_has_grown_by_more_than_a_tenth() {
    let weights = weigh();
    if std::env::var_os("TENDERSEAL_WRITE_WEIGHTS").is_some() {
        fs::write(FILE, HEAD.to_owned() + &toml::to_string(&weights).unwrap()).unwrap();
    }
    let recorded: Weights = toml::from_str(&fs::read_to_string(FILE).unwrap()).unwrap();
    let names = |weights: &Weights| weights.messages.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&weights), names(&recorded), "the messages");
    let mut grown = Vec::new();
    let mut compare = |what: String, now: u64, then: u64| {
        if now > then + then / 10 {
            grown.push(format!("{what}: {then} → {now}"));
        }
    };
    for (name, bytes) in &weights.bytes {
        compare(format!("bytes of {name}"), *bytes, recorded.bytes[name]);
    }
    for (name, message) in &weights.messages {
        let then = recorded.messages[name];
        compare(format!("ref_time of {name}"), message.ref_time, then.ref_time);
        compare(format!("proof_size of {name}"), message.proof_size, then.proof_size);
    }
    assert_eq!(grown, Vec::<String>::new(), "see the head of contracts/weights.toml");
}

/// Every message that the trial documents, in one course.
fn weigh() -> Weights {
    let house = play();
    let weighed = house.chain.weights();
    let message = |name: &str| {
        let hash = sp_crypto_hashing::blake2_256(name.as_bytes());
        let weight = weighed.get(&hash[..4]).unwrap_or_else(|| panic!("{name} was not played"));
        Message { ref_time: weight.ref_time(), proof_size: weight.proof_size() }
    };
    let bytes = |name: &str| (name.to_owned(), artifact(name).len() as u64);
    Weights {
        bytes: ["proceedings", "registry", "tender"].map(bytes).into(),
        messages: documented()
            .iter()
            .map(|(name, _)| ((*name).to_owned(), message(name)))
            .collect(),
    }
}

fn play() -> Installation<Bare> {
    let cast = Cast::new([1; 32]);
    let (chain, registry) = Bare::found(&cast, 1_800_000_000).unwrap();
    let code = chain.upload_tender().unwrap();
    let mut house = Installation::new(chain, registry, cast);
    house.enrol_everyone().unwrap();
    house.approve_code(code).unwrap();
    let cast = house.cast();
    let refusal = RefuseOrg { org: cast.applicant.org, reason: [1; 32] };
    house.act(&cast.registrar, registry, &refusal).unwrap();

    let [vendor, _, other] = &cast.vendors;
    house.suspend(vendor.admin.org).unwrap();
    house.debar(vendor.admin.org, house.chain.now() + 1).unwrap();
    house.reinstate(vendor.admin.org).unwrap();
    house.pause().unwrap();
    house.unpause().unwrap();
    let profile = house.add_profile(profiles()[0].clone()).unwrap();
    house.retire_profile(profile).unwrap();
    let clerk = Actor { org: other.admin.org, ..cast.founder("clerk", &[Role::Vendor]) };
    house.add(&other.admin, &clerk).unwrap();
    let both = Roles::of(&[Role::OrgAdmin, Role::Vendor]);
    house.set_roles(&other.admin, clerk.person, both).unwrap();
    house.revoke(&other.admin, clerk.key.id()).unwrap();

    let qualifying = house.publish(prequalified(&cast, house.chain.now(), LEAD)).unwrap();
    house.apply(&vendor.bidder, qualifying).unwrap();
    house.qualify(qualifying, vendor.admin.org, true).unwrap();
    house.commit(vendor, qualifying, 100).unwrap();

    let apart = house.publish(two_envelopes(plan(&cast, house.chain.now()))).unwrap();
    for (company, price) in cast.vendors.iter().zip([100, 200, 300]) {
        house.commit(company, apart, price).unwrap();
    }
    house.reseal_all(apart).unwrap();
    house.reshare_seed(&vendor.bidder, apart, 0).unwrap();
    house.read_all(apart).unwrap();

    let cancelled = house.publish(plan(&cast, house.chain.now())).unwrap();
    house.cancel(cancelled, CancelReason::Irregularity).unwrap();

    let tender = house.publish(plan(&cast, house.chain.now())).unwrap();
    let question = house.ask(tender, "质保期从何时起算?").unwrap();
    let answer = house.answering(tender, question, "自验收合格之日起算。").unwrap();
    house.act(&cast.officer, tender, &answer).unwrap();
    let deadline = house.schedule(tender).unwrap().deadline;
    house.extend(tender, deadline + 60).unwrap();
    let correction = house.correction(tender).unwrap();
    house.amend(tender, &correction).unwrap();
    for (company, price) in cast.vendors.iter().zip([100, 200, 300]) {
        house.commit(company, tender, price).unwrap();
    }
    house.replace(&cast.vendors[0], tender, 90).unwrap();
    house.withdraw(&cast.vendors[1], tender).unwrap();
    house.commit(&cast.vendors[1], tender, 190).unwrap();
    house.open_all(tender).unwrap();
    let objector = &cast.vendors[0].bidder;
    let objection = house.object(objector, tender, 2, Fault::Reseal).unwrap();
    house.decide(tender, objection, false).unwrap();
    house.pass_objections(tender).unwrap();
    let [first, second] = &cast.evaluators;
    house.declare(first, tender, &[other.admin.org]).unwrap();
    let substitute = &cast.substitute.actor;
    house.change_seat(tender, second.person, Some(substitute.person)).unwrap();
    house.declare(substitute, tender, &[]).unwrap();
    for number in house.bids(tender, BidStatus::Opened).unwrap() {
        let excluded = house.bid(tender, number).unwrap().vendor == other.admin.org;
        for evaluator in [first].into_iter().filter(|_| !excluded).chain([substitute]) {
            house.score(evaluator, tender, number, [8_000, 7_000]).unwrap();
        }
    }
    house.rank(tender).unwrap();
    house.award(tender).unwrap();
    contracts(&mut house, tender);
    remedies(&mut house);
    requests(&mut house);
    moderation(&mut house);
    house
}

/// A tender in which the lowest price is explained and accepted.
fn requests(house: &mut Installation<Bare>) {
    let cast = house.cast();
    let tender = house.publish(comparing(plan(&cast, house.chain.now()))).unwrap();
    for (company, price) in cast.vendors.iter().zip([100, 200]) {
        house.commit(company, tender, price).unwrap();
    }
    score_and_rank(house, tender);
    house.explain(&cast.vendors[0].bidder, tender, 0).unwrap();
    house.accept(tender, 0).unwrap();
    house.award(tender).unwrap();
}

/// A tender whose panel agrees on points.
fn moderation(house: &mut Installation<Bare>) {
    let cast = house.cast();
    let tender = house.publish(moderated(plan(&cast, house.chain.now()))).unwrap();
    for (company, price) in cast.vendors.iter().zip([100, 200, 300]) {
        house.commit(company, tender, price).unwrap();
    }
    house.open_all(tender).unwrap();
    house.pass_objections(tender).unwrap();
    house.declare_all(tender).unwrap();
    for number in house.bids(tender, BidStatus::Opened).unwrap() {
        for evaluator in &cast.evaluators {
            house.score(evaluator, tender, number, [8_000, 7_000]).unwrap();
        }
    }
    house.agree_all(tender, [8_000, 7_000]).unwrap();
    // Another sheet takes everybody's agreement away.
    house.agree(&cast.evaluators[0], tender, 0, [9_000, 7_000]).unwrap();
    house.agree(&cast.evaluators[1], tender, 0, [9_000, 7_000]).unwrap();
    house.rank(tender).unwrap();
}

/// A tender that is suspended, complained about, and whose first bid is passed over.
fn remedies(house: &mut Installation<Bare>) {
    let cast = house.cast();
    let tender = awarded(house);
    house.suspend_tender(tender).unwrap();
    house.resume_tender(tender).unwrap();
    let [first, second, _] = &cast.vendors;
    let complaint = house.complain(&first.bidder, tender).unwrap();
    house.withdraw_complaint(&first.bidder, tender, complaint).unwrap();
    let complaint = house.complain(&second.bidder, tender).unwrap();
    house.decide_complaint(tender, complaint, ComplaintOutcome::Dismissed).unwrap();
    let first = house.state(tender).unwrap().first.unwrap();
    house.reject(tender, first, RejectionGround::NotQualified).unwrap();
    let complaint = house.complain(&second.bidder, tender).unwrap();
    house.award(tender).unwrap_err();
    house.decide_complaint(tender, complaint, ComplaintOutcome::Reevaluate).unwrap();
}

/// The contract on an award, performed; and another one, terminated.
fn contracts(house: &mut Installation<Bare>, tender: ContractId) {
    let cast = house.cast();
    pass_standstill(house, tender);
    house.sign_contract(tender).unwrap();
    let value = house.contract(tender).unwrap().value + 10;
    house.change_contract(tender, value, milestones(house.chain.now(), value)).unwrap();
    house.report_milestone(tender, 0).unwrap();
    let report = sha256("履约报告".as_bytes());
    let returning = ReturnMilestone { milestone: 0, report, reason: [1; 32] };
    house.act(&cast.officer, tender, &returning).unwrap();
    house.perform_contract(tender).unwrap();
    house.complete_contract(tender).unwrap();

    // The winner does not sign: its security is forfeited, and the other's returned when that one did.
    let tender = awarded(house);
    pass_standstill(house, tender);
    house.reject(tender, 0, RejectionGround::RefusedToSign).unwrap();
    house.forfeit(tender, 0, ForfeitureGround::RefusedToSign).unwrap();
    house.award(tender).unwrap();
    pass_standstill(house, tender);
    house.sign_contract(tender).unwrap();
    house.return_security(tender, 1).unwrap();
    house.terminate_contract(tender, TerminationGround::VendorDefault).unwrap();
}

/// A tender whose award was confirmed.
fn awarded(house: &mut Installation<Bare>) -> ContractId {
    let cast = house.cast();
    let tender = house.publish(secured(plan(&cast, house.chain.now()), 86_400)).unwrap();
    for (company, price) in cast.vendors.iter().zip([100, 200]) {
        house.commit(company, tender, price).unwrap();
    }
    score_and_rank(house, tender);
    house.award(tender).unwrap();
    tender
}

fn score_and_rank(house: &mut Installation<Bare>, tender: ContractId) {
    let cast = house.cast();
    house.open_all(tender).unwrap();
    house.pass_objections(tender).unwrap();
    for evaluator in &cast.evaluators {
        house.declare(evaluator, tender, &[]).unwrap();
    }
    for number in house.bids(tender, BidStatus::Opened).unwrap() {
        for evaluator in &cast.evaluators {
            house.score(evaluator, tender, number, [8_000, 7_000]).unwrap();
        }
    }
    house.rank(tender).unwrap();
}

fn pass_standstill(house: &mut Installation<Bare>, tender: ContractId) {
    let standstill = u64::from(house.schedule(tender).unwrap().standstill);
    house.chain.advance_to(house.chain.now() + standstill);
}
