//! Rejections, complaints and suspensions: samples of their pages, and what a tender's page says of them.

use askama::Template;
use tenderseal_portal::{
    app::{
        names::Named,
        tender::{
            At, ComplaintEnd, ComplaintView, ConfirmedRejection, Consequence, DecisionView,
            RejectionView, SuspensionStep, SuspensionView, TenderView,
        },
    },
    i18n::Locale,
    web::{
        complaints::{ComplainPage, May},
        forms::Form,
        page::Page,
        review::{ComplaintPage, ComplaintsPage, ReviewLine, ReviewPage, RunningLine},
    },
};
use tenderseal_rules::{
    OrgId, PersonId,
    messages::{ComplaintOutcome, RejectionGround},
    ranking::Ranked,
    tender::{Award, BidStatus, Stage, State, Technical},
};

use crate::{
    offices::{NOW, signing},
    tender_pages::view,
};

const fn at(block: u32) -> At {
    At { block, extrinsic: 1, time: NOW }
}

/// One of each effect, and a proposal that waits.
pub fn rejections() -> Vec<RejectionView> {
    let effects = [
        Consequence::RankedAgain,
        Consequence::Next(3),
        Consequence::TakenOut,
        Consequence::NobodyLeft,
    ];
    let rejection = |confirmed| RejectionView {
        bid: 2,
        ground: RejectionGround::NotQualified,
        statement: [1; 32],
        text: Some("未提交资格证明".to_owned()),
        officer: PersonId([1; 20]),
        proposed: [2; 32],
        proposed_at: at(21),
        confirmed,
    };
    (22..)
        .zip(effects)
        .map(|(block, effect)| {
            let approver = PersonId([2; 20]);
            rejection(Some(ConfirmedRejection { approver, effect, round: 1, at: at(block) }))
        })
        .chain([rejection(None)])
        .collect()
}

/// One that is open, one of each decision, one that was withdrawn.
pub fn complaints() -> Vec<ComplaintView> {
    let decided = ComplaintOutcome::ALL.iter().map(|outcome| {
        ComplaintEnd::Decided(DecisionView {
            outcome: *outcome,
            statement: [3; 32],
            text: (*outcome != ComplaintOutcome::Upheld).then(|| "理由".to_owned()),
            reviewer: PersonId([3; 20]),
            at: at(31),
        })
    });
    let ends = [ComplaintEnd::Open].into_iter().chain(decided);
    (0..)
        .zip(ends.chain([ComplaintEnd::Withdrawn(at(32))]))
        .map(|(number, end)| ComplaintView {
            number,
            vendor: OrgId([7; 20]),
            vendor_name: "投诉单位".to_owned(),
            by: PersonId([4; 20]),
            statement: [5; 32],
            text: (number != 1).then(|| "评分有误 <b>".to_owned()),
            at: at(30),
            end,
        })
        .collect()
}

/// One that is over and one that lasts.
pub fn suspensions() -> Vec<SuspensionView> {
    let step = |block| SuspensionStep {
        statement: [6; 32],
        text: Some("核实期间暂停".to_owned()),
        reviewer: PersonId([3; 20]),
        at: at(block),
    };
    vec![
        SuspensionView { from: step(33), to: Some(step(34)) },
        SuspensionView { from: step(35), to: None },
    ]
}

/// A tender whose clock a reviewer stopped.
fn suspended(stage: Stage) -> TenderView {
    let mut held = view(stage, true);
    held.row.state.suspended = true;
    held.row.state.stopped_at = Some(NOW + 10_000);
    held.row.state.open_complaints = 1;
    held
}

/// Template → its renderings in one language.
pub fn samples(locale: Locale) -> Vec<(&'static str, String)> {
    let page = |path: &str| Page::sample(locale, path, Some("李维"));
    let mut all = Vec::new();
    let vendor = Some(OrgId([7; 20]));
    for may in [May::Yes, May::Ended, May::NoVendor, May::NoBidder, May::OpenAlready] {
        for stage in [Stage::Bidding, Stage::Standstill] {
            let complain = ComplainPage {
                page: page("/tenders/x/complain"),
                form: match may {
                    May::Yes => Form::default().refused("complaint", "error-complaint-empty"),
                    _ => Form::default(),
                },
                signing: signing(),
                view: view(stage, true),
                may,
                vendor,
                checked: None,
            };
            all.push(("vendor/complain.html", complain.render().unwrap()));
        }
    }
    for key in ["error-complaint-long", "error-complaint-unfit"] {
        let complain = ComplainPage {
            page: page("/tenders/x/complain"),
            form: Form::default().refused("complaint", key),
            signing: signing(),
            view: view(Stage::Bidding, false),
            may: May::Yes,
            vendor,
            checked: None,
        };
        all.push(("vendor/complain.html", complain.render().unwrap()));
    }
    let checked = ComplainPage {
        page: page("/tenders/x/complain"),
        form: Form::default(),
        signing: signing(),
        view: view(Stage::Bidding, false),
        may: May::Yes,
        vendor,
        checked: Some("评分有误".to_owned()),
    };
    all.push(("vendor/complain.html", checked.render().unwrap()));
    let lines = |open: bool| -> Vec<_> {
        let fit = complaints().into_iter().filter(|complaint| complaint.is_open() == open);
        fit.map(|complaint| ReviewLine {
            address: "88".repeat(20),
            title: "Laptops".to_owned(),
            stage: "standstill",
            complaint,
        })
        .collect()
    };
    let running = [true, false].map(|suspended| RunningLine {
        address: "88".repeat(20),
        title: "Laptops".to_owned(),
        stage: "bidding",
        suspended,
    });
    for (open, closed, running) in
        [(vec![], vec![], vec![]), (lines(true), lines(false), running.to_vec())]
    {
        let list = ComplaintsPage { page: page("/complaints"), open, closed, running };
        all.push(("reviewer/complaints.html", list.render().unwrap()));
    }
    for held in [
        view(Stage::Bidding, true),
        view(Stage::Bidding, false),
        view(Stage::Awarded, true),
        suspended(Stage::Standstill),
    ] {
        for complaint in complaints() {
            let shown = ComplaintPage {
                page: page("/tenders/x/review/0"),
                signing: signing(),
                view: held.clone(),
                reviewer: complaint.decision().map_or("", |_| "王芳").to_owned(),
                complaint,
            };
            all.push(("reviewer/complaint.html", shown.render().unwrap()));
        }
        let review = ReviewPage { page: page("/tenders/x/review"), signing: signing(), view: held };
        all.push(("reviewer/tender.html", review.render().unwrap()));
    }
    all
}

