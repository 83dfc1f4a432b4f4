//! Keys, envelopes, receipts and vectors through the program itself.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod tool;

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use serde_json::{Value, json};
use tool::{Run, run};

const PASSWORD: &str = "正确的马 电池 订书钉 horse";

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

fn output(run: &Run) -> Value {
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn every_vector_comes_out_as_expected() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../envelope/vectors/tse1.json");
    let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert!(cases.len() >= 150);
    for case in cases {
        let run = run(["vector", case["kind"].as_str().unwrap()], &case["input"].to_string());
        if case["expect"].get("error").is_some() {
            assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", case["name"]);
            assert!(!run.stderr.is_empty());
        } else {
            assert_eq!(output(&run), case["expect"], "{}", case["name"]);
        }
    }
    assert_eq!(run(["vector", "seal"], "{").code, 2);
}

#[test]
fn a_bid_is_sealed_inspected_shared_and_opened() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| text(&folder.path().join(name));
    fs::write(at("password"), format!("{PASSWORD}\n")).unwrap();
    let keys: Vec<String> = (1..=3)
        .map(|i| {
            let out = at(&format!("key-{i}.json"));
            let made = output(&run(
                ["keygen", "--kind", "opening", "--out", &out, "--password-file", &at("password")],
                "",
            ));
            assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
            made["public"].as_str().unwrap().to_owned()
        })
        .collect();

    let hash = committee_hash(2, &keys);
    let ctx = [
        "11".repeat(32),
        "22".repeat(20),
        "0001".into(),
        "02".into(),
        "33".repeat(20),
        "00000001".into(),
        "44".repeat(32),
        hash,
    ]
    .concat();
    fs::write(at("target.json"), json!({"ctx": ctx, "k": 2, "committee": keys}).to_string())
        .unwrap();
    let offer = json!({"currency": "CNY", "price": "123456", "valid_until": 1_900_000_000u64,
        "costs": ["7"], "answers": [{"criterion": 1, "text": "三年保修"}], "attachments": []});
    let guarantee = json!({"issuer": "示范商业银行股份有限公司", "number": "BH-2026-0077"});
    let mut written = offer.clone();
    written["guarantee"] = guarantee.clone();
    fs::write(at("offer.json"), written.to_string()).unwrap();
    let seal = |out: &str| {
        run(
            ["seal", "--target", &at("target.json"), "--offer", &at("offer.json"), "--out", out],
            "",
        )
    };
    let sealed = output(&seal(&at("receipt.json")));
    assert_eq!(fs::metadata(at("receipt.json")).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(seal(&at("receipt.json")).code, 2, "a receipt is never overwritten");
    assert_ne!(output(&seal(&at("again.json")))["e"], sealed["e"], "a seed is fresh");
    let named = |file: &str| -> Value {
        let receipt: Value = serde_json::from_str(&fs::read_to_string(at(file)).unwrap()).unwrap();
        receipt["guarantee"].clone()
    };
    let (first, again) = (named("receipt.json"), named("again.json"));
    assert_eq!((&first["issuer"], &first["number"]), (&guarantee["issuer"], &guarantee["number"]));
    assert_ne!(first["salt"], again["salt"], "a salt is fresh");

    fs::write(at("envelope.hex"), sealed["envelope"].as_str().unwrap()).unwrap();
    fs::write(at("envelope"), unhex(sealed["envelope"].as_str().unwrap())).unwrap();
    for file in ["envelope", "envelope.hex", "receipt.json"] {
        let seen = run(["inspect", &at(file)], "");
        let shown = output(&seen);
        assert_eq!((&shown["e"], &shown["k"], &shown["n"]), (&sealed["e"], &json!(2), &json!(3)));
        let receipt: Value =
            serde_json::from_str(&fs::read_to_string(at("receipt.json")).unwrap()).unwrap();
        assert!(!seen.stdout.contains(receipt["seed"].as_str().unwrap()));
    }

    let share = |i: u8, key: u8| {
        let (key, member) = (at(&format!("key-{key}.json")), i.to_string());
        run(
            [
                "share",
                "--key",
                &key,
                "--envelope",
                &at("envelope"),
                "--member",
                &member,
                "--password-file",
                &at("password"),
            ],
            "",
        )
    };
    let (one, three) = (share(1, 1), share(3, 3));
    assert_eq!(share(2, 3).code, 2, "another member's stanza does not open");
    assert_eq!(share(4, 1).code, 2);
    fs::write(at("shares"), format!("{}{}", one.stdout, three.stdout)).unwrap();
    fs::write(at("one"), &one.stdout).unwrap();
    let open =
        |shares: &str| run(["open", "--envelope", &at("envelope"), "--shares", &at(shares)], "");
    assert_eq!(output(&open("shares")), offer);
    assert_eq!(open("one").code, 2, "one share is not enough");
    assert_eq!(output(&run(["open", "--receipt", &at("receipt.json")], "")), offer);
    assert_eq!(run(["open"], "").code, 2);
}

