//! The cases of `vectors/tse1.json`, made from fixed names alone.
//!
//! What a case expects is written down here, not taken from the code that is tested;
//! only the bytes of a correct sealing are, and those another implementation checks.
#![expect(clippy::expect_used, reason = "a generator that cannot make a case must stop")]

#[path = "refused.rs"]
mod refused;
#[path = "vendor.rs"]
mod vendor;

use serde_json::{Value, json};
use tenderseal_envelope::tse1::header::STANZA_LEN;
use tenderseal_envelope::tse1::sharing;
use tenderseal_envelope::{Committee, Context, Kind, Sealed, Seed, commitment, padding, seal};
use vendor::{Committed, Vendor, committee, context, first20, hash, opening_key, seed};

/// The whole file: one case a line.
pub fn file() -> String {
    let keys: Vec<_> = (1..=16)
        .map(|i| {
            let key = opening_key(i);
            let secret = hex::encode(key.as_bytes());
            json!({"i": i, "secret": secret, "public": hex::encode(key.public())})
        })
        .collect();
    let cases: Vec<_> = cases().iter().map(Value::to_string).collect();
    format!(
        "{{\"format\":\"tse1-vectors-1\",\n\"opening_keys\":{},\n\"cases\":[\n{}\n]}}\n",
        Value::Array(keys),
        cases.join(",\n")
    )
}

fn cases() -> Vec<Value> {
    let mut cases = Vec::new();
    sealed_right(&mut cases);
    refused::seal_refused(&mut cases);
    opened_right(&mut cases);
    unresolved(&mut cases);
    portal_faults(&mut cases);
    header_faults(&mut cases);
    context_faults(&mut cases);
    shares_faults(&mut cases);
    payload_faults(&mut cases);
    padding_faults(&mut cases);
    other_faults(&mut cases);
    refused::open_refused(&mut cases);
    cases
}

// ---- how a case is written ------------------------------------------------------

fn push(cases: &mut Vec<Value>, kind: &str, name: &str, input: &Value, expect: &Value) {
    cases.push(json!({"name": name, "kind": kind, "input": input, "expect": expect}));
}

fn open(
    cases: &mut Vec<Value>,
    name: &str,
    committed: &Committed,
    shares: &[(u8, [u8; 32])],
    expect: &Value,
) {
    push(cases, "open", name, &committed.input(shares), expect);
}

fn valid(body: &[u8], faulty_officers: &[u8]) -> Value {
    json!({"verdict": "valid", "body": hex::encode(body), "faulty_officers": faulty_officers})
}

fn vendor_fault(what: &str) -> Value {
    json!({"verdict": "vendor_fault", "what": what})
}

fn seal_input(context: &Context, k: u8, keys: &[[u8; 32]], seed: &Seed, body: &[u8]) -> Value {
    json!({
        "ctx": hex::encode(context.to_bytes()),
        "k": k,
        "committee": keys.iter().map(hex::encode).collect::<Vec<_>>(),
        "seed": hex::encode(seed.as_bytes()),
        "body": hex::encode(body),
    })
}

// ---- sealing --------------------------------------------------------------------

fn sealed_right(cases: &mut Vec<Value>) {
    let text = "三年质保，含安装与培训。".as_bytes();
    let ramp: Vec<u8> = (0..=255).cycle().take(8192).collect();
    let bodies: [(&str, u8, u8, Kind, &[u8]); 11] = [
        ("one member alone", 1, 1, Kind::Financial, b"plain HPKE"),
        ("two of three", 2, 3, Kind::Financial, b"a body of opaque bytes"),
        ("two of three, technical", 2, 3, Kind::Technical, text),
        ("three of five", 3, 5, Kind::Financial, text),
        ("sixteen of sixteen", 16, 16, Kind::Financial, b"all of them"),
        ("one of sixteen", 1, 16, Kind::Technical, b"any of them"),
        ("an empty body", 2, 3, Kind::Financial, b""),
        ("the longest body below the floor", 2, 3, Kind::Financial, &ramp[..1020]),
        ("the shortest body above the floor", 2, 3, Kind::Financial, &ramp[..1021]),
        ("zeros, which are no padding", 2, 3, Kind::Financial, &[0; 900]),
        ("the longest body", 2, 3, Kind::Technical, &ramp),
    ];
    for (name, k, n, kind, body) in bodies {
        let committee = committee(k, n);
        seal_right(cases, name, &context(kind, &committee), &committee, body);
    }
    let committee = committee(2, 3);
    let last = Context { lot: u16::MAX, attempt: u32::MAX, ..context(Kind::Financial, &committee) };
    seal_right(cases, "the last lot and attempt", &last, &committee, b"late");
}

