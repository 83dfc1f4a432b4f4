//! The public pages of tenders and the vendors' pages: samples in every stage,
//! the messages they need, and what the server answers.

use std::collections::BTreeMap;

use askama::Template;
use serde_json::json;
use tenderseal_portal::{
    app::{
        names::{self, Named},
        notice::{Bilingual, DraftBody, DraftCriterion, Item, NoticeDocument, Source},
        people::Me,
        tender::{
            At, AwardView, BidView, CancellationView, ContractView, DeclarationView, EvaluatorView,
            FindingView, MemberView, MilestoneView, ObjectionView, OpenedView, RankedView,
            ScoreView, SeatChangeView, SheetsView, TenderView, TimelineView,
        },
        timeline::KINDS,
    },
    i18n::{Locale, Messages},
    ports_chain::{OrgRow, PersonRow, TenderRow, Titles},
    web::{
        acts,
        bids::{BidPage, BidsLine, BidsPage, OpenReceiptPage, ReceiptPage, WithdrawPage},
        objections::ObjectPage,
        page::Page,
        public::Home,
        refusals::RefusedPage,
        signing::Signing,
        tenders::{TenderKind, TenderLine, TenderPage, TendersPage},
    },
};
use tenderseal_rules::{
    ContractId, Error, Event, OrgId, PersonId, TenderEvent,
    messages::{
        CancelReason, ComplaintOutcome, Fault, Milestone, RejectionGround, TerminationGround,
    },
    ranking::{self, Candidate, Position, Ranked},
    registry::OrgStatus,
    roles::{OrgKind, Roles},
    tender::{BidStatus, Core, MilestoneStatus, Stage, State, TermsInForce},
    terms::{Consensus, PriceFormula},
    tse1::{Answer, FinancialBody},
};

use crate::world::World;

const NOW: u64 = 1_780_000_000;
const VENDOR: OrgId = OrgId([7; 20]);

fn at(block: u32) -> At {
    At { block, extrinsic: 1, time: NOW + u64::from(block) }
}

fn org(id: OrgId, name: &str) -> OrgRow {
    OrgRow {
        id,
        kind: OrgKind::Vendor,
        name: name.to_owned(),
        number: "1".to_owned(),
        country: "CN".to_owned(),
        details: [0; 32],
        status: OrgStatus::Admitted,
        suspended: None,
        debarred: None,
        reason: None,
        registered_at: NOW,
        decided_at: Some(NOW),
        block: 1,
    }
}

fn draft() -> DraftBody {
    let words = |en: &str, zh: &str| Bilingual { en: en.to_owned(), zh: zh.to_owned() };
    DraftBody {
        title: words("Laptops", "笔记本电脑"),
        description: words("471 laptops", "471 台笔记本电脑"),
        reference: "A-1".to_owned(),
        budget: "125000000".to_owned(),
        items: vec![Item {
            description: words("Laptop", "笔记本电脑"),
            quantity: "471".to_owned(),
            ..Item::default()
        }],
        criteria: vec![DraftCriterion {
            title: words("Quality", "质量"),
            weight_bp: 6_000,
            min: 3_000,
            ..DraftCriterion::default()
        }],
        price_weight_bp: 4_000,
        security_amount: "2000000".to_owned(),
        documents: vec![NoticeDocument {
            name: "terms.pdf".to_owned(),
            sha256: "ab".repeat(32),
            size: 10,
        }],
        source: Some(Source {
            publisher: "CDMX".to_owned(),
            url: "https://example.org".to_owned(),
            identifier: "1".to_owned(),
        }),
        deadline: Some(NOW),
        committee: vec!["11".repeat(32)],
        panel: vec!["22".repeat(20)],
        k: 1,
        ..DraftBody::default()
    }
}

