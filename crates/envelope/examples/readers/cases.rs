//! The cases of `vectors/readers.json`, made from fixed names alone. Which of them fail, and how, is written down here;
//! the bytes of what is sealed are the code's, and those another implementation checks.
#![expect(clippy::expect_used, reason = "a generator that cannot make a case must stop")]

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tenderseal_envelope::derive::{Schedule, context_hash};
use tenderseal_envelope::reshare::{self, Entry, Reader, SEALED_LEN};
use tenderseal_envelope::{Committee, Context, Kind, OpeningKey, Seed, Share, seal};

/// A technical envelope for two of three members, and what opens it.
struct Sealed {
    envelope: Vec<u8>,
    seed: Seed,
    shares: Vec<[u8; 32]>,
}

/// The whole file: one case a line.
pub fn file() -> String {
    let cases: Vec<_> = cases().iter().map(Value::to_string).collect();
    format!("{{\"format\":\"tse1-readers-1\",\n\"cases\":[\n{}\n]}}\n", cases.join(",\n"))
}

fn cases() -> Vec<Value> {
    let mut cases = Vec::new();
    let sealed = sealed(Kind::Technical);
    resealed(&mut cases, &sealed);
    refused(&mut cases, &sealed);
    read_refused(&mut cases, &sealed);
    blobs(&mut cases);
    cases
}

fn hash(name: &str) -> [u8; 32] {
    Sha256::digest(format!("TSE1 readers: {name}")).into()
}

fn first20(name: &str) -> [u8; 20] {
    let mut id = [0; 20];
    id.copy_from_slice(&hash(name)[..20]);
    id
}

fn reading_key(name: &str) -> OpeningKey {
    OpeningKey::from_bytes(hash(&format!("reading key of {name}")))
}

fn reader(name: &str) -> Reader {
    Reader { person: first20(name), key: reading_key(name).public() }
}

fn sealed(kind: Kind) -> Sealed {
    let key = |i| OpeningKey::from_bytes(hash(&format!("opening key {i}"))).public();
    let committee = Committee::new(2, (1..=3).map(key).collect()).expect("the keys are good");
    let context = Context {
        genesis: hash("genesis"),
        tender: first20("tender"),
        lot: 1,
        kind,
        vendor: first20("vendor"),
        attempt: 1,
        terms_hash: hash("terms"),
        committee_hash: *committee.hash(),
    };
    let seed = Seed::from_bytes(hash("seed"));
    let shares = Schedule::new(&seed, context_hash(&context)).shares(&seed, 2, 3).to_vec();
    let text = "技术方案：三年质保。".as_bytes();
    let envelope = seal(&context, &committee, &seed, text).expect("it is short").envelope;
    Sealed { envelope, seed, shares }
}

impl Sealed {
    fn secret(&self, i: u8) -> [u8; 32] {
        match i {
            0 => *self.seed.as_bytes(),
            i => self.shares[usize::from(i) - 1],
        }
    }

    fn to(&self, i: u8, reader: &Reader) -> [u8; SEALED_LEN] {
        let ephemeral = ephemeral(i, reader);
        let Self { envelope, seed, .. } = self;
        match i {
            0 => reshare::seal_seed(envelope, seed, reader, &ephemeral),
            i => {
                let share = Share::from_bytes(self.secret(i));
                reshare::seal_share(envelope, i, &share, reader, &ephemeral)
            }
        }
        .expect("the key is good")
    }

    fn reshare_input(&self, i: u8, reader: &Reader) -> Value {
        json!({
            "envelope": hex::encode(&self.envelope),
            "i": i,
            "secret": hex::encode(self.secret(i.min(3))),
            "reader": hex::encode(reader.person),
            "key": hex::encode(reader.key),
            "ephemeral": hex::encode(ephemeral(i, reader)),
        })
    }

    fn read_input(&self, i: u8, name: &str) -> Value {
        json!({
            "envelope": hex::encode(&self.envelope),
            "i": i,
            "reader": hex::encode(first20(name)),
            "key": hex::encode(reading_key(name).as_bytes()),
            "sealed": hex::encode(self.to(i, &reader(name))),
        })
    }
}

fn ephemeral(i: u8, reader: &Reader) -> [u8; 32] {
    hash(&format!("ephemeral {i} {}", hex::encode(reader.person)))
}

fn push(cases: &mut Vec<Value>, kind: &str, name: &str, input: &Value, expect: &Value) {
    cases.push(
        json!({"name": format!("{kind}: {name}"), "kind": kind, "input": input, "expect": expect}),
    );
}

fn fail(cases: &mut Vec<Value>, kind: &str, name: &str, input: &Value, code: &str) {
    push(cases, kind, name, input, &json!({"error": code}));
}

fn with(input: &Value, field: &str, value: &Value) -> Value {
    let mut changed = input.clone();
    changed[field] = value.clone();
    changed
}

fn resealed(cases: &mut Vec<Value>, sealed: &Sealed) {
    for name in ["anna", "bo"] {
        for (i, what) in [(0, "the vendor's seed"), (1, "the first share"), (3, "the last share")] {
            let name_of = format!("{what} to {name}");
            let bytes = hex::encode(sealed.to(i, &reader(name)));
            let expect = json!({"sealed": bytes});
            push(cases, "reshare", &name_of, &sealed.reshare_input(i, &reader(name)), &expect);
            let secret = json!({"secret": hex::encode(sealed.secret(i))});
            push(cases, "read", &name_of, &sealed.read_input(i, name), &secret);
        }
    }
}

