//! Questions, answers and a later deadline: samples of their pages, and asking as a vendor does.

use std::collections::BTreeMap;

use askama::Template;
use serde_json::Value;
use tenderseal_portal::{
    app::tender::{
        AnswerView, At, ConfirmedExtension, ExtensionView, QuestionView, TenderView, TimelineView,
    },
    i18n::Locale,
    web::{
        acts::{Receipt, ReceiptPage},
        approvals::{ApprovalsPage, WaitingAct},
        bids::{BidsLine, BidsPage},
        desk::{DeskPage, Waiting},
        extension::{BiddingTime, ExtensionPage, Later, WaitingExtension},
        forms::Form,
        manage::ManagePage,
        page::Page,
        panel::PanelPart,
        qualification::QualificationPart,
        questions::{AskPage, CHARACTERS_MAX},
        rejections::Remedies,
        requests::RequestPart,
        securities::SecurityPart,
        signing::Signing,
        tenders::{TenderKind, TenderPage},
    },
};
use tenderseal_rules::{ContractId, Event, PersonId, TenderEvent, tender::Stage};

use crate::{demo::Demo, tender_pages::view, world::Browser};

const NOW: u64 = 1_780_000_000;
const QUESTION: &str = "何时交货?\n<b>And where?</b>";

fn at(block: u32) -> At {
    At { block, extrinsic: 1, time: NOW + u64::from(block) }
}

fn questions() -> Vec<QuestionView> {
    let answer = |text: Option<&str>| AnswerView {
        hash: [2; 32],
        text: text.map(str::to_owned),
        officer: PersonId([1; 20]),
        at: at(8),
    };
    let question = |number, text: Option<&str>, answer| QuestionView {
        number,
        hash: [1; 32],
        text: text.map(str::to_owned),
        at: at(7),
        answer,
    };
    vec![
        question(0, Some(QUESTION), Some(answer(Some("90 天。")))),
        question(1, Some(QUESTION), None),
        question(2, None, None),
        question(3, None, Some(answer(None))),
    ]
}

fn extension(confirmed: bool) -> ExtensionView {
    ExtensionView {
        deadline: NOW + 86_400,
        reason: [3; 32],
        text: Some("澄清内容较多。\nMore time.".to_owned()),
        officer: PersonId([1; 20]),
        proposed: [4; 32],
        proposed_at: at(9),
        confirmed: confirmed.then(|| ConfirmedExtension {
            from: NOW,
            approver: PersonId([2; 20]),
            at: at(10),
        }),
    }
}

/// A tender in a stage with questions, and with an extension that holds and one that waits.
fn tender(stage: Stage) -> TenderView {
    let mut view = view(stage, true);
    view.row.state.schedule.questions = 0;
    let event = Event::Tender(TenderEvent::DeadlineExtended {
        from: NOW,
        to: NOW + 86_400,
        reason: [3; 32],
        approver: PersonId([2; 20]),
    });
    view.timeline.push(TimelineView { at: at(10), kind: "deadline_extended", bid: None, event });
    TenderView {
        questions: questions(),
        extensions: vec![extension(true), extension(false)],
        ..view
    }
}

/// The same when its time for questions is over.
fn after_questions() -> TenderView {
    let mut view = tender(Stage::Bidding);
    view.row.state.schedule.questions = 86_400;
    view
}