fn bid(number: u32, status: BidStatus) -> BidView {
    let body = FinancialBody {
        currency: *b"CNY",
        price: 123_456,
        valid_until: NOW,
        costs: vec![],
        answers: vec![Answer { criterion: 1, text: "三年质保 <b>".to_owned() }],
        attachments: vec![],
    };
    let opened = matches!(status, BidStatus::Opened | BidStatus::Rejected(_)).then(|| OpenedView {
        at: at(9),
        seed: [3; 32],
        bytes: vec![],
        price: Some(body.price),
        evaluated: Some(body.price + 1),
        body: Some(body),
    });
    BidView {
        number,
        vendor: VENDOR,
        vendor_name: "华安科技".to_owned(),
        attempt: number + 1,
        e: [1; 32],
        c: [2; 32],
        at: at(5),
        terms: 1,
        status,
        stale: false,
        silent: false,
        good: vec![],
        bad: vec![2],
        missing: vec![1, 3],
        opened,
        scores: vec![ScoreView {
            evaluator: PersonId([0x22; 20]),
            criterion: 1,
            points: 8_750,
            justification: [4; 32],
            text: None,
            at: at(10),
        }],
        set_aside: vec![ScoreView {
            evaluator: PersonId([0x33; 20]),
            criterion: 1,
            points: 7_777,
            justification: [4; 32],
            text: Some("已回避".to_owned()),
            at: at(9),
        }],
        judged: None,
        security: Some(crate::securities::security(number)),
        sheets: SheetsView::default(),
        technical: None,
        passed: None,
    }
}

/// The vendor who bid may not act.
fn excluded() -> BTreeMap<OrgId, (&'static str, u64)> {
    BTreeMap::from([(VENDOR, ("hold-debarred", NOW))])
}

