//! A technical offer from its sealing to what an evaluator signs, and who reads nothing.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use tenderseal_client::{
    Error, ReceiptSecrets, TenderFacts,
    reading::{Handed, TechnicalOffer, read, reshare, reshare_seed, reshared},
    seal_technical,
};
use tenderseal_envelope::{
    OpeningKey, Seed, commitment,
    derive::context_hash,
    envelope_hash,
    reshare::{BIDS_MAX, BlobError, Entry, READERS_MAX, Reader, parse},
    tse1::{Answer, TechnicalBody, preimage},
};
use tenderseal_rules::{
    ContractId, OrgId, PersonId,
    messages::{Fault, TechnicalVerdict},
    money::Currency,
    ranking::Position,
    replay::sha256,
    tender::{Bid, BidStatus, Committee, Core, Stage, TechnicalBid, TermsInForce},
};
use zeroize::Zeroizing;

const VENDOR: OrgId = OrgId([5; 20]);
const STAGE: Stage = Stage::TechnicalOpening;
const ANNA: PersonId = PersonId([40; 20]);

fn key(i: u8) -> OpeningKey {
    OpeningKey::from_bytes([i; 32])
}

fn reader(i: u8) -> Reader {
    Reader { person: [i; 20], key: key(i).public() }
}

/// Bytes that are never the same.
fn draws() -> impl FnMut() -> Zeroizing<[u8; 32]> {
    let mut drawn = 100u8;
    move || {
        drawn += 1;
        Zeroizing::new([drawn; 32])
    }
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
        terms: TermsInForce { version: 2, hash: [6; 32], min_bids: 1, ..TermsInForce::default() },
    }
}

fn sealed() -> ReceiptSecrets {
    let body = TechnicalBody {
        valid_until: 9_000,
        answers: vec![Answer { criterion: 1, text: "三年质保".to_owned() }],
        attachments: vec![],
    };
    seal_technical(&facts(), VENDOR, 1, &body, Seed::from_bytes([8; 32])).unwrap().1
}

fn bid() -> Bid {
    Bid {
        vendor: VENDOR,
        attempt: 1,
        e: [0; 32],
        c: [0; 32],
        committed: Position { block: 1, index: 0 },
        committed_at: 900,
        status: BidStatus::Sealed,
        terms: 2,
        security: None,
    }
}

/// What each of the members seals to Anna and to another evaluator.
fn from(member: u8, offer: &TechnicalOffer<'_>) -> Result<Vec<Entry>, Error> {
    reshare(&facts(), STAGE, &key(member), offer, &[reader(41), reader(40)], draws())
}

fn verdict(offer: &TechnicalOffer<'_>, handed: &[Handed<'_>]) -> TechnicalVerdict {
    read(&facts(), STAGE, (ANNA, &key(40)), offer, handed).unwrap().verdict.verdict
}

#[test]
fn an_evaluator_reads_with_two_members_or_with_the_vendor() {
    let receipt = sealed();
    let (bid, technical) = (bid(), TechnicalBid { e: receipt.e, c: receipt.c });
    let offer =
        TechnicalOffer { number: 4, bid: &bid, technical: &technical, envelope: &receipt.envelope };
    let own = |member| {
        let (act, blob) = reshared(from(member, &offer).unwrap()).unwrap();
        assert_eq!((act.bids, act.digest), (vec![4], sha256(&blob)));
        let mut entries = parse(&blob).unwrap().into_iter();
        (member, entries.find(|entry| entry.reader == ANNA.0).unwrap().sealed)
    };
    let (first, third) = (own(1), own(3));
    let handed = [&first, &third].map(|(from, sealed)| Handed { from: *from, sealed });
    let reading = read(&facts(), STAGE, (ANNA, &key(40)), &offer, &handed).unwrap();
    let valid = TechnicalVerdict::Valid { body: sha256(&receipt.body) };
    assert_eq!((reading.verdict.bid, reading.verdict.verdict), (4, valid));
    assert_eq!(reading.body.as_deref(), Some(&*receipt.body));
    // Neither one member, nor one twice, nor what was sealed to somebody else.
    assert_eq!(verdict(&offer, &handed[..1]), TechnicalVerdict::Unopened);
    assert_eq!(verdict(&offer, &[handed[0], handed[0]]), TechnicalVerdict::Unopened);
    let swapped = [Handed { from: 3, ..handed[0] }, Handed { from: 1, ..handed[1] }];
    assert_eq!(verdict(&offer, &swapped), TechnicalVerdict::Unopened);
    let other = read(&facts(), STAGE, (PersonId([41; 20]), &key(41)), &offer, &handed).unwrap();
    assert_eq!(other.verdict.verdict, TechnicalVerdict::Unopened);
    // A share that does not open does not stand in the way of one that does.
    let late = [Handed { from: 1, ..handed[1] }, handed[0], handed[1]];
    assert_eq!(verdict(&offer, &late), valid);
    let (act, blob) = reshare_seed(&receipt, 4, &[reader(40)], draws()).unwrap();
    assert_eq!((act.bid, act.digest), (4, sha256(&blob)));
    let entry = parse(&blob).unwrap()[0];
    assert_eq!(verdict(&offer, &[Handed { from: 0, sealed: &entry.sealed }]), valid);
}

