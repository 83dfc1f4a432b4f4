//! The contract's pages with samples of every state, and what waits for whom.

use askama::Template;
use tenderseal_portal::{
    app::tender::{
        At, ChangeView, CompletionView, ContractView, MilestoneView, SupplementView, TenderView,
        TerminationView,
    },
    i18n::Locale,
    web::{
        contract::{ContractPage, Step, steps, waits_for_officer, waits_for_vendor},
        contract_terms::{Checked, Row, TermsPage},
        forms::Form,
        page::Page,
        signing::Signing,
        tenders::{TenderKind, TenderPage},
    },
};
use tenderseal_rules::{
    OrgId, PersonId,
    messages::{Milestone, TerminationGround},
    tender::{MilestoneStatus, Stage},
};

use crate::tender_pages::view;

const NOW: u64 = 1_780_000_000;
const TERMS: Milestone = Milestone { title: [1; 32], due: NOW, amount: 5_000 };

fn at(block: u32) -> At {
    At { block, extrinsic: 1, time: NOW }
}

fn milestone(status: MilestoneStatus) -> MilestoneView {
    let told = status != MilestoneStatus::Open;
    MilestoneView {
        terms: TERMS,
        title: told.then(|| "到货 <b>一</b>".to_owned()),
        status,
        text: told.then(|| "已送达。".to_owned()),
        at: told.then(|| at(31)),
    }
}

/// A contract on the awarded bid of the sample, with these milestones.
fn contract(signed: bool, milestones: Vec<MilestoneView>) -> ContractView {
    let award = view(Stage::Awarded, true).award.unwrap();
    ContractView {
        bid: award.bid,
        contract: [1; 32],
        text: Some("合同".to_owned()),
        value: 10_000,
        milestones,
        officer: PersonId([1; 20]),
        proposed: [3; 32],
        proposed_at: at(30),
        signed: signed.then(|| (award.vendor, PersonId([2; 20]), at(31))),
        change: None,
        amendments: Vec::new(),
        completion: None,
        termination: None,
    }
}

/// An award with a contract that has come to this stage, and everything that can wait or be over in it at once.
pub fn come_to(stage: Stage) -> TenderView {
    with(stage, Some(full(stage)))
}

/// With everything that can wait or be over at once.
fn full(stage: Stage) -> ContractView {
    let over = stage != Stage::ContractSigned;
    let mut held = contract(
        true,
        vec![
            milestone(MilestoneStatus::Accepted { document: [2; 32], at: NOW }),
            milestone(MilestoneStatus::Reported { document: [2; 32] }),
            milestone(MilestoneStatus::Returned { reason: [2; 32] }),
            milestone(MilestoneStatus::Open),
        ],
    );
    held.amendments.push(SupplementView {
        document: [4; 32],
        text: None,
        from: 9_000,
        value: 10_000,
        officer: PersonId([1; 20]),
        by: PersonId([2; 20]),
        at: at(32),
    });
    held.change = Some(ChangeView {
        document: [4; 32],
        text: Some("补充".to_owned()),
        value: 12_000,
        milestones: vec![(TERMS, None), (TERMS, Some("到货".to_owned()))],
        officer: PersonId([1; 20]),
        proposed: [3; 32],
        proposed_at: at(33),
    });
    held.completion = Some(CompletionView {
        statement: [5; 32],
        text: Some("完毕".to_owned()),
        officer: PersonId([1; 20]),
        proposed: [3; 32],
        proposed_at: at(34),
        confirmed: over.then(|| (PersonId([2; 20]), at(35))),
    });
    held.termination = Some(TerminationView {
        ground: TerminationGround::Agreement,
        statement: [5; 32],
        text: None,
        officer: PersonId([1; 20]),
        proposed: [3; 32],
        proposed_at: at(34),
        confirmed: over.then(|| (PersonId([2; 20]), at(35))),
    });
    held
}

fn with(stage: Stage, contract: Option<ContractView>) -> TenderView {
    TenderView { contract, ..view(stage, true) }
}

/// Every state in which the page is shown.
fn states() -> Vec<TenderView> {
    let accepted = || milestone(MilestoneStatus::Accepted { document: [2; 32], at: NOW });
    let mut states = vec![
        with(Stage::Bidding, None),
        with(Stage::Awarded, None),
        with(Stage::Awarded, Some(contract(false, vec![milestone(MilestoneStatus::Open)]))),
        with(Stage::ContractSigned, Some(contract(true, Vec::new()))),
        with(Stage::ContractSigned, Some(contract(true, vec![accepted()]))),
    ];
    for stage in [Stage::ContractSigned, Stage::Completed, Stage::Terminated] {
        states.push(with(stage, Some(full(stage))));
        let mut performed = full(stage);
        performed.milestones = vec![accepted()];
        states.push(with(stage, Some(performed)));
    }
    states
}