fn refused(cases: &mut Vec<Value>, sealed: &Sealed) {
    let anna = reader("anna");
    let right = sealed.reshare_input(1, &anna);
    let another = json!(hex::encode(sealed.secret(2)));
    fail(
        cases,
        "reshare",
        "another member's share",
        &with(&right, "secret", &another),
        "share_hash",
    );
    fail(cases, "reshare", "no such member", &sealed.reshare_input(4, &anna), "member_index");
    let weak = with(&right, "key", &json!("00".repeat(32)));
    fail(cases, "reshare", "a share to a key of low order", &weak, "reader_key");
    let seed = sealed.reshare_input(0, &anna);
    let weak = with(&seed, "key", &json!("00".repeat(32)));
    fail(cases, "reshare", "a seed to a key of low order", &weak, "reader_key");
    let priced = json!(hex::encode(self::sealed(Kind::Financial).envelope));
    fail(
        cases,
        "reshare",
        "a share of a price",
        &with(&right, "envelope", &priced),
        "not_technical",
    );
    fail(
        cases,
        "reshare",
        "the seed of a price",
        &with(&seed, "envelope", &priced),
        "not_technical",
    );
    fail(cases, "reshare", "no envelope", &with(&right, "envelope", &json!("00")), "shape");
    fail(cases, "reshare", "a short id", &with(&right, "reader", &json!("00")), "length");
    fail(cases, "reshare", "not hexadecimal", &with(&right, "secret", &json!("zz")), "hex");
    fail(cases, "reshare", "no number", &with(&right, "i", &json!(256)), "json");
}

fn read_refused(cases: &mut Vec<Value>, sealed: &Sealed) {
    let text = |bytes: &[u8]| json!(hex::encode(bytes));
    for (i, what) in [(0, "seed"), (2, "share")] {
        let right = sealed.read_input(i, "anna");
        let mut refuse = |name: &str, field: &str, value: &Value, code: &str| {
            fail(cases, "read", &format!("{what}: {name}"), &with(&right, field, value), code);
        };
        refuse("another key", "key", &text(reading_key("bo").as_bytes()), "reshared");
        refuse("another reader", "reader", &text(&first20("bo")), "reshared");
        refuse("of another member", "i", &json!(1), "reshared");
        refuse(
            "a price",
            "envelope",
            &text(&self::sealed(Kind::Financial).envelope),
            "not_technical",
        );
        let mut other = sealed.envelope.clone();
        other[6 + 54 + 20] ^= 1;
        refuse("another bid", "envelope", &text(&other), "reshared");
        let bytes = sealed.to(i, &reader("anna"));
        for at in [0, 31, 32, 79] {
            let mut flipped = bytes;
            flipped[at] ^= 1;
            refuse(&format!("byte {at} changed"), "sealed", &text(&flipped), "reshared");
        }
        refuse("a byte too few", "sealed", &text(&bytes[1..]), "length");
        refuse("nothing", "sealed", &text(&[]), "length");
    }
}

fn entry(bid: u32, reader: u8) -> Entry {
    let mut sealed = [0; SEALED_LEN];
    for (at, part) in sealed.chunks_mut(16).enumerate() {
        part.copy_from_slice(&hash(&format!("sealed {bid} {reader} {at}"))[..16]);
    }
    Entry { bid, reader: [reader; 20], sealed }
}

fn entries(all: &[Entry]) -> Value {
    let one = |entry: &Entry| {
        json!({
            "bid": entry.bid,
            "reader": hex::encode(entry.reader),
            "sealed": hex::encode(entry.sealed),
        })
    };
    json!({"entries": all.iter().map(one).collect::<Vec<_>>()})
}

fn blobs(cases: &mut Vec<Value>) {
    let some = vec![entry(0, 1), entry(0, 2), entry(7, 1), entry(u32::MAX, 9)];
    let many: Vec<_> =
        (0..5).flat_map(|bid| (0..16).map(move |reader| entry(bid, reader))).collect();
    for (name, all) in [("one", vec![entry(3, 3)]), ("four", some.clone()), ("eighty", many)] {
        let blob = json!({"blob": hex::encode(reshare::write(&all).expect("they are sorted"))});
        push(cases, "blob", name, &entries(&all), &blob);
        push(cases, "entries", name, &blob, &entries(&all));
    }
    let swapped = [entry(0, 2), entry(0, 1)];
    let twice = [entry(0, 1), entry(0, 1)];
    let crowd: Vec<_> = (0..17).map(|reader| entry(0, reader)).collect();
    let bids: Vec<_> = (0..49).map(|bid| entry(bid, 0)).collect();
    let wrong: [(&str, &[Entry]); 5] = [
        ("nothing", &[]),
        ("not sorted", &swapped),
        ("twice", &twice),
        ("17 readers", &crowd),
        ("49 bids", &bids),
    ];
    for (name, all) in wrong {
        fail(cases, "blob", name, &entries(all), "blob");
        let raw = [&reshare::MAGIC[..], &parity_scale_codec::Encode::encode(&all)].concat();
        fail(cases, "entries", name, &json!({"blob": hex::encode(raw)}), "blob");
    }
    let right = reshare::write(&some).expect("they are sorted");
    let mut long = right.clone();
    long.push(0);
    // The same number of entries, in a length that is longer than it must be.
    let padded = [&right[..4], &[right[4] | 1, 0], &right[5..]].concat();
    let mut other = right.clone();
    other[3] = b'2';
    for (name, bytes) in [
        ("empty", &[][..]),
        ("cut short", &right[..right.len() - 1]),
        ("a byte too many", &long),
        ("another magic", &other),
        ("a length that is not in its shortest form", &padded),
    ] {
        fail(cases, "entries", name, &json!({"blob": hex::encode(bytes)}), "blob");
    }
}
