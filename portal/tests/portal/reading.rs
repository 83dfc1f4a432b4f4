//! Technical offers that are sealed to evaluators: samples of the pages, what is kept, and who gets what.

use askama::Template;
use tenderseal_envelope::reshare::{self, BLOB_MAX, Entry};
use tenderseal_portal::{
    app::{
        App, Error,
        readers::{self, Handed, Sender},
        tender::{
            At, DeclarationView, EvaluatorView, Giver, ResharedView, TechnicalView, TenderView,
        },
    },
    i18n::Locale,
    ports::BlobIndex,
    web::{
        declaration::Interests,
        evaluator::CriterionView,
        page::Page,
        reading::{Opening, ReadingLine, ReadingPage, verdict_key},
        technical_opening::{
            GiverLine, OfferLine, OpenOfferPage, ReaderLine, TechnicalOpeningPage,
        },
    },
};
use tenderseal_rules::{
    Auth, Hash, KeyId, OrgId, PersonId,
    messages::{Act, Fault, Reshare, ReshareSeed, TechnicalVerdict},
    replay::sha256,
    tender::{BidStatus, Stage, Technical, TechnicalBid},
};

use crate::{
    offices::{NOW, signing},
    tender_pages,
    world::World,
};

const ANNA: PersonId = PersonId([0x41; 20]);
const BO: PersonId = PersonId([0x42; 20]);
const VENDOR: OrgId = OrgId([7; 20]);
const OTHER: OrgId = OrgId([0x17; 20]);

/// What the browser opens technical offers with.
pub fn opening() -> Opening {
    Opening { key: "77".repeat(32), address: "88".repeat(20), genesis: "11".repeat(32), owner: 1 }
}

fn technical_page(page: Page, stage: Stage, takes: bool, known: bool) -> TechnicalOpeningPage {
    let member = |place, sealed| GiverLine {
        place,
        name: "王芳".to_owned(),
        org: "Buyer".to_owned(),
        sealed,
        own: place == 1,
    };
    let reader =
        |declared| ReaderLine { name: "陈静".to_owned(), org: "Buyer".to_owned(), declared };
    let bid = |number, members, open| OfferLine {
        number,
        vendor: if known { "华安 <b>".to_owned() } else { String::new() },
        status: "sealed",
        members,
        seed: number == 1,
        open,
    };
    let open = stage == Stage::TechnicalOpening;
    TechnicalOpeningPage {
        page,
        signing: signing(),
        suspended: (stage == Stage::TechnicalEvaluation && !takes).then_some(NOW),
        address: "88".repeat(20),
        title: "Laptops".to_owned(),
        stage,
        opening: NOW,
        until: takes.then_some(NOW),
        takes,
        known,
        k: 2,
        key: "77".repeat(32),
        members: vec![member(1, (0, 2)), member(2, (2, 2))],
        readers: vec![reader(Some(NOW)), reader(known.then_some(NOW))],
        bids: vec![bid(0, 1, open), bid(1, 2, false), bid(2, 0, false)],
    }
}

fn reading_page(page: Page, stage: Stage, interests: Interests, judges: bool) -> ReadingPage {
    let bid = |number, verdict: Option<TechnicalVerdict>| ReadingLine {
        number,
        vendor: "华安 <b>".to_owned(),
        opens: number == 1,
        members: number as usize,
        seed: number == 2,
        own: verdict.map(verdict_key),
        found: verdict.filter(|_| number == 2 || !judges).map(verdict_key),
    };
    let criterion = CriterionView {
        id: 1,
        title: "Quality".to_owned(),
        description: "How good".to_owned(),
        weight: "60%".to_owned(),
        max: "100".to_owned(),
        max_hundredths: 10_000,
        min: String::new(),
        pass_fail: false,
    };
    let open = matches!(stage, Stage::TechnicalOpening | Stage::TechnicalEvaluation);
    ReadingPage {
        page,
        signing: signing(),
        address: "88".repeat(20),
        title: "Laptops".to_owned(),
        stage,
        interests,
        until: open.then_some(NOW),
        opening: open.then(opening),
        judges,
        criteria: vec![criterion],
        bids: vec![
            bid(0, judges.then_some(TechnicalVerdict::Unopened)),
            bid(1, Some(TechnicalVerdict::Valid { body: [1; 32] })),
            bid(2, Some(TechnicalVerdict::Faulty(Fault::Reseal))),
        ],
    }
}