fn seal_right(
    cases: &mut Vec<Value>,
    name: &str,
    context: &Context,
    committee: &Committee,
    body: &[u8],
) {
    let name = format!("seal: {name}");
    let seed = seed(&name);
    let Sealed { envelope, e, c } = seal(context, committee, &seed, body).expect("good input");
    let keys: Vec<_> = committee.members().map(|(_, key)| *key).collect();
    let input = seal_input(context, committee.k(), &keys, &seed, body);
    let expect = json!({
        "envelope": hex::encode(envelope),
        "e": hex::encode(e),
        "c": hex::encode(c),
    });
    push(cases, "seal", &name, &input, &expect);
}

// ---- opening --------------------------------------------------------------------

fn opened_right(cases: &mut Vec<Value>) {
    let vendor = Vendor::new(2, 3, "two of three");
    let committed = vendor.committed();
    let right = valid(&vendor.body, &[]);
    for members in [&[1, 2][..], &[1, 3], &[2, 3], &[3, 1], &[1, 2, 3]] {
        let name = format!("valid: shares of {members:?}");
        open(cases, &name, &committed, &vendor.posted(members), &right);
    }
    let mut shares = vendor.posted(&[3, 2, 1]);
    shares[0].1[31] ^= 1;
    let one_wrong = valid(&vendor.body, &[3]);
    open(cases, "valid: one share is wrong by one bit", &committed, &shares, &one_wrong);

    let vendor = Vendor::new(2, 5, "two of five");
    let mut shares = vendor.posted(&[5, 4, 3, 2, 1]);
    // The share of another member, and one of the two at the end of the list.
    shares[0].1 = shares[1].1;
    shares[3].1 = hash("no share");
    let two_wrong = valid(&vendor.body, &[2, 5]);
    open(cases, "valid: two shares are wrong", &vendor.committed(), &shares, &two_wrong);

    for (k, n, kind, body) in [
        (1, 1, Kind::Financial, &b""[..]),
        (1, 16, Kind::Technical, &[0; 1021]),
        (16, 16, Kind::Financial, &[0xff; 8192]),
    ] {
        let members = committee(k, n);
        let record = context(kind, &members);
        let name = format!("{k} of {n}, {} bytes", body.len());
        let vendor = Vendor::sealing(members, record, &name, body);
        let first: Vec<_> = (1..=k).collect();
        let shares = vendor.posted(&first);
        open(cases, &format!("valid: {name}"), &vendor.committed(), &shares, &valid(body, &[]));
    }
}

fn unresolved(cases: &mut Vec<Value>) {
    let vendor = Vendor::new(2, 3, "unresolved");
    let committed = vendor.committed();
    let expect = |have: u8| json!({"verdict": "unresolved", "have": have, "need": 2});
    open(cases, "unresolved: no shares", &committed, &[], &expect(0));
    for i in 1..=3 {
        let name = format!("unresolved: the share of {i} alone");
        open(cases, &name, &committed, &vendor.posted(&[i]), &expect(1));
    }
    let mut shares = vendor.posted(&[1, 2, 3]);
    shares[1].1[0] ^= 0x80;
    shares[2].1[16] ^= 0x01;
    open(cases, "unresolved: one good share and two wrong ones", &committed, &shares, &expect(1));
    let swapped: Vec<_> =
        vendor.posted(&[1, 2]).into_iter().map(|(i, share)| (3 - i, share)).collect();
    open(
        cases,
        "unresolved: two shares under each other's number",
        &committed,
        &swapped,
        &expect(0),
    );
    let other = Vendor::new(2, 3, "somebody else's").posted(&[1, 2]);
    open(cases, "unresolved: shares of another envelope", &committed, &other, &expect(0));
}

