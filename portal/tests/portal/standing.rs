//! Standing of organisations, changed roles, revoked keys, the pause: samples of the pages, the store's
//! filters and logs, and what the server shows and refuses on the real contracts.

use tenderseal_client::{SigningKey, keys::person_id};
use tenderseal_portal::{
    app::{
        roles::Role as PortalRole,
        standing::{self, Entry, Exclusion, Hold, HoldKind},
        tender::At,
    },
    ports::{
        Account, AccountKey, Accounts, Clock, KeyPurpose, Keys, Organisation, RegistrationStatus,
    },
    ports_chain::{
        ChainIndex, ChainMirror, Change, Cursor, Debarment, EventRow, OrgFilter, OrgRow,
        OrgStanding, PersonRow, Suspension,
    },
    web::{
        desk::DeskPage,
        organisation::ShowPage,
        page::Page,
        people::{PersonKey, PersonLine},
        person::PersonPage,
        registrar,
        registry::{Listing, LogLine, OrgLine, PUBLIC, PublicOrgPage, RegistryPage},
        registry_log::{LogPage, PublicLine},
        signing::Excluded,
    },
};
use tenderseal_rules::{
    ContractId, Event, KeyId, OrgId, PersonId, RegistryEvent,
    messages::{AdmitOrg, DebarOrg, Pause, ReinstateOrg, RevokeKey, SetRoles, SuspendOrg, Unpause},
    registry::OrgStatus,
    replay::{key_id, sha256},
    roles::{OrgKind, Role, Roles},
};

use crate::chain::Client;
use crate::offices::{NOW, Sampler, org, signing};
use crate::repositories::on_each;
use crate::world::{World, registrar_key};

// Samples

fn hold(kind: HoldKind) -> Hold {
    let reason = (kind != HoldKind::Over).then(|| "提供虚假材料。\n经查属实。".to_owned());
    Hold { kind, at: NOW, reason }
}

fn vendor(suspended: bool, until: Option<u64>) -> OrgRow {
    OrgRow {
        kind: OrgKind::Vendor,
        suspended: suspended.then_some(Suspension { since: NOW, reason: [1; 32] }),
        debarred: until.map(|until| Debarment { until, reason: [2; 32] }),
        ..org(OrgStatus::Admitted)
    }
}

fn log() -> Vec<LogLine> {
    let kinds = [
        "org_registered",
        "org_admitted",
        "org_refused",
        "org_suspended",
        "org_debarred",
        "org_reinstated",
        "person_added",
        "roles_set",
        "key_replaced",
        "key_revoked",
        "opening_key_registered",
        "paused",
        "unpaused",
    ];
    let line = |kind: &'static str| {
        let of_org = kind.starts_with("org_");
        let entry = Entry {
            at: At { block: 7, extrinsic: 1, time: NOW },
            kind,
            by: Some(PersonId([1; 20])),
            person: (!of_org).then_some(PersonId([2; 20])),
            roles: (kind == "roles_set").then(|| Roles::of(&Role::ALL)),
            key: (kind == "key_revoked").then_some(KeyId([3; 20])),
            until: (kind == "org_debarred").then_some(NOW),
            reason: of_org.then_some([4; 32]),
            text: (kind == "org_debarred").then(|| "理由".to_owned()),
        };
        let person = if of_org { String::new() } else { "王芳".to_owned() };
        LogLine { entry, by: "登记员".to_owned(), person }
    };
    kinds.map(line).to_vec()
}

/// Every kind of line; the last is of a person who lost every role.
fn public_log() -> Vec<PublicLine> {
    let line = |line: LogLine| {
        let of_all = line.entry.kind.ends_with("paused");
        let org = (!of_all).then(|| (OrgId([1; 20]), "华安 <b>".to_owned()));
        PublicLine { entry: line.entry, org, by: "管理局".to_owned() }
    };
    let mut lines: Vec<_> = log().into_iter().map(line).collect();
    let mut last = lines[7].clone();
    (last.entry.roles, last.by) = (Some(Roles::of(&[])), String::new());
    lines.push(last);
    lines
}

fn people() -> Vec<PersonLine> {
    let key = |state, id: &str| PersonKey { id: id.repeat(20), state, at: NOW };
    let roles = vec!["org_admin", "vendor"];
    let keys = vec![key("active", "33"), key("waiting", "34"), key("revoked", "35")];
    vec![PersonLine { id: "55".repeat(20), name: "王芳".to_owned(), roles, since: NOW, keys }]
}

