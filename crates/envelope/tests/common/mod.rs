//! What the tests of whole envelopes share: a committee with its keys, a sealed bid, seeded draws.

use hpke::rand_core::{TryCryptoRng, TryRng};
use sha2::{Digest, Sha256};
use std::convert::Infallible;
use tenderseal_envelope::derive::context_hash;
use tenderseal_envelope::{
    Committee, Context, Error, Kind, Layout, OpeningKey, PostedShare, Record, Reveal, Sealed, Seed,
    Verdict, commitment, envelope_hash, judge, open_stanza, seal,
};

/// What is sealed.
pub const BODY: &[u8] = b"opaque";

pub fn key(i: u8) -> OpeningKey {
    OpeningKey::from_bytes([i; 32])
}

pub fn committee(k: u8, n: u8) -> Committee {
    Committee::new(k, (1..=n).map(|i| key(i).public()).collect()).unwrap()
}

pub fn context(kind: Kind, committee: &Committee) -> Context {
    Context {
        genesis: [1; 32],
        tender: [2; 20],
        lot: 3,
        kind,
        vendor: [4; 20],
        attempt: 5,
        terms_hash: [6; 32],
        committee_hash: *committee.hash(),
    }
}

/// A sealed bid and all that judging it takes.
pub struct Bid {
    pub record: Record,
    pub envelope: Vec<u8>,
    pub seed: Seed,
    pub shares: Vec<PostedShare>,
}

impl Bid {
    pub fn new(k: u8, n: u8, kind: Kind, body: &[u8]) -> Self {
        let committee = committee(k, n);
        let context = context(kind, &committee);
        let seed = Seed::from_bytes([k ^ 0x80 ^ n; 32]);
        let Sealed { envelope, e, c } = seal(&context, &committee, &seed, body).unwrap();
        let share = |i| {
            let share = *open_stanza(&key(i), i, &envelope).unwrap().as_bytes();
            PostedShare { i, share }
        };
        let shares = (1..=n).map(share).collect();
        let record = Record { context, committee, e, c };
        Self { record, envelope, seed, shares }
    }

    pub fn judge(&self, shares: &[PostedShare]) -> Verdict {
        judge(&self.record, &self.envelope, shares, None, Layout::Opaque).unwrap()
    }

    pub fn by_seed(
        &self,
        seed: &Seed,
        body: Option<&[u8]>,
        layout: Layout,
    ) -> Result<Verdict, Error> {
        judge(&self.record, &self.envelope, &[], Some(Reveal { seed, body }), layout)
    }

    /// The same bid as if the vendor had committed to these bytes.
    pub fn committed_to(&self, envelope: Vec<u8>) -> Self {
        let e = envelope_hash(&envelope);
        let c = commitment(&context_hash(&self.record.context), &e, BODY, &self.seed);
        let record = Record { e, c, ..self.record.clone() };
        Self { record, envelope, seed: self.seed.clone(), shares: self.shares.clone() }
    }
}

pub fn valid(body: &[u8], faulty_officers: &[u8]) -> Verdict {
    Verdict::Valid { body: body.to_vec(), faulty_officers: faulty_officers.to_vec() }
}

/// A generator that gives the same numbers in every run: SHA-256 of a label and a counter.
pub struct Draw {
    label: &'static str,
    counter: u64,
}

impl Draw {
    pub const fn new(label: &'static str) -> Self {
        Self { label, counter: 0 }
    }

    pub fn bytes(&mut self) -> [u8; 32] {
        self.counter += 1;
        Sha256::digest([self.label.as_bytes(), &self.counter.to_be_bytes()].concat()).into()
    }

    /// A number below `bound`, which is so small that its bias does not matter.
    pub fn below(&mut self, bound: usize) -> usize {
        let [a, b, c, d, ..] = self.bytes();
        usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap() % bound
    }

    /// `most` of the items when there are more of them, the first and the last among them.
    pub fn sample<T>(&mut self, mut items: Vec<T>, most: usize) -> Vec<T> {
        while items.len() > most {
            let middle = 1 + self.below(items.len() - 2);
            items.swap_remove(middle);
        }
        items
    }
}

impl TryRng for Draw {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_be_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_be_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), Infallible> {
        for chunk in target.chunks_mut(32) {
            chunk.copy_from_slice(&self.bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Draw {}
