//! The records of a tender as PDF: as somebody downloads them from a demonstration, compared with the public page; and of
//! samples, what stands in them at which stage.

#[path = "../../../crates/paper/tests/common/reader.rs"]
mod reader;

use std::collections::BTreeMap;

use askama::Template;
use lopdf::Document;
use reader::{squeezed, text};
use reqwest::{Client, Response};
use tenderseal_paper::print;
use tenderseal_portal::{
    app::tender::TenderView,
    i18n::Locale,
    web::{
        page::Page,
        papers::Record,
        tenders::{TenderKind, TenderPage},
    },
};
use tenderseal_rules::tender::Stage;

use crate::{contract::come_to, demo::Demo, tender_pages, world::Browser};

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