fn listing(lines: Vec<OrgLine>, choices: &'static [OrgStanding]) -> Listing {
    let (total, standing) = if lines.is_empty() { (0, None) } else { (45, choices.first()) };
    Listing {
        base: "/registry",
        text: "华安".to_owned(),
        standing: standing.copied(),
        choices,
        lines,
        total,
        here: u64::from(total > 0),
    }
}

fn registrar_pages(to: &mut Sampler, applicant: &Organisation) {
    let orgs = [
        org(OrgStatus::Pending),
        vendor(false, None),
        vendor(true, None),
        vendor(false, Some(NOW + 1)),
        org(OrgStatus::Refused),
    ];
    for (lines, unsigned) in [
        (vec![], vec![]),
        (orgs.clone().map(|org| OrgLine::of(org, NOW)).to_vec(), vec![applicant.clone()]),
    ] {
        let list = listing(lines.clone(), &PUBLIC);
        let page = to.page("/registry");
        to.add("public/registry.html", &RegistryPage { page, list });
        let list = listing(lines, <OrgStanding as tenderseal_portal::app::names::Named>::ALL);
        let page = to.page("/registrar");
        to.add("registrar/registry.html", &registrar::RegistryPage { page, list, unsigned });
    }
    let authority = OrgRow { kind: OrgKind::Authority, ..org(OrgStatus::Admitted) };
    for org in
        orgs.into_iter().chain([vendor(true, Some(NOW + 1)), vendor(false, Some(NOW)), authority])
    {
        let line = OrgLine::of(org, NOW);
        let holds = match line.standing {
            OrgStanding::Suspended => vec![hold(HoldKind::Suspended), hold(HoldKind::Over)],
            OrgStanding::Debarred => vec![hold(HoldKind::Debarred)],
            OrgStanding::Admitted => vec![hold(HoldKind::Over)],
            _ => vec![],
        };
        let pending = line.standing == OrgStanding::Waiting;
        let sample = registrar::OrganisationPage {
            page: to.page("/registrar/x"),
            signing: signing(),
            details: pending.then(|| applicant.clone()),
            reason: (line.standing == OrgStanding::Refused).then(|| "expired".to_owned()),
            holds: holds.clone(),
            people: people(),
            log: log(),
            days: ("2026-05-30".to_owned(), "2126-05-29".to_owned()),
            zone: "Asia/Shanghai".to_owned(),
            line: line.clone(),
        };
        to.add("registrar/organisation.html", &sample);
        let page = to.page("/registry/x");
        let (authority, log) = ("示范市公共资源交易管理局".to_owned(), vec![]);
        to.add("public/organisation.html", &PublicOrgPage { page, line, holds, authority, log });
    }
    for (lines, total, here) in
        [(vec![], 0, 0), (public_log(), 14, 0), (public_log(), 99, 0), (public_log(), 99, 3)]
    {
        let page = to.page("/registry/log");
        to.add("public/registry_log.html", &LogPage { page, lines, total, here });
    }
    for paused in [false, true] {
        let (page, signing) = (to.page("/registrar/pause"), signing());
        let log = if paused { log() } else { vec![] };
        to.add("registrar/pause.html", &registrar::PausePage { page, signing, paused, log });
    }
}

