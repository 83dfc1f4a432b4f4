//! Random lots of random procurements: whatever is proposed and approved in whatever order, no number of a
//! procurement is published twice and all its lots agree on how many there are.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::collections::{BTreeMap, BTreeSet};

use proptest::{prelude::*, test_runner::TestCaseError};
use tenderseal_rules::{
    Error, Hash, lot::Lot, messages::ApproveTender, tender::Cell, terms::Terms,
};
use tenderseal_scenario::{Actor, Cast, Chain, Installation, OpenChain, Refusal, Replay, lot};

const START: u64 = 1_800_000_000;
const ACTS: usize = 220;
/// Who approves, or tries to.
const PEOPLE: usize = 6;

#[derive(Clone, Debug)]
enum Step {
    Propose(Lot),
    Approve { at: usize, who: usize },
}

fn step() -> impl Strategy<Value = Step> {
    // As many procurements as keep some of their numbers free to the end.
    let lot = (0..5u16, prop_oneof![4 => Just(4u16), 1 => 1..6u16], 0..24u8);
    prop_oneof![
        5 => lot.prop_map(|(number, of, procurement)| {
            Step::Propose(Lot { number, of, procurement: [procurement; 32] })
        }),
        6 => (0..8usize, 0..PEOPLE).prop_map(|(at, who)| Step::Approve { at, who }),
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

    fn take(&mut self, lot: &Lot) {
        let (_, numbers) = self.0.entry(lot.procurement).or_insert((lot.of, BTreeSet::new()));
        numbers.insert(lot.number);
    }
}

/// Somebody by number, and why a lot is not theirs to approve, if it is not.
fn approver(cast: &Cast, who: usize) -> (Actor, Option<Error>) {
    let everybody = [
        (&cast.approver, None),
        (&cast.director, None),
        (&cast.approver, None),
        (&cast.officer, Some(Error::MissingRole)),
        (&cast.neighbour, Some(Error::ForeignOrganisation)),
        (&cast.vendors[0].bidder, Some(Error::MissingRole)),
    ];
    let (person, refusal) = everybody[who];
    (person.clone(), refusal)
}

/// Plays the steps; answers what was created.
fn play(
    house: &mut Installation<Replay>,
    steps: &[Step],
) -> Result<Vec<(u32, Lot)>, TestCaseError> {
    let cast = house.cast();
    let mut told = Told::default();
    let mut waiting: Vec<(ApproveTender, Lot)> = Vec::new();
    let mut created = Vec::new();
    for step in steps {
        let before = house.chain.storage(house.registry);
        let (expected, done) = match *step {
            Step::Propose(part) => {
                let done = house.propose(lot(&cast, house.chain.now(), part));
                let done = done.map(|approval| waiting.push((approval, part)));
                (told.refusal(&part), done)
            }
            Step::Approve { at, who } if !waiting.is_empty() => {
                let at = at % waiting.len();
                let (approval, part) = &waiting[at];
                let (person, stranger) = approver(&cast, who);
                let refusal = stranger.or_else(|| told.refusal(part));
                let done = house.act(&person, house.registry, approval).map(|_| {
                    told.take(part);
                    created.push((approval.proposal, *part));
                });
                if stranger.is_none() {
                    waiting.remove(at);
                }
                (refusal, done)
            }
            // Nothing waits: an approval of what was never proposed.
            Step::Approve { who, .. } => {
                let (person, stranger) = approver(&cast, who);
                let act = ApproveTender { proposal: u32::MAX, proposed: [0; 32] };
                let known = stranger.filter(|error| *error == Error::MissingRole);
                let done = house.act(&person, house.registry, &act).map(drop);
                (known.or(Some(Error::UnknownProposal)), done)
            }
        };
        prop_assert_eq!(done.err(), expected.map(Refusal::Rule), "{:?}", step);
        let changed = house.chain.storage(house.registry) != before;
        prop_assert_eq!(changed, expected.is_none());
    }
    Ok(created)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_lots_never_share_a_number(steps in prop::collection::vec(step(), ACTS)) {
        let mut house = begun();
        let created = play(&mut house, &steps)?;
        prop_assert!(!created.is_empty());
        let numbers: BTreeSet<_> =
            created.iter().map(|(_, part)| (part.procurement, part.number)).collect();
        prop_assert_eq!(numbers.len(), created.len());
        for (proposal, part) in created {
            let registry = tenderseal_rules::registry::Cell::Tender(proposal);
            let tender = house.read(house.registry, &registry).unwrap();
            let terms: Terms = house.read_long(tender, &Cell::Terms).unwrap();
            prop_assert_eq!(terms.lot, Some(part));
        }
    }
}