/// Template → its renderings in one language.
pub fn samples(locale: Locale) -> Vec<(&'static str, String)> {
    let page = |path: &str| Page::sample(locale, path, Some("李维"));
    let mut all = Vec::new();
    for (stage, takes, known) in [
        (Stage::Closed, false, false),
        (Stage::TechnicalOpening, true, false),
        (Stage::TechnicalOpening, true, true),
        (Stage::TechnicalEvaluation, true, true),
        (Stage::TechnicalEvaluation, false, true),
        (Stage::FinancialOpening, false, true),
    ] {
        let page = technical_page(page("/tenders/x/technical-opening"), stage, takes, known);
        all.push(("committee/technical_opening.html", page.render().unwrap()));
    }
    let declared = Interests::Declared(NOW);
    for (stage, interests, judges) in [
        (Stage::Closed, Interests::Due, false),
        (Stage::TechnicalOpening, declared, false),
        (Stage::TechnicalEvaluation, declared, true),
        (Stage::FinancialOpening, declared, false),
    ] {
        let full = reading_page(page("/tenders/x/reading"), stage, interests, judges);
        all.push(("evaluator/reading.html", full.render().unwrap()));
        let mut found = reading_page(page("/tenders/x/reading"), stage, interests, judges);
        found.bids.retain(|bid| bid.found.is_some());
        all.push(("evaluator/reading.html", found.render().unwrap()));
        let none = ReadingPage { bids: vec![], ..found };
        all.push(("evaluator/reading.html", none.render().unwrap()));
    }
    for (members, given, open) in
        [(0, false, true), (2, false, true), (1, true, true), (1, false, false)]
    {
        let offer = OpenOfferPage {
            page: page("/tenders/x/open-offer"),
            signing: signing(),
            address: "88".repeat(20),
            title: "Laptops".to_owned(),
            stage: "technical_opening",
            until: open.then_some(NOW),
            bid: 1,
            members: (members, 2),
            given,
            open,
        };
        all.push(("vendor/open_offer.html", offer.render().unwrap()));
    }
    all
}

/// A tender in its technical opening with two sealed bids, of which the second is not for Bo to read.
fn tender() -> TenderView {
    let mut view = tender_pages::view(Stage::TechnicalOpening, true);
    view.row.state.technical = Some(Technical::default());
    view.row.core.k = 2;
    let at = At { block: 8, extrinsic: 1, time: NOW };
    let seat = |person, conflicts| EvaluatorView {
        person,
        org_name: "Buyer".to_owned(),
        scored: vec![],
        declaration: Some(DeclarationView { conflicts, statement: [5; 32], text: None, at }),
        reader: Some(person.0.repeat(2)[..32].try_into().unwrap()),
    };
    view.panel = vec![seat(ANNA, vec![]), seat(BO, vec![OTHER])];
    for bid in &mut view.bids {
        let sealed = TechnicalBid { e: [bid.number as u8; 32], c: [2; 32] };
        bid.technical = Some(TechnicalView::of(sealed));
    }
    view.bids.truncate(3);
    view.bids[2].status = BidStatus::Sealed;
    view.bids[2].vendor = OTHER;
    view
}

fn entry(bid: u32, reader: PersonId, byte: u8) -> Entry {
    Entry { bid, reader: reader.0, sealed: [byte; 80] }
}

fn blob(entries: &[Entry]) -> Vec<u8> {
    reshare::write(entries).unwrap()
}

