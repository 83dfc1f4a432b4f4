//! Walks a JSON document and changes every field, one at a time.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tenderseal_verify::{Anchor, Bundle, Group, ReceiptFile, verify, verify_bytes};

/// A change at a place.
struct Change {
    path: String,
    what: &'static str,
    /// Whether the file's shape stays that of a bundle, so that more than the parser must see it.
    well_formed: bool,
    document: Value,
}

/// Changes a document in every way, one at a time.
fn changes(document: &Value) -> Vec<Change> {
    let mut pointers = Vec::new();
    collect(document, String::new(), &mut pointers);
    pointers.into_iter().flat_map(|path| changes_at(document, &path)).collect()
}

fn collect(value: &Value, path: String, pointers: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                collect(member, format!("{path}/{name}"), pointers);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                collect(item, format!("{path}/{at}"), pointers);
            }
        }
        _ => {}
    }
    pointers.push(path);
}

fn changes_at(document: &Value, path: &str) -> Vec<Change> {
    let change = |what, well_formed, edit: &dyn Fn(&mut Value)| {
        let mut document = document.clone();
        edit(document.pointer_mut(path).unwrap());
        Change { path: path.into(), what, well_formed, document }
    };
    let mut all = Vec::new();
    match document.pointer(path).unwrap() {
        Value::String(text) => {
            let well_formed = !path.ends_with("/topic");
            let flipped = flip(text);
            all.push(change("another character", well_formed, &|value| *value = json!(flipped)));
            all.push(change("a number", false, &|value| *value = json!(7)));
        }
        Value::Number(number) => {
            let number = number.as_u64().unwrap();
            all.push(change("one more", true, &|value| *value = json!(number + 1)));
            if let Some(less) = number.checked_sub(1) {
                all.push(change("one less", true, &|value| *value = json!(less)));
            }
        }
        Value::Bool(truth) => {
            all.push(change("the contrary", true, &|value| *value = json!(!truth)));
        }
        Value::Null => all.push(change("a number", false, &|value| *value = json!(1))),
        Value::Array(items) => {
            for at in 0..items.len() {
                all.push(change("an entry less", true, &|value| {
                    value.as_array_mut().unwrap().remove(at);
                }));
            }
        }
        Value::Object(members) => {
            for name in members.keys() {
                all.push(change("a field less", false, &|value| {
                    value.as_object_mut().unwrap().remove(name);
                }));
            }
            all.push(change("an unknown field", false, &|value| {
                value.as_object_mut().unwrap().insert("unknown".into(), json!(1));
            }));
        }
    }
    all
}

/// Another character in the middle: of hexadecimal another digit, of the rest another letter.
fn flip(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.is_empty() {
        return "0".into();
    }
    let middle = letters.len() / 2;
    letters[middle] = match letters[middle] {
        '0' => '1',
        letter if letter.is_ascii_hexdigit() => '0',
        'x' => 'y',
        _ => 'x',
    };
    letters.into_iter().collect()
}

/// The group of checks that a section's content belongs to.
fn group_of(path: &str) -> Group {
    const SECTIONS: &[(&str, Group)] = &[
        ("/format", Group::Integrity),
        ("/version", Group::Integrity),
        ("/chain", Group::Anchoring),
        ("/headers", Group::Anchoring),
        ("/blocks", Group::Content),
        ("/deployment", Group::Content),
        ("/contracts/tender_code", Group::Publication),
        ("/contracts", Group::Content),
        ("/proofs", Group::Content),
        ("/disclosed", Group::Publication),
        ("/results/publication", Group::Publication),
        ("/results/questions", Group::Publication),
        ("/results/extensions", Group::Publication),
        ("/results/declarations", Group::Evaluation),
        ("/results/seat_changes", Group::Evaluation),
        ("/results/amendments", Group::Publication),
        ("/results/bids", Group::Sealing),
        ("/results/opening", Group::Opening),
        ("/results/objections", Group::Opening),
        ("/results/technical", Group::Opening),
        ("/results/scores", Group::Evaluation),
        ("/results/sheets", Group::Evaluation),
        ("/results/ranking", Group::Evaluation),
        ("/results/award", Group::Award),
        ("/results/cancellation", Group::Award),
        ("/results/contract", Group::Award),
        ("/results/rejections", Group::Award),
        ("/results/complaints", Group::Award),
        ("/results/suspensions", Group::Award),
        ("/results/securities", Group::Award),
        ("/results/requests", Group::Award),
        ("/results/low_prices", Group::Award),
        ("/results/stage", Group::Time),
        ("/results/at", Group::Time),
    ];
    let section = SECTIONS.iter().find(|(section, _)| path.starts_with(section));
    section.unwrap_or_else(|| panic!("{path} has no group of checks")).1
}

/// Every change of a bundle makes a check fail that fits the changed section.
pub fn every_field(bundle: &Value) {
    let changes = changes(bundle);
    println!("{} changes", changes.len());
    assert!(changes.len() > 1_000);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for part in changes.chunks(changes.len().div_ceil(workers)) {
            scope.spawn(move || part.iter().for_each(check));
        }
    });
}

/// The same for one section.
pub fn every_field_under(section: &str, bundle: &Value) {
    let changes = changes(bundle);
    let changes: Vec<_> =
        changes.iter().filter(|change| change.path.starts_with(section)).collect();
    assert!(!changes.is_empty());
    changes.into_iter().for_each(check);
}

fn check(change: &Change) {
    let Change { path, what, well_formed, document } = change;
    let report = verify_bytes(document.to_string().as_bytes(), None);
    let failing: BTreeSet<Group> = report.failures().map(|check| check.group).collect();
    // A block with an act that a later one undid leaves no trace in the cells when it is left out; then the
    // rules refuse the act that has nothing to undo.
    let undone = path == "/blocks" && failing.contains(&Group::Roles);
    let fits = if *well_formed {
        failing.contains(&group_of(path)) || undone
    } else {
        failing.contains(&Group::Integrity) || path.len() > 1 && failing.contains(&group_of(path))
    };
    assert!(!report.passed() && fits, "{path}: {what}: {failing:?}");
}

/// Every change of a receipt's public part makes the anchor fail.
pub fn every_field_of_an_inclusion(bundle: &Bundle, inclusion: &Value) {
    for Change { path, what, document, .. } in changes(inclusion) {
        if let Ok(anchor) = Anchor::parse(&document.to_string()) {
            assert!(!verify(bundle, Some(&anchor)).passed(), "{path}: {what}");
        }
    }
}

/// Every change of a receipt is refused, but for its public part, which the chain proves.
pub fn every_field_of_a_receipt(receipt: &Value) {
    let mut secret: Map<String, Value> = receipt.as_object().unwrap().clone();
    let public = secret.insert("public".into(), Value::Null).unwrap();
    for Change { path, what, document, .. } in changes(&Value::Object(secret)) {
        let mut document = document;
        if path == "/public" {
            continue;
        }
        if let Some(member) = document.get_mut("public") {
            *member = public.clone();
        }
        let read = ReceiptFile::parse(&document.to_string());
        assert!(read.and_then(|file| file.check()).is_err(), "{path}: {what}");
    }
}