/// The new pages, and the old ones for somebody who may not act.
pub fn pages(to: &mut Sampler, applicant: &Organisation) {
    registrar_pages(to, applicant);
    for (flag, kind) in
        [(true, OrgKind::Vendor), (false, OrgKind::Buyer), (true, OrgKind::Authority)]
    {
        let mut person = people().remove(0);
        if !flag {
            person.keys.retain(|key| key.state == "revoked");
        }
        let sample = PersonPage {
            page: to.page("/organisations/x/people/y"),
            signing: signing(),
            org: OrgRow { kind, ..org(OrgStatus::Admitted) },
            person,
            roles: vec!["org_admin", "vendor"],
            sets_roles: flag,
            is_last_administrator: flag && kind == OrgKind::Vendor,
            keeps_last_key: kind == OrgKind::Authority,
            own: flag,
            replaces: !flag,
        };
        to.add("organisation/person.html", &sample);
        let holds = if flag {
            vec![hold(HoldKind::Suspended), hold(HoldKind::Debarred)]
        } else {
            vec![hold(HoldKind::Debarred)]
        };
        let org = OrgRow { kind, ..vendor(flag, Some(NOW + 1)) };
        let exclusion = Exclusion { org: org.clone(), holds, authority: "管理局".to_owned() };
        let desk = DeskPage {
            page: to.page("/desk"),
            organisation: Some((org.name.clone(), org.id.to_string())),
            excluded: Some(exclusion.clone()),
            paused: Some(true),
            waiting: vec![],
            areas: vec![],
        };
        to.add("account/desk.html", &desk);
        let mut organisation = applicant.clone();
        organisation.status = RegistrationStatus::Admitted;
        let show = ShowPage {
            page: to.page("/organisations/1"),
            organisation,
            signing: None,
            details: "ab".repeat(32),
            chain: Some(org),
            excluded: Some(exclusion),
            own: true,
        };
        to.add("organisation/show.html", &show);
    }
    for key in ["hold-suspended", "hold-debarred"] {
        let mut signing = signing();
        signing.excluded = Some(Excluded { org: OrgId([4; 20]), key, at: NOW });
        let page: Page = to.page("/registrar/pause");
        let sample = registrar::PausePage { page, signing, paused: false, log: vec![] };
        to.add("registrar/pause.html", &sample);
    }
}

// The store

const FIRST: OrgId = OrgId([1; 20]);
const SECOND: OrgId = OrgId([2; 20]);
const THIRD: OrgId = OrgId([3; 20]);
const FOURTH: OrgId = OrgId([5; 20]);

fn row(id: OrgId, name: &str, status: OrgStatus, block: u32) -> OrgRow {
    let number = format!("A_{block}%");
    OrgRow { id, name: name.to_owned(), number, block, ..org(status) }
}

fn event(block: u32, place: u32, event: RegistryEvent) -> EventRow {
    let contract = ContractId([6; 20]);
    EventRow { block, extrinsic: 1, place, contract, time: 30, event: Event::Registry(event) }
}

fn cursor(number: u32) -> Cursor {
    Cursor { number, hash: [0; 32], time: 30 }
}

#[actix_web::test]
async fn organisations_are_searched_literally_and_narrowed_by_their_standing_of_now() {
    on_each(async |store: tenderseal_portal::store::Store| {
        let changes = [
            Change::Org(row(FIRST, "华安 Electronics", OrgStatus::Admitted, 1)),
            Change::Org(row(SECOND, "北辰信息", OrgStatus::Admitted, 2)),
            Change::Org(row(THIRD, "远山贸易", OrgStatus::Pending, 3)),
            Change::Org(row(FOURTH, "江海智能", OrgStatus::Refused, 4)),
            Change::Suspended { org: FIRST, suspension: Suspension { since: 50, reason: [1; 32] } },
            Change::Debarred { org: FIRST, debarment: Debarment { until: 100, reason: [1; 32] } },
            Change::Debarred { org: SECOND, debarment: Debarment { until: 100, reason: [1; 32] } },
        ];
        store.apply_block(cursor(1), &changes, &[]).await.unwrap();
        let found = async |text: &str, standings: &[OrgStanding], now: u64| {
            let (text, standings) = (text.to_owned(), standings.to_vec());
            let filter = OrgFilter { text, standings, now, size: 10, ..OrgFilter::default() };
            let listed = store.orgs(&filter).await.unwrap();
            assert_eq!(listed.total, listed.items.len() as u64);
            for org in &listed.items {
                let fits =
                    filter.standings.is_empty() || filter.standings.contains(&org.place(now));
                assert!(fits, "the columns say what the rules say: {org:?} at {now}");
            }
            listed.items.iter().map(|org| org.id).collect::<Vec<_>>()
        };
        use OrgStanding::{Admitted, Debarred, Refused, Suspended, Waiting};
        assert_eq!(found("", &[], 99).await, [THIRD, FIRST, SECOND, FOURTH], "who waits is first");
        assert_eq!(found("", &[Waiting], 99).await, [THIRD]);
        assert_eq!(found("", &[Refused], 99).await, [FOURTH]);
        assert_eq!(found("", &[Suspended], 99).await, [FIRST], "whatever its debarment");
        assert_eq!(found("", &[Debarred], 99).await, [SECOND]);
        assert_eq!(found("", &[Admitted], 99).await, []);
        assert_eq!(found("", &[Debarred], 100).await, [], "the date has come");
        assert_eq!(found("", &[Admitted], 100).await, [SECOND]);
        assert_eq!(found("", &PUBLIC, 99).await, [FIRST, SECOND]);
        assert_eq!(found("ELECTRONICS 华安", &[], 99).await, [FIRST]);
        assert_eq!(found("a_2%", &[], 99).await, [SECOND], "number, literally");
        assert_eq!(found("a%2", &[], 99).await, []);
        assert_eq!(found(&THIRD.to_string(), &[], 99).await, [THIRD], "id");
        let second = OrgFilter { page: 1, size: 3, now: 99, ..OrgFilter::default() };
        let listed = store.orgs(&second).await.unwrap();
        assert_eq!((listed.total, listed.items.len(), listed.items[0].id), (4, 1, FOURTH));
    })
    .await;
}

