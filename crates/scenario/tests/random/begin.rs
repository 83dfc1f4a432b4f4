//! Where the random acts begin: tenders that were brought so far by those whose acts it took.

use std::collections::BTreeMap;

use tenderseal_rules::terms::Publication;
use tenderseal_scenario::{
    Cast, Installation, Replay, chain::Chain, comparing, invitation, moderated, plan, secured,
    two_envelopes,
};

use super::{
    conduct::Conduct,
    people::{BIDDERS, EVALUATORS, MEMBERS},
    play::Play,
    step::Step,
};

const START: u64 = 1_800_000_000;
/// For which a guarantee must hold: as long as many of these tenders take.
const HOLDS: u32 = 6_000;

const fn bid(vendor: usize) -> Step {
    Step::Commit { who: BIDDERS[vendor], vendor, price: 1_000_000 }
}

/// A tender that takes bids, of the first two vendors alone or of any. Two are there, as many as are required,
/// so that many tenders go on to their award.
pub fn begun(restricted: bool) -> Play {
    let cast = Cast::new([1; 32]);
    let vendors = [cast.vendors[0].admin.org, cast.vendors[1].admin.org];
    begun_with(|publication| {
        if restricted {
            invitation(&cast, START, &vendors)
        } else {
            comparing(secured(publication, HOLDS))
        }
    })
}

/// The same with what is made of the cast's plan.
pub fn begun_with(publication: impl FnOnce(Publication) -> Publication) -> Play {
    let cast = Cast::new([1; 32]);
    let chain = Replay::found(&cast.founding(), START).unwrap();
    let registry = chain.registry();
    let mut house = Installation::new(chain, registry, cast);
    house.enrol_everyone().unwrap();
    house.approve_code([5; 32]).unwrap();
    let cast = house.cast();
    let publication = publication(plan(&cast, START));
    let invited = publication.terms.invited.clone();
    let tender = house.publish(publication).unwrap();
    let panel = house.cast().evaluators.iter().map(|evaluator| evaluator.person).collect();
    let conduct = Conduct { panel, ..Conduct::default() };
    let mut begun = Play { conduct, house, tender, receipts: BTreeMap::new(), invited };
    for vendor in [0, 1] {
        begun.done(&bid(vendor));
    }
    begun
}

/// A tender whose bids are opened, the first of them objected to.
pub fn objected() -> Play {
    let mut play = begun(false);
    let tender = play.tender;
    play.house.open_all(tender).unwrap();
    play.done(&Step::Object { who: BIDDERS[1], bid: 0 });
    play
}

/// A tender whose panel has to agree, scored by everybody.
pub fn scored() -> Play {
    let mut play = begun_with(moderated);
    let tender = play.tender;
    play.house.open_all(tender).unwrap();
    play.house.pass_objections(tender).unwrap();
    for who in EVALUATORS {
        play.done(&Step::Declare { who, conflicts: 0 });
        play.done(&Step::ScoreAll { who });
    }
    play
}

/// A tender with two envelopes, about to be opened to its evaluators.
pub fn apart() -> Play {
    let mut play = begun_with(|publication| secured(two_envelopes(publication), HOLDS));
    play.done(&bid(2));
    let opening = play.house.schedule(play.tender).unwrap().opening();
    play.house.chain.advance_to(opening);
    for who in EVALUATORS {
        play.done(&Step::Declare { who, conflicts: 0 });
    }
    play
}

/// The same with every technical offer read and scored.
pub fn apart_and_scored() -> Play {
    let mut play = apart();
    let tender = play.tender;
    for who in [MEMBERS[0], MEMBERS[1]] {
        for bid in 0..3 {
            play.done(&Step::Reshare { who, bid });
        }
    }
    play.house.read_all(tender).unwrap();
    for who in EVALUATORS {
        play.done(&Step::ScoreAll { who });
    }
    play
}

/// A tender whose award to the first vendor is confirmed.
pub fn confirmed() -> Play {
    let mut play = ranked(900_000);
    let tender = play.tender;
    play.house.award(tender).unwrap();
    play
}

/// A tender that is ranked, the first vendor in front with this price; the other asks 1,000,000.
pub fn ranked(price: u128) -> Play {
    let mut play = begun(false);
    let tender = play.tender;
    play.done(&Step::Replace { who: BIDDERS[0], vendor: 0, price });
    play.house.open_all(tender).unwrap();
    play.house.pass_objections(tender).unwrap();
    for who in EVALUATORS {
        play.done(&Step::Declare { who, conflicts: 0 });
        play.done(&Step::ScoreAll { who });
    }
    play.house.rank(tender).unwrap();
    play
}

/// A tender whose award to the first vendor is final.
pub fn awarded() -> Play {
    let mut play = confirmed();
    let tender = play.tender;
    let standstill = u64::from(play.house.schedule(tender).unwrap().standstill);
    play.house.chain.advance_to(play.house.chain.now() + standstill);
    assert_eq!(play.house.winner(tender).unwrap().org, play.house.cast().vendors[0].admin.org);
    play
}
