//! Acts through the portal, on the real contracts: relayed, refused, mirrored.

use serde_json::{Value, json};
use tenderseal_client::{SigningKey, Site, keys::org_id, sign};
use tenderseal_portal::{
    app::{App, roles::Role},
    indexer,
    ports::{AccountKey, Accounts, Clock, KeyPurpose, Keys},
    ports_chain::ChainMirror,
};
use tenderseal_rules::{
    ContractId, OrgId,
    messages::{Act, AdmitOrg, RefuseOrg, RegisterOrg},
    registry::OrgStatus,
    replay::sha256,
    roles::OrgKind,
};

use crate::world::{World, registrar_key};

pub struct Client<'a> {
    world: &'a World,
    http: reqwest::Client,
}

impl<'a> Client<'a> {
    pub fn new(world: &'a World) -> Self {
        Self { world, http: reqwest::Client::builder().no_proxy().build().unwrap() }
    }

    pub fn app(&self) -> &App {
        &self.world.running.as_ref().unwrap().portal.app
    }

    fn registry(&self) -> ContractId {
        self.app().chain.registry
    }

    async fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let answer = self
            .http
            .post(format!("{}{path}", self.world.browser.origin))
            .json(body)
            .send()
            .await
            .unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        let answer =
            self.http.get(format!("{}{path}", self.world.browser.origin)).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    pub fn call<A: Act>(&self, key: &SigningKey, act: &A, nonce: u64) -> String {
        let chain = &self.app().chain;
        let site = Site { genesis: chain.genesis(), contract: chain.registry };
        hex::encode(sign(key, &site, act, nonce, chain.now() + 600))
    }

    pub async fn relay(&self, call: &str, texts: &[&str]) -> (u16, Value) {
        self.post(
            "/api/relay",
            &json!({ "to": self.registry().to_string(), "call": call, "texts": texts }),
        )
        .await
    }

    /// A vendor registers itself; answers its id.
    pub async fn register(&self, key: &SigningKey) -> OrgId {
        let act = RegisterOrg {
            kind: OrgKind::Vendor,
            name: "华安".into(),
            number: "1".into(),
            country: *b"CN",
            details: [0; 32],
            key: key.public(),
        };
        let (status, body) = self.relay(&self.call(key, &act, 1), &[]).await;
        assert_eq!(status, 200, "{body}");
        org_id(&self.app().chain.genesis(), &key.public())
    }
}

#[actix_web::test]
async fn an_act_is_relayed_mirrored_before_the_answer_and_has_a_receipt() {
    let world = World::new().await;
    let client = Client::new(&world);
    let vendor = SigningKey::from_bytes(&[1; 32]).unwrap();
    let org = client.register(&vendor).await;
    let row = world.store().chain_org(&org).await.unwrap().unwrap();
    assert_eq!((row.name.as_str(), row.status), ("华安", OrgStatus::Pending));

    let admit = client.call(&registrar_key(), &AdmitOrg { org }, 1);
    let (status, done) = client.relay(&admit, &[]).await;
    assert_eq!(status, 200, "{done}");
    assert_eq!(world.store().chain_org(&org).await.unwrap().unwrap().status, OrgStatus::Admitted);

    let (status, receipt) = client.get(done["receipt"].as_str().unwrap()).await;
    assert_eq!((status, receipt["act"].as_str()), (200, Some("admit_org")));
    let page = format!("/en/receipts/{}/{}", done["block"], done["index"]);
    world.browser.get(&page).await.is(200).shows(receipt["block_hash"].as_str().unwrap());
    world.browser.get(&format!("{page}.json")).await.is(200).shows("tenderseal-act-inclusion");
    world.browser.get("/en/receipts/9999/1").await.is(404);
    world.end().await;
}

