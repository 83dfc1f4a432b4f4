//! A vendor who could open one bid in two ways would wait for its rivals' prices and then choose. Here it tries: one
//! envelope, one commitment, two seeds and two bodies, in every mixture. Whatever it reveals and whoever posts shares,
//! the judge finds the vendor at fault, or there is nothing to judge because the vendor kept silent.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its envelope must stop")]

#[expect(dead_code, reason = "honest bids are another test's")]
mod common;

use common::{committee, context};
use sha2::{Digest, Sha256};
use tenderseal_envelope::derive::{Schedule, context_hash, share_hash};
use tenderseal_envelope::tse1::body::FinancialBody;
use tenderseal_envelope::tse1::{Body, preimage, sharing};
use tenderseal_envelope::{
    Committee, Context, HeaderView, Kind, Layout, PostedShare, Record, Reveal, Seed, VendorFault,
    Verdict, cobblestone, commitment, envelope_hash, judge, padding, seal, stanza,
};

const K: u8 = 2;
const N: u8 = 3;
const MEMBERS: usize = 3;
/// What the rivals ask, as the vendor reads it on the chain before it reveals.
const RIVALS: u128 = 1_000_000;

/// One of the two offers that the vendor would like to have made.
struct Face {
    seed: Seed,
    body: Vec<u8>,
}

impl Face {
    fn new(byte: u8, price: u128) -> Self {
        let body = FinancialBody {
            currency: *b"CNY",
            price,
            valid_until: 7,
            costs: vec![],
            answers: vec![],
            attachments: vec![],
        };
        Self { seed: Seed::from_bytes([byte; 32]), body: body.to_bytes().unwrap() }
    }
}

/// Which face something is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    A,
    B,
}

/// What the vendor puts into the stanzas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stanzas {
    /// The shares whose hashes the header has.
    AsHashed,
    /// The shares of A, whatever the header says: members of B's hashes cannot open theirs, unless told the share.
    OfA,
    /// Nothing that opens: only the vendor's own reveal is left.
    Junk,
}

/// A bid as a dishonest vendor makes it, and where its parts come from.
#[derive(Debug)]
struct Recipe {
    hashes: [Which; MEMBERS],
    stanzas: Stanzas,
    /// Seed and body of the payload.
    payload: (Which, Which),
    /// Seed and body that C commits to.
    commit: (Which, Which),
}

impl Recipe {
    fn all() -> Vec<Self> {
        use Which::{A, B};
        let mut recipes = Vec::new();
        for mask in 0..1u8 << N {
            let hashes = [0, 1, 2].map(|bit| if mask >> bit & 1 == 0 { A } else { B });
            for stanzas in [Stanzas::AsHashed, Stanzas::OfA, Stanzas::Junk] {
                for payload in [(A, A), (B, B), (A, B)] {
                    for commit in [(A, A), (B, B), (A, B), (B, A)] {
                        recipes.push(Self { hashes, stanzas, payload, commit });
                    }
                }
            }
        }
        recipes
    }

    /// Whose body this is an honest bid of, if it is one: everything from one seed and one body.
    fn honest(&self) -> Option<Which> {
        let (seed, body) = self.payload;
        let stanzas = match self.stanzas {
            Stanzas::AsHashed => true,
            Stanzas::OfA => seed == Which::A,
            Stanzas::Junk => false,
        };
        let one = self.hashes == [seed; MEMBERS] && self.payload == self.commit;
        (one && stanzas).then_some(body)
    }
}

/// The vendor, its two faces and the tender that it bids in.
struct Vendor {
    context: Context,
    committee: Committee,
    a: Face,
    b: Face,
}

impl Vendor {
    /// A is below the rivals' price, B above it.
    fn new() -> Self {
        let committee = committee(K, N);
        let context = context(Kind::Financial, &committee);
        let (a, b) = (Face::new(0xa1, RIVALS - 1), Face::new(0xb2, 2 * RIVALS));
        Self { context, committee, a, b }
    }

    fn face(&self, which: Which) -> &Face {
        match which {
            Which::A => &self.a,
            Which::B => &self.b,
        }
    }

    fn schedule(&self, which: Which) -> Schedule {
        Schedule::new(&self.face(which).seed, context_hash(&self.context))
    }

    fn share(&self, which: Which, i: u8) -> [u8; 32] {
        self.schedule(which).shares(&self.face(which).seed, K, N)[usize::from(i) - 1]
    }

