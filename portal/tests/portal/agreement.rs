//! A panel that agrees on points, and life-cycle costs: samples of their pages, and what they say.

use askama::Template;
use tenderseal_portal::{
    app::tender::{At, ScoreView, SheetView, TenderView},
    i18n::Locale,
    web::{
        agreement::{AgreementPage, Consent, Difference, LastSheet, Signer},
        bids::BidPage,
        evaluator::CriterionView,
        page::Page,
        signing::Signing,
    },
};
use tenderseal_rules::{
    PersonId,
    messages::{Act, Agree},
    tender::Stage,
    terms::Consensus,
};

use crate::{
    offices::{NOW, Sampler, signing},
    tender_pages::{benchmarked, shown, view},
};

const fn at(block: u32) -> At {
    At { block, extrinsic: 1, time: NOW }
}

fn sheet(seat: u8, points: &[u32], text: &str) -> SheetView {
    SheetView {
        evaluator: PersonId([seat; 20]),
        points: points.to_vec(),
        statement: [9; 32],
        text: Some(text.to_owned()),
        at: at(14),
    }
}

/// The page in every state: closed for each reason, before the first sheet, with one that others signed, agreed.
pub fn pages(to: &mut Sampler) {
    let criterion = |id| CriterionView {
        id,
        title: "Quality".to_owned(),
        description: String::new(),
        weight: "60%".to_owned(),
        max: "100".to_owned(),
        max_hundredths: 10_000,
        min: "60".to_owned(),
        pass_fail: id == 2,
    };
    let differences = |points: [&str; 2]| {
        let of = |(id, points): (u16, &str)| Difference {
            criterion: criterion(id),
            given: vec!["90 / 100".to_owned(), "–".to_owned()],
            spread: if id == 1 { "20".to_owned() } else { String::new() },
            points: points.to_owned(),
        };
        (1..).zip(points).map(of).collect::<Vec<_>>()
    };
    let signer = |number, consent| Signer {
        number,
        own: number == 2,
        consent,
        points: match consent {
            Consent::Other(_) => vec!["Quality: 70 / 100".to_owned()],
            _ => vec![],
        },
    };
    let last = LastSheet {
        words: vec![("Quality".to_owned(), "85 / 100".to_owned())],
        json: "[8500,100]".to_owned(),
        hash: "99".repeat(32),
        text: "一致认为 <b>".to_owned(),
    };
    let page = |to: &Sampler, closed, own, last: Option<LastSheet>| AgreementPage {
        page: to.page("/tenders/x/agree/0"),
        signing: signing(),
        address: "88".repeat(20),
        title: "Laptops".to_owned(),
        bid: 0,
        vendor: "华安".to_owned(),
        closed,
        until: (closed == "agree-again").then_some(NOW),
        evaluators: vec![signer(1, Consent::Signed(NOW)), signer(2, own), signer(3, Consent::None)],
        differences: differences(if last.is_some() { ["85", "1"] } else { ["", ""] }),
        last,
        agreed: own == Consent::Signed(NOW),
    };
    for closed in ["score-conflict", "agree-closed", "agree-early", "agree-again"] {
        let waits = AgreementPage {
            evaluators: vec![],
            differences: vec![],
            ..page(to, closed, Consent::None, None)
        };
        to.add("evaluator/agree.html", &waits);
    }
    let unknown = LastSheet { text: String::new(), ..last.clone() };
    for (own, last) in [
        (Consent::None, None),
        (Consent::None, Some(last.clone())),
        (Consent::Other(NOW), Some(unknown)),
        (Consent::Signed(NOW), Some(last)),
    ] {
        to.add("evaluator/agree.html", &page(to, "", own, last));
    }
}

/// Two evaluators who gave 90 and 70 for bid 2, and agreed on 85.
fn agreed() -> TenderView {
    let mut view = benchmarked();
    view.row.publication.terms.consensus = Consensus::Moderated;
    view.panel.truncate(2);
    view.row.publication.panel.truncate(2);
    let score = view.bids[2].scores[0].clone();
    view.bids[2].scores = [(0, 9_000), (1, 7_000)]
        .map(|(seat, points)| ScoreView {
            evaluator: PersonId([seat; 20]),
            points,
            ..score.clone()
        })
        .to_vec();
    let sheets = &mut view.bids[2].sheets;
    sheets.signed =
        vec![sheet(0, &[8_500], "shared reasons"), sheet(1, &[8_500], "shared reasons")];
    sheets.last = sheets.signed.last().cloned();
    view
}

