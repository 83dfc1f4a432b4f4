//! Whole envelopes: who can open, who is blamed, and that nothing else comes out.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its envelope must stop")]

#[expect(dead_code, reason = "the draws are another test's")]
mod common;

use common::{BODY, Bid, committee, context, key, valid};
use proptest::prelude::*;
use tenderseal_envelope::derive::{Schedule, context_hash, share_hash};
use tenderseal_envelope::tse1::body::{Answer, FinancialBody, TechnicalBody};
use tenderseal_envelope::tse1::header::{SHARE_HASH_LEN, STANZA_LEN};
use tenderseal_envelope::tse1::{ShapeError, sharing};
use tenderseal_envelope::{
    Context, Error, HeaderView, Kind, Layout, OpeningKey, PortalFault, PostedShare, Record, Reveal,
    Sealed, Seed, Share, VendorFault, Verdict, judge, open_stanza, recover, seal, self_check,
    stanza, unseal, vector,
};

fn subsets(shares: &[PostedShare]) -> impl Iterator<Item = Vec<PostedShare>> {
    (0..1usize << shares.len()).map(|mask| {
        let chosen = shares.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1);
        chosen.map(|(_, share)| *share).collect()
    })
}

#[test]
fn every_k_shares_open_and_no_fewer_do() {
    for (k, n) in (1..=6).flat_map(|n| (1..=n).map(move |k| (k, n))) {
        let bid = Bid::new(k, n, Kind::Financial, BODY);
        for shares in subsets(&bid.shares) {
            let have = u8::try_from(shares.len()).unwrap();
            let expected =
                if have < k { Verdict::Unresolved { have, need: k } } else { valid(BODY, &[]) };
            assert_eq!(bid.judge(&shares), expected, "{k} of {n}: {shares:?}");
            let values: Vec<_> = shares.iter().map(|share| (share.i, share.share)).collect();
            let is_seed = sharing::combine(&values) == Ok(*bid.seed.as_bytes());
            assert_eq!(is_seed, have >= k, "{k} of {n}");
        }
    }
}

#[test]
fn every_changed_byte_is_rejected_and_the_right_one_is_blamed() {
    let bid = Bid::new(2, 3, Kind::Financial, BODY);
    let hashes = 149..149 + 3 * SHARE_HASH_LEN;
    let stanzas = hashes.end..hashes.end + 3 * STANZA_LEN;
    for position in 0..bid.envelope.len() {
        for flip in [0x01, 0x80] {
            let mut envelope = bid.envelope.clone();
            envelope[position] ^= flip;
            // Changed after the commitment: the portal did it.
            let what = PortalFault::Envelope;
            let held = judge(&bid.record, &envelope, &bid.shares, None, Layout::Opaque).unwrap();
            assert_eq!(held, Verdict::PortalFault { what }, "{position}");
            // Changed before the commitment: the vendor did it.
            let changed = bid.committed_to(envelope);
            let shares = changed.judge(&bid.shares[..2]);
            let seed = changed.by_seed(&bid.seed, None, Layout::Opaque).unwrap();
            let blamed = |verdict: &Verdict| match verdict {
                Verdict::VendorFault { what } => Some(*what),
                _ => None,
            };
            let expected: &[VendorFault] = match position {
                0..4 => &[VendorFault::Header],
                4 | 5 | 60 => &[VendorFault::Header, VendorFault::Context],
                6..149 => &[VendorFault::Context],
                at if at < stanzas.end => &[VendorFault::Shares],
                _ => &[VendorFault::Payload],
            };
            let what = blamed(&seed).unwrap();
            assert!(expected.contains(&what), "{position}: {what:?}");
            // With a share's hash spoilt that share counts no more: nobody can tell yet.
            if position >= hashes.start && position < hashes.start + 2 * SHARE_HASH_LEN {
                assert_eq!(shares, Verdict::Unresolved { have: 1, need: 2 }, "{position}");
            } else {
                assert_eq!(blamed(&shares), Some(what), "{position}");
            }
        }
    }
}

#[test]
fn every_shorter_or_longer_envelope_is_rejected() {
    let bid = Bid::new(1, 1, Kind::Technical, BODY);
    let header = HeaderView::parse(&bid.envelope).unwrap().header_len();
    for length in 0..bid.envelope.len() {
        let cut = bid.committed_to(bid.envelope[..length].to_vec());
        let what = if length < header { VendorFault::Header } else { VendorFault::Payload };
        let verdict = cut.by_seed(&bid.seed, None, Layout::Opaque);
        assert_eq!(verdict, Ok(Verdict::VendorFault { what }), "{length}");
    }
    let longer = bid.committed_to([&bid.envelope[..], &[0]].concat());
    let what = VendorFault::Payload;
    let verdict = longer.by_seed(&bid.seed, None, Layout::Opaque);
    assert_eq!(verdict, Ok(Verdict::VendorFault { what }));
}

