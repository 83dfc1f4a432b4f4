//! The contracts' metadata says what the rules say: messages, selectors, arguments, errors.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking, in its helpers too"
)]

use serde_json::Value;
use tenderseal_rules::{
    Error,
    messages::{
        Act, Ask, CELL, CommitBid, HAS_ROLE, NEW, PAUSED, READS, REGISTRY, Rank, ReplaceBid,
        ReturnSecurity, Reveal, SIGNATORY, STAGE, TENDER, Tally, WithdrawBid, label,
    },
    replay::ROOT_CELL,
};

fn metadata(name: &str) -> Value {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../contracts/artifacts");
    let text = std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The path of the type of this number, or what stands for it: `Vec<u8>`.
fn type_name(metadata: &Value, number: &Value) -> String {
    let types = metadata["types"].as_array().unwrap();
    let found = &types.iter().find(|found| found["id"] == *number).unwrap()["type"];
    match found["path"].as_array() {
        Some(path) => path.iter().map(|part| part.as_str().unwrap()).collect::<Vec<_>>().join("::"),
        None => match &found["def"] {
            Value::Object(def) if def.contains_key("sequence") => {
                format!("Vec<{}>", type_name(metadata, &def["sequence"]["type"]))
            }
            Value::Object(def) => def["primitive"].as_str().unwrap().to_owned(),
            other => panic!("{other}"),
        },
    }
}

fn arguments(metadata: &Value, function: &Value) -> Vec<String> {
    let arguments = function["args"].as_array().unwrap();
    let names = arguments.iter().map(|argument| type_name(metadata, &argument["type"]["type"]));
    names.map(|name| without_module(&name)).collect()
}

/// The path of an act without the module that it lies in.
fn without_module(path: &str) -> String {
    let messages = "tenderseal_rules::messages::";
    let name = path.strip_prefix(messages).and_then(|rest| rest.split_once("::"));
    name.map_or_else(|| path.to_owned(), |(_, name)| format!("{messages}{name}"))
}

/// `commit_bid` is the message of `CommitBid`, `Pausable::pause` that of `Pause`.
fn act(message: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    let name: String = label(message).split('_').map(capital).collect();
    format!("tenderseal_rules::messages::{name}")
}

fn check(name: &str, messages: &[(&str, [u8; 4])], constructor: &[&str]) {
    let metadata = metadata(name);
    let found = metadata["spec"]["messages"].as_array().unwrap();
    assert_eq!(found.len(), messages.len());
    for (message, selector) in messages {
        let spec = found.iter().find(|spec| spec["label"] == label(message)).expect(message);
        assert_eq!(spec["selector"], format!("0x{}", hex::encode(selector)), "{message}");
        let expected = match *message {
            message if [STAGE.0, PAUSED.0].contains(&message) => vec![],
            message if message == CELL.0 => vec!["Vec<u8>".into()],
            message if message == SIGNATORY.0 => vec!["tenderseal_rules::ids::KeyId".into()],
            message if message == HAS_ROLE.0 => {
                vec!["u32".into(), "tenderseal_rules::ids::KeyId".into()]
            }
            open @ (Reveal::MESSAGE
            | Tally::MESSAGE
            | Rank::MESSAGE
            | Ask::MESSAGE
            | ReturnSecurity::MESSAGE) => {
                vec![act(open)]
            }
            message => vec!["tenderseal_rules::auth::Auth".into(), act(message)],
        };
        assert_eq!(arguments(&metadata, spec), expected, "{message}");
        let reads = READS.iter().any(|(name, _)| name == message);
        assert_eq!(spec["mutates"], !reads, "{message}");
        assert_eq!(spec["payable"], false, "{message}");
        assert_ne!(spec["docs"].as_array().unwrap().len(), 0, "{message}");
    }
    let constructors = metadata["spec"]["constructors"].as_array().unwrap();
    assert_eq!(constructors.len(), 1);
    assert_eq!(constructors[0]["selector"], format!("0x{}", hex::encode(NEW.1)));
    assert_eq!(arguments(&metadata, &constructors[0]), constructor);
    let root = format!("0x{}", hex::encode(ROOT_CELL));
    assert_eq!(metadata["storage"]["root"]["root_key"], root);
    check_errors(&metadata);
}

/// Each error with its number, its name and its sentence.
fn check_errors(metadata: &Value) {
    let types = metadata["types"].as_array().unwrap();
    let path = serde_json::json!(["tenderseal_rules", "error", "Error"]);
    let found = types.iter().find(|found| found["type"]["path"] == path).unwrap();
    let variants = found["type"]["def"]["variant"]["variants"].as_array().unwrap();
    assert_eq!(variants.len(), Error::ALL.len());
    for (variant, error) in variants.iter().zip(Error::ALL) {
        assert_eq!(variant["name"], error.name());
        assert_eq!(variant["index"], error.number());
        assert_eq!(variant["docs"], serde_json::json!([error.to_string()]), "{error:?}");
    }
}

#[test]
fn the_registrys_metadata_is_what_the_rules_say() {
    check("registry", REGISTRY, &["tenderseal_rules::registry::founding::Founding"]);
}

#[test]
fn a_tenders_metadata_is_what_the_rules_say() {
    check("tender", TENDER, &["tenderseal_rules::tender::birth::Birth"]);
}

#[test]
fn the_proceedings_metadata_is_that_of_the_messages_that_a_tender_hands_on() {
    let own = [CommitBid::MESSAGE, ReplaceBid::MESSAGE, WithdrawBid::MESSAGE, STAGE.0, CELL.0];
    let handed_on: Vec<_> =
        TENDER.iter().copied().filter(|(name, _)| !own.contains(name)).collect();
    assert_eq!(handed_on.len(), TENDER.len() - own.len());
    check("proceedings", &handed_on, &[]);
}
