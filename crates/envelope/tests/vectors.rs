//! `vectors/tse1.json` is what its generator writes, and this code does what it says.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its vectors must stop")]

#[path = "../examples/vectors/cases.rs"]
mod cases;

use serde_json::{Value, json};
use tenderseal_envelope::{Error, vector};

const FILE: &str = include_str!("../vectors/tse1.json");

fn all() -> Vec<Value> {
    let file: Value = serde_json::from_str(FILE).unwrap();
    file["cases"].as_array().unwrap().clone()
}

fn run(case: &Value) -> Value {
    let input = case["input"].to_string();
    let output: Result<String, Error> = match case["kind"].as_str().unwrap() {
        "seal" => vector::seal_json(&input),
        "open" => vector::open_json(&input),
        other => panic!("no such kind: {other}"),
    };
    match output {
        Ok(text) => serde_json::from_str(&text).unwrap(),
        Err(error) => json!({ "error": error.code() }),
    }
}

#[test]
fn the_file_is_what_the_generator_writes() {
    assert!(cases::file() == FILE, "run: cargo run -p tenderseal-envelope --example vectors");
}

#[test]
fn every_case_comes_out_as_expected() {
    for case in all() {
        assert_eq!(run(&case), case["expect"], "{}", case["name"]);
    }
}

#[test]
fn every_verdict_and_every_reachable_error_has_a_case() {
    let cases = all();
    let seen = |key: &str, value: &str| cases.iter().any(|case| case["expect"][key] == value);
    for verdict in ["valid", "vendor_fault", "portal_fault", "unresolved"] {
        assert!(seen("verdict", verdict), "{verdict}");
    }
    for what in [
        "header", "context", "shares", "payload", "padding", "reseal", "commit", "body", "envelope",
    ] {
        assert!(seen("what", what), "{what}");
    }
    for code in [
        "json",
        "hex",
        "length",
        "context",
        "kind",
        "threshold",
        "committee_key",
        "committee_duplicate",
        "committee_mismatch",
        "body_too_long",
        "member_index",
        "share_duplicate",
    ] {
        assert!(seen("error", code), "{code}");
    }
}

#[test]
fn names_are_unique_and_three_quarters_of_the_cases_fail() {
    let cases = all();
    let mut names: Vec<_> = cases.iter().map(|case| case["name"].to_string()).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), cases.len());
    let right = |case: &&Value| {
        case["expect"]["verdict"] == "valid" || case["expect"]["envelope"].is_string()
    };
    let right = cases.iter().filter(right).count();
    assert!(cases.len() >= 40 && right * 4 <= cases.len(), "{right} of {}", cases.len());
}
