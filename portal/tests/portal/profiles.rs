//! Profiles and invited vendors: samples of the pages, who is told that it may not bid, what a search
//! offers, and that what a form says is what the registry keeps.

use askama::Template;
use tenderseal_portal::{
    app::{notice::DraftBody, people::Me},
    i18n::Locale,
    ports_chain::{Change, Cursor, OrgRow, OrgStanding, PersonRow},
    web::{
        bids::BidPage,
        forms::Form,
        invited::{self, Invited},
        page::Page,
        profile_form,
        profiles::{NewProfilePage, ProfilePage, ProfileView, ProfilesPage, PublicProfilesPage},
        signing::Signing,
        tenders::TenderKind,
    },
};
use tenderseal_rules::{
    OrgId, PersonId,
    profile::{Procedure, Profile, standard},
    registry::OrgStatus,
    roles::{OrgKind, Roles},
    schedule::Minimums,
    tender::Stage,
};

use crate::offices::{NOW, Sampler, org, signing};
use crate::world::World;

/// One of the ready-made profiles.
pub fn view(number: u32) -> ProfileView {
    let profile = standard()[number as usize].clone();
    ProfileView { number: Some(number), profile, retired_at: None }
}

/// One that asks for nothing, under a code without translation, retired.
fn retired() -> ProfileView {
    let nothing = Minimums {
        bidding: 1,
        officers_window: 0,
        self_reveal_window: 0,
        objection_window: 0,
        standstill: 0,
        questions: 0,
        amendment: 0,
    };
    let procedure = Procedure::RequestForQuotations;
    let profile = Profile::permissive("unknown-code", "加急询价", procedure, nothing);
    ProfileView { number: Some(4), profile, retired_at: Some(NOW) }
}

/// Three vendors: one that may bid, one that may not, one that nobody knows.
pub fn invited() -> Vec<Invited> {
    let one = |id: &str, name: &str, standing| Invited {
        id: id.repeat(20),
        name: name.to_owned(),
        number: "91330100MA2HA00011".to_owned(),
        standing,
    };
    vec![
        one("71", "华安科技", Some(OrgStanding::Admitted)),
        one("72", "北辰信息", Some(OrgStanding::Suspended)),
        one("73", &"73".repeat(20), None),
    ]
}

/// Of a restricted tender.
pub fn kind() -> TenderKind {
    TenderKind { profile: Some(view(3)), invited: invited(), lots: None }
}

/// Samples of the pages.
pub fn pages(to: &mut Sampler) {
    let all = || vec![view(0), view(1), view(2), view(3), retired()];
    for (current, retired) in
        [(vec![], vec![]), (all(), vec![ProfileView { number: Some(9), ..retired() }])]
    {
        let page = to.page("/registry/profiles");
        to.add("public/profiles.html", &PublicProfilesPage { page, current, retired });
    }
    for profiles in [vec![], all(), vec![view(0); 64]] {
        let page = to.page("/registrar/profiles");
        to.add("registrar/profiles.html", &ProfilesPage { page, profiles });
    }
    for view in all() {
        let page = to.page("/registrar/profiles/1");
        to.add("registrar/profile.html", &ProfilePage { page, signing: signing(), view });
    }
    let form = profile_form::filled(&standard()[0]);
    let wrong = [
        ("code", "error-profile-code"),
        ("name", "error-profile-name"),
        ("procedure", "error-profile-procedure"),
        ("formulas", "error-profile-formulas"),
        ("weight_min", "error-profile-weight"),
        ("weight_max", "error-profile-weight-order"),
        ("weight_max", "error-profile-weight-alone"),
        ("consensus", "error-profile-consensus"),
        ("bidding", "error-profile-bidding"),
        ("questions", "error-profile-questions"),
        ("standstill", "error-profile-period"),
        ("min_bids", "error-profile-bids"),
        ("n", "error-profile-n"),
        ("k", "error-profile-k"),
        ("evaluators", "error-profile-evaluators"),
        ("code", "error-profile-unfit"),
    ];
    let refused = wrong.iter().fold(form.clone(), |form, (name, key)| form.refused(name, key));
    for (form, checked) in [(form.clone(), None), (refused, None), (form, Some(view(0)))] {
        let page = to.page("/registrar/profiles/new");
        let sample = NewProfilePage { page, form, signing: signing(), checked };
        to.add("registrar/profile_new.html", &sample);
    }
}

