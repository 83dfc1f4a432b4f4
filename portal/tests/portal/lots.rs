//! Lots: samples of their pages, drafts that are divided, siblings in the mirror, and OCDS.

use askama::Template;
use serde_json::{Value, json};
use tenderseal_portal::{
    app::{
        drafts::{self, Opened},
        lots::{self, Division},
        notice::{Bilingual, DraftBody, Item},
        people::Me,
        tender::TenderView,
    },
    i18n::Locale,
    ports_chain::{
        ChainIndex, ChainMirror, Change, Cursor, ProcurementId, TenderFilter, TenderRow,
    },
    render::{ocds, ocds_lots},
    web::{
        bids::BidPage,
        draft_lots::{self, Line, LotRow, LotRows, LotState, LotsPage},
        forms::Form,
        lots::{LotLine, ProcurementPage, Siblings},
        page::Page,
        signing::Signing,
        tenders::{TenderKind, TenderLine, TenderPage, TendersPage},
    },
};
use tenderseal_rules::{ContractId, Error, lot::Lot, tender::Stage};

use crate::{
    tender_pages::{me, view},
    world::World,
};

const PROCUREMENT: [u8; 32] = [9; 32];

fn part(number: u16) -> Lot {
    Lot { number, of: 3, procurement: PROCUREMENT }
}

/// A lot in a stage.
fn lot(number: u16, stage: Stage) -> TenderView {
    let mut view = view(stage, true);
    view.row.address = ContractId([u8::try_from(number).unwrap() + 40; 20]);
    view.row.number = number.into();
    view.row.publication.terms.lot = Some(part(number));
    view
}

fn siblings(own: Option<u16>) -> Siblings {
    let line =
        |row: TenderRow, winner| TenderLine { row, buyer: "示范市财政局".into(), winner };
    let awarded = Some(("华安 <b> 科技".to_owned(), "CNY 1.00".to_owned()));
    let first = lot(1, Stage::Awarded).row;
    let id = first.procurement().unwrap();
    let lots = vec![
        LotLine { number: 1, tender: Some(line(first, awarded)) },
        LotLine { number: 2, tender: Some(line(lot(2, Stage::Bidding).row, None)) },
        LotLine { number: 3, tender: None },
    ];
    Siblings { id, own: own.map(part), lots }
}

/// Lots of a draft in each state; the first is looked at.
pub fn rows(free: bool) -> LotRows {
    let states = [
        LotState::Open,
        LotState::Ready,
        LotState::Proposed(4),
        LotState::Published("08".repeat(20), Stage::Bidding),
        LotState::Gone,
    ];
    let row = |(number, state): (u16, LotState)| LotRow {
        number,
        draft: (state != LotState::Gone).then_some(i64::from(number)),
        title: if number == 1 { String::new() } else { "Laptops <b>".to_owned() },
        items: 2,
        state,
        own: number == 1,
    };
    let public = (!free).then(|| "/procurements/x".to_owned());
    LotRows { lots: (1..).zip(states).map(row).collect(), free, public }
}

fn with_lots(stage: Stage) -> (TenderView, TenderKind) {
    let kind = TenderKind { lots: Some(siblings(Some(2))), ..TenderKind::default() };
    (lot(2, stage), kind)
}

