//! A bid on its way: sealed by a vendor, opened by members, refused where it must be.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use tenderseal_client::{Error, SealedBid, TenderFacts, open_share, recover, seal_bid};
use tenderseal_envelope::{
    OpeningKey, Seed, Share,
    tse1::{BodyError, FinancialBody, preimage},
};
use tenderseal_rules::{
    ContractId, OrgId, PersonId,
    money::Currency,
    ranking::Position,
    replay::sha256,
    tender::{Bid, BidStatus, Committee, Core, Stage, TermsInForce},
};

const VENDOR: OrgId = OrgId([5; 20]);
const OPENING: Stage = Stage::FinancialOpening;

fn key(i: u8) -> OpeningKey {
    OpeningKey::from_bytes([i; 32])
}

fn facts() -> TenderFacts {
    let keys: Vec<_> = (1..=3).map(|i| key(i).public()).collect();
    TenderFacts {
        contract: ContractId([2; 20]),
        core: Core {
            genesis: [1; 32],
            registry: ContractId([3; 20]),
            number: 0,
            buyer: OrgId([4; 20]),
            committee_hash: sha256(&preimage::committee(2, &keys).unwrap()),
            k: 2,
            n: 3,
            currency: Currency::parse(*b"CNY").unwrap(),
            published_at: 0,
        },
        committee: Committee { members: vec![PersonId([9; 20]); 3], keys },
        terms: TermsInForce {
            version: 2,
            hash: [6; 32],
            lifecycle_rate_bp: 0,
            min_bids: 1,
            security: None,
            lifecycle_years: 0,
        },
    }
}

fn body(price: u128) -> FinancialBody {
    FinancialBody {
        currency: *b"CNY",
        price,
        valid_until: 9_000,
        costs: vec![],
        answers: vec![],
        attachments: vec![],
    }
}

fn committed(e: [u8; 32], c: [u8; 32]) -> Bid {
    Bid {
        vendor: VENDOR,
        attempt: 1,
        e,
        c,
        committed: Position { block: 1, index: 0 },
        committed_at: 900,
        status: BidStatus::Sealed,
        terms: 2,
        security: None,
    }
}

#[test]
fn a_sealed_bid_opens_with_the_shares_of_any_two_members() {
    let facts = facts();
    let seed = Seed::from_bytes([8; 32]);
    let (act, receipt) = seal_bid(&facts, VENDOR, 1, &body(77), seed, None).unwrap();
    assert_eq!((act.commitment, &act.envelope), (receipt.c, &receipt.envelope));
    let bid = committed(receipt.e, receipt.c);
    let sealed = SealedBid { number: 4, bid: &bid, envelope: &act.envelope };
    let shares: Vec<_> = (1..=3)
        .map(|i| (i, open_share(&facts, OPENING, &key(i), &sealed).unwrap()))
        .inspect(|(_, share)| assert_eq!(share.bid, 4))
        .map(|(i, share)| (i, Share::from_bytes(share.share)))
        .collect();
    for pair in [[0, 1], [0, 2], [1, 2]] {
        let two = pair.map(|at| shares[at].clone());
        let reveal = recover(&facts, OPENING, &sealed, &two).unwrap();
        assert_eq!(reveal, receipt.reveal(4));
        assert_eq!(FinancialBody::parse(&reveal.body).unwrap().price, 77);
    }
    let one = recover(&facts, OPENING, &sealed, &shares[..1]).unwrap_err();
    let too_few = tenderseal_envelope::Error::TooFewShares { have: 1, need: 2 };
    assert_eq!(one, Error::Envelope(too_few));
}

#[test]
fn nothing_is_sealed_for_a_committee_that_was_not_published() {
    let mut swapped = facts();
    swapped.committee.keys[2] = key(4).public();
    let refused = seal_bid(&swapped, VENDOR, 1, &body(1), Seed::from_bytes([8; 32]), None);
    assert_eq!(refused.unwrap_err(), Error::CommitteeChanged);
}

#[test]
fn a_body_that_could_not_be_opened_is_not_sealed() {
    let dollars = FinancialBody { currency: *b"USD", ..body(1) };
    let seed = || Seed::from_bytes([8; 32]);
    let refused = seal_bid(&facts(), VENDOR, 1, &dollars, seed(), None).unwrap_err();
    assert_eq!(refused, Error::Currency);
    let refused = seal_bid(&facts(), VENDOR, 1, &body(0), seed(), None).unwrap_err();
    assert_eq!(refused, Error::Body(BodyError::Price));
    let long = FinancialBody { costs: vec![1], ..body(1) };
    let refused = seal_bid(&facts(), VENDOR, 1, &long, seed(), None).unwrap_err();
    assert_eq!(refused, Error::LifecycleYears { years: 0, found: 1 });
}

#[test]
fn no_share_leaves_a_member_before_the_opening_or_for_a_dead_bid() {
    let facts = facts();
    let (_, receipt) =
        seal_bid(&facts, VENDOR, 1, &body(1), Seed::from_bytes([8; 32]), None).unwrap();
    let share = |stage, bid: &Bid| {
        let sealed = SealedBid { number: 0, bid, envelope: &receipt.envelope };
        open_share(&facts, stage, &key(1), &sealed).map(|share| share.bid)
    };
    let live = committed(receipt.e, receipt.c);
    assert_eq!(share(OPENING, &live), Ok(0));
    for stage in [Stage::Bidding, Stage::Closed, Stage::FinancialEvaluation, Stage::Cancelled] {
        assert_eq!(share(stage, &live), Err(Error::NotOpening));
    }
    for status in [BidStatus::Replaced, BidStatus::Withdrawn, BidStatus::Opened] {
        assert_eq!(share(OPENING, &Bid { status, ..live.clone() }), Err(Error::NotOpening));
    }
    assert_eq!(share(OPENING, &Bid { terms: 1, ..live }), Err(Error::NotOpening), "stale");
}

#[test]
fn no_share_leaves_a_member_for_an_envelope_that_was_not_committed_for_this_bid() {
    let facts = facts();
    let (_, receipt) =
        seal_bid(&facts, VENDOR, 1, &body(1), Seed::from_bytes([8; 32]), None).unwrap();
    let bid = committed(receipt.e, receipt.c);
    let mut changed = receipt.envelope.clone();
    *changed.last_mut().unwrap() ^= 1;
    let share = |bid: &Bid, envelope: &[u8], i| {
        let sealed = SealedBid { number: 0, bid, envelope };
        open_share(&facts, OPENING, &key(i), &sealed).map(|share| share.bid)
    };
    assert_eq!(share(&bid, &changed, 1), Err(Error::AnotherEnvelope));
    for other in [Bid { vendor: OrgId([0; 20]), ..bid.clone() }, Bid { attempt: 2, ..bid.clone() }]
    {
        assert_eq!(share(&other, &receipt.envelope, 1), Err(Error::AnotherContext));
    }
    assert_eq!(share(&bid, &receipt.envelope, 4), Err(Error::NotMember));
}
