//! What is sealed to the readers of technical envelopes: `vectors/readers.json` is what its generator writes, this code
//! does what it says, and nothing else opens.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../examples/readers/cases.rs"]
mod cases;

use proptest::prelude::*;
use serde_json::{Value, json};
use tenderseal_envelope::reshare::{
    self, BIDS_MAX, BLOB_MAX, BlobError, Entry, READERS_MAX, Reader, SEALED_LEN, open_seed,
    open_share, seal_seed, seal_share,
};
use tenderseal_envelope::{
    Committee, Context, Error, Kind, Layout, OpeningKey, PostedShare, Record, Reveal, Seed,
    Verdict, judge, open_stanza, seal, vector,
};

const FILE: &str = include_str!("../vectors/readers.json");

fn all() -> Vec<Value> {
    let file: Value = serde_json::from_str(FILE).unwrap();
    file["cases"].as_array().unwrap().clone()
}

fn run(case: &Value) -> Value {
    let input = case["input"].to_string();
    let output = match case["kind"].as_str().unwrap() {
        "reshare" => vector::reshare_json(&input),
        "read" => vector::read_json(&input),
        "blob" => vector::blob_json(&input),
        "entries" => vector::entries_json(&input),
        other => panic!("no such kind: {other}"),
    };
    match output {
        Ok(text) => serde_json::from_str(&text).unwrap(),
        Err(error) => json!({ "error": error.code() }),
    }
}

#[test]
fn the_file_is_what_the_generator_writes() {
    assert!(cases::file() == FILE, "run: cargo run -p tenderseal-envelope --example readers");
}

#[test]
fn every_case_comes_out_as_expected() {
    for case in all() {
        assert_eq!(run(&case), case["expect"], "{}", case["name"]);
    }
}

fn key(i: u8) -> OpeningKey {
    OpeningKey::from_bytes([i; 32])
}

fn reader(i: u8) -> Reader {
    Reader { person: [i; 20], key: key(i).public() }
}

fn record(body: &[u8], seed: &Seed) -> (Record, Vec<u8>) {
    let committee = Committee::new(2, (1..=3).map(|i| key(i).public()).collect()).unwrap();
    let context = Context {
        genesis: [1; 32],
        tender: [2; 20],
        lot: 1,
        kind: Kind::Technical,
        vendor: [4; 20],
        attempt: 5,
        terms_hash: [6; 32],
        committee_hash: *committee.hash(),
    };
    let sealed = seal(&context, &committee, seed, body).unwrap();
    let (e, c) = (sealed.e, sealed.c);
    (Record { context, committee, e, c }, sealed.envelope)
}

#[test]
fn two_members_or_the_vendor_open_a_bid_to_a_reader() {
    let seed = Seed::from_bytes([8; 32]);
    let (record, envelope) = record(b"opaque", &seed);
    let to = reader(40);
    let from = |i: u8| {
        let share = open_stanza(&key(i), i, &envelope).unwrap();
        let sealed = seal_share(&envelope, i, &share, &to, &[i; 32]).unwrap();
        let share = open_share(&envelope, i, &key(40), &to.person, &sealed).unwrap();
        PostedShare { i, share: *share.as_bytes() }
    };
    let valid = Verdict::Valid { body: b"opaque".to_vec(), faulty_officers: vec![] };
    let judged = |shares: &[PostedShare], revealed: Option<Reveal<'_>>| {
        judge(&record, &envelope, shares, revealed, Layout::Opaque).unwrap()
    };
    assert_eq!(judged(&[from(3), from(1)], None), valid);
    assert_eq!(judged(&[from(2)], None), Verdict::Unresolved { have: 1, need: 2 });
    let sealed = seal_seed(&envelope, &seed, &to, &[9; 32]).unwrap();
    let seed = open_seed(&envelope, &key(40), &to.person, &sealed).unwrap();
    assert_eq!(judged(&[], Some(Reveal { seed: &seed, body: None })), valid);
}

#[test]
fn no_changed_byte_opens() {
    let seed = Seed::from_bytes([8; 32]);
    let (_, envelope) = record(b"opaque", &seed);
    let to = reader(40);
    let share = open_stanza(&key(1), 1, &envelope).unwrap();
    let of_share = seal_share(&envelope, 1, &share, &to, &[1; 32]).unwrap();
    let of_seed = seal_seed(&envelope, &seed, &to, &[2; 32]).unwrap();
    for at in 0..SEALED_LEN {
        let flip = |mut sealed: [u8; SEALED_LEN]| {
            sealed[at] ^= 1 << (at % 8);
            sealed
        };
        // The highest bit of an X25519 key does not count (RFC 7748); the key schedule binds it all the same.
        let share = open_share(&envelope, 1, &key(40), &to.person, &flip(of_share));
        assert_eq!(share.unwrap_err(), Error::Reshared, "byte {at}");
        let seed = open_seed(&envelope, &key(40), &to.person, &flip(of_seed));
        assert_eq!(seed.unwrap_err(), Error::Reshared, "byte {at}");
    }
    // Neither stands for the other.
    let share = open_share(&envelope, 1, &key(40), &to.person, &of_seed);
    assert_eq!(share.unwrap_err(), Error::Reshared);
    let seed = open_seed(&envelope, &key(40), &to.person, &of_share);
    assert_eq!(seed.unwrap_err(), Error::Reshared);
}

fn entries(bids: usize, readers: usize) -> Vec<Entry> {
    let of = |bid: usize, reader: usize| {
        let mut id = [0; 20];
        id[19] = u8::try_from(reader).unwrap();
        Entry { bid: u32::try_from(bid).unwrap(), reader: id, sealed: [id[19]; SEALED_LEN] }
    };
    (0..bids).flat_map(|bid| (0..readers).map(move |reader| of(bid, reader))).collect()
}

#[test]
fn the_largest_blob_is_as_long_as_is_read() {
    let all = entries(BIDS_MAX, READERS_MAX);
    let blob = reshare::write(&all).unwrap();
    assert_eq!(blob.len(), BLOB_MAX);
    assert_eq!(reshare::parse(&blob).unwrap(), all);
    let longer = [blob.as_slice(), &[0]].concat();
    assert_eq!(reshare::parse(&longer), Err(BlobError::TooLong { found: BLOB_MAX + 1 }));
    let crowd = entries(1, READERS_MAX + 1);
    let too_many = BlobError::TooManyReaders { bid: 0, found: READERS_MAX + 1 };
    assert_eq!(reshare::write(&crowd), Err(too_many));
    let found = BIDS_MAX + 1;
    assert_eq!(reshare::write(&entries(found, 1)), Err(BlobError::TooManyBids { found }));
}

#[test]
fn no_shorter_blob_is_one() {
    let blob = reshare::write(&entries(2, 3)).unwrap();
    for length in 0..blob.len() {
        assert!(reshare::parse(&blob[..length]).is_err(), "{length}");
    }
}

proptest! {
    #[test]
    fn whatever_is_read_is_written_again(blob in proptest::collection::vec(any::<u8>(), 0..400)) {
        let blob = [&reshare::MAGIC[..], &blob].concat();
        if let Ok(entries) = reshare::parse(&blob) {
            prop_assert_eq!(reshare::write(&entries).unwrap(), blob);
        }
    }
}