/// A tender in a stage, with everything that a page can show in it.
pub fn view(stage: Stage, full: bool) -> TenderView {
    let (notice, publication) = draft().publish(&OrgId([4; 20]), "Buyer").unwrap();
    let core = Core {
        genesis: [1; 32],
        registry: ContractId([2; 20]),
        number: 3,
        buyer: OrgId([4; 20]),
        committee_hash: [6; 32],
        k: 1,
        n: 1,
        currency: publication.terms.currency,
        published_at: NOW - 1_000,
    };
    let open = stage == Stage::Bidding;
    let row = TenderRow {
        address: ContractId([8; 20]),
        number: 3,
        buyer: core.buyer,
        approver: PersonId([1; 20]),
        code: [9; 32],
        core,
        members: vec![PersonId([1; 20])],
        state: State {
            live: 3,
            cancelled_at: (stage == Stage::Cancelled).then_some(NOW + 5_000),
            schedule: publication.schedule,
            terms: TermsInForce {
                version: 1,
                hash: [5; 32],
                lifecycle_rate_bp: 0,
                min_bids: 2,
                security: publication.terms.security,
                lifecycle_years: publication.terms.lifecycle_years,
            },
            securities: crate::securities::counts(full),
            ..State::default()
        },
        publication,
        stage,
        turns_at: None,
        titles: Titles {
            en: "Laptops".to_owned(),
            zh: if full { "笔记本电脑".to_owned() } else { String::new() },
        },
        search: String::new(),
        block: 2,
    };
    let statuses = [
        BidStatus::Replaced,
        BidStatus::Sealed,
        BidStatus::Opened,
        BidStatus::Rejected(Fault::Body),
        BidStatus::Withdrawn,
    ];
    let bids = if full {
        (0..).zip(statuses).map(|(number, status)| bid(number, status)).collect()
    } else {
        vec![]
    };
    let confirmed = full.then_some((PersonId([1; 20]), at(20)));
    let line = |place, below_minimum| RankedView {
        place,
        line: Ranked {
            bid: 2,
            price_micropoints: 40_000_000,
            criteria: vec![52_500_000],
            total_micropoints: 92_500_000,
            below_minimum,
        },
        vendor_name: "华安 & 科技".to_owned(),
    };
    let finding = |upheld, confirmed| FindingView {
        upheld,
        reason: [0; 32],
        text: Some("理由".to_owned()),
        officer: PersonId([1; 20]),
        proposed: [0; 32],
        at: at(12),
        confirmed,
    };
    let objection = |number, finding| ObjectionView {
        number,
        bid: 2,
        fault: Fault::Reseal,
        by: PersonId([1; 20]),
        org_name: "北辰信息".to_owned(),
        at: at(11),
        finding,
    };
    let event = Event::Tender(TenderEvent::BidWithdrawn { bid: 1, vendor: VENDOR });
    TenderView {
        row,
        now: if open { NOW - 500 } else { NOW + 10_000_000 },
        stage,
        turns_at: None,
        settled_at: (!open).then_some(NOW + 3_000),
        notice: full.then_some(notice),
        notice_text: None,
        buyer: full.then(|| org(OrgId([4; 20]), "示范市财政局")),
        committee: vec![MemberView {
            place: 1,
            person: PersonId([1; 20]),
            org: OrgId([4; 20]),
            org_name: "示范市财政局".to_owned(),
            key: [1; 32],
            posted: BTreeMap::from([(2, true)]),
        }],
        panel: vec![EvaluatorView {
            person: PersonId([0x22; 20]),
            org_name: "高校".to_owned(),
            scored: vec![2],
            declaration: full.then(|| DeclarationView {
                conflicts: vec![VENDOR],
                statement: [5; 32],
                text: Some("无 <b>".to_owned()),
                at: at(8),
            }),
            reader: None,
        }],
        seat_changes: if full && !open {
            vec![SeatChangeView {
                evaluator: PersonId([0x22; 20]),
                substitute: Some(PersonId([0x33; 20])),
                reason: [6; 32],
                text: Some("因病".to_owned()),
                officer: PersonId([1; 20]),
                proposed: [7; 32],
                proposed_at: at(6),
                confirmed: None,
            }]
        } else {
            vec![]
        },
        bids,
        objections: if full && !open {
            vec![
                objection(0, None),
                objection(1, Some(finding(true, None))),
                objection(2, Some(finding(true, confirmed))),
                objection(3, Some(finding(false, confirmed))),
            ]
        } else {
            vec![]
        },
        tallies: BTreeMap::new(),
        technical: None,
        places: Vec::new(),
        ranking: (full && !open).then(|| (at(15), vec![line(Some(1), None), line(None, Some(1))])),
        award: (matches!(stage, Stage::AwardProposed | Stage::Standstill) || stage.is_awarded())
            .then(|| AwardView {
                bid: 2,
                vendor: VENDOR,
                vendor_name: "华安科技".to_owned(),
                officer: PersonId([1; 20]),
                proposed: [0; 32],
                proposed_at: at(16),
                confirmed: confirmed.filter(|_| stage != Stage::AwardProposed),
                final_from: (stage != Stage::AwardProposed).then_some(NOW + 9_000),
            }),
        contract: None,
        requests: vec![],
        comparison: None,
        acceptances: vec![],
        forfeitures: if full { crate::securities::forfeitures() } else { vec![] },
        applications: vec![],
        rejections: if full { crate::remedies::rejections() } else { vec![] },
        complaints: if full { crate::remedies::complaints() } else { vec![] },
        suspensions: if full { crate::remedies::suspensions() } else { vec![] },
        cancellation: (stage == Stage::Cancelled).then(|| CancellationView {
            reason: CancelReason::NoFunds,
            statement: [0; 32],
            text: Some("资金未落实".to_owned()),
            officer: PersonId([1; 20]),
            proposed: [0; 32],
            proposed_at: at(16),
            confirmed,
        }),
        questions: vec![],
        extensions: vec![],
        amendments: vec![],
        timeline: vec![
            TimelineView { at: at(2), kind: "tender_created", bid: None, event: event.clone() },
            TimelineView { at: at(5), kind: "bid_committed", bid: Some(1), event },
        ],
    }
}

pub fn me() -> Me {
    let person =
        PersonRow { id: PersonId([1; 20]), org: VENDOR, roles: Roles::default(), added_at: NOW };
    Me { person, org: org(VENDOR, "华安科技") }
}

fn lines() -> Vec<TenderLine> {
    let line = |stage, winner| TenderLine {
        row: view(stage, true).row,
        buyer: "示范市财政局".to_owned(),
        winner,
    };
    vec![
        line(Stage::Bidding, None),
        line(Stage::Awarded, Some(("华安科技".to_owned(), "CNY 1.00".to_owned()))),
    ]
}