fn portal_faults(cases: &mut Vec<Value>) {
    let vendor = Vendor::new(2, 3, "portal");
    let expect = json!({"verdict": "portal_fault", "what": "envelope"});
    let shares = vendor.posted(&[1, 2]);
    let mut case = |name: &str, change: &dyn Fn(&mut Committed)| {
        let mut committed = vendor.committed();
        change(&mut committed);
        open(cases, &format!("portal: {name}"), &committed, &shares, &expect);
    };
    case("the first byte is changed", &|held| held.envelope[0] ^= 1);
    case("a byte of the context is changed", &|held| held.envelope[60] ^= 1);
    case("a byte of the payload is changed", &|held| held.envelope[600] ^= 1);
    case("the last byte is missing", &|held| held.envelope.truncate(held.envelope.len() - 1));
    case("a byte is added", &|held| held.envelope.push(0));
    case("the envelope is lost", &|held| held.envelope.clear());
    case("another envelope is in its place", &|held| {
        held.envelope = Vendor::new(2, 3, "another").envelope();
    });
    case("E is another", &|held| held.e = hash("another E"));
}

fn header_faults(cases: &mut Vec<Value>) {
    let vendor = Vendor::new(2, 3, "header");
    let shares = vendor.posted(&[1, 2]);
    let mut case = |name: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let mut envelope = vendor.envelope();
        change(&mut envelope);
        let committed = Committed::new(&vendor, envelope);
        open(cases, &format!("header: {name}"), &committed, &shares, &vendor_fault("header"));
    };
    case("nothing at all", &|bytes| bytes.clear());
    case("the magic alone", &|bytes| bytes.truncate(4));
    case("the magic of another version", &|bytes| bytes[3] = b'2');
    case("the magic in small letters", &|bytes| bytes[0] = b't');
    case("a threshold of zero", &|bytes| bytes[4] = 0);
    case("a threshold above the members", &|bytes| bytes[4] = 4);
    case("no members", &|bytes| bytes[5] = 0);
    case("seventeen members", &|bytes| bytes[5] = 17);
    case("kind 0", &|bytes| bytes[6 + 54] = 0);
    case("kind 4", &|bytes| bytes[6 + 54] = 4);
    case("cut off in the context", &|bytes| bytes.truncate(148));
    case("cut off in the share hashes", &|bytes| bytes.truncate(149 + 95));
    case("cut off in the last stanza", &|bytes| bytes.truncate(149 + 3 * 112 - 1));
    case("more members than there is room for", &|bytes| bytes[5] = 16);
    case("one byte too long", &|bytes| bytes.resize(12 * 1024 + 1, 0));
}

