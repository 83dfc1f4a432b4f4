//! Who takes part in the cases, all made from fixed names.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tenderseal_envelope::derive::{Schedule, context_hash, share_hash};
use tenderseal_envelope::tse1::header::{MAGIC, STANZA_LEN};
use tenderseal_envelope::{
    Committee, Context, Kind, OpeningKey, Seed, cobblestone, commitment, envelope_hash, padding,
    stanza,
};

pub fn hash(name: &str) -> [u8; 32] {
    Sha256::digest(format!("TSE1 vectors: {name}")).into()
}

pub fn first20(name: &str) -> [u8; 20] {
    let mut id = [0; 20];
    id.copy_from_slice(&hash(name)[..20]);
    id
}

pub fn opening_key(i: u8) -> OpeningKey {
    OpeningKey::from_bytes(hash(&format!("opening key {i}")))
}

pub fn seed(name: &str) -> Seed {
    Seed::from_bytes(hash(&format!("seed {name}")))
}

pub fn keys(n: u8) -> Vec<[u8; 32]> {
    (1..=n).map(|i| opening_key(i).public()).collect()
}

pub fn committee(k: u8, n: u8) -> Committee {
    Committee::new(k, keys(n)).expect("the keys are good")
}

pub fn context(kind: Kind, committee: &Committee) -> Context {
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
pub struct Vendor {
    pub committee: Committee,
    pub record: Context,
    pub seed: Seed,
    pub body: Vec<u8>,
    pub magic: [u8; 4],
    pub k: u8,
    pub n: u8,
    pub context: Context,
    pub shares: Vec<[u8; 32]>,
    pub hashes: Vec<[u8; 32]>,
    pub stanzas: Vec<[u8; STANZA_LEN]>,
    pub plain: Vec<u8>,
    pub payload_key: [u8; 32],
    pub salt: Option<[u8; 24]>,
}

impl Vendor {
    pub fn new(k: u8, n: u8, name: &str) -> Self {
        let committee = committee(k, n);
        let record = context(Kind::Financial, &committee);
        Self::sealing(committee, record, name, b"a body of opaque bytes")
    }

    pub fn sealing(committee: Committee, record: Context, name: &str, body: &[u8]) -> Self {
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

    pub fn schedule(&self) -> Schedule {
        Schedule::new(&self.seed, context_hash(&self.record))
    }

    /// Hashes and stanzas of the shares as they are now.
    pub fn share_out(&mut self) {
        let ch = context_hash(&self.record);
        self.hashes = (1..).zip(&self.shares).map(|(i, share)| share_hash(&ch, i, share)).collect();
        self.stanzas = (1..=self.n).map(|i| self.stanza(i, i)).collect();
    }

    /// Member `i`'s stanza, sealed to member `to`.
    pub fn stanza(&self, i: u8, to: u8) -> [u8; STANZA_LEN] {
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

    pub fn header(&self) -> Vec<u8> {
        [
            &self.magic[..],
            &[self.k, self.n],
            &self.context.to_bytes(),
            self.hashes.as_flattened(),
            self.stanzas.as_flattened(),
        ]
        .concat()
    }

    pub fn envelope(&self) -> Vec<u8> {
        let header = self.header();
        let context = [&b"TSE1-payload\0"[..], &Sha256::digest(&header)].concat();
        let salt = self.salt.unwrap_or_else(|| self.schedule().payload_salt(&self.plain));
        let payload = cobblestone::encrypt(&self.payload_key, &salt, &context, &self.plain);
        [header, payload.expect("short")].concat()
    }

    /// What the portal is handed: the envelope with its E and C.
    pub fn committed(&self) -> Committed {
        Committed::new(self, self.envelope())
    }

    pub fn posted(&self, members: &[u8]) -> Vec<(u8, [u8; 32])> {
        members.iter().map(|i| (*i, self.shares[usize::from(i - 1)])).collect()
    }
}

/// What chain and portal hold of a vendor's envelope.
pub struct Committed {
    pub context: Vec<u8>,
    pub k: u8,
    pub keys: Vec<[u8; 32]>,
    pub envelope: Vec<u8>,
    pub e: [u8; 32],
    pub c: [u8; 32],
}

impl Committed {
    pub fn new(vendor: &Vendor, envelope: Vec<u8>) -> Self {
        let e = envelope_hash(&envelope);
        let c = commitment(&context_hash(&vendor.record), &e, &vendor.body, &vendor.seed);
        let k = vendor.committee.k();
        let keys = vendor.committee.members().map(|(_, key)| *key).collect();
        Self { context: vendor.record.to_bytes().to_vec(), k, keys, envelope, e, c }
    }

    pub fn input(&self, shares: &[(u8, [u8; 32])]) -> Value {
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