/// Notes an act on the chain, as the mirror would.
fn named(view: &mut TenderView, bids: &[u32], giver: Giver, digest: Hash) {
    let at = At { block: 9, extrinsic: 1, time: NOW };
    for bid in bids {
        let held = view.bids[*bid as usize].technical.as_mut().unwrap();
        held.reshared.push(ResharedView { giver, digest, at });
    }
}

fn app(world: &World) -> &App {
    &world.running.as_ref().unwrap().portal.app
}

#[test]
fn a_bid_is_read_by_those_without_a_conflict_while_it_counts() {
    let mut view = tender();
    let read = |view: &TenderView| {
        readers::readable(view)
            .map(|bid| (bid.number, readers::of(view, bid).len()))
            .collect::<Vec<_>>()
    };
    assert!(readers::are_known(&view));
    assert_eq!(read(&view), [(1, 2), (2, 1)]);
    view.bids[1].stale = true;
    assert_eq!(read(&view), [(2, 1)]);
    for status in [BidStatus::Withdrawn, BidStatus::Unopened, BidStatus::Rejected(Fault::Body)] {
        view.bids[2].status = status;
        assert_eq!(read(&view), []);
    }
    view.panel[1].declaration = None;
    assert!(!readers::are_known(&view));
}

#[actix_web::test]
async fn what_is_sealed_to_somebody_who_does_not_read_it_is_not_kept() {
    let world = World::new().await;
    let view = tender();
    let right = blob(&[entry(1, ANNA, 1), entry(1, BO, 2), entry(2, ANNA, 3)]);
    let digest = readers::keep(app(&world), &view, Sender::Member, &right).await.unwrap();
    assert_eq!(digest, sha256(&right));
    let again = readers::keep(app(&world), &view, Sender::Member, &right).await.unwrap();
    assert_eq!(again, digest);
    assert!(world.store().blob(&hex::encode(digest)).await.unwrap().is_some());
    let own = blob(&[entry(1, ANNA, 1)]);
    readers::keep(app(&world), &view, Sender::Vendor(VENDOR), &own).await.unwrap();
    let refused: [(&str, Sender, Vec<u8>); 8] = [
        ("a conflict", Sender::Member, blob(&[entry(2, BO, 1)])),
        ("a stranger", Sender::Member, blob(&[entry(1, PersonId([9; 20]), 1)])),
        ("a replaced bid", Sender::Member, blob(&[entry(0, ANNA, 1)])),
        ("no such bid", Sender::Member, blob(&[entry(9, ANNA, 1)])),
        ("another vendor's bid", Sender::Vendor(OTHER), own.clone()),
        ("cut short", Sender::Member, right[..right.len() - 1].to_vec()),
        ("a byte too many", Sender::Member, [&right[..], &[0]].concat()),
        ("too long", Sender::Member, vec![0; BLOB_MAX + 1]),
    ];
    for (what, sender, bytes) in refused {
        let answer = readers::keep(app(&world), &view, sender, &bytes).await;
        assert!(matches!(answer, Err(Error::CallMalformed)), "{what}");
        let kept = world.store().blob(&hex::encode(sha256(&bytes))).await.unwrap();
        assert!(kept.is_none() || bytes == own, "{what}");
    }
    world.end().await;
}