fn context_faults(cases: &mut Vec<Value>) {
    let mut case = |name: &str, change: &dyn Fn(&mut Vendor)| {
        let mut vendor = Vendor::new(2, 3, "context");
        change(&mut vendor);
        let shares = vendor.posted(&[1, 2]);
        let expect = vendor_fault("context");
        open(cases, &format!("context: {name}"), &vendor.committed(), &shares, &expect);
    };
    case("another installation", &|vendor| vendor.context.genesis[0] ^= 1);
    case("another tender", &|vendor| vendor.context.tender = first20("another"));
    case("another lot", &|vendor| vendor.context.lot = 2);
    case("the other kind", &|vendor| vendor.context.kind = Kind::Technical);
    case("an attachment", &|vendor| vendor.context.kind = Kind::Attachment);
    case("another vendor", &|vendor| vendor.context.vendor = first20("another"));
    case("another attempt", &|vendor| vendor.context.attempt = 2);
    case("other terms", &|vendor| vendor.context.terms_hash = hash("other terms"));
    case("another committee", &|vendor| vendor.context.committee_hash = hash("others"));
    case("a lower threshold", &|vendor| vendor.k = 1);
    case("a higher threshold", &|vendor| vendor.k = 3);
    case("a member less", &|vendor| {
        vendor.n = 2;
        vendor.hashes.truncate(2);
        vendor.stanzas.truncate(2);
    });
    case("a member more", &|vendor| {
        vendor.n = 4;
        vendor.hashes.push(hash("one more"));
        vendor.stanzas.push([0; STANZA_LEN]);
    });
}

fn shares_faults(cases: &mut Vec<Value>) {
    let mut case = |name: &str, members: &[u8], change: &dyn Fn(&mut Vendor)| {
        let mut vendor = Vendor::new(2, 3, "shares");
        change(&mut vendor);
        let shares = vendor.posted(members);
        let expect = vendor_fault("shares");
        open(cases, &format!("shares: {name}"), &vendor.committed(), &shares, &expect);
    };
    case("a hash of no share, not used", &[1, 2], &|vendor| vendor.hashes[2][0] ^= 1);
    case("a stanza that does not open, not used", &[1, 2], &|vendor| vendor.stanzas[2][79] ^= 1);
    case("a stanza that does not open, used", &[1, 2], &|vendor| vendor.stanzas[0][40] ^= 1);
    case("an ephemeral key with its highest bit set", &[1, 2], &|vendor| {
        vendor.stanzas[1][31] |= 0x80;
    });
    case("two stanzas in each other's place", &[1, 2], &|vendor| vendor.stanzas.swap(0, 1));
    case("a stanza sealed to another member", &[1, 2], &|vendor| {
        vendor.stanzas[2] = vendor.stanza(3, 2);
    });
    case("a share of another line, hashed and sealed as it is, not used", &[1, 2], &|vendor| {
        vendor.shares[2] = hash("another line");
        vendor.share_out();
    });
    case("a share of another line, hashed and sealed as it is, used", &[2, 3], &|vendor| {
        vendor.shares[2] = hash("another line");
        vendor.share_out();
    });
    let two_faced: &dyn Fn(&mut Vendor) = &|vendor| {
        let other = Vendor::new(2, 3, "the other face");
        vendor.shares[2] = other.shares[2];
        vendor.share_out();
    };
    for members in [[1, 2], [1, 3], [2, 3]] {
        case(&format!("two faces, opened by {members:?}"), &members, two_faced);
    }
    case("shares of the right seed on a line of the vendor's own", &[1, 3], &|vendor| {
        let slope = hash("slope");
        vendor.shares =
            (1..=3).map(|i| sharing::evaluate(vendor.seed.as_bytes(), &[slope], i)).collect();
        vendor.share_out();
    });
}

/// Where the payload starts in an envelope for three.
const PAYLOAD: usize = 149 + 3 * 112;

/// What is done to some bytes, and its name.
type Change<'a> = (&'a str, &'a dyn Fn(&mut Vec<u8>));

/// An envelope for three, changed before it is committed.
fn fault(
    cases: &mut Vec<Value>,
    what: &str,
    name: &str,
    change: &dyn Fn(&mut Vendor) -> Committed,
) {
    let mut vendor = Vendor::new(2, 3, "content");
    let committed = change(&mut vendor);
    let shares = vendor.posted(&[2, 3]);
    open(cases, &format!("{what}: {name}"), &committed, &shares, &vendor_fault(what));
}

