//! `tenderseal verify` and `tenderseal export` on a real tender's bundle.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../../ledger/tests/contracts_on_chain/mod.rs"]
#[expect(dead_code, reason = "the ledger's own tests use all of it")]
mod contracts_on_chain;
#[path = "../../verify/tests/journey/mod.rs"]
#[expect(dead_code, reason = "the verifier's own tests use all of it")]
mod journey;
mod tool;

use std::{
    fs,
    io::{Read, Write},
    net::TcpListener,
};

use serde_json::Value;
use tenderseal_verify::{CHECKS, ReceiptFile};
use tool::run;

#[test]
fn a_real_bundle_verifies_and_a_changed_one_is_exit_code_1() {
    let mut house = journey::house();
    let (tender, number, secrets) = journey::whole(&mut house);
    let bundle = journey::bundle(&house, tender);
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let json = bundle.to_json().unwrap();
    fs::write(at("bundle.json"), &json).unwrap();

    let good = run(["verify", "--bundle", &at("bundle.json")], "");
    assert_eq!((good.code, good.stderr.as_str()), (0, ""), "{}", good.stdout);
    let lines: Vec<_> = good.stdout.lines().collect();
    assert_eq!(lines.len(), CHECKS.len());
    for (line, check) in lines.iter().zip(CHECKS) {
        let word = if check.id == "A5" { "NOTE" } else { "PASS" };
        assert!(line.starts_with(&format!("{} {word} {}", check.id, check.title)), "{line}");
    }
    assert!(good.stdout.contains("history not anchored"));

    let committee = house.facts(tender).unwrap().committee().unwrap();
    let mut receipt =
        ReceiptFile::of(&secrets.context, &committee, &secrets.seed, &secrets.body).unwrap();
    receipt.public = Some(journey::inclusion(&house, &bundle, number));
    fs::write(at("receipt.json"), receipt.to_json().unwrap()).unwrap();
    for anchor in [at("receipt.json"), bundle.chain.head.hash.to_string()] {
        let run =
            run(["verify", "--bundle", &at("bundle.json"), "--anchor", &anchor, "--json"], "");
        assert_eq!(run.code, 0, "{}", run.stdout);
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(report["passed"], true);
        let anchored =
            report["checks"].as_array().unwrap().iter().find(|check| check["id"] == "A5");
        assert_eq!(anchored.unwrap()["outcome"], "passed");
    }
    let other = run(["verify", "--bundle", &at("bundle.json"), "--anchor", &"1".repeat(64)], "");
    assert!(other.code == 1 && other.stdout.contains("A5 FAIL"), "{}", other.stdout);

    let changed = String::from_utf8(json.clone()).unwrap().replace("\"awarded\"", "\"cancelled\"");
    fs::write(at("changed.json"), changed).unwrap();
    let bad = run(["verify", "--bundle", &at("changed.json")], "");
    assert!(bad.code == 1 && bad.stdout.contains("T2 FAIL"), "{}", bad.stdout);
    fs::write(at("empty.json"), "{}").unwrap();
    assert_eq!(run(["verify", "--bundle", &at("empty.json")], "").code, 1);
    for arguments in [
        ["verify", "--bundle", "/nowhere", "--anchor", &"1".repeat(64)],
        ["verify", "--bundle", &at("bundle.json"), "--anchor", "/nowhere"],
        ["verify", "--bundle", &at("bundle.json"), "--anchor", &at("empty.json")],
    ] {
        assert_eq!(run(arguments, "").code, 2, "{arguments:?}");
    }

    export(&json, &bundle.contracts.tender.to_string(), &at("exported.json"));
    assert_eq!(fs::read(at("exported.json")).unwrap(), json);
}

/// Serves the bundle as a portal does, to three requests; only the first is what was asked for.
fn export(json: &[u8], tender: &str, out: &str) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let bodies = [json.to_vec(), b"<html>".to_vec(), json.to_vec()];
    let server = std::thread::spawn(move || {
        for body in bodies {
            let (mut stream, _) = listener.accept().unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                head.push(byte[0]);
            }
            let asked = String::from_utf8(head).unwrap();
            let asks =
                asked.starts_with("GET /api/tenders/") && asked.contains("/bundle HTTP/1.1\r\n");
            assert!(asks, "{asked}");
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            // A client that refuses may not read all of it.
            stream.write_all(&body).ok();
        }
    });
    let ask = |tender: &str, out: &str| {
        run(["export", "--url", &url, "--tender", tender, "--out", out], "")
    };
    let good = ask(&format!("0x{tender}"), out);
    assert_eq!(good.code, 0, "{}", good.stderr);
    assert_eq!(ask(tender, &format!("{out}.html")).code, 2);
    let stranger = "7".repeat(40);
    assert_eq!(ask(&stranger, &format!("{out}.other")).code, 2);
    assert_eq!(ask("not an address", &format!("{out}.none")).code, 2);
    server.join().unwrap();
}
