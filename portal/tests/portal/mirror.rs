//! The mirror of the chain on SQLite and PostgreSQL.

use jiff::Timestamp;
use tenderseal_portal::{
    ports_chain::{
        BidRow, ChainIndex, ChainMirror, Change, Cursor, Debarment, Draft, Drafts, EventRow,
        KeyRow, OpeningKeyRow, OrgRow, Part, PersonRow, ProposalRow, Suspension, TenderFilter,
        TenderRow, Texts, Titles,
    },
    store::Store,
};
use tenderseal_rules::{
    ContractId, Event, KeyId, OrgId, PersonId, PublicKey, TenderEvent,
    host::Standing,
    money::Currency,
    registry::OrgStatus,
    replay::sha256,
    requests::Requests,
    roles::{OrgKind, Role, Roles},
    schedule::Schedule,
    tender::{Core, Stage, State},
    terms::{Consensus, PriceFormula, PriceRule, Publication, Terms},
};

use crate::repositories::on_each;

const BUYER: OrgId = OrgId([1; 20]);
const VENDOR: OrgId = OrgId([2; 20]);
const MEMBER: PersonId = PersonId([3; 20]);
const EVALUATOR: PersonId = PersonId([4; 20]);

fn org(id: OrgId, kind: OrgKind) -> OrgRow {
    OrgRow {
        id,
        kind,
        name: format!("公司 {id}"),
        number: "N".into(),
        country: "CN".into(),
        details: id.0.repeat(2)[..32].try_into().unwrap(),
        status: OrgStatus::Pending,
        suspended: None,
        debarred: None,
        reason: None,
        registered_at: 10,
        decided_at: None,
        block: 1,
    }
}

fn schedule() -> Schedule {
    Schedule {
        deadline: 1_000,
        guard: 120,
        officers_window: 60,
        self_reveal_window: 60,
        objection_window: 60,
        standstill: 60,
        questions: 60,
    }
}

fn publication() -> Publication {
    let terms = Terms {
        notice: [7; 32],
        documents: vec![[8; 32]],
        currency: Currency::parse(*b"CNY").unwrap(),
        price: PriceRule { formula: PriceFormula::LowestOnly, weight_bp: 10_000 },
        criteria: vec![],
        consensus: Consensus::Mean,
        lifecycle_rate_bp: 0,
        min_bids: 1,
        profile: 0,
        invited: vec![],
        lot: None,
        security: None,
        prequalification: None,
        lifecycle_years: 0,
        requests: Requests::within(60),
    };
    Publication {
        terms,
        schedule: schedule(),
        k: 1,
        committee: vec![[9; 32]],
        panel: vec![EVALUATOR],
    }
}

fn tender(number: u32, title: &str) -> TenderRow {
    let core = Core {
        genesis: [5; 32],
        registry: ContractId([6; 20]),
        number,
        buyer: BUYER,
        committee_hash: [0; 32],
        k: 1,
        n: 1,
        currency: Currency::parse(*b"CNY").unwrap(),
        published_at: 20 + u64::from(number),
    };
    TenderRow {
        address: ContractId([u8::try_from(number).unwrap() + 100; 20]),
        number,
        buyer: BUYER,
        approver: EVALUATOR,
        code: [0; 32],
        core,
        publication: publication(),
        members: vec![MEMBER],
        state: State { schedule: schedule(), ..State::default() },
        stage: Stage::Bidding,
        turns_at: Some(1_000),
        titles: Titles { en: title.to_owned(), zh: "笔记本".to_owned() },
        search: format!("{title} 笔记本").to_lowercase(),
        block: 2,
    }
}

fn block(number: u32) -> Cursor {
    Cursor { number, hash: [u8::try_from(number).unwrap(); 32], time: 30 }
}

