//! Changes of a notice: samples of their pages, and what the public page says of them.

use askama::Template;
use tenderseal_portal::{
    app::tender::{At, TenderView},
    i18n::Locale,
    ports_chain::Draft,
    web::{
        amendment::{
            AmendmentDraftPage, AmendmentTime, BeginPage, ProposalPage, SECTIONS, WaitingAmendment,
        },
        bids::{BidPage, BidsLine, BidsPage},
        comparison::{Change, Side},
        drafts::Task,
        page::Page,
        signing::Signing,
        tenders::{TenderKind, TenderPage},
        versions::VersionLine,
    },
};
use tenderseal_rules::{OrgId, tender::Stage};

use crate::tender_pages::{me, view};

const NOW: u64 = 1_780_000_000;

fn changes() -> Vec<Change> {
    let side = |before: &str, changed: &str| Side {
        before: before.to_owned(),
        changed: changed.to_owned(),
        after: "。<b>".to_owned(),
    };
    vec![
        Change {
            label: "说明".to_owned(),
            old: side("交货期为签约后", "三十日"),
            new: side("交货期为签约后", "六十日"),
        },
        Change { label: "采购内容".to_owned(), old: side("", "键盘"), new: Side::default() },
    ]
}

/// What two amendments changed.
pub fn versions() -> Vec<VersionLine> {
    let line = |version, reason: Option<&str>, moved| VersionLine {
        version,
        at: At { block: version, extrinsic: 1, time: NOW },
        reason: reason.map(str::to_owned),
        changes: changes(),
        moved,
    };
    vec![line(3, Some("澄清后修改。"), Some((NOW, NOW + 86_400))), line(2, None, None)]
}

/// A change that waits for its approver.
pub fn time(own: bool) -> AmendmentTime {
    let waiting = WaitingAmendment {
        changes: changes(),
        deadline: NOW + 86_400,
        reason: "交货期过紧。".to_owned(),
        officer: "李维".to_owned(),
        at: NOW,
        hash: "55".repeat(32),
        own,
    };
    AmendmentTime { version: 2, bids: 1, waiting: Some(waiting) }
}

fn stale() -> TenderView {
    let mut view = view(Stage::Bidding, true);
    view.row.state.terms.version = 2;
    for bid in &mut view.bids {
        bid.stale = bid.is_live();
    }
    view
}

fn draft() -> Draft {
    let instant = jiff::Timestamp::from_second(1_780_000_000).unwrap();
    Draft {
        id: 1,
        org: OrgId([7; 20]),
        created_by: 1,
        title: "Laptops".to_owned(),
        body: "{}".to_owned(),
        unmapped: String::new(),
        notice: None,
        created_at: instant,
        updated_at: instant,
    }
}

/// Template → its renderings in one language.
pub fn samples(locale: Locale) -> Vec<(&'static str, String)> {
    let page = |path: &str| Page::sample(locale, path, Some("李维"));
    let mut all: Vec<(&'static str, String)> = Vec::new();
    macro_rules! add {
        ($name:literal, $template:expr) => {
            all.push(($name, $template.render().unwrap()))
        };
    }
    for (stage, full, drafts) in [
        (Stage::Bidding, true, vec![draft()]),
        (Stage::Bidding, false, vec![]),
        (Stage::Closed, true, vec![]),
    ] {
        let view = view(stage, full);
        add!(
            "officer/amend.html",
            BeginPage { page: page("/tenders/x/amend"), view, drafts, least: 86_400 }
        );
    }
    for (stage, outdated, unchanged, problem) in [
        (Stage::Bidding, true, false, Some("error-amendment-deadline")),
        (Stage::Bidding, false, true, None),
        (Stage::Bidding, false, false, None),
        (Stage::Closed, false, false, None),
    ] {
        let task =
            |section| Task { section, problems: problem.into_iter().map(str::to_owned).collect() };
        let tasks = SECTIONS.into_iter().map(task).collect();
        let view = view(stage, true);
        add!(
            "officer/amendment_draft.html",
            AmendmentDraftPage { page: page("/drafts/1"), id: 1, view, tasks, outdated, unchanged }
        );
    }
    for outdated in [true, false] {
        let view = view(Stage::Bidding, true);
        add!(
            "officer/amendment.html",
            ProposalPage {
                page: page("/drafts/1/preview"),
                signing: Signing::default(),
                id: 1,
                schedule: *view.schedule(),
                view,
                changes: changes(),
                asked: 0,
                least: 86_400,
                json: "{}".to_owned(),
                outdated,
            }
        );
    }
    let bids = stale().bids;
    let line = BidsLine { view: stale(), bids };
    add!(
        "vendor/bids.html",
        BidsPage { page: page("/bids"), vendor: "华安科技".to_owned(), lines: vec![line] }
    );
    add!(
        "vendor/bid.html",
        BidPage::of(page("/tenders/x/bid"), stale(), Signing::default(), &me())
    );
    all
}

fn public_page(view: TenderView) -> String {
    TenderPage {
        page: Page::sample(Locale::En, "/tenders/x", None),
        view,
        block: 30,
        excluded: std::collections::BTreeMap::new(),
        kind: TenderKind::default(),
        versions: versions(),
    }
    .render()
    .unwrap()
}

#[test]
fn the_public_page_tells_every_version_and_marks_what_changed() {
    let html = public_page(stale());
    assert!(html.contains("Version 3 is in force since"), "{html}");
    assert!(html.contains("<del>三十日</del>。&#60;b&#62;"), "{html}");
    assert!(html.contains("<ins>六十日</ins>") && html.contains("澄清后修改。"), "{html}");
    assert!(!html.contains("华安"), "no vendor is named: {html}");
}

#[test]
fn the_opening_record_names_bids_that_were_not_confirmed_and_says_that_they_do_not_count() {
    let mut view = view(Stage::FinancialOpening, true);
    let live = view.bids.iter_mut().find(|bid| bid.is_live() && bid.opened.is_none());
    let Some(bid) = live else { panic!("a bid that is not opened") };
    bid.stale = true;
    bid.status = tenderseal_rules::tender::BidStatus::Sealed;
    let html = public_page(view);
    assert!(html.contains("One bid was not confirmed after an amendment"), "{html}");
    assert!(html.contains("Not confirmed after a change of the terms"), "{html}");
}

#[test]
fn a_vendor_reads_that_its_bid_waits_to_be_confirmed() {
    let page = || Page::sample(Locale::En, "/bids", Some("李维"));
    let html = BidPage::of(page(), stale(), Signing::default(), &me()).render().unwrap();
    assert!(html.contains("Confirm your bid") && html.contains("does not count"), "{html}");
    let fresh = BidPage::of(page(), view(Stage::Bidding, true), Signing::default(), &me());
    let html = fresh.render().unwrap();
    assert!(!html.contains("Confirm your bid"), "{html}");
}
