//! Acts that meet in one block, on the bytecode: docs/STATE-MACHINES.md, "Races". What a scenario's chain never does, which
//! makes a block of each call.

use std::sync::Arc;

use parity_scale_codec::Encode;
use tenderseal_ledger::{Accepted, Call, Ledger, LedgerError};
use tenderseal_rules::{
    ContractId, Error,
    messages::{
        Ask, AskVendor, Complain, ConfirmAmendment, ConfirmAward, ProposeAward, ProposeContract,
        RegisterOrg, RequestKind, answer,
    },
    replay::sha256,
    roles::{OrgKind, Role},
    tender::{Award, BidStatus, Stage, final_from},
};
use tenderseal_scenario::{Chain, Installation, milestones, plan, requests::request};

use super::{OnChain, compare_with_the_rules, enrolled};

/// How often a race is run until its acts share a block.
const TRIES: u32 = 40;
const COMPLAINT: Complain = Complain { statement: [1; 32] };

/// What became of acts that were sent at once: the block and the index within it, or the refusal.
type Outcome = Result<(u32, u32), Error>;

/// Sends these calls at once, behind a registration that keeps the chain busy while they gather.
fn at_once(house: &mut Installation<OnChain>, to: ContractId, calls: Vec<Vec<u8>>) -> Vec<Outcome> {
    let busy = registration(house);
    let registry = house.registry;
    let ledger = Arc::clone(&house.chain.ledger);
    let sent = std::iter::once((registry, busy)).chain(calls.into_iter().map(|call| (to, call)));
    let answers = house.chain.run(async {
        let sent = sent.map(|(to, input)| ledger.submit(Call { to: to.0, input }));
        futures_util::future::join_all(sent).await
    });
    let told = |outcome: Result<Accepted, LedgerError>| match outcome {
        Ok(Accepted { block, index, .. }) => Ok((block, index)),
        Err(LedgerError::Refused { output }) => Err(answer(&output).unwrap_err()),
        Err(error) => panic!("the chain itself refused: {error}"),
    };
    answers.into_iter().skip(1).map(told).collect()
}

/// Somebody new registers.
fn registration(house: &mut Installation<OnChain>) -> Vec<u8> {
    let name = format!("busy {}", house.fresh_nonce());
    let founder = house.cast().founder(&name, &[Role::Vendor]);
    let act = RegisterOrg {
        kind: OrgKind::Vendor,
        name: name.clone(),
        number: name,
        country: *b"CN",
        details: [1; 32],
        key: founder.key.public(),
    };
    house.signed(&founder.key, house.registry, &act)
}

/// Whether all that was accepted is in one block, in the order in which it was sent. Whatever was refused in between
/// was tried there too.
fn is_shared(outcomes: &[Outcome]) -> bool {
    let accepted: Vec<_> = outcomes.iter().flatten().collect();
    assert!(accepted.is_sorted());
    accepted.iter().all(|(block, _)| *block == accepted[0].0)
}

/// Runs a race on one tender after the other until its acts shared a block; the race checks what became of them however they
/// fell, and answers the acts' outcomes.
fn race(run: impl Fn(&mut Installation<OnChain>) -> Vec<Outcome>) {
    let mut house = enrolled();
    let shared = (0..TRIES).any(|_| is_shared(&run(&mut house)));
    assert!(shared, "the acts never met in one block");
    compare_with_the_rules(&house);
}

fn published(house: &mut Installation<OnChain>) -> ContractId {
    let cast = house.cast();
    house.publish(plan(&cast, house.chain.now())).unwrap()
}

/// A tender that is ranked, its first bid the second vendor's.
fn ranked(house: &mut Installation<OnChain>) -> ContractId {
    let tender = published(house);
    let cast = house.cast();
    for (company, price) in cast.vendors.iter().zip([900, 800, 1_000]) {
        house.commit(company, tender, price).unwrap();
    }
    house.open_all(tender).unwrap();
    house.pass_objections(tender).unwrap();
    house.declare_all(tender).unwrap();
    for evaluator in &cast.evaluators {
        for bid in house.bids(tender, BidStatus::Opened).unwrap() {
            house.score(evaluator, tender, bid, [8_000, 8_000]).unwrap();
        }
    }
    house.rank(tender).unwrap();
    assert_eq!(house.state(tender).unwrap().first, Some(1));
    tender
}

/// A question without a name: it is taken wherever bids are, and marks the block.
fn question(house: &mut Installation<OnChain>, tender: ContractId) -> Vec<u8> {
    let ask: Ask = house.question(tender, "何时交货?");
    ask.call()
}