#[test]
fn a_bid_is_agreed_on_when_the_last_sheet_is_everybodys() {
    let mut view = agreed();
    let agrees = |view: &TenderView| view.agreed(&view.bids[2]).map(|sheet| sheet.points.clone());
    assert_eq!(agrees(&view), Some(vec![8_500]));
    // Another sheet is the last one, until it is signed by everybody or the former again.
    let other = sheet(1, &[8_000], "other");
    view.bids[2].sheets.signed[1] = other.clone();
    view.bids[2].sheets.last = Some(other);
    assert_eq!(agrees(&view), None);
    // Who goes is not asked any more; the last sheet was that one's alone.
    view.bids[2].set_aside(&PersonId([1; 20]));
    view.panel.truncate(1);
    assert_eq!(agrees(&view), None);
    view.bids[2].sheets.last = view.bids[2].sheets.signed.last().cloned();
    assert_eq!(agrees(&view), Some(vec![8_500]));
    // The same points for other reasons are another sheet.
    let reasons = SheetView { statement: [8; 32], ..sheet(0, &[8_500], "") };
    view.bids[2].sheets.last = Some(reasons);
    assert_eq!(agrees(&view), None);
    assert_eq!(Agree::MESSAGE, "agree");
}

#[test]
fn the_public_page_has_everybodys_scores_and_what_they_agreed_on() {
    let english = shown(agreed(), Locale::En);
    for text in ["90 / 100", "70 / 100", "85 of 100", "Agreed by all", "shared reasons"] {
        assert!(english.contains(text), "{text}: {english}");
    }
    assert!(english.contains("all evaluators sign the same points"), "{english}");
    assert!(!english.contains("left out"), "{english}");
    let chinese = shown(agreed(), Locale::Zh);
    for text in ["合议分值", "合议意见", "签署同一分值"] {
        assert!(chinese.contains(text), "{text}: {chinese}");
    }
    // Before the ranking nobody outside is told what they agree on.
    let mut waits = agreed();
    waits.ranking = None;
    assert!(!shown(waits, Locale::En).contains("shared reasons"));
}

/// A tender that asks for the costs of two years at 10 percent, with an opened bid that names them.
fn costly(stage: Stage) -> TenderView {
    let mut view = view(stage, true);
    let terms = &mut view.row.publication.terms;
    (terms.lifecycle_years, terms.lifecycle_rate_bp) = (2, 1_000);
    let opened = view.bids[2].opened.as_mut().unwrap();
    opened.body.as_mut().unwrap().costs = vec![1_100_000, 1_210_000];
    (opened.price, opened.evaluated) = (Some(10_000_000), Some(12_000_000));
    view
}

#[test]
fn the_public_page_tells_what_costs_count_and_each_year_of_a_bid() {
    let english = shown(costly(Stage::Awarded), Locale::En);
    for text in [
        "2 years",
        "discounted at 10% a year",
        "Worked example",
        // 100,000 + ⌊10,000 / 1.1⌋ + ⌊10,000 / 1.21⌋, in cents
        "117,355.36",
        "100,000.00",
        "120,000.00",
        "11,000.00",
        "12,100.00",
        "Acquisition",
    ] {
        assert!(english.contains(text), "{text}: {english}");
    }
    let chinese = shown(costly(Stage::Awarded), Locale::Zh);
    for text in ["逐年填报 2 年", "年折现率 10%", "采购报价", "计算示例"] {
        assert!(chinese.contains(text), "{text}: {chinese}");
    }
    assert!(!shown(view(Stage::Awarded, true), Locale::En).contains("Life-cycle cost"));
}

#[test]
fn a_vendor_is_asked_for_as_many_years_as_the_terms_say() {
    let asked = |view: TenderView| {
        let page = Page::sample(Locale::En, "/tenders/x/bid", Some("李维"));
        BidPage::of(page, view, Signing::default(), &crate::tender_pages::me()).render().unwrap()
    };
    let html = asked(costly(Stage::Bidding));
    for text in ["data-cost=\"1\"", "data-cost=\"2\"", "Costs in year 2", "data-check-evaluated"] {
        assert!(html.contains(text), "{text}: {html}");
    }
    assert!(!html.contains("data-cost=\"3\""));
    assert!(!asked(view(Stage::Bidding, true)).contains("data-cost"));
}