#[actix_web::test]
async fn the_log_of_an_organisation_has_what_is_about_it_its_people_and_their_keys_and_no_more() {
    on_each(async |store: tenderseal_portal::store::Store| {
        let (own, other, by) = (PersonId([7; 20]), PersonId([8; 20]), PersonId([9; 20]));
        let roles = Roles::of(&[Role::Vendor]);
        let person = |id, org| Change::Person(PersonRow { id, org, roles, added_at: 1 });
        let reason = [1; 32];
        let events = [
            event(1, 0, RegistryEvent::OrgAdmitted { org: FIRST, by }),
            event(1, 1, RegistryEvent::OrgAdmitted { org: SECOND, by }),
            event(1, 2, RegistryEvent::RolesSet { person: other, roles, by }),
            event(1, 3, RegistryEvent::Paused { by }),
            event(1, 4, RegistryEvent::KeyRevoked { person: own, key: KeyId([1; 20]), by }),
            event(1, 5, RegistryEvent::CodeApproved { code: [0; 32], by }),
            event(1, 6, RegistryEvent::OrgSuspended { org: FIRST, reason, by }),
            event(1, 7, RegistryEvent::Unpaused { by }),
        ];
        let changes = [person(own, FIRST), person(other, SECOND)];
        for _ in 0..2 {
            store.apply_block(cursor(1), &changes, &events).await.unwrap();
            let places = |rows: Vec<EventRow>| rows.iter().map(|row| row.place).collect::<Vec<_>>();
            assert_eq!(places(store.events_about_org(&FIRST).await.unwrap()), [0, 4, 6]);
            assert_eq!(places(store.events_about_org(&SECOND).await.unwrap()), [1, 2]);
            assert_eq!(places(store.events_about_org(&THIRD).await.unwrap()), Vec::<u32>::new());
            assert_eq!(places(store.events_about_factory().await.unwrap()), [3, 7]);
        }
    })
    .await;
}

#[actix_web::test]
async fn the_public_log_is_in_the_chains_order_and_leaves_out_who_waits_or_was_refused() {
    on_each(async |store: tenderseal_portal::store::Store| {
        let (own, other, by) = (PersonId([7; 20]), PersonId([8; 20]), PersonId([9; 20]));
        let roles = Roles::of(&[Role::Vendor]);
        let person = |id, org| Change::Person(PersonRow { id, org, roles, added_at: 1 });
        let reason = [1; 32];
        let changes = [
            Change::Org(row(FIRST, "华安", OrgStatus::Admitted, 1)),
            Change::Org(row(SECOND, "北辰", OrgStatus::Pending, 2)),
            Change::Org(row(THIRD, "远山", OrgStatus::Refused, 3)),
            Change::Suspended { org: FIRST, suspension: Suspension { since: 50, reason: [1; 32] } },
            person(own, FIRST),
            person(other, SECOND),
        ];
        let events = [
            event(1, 0, RegistryEvent::OrgAdmitted { org: FIRST, by }),
            event(1, 1, RegistryEvent::OrgRefused { org: THIRD, by, reason }),
            event(1, 2, RegistryEvent::RolesSet { person: other, roles, by }),
            event(1, 3, RegistryEvent::CodeApproved { code: [0; 32], by }),
            event(1, 4, RegistryEvent::KeyRevoked { person: own, key: KeyId([1; 20]), by }),
        ];
        let later = [
            event(2, 0, RegistryEvent::OrgSuspended { org: FIRST, reason, by }),
            event(2, 1, RegistryEvent::Paused { by }),
        ];
        store.apply_block(cursor(1), &changes, &events).await.unwrap();
        store.apply_block(cursor(2), &[], &later).await.unwrap();
        let places = async |page, size| {
            let listed = store.registry_log(page, size).await.unwrap();
            assert_eq!(listed.total, 4);
            listed.items.iter().map(|row| (row.block, row.place)).collect::<Vec<_>>()
        };
        assert_eq!(places(0, 10).await, [(2, 1), (2, 0), (1, 4), (1, 0)]);
        assert_eq!(places(1, 3).await, [(1, 0)]);
        assert_eq!(places(0, 0).await, [(2, 1)], "one at least");
        assert_eq!(places(u64::MAX, u64::MAX).await, []);
    })
    .await;
}