pub fn samples(locale: Locale) -> Vec<(&'static str, String)> {
    let page = |path: &str| Page::sample(locale, path, Some("李维"));
    let mut all = Vec::new();
    for tender in states() {
        let public = TenderPage {
            page: page("/tenders/x"),
            view: tender.clone(),
            block: 40,
            excluded: [].into(),
            kind: TenderKind::default(),
            versions: Vec::new(),
        };
        all.push(("public/tender.html", public.render().unwrap()));
        for (buyer, own) in [(true, true), (true, false), (false, false)] {
            let shown = ContractPage {
                page: page("/tenders/x/contract"),
                signing: Signing::default(),
                view: tender.clone(),
                buyer,
                officer: buyer,
                approver: buyer,
                vendor: !buyer,
                terminator: buyer.then(|| ("李维".to_owned(), own)),
            };
            all.push(("contract/show.html", shown.render().unwrap()));
        }
    }
    let rows = || {
        let row = |number, fixed| Row {
            number,
            title: "到货".to_owned(),
            due: "2026-12-31".to_owned(),
            amount: "50.00".to_owned(),
            fixed,
        };
        vec![row(1, true), row(2, false), Row { number: 3, ..Row::default() }]
    };
    let mut refused = Form::with(&[("document", "x"), ("value", "100.00")]);
    for (field, key) in [
        ("title-2", "error-contract-title"),
        ("title-2", "error-contract-title-long"),
        ("due-2", "error-contract-due"),
        ("due-2", "error-contract-due-order"),
        ("due-2", "error-contract-due-far"),
        ("amount-2", "error-contract-amount"),
    ] {
        refused.refuse_in_row(field.to_owned(), key);
    }
    for (field, key) in [
        ("document", "error-contract-document"),
        ("document", "error-contract-document-long"),
        ("value", "error-contract-value"),
        ("milestones", "error-contract-sum"),
        ("milestones", "error-contract-fixed"),
    ] {
        refused.refuse(field, key);
    }
    let checked = Checked {
        document: "合同".to_owned(),
        value: 10_000,
        milestones: vec![("到货".to_owned(), TERMS), (String::new(), TERMS)],
    };
    for (stage, form, rows, checked) in [
        (Stage::Bidding, Form::default(), Vec::new(), None),
        (Stage::Awarded, Form::default(), vec![Row { number: 1, ..Row::default() }], None),
        (Stage::Awarded, Form::default(), rows(), Some(checked.clone())),
        (Stage::ContractSigned, refused, rows(), None),
        (Stage::ContractSigned, Form::with(&[("value", "100.00")]), rows(), Some(checked)),
    ] {
        let tender = with(stage, (stage == Stage::ContractSigned).then(|| full(stage)));
        let (page, signing) = (page("/tenders/x/contract/terms"), Signing::default());
        let shown = TermsPage { page, form, signing, view: tender, rows, checked };
        all.push(("contract/terms.html", shown.render().unwrap()));
    }
    all
}

#[test]
fn whatever_waits_on_a_contract_waits_for_the_right_side() {
    let states = states();
    let vendor = states[1].award.as_ref().unwrap().vendor;
    let waits = |place: usize| {
        (waits_for_officer(&states[place]), waits_for_vendor(&states[place], &vendor))
    };
    assert_eq!(waits(0), (vec![], vec![]), "no award");
    assert_eq!(waits(1), (vec!["propose-contract"], vec![]));
    assert_eq!(waits(2), (vec![], vec!["sign-contract"]));
    assert_eq!(waits(3), (vec!["complete-contract"], vec![]), "without milestones");
    assert_eq!(waits(5), (vec!["milestone-reported"], vec!["accept-change", "milestone-returned"]));
    assert_eq!(waits(6), (vec![], vec!["confirm-completion", "accept-change"]));
    assert!(steps(&states[5]).contains(&Step::Terminate));
    for over in &states[7..] {
        assert_eq!(steps(over), [], "{:?}", over.stage);
    }
    assert!(waits_for_vendor(&states[2], &OrgId([99; 20])).is_empty(), "somebody else");
    let void = ContractView { bid: 1, ..contract(false, Vec::new()) };
    let void = with(Stage::Awarded, Some(void));
    assert_eq!(steps(&void), [Step::Propose], "the award of that bid was taken back");
}