#[test]
fn an_officer_is_at_fault_when_the_sealed_share_was_right() {
    let mut bid = Bid::new(2, 5, Kind::Financial, BODY);
    bid.shares[4].share[0] ^= 1;
    bid.shares[1].share = bid.shares[0].share;
    bid.shares.reverse();
    assert_eq!(bid.judge(&bid.shares), valid(BODY, &[2, 5]));
    let all_wrong: Vec<_> =
        bid.shares.iter().map(|share| PostedShare { share: [0; 32], ..*share }).collect();
    assert_eq!(bid.judge(&all_wrong), Verdict::Unresolved { have: 0, need: 2 });
    let reveal = Some(Reveal { seed: &bid.seed, body: Some(BODY) });
    let verdict = judge(&bid.record, &bid.envelope, &all_wrong, reveal, Layout::Opaque);
    assert_eq!(verdict, Ok(valid(BODY, &[1, 2, 3, 4, 5])));
}

#[test]
fn a_revealed_seed_opens_when_shares_are_missing() {
    let bid = Bid::new(2, 3, Kind::Financial, BODY);
    for body in [None, Some(BODY)] {
        assert_eq!(bid.by_seed(&bid.seed, body, Layout::Opaque), Ok(valid(BODY, &[])));
    }
}

#[test]
fn a_seed_that_the_vendor_gave_and_that_is_not_the_seed_is_the_vendors_fault() {
    let bid = Bid::new(2, 3, Kind::Technical, BODY);
    let what = VendorFault::Shares;
    let verdict = bid.by_seed(&Seed::from_bytes([9; 32]), None, Layout::Opaque);
    assert_eq!(verdict, Ok(Verdict::VendorFault { what }));
}

#[test]
fn what_the_contract_would_not_have_accepted_blames_nobody() {
    let bid = Bid::new(2, 3, Kind::Financial, BODY);
    let other = Seed::from_bytes([9; 32]);
    for (seed, body) in [(&other, BODY), (&bid.seed, &b"another"[..])] {
        let verdict = bid.by_seed(seed, Some(body), Layout::Opaque);
        assert_eq!(verdict, Err(Error::RevealMismatch));
    }
}

#[test]
fn shares_come_before_a_revealed_seed() {
    let bid = Bid::new(2, 3, Kind::Technical, BODY);
    let other = Seed::from_bytes([9; 32]);
    let reveal = Some(Reveal { seed: &other, body: None });
    let verdict = judge(&bid.record, &bid.envelope, &bid.shares, reveal, Layout::Opaque);
    assert_eq!(verdict, Ok(valid(BODY, &[])));
}

#[test]
fn input_that_contradicts_itself_is_no_verdict() {
    let bid = Bid::new(2, 3, Kind::Financial, BODY);
    let of = |record: &Record, shares: &[PostedShare]| {
        judge(record, &bid.envelope, shares, None, Layout::Opaque)
    };
    let share = |i| PostedShare { i, share: [0; 32] };
    for i in [0, 4, 255] {
        assert_eq!(of(&bid.record, &[share(i)]), Err(Error::MemberIndex { i }));
    }
    let twice = [share(2), share(1), share(2)];
    assert_eq!(of(&bid.record, &twice), Err(Error::ShareDuplicate { i: 2 }));
    let other = Record { committee: committee(1, 3), ..bid.record.clone() };
    assert_eq!(of(&other, &[]), Err(Error::CommitteeMismatch));
    let mut attachment = bid.record.clone();
    attachment.context.kind = Kind::Attachment;
    assert_eq!(of(&attachment, &[]), Err(Error::Kind));
}

#[test]
fn a_body_of_its_kind_is_valid_and_any_other_is_the_vendors_fault() {
    let answers = vec![Answer { criterion: 1, text: "三年质保".into() }];
    let technical = TechnicalBody { valid_until: 7, answers: answers.clone(), attachments: vec![] };
    let financial = FinancialBody {
        currency: *b"CNY",
        price: 100,
        valid_until: 7,
        costs: vec![],
        answers,
        attachments: vec![],
    };
    let unpriced = {
        let mut bytes = financial.to_bytes().unwrap();
        bytes[4..20].fill(0);
        bytes
    };
    let (technical, financial) = (technical.to_bytes().unwrap(), financial.to_bytes().unwrap());
    let fault = Verdict::VendorFault { what: VendorFault::Body };
    for (kind, body, good) in [
        (Kind::Technical, &technical, true),
        (Kind::Financial, &financial, true),
        (Kind::Technical, &financial, false),
        (Kind::Financial, &technical, false),
        (Kind::Financial, &unpriced, false),
        (Kind::Financial, &vec![], false),
        (Kind::Financial, &[&financial[..], &[0]].concat(), false),
    ] {
        let bid = Bid::new(1, 1, kind, body);
        let expected = if good { valid(body, &[]) } else { fault.clone() };
        assert_eq!(bid.by_seed(&bid.seed, None, Layout::ByKind), Ok(expected));
        assert_eq!(bid.by_seed(&bid.seed, None, Layout::Opaque), Ok(valid(body, &[])));
    }
}