#[actix_web::test]
async fn an_act_names_a_blob_that_is_kept_and_holds_its_bids() {
    let world = World::new().await;
    let view = tender();
    let auth = Auth { key: KeyId([1; 20]), nonce: 1, valid_until: 2, signature: [0; 64] };
    let both = blob(&[entry(1, ANNA, 1), entry(2, ANNA, 3)]);
    let digest = sha256(&both);
    let reshare = |bids: &[u32], digest| Reshare { bids: bids.to_vec(), digest }.call(&auth);
    let check = async |call: Vec<u8>| readers::check(app(&world), &call).await;
    assert!(matches!(check(reshare(&[1, 2], digest)).await, Err(Error::TextMissing)));
    readers::keep(app(&world), &view, Sender::Member, &both).await.unwrap();
    check(reshare(&[1, 2], digest)).await.unwrap();
    check(reshare(&[2, 1], digest)).await.unwrap();
    for bids in [&[1][..], &[1, 2, 3], &[]] {
        assert!(matches!(check(reshare(bids, digest)).await, Err(Error::CallMalformed)));
    }
    let seed = |bid, digest| ReshareSeed { bid, digest }.call(&auth);
    assert!(matches!(check(seed(1, digest)).await, Err(Error::CallMalformed)));
    let own = blob(&[entry(1, ANNA, 1), entry(1, BO, 1)]);
    assert!(matches!(check(seed(1, sha256(&own))).await, Err(Error::TextMissing)));
    readers::keep(app(&world), &view, Sender::Vendor(VENDOR), &own).await.unwrap();
    check(seed(1, sha256(&own))).await.unwrap();
    assert!(matches!(check(seed(2, sha256(&own))).await, Err(Error::CallMalformed)));
    // Another act names no blob.
    check(vec![1, 2, 3, 4]).await.unwrap();
    world.end().await;
}

#[actix_web::test]
async fn a_reader_gets_what_is_sealed_to_it_and_nothing_else() {
    let world = World::new().await;
    let mut view = tender();
    let first = blob(&[entry(1, ANNA, 1), entry(1, BO, 2), entry(2, ANNA, 3)]);
    let second = blob(&[entry(1, ANNA, 4)]);
    for bytes in [&first, &second] {
        readers::keep(app(&world), &view, Sender::Member, bytes).await.unwrap();
    }
    let missing = |handed: &Handed, view: &TenderView| {
        (1..=3).map(|of| handed.missing(view, of)).collect::<Vec<_>>()
    };
    let handed = Handed::of(app(&world), &view).await.unwrap();
    assert_eq!(missing(&handed, &view), [[1, 2], [1, 2], [1, 2]]);
    // Kept, but not named on the chain for bid 2 by the second member.
    named(&mut view, &[1, 2], Giver::Member(1), sha256(&first));
    named(&mut view, &[1], Giver::Member(2), sha256(&second));
    named(&mut view, &[1], Giver::Member(3), [9; 32]);
    let handed = Handed::of(app(&world), &view).await.unwrap();
    assert_eq!(missing(&handed, &view), [vec![], vec![1, 2], vec![1, 2]]);
    let to = |handed: &Handed, bid, who| {
        handed.to(bid, who).map(|(from, sealed)| (from, sealed[0])).collect::<Vec<_>>()
    };
    assert_eq!(to(&handed, 1, ANNA), [(1, 1), (2, 4)]);
    assert_eq!(to(&handed, 1, BO), [(1, 2)]);
    assert_eq!(to(&handed, 2, ANNA), [(1, 3)]);
    assert_eq!(to(&handed, 2, BO), []);
    assert!(handed.opens(&view, 1, ANNA) && handed.just_opens(&view, 1, ANNA));
    assert!(!handed.opens(&view, 1, BO) && !handed.opens(&view, 2, ANNA));
    // Again, and by the vendor: the newest is tried first.
    let third = blob(&[entry(1, ANNA, 5), entry(1, BO, 6)]);
    readers::keep(app(&world), &view, Sender::Vendor(VENDOR), &third).await.unwrap();
    named(&mut view, &[1], Giver::Member(1), sha256(&third));
    named(&mut view, &[1], Giver::Vendor(PersonId([3; 20])), sha256(&third));
    let handed = Handed::of(app(&world), &view).await.unwrap();
    assert_eq!(to(&handed, 1, BO), [(0, 6), (1, 6), (1, 2)]);
    assert!(handed.opens(&view, 1, BO));
    world.end().await;
}