#[actix_web::test]
async fn every_refusal_says_why_and_leaves_the_chain_as_it_was() {
    let world = World::new().await;
    let client = Client::new(&world);
    let vendor = SigningKey::from_bytes(&[1; 32]).unwrap();
    let org = client.register(&vendor).await;
    let head = client.app().chain.ledger.head().number;
    let admit = client.call(&registrar_key(), &AdmitOrg { org }, 1);
    let code = |(status, body): (u16, Value)| {
        let name = body["error"]["name"].as_str().unwrap_or_default().to_owned();
        (status, body["error"]["code"].as_str().unwrap().to_owned(), name)
    };

    let stranger = client.call(&vendor, &AdmitOrg { org }, 2);
    assert_eq!(
        code(client.relay(&stranger, &[]).await),
        (422, "refused".into(), "NotAdmitted".into())
    );
    let mut forged = admit.clone();
    forged.replace_range(admit.len() - 2.., if admit.ends_with("00") { "01" } else { "00" });
    assert_eq!(code(client.relay(&forged, &[]).await).0, 422);
    assert_eq!(code(client.relay("zz", &[]).await), (400, "call-malformed".into(), String::new()));
    assert_eq!(code(client.relay(&admit[..admit.len() - 2], &[]).await).1, "call-malformed");
    assert_eq!(
        code(client.relay(&"00".repeat(20_000), &[]).await),
        (413, "call-too-large".into(), String::new())
    );
    let elsewhere = json!({ "to": "11".repeat(20), "call": admit });
    assert_eq!(
        code(client.post("/api/relay", &elsewhere).await),
        (404, "unknown-contract".into(), String::new())
    );
    let extra = json!({ "to": client.registry().to_string(), "call": admit, "more": 1 });
    assert_eq!(code(client.post("/api/relay", &extra).await).1, "malformed");
    let reason = sha256("证件过期".as_bytes());
    let refuse = client.call(&registrar_key(), &RefuseOrg { org, reason }, 1);
    assert_eq!(code(client.relay(&refuse, &[]).await), (422, "text-missing".into(), String::new()));
    assert_eq!(client.app().chain.ledger.head().number, head, "nothing of it is on the chain");

    let (status, _) = client.relay(&refuse, &["证件过期"]).await;
    assert_eq!(status, 200);
    let replayed = code(client.relay(&refuse, &["证件过期"]).await);
    assert_eq!((replayed.0, replayed.1.as_str()), (422, "refused"));
    let text = world.browser.get(&format!("/api/texts/{}", hex::encode(reason))).await;
    text.is(200).shows("证件过期");
    world.end().await;
}

#[actix_web::test]
async fn an_account_gets_the_roles_of_its_person_and_reindexing_gives_the_same_rows() {
    let world = World::new().await;
    let client = Client::new(&world);
    let vendor = SigningKey::from_bytes(&[1; 32]).unwrap();
    let (account, _) = world.signed_in("founder", &[]).await;
    let key = AccountKey {
        account_id: account.id,
        purpose: KeyPurpose::Signing,
        public_key: vendor.public().to_string(),
        label: "laptop".into(),
        created_at: world.clock.now(),
        retired_at: None,
    };
    world.store().add_key(&key).await.unwrap();
    let org = client.register(&vendor).await;
    assert!(
        world.store().roles(account.id).await.unwrap().is_empty(),
        "not before the organisation is admitted"
    );
    let (status, _) = client.relay(&client.call(&registrar_key(), &AdmitOrg { org }, 1), &[]).await;
    assert_eq!(status, 200);
    let roles = world.store().roles(account.id).await.unwrap();
    assert!(roles.contains(Role::Vendor) && roles.contains(Role::OrgAdmin));
    let person = world.store().person_of_account(account.id).await.unwrap().unwrap();
    assert_eq!(person.org, org);

    let before = (
        world.store().chain_orgs(None, None).await.unwrap(),
        world.store().latest_events(100).await.unwrap(),
    );
    indexer::reindex(client.app()).await.unwrap();
    let after = (
        world.store().chain_orgs(None, None).await.unwrap(),
        world.store().latest_events(100).await.unwrap(),
    );
    assert_eq!(before, after);
    world.end().await;
}

#[actix_web::test]
async fn the_clock_and_the_keys_of_a_demonstration_are_not_there_elsewhere() {
    let world = World::new().await;
    let client = Client::new(&world);
    let (status, _) = client.post("/demo/clock", &json!({ "advance_seconds": 1 })).await;
    assert_eq!(status, 404);
    world.end().await;
}