// The server

const REASON: &str = "提供虚假材料，经查属实。";

/// Makes an account the holder of a key.
async fn hold_key(world: &World, name: &str, key: &SigningKey) -> Account {
    let (account, _) = world.signed_in(name, &[]).await;
    let held = AccountKey {
        account_id: account.id,
        purpose: KeyPurpose::Signing,
        public_key: key.public().to_string(),
        label: "laptop".into(),
        created_at: world.clock.now(),
        retired_at: None,
    };
    world.store().add_key(&held).await.unwrap();
    account
}

/// A vendor that is admitted, whose founder's key an account of the portal holds; answers its id.
async fn admitted(world: &World, client: &Client<'_>, key: &SigningKey) -> OrgId {
    hold_key(world, "founder", key).await;
    let org = client.register(key).await;
    let (status, _) = client.relay(&client.call(&registrar_key(), &AdmitOrg { org }, 1), &[]).await;
    assert_eq!(status, 200);
    org
}

#[actix_web::test]
async fn the_register_shows_who_is_suspended_or_debarred_and_why_and_only_who_was_admitted() {
    let world = World::new().await;
    let client = Client::new(&world);
    let key = SigningKey::from_bytes(&[1; 32]).unwrap();
    let waiting = client.register(&SigningKey::from_bytes(&[2; 32]).unwrap()).await;
    let org = admitted(&world, &client, &key).await;
    let page = format!("/en/registry/{org}");
    world.browser.get(&page).await.is(200).shows("is admitted and may act");
    world.browser.get(&format!("/en/registry/{waiting}")).await.is(404);
    world.browser.get("/en/registry/zz").await.is(404);
    let list = world.browser.get("/zh/registry").await;
    assert!(list.text.contains(&org.to_string()) && !list.text.contains(&waiting.to_string()));

    let reason = sha256(REASON.as_bytes());
    let suspend = client.call(&registrar_key(), &SuspendOrg { org, reason }, 2);
    assert_eq!(client.relay(&suspend, &[]).await.0, 422, "the reason has to be public");
    world.browser.get(&page).await.is(200).shows("is admitted and may act");
    assert_eq!(client.relay(&suspend, &[REASON]).await.0, 200);
    world.browser.get(&page).await.is(200).shows("Suspended since").shows(REASON);
    world.browser.get("/zh/registry?standing=suspended").await.is(200).shows(&org.to_string());
    world
        .browser
        .get("/zh/registry?standing=admitted&q=%25")
        .await
        .is(200)
        .shows("没有符合条件的单位");
    world.browser.get("/zh/registry?standing=waiting").await.is(200).shows(&org.to_string());

    let app = client.app();
    let row = world.store().chain_org(&org).await.unwrap().unwrap();
    let held = standing::exclusion(app, &row).await.unwrap().unwrap();
    assert_eq!((held.authority.as_str(), held.holds.len()), ("Authority", 1));
    let reinstate = ReinstateOrg { org, reason };
    assert_eq!(client.relay(&client.call(&registrar_key(), &reinstate, 3), &[]).await.0, 200);
    let until = app.chain.now() + 1_000_000;
    let debar = client.call(&registrar_key(), &DebarOrg { org, until, reason }, 4);
    assert_eq!(client.relay(&debar, &[]).await.0, 200, "the text is kept");
    world.browser.get(&page).await.is(200).shows("Debarred until").shows("Organisation reinstated");
    world.end().await;
}