    fn make(&self, recipe: &Recipe) -> (Record, Vec<u8>) {
        let ch = context_hash(&self.context);
        let mut envelope = [&b"TSE1"[..], &[K, N], &self.context.to_bytes()].concat();
        let mut stanzas = Vec::new();
        for ((i, public), hashed) in self.committee.members().zip(recipe.hashes) {
            let hash = share_hash(&ch, i, &self.share(hashed, i));
            envelope.extend(hash);
            let which = if recipe.stanzas == Stanzas::OfA { Which::A } else { hashed };
            let ephemeral = self.schedule(which).ephemeral(i);
            let mut sealed =
                stanza::seal(public, &ch, i, &hash, &self.share(which, i), &ephemeral).unwrap();
            if recipe.stanzas == Stanzas::Junk {
                sealed[79] ^= 1;
            }
            stanzas.extend(sealed);
        }
        envelope.extend(stanzas);
        let (key, body) = (self.schedule(recipe.payload.0), &self.face(recipe.payload.1).body);
        let plain = padding::pad(body).unwrap();
        let bound = [&b"TSE1-payload\0"[..], &Sha256::digest(&envelope)].concat();
        let salt = key.payload_salt(&plain);
        envelope.extend(cobblestone::encrypt(&key.payload_key(), &salt, &bound, &plain).unwrap());
        let e = envelope_hash(&envelope);
        let (seed, body) = (&self.face(recipe.commit.0).seed, &self.face(recipe.commit.1).body);
        let c = commitment(&ch, &e, body, seed);
        let (context, committee) = (self.context.clone(), self.committee.clone());
        (Record { context, committee, e, c }, envelope)
    }

    /// What can be posted: of every member nothing, the share of A or the share of B. A member who is in league with
    /// the vendor posts what its stanza does not hold.
    fn postings(&self) -> Vec<Vec<PostedShare>> {
        (1..=N).fold(vec![vec![]], |postings, i| {
            let choices = [None, Some(Which::A), Some(Which::B)];
            let with = |posting: &Vec<PostedShare>, choice: Option<Which>| {
                let share = choice.map(|which| PostedShare { i, share: self.share(which, i) });
                posting.iter().copied().chain(share).collect()
            };
            let each = |posting| choices.map(|choice| with(posting, choice));
            postings.iter().flat_map(each).collect()
        })
    }
}

/// The shares that the contract counts.
fn good(envelope: &[u8], posted: &[PostedShare]) -> Vec<(u8, [u8; 32])> {
    let header = HeaderView::parse(envelope).unwrap();
    let ch = context_hash(header.context());
    let counts = |share: &&PostedShare| {
        header.share_hash(share.i) == Some(&share_hash(&ch, share.i, &share.share))
    };
    posted.iter().filter(counts).map(|share| (share.i, share.share)).collect()
}

/// Whether the contract takes this reveal in the vendors' own window (`rules::tender::opening::reveal`): with k good
/// shares only the seed that they combine to, and what C commits to in any case. It checks no more.
fn contract_takes(record: &Record, envelope: &[u8], posted: &[PostedShare], face: &Face) -> bool {
    let good = good(envelope, posted);
    let seed = face.seed.as_bytes();
    let combined = good.get(..usize::from(K)).map(|shares| sharing::combine(shares).unwrap());
    let body_hash = Sha256::digest(&face.body).into();
    let ch = context_hash(&record.context);
    let c: [u8; 32] = Sha256::digest(preimage::commit(&ch, &record.e, &body_hash, seed)).into();
    combined.is_none_or(|combined| combined == *seed) && c == record.c
}

fn judged(
    record: &Record,
    envelope: &[u8],
    posted: &[PostedShare],
    revealed: Option<&Face>,
) -> Verdict {
    let revealed = revealed.map(|Face { seed, body }| Reveal { seed, body: Some(body.as_slice()) });
    judge(record, envelope, posted, revealed, Layout::ByKind).unwrap()
}