fn payload_faults(cases: &mut Vec<Value>) {
    let changes: [Change<'_>; 10] = [
        ("none", &|bytes| bytes.truncate(PAYLOAD)),
        ("cut off in the commitment", &|bytes| bytes.truncate(PAYLOAD + 55)),
        ("no chunk", &|bytes| bytes.truncate(PAYLOAD + 56)),
        ("cut off in the tag", &|bytes| bytes.truncate(PAYLOAD + 56 + 15)),
        ("another salt on the outside", &|bytes| bytes[PAYLOAD] ^= 1),
        ("another commitment", &|bytes| bytes[PAYLOAD + 24] ^= 1),
        ("a byte of the ciphertext changed", &|bytes| bytes[PAYLOAD + 56] ^= 1),
        ("a byte of the tag changed", &|bytes| *bytes.last_mut().expect("long") ^= 1),
        ("one byte less", &|bytes| bytes.truncate(bytes.len() - 1)),
        ("one byte more", &|bytes| bytes.push(0)),
    ];
    for (name, change) in changes {
        fault(cases, "payload", name, &|vendor| {
            let mut envelope = vendor.envelope();
            change(&mut envelope);
            Committed::new(vendor, envelope)
        });
    }
    fault(cases, "payload", "sealed with a key of the vendor's own", &|vendor| {
        vendor.payload_key = hash("own key");
        vendor.committed()
    });
    fault(cases, "payload", "taken from another envelope", &|vendor| {
        let other = Vendor::new(2, 3, "other content").envelope();
        let envelope = [&vendor.envelope()[..PAYLOAD], &other[PAYLOAD..]].concat();
        Committed::new(vendor, envelope)
    });
}

fn padding_faults(cases: &mut Vec<Value>) {
    let changes: [Change<'_>; 9] = [
        ("a length beyond the end", &|plain| plain[2] = 4),
        ("the highest length", &|plain| plain[..4].fill(0xff)),
        ("a length one less than the body's", &|plain| plain[3] -= 1),
        ("the last byte is not zero", &|plain| *plain.last_mut().expect("long") = 1),
        ("below the floor", &|plain| plain.truncate(960)),
        ("one step too long", &|plain| plain.resize(1088, 0)),
        ("nothing", &|plain| plain.clear()),
        ("no padding", &|plain| plain.truncate(4 + 22)),
        ("an empty body in half the floor", &|plain| *plain = vec![0; 512]),
    ];
    for (name, change) in changes {
        fault(cases, "padding", name, &|vendor| {
            change(&mut vendor.plain);
            vendor.committed()
        });
    }
}

fn other_faults(cases: &mut Vec<Value>) {
    fault(cases, "reseal", "a salt of the vendor's own", &|vendor| {
        vendor.salt = Some([7; 24]);
        vendor.committed()
    });
    fault(cases, "reseal", "the salt of another plaintext", &|vendor| {
        vendor.salt = Some(vendor.schedule().payload_salt(b"another"));
        vendor.committed()
    });
    fault(cases, "commit", "to another body", &|vendor| {
        let envelope = vendor.envelope();
        vendor.body = b"another body".to_vec();
        Committed::new(vendor, envelope)
    });
    fault(cases, "commit", "to another seed", &|vendor| {
        let envelope = vendor.envelope();
        vendor.seed = seed("another seed");
        Committed::new(vendor, envelope)
    });
    fault(cases, "commit", "to another envelope", &|vendor| {
        let other = Vendor::new(2, 3, "another envelope").committed();
        let schedule = vendor.schedule();
        let c = commitment(schedule.ch(), &other.e, &vendor.body, &vendor.seed);
        Committed { c, ..vendor.committed() }
    });
    fault(cases, "commit", "to nothing", &|vendor| Committed { c: [0; 32], ..vendor.committed() });
    fault(cases, "body", "one byte too long", &|vendor| {
        vendor.body = vec![1; 8193];
        vendor.plain = padding::pad(&vendor.body).expect("short").to_vec();
        vendor.committed()
    });
}
