//! Input that contradicts itself or is written down wrongly: an error, and never a verdict.

use crate::draw::Draw;
use serde_json::{Value, json};

type Wrong = fn(&mut Draw, &mut Value);

/// Every way of writing a sealing or an opening down wrongly; the first word is the kind.
const WRONG: [(&str, &str, Wrong); 22] = [
    ("seal", "another key in the committee", |draw, it| it["committee"][0] = hex32(draw)),
    ("seal", "another context's committee", |_, it| change(it, "ctx", |text| flip(text, 2 * 111))),
    ("seal", "an attachment", |_, it| change(it, "ctx", |text| text.replace_range(108..110, "03"))),
    ("seal", "no kind", |_, it| change(it, "ctx", |text| text.replace_range(108..110, "00"))),
    ("seal", "a short context", |_, it| change(it, "ctx", |text| text.truncate(284))),
    ("seal", "a short seed", |_, it| change(it, "seed", |text| text.truncate(62))),
    ("seal", "a long body", |draw, it| it["body"] = hex::encode(draw.long(8_193)).into()),
    ("seal", "half a byte", |_, it| change(it, "body", |text| text.push('0'))),
    ("seal", "no hexadecimal", |_, it| change(it, "seed", |text| text.replace_range(0..1, "g"))),
    ("seal", "capital letters", |_, it| change(it, "body", |text| text.make_ascii_uppercase())),
    ("seal", "no members", |_, it| it["committee"] = json!([])),
    ("seal", "a threshold of none", |_, it| it["k"] = 0.into()),
    ("seal", "a threshold that is no byte", |_, it| it["k"] = 256.into()),
    ("seal", "an unknown field", |_, it| it["extra"] = Value::Null),
    ("open", "a key of low order", |_, it| it["committee"][0] = "00".repeat(32).into()),
    ("open", "a key twice", key_twice),
    ("open", "a share of nobody", |draw, it| post(draw, it, 0)),
    ("open", "a share of a seventeenth", |draw, it| post(draw, it, 17)),
    ("open", "two shares of one member", share_twice),
    ("open", "a short share", |_, it| it["shares"] = json!([{"i": 1, "share": "00"}])),
    ("open", "a short hash", |_, it| change(it, "e", |text| text.truncate(62))),
    ("open", "an envelope as a number", |_, it| it["envelope"] = 1.into()),
];

/// The case's sealing or opening, wrong in the way that the turn says.
pub fn wrong(
    draw: &mut Draw,
    turn: usize,
    sealing: &Value,
    opening: &Value,
) -> (&'static str, &'static str, Value) {
    let (op, what, wrong) = WRONG[turn % WRONG.len()];
    let mut input = if op == "seal" { sealing.clone() } else { opening.clone() };
    wrong(draw, &mut input);
    (op, what, input)
}

fn change(input: &mut Value, field: &str, change: impl FnOnce(&mut String)) {
    if let Value::String(text) = &mut input[field] {
        change(text);
    }
}

fn flip(text: &mut String, place: usize) {
    let other = if text[place..].starts_with('0') { "1" } else { "0" };
    text.replace_range(place..=place, other);
}

fn hex32(draw: &mut Draw) -> Value {
    let mut key = draw.bytes();
    // Canonical, so that it is a key, only not this committee's.
    key[31] &= 0x3f;
    hex::encode(key).into()
}

fn post(draw: &mut Draw, input: &mut Value, i: u8) {
    input["shares"] = json!([{"i": i, "share": hex::encode(draw.bytes())}]);
}

fn key_twice(_: &mut Draw, input: &mut Value) {
    if let Value::Array(keys) = &mut input["committee"] {
        let first = keys[0].clone();
        // Sixteen are as many as there can be.
        keys.truncate(15);
        keys.push(first);
    }
}

fn share_twice(draw: &mut Draw, input: &mut Value) {
    let share = || hex::encode([draw.byte(); 32]);
    let shares: Vec<_> = [1, 1]
        .into_iter()
        .zip(std::iter::repeat_with(share))
        .map(|(i, share)| json!({"i": i, "share": share}))
        .collect();
    input["shares"] = shares.into();
}