#[test]
fn no_mixture_of_two_offers_is_ever_valid() {
    let vendor = Vendor::new();
    let postings = vendor.postings();
    let (mut honest, mut taken, mut faults) = (0, 0, 0);
    for recipe in Recipe::all() {
        let (record, envelope) = vendor.make(&recipe);
        let (seed, body) = recipe.commit;
        // The one seed and body that C commits to: nothing else could be revealed.
        let committed =
            Face { seed: vendor.face(seed).seed.clone(), body: vendor.face(body).body.clone() };
        let mut by_shares = Vec::new();
        for posted in &postings {
            let have = u8::try_from(good(&envelope, posted).len()).unwrap();
            for revealed in [None, Some(&committed)] {
                let verdict = judged(&record, &envelope, posted, revealed);
                if have < K && revealed.is_none() {
                    assert_eq!(verdict, Verdict::Unresolved { have, need: K }, "{recipe:?}");
                    continue;
                }
                if let Some(face) = recipe.honest() {
                    let Verdict::Valid { body, .. } = verdict else { panic!("{recipe:?}") };
                    assert_eq!(body, vendor.face(face).body);
                    honest += 1;
                    continue;
                }
                let Verdict::VendorFault { what } = verdict else {
                    panic!("{recipe:?}: {verdict:?}")
                };
                faults += 1;
                if have >= K {
                    by_shares.push(what);
                }
                if revealed.is_some() && contract_takes(&record, &envelope, posted, &committed) {
                    taken += 1;
                }
            }
        }
        // Nor does it matter which members post, and whether some of them are in league with the vendor.
        by_shares.dedup();
        assert!(by_shares.len() <= 1, "{recipe:?}: {by_shares:?}");
    }
    assert!(honest > 50 && faults > 5_000 && taken > 1_000, "{honest}, {faults}, {taken}");
}

#[test]
fn who_waits_for_the_prices_and_then_reveals_the_better_offer_is_rejected() {
    use Which::{A, B};
    let vendor = Vendor::new();
    for (rivals, likes) in [(RIVALS, A), (3 * RIVALS, B)] {
        // It wins with B where the rivals ask for more than that, and with A where they do not.
        let better = if rivals > 2 * RIVALS { B } else { A };
        assert_eq!(better, likes);
        let face = vendor.face(likes);
        let Body::Financial(body) = Body::parse(Kind::Financial, &face.body).unwrap() else {
            panic!("no price")
        };
        assert!(body.price < rivals);
        // C was fixed before the deadline: the vendor has guessed right, which is the best that can happen to it.
        let commit = (likes, likes);
        let mixed = [
            // Members 1 and 2 give A, members 2 and 3 nothing that anybody knows.
            Recipe {
                hashes: [A, A, B],
                stanzas: Stanzas::AsHashed,
                payload: (likes, likes),
                commit,
            },
            // Two members in league with the vendor hold the shares of B that their stanzas do not.
            Recipe { hashes: [A, B, B], stanzas: Stanzas::OfA, payload: (likes, likes), commit },
            // Nobody but the vendor can open it, so it alone decides whether there is a bid.
            Recipe { hashes: [likes; 3], stanzas: Stanzas::Junk, payload: (likes, likes), commit },
        ];
        for recipe in mixed {
            let (record, envelope) = vendor.make(&recipe);
            // No member posts, so the contract takes the reveal, and the price stands on the chain.
            assert!(contract_takes(&record, &envelope, &[], face), "{recipe:?}");
            let what = VendorFault::Shares;
            let verdict = judged(&record, &envelope, &[], Some(face));
            assert_eq!(verdict, Verdict::VendorFault { what }, "{recipe:?}");
        }
        // The committee opens one body, and C commits to the other.
        let other = if likes == A { B } else { A };
        for seed in [likes, other] {
            let payload = (seed, other);
            let recipe = Recipe { hashes: [seed; 3], stanzas: Stanzas::AsHashed, payload, commit };
            let (record, envelope) = vendor.make(&recipe);
            assert!(contract_takes(&record, &envelope, &[], face), "{recipe:?}");
            let what = if seed == likes { VendorFault::Commit } else { VendorFault::Shares };
            let verdict = judged(&record, &envelope, &[], Some(face));
            assert_eq!(verdict, Verdict::VendorFault { what }, "{recipe:?}");
        }
    }
}

#[test]
fn who_sealed_honestly_can_reveal_nothing_else() {
    let vendor = Vendor::new();
    let sealed = seal(&vendor.context, &vendor.committee, &vendor.a.seed, &vendor.a.body).unwrap();
    let (context, committee) = (vendor.context.clone(), vendor.committee.clone());
    let record = Record { context, committee, e: sealed.e, c: sealed.c };
    let faces =
        [(Which::A, Which::A), (Which::A, Which::B), (Which::B, Which::A), (Which::B, Which::B)];
    for posted in vendor.postings() {
        for (seed, body) in faces {
            let face =
                Face { seed: vendor.face(seed).seed.clone(), body: vendor.face(body).body.clone() };
            let own = (seed, body) == (Which::A, Which::A);
            assert_eq!(contract_takes(&record, &sealed.envelope, &posted, &face), own);
            let reveal = Some(Reveal { seed: &face.seed, body: Some(&face.body) });
            let verdict = judge(&record, &sealed.envelope, &posted, reveal, Layout::ByKind);
            assert_eq!(verdict.is_ok(), own);
        }
    }
}