#[test]
fn nothing_is_sealed_to_another_committee_or_as_an_attachment_or_too_long() {
    let (committee, other) = (committee(2, 3), committee(3, 3));
    let seed = Seed::from_bytes([7; 32]);
    let good = context(Kind::Financial, &committee);
    assert_eq!(seal(&good, &other, &seed, BODY), Err(Error::CommitteeMismatch));
    let attachment = context(Kind::Attachment, &committee);
    assert_eq!(seal(&attachment, &committee, &seed, BODY), Err(Error::Kind));
    let found = 8193;
    let error = Err(Error::BodyTooLong { found });
    assert_eq!(seal(&good, &committee, &seed, &vec![0; found]), error);
}

#[test]
fn the_longest_envelope_fits_into_a_commit() {
    let committee = committee(16, 16);
    let context = context(Kind::Financial, &committee);
    let sealed = seal(&context, &committee, &Seed::from_bytes([7; 32]), &[1; 8192]).unwrap();
    assert!(HeaderView::parse(&sealed.envelope).is_ok());
    let five = Bid::new(3, 5, Kind::Financial, BODY);
    assert_eq!(five.envelope.len(), 1805);
}

#[test]
fn sealing_is_deterministic_and_every_input_matters() {
    let committee = committee(2, 3);
    let good = context(Kind::Financial, &committee);
    let seed = Seed::from_bytes([7; 32]);
    let sealed = seal(&good, &committee, &seed, BODY).unwrap();
    assert_eq!(sealed, seal(&good, &committee, &seed, BODY).unwrap());
    let next = Context { attempt: 6, ..good.clone() };
    for other in [
        seal(&next, &committee, &seed, BODY).unwrap(),
        seal(&good, &committee, &Seed::from_bytes([8; 32]), BODY).unwrap(),
        seal(&good, &committee, &seed, b"opaquE").unwrap(),
    ] {
        assert_ne!(other.e, sealed.e);
        assert_ne!(other.c, sealed.c);
        // Not even the salt comes twice.
        assert_ne!(other.envelope[485..509], sealed.envelope[485..509]);
    }
}

#[test]
fn the_self_check_passes_only_what_was_sealed() {
    let committee = committee(2, 3);
    let context = context(Kind::Financial, &committee);
    let seed = Seed::from_bytes([7; 32]);
    let sealed = seal(&context, &committee, &seed, BODY).unwrap();
    let check = |sealed: &Sealed| self_check(sealed, &context, &committee, &seed, BODY);
    assert_eq!(check(&sealed), Ok(()));
    let mut wrong_c = sealed.clone();
    wrong_c.c[0] ^= 1;
    let mut wrong_e = sealed.clone();
    wrong_e.e[0] ^= 1;
    let mut wrong_stanza = sealed.clone();
    wrong_stanza.envelope[300] ^= 1;
    for wrong in [wrong_c, wrong_e] {
        assert_eq!(check(&wrong), Err(Error::SelfCheck));
    }
    // The payload is bound to the header, so it does not even open.
    assert_eq!(check(&wrong_stanza), Err(Error::Payload));
    let other_body = self_check(&sealed, &context, &committee, &seed, b"other");
    assert_eq!(other_body, Err(Error::SelfCheck));
}

#[test]
fn a_stanza_opens_with_its_members_key_and_number_only() {
    let bid = Bid::new(2, 3, Kind::Financial, BODY);
    assert_eq!(open_stanza(&key(1), 2, &bid.envelope), Err(Error::Stanza { i: 2 }));
    assert_eq!(open_stanza(&key(2), 1, &bid.envelope), Err(Error::Stanza { i: 1 }));
    for i in [0, 4] {
        assert_eq!(open_stanza(&key(1), i, &bid.envelope), Err(Error::MemberIndex { i }));
    }
    assert_eq!(
        open_stanza(&key(1), 1, &bid.envelope[..3]),
        Err(Error::Shape(ShapeError::Truncated { found: 3, needed: 149 }))
    );
}

