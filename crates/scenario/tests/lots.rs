//! Random lots of random procurements: whatever is proposed and approved in whatever order, no number of a
//! procurement is published twice and all its lots agree on how many there are.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use tenderseal_rules::{
    Error, Hash, lot::Lot, messages::ApproveTender, tender::Cell, terms::Terms,
};
use tenderseal_scenario::{Cast, Chain, Installation, OpenChain, Refusal, Replay, lot};

const START: u64 = 1_800_000_000;

#[derive(Clone, Debug)]
enum Step {
    Propose(Lot),
    Approve(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let lot = (0..4u16, prop_oneof![4 => Just(3u16), 1 => 1..5u16], 0..3u8);
    prop_oneof![
        2 => lot.prop_map(|(number, of, procurement)| {
            Step::Propose(Lot { number, of, procurement: [procurement; 32] })
        }),
        3 => (0..8usize).prop_map(Step::Approve),
    ]
}

fn begun() -> Installation<Replay> {
    let cast = Cast::new([1; 32]);
    let chain = Replay::found(&cast.founding(), START).unwrap();
    let registry = chain.registry();
    let mut house = Installation::new(chain, registry, cast);
    house.enrol_everyone().unwrap();
    house.approve_code([5; 32]).unwrap();
    house
}

/// What the registry should have let pass, told without its cells.
#[derive(Default)]
struct Told(BTreeMap<Hash, (u16, BTreeSet<u16>)>);

impl Told {
    fn refusal(&self, lot: &Lot) -> Option<Error> {
        lot.check().err().or_else(|| {
            let (of, numbers) = self.0.get(&lot.procurement)?;
            if *of != lot.of {
                return Some(Error::LotCountDiffers);
            }
            numbers.contains(&lot.number).then_some(Error::LotTaken)
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_lots_never_share_a_number(steps in prop::collection::vec(step(), 60)) {
        let mut house = begun();
        let cast = house.cast();
        let mut told = Told::default();
        let mut waiting: Vec<(ApproveTender, Lot)> = Vec::new();
        let mut created = Vec::new();
        for step in steps {
            let before = house.chain.storage(house.registry);
            let (expected, done) = match step {
                Step::Propose(part) => {
                    let done = house.propose(lot(&cast, house.chain.now(), part));
                    let done = done.map(|approval| waiting.push((approval, part)));
                    (told.refusal(&part), done)
                }
                Step::Approve(at) if at < waiting.len() => {
                    let (approval, part) = waiting.remove(at);
                    let refusal = told.refusal(&part);
                    let done = house.act(&cast.approver, house.registry, &approval).map(|_| {
                        told.0.entry(part.procurement).or_insert((part.of, BTreeSet::new()))
                            .1.insert(part.number);
                        created.push((approval.proposal, part));
                    });
                    (refusal, done)
                }
                Step::Approve(_) => continue,
            };
            prop_assert_eq!(done.err(), expected.map(Refusal::Rule));
            let changed = house.chain.storage(house.registry) != before;
            prop_assert_eq!(changed, expected.is_none());
        }
        for (proposal, part) in created {
            let registry = tenderseal_rules::registry::Cell::Tender(proposal);
            let tender = house.read(house.registry, &registry).unwrap();
            let terms: Terms = house.read_long(tender, &Cell::Terms).unwrap();
            prop_assert_eq!(terms.lot, Some(part));
        }
    }
}
