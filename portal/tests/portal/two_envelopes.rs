//! Tenders with two envelopes: what the public page, the vendor's pages and the view of a tender make of them.

use std::collections::BTreeMap;

use askama::Template;
use tenderseal_portal::{
    app::tender::{
        At, Giver, ResharedView, TechnicalResultView, TechnicalView, TenderView, VerdictView,
    },
    i18n::{Locale, MISSING},
    render::ocds,
    web::{
        bids::{BidPage, ReceiptPage},
        objections::ObjectPage,
        page::Page,
        profiles::ProfileView,
        signing::Signing,
        tenders::{TenderKind, TenderPage},
    },
};
use tenderseal_rules::{
    PersonId,
    messages::{Fault, TechnicalVerdict},
    profile::standard,
    ranking::Tallied,
    tender::{BidStatus, Stage, State, Technical, TechnicalBid},
};

use crate::tender_pages::{me, view};

/// When the technical result came.
const RESULT: At = At { block: 30, extrinsic: 1, time: 1_780_000_900 };
/// The guard as it was published, seconds.
const GUARD: u32 = 120;

fn envelope(number: u32, found: Option<TechnicalVerdict>) -> TechnicalView {
    let at = At { block: 12, extrinsic: 1, time: 1_780_000_500 };
    let bytes = [u8::try_from(number).unwrap() + 0x40; 32];
    let by = |giver| ResharedView { giver, digest: [9; 32], at };
    let mut held = TechnicalView::of(TechnicalBid { e: bytes, c: bytes });
    // A member sealed again, for a substitute.
    held.reshared = vec![by(Giver::Member(1)), by(Giver::Member(3)), by(Giver::Member(1))];
    if number == 3 {
        held.reshared.push(by(Giver::Vendor(PersonId([7; 20]))));
    }
    let verdict = found.unwrap_or(TechnicalVerdict::Unopened);
    held.verdicts = vec![VerdictView { evaluator: PersonId([0x22; 20]), verdict, at }];
    held.found = found.map(|verdict| (verdict, at));
    held
}

/// Bids 1 and 2 were read, 3 is faulty; 0 and 4 were replaced and withdrawn. With a result, 1 passed and 2 did not.
pub fn two(stage: Stage, result: bool) -> TenderView {
    let mut view = view(stage, true);
    let late = u32::try_from(RESULT.time - view.schedule().deadline).unwrap() + GUARD;
    let state = &mut view.row.state;
    let done_at = result.then_some(RESULT.time);
    state.schedule.guard = if result { late } else { GUARD };
    state.technical =
        Some(Technical { guard: GUARD, done_at, openable: 2, ..Technical::default() });
    view.ranking = None;
    view.settled_at = None;
    let valid = TechnicalVerdict::Valid { body: [5; 32] };
    for (number, status, found) in [
        (1, BidStatus::Read, valid),
        (2, BidStatus::Read, valid),
        (3, BidStatus::Rejected(Fault::Payload), TechnicalVerdict::Faulty(Fault::Payload)),
    ] {
        let bid = &mut view.bids[number];
        bid.status = status;
        bid.opened = None;
        bid.technical = Some(envelope(bid.number, Some(found)));
        bid.passed = (result && number < 3).then_some(number == 1);
    }
    let tallied = |points, below_minimum| Tallied { criteria: vec![points], below_minimum };
    let tallies =
        BTreeMap::from([(1, tallied(52_500_000, None)), (2, tallied(17_000_000, Some(1)))]);
    view.technical = result.then_some(TechnicalResultView { passed: 1, tallies, at: RESULT });
    view
}

fn shown(view: TenderView, locale: Locale) -> String {
    let profile = standard().into_iter().find(|one| one.procedure.has_two_envelopes()).unwrap();
    let profile = Some(ProfileView { number: Some(5), profile, retired_at: None });
    let page = TenderPage {
        page: Page::sample(locale, "/tenders/x", None),
        view,
        block: 40,
        excluded: BTreeMap::new(),
        kind: TenderKind { profile, ..TenderKind::default() },
        versions: vec![],
    };
    page.render().unwrap()
}

/// Template → its renderings in one language.
pub fn samples(locale: Locale) -> Vec<(&'static str, String)> {
    let mut open = view(Stage::Bidding, true);
    open.row.state.technical = Some(Technical { guard: GUARD, ..Technical::default() });
    let page = Page::sample(locale, "/tenders/x/bid", Some("Li"));
    let bid = BidPage::of(page, open, Signing::default(), &me()).render().unwrap();
    let mut all = vec![("vendor/bid.html", bid)];
    for (stage, result) in [
        (Stage::TechnicalOpening, false),
        (Stage::TechnicalEvaluation, false),
        (Stage::TechnicalEvaluation, true),
        (Stage::FinancialOpening, true),
    ] {
        all.push(("public/tender.html", shown(two(stage, result), locale)));
    }
    all
}