/// Template → its renderings in one language.
pub fn samples(locale: Locale) -> Vec<(&'static str, String)> {
    let page = |path: &str| Page::sample(locale, path, None);
    let mine = |path: &str| Page::sample(locale, path, Some("李维"));
    let mut all: Vec<(&'static str, String)> = Vec::new();
    macro_rules! add {
        ($name:literal, $template:expr) => {
            all.push(($name, $template.render().unwrap()))
        };
    }
    add!("public/home.html", Home { page: page(""), open: lines(), awarded: lines() });
    for (tenders, total, here) in [(vec![], 0, 0), (lines(), 2, 0), (lines(), 45, 1)] {
        let (text, status) = ("电脑".to_owned(), "open".to_owned());
        add!(
            "public/tenders.html",
            TendersPage { page: page("/tenders"), text, status, tenders, total, here }
        );
    }
    for stage in Stage::ALL {
        for full in [true, false] {
            add!(
                "public/tender.html",
                TenderPage {
                    page: page("/tenders/x"),
                    view: view(*stage, full),
                    block: 30,
                    excluded: excluded(),
                    kind: crate::profiles::kind(),
                    versions: crate::amendment::versions(),
                }
            );
        }
    }
    let mut lowest = view(Stage::Awarded, true);
    lowest.row.publication.terms.price.formula = PriceFormula::LowestOnly;
    add!(
        "public/tender.html",
        TenderPage {
            page: page("/tenders/x"),
            view: lowest,
            block: 30,
            excluded: excluded(),
            kind: TenderKind::default(),
            versions: Vec::new()
        }
    );
    let benchmark = benchmarked();
    add!(
        "public/tender.html",
        TenderPage {
            page: page("/tenders/x"),
            view: benchmark,
            block: 30,
            excluded: excluded(),
            kind: TenderKind::default(),
            versions: Vec::new()
        }
    );
    for (error, tender) in
        [(Error::TooLate, Some((ContractId([8; 20]), NOW))), (Error::Expired, None)]
    {
        add!(
            "public/refused.html",
            RefusedPage { page: mine("/acts"), error, tender, now: NOW, org: None }
        );
    }
    for (is_tender, bid) in [(true, Some((1, "1".repeat(64), "2".repeat(64)))), (false, None)] {
        let receipt = acts::Receipt {
            block: 7,
            index: 1,
            time: NOW,
            block_hash: "3".repeat(64),
            genesis: "4".repeat(64),
            contract: ContractId([8; 20]),
            is_tender,
            act: if is_tender { "commit_bid" } else { "register_org" },
            happened: vec![if is_tender { "bid_committed" } else { "org_registered" }],
            bid,
            text: None,
        };
        add!("public/receipt.html", acts::ReceiptPage { page: page("/receipts/7/1"), receipt });
    }
    add!("public/receipt_open.html", OpenReceiptPage { page: page("/receipts/open") });
    for (stage, full) in [(Stage::Bidding, true), (Stage::Bidding, false), (Stage::Closed, true)] {
        add!(
            "vendor/bid.html",
            BidPage::of(mine("/tenders/x/bid"), view(stage, full), Signing::default(), &me())
        );
        let (view, bid) = (view(stage, true), bid(1, BidStatus::Sealed));
        add!(
            "vendor/receipt.html",
            ReceiptPage { page: mine("/x"), view: view.clone(), bid: bid.clone() }
        );
        add!(
            "vendor/withdraw.html",
            WithdrawPage { page: mine("/x"), view, signing: Signing::default(), bid }
        );
    }
    add!(
        "vendor/receipt.html",
        ReceiptPage {
            page: mine("/x"),
            view: view(Stage::Awarded, true),
            bid: bid(2, BidStatus::Opened)
        }
    );
    for (stage, settled_at, full, registered) in [
        (Stage::FinancialOpening, None, true, true),
        (Stage::FinancialOpening, Some(NOW + 10_000_000), true, true),
        (Stage::FinancialOpening, None, false, true),
        (Stage::FinancialOpening, None, true, false),
        (Stage::Bidding, None, true, true),
    ] {
        let view = TenderView { settled_at, ..view(stage, full) };
        let page = mine("/tenders/x/object");
        add!(
            "vendor/object.html",
            ObjectPage { page, signing: Signing::default(), view, registered }
        );
    }
    let line = |stage| BidsLine { view: view(stage, true), bids: view(stage, true).bids };
    for lines in [vec![], vec![line(Stage::Bidding), line(Stage::Awarded)]] {
        add!(
            "vendor/bids.html",
            BidsPage { page: mine("/bids"), vendor: "华安科技".to_owned(), lines }
        );
    }
    all
}

/// An awarded tender with a benchmark and a trimmed mean: two bids, five evaluators.
pub fn benchmarked() -> TenderView {
    let mut view = view(Stage::Awarded, true);
    let terms = &mut view.row.publication.terms;
    terms.price.formula = PriceFormula::Benchmark {
        discount_bp: 500,
        above_bp_per_percent: 250,
        below_bp_per_percent: 125,
    };
    terms.consensus = Consensus::TrimmedMean;
    view.panel = (0..5)
        .map(|seat| EvaluatorView {
            person: PersonId([seat; 20]),
            org_name: "高校".to_owned(),
            scored: vec![2],
            declaration: None,
            reader: None,
        })
        .collect();
    view.row.publication.panel = view.panel.iter().map(|held| held.person).collect();
    let second = bid(5, BidStatus::Opened);
    view.bids.push(second);
    for (number, price) in [(2, 100_000_000), (5, 120_000_000)] {
        let opened = view.bids[number].opened.as_mut().unwrap();
        (opened.price, opened.evaluated) = (Some(price), Some(price));
    }
    let points = [9_000, 6_000, 9_900, 8_050, 7_000];
    view.bids[2].scores = (0..)
        .zip(points)
        .map(|(seat, points)| ScoreView {
            evaluator: PersonId([seat; 20]),
            points,
            text: Some(format!("reason {points}")),
            ..bid(2, BidStatus::Opened).scores[0].clone()
        })
        .collect();
    let terms = view.publication().terms.clone();
    let candidate = |bid: u32, price, scores: &[u32]| Candidate {
        bid,
        price,
        committed: Position { block: 5, index: bid },
        scores: vec![scores.to_vec()],
    };
    let candidates = [candidate(2, 100_000_000, &points), candidate(5, 120_000_000, &[8_750])];
    let lines = ranking::rank(&terms.price, &terms.criteria, terms.consensus, &candidates).unwrap();
    let placed = (1..).zip(lines).map(|(place, line)| RankedView {
        place: Some(place),
        vendor_name: format!("投标人 {}", line.bid),
        line,
    });
    view.ranking = Some((at(15), placed.collect()));
    view
}

pub fn shown(view: TenderView, locale: Locale) -> String {
    TenderPage {
        page: Page::sample(locale, "/tenders/x", None),
        view,
        block: 30,
        excluded: BTreeMap::new(),
        kind: TenderKind::default(),
        versions: Vec::new(),
    }
    .render()
    .unwrap()
}

#[test]
fn the_public_page_tells_each_price_rule_with_its_numbers() {
    let english = shown(benchmarked(), Locale::En);
    for text in [
        "Distance from a benchmark",
        "40 points (40% of the total)",
        "less 5%",
        "takes 1 of the 40 points (2.5%)",
        "takes 0.5 of the 40 points (1.25%)",
        "an example",
        "31.5789% above",
    ] {
        assert!(english.contains(text), "{text}: {english}");
    }
    let chinese = shown(benchmarked(), Locale::Zh);
    for text in ["基准价法", "下浮 5%", "扣 1 分", "扣 0.5 分", "扣分举例", "共 5 位评标专家"]
    {
        assert!(chinese.contains(text), "{text}: {chinese}");
    }
    let proportional = shown(view(Stage::Bidding, true), Locale::En);
    assert!(proportional.contains("In proportion to the lowest price"));
    assert!(!proportional.contains("an example"));
    let mut lowest = view(Stage::Bidding, true);
    lowest.row.publication.terms.price.formula = PriceFormula::LowestOnly;
    assert!(shown(lowest, Locale::Zh).contains("最低评标价法"));
}

#[test]
fn the_evaluation_has_what_somebody_needs_to_compute_it_again() {
    let html = shown(benchmarked(), Locale::En);
    // (1,000,000 + 1,200,000) / 2 = 1,100,000; less 5 %: 1,045,000
    for text in ["2,200,000.00", "1,100,000.00", "1,045,000.00"] {
        assert!(html.contains(text), "{text}: {html}");
    }
    // 45,000 of 1,045,000 below at half a point each percent; 155,000 above at one.
    for text in ["4.3062% below", "37.8468", "14.8325% above", "25.1674"] {
        assert!(html.contains(text), "{text}: {html}");
    }
    let record = html.split("Scores of the evaluators").nth(1).unwrap();
    assert_eq!(record.matches("left out</span>").count(), 2);
    assert!(record.contains("<s>60 / 100</s>") && record.contains("<s>99 / 100</s>"), "{record}");
    // (90 + 80.5 + 70) / 3 = 80.1666, of 60 points
    assert!(record.contains("80.1666 of 100, which is 48.1000 points"), "{record}");

    let mut waiting = benchmarked();
    waiting.ranking = None;
    let html = shown(waiting, Locale::En);
    assert!(!html.contains("left out</span>") && !html.contains("How the prices became points"));
}

#[test]
fn a_release_tells_everything_that_was_chosen() {
    let release = |view: &TenderView| {
        tenderseal_portal::render::ocds::package(view, "https://portal.example")["releases"][0]
            ["tender"]
            .clone()
    };
    let tender = release(&benchmarked());
    assert_eq!(tender["awardCriteria"], "ratedCriteria");
    let details = tender["awardCriteriaDetails"].as_str().unwrap();
    assert!(details.contains("less 5%") && details.contains("5 evaluators"), "{details}");
    assert!(tender["awardCriteriaDetails_zh"].as_str().unwrap().contains("下浮 5%"));
    let rules = &tender["lots"][0]["awardCriteria"];
    assert_eq!(
        rules["priceFormula"],
        json!({
            "name": "benchmark",
            "discountPercent": 5.0,
            "lossPercentPerPercentAbove": 2.5,
            "lossPercentPerPercentBelow": 1.25,
        })
    );
    assert_eq!(rules["consensus"], "trimmed_mean");
    assert_eq!(
        rules["criteria"][1],
        json!({
            "type": "quality",
            "name": "Quality",
            "name_zh": "质量",
            "numbers": [
                { "number": 60.0, "weight": "percentageExact" },
                { "number": 30.0, "threshold": "minimumScore" },
            ],
            "maximumScore": 100.0,
        })
    );
    assert_eq!(rules["criteria"][0]["numbers"][0]["number"], 40.0);

    let mut lowest = view(Stage::Bidding, true);
    lowest.row.publication.terms.price.formula = PriceFormula::LowestOnly;
    lowest.row.publication.terms.lifecycle_rate_bp = 350;
    let tender = release(&lowest);
    assert_eq!(tender["awardCriteria"], "priceOnly");
    assert_eq!(tender["lots"][0]["awardCriteria"]["lifecycleDiscountRatePercent"], 3.5);
}

#[test]
fn a_release_tells_the_contract_from_its_proposal_to_its_end() {
    let milestone = |status, at| MilestoneView {
        terms: Milestone { title: [1; 32], due: NOW, amount: 50 },
        title: Some("到货".to_owned()),
        status,
        text: None,
        at,
    };
    let accepted = MilestoneStatus::Accepted { document: [2; 32], at: NOW };
    let held = ContractView {
        bid: 2,
        contract: [1; 32],
        text: None,
        value: 10_000,
        milestones: vec![milestone(accepted, Some(at(31))), milestone(MilestoneStatus::Open, None)],
        officer: PersonId([1; 20]),
        proposed: [3; 32],
        proposed_at: at(30),
        signed: None,
        change: None,
        amendments: Vec::new(),
        completion: None,
        termination: None,
    };
    let release = |stage, held: &ContractView| {
        let view = TenderView { contract: Some(held.clone()), ..view(stage, true) };
        let package = tenderseal_portal::render::ocds::package(&view, "https://portal.example");
        package["releases"][0].clone()
    };
    let waiting = release(Stage::Awarded, &held);
    assert_eq!(waiting["contracts"][0]["status"], "pending");
    assert_eq!(waiting["contracts"][0]["awardID"], waiting["awards"][0]["id"]);
    assert!(waiting["contracts"][0]["dateSigned"].is_null());
    let other = ContractView { bid: 1, ..held.clone() };
    assert!(release(Stage::Awarded, &other)["contracts"].is_null(), "void: another bid is awarded");

    let signed = ContractView { signed: Some((VENDOR, PersonId([1; 20]), at(32))), ..held };
    let running = release(Stage::ContractSigned, &signed);
    assert_eq!(running["tag"], json!(["implementation"]));
    let contract = &running["contracts"][0];
    assert_eq!(
        (&contract["status"], &contract["value"]["amount"]),
        (&json!("active"), &json!(100.0))
    );
    let milestones = &contract["implementation"]["milestones"];
    assert_eq!(
        (&milestones[0]["status"], &milestones[1]["status"]),
        (&json!("met"), &json!("scheduled"))
    );
    for (stage, details) in
        [(Stage::Completed, json!("completed")), (Stage::Terminated, json!(null))]
    {
        let ended = release(stage, &signed);
        assert_eq!(ended["contracts"][0]["status"], "terminated");
        assert_eq!(ended["contracts"][0]["statusDetails"], details);
    }
}

fn tender_page(stage: Stage) -> String {
    let page = Page::sample(Locale::En, "/tenders/x", None);
    TenderPage {
        page,
        view: view(stage, true),
        block: 30,
        excluded: excluded(),
        kind: TenderKind::default(),
        versions: Vec::new(),
    }
    .render()
    .unwrap()
}

#[test]
fn before_the_opening_no_page_names_a_vendor() {
    let html = tender_page(Stage::Bidding);
    assert!(!html.contains("华安") && !html.contains(&VENDOR.to_string()), "{html}");
    assert!(tender_page(Stage::FinancialOpening).contains("华安科技"));
}

#[test]
fn a_tender_that_ended_before_its_opening_names_nobody_and_promises_nothing() {
    let schedule = *view(Stage::Cancelled, true).schedule();
    let shown = |stage, live, cancelled_at| {
        let mut view = view(stage, true);
        view.row.state.live = live;
        view.row.state.cancelled_at = cancelled_at;
        view.objections.clear();
        (view.names_are_public(), view.ended_at(), {
            let page = Page::sample(Locale::En, "/tenders/x", None);
            TenderPage {
                page,
                view,
                block: 30,
                excluded: excluded(),
                kind: TenderKind::default(),
                versions: Vec::new(),
            }
            .render()
            .unwrap()
        })
    };
    let before = schedule.opening() - 1;
    for (stage, live, cancelled_at, end) in [
        (Stage::Cancelled, 3, Some(before), before),
        (Stage::Unsuccessful, 1, None, schedule.deadline),
    ] {
        let (names, ended, html) = shown(stage, live, cancelled_at);
        assert!(!names);
        assert_eq!(ended, Some(end));
        assert!(!html.contains("Opening record") && !html.contains("Opening begins"), "{html}");
        assert!(!html.contains("End of the objection period"));
    }
    let (names, _, html) = shown(Stage::Cancelled, 3, Some(schedule.opening()));
    assert!(names && html.contains("Opening record") && html.contains("Opening begins"));
}

#[test]
fn objections_are_taken_in_the_opening_and_until_their_window_ends() {
    let opening = view(Stage::FinancialOpening, true);
    let window = u64::from(opening.schedule().objection_window);
    let at = |settled_at, now| TenderView { settled_at, now, ..opening.clone() }.takes_objections();
    assert!(at(None, NOW), "before every bid is settled");
    assert!(at(Some(NOW), NOW + window - 1));
    assert!(!at(Some(NOW), NOW + window));
    assert!(!view(Stage::FinancialEvaluation, true).takes_objections());
    let page = |view: TenderView, registered| {
        let page = Page::sample(Locale::En, "/tenders/x/object", Some("Li"));
        let html = ObjectPage { page, signing: Signing::default(), view, registered }.render();
        html.unwrap().contains("data-act=\"object\"")
    };
    let open = TenderView { settled_at: None, ..opening.clone() };
    assert!(page(open.clone(), true));
    assert!(!page(open, false), "nobody whom the registry does not know");
    assert!(!page(TenderView { settled_at: Some(NOW), now: NOW + window, ..opening }, true));
}

#[test]
fn what_a_vendor_wrote_is_text_and_no_markup() {
    let html = tender_page(Stage::Awarded);
    assert!(html.contains("三年质保 &#60;b&#62;") && !html.contains("三年质保 <b>"), "{html}");
    assert!(html.contains("华安 &amp; 科技</text>"));
}

#[test]
fn no_field_of_an_offer_can_be_sent() {
    let page = Page::sample(Locale::En, "/tenders/x/bid", Some("Li"));
    let html =
        BidPage::of(page, view(Stage::Bidding, true), Signing::default(), &me()).render().unwrap();
    for id in ["price", "valid-until", "answer-1"] {
        let (_, field) = html.split_once(&format!(" id=\"{id}\"")).unwrap();
        let before = html.split(&format!(" id=\"{id}\"")).next().unwrap();
        let tag =
            format!("{}{}", before.rsplit('<').next().unwrap(), field.split('>').next().unwrap());
        assert!(!tag.contains(" name="), "{tag}");
        assert_eq!(
            before.matches("<form").count(),
            before.matches("</form").count(),
            "{id} lies in a form"
        );
    }
}

#[test]
fn every_refusal_of_the_contracts_says_what_happened_and_what_to_do() {
    for locale in Locale::ALL {
        let messages = Messages::of(locale);
        for error in Error::ALL {
            for key in
                [format!("refusal-{}", error.name()), format!("refusal-{}-next", error.name())]
            {
                assert!(messages.has(&key), "{key} in {}", locale.tag());
            }
        }
    }
}

#[test]
fn every_name_of_the_chain_has_a_message() {
    let mut keys: Vec<String> = KINDS.iter().map(|kind| format!("event-{kind}")).collect();
    keys.extend(Stage::ALL.iter().map(|stage| format!("stage-{}", stage.name())));
    keys.extend(Fault::ALL.iter().map(|fault| format!("fault-{}", fault.name())));
    let grounds = TerminationGround::ALL.iter().map(|ground| ground.name());
    keys.extend(grounds.map(|ground| format!("termination-{ground}")));
    keys.extend(CancelReason::ALL.iter().map(|reason| format!("cancel-{}", reason.name())));
    keys.extend(RejectionGround::ALL.iter().map(|ground| format!("ground-{}", ground.name())));
    keys.extend(crate::securities::keys());
    keys.extend(crate::requests::keys());
    keys.extend(ComplaintOutcome::ALL.iter().map(|of| format!("outcome-{}", of.name())));
    keys.extend(Consensus::ALL.iter().map(|consensus| format!("consensus-{}", consensus.name())));
    let statuses = [
        BidStatus::Sealed,
        BidStatus::Replaced,
        BidStatus::Withdrawn,
        BidStatus::Opened,
        BidStatus::Rejected(Fault::Body),
        BidStatus::Excluded(RejectionGround::Other),
    ];
    keys.extend(statuses.iter().map(|status| format!("bid-status-{}", names::bid_status(*status))));
    for locale in Locale::ALL {
        for key in &keys {
            assert!(Messages::of(locale).has(key), "{key} in {}", locale.tag());
        }
    }
}

#[actix_web::test]
async fn an_empty_list_says_so_and_an_unknown_tender_is_not_found() {
    let world = World::new().await;
    world
        .browser
        .get("/en/tenders?q=laptop&status=open&page=2")
        .await
        .is(200)
        .shows("No tender fits");
    world.browser.get("/zh/tenders?status=nonsense&page=x").await.is(200).shows("没有找到项目");
    world.browser.get("/en").await.is(200).shows("No tender is open for bids now.");
    for path in [
        "/en/tenders/00",
        "/en/tenders/ff00000000000000000000000000000000000000",
        "/zh/tenders/%3Cscript%3E",
    ] {
        world.browser.get(path).await.is(404);
    }
    world.browser.get("/en/receipts/open").await.is(200).shows("Open a receipt file");
    world.end().await;
}
