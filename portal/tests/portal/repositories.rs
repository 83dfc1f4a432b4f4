//! The repositories on SQLite, and on PostgreSQL where there is one
//! (`TENDERSEAL_TEST_POSTGRES=postgres://…`, a role that may create schemas).

use std::future::Future;

use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;
use tenderseal_portal::{
    app::{
        roles::{Role, Roles},
        values::{
            Country, EmailAddress, FileName, LegalName, PersonName, PostalAddress,
            RegistrationNumber, Telephone,
        },
    },
    i18n::Locale,
    ports::{
        Account, AccountKey, Accounts, Blob, BlobIndex, Document, Jobs, KeyPurpose, Keys, Mail,
        MailLog, NewAccount, OrganisationData, OrganisationKind, Organisations, PasswordResets,
        RegistrationStatus, Session, Sessions, StoreError,
    },
    store::Store,
};

/// Runs a test on each database, each time on fresh tables.
pub async fn on_each<F: Future<Output = ()>>(test: impl Fn(Store) -> F) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::connect(&format!("sqlite://{}/t.sqlite?mode=rwc", folder.path().display()))
        .await
        .unwrap();
    store.migrate().await.unwrap();
    test(store).await;

    let Ok(url) = std::env::var("TENDERSEAL_TEST_POSTGRES") else {
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "in CI the tests need TENDERSEAL_TEST_POSTGRES"
        );
        eprintln!("skipped: no PostgreSQL, because TENDERSEAL_TEST_POSTGRES is not set");
        return;
    };
    let mut chance = [0; 8];
    getrandom::fill(&mut chance).unwrap();
    let schema = format!("test_{}", hex::encode(chance));
    let owner = sea_orm::Database::connect(&url).await.unwrap();
    owner.execute_unprepared(&format!("CREATE SCHEMA {schema}")).await.unwrap();
    let sign = if url.contains('?') { '&' } else { '?' };
    let store = Store::connect(&format!("{url}{sign}options[search_path]={schema}")).await.unwrap();
    store.migrate().await.unwrap();
    test(store.clone()).await;
    store.close().await.unwrap();
    owner.execute_unprepared(&format!("DROP SCHEMA {schema} CASCADE")).await.unwrap();
}

fn at(minutes: i64) -> Timestamp {
    Timestamp::from_millisecond(1_780_000_000_000).unwrap() + SignedDuration::from_mins(minutes)
}

pub async fn account(store: &Store, name: &str) -> Account {
    let new = NewAccount {
        email: EmailAddress::parse(&format!("{name}@example.org")).unwrap(),
        name: PersonName::parse(name).unwrap(),
        language: Locale::Zh,
        password_hash: "hash one".to_owned(),
        created_at: at(0),
    };
    store.add_account(&new).await.unwrap()
}

fn session(hash: &str, account_id: i64, seen: i64) -> Session {
    Session {
        token_hash: hash.to_owned(),
        account_id,
        agent: "test".to_owned(),
        created_at: at(0),
        seen_at: at(seen),
        expires_at: at(100),
    }
}

#[actix_web::test]
async fn the_tables_are_of_the_newest_shape_after_migrating_and_migrating_again_changes_nothing() {
    on_each(async |store| {
        assert!(store.ready().await.unwrap());
        assert_eq!(store.migrate().await.unwrap(), 0);
    })
    .await;
}

#[actix_web::test]
async fn an_account_is_found_by_number_and_address_and_its_address_is_unique() {
    on_each(async |store| {
        let li = account(&store, "li").await;
        assert_eq!(store.account(li.id).await.unwrap().as_ref(), Some(&li));
        assert_eq!(
            store.account_by_email(&li.email).await.unwrap(),
            Some((li.clone(), "hash one".to_owned()))
        );
        assert_eq!(store.account(li.id + 1).await.unwrap(), None);
        let again = NewAccount {
            email: li.email.clone(),
            name: li.name.clone(),
            language: Locale::En,
            password_hash: "hash two".to_owned(),
            created_at: at(1),
        };
        assert!(matches!(store.add_account(&again).await, Err(StoreError::Conflict)));
        store.set_password(li.id, "hash three", at(2)).await.unwrap();
        let (changed, hash) = store.account_by_email(&li.email).await.unwrap().unwrap();
        assert_eq!((hash.as_str(), changed.password_changed_at), ("hash three", at(2)));
        store.set_profile(li.id, &PersonName::parse("李维").unwrap(), Locale::En).await.unwrap();
        assert_eq!(store.account(li.id).await.unwrap().unwrap().name.as_str(), "李维");
    })
    .await;
}