/// Template → its renderings in one language.
pub fn samples(locale: Locale) -> Vec<(&'static str, String)> {
    let page = |path: &str, person| Page::sample(locale, path, person);
    let me_too = Some("李维");
    let mut all: Vec<(&'static str, String)> = Vec::new();
    macro_rules! add {
        ($name:literal, $template:expr) => {
            all.push(($name, $template.render().unwrap()))
        };
    }
    add!(
        "public/procurement.html",
        ProcurementPage { page: page("/procurements/x", None), all: siblings(None) }
    );
    let (view, kind) = with_lots(Stage::Bidding);
    let versions = Vec::new();
    let excluded = std::collections::BTreeMap::new();
    add!(
        "public/tender.html",
        TenderPage { page: page("/tenders/x", None), view, block: 3, excluded, kind, versions }
    );
    let tenders = siblings(None).lots.into_iter().filter_map(|lot| lot.tender).collect();
    let (text, status) = ("lot 2".to_owned(), String::new());
    let list = page("/tenders", None);
    add!(
        "public/tenders.html",
        TendersPage { page: list, text, status, tenders, total: 2, here: 0 }
    );
    let bid = BidPage::of(
        page("/tenders/x/bid", me_too),
        lot(2, Stage::Bidding),
        Signing::default(),
        &me(),
    );
    add!("vendor/bid.html", BidPage { lots: Some(siblings(Some(1))), ..bid });
    let line = |lot, at| Line {
        name: format!("item-{lot}-{at}"),
        description: "便携式计算机".to_owned(),
        lot,
    };
    let wrong = || Form::default().refused("count", "error-lots-count");
    let settled = || Form::default().refused("lots", "error-lots-proposed");
    for (title, rows, lines, form) in [
        (String::new(), None, vec![], Form::default()),
        ("Laptops".to_owned(), None, vec![], wrong()),
        ("Laptops".to_owned(), Some(rows(true)), vec![line(1, 0), line(2, 0)], Form::default()),
        (String::new(), Some(rows(false)), vec![], settled()),
    ] {
        let page = page("/drafts/1/lots", me_too);
        add!("officer/lots.html", LotsPage { page, id: 1, title, rows, lines, form });
    }
    all
}

#[test]
fn a_lot_says_which_it_is_and_leads_to_the_others() {
    let (view, kind) = with_lots(Stage::Bidding);
    let page = Page::sample(Locale::En, "/tenders/x", None);
    let address = siblings(None).lots[0].tender.as_ref().unwrap().row.address;
    let html = TenderPage {
        page,
        view,
        block: 3,
        excluded: std::collections::BTreeMap::new(),
        kind,
        versions: Vec::new(),
    }
    .render()
    .unwrap();
    for shown in [
        "Laptops (lot 2 of 3)",
        "Lot 2 of 3",
        "Not published yet",
        "华安 &#60;b&#62; 科技",
        &format!("/en/tenders/{address}\""),
        &format!("/en/procurements/{}", siblings(None).id),
    ] {
        assert!(html.contains(shown), "{shown}");
    }
}

#[test]
fn the_release_of_a_lot_names_it_and_its_procurement() {
    let portal = "https://portal.example";
    let lots = [lot(1, Stage::Awarded), lot(2, Stage::Bidding)];
    let id = lots[0].row.procurement().unwrap();
    let release = ocds::package(&lots[1], portal)["releases"][0].clone();
    assert_eq!(release["tender"]["lots"][0]["id"], "2");
    let items = release["tender"]["items"].as_array().unwrap();
    assert!(!items.is_empty() && items.iter().all(|item| item["relatedLot"] == "2"), "{items:?}");
    let parent = &release["relatedProcesses"][0];
    assert_eq!(parent["identifier"], format!("ocds-tenderseal-{id}"));
    assert_eq!(parent["relationship"], json!(["planning"]));
    let awarded = ocds::package(&lots[0], portal)["releases"][0].clone();
    assert_eq!(awarded["awards"][0]["relatedLots"], json!(["1"]));
    assert_eq!(awarded["bids"]["details"][0]["relatedLots"], json!(["1"]));
    let undivided = ocds::package(&view(Stage::Awarded, true), portal)["releases"][0].clone();
    assert_eq!(undivided["relatedProcesses"], Value::Null);
    assert_eq!(undivided["awards"][0]["relatedLots"], Value::Null);

    let package = ocds_lots::package(&id, &lots, portal).unwrap();
    assert_eq!(package["uri"], format!("{portal}/ocds/procurements/{id}"));
    let planning = &package["releases"][0];
    assert_eq!(planning["ocid"], parent["identifier"]);
    assert_eq!(planning["tender"]["status"], "active");
    let told: Vec<_> = planning["tender"]["lots"]
        .as_array()
        .unwrap()
        .iter()
        .map(|lot| (lot["id"].as_str().unwrap(), lot["status"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("1", "complete"), ("2", "active")]);
    assert_eq!(package["releases"][2], release);
    assert_eq!(ocds_lots::package(&id, &[], portal), None);
}

#[test]
fn a_criterion_that_is_passed_or_failed_says_so_in_words_on_the_public_page() {
    let cell = |word: &str| {
        format!("<td class=\"govuk-table__cell govuk-table__cell--numeric\">{word}</td>")
    };
    for (points, word, other) in [(100, "Pass", "Fail"), (0, "Fail", "Pass")] {
        let mut view = view(Stage::Awarded, true);
        let one = &mut view.row.publication.terms.criteria[0];
        (one.weight_bp, one.max, one.min) = (0, 100, 100);
        for bid in &mut view.bids {
            for score in bid.scores.iter_mut().chain(&mut bid.set_aside) {
                score.points = points;
            }
        }
        let html = TenderPage {
            page: Page::sample(Locale::En, "/tenders/x", None),
            view,
            block: 3,
            excluded: std::collections::BTreeMap::new(),
            kind: TenderKind::default(),
            versions: Vec::new(),
        }
        .render()
        .unwrap();
        // In the ranking, beside an evaluator's score, and where the scores become one.
        assert!(html.matches(&cell(word)).count() >= 2, "{word}");
        assert!(html.contains(&format!("<strong>{word}</strong>")), "{word}");
        assert!(html.contains(&cell("Pass or fail")));
        assert!(!html.contains(&cell(other)) && !html.contains(" / 1<"), "{word}");
    }
}

/// The drafts of the organisation by lot: number, how many lots, titles of its lines.
async fn told(world: &World, me: &Me) -> Vec<(u16, u16, Vec<String>)> {
    let portal = &world.running.as_ref().unwrap().portal;
    let drafts = portal.app.store.drafts_of(&me.org.id).await.unwrap();
    let mut all: Vec<_> = drafts
        .iter()
        .map(|draft| DraftBody::parse(&draft.body).unwrap())
        .map(|body| {
            let lines = body.items.iter().map(|item| item.description.en.clone()).collect();
            let (number, of) = body.lot.map_or((0, 0), |lot| (lot.number, lot.of));
            (number, of, lines)
        })
        .collect();
    all.sort();
    all
}

async fn held(world: &World, me: &Me, number: u16) -> (Opened, Option<Division>) {
    let app = &world.running.as_ref().unwrap().portal.app;
    let drafts = app.store.drafts_of(&me.org.id).await.unwrap();
    let all = drafts.into_iter().map(|draft| drafts::opened(draft).unwrap());
    let held = all.into_iter().find(|one| one.number() == number).unwrap();
    let division = Division::of(app, me, &held).await.unwrap();
    (held, division)
}

#[actix_web::test]
async fn a_draft_is_divided_and_its_lots_are_filled_added_and_removed_until_one_is_proposed() {
    let world = World::new().await;
    let (account, _) = world.signed_in("officer", &[]).await;
    let app = world.running.as_ref().unwrap().portal.app.clone();
    let me = me();
    let item = |name: &str| Item {
        description: Bilingual { en: name.to_owned(), zh: String::new() },
        ..Item::default()
    };
    let whole = DraftBody {
        title: Bilingual { en: "Computers".to_owned(), zh: String::new() },
        items: vec![item("laptops"), item("screens"), item("cables")],
        budget: "300000".to_owned(),
        ..DraftBody::default()
    };
    drafts::begin(&app, &me, account.id, &whole, &[]).await.unwrap();
    let (undivided, none) = held(&world, &me, 0).await;
    assert!(none.is_none());
    for bad in [0, 1, 51, u16::MAX] {
        let refused = lots::divide(&app, &me, account.id, &undivided, bad).await.unwrap();
        assert_eq!(refused, Err("error-lots-count"), "{bad}");
    }
    let lines = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let all = ["laptops", "screens", "cables"];
    assert_eq!(told(&world, &me).await, [(0, 0, lines(&all))], "a refusal changes nothing");

    lots::divide(&app, &me, account.id, &undivided, 2).await.unwrap().unwrap();
    assert_eq!(told(&world, &me).await, [(1, 2, lines(&all)), (2, 2, vec![])]);
    let (first, division) = held(&world, &me, 1).await;
    let again = lots::divide(&app, &me, account.id, &first, 2).await.unwrap();
    assert_eq!(again, Err("error-lots-divided"));
    let (second, _) = held(&world, &me, 2).await;
    assert_eq!(second.body.title, whole.title);
    let budgets = [&first, &second].map(|lot| lot.body.budget.as_str());
    assert_eq!(budgets, ["", ""], "the whole's budget is no lot's");
    assert_eq!(
        second.body.lot.as_ref().unwrap().procurement(),
        first.body.lot.as_ref().unwrap().procurement()
    );

    let place = |lot, at| if (lot, at) == (1, 1) { 2 } else { lot };
    lots::distribute(&app, &division.unwrap(), place).await.unwrap().unwrap();
    let (first, division) = held(&world, &me, 1).await;
    let division = division.unwrap();
    assert!(!draft_lots::may_delete(Some(&division), &first), "it is removed instead");
    lots::add(&app, &me, account.id, &first, &division).await.unwrap().unwrap();
    let filled =
        [(1, 3, lines(&["laptops", "cables"])), (2, 3, lines(&["screens"])), (3, 3, vec![])];
    assert_eq!(told(&world, &me).await, filled);

    // One is published: the number of lots is settled, and the number of that one is taken.
    let mut published = lot(2, Stage::Bidding).row;
    let shared = first.body.lot.as_ref().unwrap().procurement().unwrap();
    published.buyer = me.org.id;
    published.publication.terms.lot = Some(Lot { number: 2, of: 3, procurement: shared });
    let cursor = Cursor { number: 1_000, hash: [1; 32], time: 1 };
    let change = Change::Tender(Box::new(published.clone()));
    world.store().apply_block(cursor, std::slice::from_ref(&change), &[]).await.unwrap();
    let (second, division) = held(&world, &me, 2).await;
    let division = division.unwrap();
    assert!(!division.is_free() && division.published(2).is_some());
    assert_eq!(draft_lots::refusal(&division, &second), Some(Error::LotTaken));
    assert!(draft_lots::may_delete(Some(&division), &second));
    let (first, _) = held(&world, &me, 1).await;
    assert_eq!(draft_lots::refusal(&division, &first), None);
    for refused in [
        lots::add(&app, &me, account.id, &first, &division).await.unwrap(),
        lots::remove(&app, &first, &division).await.unwrap(),
        lots::distribute(&app, &division, |_, _| 1).await.unwrap(),
    ] {
        assert_eq!(refused, Err("error-lots-proposed"));
    }
    assert_eq!(told(&world, &me).await, filled);
    // The public finds it by its procurement and by the number of its lot.
    let id = ProcurementId::of(&me.org.id, &shared);
    let of = app.store.lots_of(&id).await.unwrap();
    assert_eq!(of.iter().map(|row| row.address).collect::<Vec<_>>(), [published.address]);
    let shown = world.browser.get(&format!("/en/procurements/{id}")).await;
    shown.is(200).shows("A procurement in 3 lots").shows("2 lots are not published yet");
    world.browser.get(&format!("/ocds/procurements/{id}")).await.is(200).shows("\"planning\"");
    for nothing in ["0".repeat(40), "x".to_owned(), "0".repeat(64)] {
        world.browser.get(&format!("/en/procurements/{nothing}")).await.is(404);
        world.browser.get(&format!("/ocds/procurements/{nothing}")).await.is(404);
    }
    world.end().await;
}

#[actix_web::test]
async fn a_removed_lot_leaves_its_lines_and_the_last_one_is_no_lot() {
    let world = World::new().await;
    let (account, _) = world.signed_in("officer", &[]).await;
    let app = world.running.as_ref().unwrap().portal.app.clone();
    let me = me();
    let item = Item {
        description: Bilingual { en: "laptops".to_owned(), zh: String::new() },
        ..Item::default()
    };
    let body = DraftBody { items: vec![item], ..DraftBody::default() };
    drafts::begin(&app, &me, account.id, &body, &[]).await.unwrap();
    let (whole, _) = held(&world, &me, 0).await;
    lots::divide(&app, &me, account.id, &whole, 3).await.unwrap().unwrap();
    let (second, division) = held(&world, &me, 2).await;
    lots::remove(&app, &second, &division.unwrap()).await.unwrap().unwrap();
    let laptops = || vec!["laptops".to_owned()];
    assert_eq!(told(&world, &me).await, [(1, 2, laptops()), (2, 2, vec![])]);
    let (first, division) = held(&world, &me, 1).await;
    lots::remove(&app, &first, &division.unwrap()).await.unwrap().unwrap();
    assert_eq!(told(&world, &me).await, [(0, 0, laptops())]);
    world.end().await;
}

#[actix_web::test]
async fn the_list_is_searched_by_the_number_of_a_lot() {
    crate::repositories::on_each(async |store| {
        let rows = [2, 20].map(|number| {
            let mut row = lot(number, Stage::Bidding).row;
            let held = Lot { number, of: 30, procurement: PROCUREMENT };
            row.publication.terms.lot = Some(held);
            row.search = lots::search_words(&held, &row.procurement().unwrap());
            Change::Tender(Box::new(row))
        });
        let cursor = Cursor { number: 1, hash: [1; 32], time: 1 };
        store.apply_block(cursor, &rows, &[]).await.unwrap();
        for (typed, found) in
            [("lot 2", vec![2]), ("第20标段", vec![20]), ("标段 2", vec![2]), ("lot 3", vec![])]
        {
            let filter =
                TenderFilter { text: lots::searched(typed), size: 10, ..TenderFilter::default() };
            let listed = store.tenders(&filter).await.unwrap();
            let numbers: Vec<u32> = listed.items.iter().map(|row| row.number).collect();
            assert_eq!(numbers, found, "{typed}");
        }
    })
    .await;
}
