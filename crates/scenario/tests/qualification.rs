//! Whoever applies, proposes, confirms and bids, and in whatever order: nobody bids whom two persons of the buyer's did
//! not let in.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use tenderseal_rules::{
    ContractId, Event, OrgId, PersonId, TenderEvent,
    messages::{Apply, ProposeQualification},
    roles::Role,
    tender::{Application, ApplicationStatus, Cell},
};
use tenderseal_scenario::{
    Actor, Cast, Installation, Refusal, Replay,
    chain::{Chain, OpenChain},
    prequalified,
    qualification::{LEAD, confirming},
};

const START: u64 = 1_800_000_000;

#[derive(Clone, Debug)]
enum Step {
    Wait(u64),
    Apply { who: usize, statement: u8 },
    Propose { who: usize, vendor: usize, statement: u8, qualified: bool },
    Confirm { who: usize, vendor: usize },
    Commit { vendor: usize, price: u128 },
}

fn step() -> impl Strategy<Value = Step> {
    let (who, vendor, statement) = (|| 0..8usize, || 0..3usize, || 0..2u8);
    prop_oneof![
        2 => (0..40u64).prop_map(Step::Wait),
        4 => (who(), statement()).prop_map(|(who, statement)| Step::Apply { who, statement }),
        6 => (who(), vendor(), statement(), any::<bool>()).prop_map(
            |(who, vendor, statement, qualified)| Step::Propose { who, vendor, statement, qualified }
        ),
        8 => (who(), vendor()).prop_map(|(who, vendor)| Step::Confirm { who, vendor }),
        3 => (vendor(), 1..1_000u128).prop_map(|(vendor, price)| Step::Commit { vendor, price }),
    ]
}

/// A tender whose vendors apply, and what was proposed about each of them last.
struct Play {
    house: Installation<Replay>,
    tender: ContractId,
    proposals: BTreeMap<OrgId, (PersonId, ProposeQualification)>,
}

impl Play {
    fn begun() -> Self {
        let cast = Cast::new([1; 32]);
        let chain = Replay::found(&cast.founding(), START).unwrap();
        let registry = chain.registry();
        let mut house = Installation::new(chain, registry, cast);
        house.enrol_everyone().unwrap();
        house.approve_code([5; 32]).unwrap();
        let tender = house.publish(prequalified(&house.cast(), START, LEAD)).unwrap();
        Self { house, tender, proposals: BTreeMap::new() }
    }

    fn actor(&self, who: usize) -> Actor {
        let cast = self.house.cast();
        [
            &cast.officer,
            &cast.approver,
            &cast.director,
            &cast.neighbour,
            &cast.vendors[0].bidder,
            &cast.vendors[1].bidder,
            &cast.vendors[2].admin,
            &cast.evaluators[0],
        ][who]
            .clone()
    }

    fn vendor(&self, vendor: usize) -> OrgId {
        self.house.cast().vendors[vendor].admin.org
    }

    fn act(&mut self, step: &Step) -> Result<Vec<Event>, Refusal> {
        let tender = self.tender;
        match *step {
            Step::Wait(seconds) => {
                self.house.chain.advance_to(self.house.chain.now() + seconds);
                Ok(vec![])
            }
            Step::Apply { who, statement } => {
                self.house.act(&self.actor(who), tender, &Apply { statement: [statement; 32] })
            }
            Step::Propose { who, vendor, statement, qualified } => {
                let (who, vendor) = (self.actor(who), self.vendor(vendor));
                let statement = [statement; 32];
                let act = ProposeQualification { vendor, statement, qualified, reason: [3; 32] };
                let events = self.house.act(&who, tender, &act)?;
                self.proposals.insert(vendor, (who.person, act));
                Ok(events)
            }
            Step::Confirm { who, vendor } => {
                let vendor = self.vendor(vendor);
                let nothing = ProposeQualification {
                    vendor,
                    statement: [0; 32],
                    qualified: true,
                    reason: [4; 32],
                };
                let act = self.proposals.get(&vendor).map_or(&nothing, |(_, act)| act);
                self.house.act(&self.actor(who), tender, &confirming(act))
            }
            Step::Commit { vendor, price } => {
                let company = self.house.cast().vendors[vendor].clone();
                self.house.commit(&company, tender, price).map(|_| vec![])
            }
        }
    }

    /// Whether the act was its signer's to do.
    fn is_rightful(&self, step: &Step, let_in: &BTreeSet<OrgId>) -> bool {
        let cast = self.house.cast();
        let buys = |who: usize, role| {
            let person = self.actor(who);
            person.org == cast.admin.org && person.roles.has(role)
        };
        match *step {
            Step::Wait(_) => true,
            Step::Apply { who, .. } => self.actor(who).roles.has(Role::Vendor),
            Step::Propose { who, .. } => buys(who, Role::Officer),
            Step::Confirm { who, vendor } => {
                let proposer = self.proposals.get(&self.vendor(vendor)).map(|(person, _)| *person);
                buys(who, Role::Approver)
                    && proposer.is_some_and(|proposer| proposer != self.actor(who).person)
            }
            Step::Commit { vendor, .. } => let_in.contains(&self.vendor(vendor)),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn nobody_bids_whom_two_persons_did_not_let_in(steps in prop::collection::vec(step(), 120)) {
        let mut play = Play::begun();
        let mut let_in = BTreeSet::new();
        let mut applied = BTreeMap::new();
        for step in &steps {
            let before = play.house.chain.storage(play.tender);
            let until = play.house.schedule(play.tender).unwrap().applications_until(LEAD);
            match play.act(step) {
                Err(_) => prop_assert!(play.house.chain.storage(play.tender) == before, "{step:?}"),
                Ok(events) => {
                    prop_assert!(play.is_rightful(step, &let_in), "{step:?}");
                    for event in events {
                        match event {
                            Event::Tender(TenderEvent::Applied { vendor, statement, .. }) => {
                                prop_assert!(play.house.chain.now() < until, "{step:?}");
                                prop_assert!(!let_in.contains(&vendor), "{step:?}");
                                applied.insert(vendor, statement);
                            }
                            Event::Tender(TenderEvent::QualificationDecided { vendor, qualified, .. }) => {
                                let (_, proposal) = &play.proposals[&vendor];
                                prop_assert_eq!(proposal.qualified, qualified);
                                prop_assert_eq!(Some(&proposal.statement), applied.get(&vendor));
                                prop_assert!(!let_in.contains(&vendor), "{step:?}");
                                if qualified {
                                    let_in.insert(vendor);
                                }
                            }
                            _ => {}
                        }
                    }
                }
            }
            for vendor in applied.keys() {
                let held: Application = play.house.read(play.tender, &Cell::Application(*vendor)).unwrap();
                prop_assert_eq!(held.status == ApplicationStatus::Qualified, let_in.contains(vendor));
            }
        }
    }
}
