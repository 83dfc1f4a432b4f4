//! Input that is refused: an error, never a verdict.

use super::vendor::{Vendor, committee, context, keys, opening_key, seed};
use super::{push, seal_input};
use serde_json::{Value, json};
use tenderseal_envelope::Kind;

fn error(code: &str) -> Value {
    json!({ "error": code })
}

/// Input that `vector seal` refuses.
pub fn seal_refused(cases: &mut Vec<Value>) {
    let committee = committee(2, 3);
    let context = context(Kind::Financial, &committee);
    let seed = seed("refused");
    let good = seal_input(&context, 2, &keys(3), &seed, b"body");
    let ctx = context.to_bytes();
    let with_ctx = |position: usize, value: u8| {
        let mut ctx = ctx;
        ctx[position] = value;
        hex::encode(ctx)
    };
    let one: [&str; 32] = ["00"; 32];
    let low_order = one.concat();
    let not_canonical = "f6".to_owned() + &"ff".repeat(30) + "7f";
    let high_bit = {
        let mut key = opening_key(3).public();
        key[31] |= 0x80;
        hex::encode(key)
    };
    let member = |i: u8| hex::encode(opening_key(i).public());
    let refused = [
        ("no kind", "ctx", json!(with_ctx(54, 0)), "context"),
        ("an attachment", "ctx", json!(with_ctx(54, 3)), "kind"),
        ("an unknown kind", "ctx", json!(with_ctx(54, 4)), "context"),
        ("a context one byte short", "ctx", json!(hex::encode(&ctx[..142])), "context"),
        ("a context one byte long", "ctx", json!(hex::encode(ctx) + "00"), "context"),
        ("an empty context", "ctx", json!(""), "context"),
        ("half a byte", "ctx", json!(&hex::encode(ctx)[1..]), "hex"),
        ("a letter that is no digit", "body", json!("0g"), "hex"),
        ("a prefix", "body", json!("0x00"), "hex"),
        ("a space", "body", json!("00 00"), "hex"),
        ("another committee in the context", "ctx", json!(with_ctx(111, 0)), "committee_mismatch"),
        ("another threshold than in the context", "k", json!(3), "committee_mismatch"),
        ("a threshold of zero", "k", json!(0), "threshold"),
        ("a threshold above the members", "k", json!(4), "threshold"),
        ("a threshold as text", "k", json!("2"), "json"),
        ("a threshold below zero", "k", json!(-1), "json"),
        ("a threshold that is no integer", "k", json!(2.5), "json"),
        ("no threshold", "k", json!(null), "json"),
        ("no members", "committee", json!([]), "threshold"),
        ("seventeen members", "committee", json!(vec![member(1); 17]), "threshold"),
        (
            "one key twice",
            "committee",
            json!([member(1), member(2), member(1)]),
            "committee_duplicate",
        ),
        ("a key of low order", "committee", json!([member(1), low_order]), "committee_key"),
        (
            "a key above the field's prime",
            "committee",
            json!([member(1), not_canonical]),
            "committee_key",
        ),
        (
            "a key with its highest bit set",
            "committee",
            json!([member(1), high_bit]),
            "committee_key",
        ),
        ("a key one byte short", "committee", json!([member(1), &member(2)[2..]]), "length"),
        ("a committee that is no list", "committee", json!(member(1)), "json"),
        ("a seed one byte short", "seed", json!("00".repeat(31)), "length"),
        ("a seed one byte long", "seed", json!("00".repeat(33)), "length"),
        ("a body too long", "body", json!("00".repeat(8193)), "body_too_long"),
        ("an unknown field", "note", json!("x"), "json"),
    ];
    for (name, field, value, code) in refused {
        let mut input = good.clone();
        input[field] = value;
        push(cases, "seal", &format!("seal refused: {name}"), &input, &error(code));
    }
    let mut missing = good;
    missing.as_object_mut().expect("an object").remove("seed");
    push(cases, "seal", "seal refused: no seed", &missing, &error("json"));
}

/// Input that `vector open` refuses.
pub fn open_refused(cases: &mut Vec<Value>) {
    let vendor = Vendor::new(2, 3, "refused");
    let committed = vendor.committed();
    let share = |i: u64, share: &str| json!({"i": i, "share": share});
    let right = hex::encode(vendor.shares[0]);
    let good = committed.input(&vendor.posted(&[1, 2]));
    let ctx = vendor.record.to_bytes();
    let with_ctx = |position: usize, value: u8| {
        let mut ctx = ctx;
        ctx[position] = value;
        json!(hex::encode(ctx))
    };
    let refused = [
        ("a share without a member", "shares", json!([share(0, &right)]), "member_index"),
        ("a share of a fourth of three", "shares", json!([share(4, &right)]), "member_index"),
        ("a share of a member beyond all", "shares", json!([share(256, &right)]), "json"),
        (
            "one member's share twice",
            "shares",
            json!([share(1, &right), share(2, &right), share(1, &right)]),
            "share_duplicate",
        ),
        ("a share one byte short", "shares", json!([share(1, &right[2..])]), "length"),
        ("a share that is not hexadecimal", "shares", json!([share(1, &right[1..])]), "hex"),
        ("a share with a note", "shares", json!([{"i": 1, "share": right, "note": ""}]), "json"),
        ("shares that are no list", "shares", json!({}), "json"),
        ("E one byte short", "e", json!("00".repeat(31)), "length"),
        ("C one byte long", "c", json!("00".repeat(33)), "length"),
        ("an envelope that is not hexadecimal", "envelope", json!("TSE1"), "hex"),
        ("an attachment", "ctx", with_ctx(54, 3), "kind"),
        ("an unknown kind", "ctx", with_ctx(54, 9), "context"),
        ("a record of another committee", "ctx", with_ctx(111, 0), "committee_mismatch"),
        ("another threshold", "k", json!(1), "committee_mismatch"),
        (
            "another order of the members",
            "committee",
            {
                let mut keys = keys(3);
                keys.reverse();
                json!(keys.iter().map(hex::encode).collect::<Vec<_>>())
            },
            "committee_mismatch",
        ),
        ("a seed", "seed", json!(hex::encode(vendor.seed.as_bytes())), "json"),
    ];
    for (name, field, value, code) in refused {
        let mut input = good.clone();
        input[field] = value;
        push(cases, "open", &format!("open refused: {name}"), &input, &error(code));
    }
}