#[test]
fn a_bad_offer_or_target_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| text(&folder.path().join(name));
    let keys = ["b5a371118d391512c04f3e40e186433fec933dd45cebded8baad08fac89e2c79"];
    let context = |kind: &str| {
        [
            "11".repeat(32),
            "22".repeat(20),
            "0001".into(),
            kind.into(),
            "33".repeat(20),
            "00000001".into(),
            "44".repeat(32),
            committee_hash(1, &keys),
        ]
        .concat()
    };
    let target = |kind: &str| json!({"ctx": context(kind), "k": 1, "committee": keys});
    let offer = json!({"currency": "CNY", "price": "5", "valid_until": 1});
    let mut wrong = Vec::new();
    for (field, value) in [
        ("price", json!("0")),
        ("price", json!(5)),
        ("price", json!("05")),
        ("currency", json!("cny")),
        ("currency", json!("EURO")),
        ("colour", json!(1)),
        ("guarantee", json!({"issuer": "Bank"})),
        ("guarantee", json!({"issuer": " ", "number": "1"})),
        ("guarantee", json!({"issuer": "Bank", "number": "1".repeat(201)})),
    ] {
        let mut offer = offer.clone();
        offer[field] = value;
        wrong.push((target("02"), offer));
    }
    wrong.push((target("01"), offer.clone()));
    wrong.push((target("09"), offer.clone()));
    let mut other = target("02");
    other["k"] = json!(2);
    wrong.push((other, offer.clone()));
    for (target, offer) in wrong {
        fs::write(at("target.json"), target.to_string()).unwrap();
        fs::write(at("offer.json"), offer.to_string()).unwrap();
        let refused = run(
            [
                "seal",
                "--target",
                &at("target.json"),
                "--offer",
                &at("offer.json"),
                "--out",
                &at("out"),
            ],
            "",
        );
        assert_eq!(refused.code, 2, "{offer}");
        assert!(!refused.stderr.is_empty() && !Path::new(&at("out")).exists());
    }
}

#[test]
fn a_key_needs_a_long_password_and_opens_only_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| text(&folder.path().join(name));
    fs::write(at("short"), "elevenchars").unwrap();
    fs::write(at("password"), PASSWORD).unwrap();
    fs::write(at("wrong"), "another password").unwrap();
    let make = |kind: &str, password: &str| {
        run(["keygen", "--kind", kind, "--out", &at(kind), "--password-file", &at(password)], "")
    };
    assert_eq!(make("signing", "short").code, 2);
    assert!(!Path::new(&at("signing")).exists());
    let printed = output(&make("signing", "password"));
    assert_eq!(printed["public"].as_str().unwrap().len(), 128);
    assert_eq!(printed["id"].as_str().unwrap().len(), 40);
    assert_eq!(make("signing", "password").code, 2, "a key is never overwritten");
    assert_eq!(make("opening", "password").code, 0);
    fs::write(at("envelope"), "TSE1").unwrap();
    for (key, password) in [("signing", "password"), ("opening", "wrong"), ("envelope", "password")]
    {
        let refused = run(
            [
                "share",
                "--key",
                &at(key),
                "--envelope",
                &at("envelope"),
                "--member",
                "1",
                "--password-file",
                &at(password),
            ],
            "",
        );
        assert_eq!(refused.code, 2, "{key} {password}");
    }
}

#[test]
fn usage_errors_are_exit_code_2() {
    for arguments in
        [&[][..], &["unknown"], &["verify"], &["rank"], &["keygen", "--kind", "master"]]
    {
        assert_eq!(run(arguments, "").code, 2, "{arguments:?}");
    }
    assert_eq!(run(["--version"], "").code, 0);
}

fn committee_hash(k: u8, keys: &[impl AsRef<str>]) -> String {
    use std::fmt::Write as _;
    let keys: Vec<[u8; 32]> =
        keys.iter().map(|key| unhex(key.as_ref()).try_into().unwrap()).collect();
    let committee = tenderseal_envelope::Committee::new(k, keys).unwrap();
    committee.hash().iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}