#[test]
fn what_the_vendor_sealed_wrongly_is_the_vendors_fault() {
    let receipt = sealed();
    let mut envelope = receipt.envelope.clone();
    *envelope.last_mut().unwrap() ^= 1;
    let e = envelope_hash(&envelope);
    let c = commitment(&context_hash(&receipt.context), &e, &receipt.body, &receipt.seed);
    let (bid, technical) = (bid(), TechnicalBid { e, c });
    let offer = TechnicalOffer { number: 4, bid: &bid, technical: &technical, envelope: &envelope };
    let sealed: Vec<_> = (1..=2).map(|i| (i, from(i, &offer).unwrap()[1].sealed)).collect();
    let handed: Vec<_> =
        sealed.iter().map(|(from, sealed)| Handed { from: *from, sealed }).collect();
    let reading = read(&facts(), STAGE, (ANNA, &key(40)), &offer, &handed).unwrap();
    assert_eq!(reading.verdict.verdict, TechnicalVerdict::Faulty(Fault::Payload));
    assert_eq!(reading.body, None);
}

#[test]
fn nothing_leaves_a_member_out_of_season_or_for_another_envelope() {
    let receipt = sealed();
    let (bid, technical) = (bid(), TechnicalBid { e: receipt.e, c: receipt.c });
    let offer =
        TechnicalOffer { number: 4, bid: &bid, technical: &technical, envelope: &receipt.envelope };
    let refused = |stage, member, offer: &TechnicalOffer<'_>| {
        reshare(&facts(), stage, &key(member), offer, &[reader(40)], draws()).map(|_| ())
    };
    assert_eq!(refused(Stage::TechnicalEvaluation, 1, &offer), Ok(()));
    for stage in [Stage::Bidding, Stage::Closed, Stage::FinancialOpening, Stage::Cancelled] {
        assert_eq!(refused(stage, 1, &offer), Err(Error::NotOpening));
        let unread = read(&facts(), stage, (ANNA, &key(40)), &offer, &[]);
        assert_eq!(unread.unwrap_err(), Error::NotOpening);
    }
    for status in [BidStatus::Replaced, BidStatus::Withdrawn, BidStatus::Unopened] {
        let dead = Bid { status, ..bid.clone() };
        let offer = TechnicalOffer { bid: &dead, ..offer };
        assert_eq!(refused(STAGE, 1, &offer), Err(Error::NotOpening));
    }
    let stale = Bid { terms: 1, ..bid.clone() };
    assert_eq!(refused(STAGE, 1, &TechnicalOffer { bid: &stale, ..offer }), Err(Error::NotOpening));
    let other = TechnicalBid { e: [7; 32], ..technical };
    let offered = TechnicalOffer { technical: &other, ..offer };
    assert_eq!(refused(STAGE, 1, &offered), Err(Error::AnotherEnvelope));
    let unread = read(&facts(), STAGE, (ANNA, &key(40)), &offered, &[]);
    assert_eq!(unread.unwrap_err(), Error::AnotherEnvelope);
    for other in [Bid { vendor: OrgId([0; 20]), ..bid.clone() }, Bid { attempt: 2, ..bid.clone() }]
    {
        let offer = TechnicalOffer { bid: &other, ..offer };
        assert_eq!(refused(STAGE, 1, &offer), Err(Error::AnotherContext));
    }
    assert_eq!(refused(STAGE, 4, &offer), Err(Error::NotMember));
}

#[test]
fn a_blob_of_nobody_or_of_too_many_is_none() {
    let none = tenderseal_envelope::Error::Blob(BlobError::Empty);
    assert_eq!(reshared(vec![]).unwrap_err(), Error::Envelope(none));
    assert_eq!(BIDS_MAX, tenderseal_rules::tender::RESHARED_MAX);
    assert_eq!(READERS_MAX, tenderseal_rules::terms::PANEL_MAX);
}
