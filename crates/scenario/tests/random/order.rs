//! The order in which bids come does not matter: the same offers, committed, opened and scored in another order, are
//! ranked alike, and only where everything else is equal the earlier commit is first.

use std::collections::BTreeMap;

use proptest::{prelude::*, test_runner::TestCaseError};
use tenderseal_rules::{
    ContractId, OrgId,
    ranking::Position,
    tender::{Cell, Opened, Place},
};
use tenderseal_scenario::{Actor, Cast, Installation, Replay, chain::Chain, plan};

use super::failed;

const START: u64 = 1_800_000_000;
const BIDS: usize = 7;

/// What a vendor offers and what each of two evaluators gives it.
#[derive(Clone, Copy, Debug)]
struct Offer {
    price: u128,
    points: [[u32; 2]; 2],
}

/// Few prices and few points, so that many offers are equal in one thing or in all.
fn offer() -> impl Strategy<Value = Offer> {
    let points = || (prop::sample::select(vec![5_000, 7_000, 8_000]), 6_000..6_002u32);
    let price = (1..5u128).prop_map(|price| price * 1_000);
    (price, points(), points())
        .prop_map(|(price, one, other)| Offer { price, points: [one.into(), other.into()] })
}

fn any_order() -> impl Strategy<Value = Vec<usize>> {
    Just((0..BIDS).collect::<Vec<_>>()).prop_shuffle()
}

fn published() -> (Installation<Replay>, ContractId, Vec<Actor>) {
    let cast = Cast::new([1; 32]);
    let chain = Replay::found(&cast.founding(), START).unwrap();
    let registry = chain.registry();
    let mut house = Installation::new(chain, registry, cast);
    house.enrol_everyone().unwrap();
    house.approve_code([5; 32]).unwrap();
    let vendors = house.enrol_vendors(BIDS).unwrap();
    let tender = house.publish(plan(&house.cast(), START)).unwrap();
    (house, tender, vendors)
}

/// A line of a ranking: what it is decided by, without number and commit, and whose it is.
type Line = ((u32, Vec<u32>, u128), OrgId, Position);

/// Plays the tender to its ranking; answers the places.
fn ranked(
    (mut house, tender, vendors): (Installation<Replay>, ContractId, Vec<Actor>),
    offers: &[Offer],
    [commits, reveals, scored]: &[Vec<usize>; 3],
) -> Result<Vec<Line>, TestCaseError> {
    let cast = house.cast();
    let mut bids = BTreeMap::new();
    for at in commits {
        let (act, _) = house.seal(tender, vendors[*at].org, offers[*at].price).map_err(failed)?;
        let bid = house.commit_as(&vendors[*at], tender, &act, &act.envelope).map_err(failed)?;
        bids.insert(*at, bid);
    }
    house.chain.advance_to(house.schedule(tender).map_err(failed)?.opening());
    for member in &cast.committee()[1..] {
        house.post_shares(member, tender).map_err(failed)?;
    }
    for at in reveals {
        house.reveal(tender, bids[at]).map_err(failed)?;
    }
    house.pass_objections(tender).map_err(failed)?;
    house.declare_all(tender).map_err(failed)?;
    for at in scored {
        for (evaluator, points) in cast.evaluators.iter().zip(offers[*at].points) {
            house.score(evaluator, tender, bids[at], points).map_err(failed)?;
        }
    }
    house.rank(tender).map_err(failed)?;
    let placed = house.state(tender).map_err(failed)?.placed;
    (0..placed)
        .map(|place| {
            let Place { line, .. } = house.read(tender, &Cell::Place(place))?;
            let opened: Opened = house.read(tender, &Cell::Opened(line.bid))?;
            let bid = house.bid(tender, line.bid)?;
            let price = opened.price.map_or(0, |(_, evaluated)| evaluated);
            Ok(((line.total_micropoints, line.criteria, price), bid.vendor, bid.committed))
        })
        .collect::<Result<_, _>>()
        .map_err(failed)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_in_which_bids_come_does_not_matter(
        offers in prop::collection::vec(offer(), BIDS),
        one in [any_order(), any_order(), any_order()],
        other in [any_order(), any_order(), any_order()],
    ) {
        let begun = published();
        let first = ranked(begun.clone(), &offers, &one)?;
        let second = ranked(begun, &offers, &other)?;
        // Whoever has a place has the same points at the same price, and the places are decided alike.
        let by_vendor = |lines: &[Line]| -> BTreeMap<_, _> {
            lines.iter().map(|(decided, vendor, _)| (*vendor, decided.clone())).collect()
        };
        prop_assert_eq!(by_vendor(&first), by_vendor(&second));
        let decided = |lines: &[Line]| -> Vec<_> {
            lines.iter().map(|(decided, ..)| decided.clone()).collect()
        };
        prop_assert_eq!(decided(&first), decided(&second));
        for lines in [&first, &second] {
            for pair in lines.windows(2) {
                let alike = pair[0].0 == pair[1].0;
                prop_assert!(!alike || pair[0].2 < pair[1].2, "a later commit before an equal one");
            }
        }
    }
}
