//! The cases of `vectors/tse1.json`, made from fixed names alone.
//!
//! What a case expects is written down here, not taken from the code that is tested;
//! only the bytes of a correct sealing are, and those another implementation checks.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tenderseal_envelope::derive::{Schedule, context_hash, share_hash};
use tenderseal_envelope::tse1::header::{MAGIC, STANZA_LEN};
use tenderseal_envelope::{
    Committee, Context, Kind, OpeningKey, Sealed, Seed, cobblestone, commitment, envelope_hash,
    padding, seal, stanza,
};

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
    seal_refused(&mut cases);
    opened_right(&mut cases);
    unresolved(&mut cases);
    portal_faults(&mut cases);
    header_faults(&mut cases);
    context_faults(&mut cases);
    shares_faults(&mut cases);
    content_faults(&mut cases);
    open_refused(&mut cases);
    cases
}

// ---- who takes part -------------------------------------------------------------

fn hash(name: &str) -> [u8; 32] {
    Sha256::digest(format!("TSE1 vectors: {name}")).into()
}

fn first20(name: &str) -> [u8; 20] {
    let mut id = [0; 20];
    id.copy_from_slice(&hash(name)[..20]);
    id
}

fn opening_key(i: u8) -> OpeningKey {
    OpeningKey::from_bytes(hash(&format!("opening key {i}")))
}

fn seed(name: &str) -> Seed {
    Seed::from_bytes(hash(&format!("seed {name}")))
}

fn keys(n: u8) -> Vec<[u8; 32]> {
    (1..=n).map(|i| opening_key(i).public()).collect()
}

fn committee(k: u8, n: u8) -> Committee {
    Committee::new(k, keys(n)).expect("the keys are good")
}

fn context(kind: Kind, committee: &Committee) -> Context {
    Context {
        genesis: hash("genesis"),
        tender: first20("tender"),
        lot: 1,
        kind,
        vendor: first20("vendor"),
        attempt: 1,
        terms_hash: hash("terms"),
        committee_hash: *committee.hash(),
    }
}

/// A vendor, who may keep the rules or not: every part can be changed before the
/// envelope is put together.
struct Vendor {
    committee: Committee,
    record: Context,
    seed: Seed,
    body: Vec<u8>,
    magic: [u8; 4],
    k: u8,
    n: u8,
    context: Context,
    shares: Vec<[u8; 32]>,
    hashes: Vec<[u8; 32]>,
    stanzas: Vec<[u8; STANZA_LEN]>,
    plain: Vec<u8>,
    payload_key: [u8; 32],
    salt: Option<[u8; 24]>,
}

impl Vendor {
    fn new(k: u8, n: u8, name: &str) -> Self {
        let committee = committee(k, n);
        let record = context(Kind::Financial, &committee);
        Self::sealing(committee, record, name, b"a body of opaque bytes")
    }

    fn sealing(committee: Committee, record: Context, name: &str, body: &[u8]) -> Self {
        let seed = seed(name);
        let schedule = Schedule::new(&seed, context_hash(&record));
        let shares = schedule.shares(&seed, committee.k(), committee.n()).to_vec();
        let mut vendor = Self {
            magic: MAGIC,
            k: committee.k(),
            n: committee.n(),
            context: record.clone(),
            shares,
            hashes: vec![],
            stanzas: vec![],
            plain: padding::pad(body).expect("short").to_vec(),
            payload_key: *schedule.payload_key(),
            salt: None,
            body: body.to_vec(),
            committee,
            record,
            seed,
        };
        vendor.share_out();
        vendor
    }

    fn schedule(&self) -> Schedule {
        Schedule::new(&self.seed, context_hash(&self.record))
    }

    /// Hashes and stanzas of the shares as they are now.
    fn share_out(&mut self) {
        let ch = context_hash(&self.record);
        self.hashes = (1..).zip(&self.shares).map(|(i, share)| share_hash(&ch, i, share)).collect();
        self.stanzas = (1..=self.n).map(|i| self.stanza(i, i)).collect();
    }