/// The row of a bid in the table of technical offers.
fn row(html: &str, number: u32) -> &str {
    let (_, section) = html.split_once("id=\"technical\"").unwrap();
    let (_, rest) = section.split_once(&format!("href=\"#bid-{number}\"")).unwrap();
    rest.split_once("</tr>").unwrap().0
}

#[test]
fn the_page_tells_before_any_price_who_passed_with_which_points() {
    let html = shown(two(Stage::TechnicalEvaluation, true), Locale::En);
    assert!(html.contains("Open tender with two envelopes"), "{html}");
    assert!(html.contains("One bid passed; its price is opened, and no other."));
    let (passed, failed, faulty) = (row(&html, 2), row(&html, 3), row(&html, 4));
    assert!(passed.contains("52.5000") && passed.contains(">Passed<"), "{passed}");
    assert!(passed.contains("2 committee members; 1 are needed") && passed.contains("Valid"));
    assert!(failed.contains("17.0000") && failed.contains("Below the minimum"), "{failed}");
    assert!(failed.contains("Did not pass"), "{failed}");
    assert!(faulty.contains("cannot be decrypted") && faulty.contains("The vendor"), "{faulty}");
    assert!(faulty.contains("Did not pass") && !faulty.contains("52.5"), "{faulty}");
    assert!(html.contains("Technical offer did not pass; price never opened"));
    assert!(html.contains("The technical result stands. The prices of those that passed"));
    // Both envelopes of a bid are there for whoever wants to compare them.
    assert!(html.contains(&"41".repeat(32)));
    let chinese = shown(two(Stage::TechnicalEvaluation, true), Locale::Zh);
    for text in ["双信封公开招标", "未通过，商务标不予开启", "商务标开标", "技术标评审结果"]
    {
        assert!(chinese.contains(text), "{text}");
    }
    assert!(!html.contains(MISSING) && !chinese.contains(MISSING));
}

#[test]
fn while_technical_offers_are_read_nothing_of_a_price_is_told_and_no_result() {
    for stage in [Stage::TechnicalOpening, Stage::TechnicalEvaluation] {
        let html = shown(two(stage, false), Locale::En);
        assert!(html.contains("Technical offers are opened to the evaluators only"), "{html}");
        assert!(!html.contains("Opening of prices begins"), "its time is not known yet");
        assert!(html.contains("End of the technical opening, at the latest"));
        assert!(!row(&html, 2).contains("Passed"));
        assert!(!html.contains("1,234.56") && !html.contains(MISSING));
    }
    let mut waits = two(Stage::TechnicalEvaluation, false);
    waits.bids[1].technical = Some(envelope(1, None));
    waits.panel[0].declaration = None;
    let html = shown(waits, Locale::En);
    assert!(row(&html, 2).contains("1 of 1 evaluators have found"), "{}", row(&html, 2));
}

#[test]
fn names_stay_public_while_the_guard_runs_before_the_prices() {
    let mut view = two(Stage::TechnicalEvaluation, true);
    let deadline = view.schedule().deadline;
    assert_eq!(view.first_opening(), deadline + u64::from(GUARD));
    assert_eq!(view.schedule().opening(), RESULT.time + u64::from(GUARD));
    view.now = RESULT.time + 1;
    assert!(view.names_are_public() && view.technical_until().is_none());
    let mut before = two(Stage::TechnicalOpening, false);
    before.now = before.schedule().opening() - 1;
    assert!(!before.names_are_public());
    before.now += 1;
    assert!(before.names_are_public());
    // The evaluation is made again: the schedule's guard stays long.
    view.row.state.technical.as_mut().unwrap().done_at = None;
    view.row.state.round = 1;
    assert!(view.names_are_public());
}

#[test]
fn only_a_bid_that_passed_waits_for_its_price() {
    let view = two(Stage::FinancialOpening, true);
    let waits: Vec<_> = view.bids.iter().filter(|bid| view.awaits_price(bid)).collect();
    assert_eq!(waits.iter().map(|bid| bid.number).collect::<Vec<_>>(), [1]);
    let page = Page::sample(Locale::En, "/tenders/x/object", Some("Li"));
    let html = ObjectPage { page, signing: Signing::default(), view, registered: true }.render();
    let html = html.unwrap();
    assert!(
        html.contains("value=\"1\" data-arg=\"bid\"")
            && !html.contains("value=\"2\" data-arg=\"bid\""),
        "{html}"
    );
    let early = two(Stage::TechnicalEvaluation, false);
    assert!(!early.bids.iter().any(|bid| early.awaits_price(bid)), "nobody passed yet");
}

