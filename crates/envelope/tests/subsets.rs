//! Every threshold of every committee, 2 ≤ k ≤ n ≤ 16: any k members open, and k − 1 learn nothing.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its envelope must stop")]

#[expect(dead_code, reason = "changed envelopes are another test's")]
mod common;

use common::{BODY, Bid, Draw, valid};
use tenderseal_envelope::tse1::sharing::{combine, evaluate};
use tenderseal_envelope::{Error, Kind, PostedShare, Seed, Share, Verdict, recover, unseal};
use vsss_rs::Gf256;

/// How many subsets of k members open an envelope; those of k − 1 all try to.
const SAMPLE: usize = 500;
/// How many of those the judge sees, who seals again.
const JUDGED: usize = 4;

fn thresholds() -> impl Iterator<Item = (u8, u8)> {
    (2..=16).flat_map(|n| (2..=n).map(move |k| (k, n)))
}

/// The subsets of 1..n with so many members, as sets of bits.
fn subsets(n: u8, size: u8) -> Vec<u16> {
    let masks = (0..1u32 << n).map(|mask| u16::try_from(mask).unwrap());
    masks.filter(|mask| mask.count_ones() == u32::from(size)).collect()
}

fn members(mask: u16) -> impl Iterator<Item = u8> {
    (1..=16).filter(move |i| mask >> (i - 1) & 1 == 1)
}

/// Shares of one secret, and what they were made of.
struct Sharing {
    secret: [u8; 32],
    coefficients: Vec<[u8; 32]>,
    shares: Vec<[u8; 32]>,
}

impl Sharing {
    fn new(draw: &mut Draw, k: u8, n: u8) -> Self {
        let (secret, coefficients) =
            (draw.bytes(), (1..k).map(|_| draw.bytes()).collect::<Vec<_>>());
        let shares = (1..=n).map(|i| evaluate(&secret, &coefficients, i)).collect();
        Self { secret, coefficients, shares }
    }

    fn of(&self, mask: u16) -> Vec<(u8, [u8; 32])> {
        members(mask).map(|i| (i, self.shares[usize::from(i) - 1])).collect()
    }
}

/// As the other implementation writes a share: its number, then its bytes.
fn foreign(shares: &[(u8, [u8; 32])]) -> Vec<Vec<u8>> {
    shares.iter().map(|(i, share)| [&[*i][..], share].concat()).collect()
}

#[test]
fn every_product_is_that_of_another_implementation() {
    for (a, b) in (0..=u8::MAX).flat_map(|a| (0..=u8::MAX).map(move |b| (a, b))) {
        let product = Gf256(a) * Gf256(b);
        assert_eq!(evaluate(&[0; 32], &[[a; 32]], b), [product.0; 32], "{a} times {b}");
    }
}

#[test]
fn any_k_shares_give_the_secret_and_any_fewer_fit_every_secret() {
    let mut draw = Draw::new("sharing");
    let mut tried = 0;
    for (k, n) in thresholds() {
        let sharing = Sharing::new(&mut draw, k, n);
        for mask in subsets(n, k) {
            assert_eq!(combine(&sharing.of(mask)), Ok(sharing.secret), "{k} of {n}: {mask:b}");
            tried += 1;
        }
        for mask in subsets(n, k - 1) {
            let found = combine(&sharing.of(mask)).unwrap();
            assert_ne!(found, sharing.secret, "{k} of {n}: {mask:b}");
            // What comes out is the secret plus the highest coefficient times a number that everybody
            // knows and that is not 0: for every secret there is one coefficient that gives it.
            let known = members(mask).fold(Gf256(1), |product, i| product * Gf256(i));
            let highest = sharing.coefficients.last().unwrap();
            let expected: Vec<_> = sharing
                .secret
                .iter()
                .zip(highest)
                .map(|(secret, highest)| secret ^ (Gf256(*highest) * known).0)
                .collect();
            assert_eq!(found.as_slice(), expected, "{k} of {n}: {mask:b}");
            tried += 1;
        }
    }
    // The sum over n of 2^n − 1 − n (subsets of 2 and more) and of 2^n − 2 (those of 1 to n − 1).
    assert_eq!(tried, 261_956);
}

#[test]
fn another_implementation_combines_our_shares_and_we_combine_its() {
    let mut draw = Draw::new("another implementation");
    for (k, n) in thresholds() {
        let ours = Sharing::new(&mut draw, k, n);
        let secret = draw.bytes();
        let theirs = Gf256::split_bytes(usize::from(k), usize::from(n), secret, &mut draw).unwrap();
        let read = |share: &Vec<u8>| (share[0], <[u8; 32]>::try_from(&share[1..]).unwrap());
        let theirs: Vec<_> = theirs.iter().map(read).collect();
        assert!(theirs.iter().map(|(i, _)| *i).eq(1..=n));
        for mask in draw.sample(subsets(n, k), SAMPLE) {
            let combined = Gf256::combine_bytes(foreign(&ours.of(mask))).unwrap();
            assert_eq!(combined, ours.secret, "{k} of {n}: {mask:b}");
            let shares: Vec<_> = members(mask).map(|i| theirs[usize::from(i) - 1]).collect();
            assert_eq!(combine(&shares), Ok(secret), "{k} of {n}: {mask:b}");
        }
        // Below the threshold, where both must be wrong in the same way; the other one takes no single share.
        for mask in draw.sample(if k > 2 { subsets(n, k - 1) } else { Vec::new() }, SAMPLE) {
            let combined = Gf256::combine_bytes(foreign(&ours.of(mask))).unwrap();
            assert_eq!(combined, combine(&ours.of(mask)).unwrap(), "{k} of {n}: {mask:b}");
        }
    }
}

#[test]
fn any_k_members_open_an_envelope_and_no_fewer_do() {
    let mut draw = Draw::new("envelopes");
    for (k, n) in thresholds() {
        let bid = Bid::new(k, n, Kind::Financial, BODY);
        let posted = |mask| members(mask).map(|i| bid.shares[usize::from(i) - 1]);
        let held = |mask| -> Vec<(u8, Share)> {
            posted(mask).map(|PostedShare { i, share }| (i, Share::from_bytes(share))).collect()
        };
        for (position, mask) in draw.sample(subsets(n, k), SAMPLE).into_iter().enumerate() {
            let seed = recover(k, &held(mask)).unwrap();
            assert_eq!(&*unseal(&seed, &bid.envelope).unwrap(), BODY, "{k} of {n}: {mask:b}");
            if position < JUDGED {
                let shares: Vec<_> = posted(mask).collect();
                assert_eq!(bid.judge(&shares), valid(BODY, &[]), "{k} of {n}: {mask:b}");
            }
        }
        for mask in subsets(n, k - 1) {
            let error = Error::TooFewShares { have: usize::from(k - 1), need: k };
            assert_eq!(recover(k, &held(mask)), Err(error));
            let shares: Vec<_> = posted(mask).collect();
            let unresolved = Verdict::Unresolved { have: k - 1, need: k };
            assert_eq!(bid.judge(&shares), unresolved, "{k} of {n}: {mask:b}");
            // Nor does what they combine to open it.
            let shares: Vec<_> = shares.iter().map(|share| (share.i, share.share)).collect();
            let wrong = Seed::from_bytes(combine(&shares).unwrap());
            assert_eq!(unseal(&wrong, &bid.envelope), Err(Error::Payload), "{k} of {n}: {mask:b}");
        }
    }
}
