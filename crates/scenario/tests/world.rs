//! The trial on the rules themselves, and what only they can be asked.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use parity_scale_codec::Encode;
use tenderseal_rules::{
    Error, cells,
    messages::{Act, AddPerson, AdmitOrg, ConfirmAmendment, RejectionGround},
    profile::{INVITED_MAX, Profile, standard},
    registry::{Founding, PEOPLE_MAX},
    replay::sha256,
    roles::{Role, Roles},
    tender::{Bid, Cell, Stage, State},
};
use tenderseal_scenario::{
    Actor, Cast, Chain, Installation, OpenChain, Refusal, Replay, Trial,
    cast::profiles,
    invitation, plan,
    walk::{Row, table},
};

const START: u64 = 1_800_000_000;

fn house() -> Installation<Replay> {
    let cast = Cast::new([1; 32]);
    let chain = Replay::found(&cast.founding(), START).unwrap();
    let registry = chain.registry();
    Installation::new(chain, registry, cast)
}

#[test]
fn every_refusal_of_every_message_is_the_documented_one_and_leaves_no_trace() {
    Trial::new(house()).whole([5; 32]).unwrap();
}

#[test]
fn every_act_in_every_stage_is_as_the_document_has_it() {
    let mut house = house();
    house.enrol_everyone().unwrap();
    house.approve_code([5; 32]).unwrap();
    let table = table(include_str!("../../../docs/STATE-MACHINES.md")).unwrap();
    assert_eq!(table.len(), 56);
    house.walk(&table).unwrap();

    // And a document that is wrong in one field would be found out.
    let row = |act: &str| table.iter().find(|row| row.act == act).unwrap().clone();
    let tally = row("tally");
    let mut more = tally.clone();
    more.works.push(Stage::Closed);
    let fewer = Row { works: Vec::new(), ..row("declare") };
    let another = Row { refusals: vec!["TooLate".to_owned()], ..tally };
    for (wrong, found) in [
        (more, "tally in Closed: NotEvaluation"),
        (fewer, "declare in Closed works"),
        (another, "tally in Bidding: NotEvaluation"),
    ] {
        let said = house.walk(&[wrong]).unwrap_err();
        assert!(said.starts_with(found), "{said}");
    }
}

#[test]
fn the_same_seed_gives_the_same_cells_and_another_seed_others() {
    let play = |seed| {
        let cast = Cast::new([seed; 32]);
        let chain = Replay::found(&cast.founding(), START).unwrap();
        let registry = chain.registry();
        let mut house = Installation::new(chain, registry, cast);
        house.enrol_everyone().unwrap();
        house.chain.storage(registry)
    };
    assert_eq!(play(1), play(1));
    assert_ne!(play(1), play(2));
}

#[test]
fn an_organisation_holds_a_thousand_people_and_no_more() {
    let mut house = house();
    house.enrol_everyone().unwrap();
    let cast = house.cast();
    let clerk = |number: u32| Actor {
        org: cast.neighbour.org,
        roles: Roles::of(&[Role::Officer]),
        ..cast.founder(&format!("clerk {number}"), &[])
    };
    // The founder and one officer are there.
    for number in 2..PEOPLE_MAX {
        house.add(&cast.neighbour_admin, &clerk(number)).unwrap();
    }
    let refused = house.add(&cast.neighbour_admin, &clerk(PEOPLE_MAX));
    assert_eq!(refused, Err(Refusal::Rule(Error::TooManyPeople)));
}

#[test]
fn a_tender_that_the_chain_cannot_create_leaves_its_proposal_open() {
    let mut house = house();
    house.enrol_everyone().unwrap();
    house.approve_code([5; 32]).unwrap();
    let cast = house.cast();
    for _ in 0..Replay::TENDERS {
        house.publish(plan(&cast, START)).unwrap();
    }
    let approval = house.propose(plan(&cast, START)).unwrap();
    let before = house.chain.storage(house.registry);
    let refused = house.act(&cast.approver, house.registry, &approval);
    assert_eq!(refused, Err(Refusal::Rule(Error::TenderFailed)));
    assert_eq!(house.chain.storage(house.registry), before);
}

#[test]
fn a_registry_is_founded_with_good_profiles_and_sixty_four_at_most() {
    let cast = Cast::new([1; 32]);
    let profile = &profiles()[0];
    let founded = |profiles: Vec<Profile>| {
        Replay::found(&Founding { profiles, ..cast.founding() }, START).map(drop)
    };
    assert_eq!(founded(vec![]), Ok(()));
    assert_eq!(founded(standard()), Ok(()));
    assert_eq!(founded(vec![profile.clone(); 64]), Ok(()));
    assert_eq!(founded(vec![profile.clone(); 65]), Err(Error::TooMany));
    let bad = Profile { min_bids: 0, ..profile.clone() };
    assert_eq!(founded(vec![profile.clone(), bad]), Err(Error::ProfileBidsInvalid));
}

#[test]
fn sixty_four_vendors_can_be_invited_and_bid() {
    let mut house = house();
    house.enrol_everyone().unwrap();
    house.approve_code([5; 32]).unwrap();
    let cast = house.cast();
    let vendors = house.enrol_vendors(INVITED_MAX).unwrap();
    let orgs: Vec<_> = vendors.iter().map(|vendor| vendor.org).collect();
    let tender = house.publish(invitation(&cast, START, &orgs)).unwrap();
    for vendor in &vendors {
        let (bid, _) = house.seal(tender, vendor.org, 100).unwrap();
        house.commit_as(vendor, tender, &bid, &bid.envelope).unwrap();
    }
    let refused = house.commit(&cast.vendors[0], tender, 100).map(drop);
    assert_eq!(refused, Err(Refusal::Rule(Error::NotInvited)));
}