#[actix_web::test]
async fn roles_are_replaced_whole() {
    on_each(async |store| {
        let li = account(&store, "li").await;
        store.set_roles(li.id, &[(Role::Officer, Some(1)), (Role::OrgAdmin, None)]).await.unwrap();
        store.set_roles(li.id, &[(Role::Vendor, None)]).await.unwrap();
        assert_eq!(store.roles(li.id).await.unwrap(), Roles::default().with(Role::Vendor));
        assert!(store.roles(li.id + 1).await.unwrap().is_empty());
    })
    .await;
}

#[actix_web::test]
async fn sessions_end_alone_together_and_when_purged() {
    on_each(async |store| {
        let li = account(&store, "li").await;
        for (hash, seen) in [("a", 0), ("b", 20), ("c", 40)] {
            store.add_session(&session(hash, li.id, seen)).await.unwrap();
        }
        store.touch_session("a", at(50)).await.unwrap();
        let order: Vec<_> =
            store.sessions_of(li.id).await.unwrap().into_iter().map(|s| s.token_hash).collect();
        assert_eq!(order, ["a", "c", "b"]);
        assert_eq!(store.purge_sessions(at(60), at(30)).await.unwrap(), 1);
        assert_eq!(store.session("b").await.unwrap(), None);
        assert_eq!(store.end_sessions_of(li.id, Some("a")).await.unwrap(), 1);
        assert_eq!(store.session("a").await.unwrap().unwrap().seen_at, at(50));
        assert_eq!(store.purge_sessions(at(100), at(0)).await.unwrap(), 1);
        store.end_session("a").await.unwrap();
    })
    .await;
}

#[actix_web::test]
async fn a_reset_link_is_redeemed_once_and_takes_password_and_sessions_with_it() {
    on_each(async |store| {
        let li = account(&store, "li").await;
        store.add_session(&session("a", li.id, 0)).await.unwrap();
        store.add_reset("old", li.id, at(0), at(60)).await.unwrap();
        store.add_reset("new", li.id, at(1), at(61)).await.unwrap();
        assert_eq!(store.usable_reset("old", at(2)).await.unwrap(), None);
        assert_eq!(store.usable_reset("new", at(61)).await.unwrap(), None);
        assert_eq!(store.redeem_reset("new", "hash late", at(61)).await.unwrap(), None);
        assert!(store.session("a").await.unwrap().is_some());
        assert_eq!(store.redeem_reset("new", "hash two", at(2)).await.unwrap(), Some(li.id));
        assert_eq!(store.redeem_reset("new", "hash three", at(3)).await.unwrap(), None);
        assert_eq!(store.account_by_email(&li.email).await.unwrap().unwrap().1, "hash two");
        assert_eq!(store.session("a").await.unwrap(), None);
        assert_eq!(store.purge_resets(at(61)).await.unwrap(), 1);
    })
    .await;
}

fn data(number: &str, documents: Vec<Document>) -> OrganisationData {
    OrganisationData {
        kind: OrganisationKind::Vendor,
        legal_name: LegalName::parse("北京封标科技有限公司").unwrap(),
        country: Country::parse("CN").unwrap(),
        registration_number: RegistrationNumber::parse(number).unwrap(),
        address: PostalAddress::parse("1 Example Road, Beijing").unwrap(),
        contact_name: PersonName::parse("Li Wei").unwrap(),
        contact_email: EmailAddress::parse("li@example.org").unwrap(),
        contact_phone: Telephone::parse("+86 10 5555 0100").unwrap(),
        documents,
    }
}

#[actix_web::test]
async fn an_organisation_is_kept_with_its_documents_once_and_changes_its_status() {
    on_each(async |store| {
        let li = account(&store, "li").await;
        let blob = Blob { sha256: "ab".repeat(32), size: 5 };
        store.note_blob(&blob, at(0)).await.unwrap();
        store.note_blob(&blob, at(1)).await.unwrap();
        assert_eq!(store.blob(&blob.sha256).await.unwrap(), Some(blob.clone()));
        let document = Document {
            sha256: blob.sha256.clone(),
            file_name: FileName::parse("licence.pdf").unwrap(),
            media_type: "application/pdf".to_owned(),
        };
        let kept =
            store.add_organisation(&data("A-1", vec![document]), li.id, at(1)).await.unwrap();
        assert_eq!(kept.data.documents.len(), 1);
        assert_eq!(store.organisation(kept.id).await.unwrap().as_ref(), Some(&kept));
        assert!(matches!(
            store.add_organisation(&data("A-1", vec![]), li.id, at(2)).await,
            Err(StoreError::Conflict)
        ));
        store
            .set_registration(kept.id, RegistrationStatus::Admitted, "", Some(7), at(3))
            .await
            .unwrap();
        let admitted = store.organisation(kept.id).await.unwrap().unwrap();
        assert_eq!((admitted.status, admitted.chain_id), (RegistrationStatus::Admitted, Some(7)));
        assert_eq!(store.organisations_with(RegistrationStatus::Pending).await.unwrap(), []);
        assert_eq!(store.organisations_by(li.id).await.unwrap(), [admitted]);
    })
    .await;
}