#[test]
fn technical_offers_are_tallied_when_the_panel_found_on_each_and_scored_each() {
    let panel = |scored: Vec<u32>| {
        let mut view = two(Stage::TechnicalEvaluation, false);
        view.panel[0].declaration = None;
        view.panel[0].scored = scored;
        view
    };
    assert!(panel(vec![1, 2]).is_scored());
    assert!(!panel(vec![1]).is_scored(), "every offer that was read is to be scored");
    let mut unread = panel(vec![1, 2]);
    unread.row.state.sealed = 1;
    assert!(!unread.is_scored(), "the panel has not found on one");
    assert!(unread.takes_scores() && unread.takes_verdicts() && unread.takes_reshares());
    let done = two(Stage::TechnicalEvaluation, true);
    assert!(!done.takes_scores() && !done.takes_verdicts() && !done.takes_reshares());
    let opening = two(Stage::TechnicalOpening, false);
    assert!(opening.takes_reshares() && !opening.takes_verdicts() && !opening.takes_scores());
    let mut suspended = panel(vec![1, 2]);
    suspended.row.state.suspended = true;
    assert!(!suspended.takes_reshares() && !suspended.takes_scores());
}

#[test]
fn open_data_name_a_bid_whose_price_is_never_opened_disqualified() {
    let portal = "https://portal.example";
    let status = |view: &TenderView, number: usize| {
        let package = ocds::package(view, portal);
        package["releases"][0]["bids"]["details"][number]["status"].as_str().unwrap().to_owned()
    };
    let result = two(Stage::TechnicalEvaluation, true);
    assert_eq!(
        [1, 2, 3].map(|number| status(&result, number)),
        ["pending", "disqualified", "disqualified"]
    );
    let mut reading = two(Stage::TechnicalEvaluation, false);
    reading.bids[2].status = BidStatus::Unopened;
    assert_eq!([1, 2].map(|number| status(&reading, number)), ["pending", "disqualified"]);
}

#[test]
fn a_vendor_is_told_what_each_envelope_holds_and_who_opens_it() {
    let mut open = view(Stage::Bidding, true);
    open.row.state.technical = Some(Technical { guard: GUARD, ..Technical::default() });
    for (locale, told) in [
        (Locale::En, ["Price envelope", "Technical envelope", "never opened if it does not"]),
        (Locale::Zh, ["商务标信封", "技术标信封", "报价始终不予开启"]),
    ] {
        let page = Page::sample(locale, "/tenders/x/bid", Some("Li"));
        let html = BidPage::of(page, open.clone(), Signing::default(), &me()).render().unwrap();
        for text in told {
            assert!(html.contains(text), "{text}: {html}");
        }
        assert!(html.contains("&#34;two_envelopes&#34;:true"), "{html}");
        assert!(html.contains("data-bid-technical-e") && html.contains("data-bid-technical-c"));
        assert!(!html.contains("tenderseal seal --target"), "the command line seals one envelope");
        assert!(!html.contains(MISSING));
        let bid = two(Stage::TechnicalEvaluation, true).bids[1].clone();
        let page = Page::sample(locale, "/x", Some("Li"));
        let html = ReceiptPage { page, view: two(Stage::Closed, false), bid }.render().unwrap();
        assert!(html.contains(&"41".repeat(32)) && !html.contains(MISSING), "{html}");
    }
    let page = Page::sample(Locale::En, "/tenders/x/bid", Some("Li"));
    let single = BidPage::of(page, view(Stage::Bidding, true), Signing::default(), &me());
    let single = single.render().unwrap();
    assert!(!single.contains("Price envelope") && !single.contains("data-bid-technical-e"));
    assert!(single.contains("&#34;two_envelopes&#34;:false"));
}

#[test]
fn the_technical_opening_ends_by_time_alone_and_the_mirror_knows_when() {
    let view = two(Stage::TechnicalOpening, false);
    let until = view.technical_until().unwrap();
    let state = State { live: 3, sealed: 3, ..view.state().clone() };
    assert_eq!(tenderseal_portal::app::tender::turns_at(&state, until - 1), Some(until));
}