#[test]
fn a_decision_is_offered_at_the_stages_at_which_the_contract_takes_it() {
    use ComplaintOutcome::{Cancel, Dismissed, Reevaluate, Upheld};
    for stage in
        [Stage::Bidding, Stage::Closed, Stage::FinancialOpening, Stage::FinancialEvaluation]
    {
        assert_eq!(view(stage, true).outcomes(), [Dismissed, Upheld, Cancel], "{stage:?}");
    }
    let mut tallied = view(Stage::FinancialEvaluation, true);
    (tallied.row.state.scores_frozen, tallied.row.state.valid) = (true, 1);
    // Where bids have two envelopes, technical offers that were read count before any price is opened.
    let mut technical = view(Stage::TechnicalEvaluation, true);
    technical.row.state.scores_frozen = true;
    assert_eq!(technical.outcomes(), [Dismissed, Upheld, Cancel], "nothing was read");
    technical.row.state.technical = Some(Technical { read: 1, ..Technical::default() });
    for view in
        [tallied, technical, view(Stage::AwardProposed, true), view(Stage::Standstill, true)]
    {
        assert_eq!(view.outcomes(), [Dismissed, Upheld, Reevaluate, Cancel]);
    }
    for stage in [Stage::Awarded, Stage::Cancelled, Stage::Unsuccessful, Stage::Completed] {
        assert_eq!(view(stage, true).outcomes(), [Dismissed, Upheld], "{stage:?}");
    }
}

/// Bids 0, 1 and 2 opened and ranked 2, 0, 1.
fn ranked(stage: Stage, state: State) -> TenderView {
    let mut held = view(stage, true);
    held.row.state = state;
    for bid in &mut held.bids {
        bid.status = if bid.number < 3 { BidStatus::Opened } else { BidStatus::Withdrawn };
    }
    let place = |bid| Ranked {
        bid,
        price_micropoints: 0,
        criteria: vec![],
        total_micropoints: 0,
        below_minimum: None,
    };
    held.places = [2, 0, 1].map(place).to_vec();
    held
}

#[test]
fn a_rejection_says_before_what_it_does() {
    let open = State { valid: 3, ..State::default() };
    let held = ranked(Stage::FinancialEvaluation, open.clone());
    assert_eq!(held.consequence(2), Consequence::RankedAgain);
    let last = ranked(Stage::FinancialEvaluation, State { valid: 1, ..open.clone() });
    assert_eq!(last.consequence(2), Consequence::NobodyLeft);
    let award = Award::Confirmed { bid: 2, at: NOW };
    let frozen = State { frozen: Some(0), first: Some(2), award, ..open };
    let mut held = ranked(Stage::Standstill, frozen.clone());
    assert_eq!(held.consequence(2), Consequence::Next(0));
    assert_eq!(held.consequence(1), Consequence::TakenOut);
    held.bids[0].status = BidStatus::Excluded(RejectionGround::Other);
    assert_eq!(held.consequence(2), Consequence::Next(1));
    held.bids[1].status = BidStatus::Excluded(RejectionGround::Other);
    assert_eq!(held.consequence(2), Consequence::NobodyLeft);

    let numbers = |view: &TenderView| view.rejectable().map(|bid| bid.number).collect::<Vec<_>>();
    assert_eq!(numbers(&ranked(Stage::Standstill, frozen.clone())), [0, 1, 2]);
    assert_eq!(numbers(&ranked(Stage::Awarded, frozen.clone())), [2], "only the winner");
    for stage in [Stage::FinancialOpening, Stage::ContractSigned, Stage::Cancelled] {
        assert_eq!(numbers(&ranked(stage, frozen.clone())), [0; 0], "{stage:?}");
    }
}