    /// Member `i`'s stanza, sealed to member `to`.
    fn stanza(&self, i: u8, to: u8) -> [u8; STANZA_LEN] {
        let position = usize::from(i - 1);
        stanza::seal(
            &opening_key(to).public(),
            &context_hash(&self.record),
            i,
            &self.hashes[position],
            &self.shares[position],
            &self.schedule().ephemeral(i),
        )
        .expect("the key is good")
    }

    fn header(&self) -> Vec<u8> {
        [
            &self.magic[..],
            &[self.k, self.n],
            &self.context.to_bytes(),
            self.hashes.as_flattened(),
            self.stanzas.as_flattened(),
        ]
        .concat()
    }

    fn envelope(&self) -> Vec<u8> {
        let header = self.header();
        let context = [&b"TSE1-payload\0"[..], &Sha256::digest(&header)].concat();
        let salt = self.salt.unwrap_or_else(|| self.schedule().payload_salt(&self.plain));
        let payload = cobblestone::encrypt(&self.payload_key, &salt, &context, &self.plain);
        [header, payload.expect("short")].concat()
    }

    /// What the portal is handed: the envelope with its E and C.
    fn committed(&self) -> Committed {
        Committed::new(self, self.envelope())
    }

    fn posted(&self, members: &[u8]) -> Vec<(u8, [u8; 32])> {
        members.iter().map(|i| (*i, self.shares[usize::from(i - 1)])).collect()
    }
}

/// What chain and portal hold of a vendor's envelope.
struct Committed {
    context: Vec<u8>,
    k: u8,
    keys: Vec<[u8; 32]>,
    envelope: Vec<u8>,
    e: [u8; 32],
    c: [u8; 32],
}

impl Committed {
    fn new(vendor: &Vendor, envelope: Vec<u8>) -> Self {
        let e = envelope_hash(&envelope);
        let c = commitment(&context_hash(&vendor.record), &e, &vendor.body, &vendor.seed);
        let k = vendor.committee.k();
        let keys = vendor.committee.members().map(|(_, key)| *key).collect();
        Self { context: vendor.record.to_bytes().to_vec(), k, keys, envelope, e, c }
    }

    fn input(&self, shares: &[(u8, [u8; 32])]) -> Value {
        let shares: Vec<_> =
            shares.iter().map(|(i, share)| json!({"i": i, "share": hex::encode(share)})).collect();
        json!({
            "ctx": hex::encode(&self.context),
            "k": self.k,
            "committee": self.keys.iter().map(hex::encode).collect::<Vec<_>>(),
            "e": hex::encode(self.e),
            "c": hex::encode(self.c),
            "envelope": hex::encode(&self.envelope),
            "shares": shares,
        })
    }
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

fn error(code: &str) -> Value {
    json!({ "error": code })
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

fn seal_refused(cases: &mut Vec<Value>) {
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
        let committee = committee(k, n);
        let record = context(kind, &committee);
        let name = format!("{k} of {n}, {} bytes", body.len());
        let vendor = Vendor::sealing(committee, record, &name, body);
        let members: Vec<_> = (1..=k).collect();
        let shares = vendor.posted(&members);
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
        vendor.shares = (1..=3)
            .map(|i| {
                tenderseal_envelope::tse1::sharing::evaluate(vendor.seed.as_bytes(), &[slope], i)
            })
            .collect();
        vendor.share_out();
    });
}