#[test]
fn a_call_that_is_no_message_is_refused() {
    let mut house = house();
    house.enrol_everyone().unwrap();
    let cast = house.cast();
    let good =
        house.signed(&cast.registrar.key, house.registry, &AdmitOrg { org: cast.applicant.org });
    let before = house.chain.storage(house.registry);
    for (call, error) in [
        (vec![], Error::Malformed),
        (good[..3].to_vec(), Error::Malformed),
        (good[..good.len() - 1].to_vec(), Error::Malformed),
        ([&good[..], &[0]].concat(), Error::Malformed),
        ([&[0; 4], &good[4..]].concat(), Error::UnknownMessage),
        ([&AddPerson::SELECTOR, &good[4..]].concat(), Error::Malformed),
    ] {
        assert_eq!(house.chain.call(house.registry, &call), Err(Refusal::Rule(error)));
    }
    let nowhere = tenderseal_rules::ContractId([0; 20]);
    assert_eq!(house.chain.call(nowhere, &good), Err(Refusal::Rule(Error::UnknownMessage)));
    assert_eq!(house.chain.storage(house.registry), before);
    house.chain.call(house.registry, &good).unwrap();
}

#[test]
fn in_the_block_of_an_amendment_a_bid_before_it_is_stale_and_one_after_it_refused() {
    let mut house = house();
    house.enrol_everyone().unwrap();
    house.approve_code([5; 32]).unwrap();
    let cast = house.cast();
    let tender = house.publish(plan(&cast, house.chain.now())).unwrap();
    let amendment = house.correction(tender).unwrap();
    house.act(&cast.officer, tender, &amendment).unwrap();
    let [first, second, _] = &cast.vendors;
    let (before, _) = house.seal(tender, first.admin.org, 900).unwrap();
    let (after, _) = house.seal(tender, second.admin.org, 800).unwrap();
    let confirmation = ConfirmAmendment { proposed: sha256(&amendment.encode()) };
    let calls = [
        house.signed(&first.bidder.key, tender, &before),
        house.signed(&cast.approver.key, tender, &confirmation),
        house.signed(&second.bidder.key, tender, &after),
    ];

    let (mut world, moment) = (house.chain.world().clone(), house.chain.moment());
    let [bid, amended, late] = calls.map(|call| world.call(tender, &call, moment).err());
    assert_eq!((bid, amended, late), (None, None, Some(Error::ContextTerms)));
    let view = world.view(tender, moment);
    let state: State = cells::get(&view, &Cell::State).unwrap().unwrap();
    let bid: Bid = cells::get(&view, &Cell::Bid(0)).unwrap().unwrap();
    assert!(bid.is_stale(&state.terms));
    assert_eq!((bid.committed.block, state.bids, state.live), (moment.block, 1, 0));
}

/// Whoever is rejected in whatever order: the first of a frozen ranking is always the best who is left.
#[test]
fn a_frozen_ranking_of_many_is_passed_over_in_its_order() {
    let mut house = house();
    house.enrol_everyone().unwrap();
    house.approve_code([5; 32]).unwrap();
    let cast = house.cast();
    let vendors = house.enrol_vendors(13).unwrap();
    let tender = house.publish(plan(&cast, START)).unwrap();
    // 13 bids whose order is another than that of their commits.
    for (at, vendor) in (0u32..).zip(&vendors) {
        let price = 1_000 + u128::from(at * 5 % 13);
        let (act, _) = house.seal(tender, vendor.org, price).unwrap();
        house.commit_as(vendor, tender, &act, &act.envelope).unwrap();
    }
    house.open_all(tender).unwrap();
    house.pass_objections(tender).unwrap();
    house.declare_all(tender).unwrap();
    for evaluator in &cast.evaluators {
        for bid in 0..13 {
            // One is below the minimum and has no place.
            let points = if bid == 7 { 100 } else { 9_000 };
            house.score(evaluator, tender, bid, [points, 9_000]).unwrap();
        }
    }
    house.rank(tender).unwrap();
    let mut row: Vec<u32> = house.order(tender).unwrap().iter().map(|line| line.bid).collect();
    assert_eq!(row.pop(), Some(7));
    house.award(tender).unwrap();
    let mut rounds = 0;
    let mut award = |house: &mut Installation<Replay>, row: &[u32]| {
        let state = house.state(tender).unwrap();
        assert_eq!((state.first, state.round), (row.first().copied(), rounds));
        rounds += 1;
    };
    award(&mut house, &row);
    for turn in [7usize, 4, 0, 3, 3, 0, 5, 1, 0, 0, 0, 0] {
        let turn = turn % row.len();
        let bid = row.remove(turn);
        house.reject(tender, bid, RejectionGround::Other).unwrap();
        if turn == 0 {
            award(&mut house, &row);
        } else {
            assert_eq!(house.state(tender).unwrap().first, row.first().copied());
        }
        if turn == 0 && !row.is_empty() {
            house.award(tender).unwrap();
        }
    }
    assert!(row.is_empty());
    assert_eq!(house.state(tender).unwrap().valid, 1);
    assert_eq!(house.stage(tender), Ok(Stage::Unsuccessful));
}