fn changes() -> Vec<Change> {
    let public = PublicKey([11; 64]);
    let proposal = ProposalRow {
        number: 0,
        buyer: BUYER,
        officer: EVALUATOR,
        proposed: [12; 32],
        publication: publication(),
        proposed_at: 15,
        block: 1,
        tender: None,
    };
    let bid = BidRow {
        tender: ContractId([100; 20]),
        number: 0,
        vendor: VENDOR,
        attempt: 1,
        envelope: vec![0, 255, 1],
        technical: Some(vec![1, 255, 0]),
        block: 3,
        extrinsic: 1,
        committed_at: 40,
        terms: 2,
    };
    vec![
        Change::Org(org(BUYER, OrgKind::Buyer)),
        Change::Org(org(VENDOR, OrgKind::Vendor)),
        Change::OrgDecided { org: BUYER, status: OrgStatus::Admitted, reason: None, at: 12 },
        Change::OrgDecided {
            org: VENDOR,
            status: OrgStatus::Refused,
            reason: Some([13; 32]),
            at: 13,
        },
        Change::Person(PersonRow {
            id: MEMBER,
            org: BUYER,
            roles: Roles::of(&[Role::Committee]),
            added_at: 14,
        }),
        Change::Key(KeyRow {
            id: KeyId([10; 20]),
            person: MEMBER,
            public,
            active_from: 14,
            revoked_at: None,
        }),
        Change::KeyRevoked { key: KeyId([10; 20]), at: 16 },
        Change::OpeningKey(OpeningKeyRow { public: [9; 32], person: MEMBER, registered_at: 14 }),
        Change::Proposal(Box::new(proposal.clone())),
        Change::Proposal(Box::new(ProposalRow { number: 7, ..proposal })),
        Change::Tender(Box::new(tender(0, "100% Laptops_A"))),
        Change::Tender(Box::new(tender(1, "Paper"))),
        Change::Bid(Box::new(bid)),
    ]
}

fn event() -> EventRow {
    let event = Event::Tender(TenderEvent::BidWithdrawn { bid: 0, vendor: VENDOR });
    EventRow { block: 3, extrinsic: 1, place: 0, contract: ContractId([100; 20]), time: 30, event }
}

#[actix_web::test]
async fn what_a_block_changes_is_read_back_and_taking_it_in_twice_changes_nothing() {
    on_each(async |store: Store| {
        assert_eq!(store.cursor().await.unwrap(), None);
        for _ in 0..2 {
            store.apply_block(block(3), &changes(), &[event()]).await.unwrap();
            assert_eq!(store.cursor().await.unwrap(), Some(block(3)));
            let buyer = store.chain_org(&BUYER).await.unwrap().unwrap();
            assert_eq!((buyer.status, buyer.decided_at), (OrgStatus::Admitted, Some(12)));
            let refused =
                store.chain_orgs(Some(OrgStatus::Refused), Some(OrgKind::Vendor)).await.unwrap();
            assert_eq!(
                refused.iter().map(|org| (org.id, org.reason)).collect::<Vec<_>>(),
                [(VENDOR, Some([13; 32]))]
            );
            assert_eq!(
                store.chain_org_by_details(&buyer.details).await.unwrap().unwrap().id,
                BUYER
            );
            assert_eq!(store.people_of(&BUYER).await.unwrap().len(), 1);
            assert_eq!(store.chain_keys_of(&MEMBER).await.unwrap()[0].revoked_at, Some(16));
            assert_eq!(
                store.opening_keys().await.unwrap(),
                store.opening_keys_of(&MEMBER).await.unwrap()
            );
            assert_eq!(
                store.proposal(0).await.unwrap().unwrap().tender,
                Some(ContractId([100; 20]))
            );
            let waiting = store.proposals_of(&BUYER, true).await.unwrap();
            assert_eq!(waiting.iter().map(|row| row.number).collect::<Vec<_>>(), [7]);
            assert_eq!(
                store.tender(&ContractId([100; 20])).await.unwrap().unwrap(),
                tender(0, "100% Laptops_A")
            );
            assert_eq!(store.tenders_with(&MEMBER, Part::Committee).await.unwrap().len(), 2);
            assert_eq!(store.tenders_with(&MEMBER, Part::Panel).await.unwrap().len(), 0);
            assert_eq!(store.tenders_bid_on(&VENDOR).await.unwrap().len(), 1);
            let bids = store.bids_of(&ContractId([100; 20])).await.unwrap();
            assert_eq!(bids[0].envelope, [0, 255, 1]);
            assert_eq!(
                store.bid(&ContractId([100; 20]), 0).await.unwrap().as_ref(),
                Some(&bids[0])
            );
            assert_eq!(store.events_at(3, 1).await.unwrap(), [event()]);
            assert_eq!(store.events_of(&ContractId([100; 20])).await.unwrap(), [event()]);
            assert_eq!(store.events_in(&ContractId([100; 20]), 2).await.unwrap(), []);
            assert_eq!(store.latest_events(5).await.unwrap(), [event()]);
        }
        store.clear_mirror().await.unwrap();
        assert_eq!(store.cursor().await.unwrap(), None);
        assert_eq!(
            store
                .tenders(&TenderFilter { size: 10, ..TenderFilter::default() })
                .await
                .unwrap()
                .total,
            0
        );
    })
    .await;
}

