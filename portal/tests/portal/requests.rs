//! Requests to vendors and abnormally low prices: samples of their pages, and who reads what when.

use std::collections::BTreeMap;

use askama::Template;
use tenderseal_portal::{
    app::{
        names::Named,
        tender::{
            AcceptanceView, At, ComparisonView, RequestView, ResponseView, TenderView, TimelineView,
        },
    },
    i18n::Locale,
    web::{
        bids::{BidsLine, BidsPage},
        manage::Proposed,
        page::Page,
        requests::{
            AcceptanceLine, AskableBid, FlaggedLine, RequestLine, RequestPart, RespondPage, waiting,
        },
        signing::Signing,
        tenders::{TenderKind, TenderPage},
    },
};
use tenderseal_rules::{
    Event, PersonId, TenderEvent,
    messages::{RejectionGround, RequestKind},
    ranking::Tallied,
    requests::Requests,
    scoring::Field,
    tender::Stage,
};

use crate::{offices::NOW, tender_pages};

const WHY: &str = "60% under the mean of CNY 900.00; the limit is 50%.";

const fn at(block: u32) -> At {
    At { block, extrinsic: 1, time: NOW }
}

/// The messages that are made of a name.
pub fn keys() -> Vec<String> {
    let kinds = RequestKind::ALL.iter().map(|of| format!("request-kind-{}", of.name()));
    let states = ["open", "answered", "over"].map(|state| format!("request-state-{state}"));
    let decided = ["unasked", "asked", "silent", "explained", "accepted", "rejected"];
    let decided = decided.map(|state| format!("low-price-state-{state}"));
    let rules = ["under_mean", "under_next"].map(|rule| format!("low-price-{rule}"));
    kinds.chain(states).chain(decided).chain(rules).collect()
}

fn line(place: u64, state: &'static str, response: bool) -> RequestLine {
    RequestLine {
        place,
        number: u32::try_from(place - 1).unwrap(),
        bid: 2,
        vendor: "华安 <b>".to_owned(),
        kind: if place.is_multiple_of(2) { "correction" } else { "explanation" },
        text: response.then(|| "请说明报价构成。".to_owned()),
        hash: "99".repeat(32),
        at: NOW,
        until: NOW + 86_400,
        left: if state == "open" { "24 h".to_owned() } else { String::new() },
        state,
        response: response.then(|| (Some("自有产能。".to_owned()), "88".repeat(32), NOW)),
    }
}

fn lines() -> Vec<RequestLine> {
    let mut answered = line(2, "answered", true);
    answered.response = Some((None, "88".repeat(32), NOW));
    vec![line(4, "over", false), line(3, "answered", true), answered, line(1, "open", false)]
}

/// What the page of a running tender says: before the comparison, to the officer, to the approver who proposed it and to another.
pub fn parts(proposed: impl Fn(bool, bool) -> Proposed) -> Vec<RequestPart> {
    let flagged = |number, state, explained| FlaggedLine {
        number,
        vendor: "华安".to_owned(),
        price: "CNY 1.00".to_owned(),
        why: WHY.to_owned(),
        state,
        explained,
    };
    let accepted = |confirmed, own| AcceptanceLine {
        bid: 2,
        vendor: "华安".to_owned(),
        given: proposed(confirmed, own),
    };
    let before = RequestPart { shown: true, compares: true, ..RequestPart::default() };
    let part = |own| RequestPart {
        compared: vec![("low-price-mean", "CNY 900.00".to_owned())],
        flagged: vec![
            flagged(0, "unasked", false),
            flagged(1, "asked", false),
            flagged(2, "silent", false),
            flagged(3, "explained", true),
            flagged(4, "accepted", false),
            flagged(5, "rejected", false),
        ],
        bids: vec![AskableBid {
            number: 2,
            vendor: "华安".to_owned(),
            kinds: vec!["explanation", "correction"],
        }],
        ends: vec![(NOW + 86_400, "tomorrow".to_owned())],
        requests: lines(),
        proposed: Some(accepted(false, own)),
        accepted: vec![accepted(true, own)],
        award_waits: Some(if own { "award-waits-low" } else { "award-waits-correction" }),
        ..before.clone()
    };
    vec![
        before.clone(),
        part(true),
        part(false),
        RequestPart { shown: true, ..RequestPart::default() },
    ]
}

/// A tender in a stage in which bid 2 asks an abnormally low price, with every kind of request.
pub fn tender(stage: Stage) -> TenderView {
    let mut view = tender_pages::view(stage, true);
    let requests =
        Requests { window: 86_400, under_mean_bp: Some(5_000), under_next_bp: Some(5_000) };
    view.row.publication.terms.requests = requests;
    let field = Field::of([123_456, 900_000, 1_000_000].into_iter()).unwrap();
    view.comparison = Some(ComparisonView { rule: requests, field, round: 0, at: at(14) });
    let tallied = Tallied { criteria: vec![52_500_000], below_minimum: None };
    view.tallies = BTreeMap::from([(2, tallied)]);
    if let Some(opened) = &mut view.bids[2].opened {
        opened.evaluated = Some(123_456);
    }
    let request = |number, kind, until, response: bool| RequestView {
        number,
        bid: 2,
        kind,
        statement: [1; 32],
        text: response.then(|| "请说明报价构成。".to_owned()),
        officer: PersonId([1; 20]),
        at: at(15),
        until,
        response: response.then(|| ResponseView {
            hash: [2; 32],
            text: Some("自有产能 <b>".to_owned()),
            by: PersonId([3; 20]),
            at: at(16),
        }),
    };
    view.requests = vec![
        request(0, RequestKind::Explanation, view.now - 1, true),
        request(1, RequestKind::Correction, view.now - 1, false),
        request(2, RequestKind::Correction, view.now + 7_300, false),
    ];
    let event = Event::Tender(TenderEvent::VendorAsked {
        request: 0,
        bid: 2,
        kind: RequestKind::Explanation,
        statement: [1; 32],
        until: NOW,
        officer: PersonId([1; 20]),
    });
    view.timeline.push(TimelineView { at: at(15), kind: "vendor_asked", bid: Some(2), event });
    view
}

