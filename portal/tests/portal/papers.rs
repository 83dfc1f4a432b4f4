//! The records of a tender as PDF: as somebody downloads them from a demonstration, compared with the public page; and
//! of samples, what stands in them at which stage.

#[path = "../../../crates/paper/tests/common/reader.rs"]
mod reader;

use std::collections::BTreeMap;

use askama::Template;
use lopdf::Document;
use reader::{squeezed, text};
use reqwest::{Client, Response};
use tenderseal_paper::print;
use tenderseal_portal::{
    app::tender::{At, TenderView, TimelineView},
    i18n::Locale,
    web::{
        page::Page,
        papers::Record,
        tenders::{TenderKind, TenderPage},
    },
};
use tenderseal_rules::{
    Event, TenderEvent,
    messages::{Fault, RejectionGround, TechnicalVerdict},
    tender::{BidStatus, Stage},
};

use crate::{
    contract::come_to, demo::Demo, requests, tender_pages, two_envelopes::two, world::Browser,
};

const FILES: [&str; 3] = ["opening.pdf", "evaluation.pdf", "award.pdf"];

/// What stands between two marks of a page.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("{before} in {page}"));
    rest.split_once(after).unwrap().0
}

async fn fetch(origin: &str, path: &str, tag: Option<&str>) -> Response {
    let client = Client::builder().no_proxy().build().unwrap();
    let mut request = client.get(format!("{origin}{path}"));
    if let Some(tag) = tag {
        request = request.header("if-none-match", tag);
    }
    request.send().await.unwrap()
}

/// The letters of a paper that a portal has at a path.
pub async fn read(origin: &str, path: &str) -> String {
    let answer = fetch(origin, path, None).await;
    assert_eq!(answer.status(), 200, "{path}");
    assert_eq!(answer.headers()["content-type"], "application/pdf", "{path}");
    assert_eq!(answer.headers()["cache-control"], "public, no-cache", "{path}");
    let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
    let bytes = answer.bytes().await.unwrap();
    assert_eq!(fetch(origin, path, Some(&tag)).await.status(), 304, "{path}");
    text(&Document::load_mem(&bytes).unwrap())
}