#[actix_web::test]
async fn standing_keys_and_roles_are_what_was_decided_last() {
    on_each(async |store: Store| {
        let org = BUYER;
        let suspension = Suspension { since: 50, reason: [1; 32] };
        let debarment = |until| Debarment { until, reason: [2; 32] };
        let held = [
            Change::Suspended { org, suspension },
            Change::Debarred { org, debarment: debarment(200) },
            Change::Debarred { org, debarment: debarment(100) },
        ];
        let officer = Roles::of(&[Role::Officer]);
        let person = [
            Change::RolesSet { person: MEMBER, roles: officer },
            Change::KeyRevoked { key: KeyId([10; 20]), at: 99 },
        ];
        for _ in 0..2 {
            store.apply_block(block(3), &changes(), &[]).await.unwrap();
            let fresh = store.chain_org(&org).await.unwrap().unwrap();
            assert_eq!((fresh.suspended, fresh.debarred), (None, None));
            assert_eq!(fresh.standing(0), Standing::Admitted);

            store.apply_block(block(4), &held, &[]).await.unwrap();
            let row = store.chain_org(&org).await.unwrap().unwrap();
            assert_eq!(row.suspended, Some(suspension));
            assert_eq!(row.debarred, Some(debarment(100)));
            assert_eq!(row.standing(100), Standing::Suspended);
            store.apply_block(block(5), &[Change::Reinstated { org }], &[]).await.unwrap();
            assert_eq!(store.chain_org(&org).await.unwrap().unwrap(), fresh);
            store.apply_block(block(6), &held[1..], &[]).await.unwrap();
            let row = store.chain_org(&org).await.unwrap().unwrap();
            assert_eq!(row.standing(99), Standing::Debarred);
            assert_eq!(row.standing(100), Standing::Admitted);
            let other = store.chain_org(&VENDOR).await.unwrap().unwrap();
            assert_eq!((other.suspended, other.debarred), (None, None));

            store.apply_block(block(7), &person, &[]).await.unwrap();
            assert_eq!(store.person(&MEMBER).await.unwrap().unwrap().roles, officer);
            assert_eq!(store.chain_keys_of(&MEMBER).await.unwrap()[0].revoked_at, Some(16));
        }
    })
    .await;
}

#[actix_web::test]
async fn a_list_is_searched_literally_narrowed_and_paged() {
    on_each(async |store: Store| {
        store.apply_block(block(3), &changes(), &[]).await.unwrap();
        let found = async |text: &str, stages: Vec<Stage>| {
            let filter =
                TenderFilter { text: text.to_owned(), stages, size: 10, ..TenderFilter::default() };
            store
                .tenders(&filter)
                .await
                .unwrap()
                .items
                .iter()
                .map(|row| row.number)
                .collect::<Vec<_>>()
        };
        assert_eq!(found("", vec![]).await, [1, 0], "the latest first");
        assert_eq!(found("LAPTOPS", vec![]).await, [0]);
        assert_eq!(found("笔记本 paper", vec![]).await, [1]);
        assert_eq!(found("100%", vec![]).await, [0]);
        assert_eq!(found("p%r", vec![]).await, Vec::<u32>::new(), "% is a percent sign");
        assert_eq!(found("laptops_a", vec![]).await, [0]);
        assert_eq!(found("", vec![Stage::Awarded]).await, Vec::<u32>::new());
        let second = TenderFilter { page: 1, size: 1, ..TenderFilter::default() };
        let listed = store.tenders(&second).await.unwrap();
        assert_eq!((listed.total, listed.items[0].number), (2, 0));
    })
    .await;
}

#[actix_web::test]
async fn a_stage_that_turns_is_found_by_its_time() {
    on_each(async |store: Store| {
        store.apply_block(block(3), &changes(), &[]).await.unwrap();
        assert_eq!(store.next_turn().await.unwrap(), Some(1_000));
        assert_eq!(store.turning(999).await.unwrap().len(), 0);
        assert_eq!(store.turning(1_000).await.unwrap().len(), 2);
        for number in 0..2 {
            let row = tender(number, "x");
            let turned = Change::Turned {
                tender: row.address,
                state: row.state,
                stage: Stage::Unsuccessful,
                turns_at: None,
            };
            store.apply_block(block(4), &[turned], &[]).await.unwrap();
        }
        assert_eq!(store.next_turn().await.unwrap(), None);
        let filter =
            TenderFilter { stages: vec![Stage::Unsuccessful], size: 10, ..TenderFilter::default() };
        assert_eq!(store.tenders(&filter).await.unwrap().total, 2);
    })
    .await;
}