fn manage(page: Page, officer: bool, own: bool, open: bool) -> ManagePage {
    let unanswered = questions().into_iter().filter(|held| held.answer.is_none()).collect();
    let extension = open.then(|| WaitingExtension {
        to: NOW + 86_400,
        reason: "澄清内容较多。".to_owned(),
        officer: "李维".to_owned(),
        at: NOW,
        hash: "44".repeat(32),
        own,
    });
    ManagePage {
        page,
        signing: Signing::default(),
        address: "88".repeat(20),
        title: "Laptops".to_owned(),
        stage: if open { Stage::Bidding } else { Stage::Closed },
        turns_at: None,
        bids: 1,
        bidding: BiddingTime { open, deadline: NOW, unanswered, answered: 1, extension },
        amendment: crate::amendment::time(own),
        panel: PanelPart::default(),
        objections: vec![],
        round: 0,
        first: None,
        award: None,
        cancellation: None,
        remedies: Remedies::default(),
        securities: SecurityPart::default(),
        qualification: QualificationPart::default(),
        requests: RequestPart::default(),
        officer,
        approver: !officer,
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
    for view in [tender(Stage::Bidding), after_questions(), tender(Stage::Awarded)] {
        add!(
            "public/tender.html",
            TenderPage {
                page: page("/tenders/x"),
                view,
                block: 30,
                excluded: BTreeMap::new(),
                kind: TenderKind::default(),
                versions: Vec::new()
            }
        );
    }
    let typed = || Form::with(&[("question", QUESTION)]);
    let errors = ["error-question-empty", "error-question-long", "error-question-unfit"];
    let refused = errors.into_iter().fold(typed(), |form, key| form.refused("question", key));
    for (form, view, admitted, checks) in [
        (Form::default(), tender(Stage::Bidding), true, false),
        (refused, tender(Stage::Bidding), true, false),
        (typed(), tender(Stage::Bidding), true, true),
        (typed(), tender(Stage::Bidding), false, false),
        (typed(), after_questions(), true, false),
    ] {
        let page = page("/tenders/x/ask");
        add!("vendor/ask.html", AskPage { page, form, view, admitted, checks });
    }
    let errors = [
        ("deadline", "error-extension-date"),
        ("deadline", "error-extension-not-later"),
        ("deadline", "error-extension-too-late"),
        ("reason", "error-extension-reason"),
        ("reason", "error-extension-reason-long"),
    ];
    let refused =
        errors.into_iter().fold(Form::default(), |form, (field, key)| form.refused(field, key));
    let later = || {
        let schedule = view(Stage::Bidding, true).schedule().extended(NOW, NOW + 86_400).unwrap();
        Some(Later { schedule, reason: QUESTION.to_owned() })
    };
    for (form, stage, later) in [
        (Form::default(), Stage::Bidding, None),
        (refused, Stage::Bidding, None),
        (Form::default(), Stage::Bidding, later()),
        (Form::default(), Stage::Awarded, None),
    ] {
        let page = page("/tenders/x/extend");
        let (signing, view) = (Signing::default(), tender(stage));
        add!("officer/extension.html", ExtensionPage { page, form, signing, view, later });
    }
    for (officer, own, open) in
        [(true, true, true), (false, true, true), (false, false, true), (true, true, false)]
    {
        add!("officer/manage.html", manage(page("/tenders/x/manage"), officer, own, open));
    }
    let view = tender(Stage::Bidding);
    let lines = vec![BidsLine { bids: view.bids.clone(), view }];
    let vendor = "华安科技".to_owned();
    add!("vendor/bids.html", BidsPage { page: page("/bids"), vendor, lines });
    for (act, key) in [("ask", "receipt-question"), ("answer", "receipt-answer")] {
        let receipt = Receipt {
            block: 12,
            index: 1,
            time: NOW,
            block_hash: "ef".repeat(32),
            genesis: "01".repeat(32),
            contract: ContractId([2; 20]),
            is_tender: true,
            act,
            happened: vec!["question_asked"],
            bid: None,
            text: Some((key, "ab".repeat(32))),
        };
        add!("public/receipt.html", ReceiptPage { page: page("/receipts/12/1"), receipt });
    }
    let waiting = ["questions", "extension"].map(|kind| Waiting {
        kind,
        title: "Laptops".to_owned(),
        href: "/tenders/x/manage".to_owned(),
    });
    let desk = DeskPage {
        page: page("/desk"),
        organisation: None,
        excluded: None,
        paused: None,
        waiting: waiting.to_vec(),
        areas: vec![],
    };
    add!("account/desk.html", desk);
    let acts = vec![WaitingAct {
        address: "88".repeat(20),
        title: "Laptops".to_owned(),
        kind: "extension",
        own: false,
    }];
    add!(
        "officer/approvals.html",
        ApprovalsPage { page: page("/approvals"), proposals: vec![], acts, paused: false }
    );
    all
}

fn public_page(view: TenderView) -> String {
    let page = Page::sample(Locale::En, "/tenders/x", None);
    TenderPage {
        page,
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
fn questions_and_answers_are_text_and_an_extension_stands_first_while_bids_are_taken() {
    let html = public_page(tender(Stage::Bidding));
    assert!(html.contains("&#60;b&#62;And where?") && !html.contains("<b>And where?"), "{html}");
    assert!(html.contains("90 天。") && html.contains("href=\"/en/tenders/0808"), "{html}");
    let prominent = "<h2 class=\"ts-outcome__title\" id=\"extended\">";
    assert!(html.contains(prominent) && html.contains("stay valid") && html.contains("More time."));
    let html = public_page(tender(Stage::Awarded));
    assert!(!html.contains(prominent) && html.contains("Deadline extended from"), "{html}");
    assert!(html.contains("not answered before the deadline"), "{html}");
}

#[test]
fn the_way_to_ask_ends_with_the_time_for_questions() {
    assert!(public_page(tender(Stage::Bidding)).contains("/ask\""));
    let html = public_page(after_questions());
    assert!(!html.contains("/ask\"") && html.contains("The time for questions ended"), "{html}");
}

#[test]
fn who_proposed_an_extension_gets_no_form_to_confirm_it_and_an_officer_never() {
    let html = |officer, own| {
        let page = Page::sample(Locale::En, "/tenders/x/manage", Some("Li"));
        manage(page, officer, own, true).render().unwrap()
    };
    let form = "data-act=\"confirm_extension\"";
    assert!(html(false, false).contains(form));
    assert!(!html(false, true).contains(form) && html(false, true).contains("You proposed this"));
    assert!(!html(true, false).contains(form));
    assert!(html(true, false).contains("data-act=\"answer\""));
    assert!(!html(false, false).contains("data-act=\"answer\""), "an approver answers nothing");
}

/// Signs in to the demonstration.
async fn persona(demo: &Demo, name: &str) -> Browser {
    let browser = Browser::new(&demo.origin);
    browser.sign_in(&format!("{name}@demo.example"), &demo.password).await.is(303);
    browser
}

async fn asked(demo: &Demo, tender: &str) -> Vec<Value> {
    demo.json(&format!("/api/tenders/{tender}")).await["questions"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn a_vendor_asks_without_script_and_nobody_else_and_nothing_is_published_unchecked() {
    let demo = Demo::start();
    let tenders = demo.json("/api/tenders").await;
    let tender = tenders["tenders"][0]["address"].as_str().unwrap().to_owned();
    let path = format!("/en/tenders/{tender}/ask");
    let before = asked(&demo, &tender).await.len();

    Browser::new(&demo.origin).get(&path).await.is(303);
    let officer = persona(&demo, "officer").await;
    let page = officer.get(&path).await;
    page.is(200).shows("Questions are asked by vendors");
    let csrf = page.text.split_once("name=\"csrf\" value=\"").unwrap().1[..64].to_owned();
    let fields = [("csrf", csrf.as_str()), ("question", "x"), ("step", "publish")];
    officer.send(&path, &fields).await.is(403);

    let vendor = persona(&demo, "vendor2").await;
    let long = "问".repeat(CHARACTERS_MAX + 1);
    for (text, said) in [(" \r\n ", "Write your question"), (long.as_str(), "2,000 characters")] {
        for step in ["check", "publish"] {
            vendor.fill(&path, &[("question", text), ("step", step)]).await.is(422).shows(said);
        }
    }
    let text = "Which warranty?\r\nAnd whose? 保修由谁负责？";
    let checked = vendor.fill(&path, &[("question", text), ("step", "check")]).await;
    checked.is(200).shows("word for word").shows("And whose? 保修由谁负责？");
    vendor.fill(&path, &[("question", text), ("step", "change")]).await.is(200).shows("And whose?");
    assert_eq!(asked(&demo, &tender).await.len(), before, "nothing was published");

    let done = vendor.fill(&path, &[("question", text), ("step", "publish")]).await;
    done.is(303);
    let held = asked(&demo, &tender).await;
    assert_eq!(held.len(), before + 1);
    let question = held.last().unwrap();
    assert_eq!(question["text"], "Which warranty?\nAnd whose? 保修由谁负责？");
    let reader = Browser::new(&demo.origin);
    let receipt = reader.get(&done.location).await;
    receipt.is(200).shows(question["hash"].as_str().unwrap()).shows("without the name of who");
    receipt.shows(&format!("/en/tenders/{tender}#questions"));
    reader.get(&format!("/zh/tenders/{tender}")).await.is(200).shows("保修由谁负责？");
}

#[actix_web::test]
async fn a_question_after_its_time_is_refused_and_an_officers_deadline_is_checked_before_it_is_signed()
 {
    let demo = Demo::start();
    let tenders = demo.json("/api/tenders").await;
    let tender = tenders["tenders"][0]["address"].as_str().unwrap().to_owned();
    let schedule = demo.json(&format!("/api/tenders/{tender}")).await["schedule"].clone();
    let (path, before) = (format!("/en/tenders/{tender}/ask"), asked(&demo, &tender).await.len());
    let vendor = persona(&demo, "vendor2").await;
    let csrf = vendor.get(&path).await.csrf();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let until = &schedule["questions_until"];
    let moved = http
        .post(format!("{}/demo/clock", demo.origin))
        .json(&serde_json::json!({ "now": until }))
        .send()
        .await
        .unwrap();
    assert_eq!(moved.status(), 200);
    vendor.get(&path).await.is(200).shows("The time for questions ended");
    let late = |step| [("csrf", csrf.as_str()), ("question", "Too late?"), ("step", step)].to_vec();
    let checked = vendor.send(&path, &late("check")).await;
    checked.is(200).shows("The time for questions ended");
    let refused = vendor.send(&path, &late("publish")).await;
    refused.is(422).shows("The time for questions is over").shows("Nothing was recorded");
    assert_eq!(asked(&demo, &tender).await.len(), before);

    let officer = persona(&demo, "officer").await;
    let path = format!("/en/tenders/{tender}/extend");
    let said = |deadline: &'static str, reason: &'static str| {
        let fields = [("deadline", deadline), ("reason", reason), ("step", "check")];
        let (officer, path) = (&officer, &path);
        async move { officer.fill(path, &fields).await }
    };
    let earlier = said("2020-01-01T00:00", "More time").await;
    earlier.is(422).shows("must be later than the present one").shows("More time");
    said("2999-01-01T00:00", "More time").await.is(422).shows("within a year");
    said("soon", "").await.is(422).shows("Enter date and time").shows("Give the reason");
    let deadline = schedule["deadline"].as_i64().unwrap() + 3_600;
    let zoned = jiff::Timestamp::from_second(deadline - deadline % 60).unwrap();
    let zoned = zoned.to_zoned(jiff::tz::TimeZone::get("Asia/Shanghai").unwrap());
    let local: &'static str = zoned.strftime("%Y-%m-%dT%H:%M").to_string().leak();
    let checked = said(local, "Many questions\r\ncame.").await;
    let signed = format!("data-arg=\"deadline\" value=\"{}\"", deadline - deadline % 60);
    checked.is(200).shows("data-act=\"propose_extension\"").shows(&signed);
    checked.shows("Many questions\ncame.");
    persona(&demo, "approver").await.get(&path).await.is(403);
    let now = demo.json(&format!("/api/tenders/{tender}")).await;
    assert_eq!(now["schedule"]["deadline"], schedule["deadline"], "nothing changes by a check");
    assert!(now["extensions"].as_array().unwrap().is_empty());
}