async fn address(demo: &Demo, stage: &str) -> String {
    let tenders = demo.json("/api/tenders").await;
    let found = tenders["tenders"].as_array().unwrap().iter().find(|row| row["stage"] == stage);
    found.unwrap()["address"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn the_papers_of_an_awarded_tender_say_what_its_page_says_in_both_languages() {
    let demo = Demo::start();
    let awarded = address(&demo, "awarded").await;
    let titles = [
        ("en", ["Opening record", "Evaluation report", "Award notice: final award"]),
        ("zh", ["开标记录", "评标报告", "中标结果公告"]),
    ];
    for (locale, titles) in titles {
        let page = Browser::new(&demo.origin).get(&format!("/{locale}/tenders/{awarded}")).await;
        page.is(200);
        let winner = between(&page.text, "ts-outcome__name\">", "</p>");
        let price = between(&page.text, "ts-outcome__price\">", "</p>");
        let first = between(&page.text, "<tr class=\"govuk-table__row ts-first\">", "</tr>");
        let total = first.rsplit("<strong>").next().unwrap().split('<').next().unwrap();
        assert!(!winner.is_empty() && price.contains(".00") && total.contains('.'), "{total}");
        for (file, title) in FILES.into_iter().zip(titles) {
            let path = format!("/{locale}/tenders/{awarded}/{file}");
            page.shows(&format!("href=\"{path}\""));
            let paper = read(&demo.origin, &path).await;
            for expected in [title, winner, price, awarded.as_str()] {
                assert!(paper.contains(&squeezed(expected)), "{path}: {expected}: {paper}");
            }
            assert_eq!(paper.contains(total), file != "opening.pdf", "{path}: {total}: {paper}");
            assert!(!paper.contains('□'), "{path}: {paper}");
        }
    }
}

#[actix_web::test]
async fn a_paper_that_is_not_there_yet_is_not_found_in_words() {
    let demo = Demo::start();
    let bidding = address(&demo, "bidding").await;
    let browser = Browser::new(&demo.origin);
    for (locale, words) in [("en", "There is no such record yet"), ("zh", "该文件尚未生成")]
    {
        let page = browser.get(&format!("/{locale}/tenders/{bidding}")).await;
        for file in FILES {
            let path = format!("/{locale}/tenders/{bidding}/{file}");
            assert!(!page.text.contains(&path), "{path}");
            browser.get(&path).await.is(404).shows(words);
        }
    }
    browser.get(&format!("/en/tenders/{}/award.pdf", "0".repeat(40))).await.is(404);
}

// Samples

fn shown(view: TenderView, locale: Locale) -> TenderPage {
    TenderPage {
        page: Page::sample(locale, "/tenders/x", None),
        view,
        block: 40,
        excluded: BTreeMap::new(),
        kind: TenderKind::default(),
        versions: vec![],
    }
}

/// The letters of a record, if there is one; its grounds do not hang on when it is asked for.
fn printed(view: TenderView, locale: Locale, record: Record) -> Option<String> {
    let later = TenderView { now: view.now + 1_000, ..view.clone() };
    let page = shown(view, locale);
    let grounds = page.grounds(record)?;
    assert_eq!(shown(later, locale).grounds(record), Some(grounds));
    let printed = print(&page.paper(record, grounds, "ab".repeat(32), "https://portal.example"));
    let printed = printed.unwrap();
    assert!(printed.missing.is_empty(), "{:?}", printed.missing);
    Some(text(&Document::load_mem(&printed.bytes).unwrap()))
}

#[test]
fn the_award_notice_stays_whatever_becomes_of_the_contract() {
    for (locale, [standstill, finally]) in [
        (Locale::En, ["Award notice: standstill", "Award notice: final award"]),
        (Locale::Zh, ["中标公示", "中标结果公告"]),
    ] {
        let notice = |view| printed(view, locale, Record::Award);
        let held = notice(tender_pages::view(Stage::Standstill, true)).unwrap();
        assert!(held.contains(&squeezed(standstill)), "{held}");
        let awarded = notice(tender_pages::view(Stage::Awarded, true)).unwrap();
        assert!(awarded.contains(&squeezed(finally)), "{awarded}");
        for stage in [Stage::ContractSigned, Stage::Completed, Stage::Terminated] {
            assert_eq!(notice(come_to(stage)), Some(awarded.clone()), "{stage:?}");
            let html = shown(come_to(stage), locale).render().unwrap();
            assert!(html.contains("/award.pdf\""), "{stage:?}: {html}");
        }
        assert_eq!(notice(tender_pages::view(Stage::AwardProposed, true)), None);
        let award = tender_pages::view(Stage::Standstill, true).award;
        let cancelled = TenderView { award, ..tender_pages::view(Stage::Cancelled, true) };
        assert_eq!(notice(cancelled), None, "it has no award any more");
    }
}

/// What a report says, in the order of the languages.
fn report(view: &TenderView, locale: Locale) -> String {
    printed(view.clone(), locale, Record::Evaluation).unwrap()
}

#[track_caller]
fn says(paper: &str, told: &[&str]) {
    for text in told {
        assert!(paper.contains(&squeezed(text)), "{text}: {paper}");
    }
}

/// Bid 3 was rejected by two persons; a fault of bid 4 was seen when it was opened.
fn with_rejections() -> TenderView {
    let mut view = tender_pages::view(Stage::Awarded, true);
    let mut held = view.rejections.remove(0);
    held.ground = RejectionGround::NotResponsive;
    let mut waiting = view.rejections.pop().unwrap();
    waiting.text = Some("未确认的理由".to_owned());
    view.rejections = vec![held, waiting];
    view.bids[2].status = BidStatus::Excluded(RejectionGround::NotResponsive);
    view.objections.clear();
    view
}

#[test]
fn the_evaluation_report_tells_who_was_rejected_why_and_by_whom() {
    let view = with_rejections();
    let english = report(&view, Locale::En);
    says(
        &english,
        &[
            "Rejected bids",
            "It does not meet the requirements of the documents",
            "未提交资格证明",
            "An officer of 示范市财政局 proposed it, an approver confirmed it",
            "Tally and ranking were made again without it.",
            "The content does not follow the format",
            "It follows from the bid itself, when it was opened",
        ],
    );
    assert!(!english.contains("未确认的理由"), "a proposal rejects nobody: {english}");
    says(&report(&view, Locale::Zh), &["被否决的投标", "由示范市财政局的经办人提出、审批人确认"]);

    // Two persons found on an objection.
    let mut view = view;
    view.rejections.clear();
    view.objections = tender_pages::view(Stage::Awarded, true).objections;
    view.objections.retain(|held| held.number == 2);
    view.objections[0].bid = 3;
    let english = report(&view, Locale::En);
    says(&english, &["Rejected bids", "an approver confirmed it", "The content does not follow"]);
    assert!(!english.contains(&squeezed("It follows from the bid itself")), "{english}");
}

#[test]
fn a_rejection_after_the_ranking_gives_the_report_a_later_block() {
    let view = with_rejections();
    let grounds =
        |view: &TenderView| shown(view.clone(), Locale::En).grounds(Record::Evaluation).unwrap();
    let (ranked, _) = view.ranking.clone().unwrap();
    assert_eq!(grounds(&view).block, ranked.block);
    let mut later = view;
    let at = At { block: 22, extrinsic: 1, time: ranked.time + 60 };
    let event = Event::Tender(TenderEvent::BidWithdrawn { bid: 2, vendor: later.bids[2].vendor });
    let line = |kind| TimelineView { at, kind, bid: Some(2), event: event.clone() };
    later.timeline.push(line("bid_excluded"));
    assert_eq!((grounds(&later).block, grounds(&later).time), (22, at.time));
    // What is not in the report does not change it.
    later.timeline.last_mut().unwrap().kind = "complained";
    assert_eq!(grounds(&later).block, ranked.block);
}

#[test]
fn the_evaluation_report_has_the_panels_declarations() {
    let view = tender_pages::view(Stage::Awarded, true);
    let told = ["Conflict of interests with: 华安科技", "无 <b>", "Declaration of interests"];
    says(&report(&view, Locale::En), &told);
    says(&report(&view, Locale::Zh), &["利益声明", "华安科技"]);
    let mut silent = view;
    silent.panel[0].declaration = None;
    says(&report(&silent, Locale::En), &["Not yet"]);
}

#[test]
fn the_report_of_two_envelopes_tells_who_failed_and_no_price_of_theirs() {
    let mut view = two(Stage::Standstill, true);
    let mut lines = tender_pages::view(Stage::Awarded, true).ranking.unwrap();
    lines.1[0].line.bid = 1;
    view.ranking = Some(lines);
    let english = report(&view, Locale::En);
    says(
        &english,
        &[
            "Technical offers",
            "One bid passed; its price is opened, and no other.",
            "52.5000",
            "17.0000",
            "Below the minimum of “Quality”",
            "Did not pass; price never opened",
            "The content cannot be decrypted",
            "More than half of the evaluators who may read the offer found so",
        ],
    );
    assert!(!english.contains("1,234.56"), "{english}");
    says(&report(&view, Locale::Zh), &["未通过，商务标不予开启", "技术标评审结果", "过半数认定"]);
}

#[test]
fn a_tender_in_which_nobody_passed_has_a_report_without_a_ranking() {
    let mut view = two(Stage::Unsuccessful, true);
    assert_eq!(printed(view.clone(), Locale::En, Record::Evaluation), None, "one passed");
    let held = view.technical.as_mut().unwrap();
    held.passed = 0;
    let event = Event::Tender(TenderEvent::BidWithdrawn { bid: 1, vendor: view.bids[1].vendor });
    let (at, kind) = (held.at, "technical_evaluated");
    view.timeline.push(TimelineView { at, kind, bid: None, event });
    for number in [1, 2] {
        view.bids[number].passed = Some(false);
    }
    let told = ["The tender ended before a ranking was made.", "Did not pass; price never opened"];
    says(&report(&view, Locale::En), &told);
    let html = shown(view.clone(), Locale::En).render().unwrap();
    assert!(html.contains("/evaluation.pdf\""), "{html}");
    let faulty = TechnicalVerdict::Faulty(Fault::Payload);
    assert!(view.bids[3].technical.as_ref().unwrap().found.is_some_and(|held| held.0 == faulty));
}

#[test]
fn the_report_tells_of_low_prices_and_requests_once_everybody_may_read_them() {
    let mut view = requests::tender(Stage::Standstill);
    let english = report(&view, Locale::En);
    says(
        &english,
        &[
            "Abnormally low prices",
            "81.69%",
            "The vendor explained the price.",
            "Requests to vendors",
            "请说明报价构成。",
            "自有产能 <b>",
            "without a response",
            "No response so far",
        ],
    );
    view.acceptances = vec![requests::acceptance(true)];
    let accepted = ["The explanation was accepted.", "成本构成合理。"];
    says(&report(&view, Locale::En), &accepted);
    says(&report(&view, Locale::Zh), &["报价异常偏低", "说明已获认可", "尚未答复"]);

    // A window that ends changes what the report says, so it changes its day too.
    let until = view.requests[2].until;
    let over = TenderView { now: until, ..view.clone() };
    let grounds = shown(over.clone(), Locale::En).grounds(Record::Evaluation).unwrap();
    assert_eq!(grounds.time, until);
    assert!(!report(&over, Locale::En).contains(&squeezed("No response so far")));

    let hidden = report(&requests::tender(Stage::AwardProposed), Locale::En);
    for text in ["Abnormally low prices", "自有产能", "Requests to vendors"] {
        assert!(!hidden.contains(&squeezed(text)), "{text}: {hidden}");
    }
}