pub fn acceptance(confirmed: bool) -> AcceptanceView {
    AcceptanceView {
        bid: 2,
        statement: [4; 32],
        text: Some("成本构成合理。".to_owned()),
        officer: PersonId([1; 20]),
        proposed: [5; 32],
        proposed_at: at(17),
        confirmed: confirmed.then_some((PersonId([2; 20]), at(18), 0)),
    }
}

fn public(locale: Locale, view: TenderView) -> String {
    let page = TenderPage {
        page: Page::sample(locale, "/tenders/x", None),
        view,
        block: 30,
        excluded: BTreeMap::new(),
        kind: TenderKind::default(),
        versions: Vec::new(),
    };
    page.render().unwrap()
}

/// Template → its renderings in one language.
pub fn samples(locale: Locale) -> Vec<(&'static str, String)> {
    let page = |path: &str| Page::sample(locale, path, Some("李维"));
    let mut all = Vec::new();
    for stage in [Stage::FinancialEvaluation, Stage::Standstill, Stage::Awarded] {
        for confirmed in [false, true] {
            let mut view = tender(stage);
            view.acceptances = vec![acceptance(confirmed)];
            all.push(("public/tender.html", public(locale, view)));
        }
    }
    for (requests, suspended) in [(vec![], None), (lines(), None), (lines(), Some(NOW))] {
        let respond = RespondPage {
            page: page("/tenders/x/requests"),
            signing: Signing::default(),
            address: "88".repeat(20),
            title: "Laptops".to_owned(),
            suspended,
            requests,
        };
        all.push(("vendor/respond.html", respond.render().unwrap()));
    }
    let view = tender(Stage::FinancialEvaluation);
    let lines = vec![BidsLine { bids: view.bids.clone(), view }];
    let bids = BidsPage { page: page("/bids"), vendor: "华安".to_owned(), lines };
    all.push(("vendor/bids.html", bids.render().unwrap()));
    all
}

#[test]
fn until_the_award_is_confirmed_only_the_parties_read_requests_and_flags() {
    for stage in [Stage::FinancialEvaluation, Stage::AwardProposed] {
        let shown = public(Locale::En, tender(stage));
        for hidden in
            ["请说明报价构成", "自有产能", "Vendor asked about its bid", "id=\"low-prices\""]
        {
            assert!(!shown.contains(hidden), "{hidden} in {stage:?}");
        }
    }
    for stage in [Stage::Standstill, Stage::Awarded] {
        let shown = public(Locale::En, tender(stage));
        for told in
            ["请说明报价构成", "自有产能 &#60;b", "Vendor asked about its bid", "id=\"low-prices\""]
        {
            assert!(shown.contains(told), "{told} in {stage:?}");
        }
    }
}

#[test]
fn a_flag_is_told_with_the_numbers_behind_it() {
    let shown = public(Locale::En, tender(Stage::Standstill));
    // The mean of 1,234.56, 9,000.00 and 10,000.00 and the price of bid 2.
    for told in ["CNY\u{a0}6,744.85", "81.69%", "CNY\u{a0}9,000.00", "86.28%", "50%"] {
        assert!(shown.contains(told), "{told}");
    }
}

#[test]
fn what_can_be_done_follows_from_the_requests() {
    let mut view = tender(Stage::FinancialEvaluation);
    view.row.state.first = Some(2);
    let vendor = view.bids[2].vendor;
    assert_eq!(waiting(&view, &vendor), 1);
    let bid = view.bids[2].clone();
    assert!(view.is_undecided(&bid) && view.is_explained(&bid));
    assert_eq!(view.askable(&bid), [RequestKind::Explanation]);
    assert!(view.bears(&bid, RejectionGround::AbnormallyLow));
    assert!(!view.bears(&bid, RejectionGround::NotCorrected));
    assert!(view.bears(&bid, RejectionGround::NotQualified));
    assert_eq!(view.award_waits(), Some("award-waits-low"));
    view.acceptances = vec![acceptance(false)];
    assert!(view.proposed_acceptance().is_some());
    view.acceptances = vec![acceptance(true)];
    assert!(!view.is_undecided(&bid) && view.proposed_acceptance().is_none());
    assert!(!view.bears(&bid, RejectionGround::AbnormallyLow));
    assert_eq!(view.award_waits(), Some("award-waits-correction"));

    // The window is over: nobody has to wait, and the ground is borne.
    view.requests[2].until = view.now;
    assert_eq!((waiting(&view, &vendor), view.award_waits()), (0, None));
    assert!(view.bears(&bid, RejectionGround::NotCorrected));
    assert_eq!(view.askable(&bid), [RequestKind::Correction]);
    // Another comparison, another decision.
    if let Some(compared) = &mut view.comparison {
        compared.round = 1;
    }
    assert!(view.is_undecided(&bid));
}
