//! The demonstration, as somebody starts it: the binary itself.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tenderseal_client::{SealedBid, SigningKey, Site, keys::org_id, open_share, seal_bid, sign};
use tenderseal_envelope::{OpeningKey, Seed, tse1::FinancialBody};
use tenderseal_portal::demo::{play::Outside, script::Desk};
use tenderseal_rules::{
    ContractId,
    messages::{Act, Ask, CommitBid, PostShares},
    tender::Stage,
};
use tenderseal_verify::verify_bytes;

use crate::world::Browser;

fn portal() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenderseal-portal"));
    command.arg("demo").args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
    command
}

/// A demonstration that runs; it ends with the test.
pub struct Demo {
    child: Child,
    pub origin: String,
    pub password: String,
}

impl Demo {
    pub fn start() -> Self {
        let mut child = portal().args(["--clock", "manual"]).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let origin = lines.find(|line| line.starts_with("Tenderseal")).unwrap();
        let origin = origin.split_whitespace().last().unwrap().to_owned();
        let password = lines.find(|line| line.contains("password")).unwrap();
        // Nobody reads the rest; the server goes on all the same.
        let password = password.trim_end_matches("):").rsplit(' ').next().unwrap().to_owned();
        Self { child, origin, password }
    }

    pub async fn json(&self, path: &str) -> Value {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        http.get(format!("{}{path}", self.origin)).send().await.unwrap().json().await.unwrap()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[actix_web::test]
async fn a_client_of_its_own_plays_a_whole_tender_and_the_bundle_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let output = portal().arg("--play").arg("--data").arg(folder.path()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("a late bid is refused: TooLate"), "{said}");
    let bundle = std::fs::read(said.lines().last().unwrap()).unwrap();
    let report = verify_bytes(&bundle, None);
    assert!(report.passed(), "{report:?}");
}

#[actix_web::test]
async fn a_demonstration_has_a_past_personas_with_keys_and_a_clock_that_moves() {
    let demo = Demo::start();
    let tenders = demo.json("/api/tenders").await;
    let stages: Vec<_> = tenders["tenders"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["stage"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(stages, ["bidding", "opening", "awarded"]);
    let laptops = tenders["tenders"][0]["address"].as_str().unwrap().to_owned();

    let browser = Browser::new(&demo.origin);
    let page = browser.get(&format!("/zh/tenders/{laptops}")).await;
    page.is(200).shows("471").shows("从何时起算").shows("上午 9:00 起算").shows("分两批交付");
    let questions = demo.json(&format!("/api/tenders/{laptops}")).await["questions"].clone();
    assert_eq!(questions.as_array().unwrap().len(), 2);
    assert!(questions[0]["answer"]["text"].as_str().unwrap().contains("9:00"));
    assert!(questions[1]["answer"].is_null());
    assert_eq!(questions[1]["number"], 1);
    browser.sign_in("member1@demo.example", &demo.password).await.is(303);
    let keys: Value = serde_json::from_str(&browser.get("/demo/keys").await.is(200).text).unwrap();
    assert!(
        keys["signing"].as_str().unwrap().starts_with("308187")
            && keys["opening"].as_str().unwrap().starts_with("302e")
    );

    let awarded = tenders["tenders"][2]["address"].as_str().unwrap();
    let package = demo.json(&format!("/ocds/{awarded}")).await;
    assert_eq!(package["releases"][0]["tag"], json!(["awardUpdate"]));
    assert_eq!(package["releases"][0]["awards"][0]["status"], "active");

    let deadline = tenders["tenders"][0]["deadline"].as_u64().unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let moved = http
        .post(format!("{}/demo/clock", demo.origin))
        .json(&json!({ "now": deadline }))
        .send()
        .await
        .unwrap();
    assert_eq!(moved.status(), 200);
    let tender = demo.json(&format!("/api/tenders/{laptops}")).await;
    assert_eq!(tender["stage"], "unsuccessful", "nobody bid");
    let back = http
        .post(format!("{}/demo/clock", demo.origin))
        .json(&json!({ "now": deadline - 1 }))
        .send()
        .await
        .unwrap();
    assert_eq!(back.status(), 400, "time does not go back");
}

/// The 32 bytes in a persona's key (PKCS#8, see `demo::pkcs8`).
fn secret(key: &Value, head: usize) -> [u8; 32] {
    hex::decode(key.as_str().unwrap()).unwrap()[head..head + 32].try_into().unwrap()
}

impl Demo {
    /// The keys that a persona's browser gets.
    async fn keys(&self, name: &str) -> Value {
        let browser = Browser::new(&self.origin);
        browser.sign_in(&format!("{name}@demo.example"), &self.password).await.is(303);
        serde_json::from_str(&browser.get("/demo/keys").await.is(200).text).unwrap()
    }
}

async fn signed<A: Act>(desk: &Outside, key: &Value, to: ContractId, act: &A) -> Vec<u8> {
    let key = SigningKey::from_bytes(&secret(&key["signing"], 36)).unwrap();
    let site = Site { genesis: desk.place().await.unwrap().genesis, contract: to };
    // Above any nonce that the past used.
    sign(&key, &site, act, 1_000_000, desk.now().await.unwrap() + 600)
}

#[actix_web::test]
async fn a_bid_that_its_shares_do_not_open_is_judged_shown_and_not_revealed() {
    let demo = Demo::start();
    let desk = Outside::at(&demo.origin).unwrap();
    let tenders = demo.json("/api/tenders").await;
    let tender = ContractId::parse(tenders["tenders"][0]["address"].as_str().unwrap()).unwrap();
    let present = desk.tender(tender).await.unwrap();

    // The contract cannot look into an envelope: a wrong commitment is found at the opening only.
    let vendor = demo.keys("vendor1").await;
    let founder = SigningKey::from_bytes(&secret(&vendor["signing"], 36)).unwrap();
    let org = org_id(&present.facts.core.genesis, &founder.public());
    let body = FinancialBody {
        currency: *b"MXN",
        price: 1,
        valid_until: present.state.schedule.deadline,
        costs: vec![],
        answers: vec![],
        attachments: vec![],
    };
    let (good, _) =
        seal_bid(&present.facts, org, 1, &body, Seed::from_bytes([5; 32]), None).unwrap();
    let act = CommitBid { commitment: [1; 32], ..good };
    let before = Browser::new(&demo.origin).get(&format!("/en/tenders/{tender}")).await;
    desk.hand_in(tender, signed(&desk, &vendor, tender, &act).await, &[]).await.unwrap();
    let after = Browser::new(&demo.origin).get(&format!("/en/tenders/{tender}")).await;
    assert_ne!(before.text, after.text, "the next request shows the bid, cache or not");

    // A question bears no signature: it is not relayed for just anybody.
    let ask = Ask { question: [6; 32] }.call();
    assert!(desk.hand_in(tender, ask, &[]).await.is_err());

    desk.advance_to(present.state.schedule.opening()).await.unwrap();
    let present = desk.tender(tender).await.unwrap();
    assert_eq!(present.stage(), Stage::FinancialOpening);
    for member in ["member1", "member2"] {
        let keys = demo.keys(member).await;
        let opening = OpeningKey::from_bytes(secret(&keys["opening"], 16));
        let mut shares = Vec::new();
        for envelope in desk.envelopes(tender).await.unwrap() {
            let sealed = SealedBid {
                number: envelope.number,
                bid: &envelope.bid,
                envelope: &envelope.bytes,
            };
            shares.push(open_share(&present.facts, present.stage(), &opening, &sealed).unwrap());
        }
        let call = signed(&desk, &keys, tender, &PostShares { shares }).await;
        desk.hand_in(tender, call, &[]).await.unwrap();
    }
    let mut judged = Value::Null;
    for _ in 0..200 {
        judged = demo.json(&format!("/api/tenders/{tender}")).await["bids"][0].clone();
        if !judged["judged"].is_null() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(
        (judged["status"].as_str(), judged["judged"].as_str()),
        (Some("sealed"), Some("commit"))
    );
}