fn content_faults(cases: &mut Vec<Value>) {
    let mut case = |what: &str, name: &str, change: &dyn Fn(&mut Vendor) -> Committed| {
        let mut vendor = Vendor::new(2, 3, "content");
        let committed = change(&mut vendor);
        let shares = vendor.posted(&[2, 3]);
        open(cases, &format!("{what}: {name}"), &committed, &shares, &vendor_fault(what));
    };
    let envelope = |vendor: &Vendor, change: &dyn Fn(&mut Vec<u8>)| {
        let mut envelope = vendor.envelope();
        change(&mut envelope);
        Committed::new(vendor, envelope)
    };
    let header = 149 + 3 * 112;
    case("payload", "none", &|vendor| envelope(vendor, &|bytes| bytes.truncate(header)));
    case("payload", "cut off in the commitment", &|vendor| {
        envelope(vendor, &|bytes| bytes.truncate(header + 55))
    });
    case("payload", "no chunk", &|vendor| envelope(vendor, &|bytes| bytes.truncate(header + 56)));
    case("payload", "cut off in the tag", &|vendor| {
        envelope(vendor, &|bytes| bytes.truncate(header + 56 + 15))
    });
    case("payload", "another salt on the outside", &|vendor| {
        envelope(vendor, &|bytes| bytes[header] ^= 1)
    });
    case("payload", "another commitment", &|vendor| {
        envelope(vendor, &|bytes| bytes[header + 24] ^= 1)
    });
    case("payload", "a byte of the ciphertext changed", &|vendor| {
        envelope(vendor, &|bytes| bytes[header + 56] ^= 1)
    });
    case("payload", "a byte of the tag changed", &|vendor| {
        envelope(vendor, &|bytes| *bytes.last_mut().expect("long") ^= 1)
    });
    case("payload", "one byte less", &|vendor| {
        envelope(vendor, &|bytes| bytes.truncate(bytes.len() - 1))
    });
    case("payload", "one byte more", &|vendor| envelope(vendor, &|bytes| bytes.push(0)));
    case("payload", "sealed with a key of the vendor's own", &|vendor| {
        vendor.payload_key = hash("own key");
        vendor.committed()
    });
    case("payload", "taken from another envelope", &|vendor| {
        let other = Vendor::new(2, 3, "other content").envelope();
        envelope(vendor, &|bytes| bytes.splice(header.., other[header..].to_vec()).for_each(drop))
    });
    case("padding", "a length beyond the end", &|vendor| {
        vendor.plain[2] = 4;
        vendor.committed()
    });
    case("padding", "the highest length", &|vendor| {
        vendor.plain[..4].fill(0xff);
        vendor.committed()
    });
    case("padding", "a length one less than the body's", &|vendor| {
        vendor.plain[3] -= 1;
        vendor.committed()
    });
    case("padding", "the last byte is not zero", &|vendor| {
        *vendor.plain.last_mut().expect("long") = 1;
        vendor.committed()
    });
    case("padding", "below the floor", &|vendor| {
        vendor.plain.truncate(960);
        vendor.committed()
    });
    case("padding", "one step too long", &|vendor| {
        vendor.plain.resize(1088, 0);
        vendor.committed()
    });
    case("padding", "nothing", &|vendor| {
        vendor.plain.clear();
        vendor.committed()
    });
    case("padding", "no padding", &|vendor| {
        vendor.plain.truncate(4 + vendor.body.len());
        vendor.committed()
    });
    case("padding", "an empty body in half the floor", &|vendor| {
        vendor.plain = vec![0; 512];
        vendor.committed()
    });
    case("reseal", "a salt of the vendor's own", &|vendor| {
        vendor.salt = Some([7; 24]);
        vendor.committed()
    });
    case("reseal", "the salt of another plaintext", &|vendor| {
        vendor.salt = Some(vendor.schedule().payload_salt(b"another"));
        vendor.committed()
    });
    case("commit", "to another body", &|vendor| {
        let envelope = vendor.envelope();
        vendor.body = b"another body".to_vec();
        Committed::new(vendor, envelope)
    });
    case("commit", "to another seed", &|vendor| {
        let envelope = vendor.envelope();
        vendor.seed = seed("another seed");
        Committed::new(vendor, envelope)
    });
    case("commit", "to another envelope", &|vendor| {
        let other = Vendor::new(2, 3, "another envelope").committed();
        let schedule = vendor.schedule();
        let c = commitment(schedule.ch(), &other.e, &vendor.body, &vendor.seed);
        Committed { c, ..vendor.committed() }
    });
    case("commit", "to nothing", &|vendor| Committed { c: [0; 32], ..vendor.committed() });
    case("body", "one byte too long", &|vendor| {
        vendor.body = vec![1; 8193];
        vendor.plain = padding::pad(&vendor.body).expect("short").to_vec();
        vendor.committed()
    });
}

fn open_refused(cases: &mut Vec<Value>) {
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