#[test]
fn in_the_block_of_an_amendment_a_bid_before_it_is_stale_and_one_after_it_refused() {
    race(|house| {
        let tender = published(house);
        let cast = house.cast();
        let [first, second, third] = &cast.vendors;
        let amendment = house.correction(tender).unwrap();
        house.act(&cast.officer, tender, &amendment).unwrap();
        let (before, _) = house.seal(tender, first.admin.org, 900).unwrap();
        let (after, _) = house.seal(tender, second.admin.org, 800).unwrap();
        // Sealed for the terms that are about to be in force.
        let (sealed_anew, _) = house.seal_ahead(tender, third.admin.org, 700, &amendment).unwrap();
        let confirmation = ConfirmAmendment { proposed: sha256(&amendment.encode()) };
        let calls = vec![
            house.signed(&first.bidder.key, tender, &before),
            house.signed(&cast.approver.key, tender, &confirmation),
            house.signed(&second.bidder.key, tender, &after),
            house.signed(&third.bidder.key, tender, &sealed_anew),
        ];
        let outcomes = at_once(house, tender, calls);
        assert!(outcomes[0].is_ok() && outcomes[1].is_ok() && outcomes[3].is_ok(), "{outcomes:?}");
        assert_eq!(outcomes[2], Err(Error::ContextTerms));
        let state = house.state(tender).unwrap();
        let [outdated, counts] = [0, 1].map(|bid| house.bid(tender, bid).unwrap());
        assert_eq!((outdated.vendor, outdated.terms), (first.admin.org, 1));
        assert!(outdated.is_stale(&state.terms) && outdated.status == BidStatus::Sealed);
        assert_eq!((counts.vendor, counts.terms), (third.admin.org, 2));
        assert!(!counts.is_stale(&state.terms));
        assert_eq!((state.bids, state.live, state.terms.version), (2, 1, 2));
        outcomes
    });
}

#[test]
fn in_the_block_of_an_amendment_nobody_bids_for_terms_that_are_not_yet_in_force() {
    race(|house| {
        let tender = published(house);
        let cast = house.cast();
        let [first, second, _] = &cast.vendors;
        let amendment = house.correction(tender).unwrap();
        house.act(&cast.officer, tender, &amendment).unwrap();
        let (too_soon, _) = house.seal_ahead(tender, first.admin.org, 700, &amendment).unwrap();
        let (too_late, _) = house.seal(tender, second.admin.org, 800).unwrap();
        let confirmation = ConfirmAmendment { proposed: sha256(&amendment.encode()) };
        let calls = vec![
            question(house, tender),
            house.signed(&first.bidder.key, tender, &too_soon),
            house.signed(&cast.approver.key, tender, &confirmation),
            house.signed(&second.bidder.key, tender, &too_late),
            question(house, tender),
        ];
        let outcomes = at_once(house, tender, calls);
        for at in [0, 2, 4] {
            assert!(outcomes[at].is_ok(), "{outcomes:?}");
        }
        assert_eq!(outcomes[1], Err(Error::ContextTerms));
        assert_eq!(outcomes[3], Err(Error::ContextTerms));
        assert_eq!(house.state(tender).unwrap().bids, 0);
        outcomes
    });
}

#[test]
fn in_the_block_in_which_the_standstill_ends_no_complaint_is_taken() {
    race(|house| {
        let tender = ranked(house);
        let cast = house.cast();
        house.award(tender).unwrap();
        let ends = final_from(&house.state(tender).unwrap()).unwrap();
        house.chain.advance_to(ends);
        let parts = milestones(ends, 800);
        let contract = |text| ProposeContract { contract: [text; 32], milestones: parts.clone() };
        let calls = vec![
            house.signed(&cast.officer.key, tender, &contract(1)),
            house.signed(&cast.vendors[0].bidder.key, tender, &COMPLAINT),
            house.signed(&cast.officer.key, tender, &contract(2)),
        ];
        let outcomes = at_once(house, tender, calls);
        assert!(outcomes[0].is_ok() && outcomes[2].is_ok(), "{outcomes:?}");
        assert_eq!(outcomes[1], Err(Error::Ended));
        assert_eq!(house.stage(tender), Ok(Stage::Awarded));
        let state = house.state(tender).unwrap();
        assert_eq!((state.complaints, state.stopped_at), (0, None));
        let (block, _) = outcomes[0].unwrap();
        let made = house.chain.run(house.chain.ledger.block(block)).unwrap().unwrap();
        assert_eq!(made.time, ends);
        outcomes
    });
}