#[actix_web::test]
async fn texts_are_found_by_their_hash_and_survive_the_mirror() {
    on_each(async |store: Store| {
        let now = Timestamp::from_second(1_780_000_000).unwrap();
        let hash = store.put_text("理由", now).await.unwrap();
        assert_eq!(hash, sha256("理由".as_bytes()));
        assert_eq!(store.put_text("理由", now).await.unwrap(), hash);
        store.clear_mirror().await.unwrap();
        assert_eq!(store.text(&hash).await.unwrap().as_deref(), Some("理由"));
        assert_eq!(store.text(&[0; 32]).await.unwrap(), None);
        assert_eq!(store.kept_by(&hash).await.unwrap(), None);
    })
    .await;
}

#[actix_web::test]
async fn a_kept_text_becomes_public_when_it_is_said_in_public_and_never_the_other_way() {
    on_each(async |store: Store| {
        let now = Timestamp::from_second(1_780_000_000).unwrap();
        let (tender, other) = (ContractId([7; 20]), ContractId([8; 20]));
        let hash = sha256("说明".as_bytes());
        let keep = async |by| store.put_text_under(&hash, "说明", by, now).await.unwrap();
        keep(Some(&tender)).await;
        keep(Some(&other)).await;
        assert_eq!(store.kept_by(&hash).await.unwrap(), Some(tender));
        assert_eq!(store.text(&hash).await.unwrap().as_deref(), Some("说明"));
        keep(None).await;
        assert_eq!(store.kept_by(&hash).await.unwrap(), None);
        keep(Some(&tender)).await;
        assert_eq!(store.kept_by(&hash).await.unwrap(), None);
    })
    .await;
}

#[actix_web::test]
async fn a_draft_is_kept_saved_listed_and_dropped() {
    on_each(async |store: Store| {
        let now = Timestamp::from_second(1_780_000_000).unwrap();
        let account = crate::repositories::account(&store, "officer").await;
        let mut draft = Draft {
            id: 0,
            org: BUYER,
            created_by: account.id,
            title: "草稿".into(),
            body: "{}".into(),
            unmapped: "[]".into(),
            notice: None,
            created_at: now,
            updated_at: now,
        };
        draft.id = store.add_draft(&draft).await.unwrap();
        draft.notice = Some([5; 32]);
        assert!(store.save_draft(&draft).await.unwrap());
        assert_eq!(store.draft(draft.id).await.unwrap().unwrap(), draft);
        assert_eq!(store.drafts_of(&BUYER).await.unwrap(), [draft.clone()]);
        assert_eq!(store.drafts_of(&VENDOR).await.unwrap(), []);
        store.drop_draft(draft.id).await.unwrap();
        assert!(!store.save_draft(&draft).await.unwrap());
    })
    .await;
}

#[actix_web::test]
async fn other_terms_change_what_a_tender_is_called_and_found_by() {
    on_each(async |store: Store| {
        let tender = ContractId([100; 20]);
        store.apply_block(block(3), &changes(), &[]).await.unwrap();
        let mut publication = publication();
        publication.terms.notice = [17; 32];
        let amended = Change::Amended {
            tender,
            publication: Box::new(publication.clone()),
            titles: Titles { en: "Tablets".to_owned(), zh: "平板电脑".to_owned() },
            search: "tablets 平板电脑".to_owned(),
        };
        for _ in 0..2 {
            store.apply_block(block(4), std::slice::from_ref(&amended), &[]).await.unwrap();
            let row = store.tender(&tender).await.unwrap().unwrap();
            assert_eq!((&row.publication, row.titles.en.as_str()), (&publication, "Tablets"));
        }
        assert_eq!(store.bid(&tender, 0).await.unwrap().unwrap().terms, 2);
        for (text, total) in [("平板", 1), ("laptops_a", 0)] {
            let filter =
                TenderFilter { text: text.to_owned(), size: 10, ..TenderFilter::default() };
            assert_eq!(store.tenders(&filter).await.unwrap().total, total, "{text}");
        }
    })
    .await;
}