fn vendor(id: u8, name: &str, kind: OrgKind, status: OrgStatus) -> OrgRow {
    let number = format!("NUMBER-{id}");
    OrgRow { id: OrgId([id; 20]), name: name.to_owned(), number, kind, ..org(status) }
}

fn bid_page(me: OrgRow, invited: &[OrgId]) -> String {
    let mut tender = crate::tender_pages::view(Stage::Bidding, true);
    tender.row.publication.terms.invited = invited.to_vec();
    let person =
        PersonRow { id: PersonId([1; 20]), org: me.id, roles: Roles::of(&[]), added_at: NOW };
    let page = Page::sample(Locale::En, "/tenders/x/bid", Some("李维"));
    BidPage::of(page, tender, Signing::default(), &Me { person, org: me }).render().unwrap()
}

#[test]
fn a_vendor_that_is_not_invited_is_told_before_it_can_seal_anything() {
    let me = || vendor(7, "江海智能", OrgKind::Vendor, OrgStatus::Admitted);
    let told = bid_page(me(), &[OrgId([1; 20]), OrgId([2; 20])]);
    assert!(told.contains("id=\"not-invited\"") && told.contains("江海智能"), "{told}");
    assert!(
        !told.contains("data-bid")
            && !told.contains("page-bid.js")
            && !told.contains("hand-in-form")
    );
    for invited in [vec![], vec![OrgId([1; 20]), OrgId([7; 20])]] {
        let page = bid_page(me(), &invited);
        assert!(!page.contains("not-invited") && page.contains("data-bid"), "{invited:?}");
    }
}

#[test]
fn a_profile_is_called_by_its_code_where_that_has_a_translation_else_as_its_name_is() {
    let page = |locale| Page::sample(locale, "/", None);
    assert_eq!(view(2).name(&page(Locale::Zh)), "询价");
    assert_eq!(view(2).name(&page(Locale::En)), "Request for quotations");
    assert_eq!(retired().name(&page(Locale::En)), "加急询价");
    for number in 0..4 {
        assert_ne!(view(number).name(&page(Locale::Zh)), view(number).profile.name, "in Chinese");
    }
}

#[actix_web::test]
async fn a_search_offers_admitted_vendors_that_are_not_invited_yet_by_name_or_number() {
    let world = World::new().await;
    let app = &world.running.as_ref().unwrap().portal.app;
    let orgs = [
        vendor(0x71, "华安电子科技有限公司", OrgKind::Vendor, OrgStatus::Admitted),
        vendor(0x72, "华安信息有限公司", OrgKind::Vendor, OrgStatus::Admitted),
        vendor(0x73, "华安待审核有限公司", OrgKind::Vendor, OrgStatus::Pending),
        vendor(0x74, "华安市财政局", OrgKind::Buyer, OrgStatus::Admitted),
    ];
    let changes: Vec<Change> = orgs.into_iter().map(Change::Org).collect();
    let cursor = Cursor { number: 900, hash: [9; 32], time: NOW };
    app.store.apply_block(cursor, &changes, &[]).await.unwrap();
    let mut body = DraftBody::default();
    let names = async |text: &str, body: &DraftBody| {
        let (found, more) = invited::found(app, text, body).await.unwrap();
        assert!(!more);
        let mut names: Vec<_> = found.into_iter().map(|one| one.name).collect();
        names.sort();
        names
    };
    assert_eq!(names("华安", &body).await, ["华安信息有限公司", "华安电子科技有限公司"]);
    assert_eq!(names("NUMBER-113", &body).await, ["华安电子科技有限公司"]);
    body.invited = vec!["71".repeat(20), "73".repeat(20), "74".repeat(20)];
    assert_eq!(names("华安", &body).await, ["华安信息有限公司"]);
    let held = invited::of_draft(app, &body).await.unwrap();
    assert_eq!(held.iter().map(Invited::may_bid).collect::<Vec<_>>(), [true, false, false]);
    world.end().await;
}

#[test]
fn an_empty_form_is_refused_in_every_part() {
    let (form, profile) = profile_form::read(&tenderseal_portal::web::forms::Fields::default());
    assert!(profile.is_none());
    assert!(form.errors().len() >= 15, "{:?}", form.errors());
    assert_eq!(Form::without_errors(form).errors(), []);
}