#[actix_web::test]
async fn a_suspended_organisation_is_told_so_and_offered_no_act_but_everything_to_read() {
    let world = World::new().await;
    let client = Client::new(&world);
    let key = SigningKey::from_bytes(&[1; 32]).unwrap();
    let org = admitted(&world, &client, &key).await;
    let (_, token) = world.signed_in("founder", &[PortalRole::OrgAdmin, PortalRole::Vendor]).await;
    let cookie = format!("tenderseal={}", token.expose());
    let browser = world.another_browser();
    let read = async |path: &str| browser.get_with(path, &[("cookie", cookie.as_str())]).await;
    let person = person_id(&client.app().chain.genesis(), &key.public());
    let page = format!("/en/organisations/{org}/people/{person}");
    let before = read(&page).await;
    before.is(200).shows("data-act=\"set_roles\"").shows("This is the last key");
    assert!(!before.text.contains("data-act=\"revoke_key\""), "the last key is not offered");
    assert!(!read("/en/desk").await.text.contains("is suspended"));

    let reason = sha256(REASON.as_bytes());
    let suspend = client.call(&registrar_key(), &SuspendOrg { org, reason }, 2);
    assert_eq!(client.relay(&suspend, &[REASON]).await.0, 200);
    read("/en/desk").await.is(200).shows("Your organisation is suspended").shows(REASON);
    let held = read(&page).await;
    held.is(200).shows("Your organisation cannot act at present");
    assert!(!held.text.contains("data-act="));
    read("/en/bids").await.is(200);
    let act = client.call(&key, &SetRoles { person, roles: Roles::of(&[Role::OrgAdmin]) }, 2);
    let (status, body) = client.relay(&act, &[]).await;
    assert_eq!((status, body["error"]["name"].as_str()), (422, Some("Suspended")));
    world.end().await;
}

#[actix_web::test]
async fn people_are_changed_by_their_administrator_and_a_registrar_takes_the_last_key() {
    let world = World::new().await;
    let client = Client::new(&world);
    let key = SigningKey::from_bytes(&[1; 32]).unwrap();
    let org = admitted(&world, &client, &key).await;
    let person = person_id(&client.app().chain.genesis(), &key.public());
    let path = format!("/en/organisations/{org}/people/{person}");
    let (founder, _) =
        world.signed_in("founder", &[PortalRole::OrgAdmin, PortalRole::Vendor]).await;
    let (_, token) = world.signed_in("stranger", &[PortalRole::OrgAdmin]).await;
    let cookie = format!("tenderseal={}", token.expose());
    let stranger = world.another_browser();
    stranger.get_with(&path, &[("cookie", &cookie)]).await.is(404);

    let act = client.call(&key, &SetRoles { person, roles: Roles::of(&[Role::OrgAdmin]) }, 2);
    assert_eq!(client.relay(&act, &[]).await.0, 200);
    let row = world.store().person(&person).await.unwrap().unwrap();
    assert_eq!(row.roles, Roles::of(&[Role::OrgAdmin]));
    let id = key_id(&key.public());
    let own = client.call(&key, &RevokeKey { key: id }, 3);
    let (_, body) = client.relay(&own, &[]).await;
    assert_eq!(body["error"]["name"].as_str(), Some("LastAdminKey"));
    let taken = client.call(&registrar_key(), &RevokeKey { key: id }, 2);
    assert_eq!(client.relay(&taken, &[]).await.0, 200);
    let (_, body) = client.relay(&client.call(&key, &RevokeKey { key: id }, 4), &[]).await;
    assert_eq!(body["error"]["name"].as_str(), Some("KeyInactive"));
    let roles = world.store().roles(founder.id).await.unwrap();
    assert!(roles.iter().next().is_none(), "who has no key has no part: {roles:?}");
    hold_key(&world, "registrar", &registrar_key()).await;
    let (_, token) = world.signed_in("registrar", &[PortalRole::Registrar]).await;
    let cookie = format!("tenderseal={}", token.expose());
    let page = world.another_browser().get_with(&path, &[("cookie", &cookie)]).await;
    page.is(200).shows("No longer valid").shows("Give a new key");
    world.end().await;
}