#[test]
fn in_the_last_block_of_the_standstill_a_complaint_holds_it() {
    race(|house| {
        let tender = ranked(house);
        let cast = house.cast();
        house.award(tender).unwrap();
        let ends = final_from(&house.state(tender).unwrap()).unwrap();
        house.chain.advance_to(ends - 1);
        let [first, _, third] = &cast.vendors;
        let calls = vec![
            house.signed(&first.bidder.key, tender, &COMPLAINT),
            house.signed(&first.admin.key, tender, &COMPLAINT),
            house.signed(&third.bidder.key, tender, &COMPLAINT),
        ];
        let outcomes = at_once(house, tender, calls);
        assert!(outcomes[0].is_ok() && outcomes[2].is_ok(), "{outcomes:?}");
        assert_eq!(outcomes[1], Err(Error::ComplaintTwice));
        house.chain.advance_to(ends + 1_000);
        assert_eq!(house.stage(tender), Ok(Stage::Standstill));
        let state = house.state(tender).unwrap();
        assert_eq!((state.open_complaints, state.stopped_at), (2, Some(ends - 1)));
        outcomes
    });
}

#[test]
fn a_complaint_and_the_confirmation_of_an_award_in_one_block_the_first_holds() {
    for complaint_first in [true, false] {
        race(|house| {
            let tender = ranked(house);
            let cast = house.cast();
            let proposal = ProposeAward { bid: 1, round: 0 };
            house.act(&cast.officer, tender, &proposal).unwrap();
            let confirmation = ConfirmAward { proposed: sha256(&proposal.encode()) };
            let [first, _, third] = &cast.vendors;
            let complaint = house.signed(&first.bidder.key, tender, &COMPLAINT);
            let award = house.signed(&cast.approver.key, tender, &confirmation);
            let other = house.signed(&third.bidder.key, tender, &COMPLAINT);
            let calls = if complaint_first {
                vec![complaint, award, other]
            } else {
                vec![award, complaint, other]
            };
            let outcomes = at_once(house, tender, calls);
            let state = house.state(tender).unwrap();
            if complaint_first {
                assert_eq!(outcomes[1], Err(Error::ComplaintOpen));
                assert!(matches!(state.award, Award::Proposed { .. }));
                assert_eq!(state.stopped_at, None);
            } else {
                assert!(outcomes[1].is_ok(), "{outcomes:?}");
                assert!(matches!(state.award, Award::Confirmed { .. }));
                // The whole standstill is left.
                let ends = final_from(&state).unwrap();
                let left = ends - state.stopped_at.unwrap();
                assert_eq!(left, u64::from(state.schedule.standstill));
            }
            assert_eq!(state.open_complaints, 2);
            assert!(outcomes[0].is_ok() && outcomes[2].is_ok(), "{outcomes:?}");
            outcomes
        });
    }
}

#[test]
fn two_officers_who_propose_in_one_block_are_followed_in_their_order() {
    race(|house| {
        let tender = ranked(house);
        let cast = house.cast();
        let one = ProposeAward { bid: 1, round: 0 };
        let read = ConfirmAward { proposed: sha256(&one.encode()) };
        let unread = ConfirmAward { proposed: [1; 32] };
        let calls = vec![
            house.signed(&cast.director.key, tender, &one),
            house.signed(&cast.officer.key, tender, &one),
            // The director answers for nothing any more, so the second signature may be that one's.
            house.signed(&cast.director.key, tender, &unread),
            house.signed(&cast.director.key, tender, &read),
        ];
        let outcomes = at_once(house, tender, calls);
        for at in [0, 1, 3] {
            assert!(outcomes[at].is_ok(), "{outcomes:?}");
        }
        assert_eq!(outcomes[2], Err(Error::HashMismatch));
        assert_eq!(house.stage(tender), Ok(Stage::Standstill));
        outcomes
    });
}

#[test]
fn two_officers_who_ask_a_vendor_in_one_block_ask_once() {
    race(|house| {
        let tender = ranked(house);
        let cast = house.cast();
        let until = house.chain.now() + 1_000;
        let asking = |bid| -> AskVendor { request(bid, RequestKind::Correction, until) };
        let calls = vec![
            house.signed(&cast.officer.key, tender, &asking(1)),
            house.signed(&cast.director.key, tender, &asking(1)),
            house.signed(&cast.director.key, tender, &asking(0)),
        ];
        let outcomes = at_once(house, tender, calls);
        assert!(outcomes[0].is_ok() && outcomes[2].is_ok(), "{outcomes:?}");
        assert_eq!(outcomes[1], Err(Error::RequestOpen));
        assert_eq!(house.state(tender).unwrap().requests, 2);
        outcomes
    });
}
