//! The demonstration, as somebody starts it: the binary itself.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tenderseal_verify::verify_bytes;

use crate::world::Browser;

fn portal() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenderseal-portal"));
    command.arg("demo").args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
    command
}

/// A demonstration that runs; it ends with the test.
struct Demo {
    child: Child,
    origin: String,
    password: String,
}

impl Demo {
    fn start() -> Self {
        let mut child = portal().args(["--clock", "manual"]).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let origin = lines.find(|line| line.starts_with("Tenderseal")).unwrap();
        let origin = origin.split_whitespace().last().unwrap().to_owned();
        let password = lines.find(|line| line.contains("password")).unwrap();
        let password = password.trim_end_matches("):").rsplit(' ').next().unwrap().to_owned();
        Self { child, origin, password }
    }

    async fn json(&self, path: &str) -> Value {
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
    let stages: Vec<_> = tenders["tenders"].as_array().unwrap().iter().map(|row| row["stage"].as_str().unwrap().to_owned()).collect();
    assert_eq!(stages, ["bidding", "opening", "awarded"]);
    let laptops = tenders["tenders"][0]["address"].as_str().unwrap().to_owned();

    let browser = Browser::new(&demo.origin);
    browser.get(&format!("/zh/tenders/{laptops}")).await.is(200).shows("471");
    browser.sign_in("member1@demo.example", &demo.password).await.is(303);
    let keys: Value = serde_json::from_str(&browser.get("/demo/keys").await.is(200).text).unwrap();
    assert!(keys["signing"].as_str().unwrap().starts_with("308187") && keys["opening"].as_str().unwrap().starts_with("302e"));

    let awarded = tenders["tenders"][2]["address"].as_str().unwrap();
    let package = demo.json(&format!("/ocds/{awarded}")).await;
    assert_eq!(package["releases"][0]["tag"], json!(["awardUpdate"]));
    assert_eq!(package["releases"][0]["awards"][0]["status"], "active");

    let deadline = tenders["tenders"][0]["deadline"].as_u64().unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let moved = http.post(format!("{}/demo/clock", demo.origin)).json(&json!({ "now": deadline })).send().await.unwrap();
    assert_eq!(moved.status(), 200);
    let tender = demo.json(&format!("/api/tenders/{laptops}")).await;
    assert_eq!(tender["stage"], "unsuccessful", "nobody bid");
    let back = http.post(format!("{}/demo/clock", demo.origin)).json(&json!({ "now": deadline - 1 })).send().await.unwrap();
    assert_eq!(back.status(), 400, "time does not go back");
}