#[actix_web::test]
async fn a_document_whose_blob_is_unknown_leaves_no_organisation_behind() {
    on_each(async |store| {
        let li = account(&store, "li").await;
        let document = Document {
            sha256: "cd".repeat(32),
            file_name: FileName::parse("licence.pdf").unwrap(),
            media_type: "application/pdf".to_owned(),
        };
        assert!(store.add_organisation(&data("A-1", vec![document]), li.id, at(1)).await.is_err());
        assert_eq!(store.organisations_by(li.id).await.unwrap(), []);
    })
    .await;
}

#[actix_web::test]
async fn a_key_belongs_to_one_account_and_is_retired_once() {
    on_each(async |store| {
        let (li, wang) = (account(&store, "li").await, account(&store, "wang").await);
        let key = AccountKey {
            account_id: li.id,
            purpose: KeyPurpose::Signing,
            public_key: "02".repeat(33),
            label: "office".to_owned(),
            created_at: at(0),
            retired_at: None,
        };
        store.add_key(&key).await.unwrap();
        let taken = AccountKey { account_id: wang.id, ..key.clone() };
        assert!(matches!(store.add_key(&taken).await, Err(StoreError::Conflict)));
        assert!(!store.retire_key(wang.id, &key.public_key, at(1)).await.unwrap());
        assert!(store.retire_key(li.id, &key.public_key, at(1)).await.unwrap());
        assert!(!store.retire_key(li.id, &key.public_key, at(2)).await.unwrap());
        assert_eq!(
            store.keys_of(li.id).await.unwrap(),
            [AccountKey { retired_at: Some(at(1)), ..key }]
        );
    })
    .await;
}

#[actix_web::test]
async fn the_mail_log_keeps_outcome_but_never_the_text() {
    on_each(async |store| {
        let mail = Mail {
            to: EmailAddress::parse("li@example.org").unwrap(),
            kind: "password-reset",
            language: Locale::En,
            subject: "s".to_owned(),
            text: "secret link".into(),
        };
        let first = store.note_mail(&mail, at(0)).await.unwrap();
        let second = store.note_mail(&mail, at(0)).await.unwrap();
        store.close_mail(first, at(1), None).await.unwrap();
        store.close_mail(second, at(1), Some("refused")).await.unwrap();
        let log = store.mails().await.unwrap();
        assert_eq!((log[0].sent_at, log[0].failure.as_str()), (Some(at(1)), ""));
        assert_eq!((log[1].sent_at, log[1].failure.as_str()), (None, "refused"));
        assert!(!format!("{log:?}").contains("secret link"));
    })
    .await;
}

#[actix_web::test]
async fn a_job_is_queued_once_leased_by_one_and_comes_back_when_the_lease_ends() {
    on_each(async |store| {
        store.enqueue("close", "close-1", "{}", at(0)).await.unwrap();
        store.enqueue("close", "close-1", "{}", at(0)).await.unwrap();
        assert_eq!(store.lease("a", at(-1), at(5)).await.unwrap(), None);
        let job = store.lease("a", at(0), at(5)).await.unwrap().unwrap();
        assert_eq!((job.kind.as_str(), job.attempts), ("close", 1));
        assert_eq!(store.lease("b", at(1), at(6)).await.unwrap(), None);
        let again = store.lease("b", at(5), at(10)).await.unwrap().unwrap();
        assert_eq!((again.id, again.attempts), (job.id, 2));
        assert!(!store.complete(job.id, "a").await.unwrap());
        assert!(store.release(job.id, "b", at(20), "failed").await.unwrap());
        assert_eq!(store.lease("a", at(19), at(30)).await.unwrap(), None);
        store.lease("a", at(20), at(30)).await.unwrap().unwrap();
        assert!(store.complete(job.id, "a").await.unwrap());
        assert_eq!(store.lease("a", at(40), at(50)).await.unwrap(), None);
    })
    .await;
}