#[actix_web::test]
async fn a_pause_is_read_from_the_contract_and_shown_to_whom_it_concerns() {
    let world = World::new().await;
    let client = Client::new(&world);
    let app = client.app();
    assert!(!standing::is_paused(app).await.unwrap());
    assert_eq!(client.relay(&client.call(&registrar_key(), &Pause {}, 1), &[]).await.0, 200);
    assert!(standing::is_paused(app).await.unwrap());
    let (_, token) = world.signed_in("registrar", &[PortalRole::Registrar]).await;
    let cookie = format!("tenderseal={}", token.expose());
    let browser = world.another_browser();
    let page = browser.get_with("/en/registrar/pause", &[("cookie", &cookie)]).await;
    page.is(200).shows("data-act=\"Pausable::unpause\"").shows("New tenders paused");
    assert!(!page.text.contains("data-act=\"Pausable::pause\""));
    assert_eq!(client.relay(&client.call(&registrar_key(), &Unpause {}, 2), &[]).await.0, 200);
    assert!(!standing::is_paused(app).await.unwrap());
    let log = standing::pauses(app).await.unwrap();
    assert_eq!(log.iter().map(|line| line.kind).collect::<Vec<_>>(), ["paused", "unpaused"]);
    world.end().await;
}

/// Where each text stands in a page, each after the one before.
#[track_caller]
fn in_order(page: &str, texts: &[&str]) {
    let mut rest = page;
    for text in texts {
        let Some((_, after)) = rest.split_once(text) else {
            panic!("{text} does not come next in {page}")
        };
        rest = after;
    }
}

#[actix_web::test]
async fn the_log_of_admissions_tells_every_decision_with_its_reason_the_latest_first() {
    let world = World::new().await;
    let client = Client::new(&world);
    let waiting = client.register(&SigningKey::from_bytes(&[2; 32]).unwrap()).await;
    let (key, reason) = (SigningKey::from_bytes(&[1; 32]).unwrap(), sha256(REASON.as_bytes()));
    let log = async |query: &str| world.browser.get(&format!("/en/registry/log{query}")).await;
    let rows = |page: &str| page.matches("<th scope=\"row\"").count();
    let before = rows(&log("").await.is(200).text);
    let org = admitted(&world, &client, &key).await;
    assert_eq!(rows(&log("").await.text), before + 3, "registered, with a person, and admitted");

    let until = client.app().chain.now() + 1_000_000;
    let acts = [
        client.call(&registrar_key(), &SuspendOrg { org, reason }, 2),
        client.call(&registrar_key(), &ReinstateOrg { org, reason }, 3),
        client.call(&registrar_key(), &DebarOrg { org, until, reason }, 4),
        client.call(&registrar_key(), &Pause {}, 5),
    ];
    for act in &acts {
        assert_eq!(client.relay(act, &[REASON]).await.0, 200);
    }
    let refused = client.call(&key, &SuspendOrg { org, reason }, 2);
    assert_eq!(client.relay(&refused, &[]).await.0, 422, "a vendor suspends nobody");
    let page = log("").await;
    assert_eq!(rows(&page.is(200).text), before + 7, "what is refused leaves no line");
    assert_eq!(page.headers["cache-control"], "public, no-cache");
    let told = ["paused", "debarred", "reinstated", "suspended", "admitted", "Person added"];
    in_order(page.text.split_once("<tbody").unwrap().1, &told);
    page.shows(REASON)
        .shows("Authority")
        .shows(&format!("/en/registry/{org}\""))
        .shows("/receipts/");
    assert!(!page.text.contains(&waiting.to_string()), "who waits is not told");
    world.browser.get("/en/registry").await.is(200).shows("/en/registry/log");
    world.browser.get("/zh/registry/log").await.is(200).shows("单位恢复资格").shows("全部新项目");

    // A page that is none is the first, one behind the last is the last.
    for query in ["?page=0", "?page=-1", "?page=x", "?page=99999999999999999999", "?page=1000000"] {
        assert_eq!(log(query).await.is(200).text.matches("Organisation debarred").count(), 1);
    }
    for (nonce, unpauses) in (6..).zip([true, false].repeat(10)) {
        let act = if unpauses {
            client.call(&registrar_key(), &Unpause {}, nonce)
        } else {
            client.call(&registrar_key(), &Pause {}, nonce)
        };
        assert_eq!(client.relay(&act, &[]).await.0, 200);
    }
    let (first, last) = (log("").await, log("?page=2").await);
    assert_eq!((rows(&first.text), rows(&last.text)), (25, before + 7 + 20 - 25));
    first.shows("page=2\"").shows("1 of 2");
    assert_eq!(log("?page=77").await.text.matches("<th scope=\"row\"").count(), rows(&last.text));
    world.end().await;
}
