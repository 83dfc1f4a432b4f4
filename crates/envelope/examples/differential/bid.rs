//! Honest bids with everything random: members' keys, threshold, context, seed, body, and who posts what.
#![expect(clippy::expect_used, reason = "a generator that cannot make a case must stop")]

use crate::draw::Draw;
use serde_json::{Value, json};
use tenderseal_envelope::derive::{Schedule, context_hash};
use tenderseal_envelope::tse1::body::BODY_MAX;
use tenderseal_envelope::{Committee, Context, Kind, OpeningKey, Sealed, Seed, seal};

/// A bid as the input of `vector seal`, and its opening as that of `vector open`.
pub fn honest(draw: &mut Draw) -> (Value, Value) {
    let (k, n) = threshold(draw);
    let keys: Vec<_> = (0..n).map(|_| OpeningKey::from_bytes(draw.bytes()).public()).collect();
    let committee = Committee::new(k, keys.clone()).expect("random keys are good and distinct");
    let context = context(draw, *committee.hash());
    let (seed, body) = (Seed::from_bytes(draw.bytes()), body(draw));
    let Sealed { envelope, e, c } =
        seal(&context, &committee, &seed, &body).expect("nothing is wrong with it");
    let shares = Schedule::new(&seed, context_hash(&context)).shares(&seed, k, n);
    let record = json!({
        "ctx": hex::encode(context.to_bytes()),
        "k": k,
        "committee": keys.iter().map(hex::encode).collect::<Vec<_>>(),
    });
    let with = |fields: Value| {
        let mut input = record.clone();
        if let (Some(input), Value::Object(fields)) = (input.as_object_mut(), fields) {
            input.extend(fields);
        }
        input
    };
    let sealing = with(json!({"seed": hex::encode(seed.as_bytes()), "body": hex::encode(&body)}));
    let opening = with(json!({
        "e": hex::encode(e),
        "c": hex::encode(c),
        "envelope": hex::encode(&envelope),
        "shares": posted(draw, &shares),
    }));
    (sealing, opening)
}

/// A threshold: half of the committees are small, as most are.
pub fn threshold(draw: &mut Draw) -> (u8, u8) {
    let most = if draw.byte() < 128 { 5 } else { 16 };
    let n = draw.between(1, most);
    (draw.between(1, n), n)
}

/// A context of either kind.
pub fn context(draw: &mut Draw, committee_hash: [u8; 32]) -> Context {
    let drawn: [u8; 32] = draw.bytes();
    let kind = if drawn[6] < 128 { Kind::Financial } else { Kind::Technical };
    let (mut tender, mut vendor) = ([0; 20], [0; 20]);
    tender.copy_from_slice(&draw.bytes()[..20]);
    vendor.copy_from_slice(&draw.bytes()[..20]);
    Context {
        genesis: draw.bytes(),
        tender,
        lot: u16::from_be_bytes([drawn[0], drawn[1]]),
        kind,
        vendor,
        attempt: u32::from_be_bytes([drawn[2], drawn[3], drawn[4], drawn[5]]),
        terms_hash: draw.bytes(),
        committee_hash,
    }
}

/// A body: mostly short, at times at the edge of a padded length, at times as long as there are.
pub fn body(draw: &mut Draw) -> Vec<u8> {
    let length = match draw.below(8) {
        0 => [0, 1, 1_019, 1_020, 1_021, 1_084, 1_085, BODY_MAX - 1, BODY_MAX][draw.below(9)],
        1 => draw.below(BODY_MAX + 1),
        2 => draw.below(2_000),
        _ => draw.below(300),
    };
    // Zeros too: they are no padding.
    if draw.below(16) == 0 { vec![0; length] } else { draw.long(length) }
}

/// What members post, in any order: most of them their share, some nothing, some another one.
pub fn posted(draw: &mut Draw, shares: &[[u8; 32]]) -> Vec<Value> {
    let mut posted = Vec::new();
    for (i, share) in (1u8..).zip(shares) {
        let share = match draw.below(10) {
            0 => continue,
            1 => draw.bytes(),
            2 => shares[draw.below(shares.len())],
            _ => *share,
        };
        let place = draw.below(posted.len() + 1);
        posted.insert(place, json!({"i": i, "share": hex::encode(share)}));
    }
    posted
}