#[test]
fn a_stanza_with_another_share_than_the_one_hashed_is_noticed() {
    let bid = Bid::new(1, 1, Kind::Financial, BODY);
    let ch = context_hash(&bid.record.context);
    let promised = share_hash(&ch, 1, &[1; 32]);
    let schedule = Schedule::new(&bid.seed, ch);
    let other = stanza::seal(&key(1).public(), &ch, 1, &promised, &[2; 32], &schedule.ephemeral(1))
        .unwrap();
    let mut envelope = bid.envelope.clone();
    envelope[149..181].copy_from_slice(&promised);
    envelope[181..261].copy_from_slice(&other);
    assert_eq!(open_stanza(&key(1), 1, &envelope), Err(Error::ShareHash { i: 1 }));
}

#[test]
fn officers_and_vendor_reach_the_body_without_the_judge() {
    let bid = Bid::new(2, 3, Kind::Technical, BODY);
    let shares: Vec<_> =
        [3, 1].map(|i| (i, open_stanza(&key(i), i, &bid.envelope).unwrap())).into();
    let seed = recover(2, &shares).unwrap();
    assert_eq!(seed, bid.seed);
    assert_eq!(&*unseal(&seed, &bid.envelope).unwrap(), BODY);
    let error = Error::TooFewShares { have: 1, need: 2 };
    assert_eq!(recover(2, &shares[..1]), Err(error));
    assert_eq!(unseal(&Seed::from_bytes([0; 32]), &bid.envelope), Err(Error::Payload));
}

#[test]
fn secrets_are_not_printed() {
    let secret = [0xab; 32];
    let printed = format!(
        "{:?} {:?} {:?}",
        Seed::from_bytes(secret),
        Share::from_bytes(secret),
        OpeningKey::from_bytes(secret)
    );
    assert_eq!(printed, "Seed(..) Share(..) OpeningKey(..)");
    let leak = hex::encode(secret);
    for input in [
        format!(r#"{{"ctx":"00","k":"{leak}","committee":[],"seed":"{leak}","body":""}}"#),
        format!(r#"{{"ctx":"00","k":1,"committee":[],"seed":"{leak}0","body":""}}"#),
        format!(r#"{{"ctx":"00","k":1,"committee":[],"{leak}":1,"seed":"","body":""}}"#),
        format!(r#"{{"seed":"{leak}","seed":"{leak}"}}"#),
    ] {
        let error = vector::seal_json(&input).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(&leak), "{error}");
    }
}

#[test]
fn vector_input_is_bounded_and_read_strictly() {
    let long = " ".repeat(vector::INPUT_MAX + 1);
    let found = long.len();
    assert_eq!(vector::seal_json(&long), Err(Error::InputTooLong { found }));
    assert_eq!(vector::open_json(&long), Err(Error::InputTooLong { found }));
    for input in ["", "{", "[]", "null", "{} {}", r#"{"k":1,"k":1}"#] {
        let codes = [vector::seal_json(input), vector::open_json(input)]
            .map(|result| result.unwrap_err().code());
        assert_eq!(codes, ["json", "json"], "{input}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_body_comes_back_and_exactly_the_liars_are_named(
        body in prop::collection::vec(any::<u8>(), 0..3000),
        (n, k) in (1u8..=6).prop_flat_map(|n| (Just(n), 1..=n)),
        lies in prop::collection::vec(prop::option::of(any::<[u8; 32]>()), 6),
        technical: bool,
    ) {
        let kind = if technical { Kind::Technical } else { Kind::Financial };
        let mut bid = Bid::new(k, n, kind, &body);
        let mut liars = Vec::new();
        for (posted, lie) in bid.shares.iter_mut().zip(lies) {
            if let Some(lie) = lie && lie != posted.share {
                liars.push(posted.i);
                posted.share = lie;
            }
        }
        let have = n - u8::try_from(liars.len()).unwrap();
        let expected = if have < k {
            Verdict::Unresolved { have, need: k }
        } else {
            valid(&body, &liars)
        };
        prop_assert_eq!(bid.judge(&bid.shares), expected);
    }

    #[test]
    fn an_envelope_changed_anyhow_is_never_valid(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let bid = Bid::new(2, 3, Kind::Financial, BODY);
        let mut envelope = bid.envelope.clone();
        for (index, value) in changes {
            let position = index.index(envelope.len());
            envelope[position] = value;
        }
        prop_assume!(envelope != bid.envelope);
        let changed = bid.committed_to(envelope);
        let verdict = changed.by_seed(&bid.seed, None, Layout::Opaque);
        prop_assert!(matches!(verdict, Ok(Verdict::VendorFault { .. })), "{:?}", verdict);
    }

    #[test]
    fn any_text_is_answered_without_a_panic(text in ".{0,200}") {
        prop_assert!(vector::seal_json(&text).is_err());
        prop_assert!(vector::open_json(&text).is_err());
    }
}
